"""Officers' accounts and appointments, as the administrator keeps them."""

import datetime as dt
from dataclasses import replace

from vetting.domain.account_names import NewAccount, fit_address, require_fit_names
from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import tidy
from vetting.domain.partner_agents import require_fit_appointment
from vetting.domain.terms import Partner, Role
from vetting.gateways.calendar import days_of
from vetting.gateways.passwords import hash_password, one_time_password
from vetting.records import accounts, duties, officers, standing_in
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.handed_over import tell_of_cases, tell_of_moves
from vetting.records.journal import note
from vetting.records.officers import Appointment, Officer


def add_officer(
    wanted: NewAccount,
    *,
    role: Role,
    board_id: str | None,
    partner: Partner | None = None,
    by: Actor,
    now: dt.datetime,
) -> tuple[str, str]:
    """Adds an officer with a first appointment; gives the id and the one-time password, kept nowhere.

    `board_id` None means every board; a partner's agent has a `partner` instead. Raises Refused
    `username_odd`, `username_taken`, `name_blank`, `name_is_number`, `address_odd`, `board_inactive` or those
    of domain/partner_agents, and NotFound `board_not_found`.
    """
    username, display_name = wanted.username.strip(), " ".join(tidy(wanted.display_name).split())
    require_fit_names(username, display_name)
    email = fit_address(wanted.email)
    password = one_time_password()
    hashed = hash_password(password)
    with transaction():
        require(by, Act.ADMINISTER)
        require_fit_appointment(role, board_id, partner=partner)
        _require_board_in_use(board_id)
        if officers.officer_named(username) is not None:
            raise Refused("username_taken")
        officer = Officer(
            username=username, display_name=display_name, email=email, password_hash=hashed, created_at=now
        )
        db.session.add(officer)
        db.session.flush()
        _appoint(
            Entry.OFFICER_ADDED,
            Appointment(officer_id=officer.id, role=role, board_id=board_id, partner=partner),
            by=by,
            now=now,
        )
        return officer.id, password


def appoint(
    officer_id: str,
    role: Role,
    *,
    board_id: str | None,
    partner: Partner | None = None,
    by: Actor,
    now: dt.datetime,
) -> None:
    """Gives an officer a role in a board, in every board, or of a partner. Raises Refused
    `already_appointed`, `officer_inactive`, `board_inactive` or those of domain/partner_agents."""
    with transaction():
        require(by, Act.ADMINISTER)
        officer = accounts.locked_officer(officer_id)
        _require_active(officer)
        require_fit_appointment(role, board_id, partner=partner, held=officers.actor_of(officer).roles)
        _require_board_in_use(board_id)
        if accounts.holds(officer_id, role, board_id):
            raise Refused("already_appointed")
        _appoint(
            Entry.OFFICER_APPOINTED,
            Appointment(officer_id=officer_id, role=role, board_id=board_id, partner=partner),
            by=by,
            now=now,
        )


