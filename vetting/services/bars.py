"""Stop marks: proposed by one person, set, renewed or lifted by another, and answered when they ask."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.bars import (
    NewBar,
    require_asking,
    require_review,
    sound_bar,
    sound_reason,
    standing,
)
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.separation import require_no_conflict, require_two_persons
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Outcome
from vetting.domain.terms_contracts import BarMoveKind, BarStanding, BarWordKind, StepState
from vetting.domain.terms_revocations import BarReach
from vetting.records import bar_moves, bars, cases, decisions, hearings, reminders, seconders, sheets
from vetting.records.bar_moves import BarMove, BarWord
from vetting.records.bars import Bar
from vetting.records.db import transaction
from vetting.records.journal import note

_OVER = frozenset({BarStanding.LIFTED, BarStanding.ENDED})
_SIGNING = {BarMoveKind.SET: Act.SET_BAR, BarMoveKind.RENEW: Act.SET_BAR, BarMoveKind.LIFT: Act.LIFT_BAR}


@dataclass(frozen=True)
class BarTerms:
    """What a stop mark is to be: why, what it stops and where, until when, and how one comes back."""

    reason: str
    ends_on: dt.date
    review_on: dt.date
    reach: BarReach = BarReach.BOTH
    is_every_board: bool = False
    conditions: str = ""


def propose_bar(case_id: str, terms: BarTerms, *, by: Actor, now: dt.datetime) -> str:
    """Proposes a stop mark on the association of a decided revocation, and gives the id of the proposal.

    Raises NotFound, NotAllowed, Refused `bar_without_revocation`, `bar_move_waiting`, `conflict_of_interest`,
    and as sound_bar.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.DECIDE_EFFECT, case.board_id)
        _require_no_conflict(case_id, by)
        made = hearings.decision_in(case_id)
        if made is None or made.outcome not in (Outcome.REVOKED, Outcome.PARTLY_REVOKED):
            raise Refused("bar_without_revocation")
        if bar_moves.open_move_of(case_id=case_id) is not None:
            raise Refused("bar_move_waiting")
        row = BarMove(kind=BarMoveKind.SET, board_id=case.board_id, case_id=case_id, reach=terms.reach)
        _write(row, terms, by, now)
        sound_bar(_new_bar(row, association_id=case.association_id, request_id=None, today=swedish_day(now)))
        return _propose(row, by, now)


def propose_renewal(bar_id: str, terms: BarTerms, *, by: Actor, now: dt.datetime) -> str:
    """Proposes that a stop mark goes on by a new decision. Party, reach and boards stay as they are.

    Raises NotFound, NotAllowed, Refused `bar_over`, `bar_move_waiting`, `conflict_of_interest`, and as
    sound_bar.
    """
    with transaction():
        held = _to_move(bar_id, by)
        row = BarMove(kind=BarMoveKind.RENEW, bar_id=bar_id, board_id=held.board_id, reach=held.reach)
        _write(row, terms, by, now)
        row.is_every_board, row.case_id = held.board_ids is None, held.case_id
        sound_bar(_new_bar(row, held.association_id, held.request_id, today=swedish_day(now)))
        return _propose(row, by, now)


def propose_lift(bar_id: str, reason: str, *, by: Actor, now: dt.datetime) -> str:
    """Proposes that a stop mark is lifted before its end. Raises Refused as propose_renewal."""
    with transaction():
        held = _to_move(bar_id, by)
        row = BarMove(kind=BarMoveKind.LIFT, bar_id=bar_id, board_id=held.board_id, reach=held.reach)
        row.reason, row.case_id = sound_reason(reason, field="reason"), held.case_id
        row.proposed_by, row.proposed_at, row.state = by.id, now, StepState.PROPOSED
        return _propose(row, by, now)


