"""An object that left the population: told with proof, and the next reserve of its place comes in."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.check_readers import FIRST
from vetting.domain.draw import reserve_after
from vetting.domain.entries import Entry
from vetting.domain.free_text import require_written
from vetting.domain.protocol import read_protocol
from vetting.domain.terms_spot_checks import LeftReason, SpotCheckState, Stream
from vetting.records import check_hands, drawn_checks, duties, reminders, rosters, rounds
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.spot_checks import SpotCheck


def leave_population(
    check_id: str, reason: LeftReason, proof: str, *, by: Actor, now: dt.datetime
) -> str | None:
    """Takes the object out of the round and gives the id of the check that comes in its place, if one does.

    The next reserve of the same stream and stratum follows, as the protocol has it; nobody chooses it, and
    what is taken in full has none. There is no other way to exchange an object: silence is a finding (D-07),
    a conflict of interest exchanges the checker (D-06). Both checks stay visible. Raises Refused
    `check_closed`, `check_left`, `text_missing`, `conflict_of_interest`, `round_voided`; NotFound.
    """
    with transaction():
        require(by, Act.RUN_SPOT_CHECKS)
        rounds.round_in_hand(rosters.round_of_check(check_id))  # reserves come in one at a time
        check = check_hands.check_to_run(check_id, by=by)
        require(by, Act.RUN_SPOT_CHECKS, check.board_id)
        check_hands.require_open(check)
        check.left_reason = LeftReason(reason)
        check.left_proof = require_written(proof, field="proof", longest=1000)
        check.state, check.left_by, check.left_at = SpotCheckState.LEFT_POPULATION, by.id, now
        joined = _reserve(check, now)
        reminders.settle_all(f"spot_check:{check.id}", by=by.id, now=now)
        if joined is not None:
            duties.tell_reader(joined, FIRST, by=by, now=now)  # nobody has it yet
        note(
            Entry.POPULATION_LEFT,
            by=by,
            now=now,
            subject=f"spot_check:{check.id}",
            case_id=check.case_id,
            reason=check.left_reason.value,
            stream=check.stream.value,
            replaced_by=joined.item if joined else "",
        )
        return joined.id if joined else None


def _reserve(check: SpotCheck, now: dt.datetime) -> SpotCheck | None:
    if check.stream is Stream.TAKE_ALL:
        return None
    body = rounds.document(check.round_id, "protocol").body.encode()
    taken = drawn_checks.items_of(check.round_id)
    reserve = reserve_after(read_protocol(body).drawn, check.stream, check.stratum, taken)
    return drawn_checks.add_reserve(reserve, check, now=now) if reserve is not None else None
