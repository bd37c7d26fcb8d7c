"""The reasons of a decision as they were when it was signed: one sealed version, and what is added later.

JO 1008-2021: grounds that come after a decision look made up for it. So nothing takes the place of version 1.
"""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from vetting.domain.decision_letter import DecisionLetter
from vetting.domain.errors import Refused
from vetting.domain.journal import canonical
from vetting.domain.reason_linter import HELD_TO_ACTS, findings_in
from vetting.domain.sealed_document import digest_of, document_bytes
from vetting.domain.terms import Outcome, Regime

FORMAT = "vetting-reasons-1"
ADDENDUM_FORMAT = "vetting-addendum-1"
VERSION = 1  # there is no other: what comes later is an addendum


class SealState(StrEnum):
    """What recomputing the digest of sealed reasons comes to."""

    HOLDS = "holds"
    TEXT_CHANGED = "text_changed"  # the text is not the one that was digested
    JOURNAL_DIFFERS = "journal_differs"  # the text fits, but the journal noted another digest at signing
    JOURNAL_SILENT = "journal_silent"  # the text fits; what the journal noted was disposed of


@dataclass(frozen=True)
class Signed:
    """Who proposed and who decided, by officer id, and when."""

    proposed_by: str
    proposed_at: dt.datetime
    decided_by: str
    decided_at: dt.datetime


@dataclass(frozen=True)
class Addendum:
    """A text written after the decision. `by` is an officer id, `reasons_digest` that of version 1."""

    reasons_digest: str
    text: str
    by: str
    at: dt.datetime


def reasons_document(
    letter: DecisionLetter,
    grounds: Sequence[Mapping[str, object]],
    *,
    acknowledgement: str,
    signed: Signed,
    revocation: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """The sealed document as JSON values; `grounds` are the proposal's reasons, with all they hold, and
    `revocation` what it keeps of one. Of a special review alone: the parts `reviewed` and `revocation`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "municipality": letter.municipality,
        "board": letter.board,
        "case_number": letter.case_number,
        "association": letter.association,
        "org_number": letter.org_number,
        "scheme": letter.scheme,
        "regime": letter.regime,
        "outcome": letter.outcome,
        "amount": letter.amount,
        "summary": letter.summary,
        "grounds": [dict(ground) for ground in grounds],
        "proportionality": letter.proportionality,
        "conditions": list(letter.conditions),
        "reservation": letter.reservation,
        "acknowledgement": acknowledgement,
        "rules": asdict(letter.rules),
        "proposed": {"by": letter.prepared_by, "id": signed.proposed_by, "at": _instant(signed.proposed_at)},
        "decided": _decided(letter, signed),
        **_of_review(letter, revocation),
    }


def _decided(letter: DecisionLetter, signed: Signed) -> dict[str, object]:
    return {
        "by": letter.decided_by,
        "id": signed.decided_by,
        "at": _instant(signed.decided_at),
        "on": letter.decided_on,
        "signature": letter.signature,
        "delegation_item": letter.delegation_item,
        "minutes": letter.minutes,
    }


def _of_review(letter: DecisionLetter, revocation: Mapping[str, object] | None) -> dict[str, object]:
    if letter.review is None:
        return {}
    reviewed = {"case_number": letter.review.case_number, "decided_on": letter.review.decided_on}
    return {"reviewed": reviewed, "revocation": revocation}


def sealed_text(document: Mapping[str, object]) -> str:
    """The very text that is sealed: canonical JSON and a line break."""
    return document_bytes(document).decode()


def digest_of_text(text: str) -> str:
    """SHA-256 of a sealed text in UTF-8, hex."""
    return digest_of(text.encode())


def state_of(text: str, digest: str, noted: str | None) -> SealState:
    """Whether the text still has its digest, and the one the journal noted; `noted` None: disposed of."""
    if digest_of_text(text) != digest:
        return SealState.TEXT_CHANGED
    if noted is None:
        return SealState.JOURNAL_SILENT
    return SealState.HOLDS if noted == digest else SealState.JOURNAL_DIFFERS


def addendum_digest(addendum: Addendum) -> str:
    """SHA-256 of the canonical addendum, bound to the reasons it is added to, hex."""
    body = {
        "format": ADDENDUM_FORMAT,
        "reasons_digest": addendum.reasons_digest,
        "text": addendum.text,
        "by": addendum.by,
        "at": _instant(addendum.at),
    }
    return hashlib.sha256(canonical(body)).hexdigest()


def require_sound_addendum(
    text: str,
    outcome: Outcome,
    *,
    questions: Iterable[str],
    acts: Collection[str],
    regime: Regime,
) -> None:
    """Raises Refused with the first rule that the words break, unless the decision grants in full.

    `questions` are those the decision rests on, `acts` those that a dated act carries.
    """
    if outcome not in HELD_TO_ACTS:
        return
    has_act = any(question in acts for question in questions)
    for finding in findings_in(text, has_act=has_act, regime=regime):
        raise Refused(finding.code, phrase=finding.phrase, field="text")


def _instant(at: dt.datetime) -> str:
    """As the journal writes instants."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
