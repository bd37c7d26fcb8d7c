"""What falls due for one officer, whatever it belongs to: one list by day, in a dozen queries."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.appeals import ANNOUNCED, SERVED
from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.deadlines import day_due
from vetting.domain.follow_up import days_late
from vetting.domain.seasons import HalfYear, season
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import Signature
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.terms_spot_checks import RoundStage
from vetting.domain.working_days import Days
from vetting.reading.case_filter import visible
from vetting.reading.claims import LIMIT_NEAR
from vetting.reading.effect_lists import effect_tasks
from vetting.reading.follow_ups import due_query
from vetting.reading.my_spot_checks import my_spot_checks
from vetting.records.announcements import Announcement
from vetting.records.applications import Case, SupplementRequest
from vetting.records.associations import Association
from vetting.records.board_meetings import next_meeting
from vetting.records.claims import RepaymentClaim
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.follow_ups import FollowUp
from vetting.records.hearings import Hearing
from vetting.records.house_rules import HouseRule
from vetting.records.officers import Board
from vetting.records.rounds import RoundBoard, SpotCheckRound
from vetting.records.special_reviews import PaymentHold
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome, SpotCheck
from vetting.records.urgent_decisions import UrgentDecision

MOST = 500  # of each kind; nobody has more in hand
_NOT_DRAWN = (RoundStage.OPEN, RoundStage.SEALED, RoundStage.SEED_RECORDED, RoundStage.SEED_CONFIRMED)


@dataclass(frozen=True)
class Due:
    """One thing that falls due. `uid` names it for good ("follow_up:<id>"); `about` is a case number or a
    half-year, never a name of a person. `due_on` None: no day can be counted yet. `case_id`, `subject_id`:
    what a link goes to. `association` is for pages alone."""

    kind: K
    uid: str
    due_on: dt.date | None
    about: str
    case_id: str = ""
    association: str = ""
    subject_id: str = ""
    arrived_on: dt.date | None = None  # a report that came, and waits to be read

    def is_late(self, today: dt.date) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and days_late(self.due_on, today, arrived_on=self.arrived_on) > 0


def my_deadlines(actor: Actor, days: Days) -> tuple[Due, ...]:
    """What is due and not done, the most urgent first; what has no day yet comes last."""
    found = [
        *_follow_ups(actor),
        *_replies(actor, days.today),
        *_reviews(actor, days.today),
        *_holds(actor),
        *_effects(actor),
        *_of_the_board(actor),
        *_checks(actor),
        *_measures(actor),
        *_rounds(actor, days),
        *_house_rules(actor, days.today),
        *_claims(actor, days.today),
    ]
    return tuple(sorted(found, key=lambda due: (due.due_on or dt.date.max, due.about, due.kind, due.uid)))


def _follow_ups(actor: Actor) -> Iterator[Due]:
    if not may(actor, Act.FOLLOW_UP):
        return
    query = due_query(actor).where(FollowUp.owner_id == actor.id, FollowUp.done_at.is_(None))
    for row in db.session.execute(query.order_by(FollowUp.due_on).limit(MOST)):
        uid = f"follow_up:{row.id}"
        yield Due(
            K.FOLLOW_UP,
            uid,
            row.due_on,
            row.case_number,
            row.case_id,
            row.association,
            arrived_on=row.arrived_on,
        )


def _replies(actor: Actor, today: dt.date) -> Iterator[Due]:
    """What others have to answer by, in the cases the officer prepares."""
    asked: tuple[tuple[K, Any, Any, ColumnElement[bool]], ...] = (
        (
            K.SUPPLEMENT_REPLY,
            SupplementRequest,
            SupplementRequest.due_on,
            SupplementRequest.answered_at.is_(None),
        ),
        # Once its day has passed the case can go on: nothing is late then.
        (K.HEARING_REPLY, Hearing, Hearing.reply_due_on, Hearing.reply_due_on >= today),
        (
            K.PARTNER_REPLY,
            PartnerQuestion,
            PartnerQuestion.reply_due_on,
            PartnerQuestion.answered_at.is_(None) & PartnerQuestion.reply_due_on.is_not(None),
        ),
    )
    for kind, table, day, waits in asked:
        query = _of_cases(table.id, day).join(Case, Case.id == table.case_id)
        query = query.where(waits, Case.assigned_to == actor.id, Case.stage.in_(UNDER_PREPARATION))
        yield from _case_lines(kind, query, actor)


def _reviews(actor: Actor, today: dt.date) -> Iterator[Due]:
    """Times for review that run: of one's own cases, and of the boards whose announcements one records. A
    decision to be appealed by the party has no day until it is recorded when the party received it."""
    posts = boards_for(actor, Act.RECORD_BOARD_DECISION)
    mine = or_(
        Case.assigned_to == actor.id, Decision.decided_by == actor.id, Decision.proposed_by == actor.id
    )
    if posts is None:
        mine = Case.id.is_not(None)
    elif posts:
        mine = or_(mine, Case.board_id.in_(sorted(posts)))
    query = _of_cases(Decision.id, Announcement.appeal_until_on)
    query = query.join(Case, Case.id == Decision.case_id)
    query = query.outerjoin(Announcement, Announcement.decision_id == Decision.id).where(mine)
    runs, unknown = Announcement.appeal_until_on >= today, Announcement.decision_id.is_(None)
    yield from _case_lines(K.APPEAL, query.where(runs, Case.regime.not_in(SERVED)), actor)
    served = query.where(runs | unknown, Case.regime.in_(SERVED))
    yield from _case_lines(K.PARTY_APPEAL, served, actor)


def _holds(actor: Actor) -> Iterator[Due]:
    """Last days of payment that waits, in special reviews that one prepares or has held payment in."""
    query = _of_cases(PaymentHold.id, PaymentHold.ends_on).join(Case, Case.id == PaymentHold.case_id)
    mine = or_(Case.assigned_to == actor.id, PaymentHold.held_by == actor.id)
    yield from _case_lines(K.PAYMENT_HOLD, query.where(PaymentHold.ended_on.is_(None), mine), actor)


def _effects(actor: Actor) -> Iterator[Due]:
    """Rows of effect lists that wait for the officer's boards: one line a list, on its first day."""
    for task in effect_tasks(actor).lines:
        uid = f"effect_list:{task.list_id}"
        yield Due(K.EFFECT, uid, task.due_on, task.board, "", task.association, task.list_id)


