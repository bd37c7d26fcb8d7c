"""What a decision letter holds: plain values from which alone its words are made, and their digest."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from vetting.domain.checklist import Checklist
from vetting.domain.journal import canonical

FORMAT = 1


@dataclass(frozen=True)
class LetterReason:
    id: str
    question: str
    answer: str
    reason: str


@dataclass(frozen=True)
class LetterItem:
    """One line of the plan, word for word as it was decided. `due_on` is an ISO date."""

    kind: str
    title: str
    evidence: str
    owner: str
    due_on: str


@dataclass(frozen=True)
class LetterRules:
    """The checklist that was applied, so that it can be found again to the byte."""

    name: str
    title: str
    version: str
    in_force_on: str
    digest: str


@dataclass(frozen=True)
class DecisionLetter:
    """A decision as told to the association. Dates are ISO texts, amounts whole kronor."""

    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    scheme: str
    regime: str
    outcome: str
    amount: int
    applied: int
    purpose: str
    starts_on: str
    ends_on: str
    summary: str
    reasons: tuple[LetterReason, ...]
    proportionality: str
    conditions: tuple[str, ...]
    reservation: str
    plan: tuple[LetterItem, ...]
    rules: LetterRules
    signature: str
    decided_on: str
    decided_by: str
    prepared_by: str
    delegation_item: str
    minutes: str


def rules_of(checklist: Checklist) -> LetterRules:
    """The rules as the letter names them."""
    in_force_on = checklist.in_force_on.isoformat()
    return LetterRules(checklist.name, checklist.title.sv, checklist.version, in_force_on, checklist.digest)


def content_of(letter: DecisionLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "decision", "format": FORMAT, "language": "sv"}
    for name, value in asdict(letter).items():
        found[name] = list(value) if isinstance(value, tuple) else value
    return found


def digest_of(content: Mapping[str, object]) -> str:
    """SHA-256 of the canonical content, hex."""
    return hashlib.sha256(canonical(dict(content))).hexdigest()
