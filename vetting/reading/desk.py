"""My day: what waits for an officer, by what the officer's roles let them do."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.delegation import BOARD_ONLY, Power, powers_in_force
from vetting.domain.screening import Ageing, age_days, source_state
from vetting.domain.terms import Role, SourceState
from vetting.reading.case_filter import visible
from vetting.reading.decision_list import DecisionLine, list_query
from vetting.reading.desk_cases import SHOWN, CaseLine, Line, Listed, cases_of
from vetting.reading.follow_ups import SOON, DueLine, due_query
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.follow_ups import FollowUp
from vetting.records.officers import Delegation, Officer
from vetting.records.snapshots import Snapshot, Source

LATEST_DECISIONS = 8
MOST_WAITING = 1000


@dataclass(frozen=True)
class SourceLine:
    """A source that is growing old. `age_days` by its own date."""

    key: str
    name: str
    as_of: dt.date | None
    age_days: int | None
    state: SourceState


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
    sources: tuple[SourceLine, ...] | None
    latest: tuple[DecisionLine, ...] | None
    accounts: Listed[AccountLine] | None


def desk_of(actor: Actor, *, today: dt.date) -> Desk:
    """The actor's day in at most ten queries, however much waits."""
    decides = may(actor, Act.DECIDE)
    records = may(actor, Act.RECORD_BOARD_DECISION)
    waiting = _waiting(actor) if decides or records else []
    powers = _powers(waiting) if records else {}
    return Desk(
        cases=cases_of(actor, today, Case.assigned_to == actor.id) if may(actor, Act.PREPARE_CASE) else None,
        to_decide=_listed([w for w in waiting if _is_others(w, actor)]) if decides else None,
        board_decisions=_listed([w for w in waiting if _is_boards(w, powers, today)]) if records else None,
        follow_ups=_follow_ups(actor, today) if may(actor, Act.FOLLOW_UP) else None,
        unassigned=cases_of(actor, today, Case.assigned_to.is_(None)) if records else None,
        sources=_ageing_sources(today) if may(actor, Act.MANAGE_SOURCES) else None,
        latest=_latest(actor) if may(actor, Act.SEE_JOURNAL) else None,
        accounts=_accounts() if may(actor, Act.ADMINISTER) else None,
    )


def _listed(lines: list[Line]) -> Listed[Line]:
    return Listed(tuple(lines[:SHOWN]), len(lines))


def _waiting(actor: Actor) -> list[DecisionLine]:
    """The proposals that wait within the actor's boards, oldest first."""
    rows = db.session.execute(list_query(False).where(visible(actor)).limit(MOST_WAITING))
    return [DecisionLine(**row._mapping) for row in rows]


def _is_others(line: DecisionLine, actor: Actor) -> bool:
    """Somebody else proposed it, in a board where the actor decides."""
    return line.proposed_by_id != actor.id and may(actor, Act.DECIDE, line.board_id)


def _powers(waiting: Sequence[DecisionLine]) -> Mapping[str, list[Power]]:
    """Each board's delegation order, for the boards where something waits."""
    found: dict[str, list[Power]] = {}
    rows = db.session.scalars(
        select(Delegation).where(Delegation.board_id.in_({line.board_id for line in waiting}))
    )
    for row in rows:
        power = Power(row.role, row.max_amount, row.in_force_on, row.item)
        found.setdefault(row.board_id, []).append(power)
    return found


def _is_boards(line: DecisionLine, powers: Mapping[str, list[Power]], today: dt.date) -> bool:
    """Nobody has it by delegation: the registrar awaits the board's minutes."""
    in_force = powers_in_force(powers.get(line.board_id, []), set(Role), today)
    highest = max((power.max_amount for power in in_force), default=-1)
    return line.outcome in BOARD_ONLY or line.amount > highest


def _follow_ups(actor: Actor, today: dt.date) -> Listed[DueLine]:
    """The actor's own that are late or due within a week, and those due in the actor's boards."""
    query = due_query(actor).where(FollowUp.done_at.is_(None), FollowUp.due_on <= today + SOON)
    decides = boards_for(actor, Act.DECIDE)
    if decides is not None:
        query = query.where((FollowUp.owner_id == actor.id) | Case.board_id.in_(sorted(decides)))
    rows = db.session.execute(
        query.add_columns(func.count().over().label("total"))
        .order_by(FollowUp.due_on, FollowUp.id)
        .limit(SHOWN)
    ).all()
    lines = tuple(
        DueLine(**{key: value for key, value in row._mapping.items() if key != "total"}) for row in rows
    )
    return Listed(lines, rows[0].total if rows else 0)


def _ageing_sources(today: dt.date) -> tuple[SourceLine, ...]:
    """Sources that are ageing, too old or never delivered, by their own date; the oldest first."""
    rows = db.session.execute(
        select(Source, Snapshot.as_of)
        .outerjoin(Snapshot, Snapshot.id == Source.current_snapshot_id)
        .where(Source.is_active)
        .order_by(Snapshot.as_of, Source.name)
    )
    found = []
    for source, as_of in rows:
        state = source_state(as_of, today, Ageing(source.warn_age_days, source.max_age_days))
        age = None if as_of is None else age_days(as_of, today)
        if state is not SourceState.FRESH:
            found.append(SourceLine(source.key, source.name, as_of, age, state))
    return tuple(found)


def _latest(actor: Actor) -> tuple[DecisionLine, ...]:
    rows = db.session.execute(list_query(True).where(visible(actor)).limit(LATEST_DECISIONS))
    return tuple(DecisionLine(**row._mapping) for row in rows)


def _accounts() -> Listed[AccountLine]:
    rows = db.session.execute(
        select(Officer.id, Officer.display_name, Officer.username, Officer.created_at, func.count().over())
        .where(Officer.is_active, Officer.must_change_password)
        .order_by(Officer.created_at, Officer.id)
        .limit(SHOWN)
    ).all()
    return Listed(tuple(AccountLine(*row[:-1]) for row in rows), rows[0][-1] if rows else 0)