def _of_the_board(actor: Actor) -> Iterator[Due]:
    """Minutes to adjust and announce, and what chairs have decided that the board is to be told of."""
    posts = boards_for(actor, Act.RECORD_BOARD_DECISION)
    if posts is not None and not posts:
        return
    own = Case.id.is_not(None) if posts is None else Case.board_id.in_(sorted(posts))
    query = _of_cases(Decision.id, Decision.decided_on).join(Case, Case.id == Decision.case_id)
    unposted = query.outerjoin(Announcement, Announcement.decision_id == Decision.id).where(
        own,
        Announcement.decision_id.is_(None),
        Decision.signature == Signature.BOARD,
        Case.regime.in_(ANNOUNCED),
    )
    yield from _case_lines(K.ADJUSTMENT, unposted, actor)
    query = _of_cases(Decision.id, next_meeting(Case.board_id, Decision.decided_on))
    untold = query.join(Case, Case.id == Decision.case_id)
    untold = untold.join(UrgentDecision, UrgentDecision.decision_id == Decision.id)
    untold = untold.where(own, UrgentDecision.reported_on.is_(None))
    yield from _case_lines(K.URGENT_REPORT, untold, actor)


def _of_cases(row_id: Any, day: Any) -> Any:
    return select(
        row_id.label("row_id"),
        day.label("on"),
        Case.id,
        Case.case_number,
        select(Association.name).where(Association.id == Case.association_id).scalar_subquery().label("name"),
    )


# What is counted from the day in the row; of every other kind that day is the last one.
_COUNTED = frozenset({K.ADJUSTMENT, K.URGENT_REPORT})


def _case_lines(kind: K, query: Any, actor: Actor) -> Iterator[Due]:
    for row_id, on, case_id, number, name in db.session.execute(query.where(visible(actor)).limit(MOST)):
        # No day is known of a report before the board's next meeting is planned.
        due_on = day_due(kind, on) if kind in _COUNTED and on is not None else on
        yield Due(kind, f"{kind.value}:{row_id}", due_on, number, case_id, name)


def _checks(actor: Actor) -> Iterator[Due]:
    if not may(actor, Act.MAKE_SPOT_CHECK):
        return
    for check in my_spot_checks(actor):
        about, name = check.item, check.association
        if check.week_on is not None and not check.awaits_other:
            due_on = day_due(K.SPOT_CHECK, check.week_on)
            yield Due(K.SPOT_CHECK, f"spot_check:{check.id}", due_on, about, "", name, check.id)
        if check.due_on is not None and not check.is_answered:
            uid = f"spot_check_reply:{check.id}"
            yield Due(K.SPOT_CHECK_REPLY, uid, check.due_on, about, "", name, check.id)


