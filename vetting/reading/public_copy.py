"""A case as its public copy tells it, before anything is masked; which copies were made; what is marked."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may
from vetting.domain.capsule import LOOKS
from vetting.domain.errors import NotFound
from vetting.domain.grounds import Ground
from vetting.domain.payouts import Payout
from vetting.domain.revocation import Revocation
from vetting.domain.secrecy import OFFICERS, Item, Mark
from vetting.domain.terms import Outcome, Regime, Signature, Stage
from vetting.reading.case_filter import visible
from vetting.records import public_copies, secrecy_items, secrecy_marks
from vetting.records.applications import Application, Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.journal import JournalEntry
from vetting.records.officers import Board, Officer
from vetting.records.sealed_reasons import ReasonAddendum, SealedReasons


@dataclass(frozen=True)
class CopyDecision:
    """The decision with its reasons: as they were sealed, or as proposed where none were."""

    outcome: Outcome
    amount: int
    decided_on: dt.date
    signature: Signature
    decided_by: str
    proposed_by: str
    paragraph: str  # of the minutes, or the point of the delegation order
    summary: str
    grounds: tuple[Ground, ...]
    proportionality: str
    conditions: tuple[str, ...]
    reservation: str
    acknowledgement: str
    addenda: tuple[tuple[dt.datetime, str], ...]
    revocation: Revocation | None = None
    payout: Payout | None = None


@dataclass(frozen=True)
class Happened:
    at: dt.datetime
    name: str
    actor: str


@dataclass(frozen=True)
class CopyFacts:
    """All that the copy may tell. `officers`: display names by id."""

    case_number: str
    board: str
    scheme: str
    year: int
    regime: Regime
    stage: Stage
    association: str
    org_number: str | None
    number_shown: str
    application: Application
    decision: CopyDecision | None
    items: tuple[Item, ...]
    history: tuple[Happened, ...]
    officers: Mapping[str, str]


@dataclass(frozen=True)
class MarkedItem:
    """An item with what stands on it. `mark_id` is empty for what nobody has tried; `is_open`: tried, and
    may be given out."""

    item: Item
    mark: Mark | None
    mark_id: str = ""
    is_open: bool = False
    by: str = ""
    at: dt.datetime | None = None


@dataclass(frozen=True)
class MarkedPassage:
    mark_id: str
    passage: str
    ground: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class MadeCopy:
    id: str
    masks: int
    digest: str
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class SecrecyPage:
    """What is marked in a case, and which copies were made of it, the newest first. `threat`: the mark that
    keeps officers unnamed."""

    items: tuple[MarkedItem, ...]
    passages: tuple[MarkedPassage, ...]
    threat: MarkedPassage | None
    copies: tuple[MadeCopy, ...]
    may_mark: bool


def secrecy_page(case_id: str, board_id: str, *, actor: Actor) -> SecrecyPage:
    """Marks and copies of a case; its page has asked for authority. Eleven queries, and two more where a hit
    or an answer is marked."""
    rows = secrecy_marks.standing(case_id)
    marks = secrecy_marks.marks_from(rows, case_id)
    copies = public_copies.copies_of(case_id)
    names = _names({*(row.marked_by for row in rows), *(copy.made_by for copy in copies)})
    by_item = {row.item: row for row in rows}
    items = []
    for item in secrecy_items.items_of(case_id):
        row = by_item.get(item.key)
        if row is None:
            items.append(MarkedItem(item, marks.get(item.key)))
            continue
        name = names.get(row.marked_by, "")
        items.append(MarkedItem(item, marks.get(item.key), row.id, row.is_open, name, row.marked_at))
    words = {
        row.item: MarkedPassage(row.id, row.passage, row.ground, names.get(row.marked_by, ""), row.marked_at)
        for row in rows
        if row.passage or row.item == OFFICERS
    }
    threat = words.pop(OFFICERS, None)
    made = tuple(
        MadeCopy(copy.id, copy.masks, copy.digest, names.get(copy.made_by, ""), copy.made_at)
        for copy in copies
    )
    may_mark = may(actor, Act.MARK_SECRECY, board_id)
    return SecrecyPage(tuple(items), tuple(words.values()), threat, made, may_mark)


def copy_facts(case_id: str, *, actor: Actor) -> CopyFacts:
    """Everything the copy of a case tells. Raises NotFound.

    The row of the case is held while it is read, so that no deed changes the case in between.
    """
    found = db.session.execute(
        select(Case, Association, Board.name, Scheme.name, Application)
        .join(Association, Association.id == Case.association_id)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Application, Application.case_id == Case.id)
        .where(Case.id == case_id, visible(actor))
        .order_by(Application.version.desc())
        .limit(1)
        .with_for_update(read=True, of=Case)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    case, association, board, scheme, application = found
    decision = _decision(case_id)
    history = _history(case_id)
    acted = {one.actor for one in history}
    acted |= {decision.decided_by, decision.proposed_by} if decision else set()
    return CopyFacts(
        case_number=case.case_number,
        board=board,
        scheme=scheme,
        year=case.year,
        regime=case.regime,
        stage=case.stage,
        association=association.name,
        org_number=association.org_number,
        number_shown=association.number_shown,
        application=application,
        decision=decision,
        items=secrecy_items.items_of(case_id),
        history=history,
        officers=_names(acted),
    )


def _decision(case_id: str) -> CopyDecision | None:
    rows = db.session.execute(
        select(Decision, Proposal, SealedReasons.text, ReasonAddendum)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .outerjoin(SealedReasons, SealedReasons.decision_id == Decision.id)
        .outerjoin(ReasonAddendum, ReasonAddendum.decision_id == Decision.id)
        .where(Decision.case_id == case_id)
        .order_by(Decision.decided_at.desc(), ReasonAddendum.written_at, ReasonAddendum.id)
    ).all()
    if not rows:
        return None
    decision, proposal, text, _addendum = rows[0]
    words = _as_proposed(proposal) if text is None else json.loads(text)
    return CopyDecision(
        outcome=decision.outcome,
        amount=decision.amount,
        decided_on=decision.decided_on,
        signature=decision.signature,
        decided_by=decision.decided_by,
        proposed_by=decision.proposed_by,
        paragraph=decision.minutes or decision.delegation_item,
        summary=words["summary"],
        grounds=tuple(Ground.from_kept(kept) for kept in words["grounds"]),
        proportionality=words["proportionality"],
        conditions=tuple(words["conditions"]),
        reservation=words["reservation"],
        acknowledgement=words["acknowledgement"],
        addenda=tuple(
            (row[3].written_at, row[3].text) for row in rows if row[3] and row[0].id == decision.id
        ),
        revocation=Revocation.from_kept(kept) if (kept := words.get("revocation")) else None,
        payout=Payout.from_kept(payout) if (payout := words.get("payout")) else None,
    )


def _as_proposed(proposal: Proposal) -> dict[str, Any]:
    return {
        "summary": proposal.summary,
        "grounds": proposal.reasons,
        "proportionality": proposal.proportionality,
        "conditions": proposal.conditions,
        "reservation": proposal.reservation,
        "acknowledgement": proposal.acknowledgement,
        "revocation": proposal.revocation,
        "payout": proposal.payout,
    }


def _history(case_id: str) -> tuple[Happened, ...]:
    """What the journal tells of the case, but for those entries that only tell that somebody looked."""
    rows = db.session.execute(
        select(JournalEntry.at, JournalEntry.name, JournalEntry.actor)
        .where(JournalEntry.case_id == case_id, JournalEntry.name.not_in([look.value for look in LOOKS]))
        .order_by(JournalEntry.seq)
    )
    return tuple(Happened(dt.datetime.fromisoformat(at), name, actor) for at, name, actor in rows)


def _names(ids: set[str]) -> dict[str, str]:
    rows = db.session.execute(select(Officer.id, Officer.display_name).where(Officer.id.in_(sorted(ids))))
    return {officer_id: name for officer_id, name in rows}
