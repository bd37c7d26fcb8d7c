"""Items of plans whose owner is away or gone: who has them meanwhile, and back again. None is left alone."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence

from sqlalchemy import func, or_, select

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.terms import Role
from vetting.records.absences import Absence
from vetting.records.accounts import open_cases_of
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decision_papers import possible_owners
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.handed_over import Move, tell_of_moves
from vetting.records.journal import note
from vetting.records.officers import Appointment, Officer
from vetting.records.reminders import Reminder, is_told, settle_reminders, write_reminder

ALONE = "plan_alone"


def open_items(*wanted: object) -> Sequence[tuple[FollowUp, Case]]:
    """Items not done of the plans in force, with their case, that meet the conditions."""
    newest = (
        select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
        .group_by(FollowUpPlan.case_id)
        .subquery()
    )
    rows = db.session.execute(
        select(FollowUp, Case)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(newest, (newest.c.case_id == FollowUpPlan.case_id) & (newest.c.version == FollowUpPlan.version))
        .join(Case, Case.id == FollowUpPlan.case_id)
        .where(FollowUp.done_at.is_(None), *wanted)  # type: ignore[arg-type]
        .order_by(FollowUp.due_on, FollowUp.id)
    )
    return [(item, case) for item, case in rows]


def away_on(day: dt.date) -> frozenset[str]:
    """Officers who are away that day."""
    rows = db.session.scalars(
        select(Absence.officer_id).where(Absence.from_on <= day, Absence.until_on >= day)
    )
    return frozenset(rows)


def leave_items(
    officer_id: str,
    today: dt.date,
    *,
    for_good: bool,
    boards: Collection[str] | None = None,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Each open item of the officer goes to its deputy, else to the unit head; gives how many moved.

    `for_good`: the officer will not come back to them; what the officer kept for somebody else is still that
    person's. `boards`: only items of these. One that nobody can take stays, and the coordinators are told,
    once of each absence.
    """
    here = [FollowUp.owner_id == officer_id]
    if boards is not None:
        here.append(Case.board_id.in_(sorted(boards)))
    moves: list[Move] = []
    away = away_on(today) | {officer_id}
    absence = None if for_good else _absence_on(officer_id, today)
    occasion = absence.id if absence else today.isoformat()
    for item, case in open_items(*here):
        to = _taker(item, case.board_id, away)
        if to is None:
            _tell_coordinators(item, case, occasion, by=by, now=now)
            continue
        moves.append(hand_item(item, case, to, by=by, now=now))
        rightful = item.stands_in_for_id or (None if for_good else officer_id)
        item.stands_in_for_id = None if rightful == to else rightful
        if item.deputy_id == to and item.stands_in_for_id is None:
            item.deputy_id = None  # nobody is their own deputy
    tell_of_moves(moves, officer_id, now=now)
    db.session.flush()
    if for_good:
        _forget(officer_id, boards)
    return len(moves)


def _forget(officer_id: str, boards: Collection[str] | None) -> None:
    """What others keep for the officer is theirs from now on, and nobody counts on the officer as a deputy:
    the plan shows that one is lacking."""
    for item, _case in open_items(FollowUp.stands_in_for_id == officer_id):
        item.stands_in_for_id = None
    here = [] if boards is None else [Case.board_id.in_(sorted(boards))]
    for item, _case in open_items(FollowUp.deputy_id == officer_id, *here):
        item.deputy_id = None
    db.session.flush()


def take_back(officer_id: str, *, by: Actor, now: dt.datetime) -> int:
    """The officer is here again: what is still open comes back; gives how many items."""
    found, moves = open_items(FollowUp.stands_in_for_id == officer_id), []
    for item, case in found:
        item.stands_in_for_id = None
        if officer_id in possible_owners(case.board_id):
            moves.append(hand_item(item, case, officer_id, by=by, now=now))
    tell_of_moves(moves, officer_id, now=now)
    db.session.flush()
    return len(found)


def hand_item(item: FollowUp, case: Case, to: str, *, by: Actor, now: dt.datetime) -> Move:
    """The item is another's from now on; that it had nobody waits for no one any more."""
    before, item.owner_id = item.owner_id, to
    about = {"subject": f"follow_up:{item.id}", "case_id": case.id}
    note(Entry.FOLLOW_UP_HANDED_OVER, by=by, now=now, **about, to=to)
    settle_reminders(f"plan_item:{case.id}.{item.item_key}", ALONE, by=by.id, now=now)
    return Move(item, case, before, to)


def tell_of_cases(officer_id: str, today: dt.date, *, now: dt.datetime) -> None:
    """The unit heads are told, once of each absence, that cases wait for somebody who is away: whose they
    become meanwhile is for them to say."""
    absence = _absence_on(officer_id, today)
    if absence is None:
        return
    counts = Counter(case.board_id for case in open_cases_of(officer_id))
    for board_id, count in counts.items():
        for head in heads_of(board_id):
            write_reminder(
                Reminder(
                    key=f"cases_away:{absence.id}:{board_id}:{head}",
                    kind="cases_away",
                    subject=f"away:{officer_id}",
                    facts={"until_on": absence.until_on.isoformat(), "count": str(count)},
                    officer_id=head,
                    written_at=now,
                )
            )


def owners_away(today: dt.date) -> tuple[str, ...]:
    """Officers who are away and have open items all the same."""
    away = away_on(today)
    if not away:
        return ()
    return tuple(sorted({item.owner_id for item, _ in open_items(FollowUp.owner_id.in_(sorted(away)))}))


def owners_back(today: dt.date) -> tuple[str, ...]:
    """Officers who are here again while others keep their items."""
    kept = {item.stands_in_for_id for item, _ in open_items(FollowUp.stands_in_for_id.is_not(None))}
    return tuple(sorted({one for one in kept if one is not None} - away_on(today)))


def heads_of(board_id: str) -> Sequence[str]:
    """Active unit heads of the board, by id."""
    return db.session.scalars(
        select(Officer.id)
        .join(Appointment, Appointment.officer_id == Officer.id)
        .where(
            Officer.is_active,
            Appointment.role == Role.UNIT_HEAD,
            or_(Appointment.board_id == board_id, Appointment.board_id.is_(None)),
        )
        .distinct()
        .order_by(Officer.id)
    ).all()


def _absence_on(officer_id: str, day: dt.date) -> Absence | None:
    return db.session.scalar(
        select(Absence)
        .where(Absence.officer_id == officer_id, Absence.from_on <= day, Absence.until_on >= day)
        .order_by(Absence.from_on.desc(), Absence.id)
        .limit(1)
    )


def _taker(item: FollowUp, board_id: str, away: Collection[str]) -> str | None:
    """The deputy where there is one who is here, else the first such unit head."""
    possible = possible_owners(board_id)
    wanted = [item.deputy_id, *heads_of(board_id)]
    return next((one for one in wanted if one and one in possible and one not in away), None)


def _tell_coordinators(item: FollowUp, case: Case, occasion: str, *, by: Actor, now: dt.datetime) -> None:
    """`occasion`: the absence by which it has nobody, or the day its owner left for good."""
    key = f"{ALONE}:{case.id}:{item.item_key}:{item.owner_id}:{occasion}"
    if is_told(key):
        return
    subject = f"plan_item:{case.id}.{item.item_key}"
    settle_reminders(subject, ALONE, by=by.id, now=now)  # said of an earlier absence, it is said again now
    write_reminder(
        Reminder(
            key=key,
            kind=ALONE,
            subject=subject,
            facts={"case_number": case.case_number, "due_on": item.due_on.isoformat()},
            role=Role.COORDINATOR,
            written_at=now,
        )
    )
