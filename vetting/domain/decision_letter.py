"""What a decision letter holds: plain values from which alone its words are made, and their digest."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from vetting.domain.checklist import Checklist
from vetting.domain.journal import canonical
from vetting.domain.secrecy import Withholding
from vetting.domain.secret_words import without_words

FORMAT = 1
# Of a ground, what people wrote. The association's own words are left as it wrote them.
_WRITTEN = frozenset(
    {"what", "place", "description", "source", "reason", "considered", "no_contrary", "comment_considered"}
)


@dataclass(frozen=True)
class LetterReason:
    """A ground. All after `reason` stands in a negative one alone, as `domain/grounds.py` keeps it."""

    id: str
    question: str
    answer: str
    reason: str
    rule: Mapping[str, str] | None = None
    acts: Sequence[Mapping[str, str]] = ()
    evidence: Sequence[Mapping[str, object]] = ()
    contrary: Sequence[Mapping[str, object]] = ()
    no_contrary: str = ""
    attribution: Sequence[Mapping[str, str]] = ()
    mitigation: Sequence[Mapping[str, str]] = ()
    comment: str = ""
    comment_considered: str = ""


@dataclass(frozen=True)
class LetterItem:
    """One line of the plan, word for word as it was decided. `due_on` is an ISO date."""

    kind: str
    title: str
    evidence: str
    owner: str
    due_on: str
    deputy: str = ""


@dataclass(frozen=True)
class LetterIndicator:
    """What the grant is measured by, word for word."""

    name: str
    unit: str
    target: int


@dataclass(frozen=True)
class LetterInstalment:
    """A part of the grant, whole kronor; `waits_for`: the item of the plan that must be done first, or ""."""

    amount: int
    due_on: str
    condition: str = ""
    waits_for: str = ""


@dataclass(frozen=True)
class LetterRules:
    """The checklist that was applied, so that it can be found again to the byte."""

    name: str
    title: str
    version: str
    in_force_on: str
    digest: str


@dataclass(frozen=True)
class LetterHouseRule:
    """A rule of the board's own that the case was prepared by: which, and who adopted it when."""

    key: str
    adopted_by: str
    adopted_on: str
    in_force_from: str


@dataclass(frozen=True)
class LetterPeriod:
    """Days and kronor of the support; `is_claimed`: there is evidence for them."""

    starts_on: str
    ends_on: str
    amount: int
    is_claimed: bool


@dataclass(frozen=True)
class LetterReview:
    """What a special review tells beside the rest: what it reviews, and of a revocation its ground."""

    case_number: str
    decided_on: str
    granted: int
    circumstance: str
    act_on: str
    ground: str = ""
    why: str = ""
    can_be_undone: bool | None = None
    undoing: str = ""
    periods: tuple[LetterPeriod, ...] = ()
    claimed: int = 0
    again: tuple[str, ...] = ()
    again_from_on: str = ""
    plan: tuple[LetterItem, ...] = ()  # agreed while it was reviewed


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
    house_rules: tuple[LetterHouseRule, ...] = ()  # in force on the day of the decision
    review: LetterReview | None = None
    indicators: tuple[LetterIndicator, ...] = ()
    instalments: tuple[LetterInstalment, ...] = ()


def letter_reason(
    kept: Mapping[str, Any], *, withheld: Mapping[str, str], passages: Collection[str] = ()
) -> LetterReason:
    """A kept ground as the letter tells of it. `withheld`: why items of the material are kept from the
    association, by key; each leaves a marker. A withheld passage leaves its own mark in every text."""
    names = {field.name for field in fields(LetterReason)}
    held = {name: _told(value, passages, name) for name, value in kept.items() if name in names}
    for name, kind in (("acts", "act"), ("evidence", "evidence"), ("contrary", "evidence")):
        held[name] = tuple(
            item if ground is None else {"id": item["id"], "withheld": ground}
            for item in held.get(name, ())
            for ground in (withheld.get(f"{kind}:{item['id']}"),)
        )
    return LetterReason(id=kept["question_id"], **held)


def _told(value: Any, passages: Collection[str], name: str) -> Any:
    """A value of a kept ground, however deep its words stand."""
    if isinstance(value, str):
        return without_words(value, passages) if name in _WRITTEN else value
    if isinstance(value, Mapping):
        return {key: _told(one, passages, key) for key, one in value.items()}
    if isinstance(value, Sequence):
        return tuple(_told(one, passages, name) for one in value)
    return value


def as_sent(letter: DecisionLetter, hidden: Withholding) -> DecisionLetter:
    """The letter as the association gets it; its reasons are told by `letter_reason`. An officer who may not
    be named leaves "". What is sealed is the letter as it was written."""
    return replace(
        letter,
        summary=hidden.text(letter.summary),
        proportionality=hidden.text(letter.proportionality),
        conditions=tuple(hidden.text(one) for one in letter.conditions),
        reservation=hidden.text(letter.reservation),
        plan=_plan_as_sent(letter.plan, hidden),
        indicators=tuple(replace(one, name=hidden.text(one.name)) for one in letter.indicators),
        instalments=tuple(
            replace(one, condition=hidden.text(one.condition), waits_for=hidden.text(one.waits_for))
            for one in letter.instalments
        ),
        review=None if letter.review is None else _review_as_sent(letter.review, hidden),
        minutes=hidden.text(letter.minutes),
        decided_by=hidden.officer(letter.decided_by),
        prepared_by=hidden.officer(letter.prepared_by),
    )


def _plan_as_sent(plan: Sequence[LetterItem], hidden: Withholding) -> tuple[LetterItem, ...]:
    return tuple(
        replace(
            item,
            title=hidden.text(item.title),
            evidence=hidden.text(item.evidence),
            owner=hidden.officer(item.owner),
            deputy=hidden.officer(item.deputy) if item.deputy else "",
        )
        for item in plan
    )


def _review_as_sent(review: LetterReview, hidden: Withholding) -> LetterReview:
    return replace(
        review,
        circumstance=hidden.text(review.circumstance),
        why=hidden.text(review.why),
        undoing=hidden.text(review.undoing),
        again=tuple(hidden.text(one) for one in review.again),
        plan=_plan_as_sent(review.plan, hidden),
    )


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
