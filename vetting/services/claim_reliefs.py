"""Letting go of a claim, wholly or in part: one proposes with a reason, another who may decide confirms."""

import datetime as dt

from vetting.domain import repayment
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.separation import require_no_conflict, require_two_persons
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_revocations import ClaimEventKind, ReliefKind
from vetting.records import claims, decisions
from vetting.records.claims import ClaimEvent, ClaimRelief, RepaymentClaim
from vetting.records.db import transaction
from vetting.records.journal import note

LONGEST = 2000
_LINE = {ReliefKind.WAIVED: ClaimEventKind.WAIVED, ReliefKind.WRITTEN_OFF: ClaimEventKind.WRITTEN_OFF}
_ENTRY = {ReliefKind.WAIVED: RoomEntry.CLAIM_WAIVED, ReliefKind.WRITTEN_OFF: RoomEntry.CLAIM_WRITTEN_OFF}


def propose_relief(
    claim_id: str, kind: ReliefKind, amount: int, *, reason: str, by: Actor, now: dt.datetime
) -> str:
    """Proposes to waive or write off so many kronor, and gives the proposal's id. Nothing is let go yet.

    Raises NotFound, NotAllowed, and Refused `relief_waits`, `claim_amount_odd`, `claim_settled` or as
    require_written.
    """
    with transaction():
        claim = claims.claim_in_hand(claim_id)
        _require(claim, Act.KEEP_LEDGER, by)
        if claims.open_relief(claim.id) is not None:
            raise Refused("relief_waits")
        _require_room(claim, kind, amount, now)
        relief_id = claims.add_relief(
            ClaimRelief(
                claim_id=claim.id,
                kind=kind,
                amount=amount,
                reason=require_written(reason, field="reason", longest=LONGEST),
                proposed_by=by.id,
                proposed_at=now,
            )
        )
        _note(RoomEntry.RELIEF_PROPOSED, claim, by=by, now=now, kind=kind.value, amount=amount)
        return relief_id


def confirm_relief(relief_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Another person lets go of what was proposed; it becomes a line of the ledger.

    Raises NotFound, NotAllowed, and Refused `decider_is_proposer`, `relief_settled` or `claim_amount_odd`.
    """
    with transaction():
        relief, claim = claims.relief_in_hand(relief_id)
        _require(claim, Act.DECIDE, by)
        _require_open(relief)
        require_two_persons(relief.proposed_by, by)
        _require_room(claim, relief.kind, relief.amount, now)
        event = ClaimEvent(
            kind=_LINE[relief.kind],
            happened_on=swedish_day(now),
            amount=relief.amount,
            reason=relief.reason,
            proposed_by=relief.proposed_by,
        )
        claims.add_event(claim, event, by=by, now=now)
        relief.is_confirmed, relief.settled_by, relief.settled_at = True, by.id, now
        _note(_ENTRY[relief.kind], claim, by=by, now=now, amount=relief.amount, due=claim.due)


def decline_relief(relief_id: str, answer: str = "", *, by: Actor, now: dt.datetime) -> None:
    """The proposal is not followed, or taken back by whoever made it; the claim stands.

    Raises NotFound, NotAllowed, Refused `relief_settled` or as require_written.
    """
    with transaction():
        relief, claim = claims.relief_in_hand(relief_id)
        _require(claim, Act.KEEP_LEDGER, by)
        _require_open(relief)
        relief.answer = require_writable(answer, field="answer", longest=LONGEST)
        relief.is_confirmed, relief.settled_by, relief.settled_at = False, by.id, now
        _note(RoomEntry.RELIEF_DECLINED, claim, by=by, now=now, kind=relief.kind.value, amount=relief.amount)


def _require(claim: RepaymentClaim, act: Act, by: Actor) -> None:
    require(by, act, claim.board_id)
    require_no_conflict(bool(decisions.declared_by(claim.case_id, by.id)))


def _require_open(relief: ClaimRelief) -> None:
    if relief.settled_at is not None:
        raise Refused("relief_settled")


def _require_room(claim: RepaymentClaim, kind: ReliefKind, amount: int, now: dt.datetime) -> None:
    lines, today = claims.lines_of(claims.events_of([claim.id])[claim.id]), swedish_day(now)
    line = repayment.LedgerLine(_LINE[kind], today, amount)
    repayment.require_fits(lines, line, today=today)


def _note(entry: RoomEntry, claim: RepaymentClaim, *, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"claim:{claim.id}", case_id=claim.case_id, **facts)