def sign_move(move_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Another person carries out what was proposed, and gives the id of the stop mark that it left.

    Raises NotFound, NotAllowed, Refused `bar_move_gone`, `decider_is_proposer`, `conflict_of_interest`,
    `bar_scope` for every board by who may act in some alone, `bar_over`, and as sound_bar.
    """
    with transaction():
        row = bar_moves.move_in_hand(move_id)
        require(by, _SIGNING[row.kind], row.board_id)
        _require_no_conflict(row.case_id, by)
        if row.state is not StepState.PROPOSED:
            raise Refused("bar_move_gone")
        require_two_persons(row.proposed_by, by)
        if row.is_every_board and boards_for(by, _SIGNING[row.kind]) is not None:
            raise Refused("bar_scope")  # no board decides for another
        if row.kind is BarMoveKind.LIFT:
            row.bar_id = _lift(row, by, now)
        else:
            row.bar_id = _set(row, by, now)
        row.state, row.settled_by, row.settled_at = StepState.TAKEN, by.id, now
        reminders.settle_all(f"bar_move:{row.id}", by=by.id, now=now)
        return row.bar_id


def return_move(move_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Sends a proposal back with a reason, also one's own. Raises NotFound, NotAllowed, Refused
    `bar_move_gone`, `conflict_of_interest`, `text_missing`."""
    with transaction():
        row = bar_moves.move_in_hand(move_id)
        require(by, Act.DECIDE_EFFECT if row.proposed_by == by.id else _SIGNING[row.kind], row.board_id)
        _require_no_conflict(row.case_id, by)
        if row.state is not StepState.PROPOSED:
            raise Refused("bar_move_gone")
        row.return_reason = require_written(reason, field="reason")
        row.state, row.settled_by, row.settled_at = StepState.RETURNED, by.id, now
        reminders.settle_all(f"bar_move:{row.id}", by=by.id, now=now)
        _note(RoomEntry.BAR_RETURNED, row.bar_id or row.id, row.case_id, by, now, move=row.kind.value)


def say_stands(bar_id: str, text: str, next_review_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """The stop mark was reviewed and stays; it asks again on another day. Raises Refused `bar_over`,
    `bar_run_out`, `bar_not_asking`, `bar_review`."""
    with transaction():
        held = _in_hand(bar_id, by)
        today = swedish_day(now)
        if today > held.ends_on:
            raise Refused("bar_run_out")
        require_asking(bars.days_of(held), today)
        require_review(next_review_on, ends_on=held.ends_on, today=today)
        held.review_on = next_review_on
        _answer(held, BarWordKind.STANDS, text, next_review_on, by=by, now=now)
        _note(RoomEntry.BAR_REVIEWED, bar_id, held.case_id, by, now, review_on=next_review_on.isoformat())


def say_ended(bar_id: str, text: str, *, by: Actor, now: dt.datetime) -> None:
    """A person says that the time of a stop mark is over: it stops asking. Before its end it is lifted.

    Raises Refused `bar_over`, `bar_still_holds`.
    """
    with transaction():
        held = _in_hand(bar_id, by)
        if swedish_day(now) <= held.ends_on:
            raise Refused("bar_still_holds")
        held.closed_at = now
        _answer(held, BarWordKind.ENDED, text, None, by=by, now=now)
        _note(RoomEntry.BAR_ENDED, bar_id, held.case_id, by, now)


def _to_move(bar_id: str, by: Actor) -> Bar:
    held = _in_hand(bar_id, by)
    if bar_moves.open_move_of(bar_id=bar_id) is not None:
        raise Refused("bar_move_waiting")
    return held


def _in_hand(bar_id: str, by: Actor) -> Bar:
    """The stop mark, locked, of the actor's own board. Raises Refused `bar_over`, `conflict_of_interest`."""
    held = bars.bar(bar_id, to_change=True)
    require(by, Act.DECIDE_EFFECT, held.board_id)
    _require_no_conflict(held.case_id, by)
    _require_going_on(held)
    return held


def _require_no_conflict(case_id: str | None, by: Actor) -> None:
    """Raises Refused `conflict_of_interest` for who has declared one in the case it rests on."""
    if case_id is not None:
        require_no_conflict(bool(decisions.declared_by(case_id, by.id)))


def _require_going_on(held: Bar) -> None:
    if standing(bars.days_of(held), dt.date.min) in _OVER:
        raise Refused("bar_over")


def _write(row: BarMove, terms: BarTerms, by: Actor, now: dt.datetime) -> None:
    row.reason, row.conditions = terms.reason, terms.conditions
    row.ends_on, row.review_on = terms.ends_on, terms.review_on
    row.is_every_board, row.proposed_by, row.proposed_at = terms.is_every_board, by.id, now
    row.state = StepState.PROPOSED


def _propose(row: BarMove, by: Actor, now: dt.datetime) -> str:
    bar_moves.add_move(row)
    act = _SIGNING[row.kind]
    who = set(seconders.officers_who_may(act, row.board_id, everywhere=row.is_every_board))
    who -= {by.id, *by.other_accounts}
    seconders.tell_officers(who, "bar_to_sign", f"bar_move:{row.id}", facts={}, now=now)
    _note(RoomEntry.BAR_PROPOSED, row.bar_id or row.id, row.case_id, by, now, move=row.kind.value)
    return row.id


def _new_bar(row: BarMove, association_id: str | None, request_id: str | None, *, today: dt.date) -> NewBar:
    if row.ends_on is None or row.review_on is None:
        raise ValueError("a proposal without its days")  # the table asks for them
    return NewBar(
        board_id=row.board_id,
        board_ids=None if row.is_every_board else (row.board_id,),
        reach=row.reach,
        reason=row.reason,
        conditions=row.conditions,
        owner_id=row.proposed_by,
        starts_on=today,
        ends_on=row.ends_on,
        review_on=row.review_on,
        association_id=association_id,
        request_id=request_id,
        case_id=row.case_id,
    )


def _set(row: BarMove, by: Actor, now: dt.datetime) -> str:
    """Sets what was proposed; the one it renews is over by it."""
    held = None if row.bar_id is None else bars.bar(row.bar_id, to_change=True)
    if held is None:
        new = _new_bar(row, cases.case(row.case_id or "").association_id, None, today=swedish_day(now))
    else:
        _require_going_on(held)
        new = _new_bar(row, held.association_id, held.request_id, today=swedish_day(now))
    made = bars.keep_bar(new, proposed_by=row.proposed_by, by=by, now=now)
    if held is not None:
        held.closed_at = now
        reminders.settle_all(f"bar:{held.id}", by=by.id, now=now)
        _note(RoomEntry.BAR_ENDED, held.id, held.case_id, by, now, renewed_as=made.id)
    return made.id


def _lift(row: BarMove, by: Actor, now: dt.datetime) -> str:
    held = bars.bar(row.bar_id or "", to_change=True)
    _require_going_on(held)
    held.lifted_by, held.lifted_at, held.lift_reason = by.id, now, row.reason
    reminders.settle_all(f"bar:{held.id}", by=by.id, now=now)
    _note(RoomEntry.BAR_LIFTED, held.id, held.case_id, by, now)
    return held.id


def _answer(
    held: Bar, kind: BarWordKind, text: str, next_review_on: dt.date | None, *, by: Actor, now: dt.datetime
) -> None:
    bar_moves.add_word(
        BarWord(
            bar_id=held.id,
            kind=kind,
            text=sound_reason(text, field="text"),
            next_review_on=next_review_on,
            written_by=by.id,
            written_at=now,
        )
    )
    reminders.settle_all(f"bar:{held.id}", by=by.id, now=now)


def _note(
    entry: RoomEntry, bar_id: str, case_id: str | None, by: Actor, now: dt.datetime, **facts: object
) -> None:
    note(entry, by=by, now=now, subject=f"bar:{bar_id}", case_id=case_id or "", **facts)
