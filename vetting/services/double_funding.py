"""Saying why what two boards seem to pay for is in order: told no more until either amount changes."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.double_funding import overlaps, pair_of
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import NotFound
from vetting.domain.free_text import require_written
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.records import decisions, double_funding, funded, sheets
from vetting.records.db import transaction
from vetting.records.double_funding import DoubleFundingWord
from vetting.records.journal import note

LONGEST = 2000


def close_double_funding(case_id: str, other_key: str, reason: str, *, by: Actor, now: dt.datetime) -> str:
    """Keeps the reason with both amounts as they are now, and gives the word's id.

    `other_key` names what the case overlaps with. Raises NotFound, NotAllowed, Refused `conflict_of_interest`
    or as require_written.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        rows = funded.rows_of_associations([case.association_id], today=swedish_day(now))
        mine = next((row.funded for row in rows if row.case_id == case.id), None)
        found = () if mine is None else overlaps(mine, [row.funded for row in rows])
        overlap = next((one for one in found if one.other.key == other_key), None)
        if overlap is None:
            raise NotFound("overlap_not_found")
        amounts = {one.key: one.amount for one in (overlap.mine, overlap.other)}
        first, second = pair_of(overlap.mine.key, overlap.other.key)
        word_id = double_funding.add_word(
            DoubleFundingWord(
                case_id=case.id,
                first_key=first,
                second_key=second,
                first_amount=amounts[first],
                second_amount=amounts[second],
                reason=require_written(reason, field="reason", longest=LONGEST),
                said_by=by.id,
                said_at=now,
            )
        )
        note(
            RoomEntry.DOUBLE_FUNDING_CLOSED,
            by=by,
            now=now,
            subject=f"case:{case.id}",
            case_id=case.id,
            amount=overlap.mine.amount,
            other_amount=overlap.other.amount,
        )
        return word_id
