"""What a year of the demo city must bring, told from its plans and from what its people are going to do.

Nothing here asks the code under test: the rest days are written by hand from the Swedish almanacs of 2026 and
2027, and days are counted one by one.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import select

from vetting.domain.terms import FollowUpKind, Role, Stage
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.local_pictures import LocalPicture
from vetting.records.officers import Appointment, Board, Officer
from vetting.records.routines import ReadReceipt, RoutineVersion

FIRST, LAST = dt.date(2026, 7, 16), dt.date(2027, 7, 15)
DAY = dt.timedelta(days=1)
# From Monday to Friday nobody works on: Christmas Eve and Day, New Year's Eve and Day, Twelfth Day,
# Good Friday, Easter Monday, Ascension Day, Midsummer Eve.
REST = {
    *(dt.date(2026, 12, day) for day in (24, 25, 31)),
    *(dt.date(2027, *one) for one in ((1, 1), (1, 6), (3, 26), (3, 29), (5, 6), (6, 25))),
}
MOMENTS = (("plan_ahead", -10), ("plan_passed", 1), ("plan_again", 10), ("plan_escalated", 15))
SENT_IN = ("report", "accounts", "audit_report", "condition_evidence")
COORDINATOR = Role.COORDINATOR.value
Told = tuple[dt.date, str, str, str]  # day, kind of reminder, what of, whose desk


@dataclass(frozen=True)
class Item:
    """An open item of a plan in force. `is_ended`: the grant was ended before its time."""

    id: str
    key: str
    case_id: str
    board_id: str
    kind: FollowUpKind
    due_on: dt.date
    owner: str
    deputy: str
    address: str | None
    is_ended: bool


@dataclass
class Script:
    """What people are going to do in the year, by day; officers by username."""

    done: dict[str, dt.date] = field(default_factory=dict)  # by item
    away: tuple[tuple[str, dt.date, dt.date], ...] = ()
    closed: tuple[tuple[str, dt.date], ...] = ()
    reports: dict[tuple[str, str], dt.date] = field(default_factory=dict)  # by board or "all", and report
    pictures: dict[tuple[str, str], dt.date] = field(default_factory=dict)  # by board and half-year
    newcomer: tuple[str, dt.date] = ("", LAST)
    routine: tuple[str, dt.date] = ("", LAST)  # for unit heads: its title, in force from


def working(day: dt.date, count: int) -> dt.date:
    """So many working days after a day, or before it."""
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        if day.weekday() < 5 and day not in REST:
            count -= 1 if count > 0 else -1
    return day


def open_items() -> list[Item]:
    """Every item of the city that nobody has said is done, by number of the case and place in the plan."""
    later = FollowUpPlan.__table__.alias("later")
    names = dict(db.session.execute(select(Officer.id, Officer.username)).all())
    ended = set(db.session.scalars(select(Support.case_id).where(Support.ended_on.is_not(None))))
    rows = db.session.execute(
        select(FollowUp, Case, Association.email)
        .join(FollowUpPlan, FollowUpPlan.id == FollowUp.plan_id)
        .join(Case, Case.id == FollowUpPlan.case_id)
        .join(Association, Association.id == Case.association_id)
        .where(FollowUp.done_at.is_(None))
        .where(
            ~select(later.c.id)
            .where(later.c.case_id == FollowUpPlan.case_id, later.c.version > FollowUpPlan.version)
            .exists()
        )
        .order_by(Case.case_number, FollowUp.position)
    )
    return [
        Item(
            id=row.id,
            key=row.item_key,
            case_id=case.id,
            board_id=case.board_id,
            kind=row.kind,
            due_on=row.due_on,
            owner=names[row.owner_id],
            deputy=names[row.deputy_id],
            address=address,
            is_ended=case.id in ended,
        )
        for row, case, address in rows
    ]


def told(items: list[Item], script: Script) -> Iterator[Told]:
    """Every reminder of the year."""
    found = (
        told_of_plans(items, script),
        told_of_moves(items, script),
        told_of_cases(script),
        told_of_pictures(script),
        told_of_routines(script),
        told_of_reports(script),
        told_of_rounds(),
    )
    return (one for one in chain(*found) if one[0] <= LAST)


def told_of_plans(items: list[Item], script: Script) -> Iterator[Told]:
    """Reminders of each item until it is done, and the letter to print where the association has no address."""
    heads = heads_by_board()
    for item in items:
        for day, kind in moments(item, script):
            about = f"plan_item:{item.case_id}.{item.key}"
            if kind == "plan_escalated":
                yield from ((day, kind, about, head) for head in heads[item.board_id])
                continue
            owner = owner_on(item, day, script)
            yield day, kind, about, owner
            if item.kind.value in SENT_IN and not item.address:
                yield day, "plan_letter", f"plan_letter:{item.case_id}", owner


def mailed(items: list[Item], script: Script) -> Iterator[tuple[dt.date, str, str]]:
    """What goes to associations with an address: the day, the case and the address."""
    for item in items:
        for day, kind in moments(item, script):
            if kind != "plan_escalated" and item.kind.value in SENT_IN and item.address and day <= LAST:
                yield day, item.case_id, item.address


def moments(item: Item, script: Script) -> Iterator[tuple[dt.date, str]]:
    """The days on which something is said of it. Of what passed before the clock began only the last is."""
    if item.is_ended:
        return
    days = [(working(item.due_on, count), kind) for kind, count in MOMENTS]
    missed = [(FIRST, kind) for day, kind in days if day <= FIRST][-1:]
    done_on = script.done.get(item.id, LAST)
    yield from (
        (day, kind) for day, kind in missed + [one for one in days if one[0] > FIRST] if day <= done_on
    )


def owner_on(item: Item, day: dt.date, script: Script) -> str:
    """Who has it in the morning of a day: its owner, or the deputy."""
    gone = any(who == item.owner and closed_on < day for who, closed_on in script.closed)
    away = any(who == item.owner and first <= day <= last for who, first, last in script.away)
    return item.deputy if gone or away else item.owner


def told_of_moves(items: list[Item], script: Script) -> Iterator[Told]:
    """Items that change desks: in the morning an absence begins, after it ends, and at noon when an account is
    closed. What was done before is left where it is."""
    moves = [(who, first, first, False) for who, first, _ in script.away]
    moves += [(who, last + DAY, last + DAY, True) for who, _, last in script.away]
    moves += [(who, day, day + DAY, False) for who, day in script.closed]
    for who, day, open_on, is_back in moves:
        gone = [
            item for item in items if item.owner == who and script.done.get(item.id, LAST + DAY) >= open_on
        ]
        takers = [(item.owner if is_back else item.deputy, item) for item in gone]
        leavers = [(item.deputy if is_back else item.owner, item) for item in gone]
        yield from _desks(day, "plan_taken_over", takers)
        yield from _desks(day, "plan_left", leavers)


def _desks(day: dt.date, kind: str, moved: list[tuple[str, Item]]) -> Iterator[Told]:
    """One item by itself, several as a number."""
    for desk in dict.fromkeys(desk for desk, _ in moved):
        mine = [item for other, item in moved if other == desk]
        if len(mine) == 1:
            yield day, kind, f"plan_item:{mine[0].case_id}.{mine[0].key}", desk
        else:
            yield day, f"{kind}_many", str(len(mine)), desk


def told_of_cases(script: Script) -> Iterator[Told]:
    """The unit heads are told that cases wait for somebody who is away."""
    heads = heads_by_board()
    for who, first, _last in script.away:
        for board_id in _boards_with_cases(who):
            yield from ((first, "cases_away", f"away:{who}", head) for head in heads[board_id])


def _boards_with_cases(username: str) -> set[str]:
    over = (Stage.DECIDED, Stage.WITHDRAWN)
    return set(
        db.session.scalars(
            select(Case.board_id)
            .join(Officer, Officer.id == Case.assigned_to)
            .where(Officer.username == username, Case.stage.not_in(over))
        )
    )


def told_of_pictures(script: Script) -> Iterator[Told]:
    """Due on Tuesday 1 December and Tuesday 1 June: late the day after where none is adopted."""
    there = set(db.session.execute(select(LocalPicture.board_id, LocalPicture.half_year)).all())
    for half_year, day in (("2026-H2", dt.date(2026, 12, 2)), ("2027-H1", dt.date(2027, 6, 2))):
        for board_id in boards():
            place = (board_id, half_year)
            if place not in there and script.pictures.get(place, LAST) >= day:
                yield day, "picture_late", f"local_picture:{board_id}:{half_year}", COORDINATOR


def told_of_routines(script: Script) -> Iterator[Told]:
    """What holds already is to be read by whoever has not, a newcomer too; a new one by every unit head."""
    newcomer, came_on = script.newcomer
    for version in db.session.scalars(select(RoutineVersion)):
        roles = [Role(one) for one in version.roles]
        have = select(ReadReceipt.officer_id).where(ReadReceipt.version_id == version.id)
        for username in _holders(roles, Officer.id.not_in(have)):
            yield FIRST, "routine_to_read", version.title, username
        if Role.CULTURE_SECRETARY in roles:
            yield came_on + DAY, "routine_to_read", version.title, newcomer
    title, from_on = script.routine
    yield from ((from_on, "routine_to_read", title, head) for head in _holders([Role.UNIT_HEAD]))


# By report: when it can be asked for, and the first day it is late. 30 January 2027 is a Saturday, so 1 February
# is the last day; 30 May 2027 is a Sunday.
REPORTS = {
    "t2-2026": (dt.date(2026, 9, 1), dt.date(2026, 10, 1)),
    "vb-2026": (dt.date(2027, 1, 1), dt.date(2027, 2, 2)),
    "ks-2026": (dt.date(2027, 1, 1), dt.date(2027, 2, 2)),
    "t1-2027": (dt.date(2027, 5, 1), dt.date(2027, 6, 1)),
}


def told_of_reports(script: Script) -> Iterator[Told]:
    """Asked for of the unit heads on the first day; when late, told to them and to the coordinators."""
    heads = heads_by_board()
    for name, (asked_on, late_on) in REPORTS.items():
        is_city = name.startswith("ks")
        for scope in ("all",) if is_city else boards():
            about, city = f"board_report:{scope}:{name}", "city_" if is_city else ""
            desks = [COORDINATOR] if is_city else heads[scope]
            yield from ((asked_on, f"{city}report_to_hand_in", about, desk) for desk in desks)
            if script.reports.get((scope, name), LAST) >= late_on:
                yield from ((late_on, f"{city}report_late", about, d) for d in {*desks, COORDINATOR})


def told_of_rounds() -> Iterator[Told]:
    """Autumn's round is opened on 1 October, sealed on the 9th and drawn on Tuesday the 20th, five days late;
    a check planned for the week of the 26th is not begun. Spring's, of 1 April, nobody seals."""
    yield dt.date(2026, 10, 1), "round_to_seal", "2026-H2", COORDINATOR
    yield dt.date(2026, 10, 15), "round_to_draw", "2026-H2", COORDINATOR
    yield dt.date(2026, 11, 3), "check_late", "", "kultursekreterare.lindvreten"
    yield dt.date(2027, 4, 1), "round_to_seal", "2027-H1", COORDINATOR
    for role in (Role.COORDINATOR, Role.UNIT_HEAD, Role.AUDITOR):
        yield dt.date(2027, 5, 1), "draw_missed", "2027-H1", role.value


def boards() -> list[str]:
    """Ids, by name."""
    return list(db.session.scalars(select(Board.id).order_by(Board.name)))


def heads_by_board() -> dict[str, list[str]]:
    """Unit heads by the board they are appointed in."""
    found: dict[str, list[str]] = {board_id: [] for board_id in boards()}
    rows = db.session.execute(
        select(Appointment.board_id, Officer.username)
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Appointment.role == Role.UNIT_HEAD)
    )
    for board_id, username in rows:
        found[board_id].append(username)
    return found


def _holders(roles: list[Role], *conditions: object) -> list[str]:
    held = select(Appointment.officer_id).where(Appointment.role.in_(roles))
    return list(db.session.scalars(select(Officer.username).where(Officer.id.in_(held), *conditions)))
