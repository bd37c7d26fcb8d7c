"""The sealed reasons of a decision, whether their digest checks, and what was added afterwards."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, bindparam, func, literal, select
from sqlalchemy.orm import aliased

from vetting.domain.entries import Entry
from vetting.domain.payouts import Payout
from vetting.domain.revocation import Revocation
from vetting.domain.sealed_reasons import Addendum, SealState, addendum_digest, state_of
from vetting.domain.terms import Outcome
from vetting.reading.decisions import CaseDecision, ShownProposal, grounds_kept
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Officer
from vetting.records.sealed_reasons import ReasonAddendum, SealedReasons


@dataclass(frozen=True)
class AddendumLine:
    """A text added after the decision. `holds`: its digest checks and is the one the journal noted."""

    id: str
    text: str
    by: str
    at: dt.datetime
    digest: str
    holds: bool


@dataclass(frozen=True)
class SealOfReasons:
    """Version 1 of the reasons; `state` None: the decision was made before reasons were sealed.

    `reasons`: the proposal in the words that were sealed. `lost`: addenda that the journal tells of and the
    case no longer has.
    """

    digest: str
    sealed_at: dt.datetime | None
    state: SealState | None
    reasons: ShownProposal
    addenda: tuple[AddendumLine, ...]
    lost: int
    may_add: bool


def seal_of(decision: CaseDecision) -> SealOfReasons | None:
    """The seal of a decided case, recomputed, in one query; None without a decision, asking nothing.

    What the journal noted is taken by the decision and by each addendum; facts may have been disposed of.
    """
    if decision.decision is None or decision.proposal is None:
        return None
    rows = db.session.execute(_SEAL, {"case_id": decision.case_id, **_subject(decision.decision.id)}).all()
    sealed: SealedReasons | None = rows[0].SealedReasons
    digest = "" if sealed is None else sealed.digest
    addenda = [row for row in rows if row.ReasonAddendum is not None]
    return SealOfReasons(
        digest=digest,
        sealed_at=None if sealed is None else sealed.sealed_at,
        state=None if sealed is None else _state(sealed, rows[0].signing),
        reasons=decision.proposal if sealed is None else _as_sealed(decision.proposal, sealed.text),
        addenda=tuple(_line(row, digest) for row in addenda),
        lost=rows[0].told - sum(row.entry is not None for row in addenda),
        may_add=decision.may_propose,
    )


def _subject(decision_id: str) -> dict[str, str]:
    return {"decision": f"decision:{decision_id}"}


_Signing, _Adding = aliased(JournalEntry), aliased(JournalEntry)
_OfSigning, _OfAdding = aliased(JournalPayload), aliased(JournalPayload)
_TOLD = (
    select(func.count(JournalEntry.seq))
    .where(JournalEntry.case_id == bindparam("case_id"), JournalEntry.name == Entry.ADDENDUM_WRITTEN.value)
    .scalar_subquery()
)
_SEAL = (
    select(SealedReasons, ReasonAddendum, Officer.display_name.label("by"))
    .add_columns(_OfSigning.body.label("signing"), _Adding.seq.label("entry"), _OfAdding.body.label("adding"))
    .add_columns(_TOLD.label("told"))
    .select_from(Decision)
    .outerjoin(SealedReasons, SealedReasons.decision_id == Decision.id)
    .outerjoin(
        _Signing,
        and_(_Signing.subject == bindparam("decision"), _Signing.name == Entry.DECISION_MADE.value),
    )
    .outerjoin(_OfSigning, _OfSigning.seq == _Signing.seq)
    .outerjoin(ReasonAddendum, ReasonAddendum.decision_id == Decision.id)
    .outerjoin(Officer, Officer.id == ReasonAddendum.written_by)
    .outerjoin(
        _Adding,
        and_(
            _Adding.subject == literal("addendum:") + ReasonAddendum.id,
            _Adding.name == Entry.ADDENDUM_WRITTEN.value,
        ),
    )
    .outerjoin(_OfAdding, _OfAdding.seq == _Adding.seq)
    .where(Decision.case_id == bindparam("case_id"))
    .order_by(ReasonAddendum.written_at, ReasonAddendum.id)
)


def _state(sealed: SealedReasons, signing: str | None) -> SealState:
    return state_of(sealed.text, sealed.digest, _told(signing, "reasons_digest"))


def _told(body: str | None, key: str) -> str | None:
    """A digest that the journal noted; None where its facts were disposed of."""
    return None if body is None else json.loads(body).get(key, "")


def _line(row: Any, reasons_digest: str) -> AddendumLine:
    kept = row.ReasonAddendum
    written = Addendum(reasons_digest, kept.text, kept.written_by, kept.written_at)
    noted = _told(row.adding, "digest")
    holds = addendum_digest(written) == kept.digest and row.entry is not None and noted in (None, kept.digest)
    return AddendumLine(kept.id, kept.text, row.by, kept.written_at, kept.digest, holds)


def _revocation(kept: dict[str, Any] | None) -> Revocation | None:
    return None if kept is None else Revocation.from_kept(kept)


def _as_sealed(proposal: ShownProposal, text: str) -> ShownProposal:
    """The proposal in the words that were sealed; as it stands now where the sealed text is unreadable."""
    try:
        document = json.loads(text)
        return replace(
            proposal,
            outcome=Outcome(document["outcome"]),
            amount=document["amount"],
            summary=document["summary"],
            reasons=grounds_kept(document["grounds"]),
            conditions=tuple(document["conditions"]),
            reservation=document["reservation"],
            proportionality=document["proportionality"],
            acknowledgement=document["acknowledgement"],
            revocation=_revocation(document.get("revocation")),
            payout=Payout.from_kept(payout) if (payout := document.get("payout")) else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return proposal