def dismiss(appointment_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Ends an appointment and gives the officer's id; who makes no spot checks any more keeps none.

    Raises Refused `last_administrator`, or `appointment_has_work` with the numbers when the officer would be
    left with cases or follow-ups in a board where they may no longer act.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        administrators = accounts.lock_administrators()
        row = accounts.appointment(appointment_id)
        officer = accounts.locked_officer(row.officer_id)
        left = officers.actor_of(officer).appointments - {(row.role, row.board_id)}
        if Role.ADMINISTRATOR not in {role for role, _ in left}:
            _require_other_administrator(administrators, officer.id)
        _require_can_keep_work(Actor(officer.id, "", left))
        db.session.delete(row)
        db.session.flush()
        _leave_items(officer.id, Actor(officer.id, "", left), by=by, now=now)
        if not may(Actor(officer.id, "", left), Act.MAKE_SPOT_CHECK):
            duties.leave_duties(officer.id, days_of(now), by=by, now=now)
        note(
            Entry.OFFICER_DISMISSED,
            by=by,
            now=now,
            subject=f"officer:{officer.id}",
            role=row.role.value,
            board=row.board_id,
        )
        return officer.id


def deactivate_officer(
    officer_id: str, *, successor_id: str | None, by: Actor, now: dt.datetime
) -> tuple[int, int]:
    """Closes an account and signs it out everywhere. Open cases and follow-ups go to the successor at once;
    without one, follow-ups go to their deputies, else to the unit head. Spot checks go
    to others of their round, or they are left open and the coordinators are reminded.

    Gives how many cases and follow-ups moved. Raises Refused `officer_has_work` (with both numbers) when
    there are cases and no successor, `successor_lacks_board`, `successor_in_conflict`,
    `last_administrator` or `officer_inactive`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        _require_other_administrator(accounts.lock_administrators(), officer_id)
        officer = accounts.locked_officer(officer_id)
        _require_active(officer)
        work = accounts.work_in_hand(officer_id)
        taker_id = _taker(officer_id, successor_id, work)
        officer.is_active = False  # from here on nothing is sent there
        db.session.flush()
        if taker_id:
            _hand_over(officer_id, taker_id, work=work, by=by, now=now)
        standing_in.leave_items(officer_id, days_of(now).today, for_good=True, by=by, now=now)
        officers.end_sessions_of(officer_id)
        db.session.flush()
        passed_on, left_open = duties.leave_duties(officer_id, days_of(now), by=by, now=now)
        note(
            Entry.OFFICER_DEACTIVATED,
            by=by,
            now=now,
            subject=f"officer:{officer_id}",
            successor=taker_id,
            cases=len(work.cases),
            follow_ups=work.follow_up_count,
            spot_checks=passed_on + left_open,
            unplaced=left_open,
        )
        return len(work.cases), work.follow_up_count


def reactivate_officer(officer_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Opens a closed account again and gives a one-time password. Raises Refused `officer_active`."""
    password = one_time_password()
    hashed = hash_password(password)
    with transaction():
        require(by, Act.ADMINISTER)
        officer = accounts.locked_officer(officer_id)
        if officer.is_active:
            raise Refused("officer_active")
        officer.is_active, officer.password_hash, officer.must_change_password = True, hashed, True
        note(Entry.OFFICER_REACTIVATED, by=by, now=now, subject=f"officer:{officer_id}")
    return password


def reset_password(officer_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Gives a one-time password, signs the officer out everywhere. Raises Refused `officer_inactive`."""
    password = one_time_password()
    hashed = hash_password(password)
    with transaction():
        require(by, Act.ADMINISTER)
        officer = accounts.locked_officer(officer_id)
        _require_active(officer)
        officer.password_hash, officer.must_change_password = hashed, True
        officers.end_sessions_of(officer_id)
        note(Entry.PASSWORD_RESET, by=by, now=now, subject=f"officer:{officer_id}")
    return password


def end_sessions_of(officer_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Signs an officer out of every browser."""
    with transaction():
        require(by, Act.ADMINISTER)
        officers.end_sessions_of(accounts.locked_officer(officer_id).id)
        note(Entry.SESSIONS_ENDED, by=by, now=now, subject=f"officer:{officer_id}")


def _appoint(entry: Entry, made: Appointment, *, by: Actor, now: dt.datetime) -> None:
    db.session.add(made)
    note(
        entry,
        by=by,
        now=now,
        subject=f"officer:{made.officer_id}",
        role=made.role.value,
        board=made.board_id,
        partner=made.partner.value if made.partner else None,
    )


def _taker(officer_id: str, successor_id: str | None, work: accounts.WorkInHand) -> str | None:
    """The successor, where there is anything to take over."""
    if work.is_any and successor_id:
        _require_fit_successor(officer_id, successor_id, work)
        return successor_id
    if work.cases or work.planned:
        raise Refused("officer_has_work", cases=len(work.cases), follow_ups=work.follow_up_count)
    return None


def _hand_over(
    officer_id: str, successor_id: str, *, work: accounts.WorkInHand, by: Actor, now: dt.datetime
) -> None:
    """Each is noted, and the successor told; what is kept for another is still that person's."""

    def tell(entry: Entry, subject: str, case: Case) -> None:
        note(entry, by=by, now=now, subject=subject, case_id=case.id, to=successor_id)

    for case in work.cases:
        case.assigned_to = successor_id
        tell(Entry.CASE_ASSIGNED, f"case:{case.id}", case)
    tell_of_cases(len(work.cases), officer_id, successor_id, now=now)
    moves = []
    for follow_up, case in work.follow_ups:
        moves.append(standing_in.hand_item(follow_up, case, successor_id, by=by, now=now))
        if follow_up.stands_in_for_id == successor_id:
            follow_up.stands_in_for_id = None
        if follow_up.deputy_id == successor_id and follow_up.stands_in_for_id is None:
            follow_up.deputy_id = None
    tell_of_moves(moves, officer_id, now=now)
    for proposal, case in work.planned:
        proposal.plan = [
            _planned_for(item, successor_id) if item.get("owner_id") == officer_id else item
            for item in proposal.plan
        ]
        tell(Entry.FOLLOW_UP_HANDED_OVER, f"proposal:{proposal.id}", case)


def _planned_for(item: dict[str, str], owner_id: str) -> dict[str, str]:
    """A planned item as another's; nobody is their own deputy."""
    deputy_id = item.get("deputy_id", "")
    return {**item, "owner_id": owner_id, "deputy_id": "" if deputy_id == owner_id else deputy_id}


def _require_fit_successor(officer_id: str, successor_id: str, work: accounts.WorkInHand) -> None:
    successor = accounts.locked_officer(successor_id)
    if successor_id == officer_id or not successor.is_active:
        raise Refused("successor_not_active")
    actor = officers.actor_of(successor)
    lacking = sorted({board_id for act, board_id in work.needs if not may(actor, act, board_id)})
    if lacking:
        raise Refused("successor_lacks_board", board=officers.board(lacking[0]).name)
    conflicted = accounts.conflicted_cases(successor_id, [case.id for case in work.cases])
    numbers = [case.case_number for case in work.cases if case.id in conflicted]
    if numbers:
        raise Refused("successor_in_conflict", case_number=", ".join(numbers))


def _leave_items(officer_id: str, left: Actor, *, by: Actor, now: dt.datetime) -> None:
    """What the officer may follow up no longer goes to deputies and unit heads the same day."""
    boards = {case.board_id for _, case in accounts.open_follow_ups_of(officer_id)}
    lost = {board_id for board_id in boards if not may(left, Act.FOLLOW_UP, board_id)}
    if lost:
        today = days_of(now).today
        standing_in.leave_items(officer_id, today, for_good=True, boards=lost, by=by, now=now)


def _require_can_keep_work(actor: Actor) -> None:
    """Cases, and items of plans not yet decided, must be passed on by a person; other items pass by rule."""
    work = replace(accounts.work_in_hand(actor.id), follow_ups=())
    lost = [(act, board_id) for act, board_id in work.needs if not may(actor, act, board_id)]
    if lost:
        cases = sum(act is Act.PREPARE_CASE for act, _ in lost)
        raise Refused("appointment_has_work", cases=cases, follow_ups=len(lost) - cases)


def _require_other_administrator(administrators: frozenset[str], officer_id: str) -> None:
    if officer_id in administrators and len(administrators) == 1:
        raise Refused("last_administrator")


def _require_active(officer: Officer) -> None:
    if not officer.is_active:
        raise Refused("officer_inactive")


def _require_board_in_use(board_id: str | None) -> None:
    if board_id is not None and not officers.board(board_id).is_active:
        raise Refused("board_inactive")
