"""The object of a spot check and who may see it, and rows of its sheet, in a fixed number of queries."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.chance_words import PlainChance, plain_chance
from vetting.domain.check_readers import FIRST, Readers, oversees
from vetting.domain.errors import NotFound
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import OPEN_STATES, LeftReason, RoundStage, SpotCheckState, Stream
from vetting.reading.sheet_rows import Pinned, ShownAnswer, ShownEvidence
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.check_sheets import CheckAnswer, CheckEvidence, CheckReading
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal, Support
from vetting.records.officers import Board, Officer
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.spot_checks import CheckerConflict, SpotCheck


@dataclass(frozen=True)
class Begun:
    """A reading that was begun: the version of its answers, and when it was signed on which of them."""

    sheet_version: int
    signed_at: dt.datetime | None
    signed_version: int | None
    minutes_spent: int


@dataclass(frozen=True)
class CheckObject:
    """One check for somebody who may see it: what was drawn, why, and where the check stands.

    `reading` is the reader's own (1, 2), None for who oversees; `sees` are the readings whose words may be
    shown. `weight` is how many lots the object had; `may_run`: runs the board's checks. Whole kronor.
    """

    id: str
    round_id: str
    half_year: str
    is_voided: bool
    pinned: Pinned
    item: str
    case_id: str
    association: str
    association_id: str
    org_number: str
    board: str
    board_id: str
    scheme: str
    kind: SupportKind
    amount: int
    decided_on: dt.date
    starts_on: dt.date
    ends_on: dt.date
    conditions: tuple[str, ...]
    stream: Stream
    stratum: str
    position: int
    ticket: str
    grounds: tuple[str, ...]
    chance: PlainChance
    weight: int
    state: SpotCheckState
    officer: str
    second_officer: str
    week_on: dt.date | None
    asked_at: dt.datetime | None
    due_on: dt.date | None
    reminded_at: dt.datetime | None
    comment: str
    comment_on: dt.date | None
    left_reason: LeftReason | None
    left_proof: str
    replaces: tuple[str, str] | None  # id and item
    readers: Readers
    begun: dict[int, Begun]
    reading: int | None
    sees: frozenset[int]
    may_run: bool

    @property
    def is_open(self) -> bool:
        """Whether anything may still change."""
        return self.state in OPEN_STATES and not self.is_voided

    @property
    def is_mine(self) -> bool:
        """Whether the reader is the checker."""
        return self.reading == FIRST

    def is_writable(self) -> bool:
        """Whether the reader may change the answers of the own reading now."""
        if not self.is_open or self.reading is None:
            return False
        if self.reading not in self.readers.signed:
            return True
        return self.readers.all_signed and self.reading == FIRST


def check_object(check_id: str, *, actor: Actor) -> CheckObject:
    """The check, for its readers and those who oversee it. Raises NotFound for everybody else."""
    require(actor, Act.SEE_SPOT_CHECKS)
    row = db.session.execute(_query().where(SpotCheck.id == check_id)).one_or_none()
    if row is None:
        raise NotFound("spot_check_not_found")
    check: SpotCheck = row[0]
    readings = db.session.scalars(select(CheckReading).where(CheckReading.check_id == check_id))
    begun = {
        one.reading: Begun(one.sheet_version, one.signed_at, one.signed_version, one.minutes_spent)
        for one in readings
    }
    conflicts = db.session.scalars(
        select(CheckerConflict.officer_id).where(CheckerConflict.check_id == check_id)
    )
    readers = Readers(
        officer_id=check.officer_id,
        second_officer_id=check.second_officer_id,
        has_second_reading=check.has_second_reading,
        signed=frozenset(number for number, one in begun.items() if one.signed_at is not None),
        conflicts=frozenset(conflicts),
    )
    sees = readers.seen_by(actor.id, oversees=oversees(actor, check.board_id))
    own: dict[str, Any] = {"reading": readers.reading_of(actor.id), "sees": sees}
    own["may_run"] = may(actor, Act.RUN_SPOT_CHECKS, check.board_id)
    return _object(row, readers, begun, own)


def _query() -> Any:
    first, second, before = aliased(Officer), aliased(Officer), aliased(SpotCheck)
    return (
        select(
            SpotCheck,
            SpotCheckRound,
            Association,
            Support,
            Board.name.label("board"),
            Scheme.name.label("scheme"),
            Decision.decided_on,
            Proposal.conditions,
            FrameItem.weight,
            first.display_name.label("officer"),
            second.display_name.label("second_officer"),
            before.id.label("before_id"),
            before.item.label("before_item"),
        )
        .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
        .join(Support, Support.id == SpotCheck.support_id)
        .join(Association, Association.id == Support.association_id)
        .join(Board, Board.id == SpotCheck.board_id)
        .join(Case, Case.id == SpotCheck.case_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Decision, Decision.id == Support.decision_id)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .outerjoin(FrameItem, (FrameItem.round_id == SpotCheck.round_id) & (FrameItem.item == SpotCheck.item))
        .outerjoin(first, first.id == SpotCheck.officer_id)
        .outerjoin(second, second.id == SpotCheck.second_officer_id)
        .outerjoin(before, before.id == SpotCheck.replaces_id)
    )


def _object(row: Any, readers: Readers, begun: dict[int, Begun], own: dict[str, Any]) -> CheckObject:
    check, found, association, support = row[0], row[1], row[2], row[3]
    return CheckObject(
        **_drawn(check, found),
        **_standing(check),
        association=association.name,
        association_id=association.id,
        org_number=association.org_number or "",
        board=row.board,
        scheme=row.scheme,
        amount=support.amount,
        decided_on=row.decided_on,
        starts_on=support.starts_on,
        ends_on=support.ends_on,
        conditions=tuple(row.conditions),
        weight=row.weight or 1,
        officer=row.officer or "",
        second_officer=row.second_officer or "",
        replaces=(row.before_id, row.before_item) if row.before_id else None,
        readers=readers,
        begun=begun,
        **own,
    )


def _drawn(check: SpotCheck, found: SpotCheckRound) -> dict[str, Any]:
    return {
        "id": check.id,
        "round_id": found.id,
        "half_year": found.half_year,
        "is_voided": found.stage is RoundStage.VOIDED,
        "pinned": Pinned(found.checklist_name, found.checklist_version, found.checklist_digest),
        "item": check.item,
        "case_id": check.case_id,
        "board_id": check.board_id,
        "kind": check.kind,
        "stream": check.stream,
        "stratum": check.stratum,
        "position": check.position,
        "ticket": check.ticket,
        "grounds": tuple(check.grounds.split()),
        "chance": plain_chance(check.chance),
    }


def _standing(check: SpotCheck) -> dict[str, Any]:
    return {
        "state": check.state,
        "week_on": check.week_on,
        "asked_at": check.asked_at,
        "due_on": check.comment_due_on,
        "reminded_at": check.reminded_at,
        "comment": check.comment,
        "comment_on": check.comment_on,
        "left_reason": check.left_reason,
        "left_proof": check.left_proof,
    }


def answers_of(
    check_id: str, readings: Collection[int], *, only_current: bool = True
) -> dict[int, dict[str, list[tuple[int, ShownAnswer]]]]:
    """Answers by reading and question, each with the version it was saved as, oldest first."""
    rows = db.session.execute(
        select(CheckAnswer, Officer.display_name)
        .outerjoin(Officer, Officer.id == CheckAnswer.answered_by)
        .where(CheckAnswer.check_id == check_id, CheckAnswer.reading.in_(readings))
        .where(CheckAnswer.is_current if only_current else true())
        .order_by(CheckAnswer.sheet_version)
    )
    found: dict[int, dict[str, list[tuple[int, ShownAnswer]]]] = {}
    for row, name in rows:
        shown = ShownAnswer(row.value, row.reason, name or row.answered_by, row.answered_at)
        by_question = found.setdefault(row.reading, {})
        by_question.setdefault(row.question_id, []).append((row.sheet_version, shown))
    return found


def evidence_of(check_id: str, readings: Collection[int]) -> dict[int, dict[str, list[ShownEvidence]]]:
    """Evidence by reading and question, oldest first."""
    rows = db.session.execute(
        select(CheckEvidence, Officer.display_name)
        .outerjoin(Officer, Officer.id == CheckEvidence.added_by)
        .where(CheckEvidence.check_id == check_id, CheckEvidence.reading.in_(readings))
        .order_by(CheckEvidence.added_at, CheckEvidence.id)
    )
    found: dict[int, dict[str, list[ShownEvidence]]] = {}
    for row, name in rows:
        found.setdefault(row.reading, {}).setdefault(row.question_id, []).append(
            ShownEvidence(
                id=row.id,
                kind=row.kind,
                level=row.level,
                description=row.description,
                source=row.source,
                act_on=row.act_on,
                is_contrary=row.is_contrary,
                paper_id="",
                has_file=row.file_digest is not None,
                by=name or row.added_by,
                at=row.added_at,
            )
        )
    return found
