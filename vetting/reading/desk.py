"""My day: what waits for an officer, by what the officer's roles let them do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, exists, func, select

from vetting.domain.appeals import ANNOUNCED, SERVED
from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.delegation import Matter, Power, powers_in_force, roles_that_may
from vetting.domain.terms import Role, SourceState
from vetting.reading.case_filter import visible
from vetting.reading.decision_list import DecisionLine, list_query
from vetting.reading.deliveries import SourceLine, sources_overview
from vetting.reading.desk_cases import SHOWN, CaseLine, Line, Listed, cases_of
from vetting.reading.effect_lists import EffectTask, effect_tasks
from vetting.reading.follow_ups import SOON, DueLine, due_query
from vetting.reading.ledger_desk import LedgerDesk, ledger_desk
from vetting.reading.my_spot_checks import MyCheck, my_spot_checks
from vetting.reading.partner_questions import LateQuestion, overdue_questions
from vetting.reading.reminders import ReminderLine, reminders_of
from vetting.reading.room_desk import RoomLine, waiting_in_my_rooms
from vetting.reading.seconding import ToSecond, hits_to_second
from vetting.reading.signals import SignalLine, signals_on_desk
from vetting.reading.to_sign import concerns_waiting
from vetting.reading.waiting_files import FilesToMake, files_to_make
from vetting.reading.wordings import WordingLine, wordings_to_answer
from vetting.records.announcements import Announcement
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.delegations import power_of
from vetting.records.follow_ups import FollowUp
from vetting.records.officers import Delegation, Officer
from vetting.records.urgent_decisions import UrgentDecision

LATEST_DECISIONS = 8
MOST_WAITING = 1000


@dataclass(frozen=True)
class AccountLine:
    """An account whose one-time password has not been changed yet."""

    id: str
    display_name: str
    username: str
    created_at: dt.datetime


@dataclass(frozen=True)
class Desk:
    """What lies on the desk; a part is None where the officer's roles do not include it."""

    cases: Listed[CaseLine] | None
    to_decide: Listed[DecisionLine] | None
    board_decisions: Listed[DecisionLine] | None
    follow_ups: Listed[DueLine] | None
    unassigned: Listed[CaseLine] | None
    questions: Listed[LateQuestion] | None
    question_files: tuple[FilesToMake, ...] | None
    sources: tuple[SourceLine, ...] | None
    latest: tuple[DecisionLine, ...] | None
    accounts: Listed[AccountLine] | None
    spot_checks: tuple[MyCheck, ...] | None
    reminders: tuple[ReminderLine, ...] | None
    signals: Listed[SignalLine] | None
    to_second: Listed[ToSecond] | None
    wordings: Listed[WordingLine] | None
    to_report: Listed[DecisionLine] | None
    to_announce: Listed[DecisionLine] | None
    to_receive: Listed[DecisionLine] | None  # it is not known when the party received them
    effects: Listed[EffectTask] | None
    ledger: LedgerDesk | None
    rooms: Listed[RoomLine] | None
    concerns: int | None  # waiting

    @property
    def is_bare(self) -> bool:
        """Whether the officer's roles have nothing of their own on the desk."""
        return all(getattr(self, part.name) is None for part in fields(self))


def desk_of(actor: Actor, *, today: dt.date) -> Desk:
    """The actor's day in at most fourteen queries, however much waits."""
    decides = may(actor, Act.DECIDE)
    records = may(actor, Act.RECORD_BOARD_DECISION)
    keeps_rooms = may(actor, Act.DECIDE_BOOKING) and not decides  # a head is reminded of what is to be signed
    waiting = _waiting(actor) if decides or records else []
    powers = _powers(waiting) if records else {}
    to_announce, to_receive = _without_clock(actor) if records else (None, None)
    return Desk(
        cases=cases_of(actor, today, "mine") if may(actor, Act.PREPARE_CASE) else None,
        to_decide=_listed([w for w in waiting if _is_others(w, actor)]) if decides else None,
        board_decisions=_listed([w for w in waiting if _is_boards(w, powers, today)]) if records else None,
        follow_ups=_follow_ups(actor, today) if may(actor, Act.FOLLOW_UP) else None,
        unassigned=cases_of(actor, today, "nobody") if records else None,
        questions=_late_questions(actor, today) if may(actor, Act.PREPARE_CASE) else None,
        question_files=(files_to_make(actor) or None) if may(actor, Act.MANAGE_SOURCES) else None,
        sources=_ageing_sources(actor, today) if may(actor, Act.MANAGE_SOURCES) else None,
        latest=_latest(actor) if may(actor, Act.SEE_JOURNAL) else None,
        accounts=_accounts() if may(actor, Act.ADMINISTER) else None,
        spot_checks=(my_spot_checks(actor) or None) if may(actor, Act.MAKE_SPOT_CHECK) else None,
        reminders=reminders_of(actor) or None,
        signals=_some(signals_on_desk(actor)) if may(actor, Act.PREPARE_CASE) or decides else None,
        to_second=_some(hits_to_second(actor)) if may(actor, Act.PREPARE_CASE) or decides else None,
        to_report=_some(_told(_unreported(actor))) if records else None,
        to_announce=to_announce,
        to_receive=to_receive,
        effects=_some(effect_tasks(actor)) if may(actor, Act.DECIDE_EFFECT) else None,
        ledger=ledger_desk(actor, today=today),
        rooms=waiting_in_my_rooms(actor, today=today) if keeps_rooms else None,
        concerns=(concerns_waiting() or None) if may(actor, Act.HANDLE_CONCERNS) else None,
        wordings=wordings_to_answer(actor) if may(actor, Act.ALLOW_WORDING) else None,
    )


