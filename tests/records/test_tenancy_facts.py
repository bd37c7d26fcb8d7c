"""Many requests seen at once: long uses of a room, stop marks of one board, and a constant number of queries."""

import datetime as dt

from tests.makers import a_board
from tests.makers_applications import an_association
from tests.makers_contracts import TODAY, a_bar
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from tests.queries import count_queries
from vetting.domain.booking import LONGEST_USE
from vetting.domain.terms_premises import BookingState, TenancyVerdict
from vetting.records.db import db
from vetting.records.premises import premises_of
from vetting.records.tenancy_facts import Seen, seen_many

DAY = dt.timedelta(days=1)


def seen(*requests) -> list[Seen]:
    db.session.expire_all()
    found = seen_many(
        requests, {one.premises_id: premises_of(one.premises_id) for one in requests}, today=TODAY
    )
    return [found[one.id] for one in requests]


def test_a_use_that_began_weeks_before_and_lasts_has_the_room(app):
    hall = a_premises()
    long = a_booking_request(hall, state=BookingState.APPROVED)
    begins = EVENING - LONGEST_USE + DAY
    a_booking(long, starts_at=begins, hours=LONGEST_USE / dt.timedelta(hours=1))
    asked, free = a_booking_request(hall), a_booking_request(hall)
    a_booking(asked)
    a_booking(free, starts_at=EVENING + 2 * DAY)
    assert [one.facts.is_slot_taken for one in seen(asked, free)] == [True, False]


def test_a_stop_mark_of_one_board_says_nothing_in_another(app):
    party, there = an_association(), a_board("SOD", "Söderås stadsdelsnämnd")
    a_bar(party.id, board_ids=(a_board().id,))
    here = a_booking_request(a_premises(), association=party)
    other = a_booking_request(a_premises(board=there), association=party)
    stopped, free = seen(here, other)
    assert stopped.tenancy.verdict is TenancyVerdict.STOP
    assert not free.facts.stop_marks


def test_two_boards_and_many_requests_cost_no_more_queries_than_one(app):
    party = an_association()
    a_bar(party.id)
    boards = [a_board(), a_board("SOD", "Söderås stadsdelsnämnd")]
    requests = [a_booking_request(a_premises(board=board), association=party) for board in boards * 3]
    for one in requests:
        a_booking(one)
    rooms = {one.premises_id: premises_of(one.premises_id) for one in requests}
    counts = []
    for some in (requests[:1], requests):
        with count_queries() as sent:
            seen_many(some, rooms, today=TODAY)
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 10