def _measures(actor: Actor) -> Iterator[Due]:
    """What was agreed after a spot check that the officer made."""
    if not may(actor, Act.MAKE_SPOT_CHECK):
        return
    rows = db.session.execute(
        select(Finding.id, Finding.measure_due_on, SpotCheck.id, SpotCheck.item, Association.name)
        .join(SpotCheck, SpotCheck.id == Finding.check_id)
        .join(Association, Association.id == SpotCheck.association_id)
        .outerjoin(MeasureOutcome, MeasureOutcome.finding_id == Finding.id)
        .outerjoin(FindingReopening, FindingReopening.finding_id == Finding.id)
        .where(
            SpotCheck.officer_id == actor.id,
            Finding.measure_due_on.is_not(None),
            MeasureOutcome.finding_id.is_(None),
            FindingReopening.finding_id.is_(None),
        )
        .limit(MOST)
    )
    for finding_id, due_on, check_id, item, name in rows:
        yield Due(K.MEASURE, f"measure:{finding_id}", due_on, item, "", name, check_id)


def _claims(actor: Actor, today: dt.date) -> Iterator[Due]:
    """Money awaited in the ledgers one keeps, and claims that are soon barred by limitation."""
    boards = boards_for(actor, Act.KEEP_LEDGER)
    if boards is not None and not boards:
        return
    query = _of_cases(RepaymentClaim.id, RepaymentClaim.awaited_on).add_columns(RepaymentClaim.limitation_on)
    query = query.join(Case, Case.id == RepaymentClaim.case_id).where(RepaymentClaim.due > 0)
    if boards is not None:
        query = query.where(RepaymentClaim.board_id.in_(sorted(boards)))
    for claim_id, on, case_id, number, name, limit in db.session.execute(query.limit(MOST)):
        if on is not None:
            yield Due(K.CLAIM_PAYMENT, f"claim_payment:{claim_id}", on, number, case_id, name, claim_id)
        if limit <= today + LIMIT_NEAR:
            yield Due(K.CLAIM_LIMITATION, f"claim_limit:{claim_id}", limit, number, case_id, name, claim_id)


def _rounds(actor: Actor, days: Days) -> Iterator[Due]:
    """Draws and reports of the rounds the officer runs, on the days of their half-year."""
    reach = boards_for(actor, Act.RUN_SPOT_CHECKS)
    if reach is not None and not reach:
        return
    query = select(SpotCheckRound.id, SpotCheckRound.half_year, SpotCheckRound.stage)
    query = query.where(SpotCheckRound.stage != RoundStage.VOIDED, SpotCheckRound.published_at.is_(None))
    if reach is not None:
        others = select(RoundBoard.round_id).where(RoundBoard.board_id.not_in(sorted(reach)))
        query = query.where(SpotCheckRound.id.not_in(others))
    for round_id, half_year, stage in db.session.execute(query.limit(MOST)):
        planned = season(HalfYear(half_year), days.holidays)
        if stage is RoundStage.OPEN:
            yield Due(
                K.ROUND_SEAL, f"round_seal:{round_id}", planned.seal_by_on, half_year, subject_id=round_id
            )
        if stage in _NOT_DRAWN:
            yield Due(
                K.ROUND_DRAW, f"round_draw:{round_id}", planned.draws_on, half_year, subject_id=round_id
            )
        uid = f"round_report:{round_id}"
        yield Due(K.ROUND_REPORT, uid, planned.report_by_on, half_year, subject_id=round_id)


def _house_rules(actor: Actor, today: dt.date) -> Iterator[Due]:
    """Last days that boards set for rules of their own and that nothing takes over from."""
    if not may(actor, Act.ADMINISTER):
        return
    later = aliased(HouseRule)
    taken_over = exists().where(
        later.board_id == HouseRule.board_id,
        later.key == HouseRule.key,
        later.in_force_from > HouseRule.in_force_from,
    )
    rows = db.session.execute(
        select(HouseRule.id, HouseRule.in_force_to, Board.id, Board.name)
        .join(Board, Board.id == HouseRule.board_id)
        .where(Board.is_active, HouseRule.in_force_to >= today, ~taken_over)
        .limit(MOST)
    )
    for rule_id, due_on, board_id, board in rows:
        yield Due(K.HOUSE_RULE_END, f"house_rule:{rule_id}", due_on, board, subject_id=board_id)