def _late_questions(actor: Actor, today: dt.date) -> Listed[LateQuestion] | None:
    return _some(overdue_questions(actor=actor, today=today))


def _some(listed: Listed[Line]) -> Listed[Line] | None:
    """Nothing where there is none: the desk then says nothing of it."""
    return listed if listed.total else None


@lru_cache(maxsize=256)  # building it takes longer than running it
def _proposals(actor: Actor, *, is_made: bool, most: int) -> Any:
    return list_query(is_made).where(visible(actor)).limit(most)


def _listed(lines: list[Line]) -> Listed[Line]:
    return Listed(tuple(lines[:SHOWN]), len(lines))


def _waiting(actor: Actor) -> list[DecisionLine]:
    """The proposals that wait within the actor's boards, oldest first."""
    rows = db.session.execute(_proposals(actor, is_made=False, most=MOST_WAITING))
    return [DecisionLine(**row._mapping) for row in rows]


def _is_others(line: DecisionLine, actor: Actor) -> bool:
    """Somebody else proposed it, in a board where the actor decides."""
    return not actor.is_person(line.proposed_by_id) and may(actor, Act.DECIDE, line.board_id)


def _told(query: Any) -> Listed[DecisionLine]:
    return _listed([DecisionLine(**row._mapping) for row in db.session.execute(query)])


def _without_clock(actor: Actor) -> tuple[Listed[DecisionLine] | None, Listed[DecisionLine] | None]:
    """What is to be announced, and what the party may have received without anybody having recorded it."""
    found = [DecisionLine(**row._mapping) for row in db.session.execute(_unannounced(actor))]
    served = [line for line in found if line.regime in SERVED]
    return _some(_listed([line for line in found if line.regime not in SERVED])), _some(_listed(served))


@lru_cache(maxsize=256)
def _unannounced(actor: Actor) -> Any:
    """Decisions that can be tried and are neither announced nor known to be received, the oldest first."""
    posted = exists().where(Announcement.decision_id == Decision.id)
    query = list_query(is_made=True).where(visible(actor), ~posted, Case.regime.in_((*ANNOUNCED, *SERVED)))
    return query.order_by(None).order_by(Decision.decided_at, Case.id).limit(MOST_WAITING)


@lru_cache(maxsize=256)
def _unreported(actor: Actor) -> Any:
    """What chairs have decided for their boards and the boards have not been told of, the oldest first."""
    untold = list_query(is_made=True).join(UrgentDecision, UrgentDecision.decision_id == Decision.id)
    untold = untold.where(visible(actor), UrgentDecision.reported_on.is_(None))
    return untold.order_by(None).order_by(Decision.decided_at, Case.id).limit(MOST_WAITING)


def _powers(waiting: Sequence[DecisionLine]) -> Mapping[str, list[Power]]:
    """Each board's delegation order, for the boards where something waits."""
    found: dict[str, list[Power]] = {}
    rows = db.session.scalars(
        select(Delegation).where(Delegation.board_id.in_({line.board_id for line in waiting}))
    )
    for row in rows:
        found.setdefault(row.board_id, []).append(power_of(row))
    return found


def _is_boards(line: DecisionLine, powers: Mapping[str, list[Power]], today: dt.date) -> bool:
    """Nobody has it by delegation: the registrar awaits the board's minutes."""
    matter = Matter(line.scheme_id, line.regime)
    in_force = powers_in_force(powers.get(line.board_id, []), set(Role), today, matter)
    return not roles_that_may(in_force, line.outcome, line.amount)


def _follow_ups(actor: Actor, today: dt.date) -> Listed[DueLine]:
    """The actor's own that are late or due within a week, and those due in the actor's boards."""
    rows = db.session.execute(_due_soon(actor), {"soon": today + SOON}).all()
    lines = tuple(
        DueLine(**{key: value for key, value in row._mapping.items() if key != "total"}) for row in rows
    )
    return Listed(lines, rows[0].total if rows else 0)


@lru_cache(maxsize=256)
def _due_soon(actor: Actor) -> Any:
    query = due_query(actor).where(FollowUp.done_at.is_(None), FollowUp.due_on <= bindparam("soon"))
    decides = boards_for(actor, Act.DECIDE)
    if decides is not None:
        query = query.where((FollowUp.owner_id == actor.id) | Case.board_id.in_(sorted(decides)))
    total = func.count().over().label("total")
    return query.add_columns(total).order_by(FollowUp.due_on, FollowUp.id).limit(SHOWN)


def _ageing_sources(actor: Actor, today: dt.date) -> tuple[SourceLine, ...]:
    """Sources whose last delivery is held, whose next is overdue, or that are ageing, too old or never
    delivered; oldest first."""
    found = [line for line in sources_overview(actor=actor, today=today) if line.is_active and _calls(line)]
    return tuple(sorted(found, key=lambda line: (not line.is_held, line.as_of or dt.date.min, line.name)))


def _calls(line: SourceLine) -> bool:
    is_old = line.state is not None and line.state is not SourceState.FRESH
    return line.is_held or line.is_overdue or is_old


def _latest(actor: Actor) -> tuple[DecisionLine, ...]:
    rows = db.session.execute(_proposals(actor, is_made=True, most=LATEST_DECISIONS))
    return tuple(DecisionLine(**row._mapping) for row in rows)


def _accounts() -> Listed[AccountLine]:
    rows = db.session.execute(
        select(Officer.id, Officer.display_name, Officer.username, Officer.created_at, func.count().over())
        .where(Officer.is_active, Officer.must_change_password)
        .order_by(Officer.created_at, Officer.id)
        .limit(SHOWN)
    ).all()
    return Listed(tuple(AccountLine(*row[:-1]) for row in rows), rows[0][-1] if rows else 0)
