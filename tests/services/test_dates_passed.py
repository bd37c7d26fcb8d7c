"""What has been is neither approved, cancelled nor ended in an effect list; it can be kept."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, an_officer
from tests.makers_effects import everything_held
from tests.makers_premises import EVENING, a_booking
from tests.services.test_effects import END, KEEP, K, ids
from tests.services.test_letting_decisions import LEAK, S, dates, row
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState
from vetting.records.bookings import Booking
from vetting.records.db import db
from vetting.services import letting_decisions
from vetting.services.effects import decide_effects, sign_ends


def test_what_has_been_is_neither_approved_nor_cancelled(app):
    manager, request_id = an_officer(Role.PREMISES_MANAGER), a_booking().request_id
    first = dates(request_id)[0]
    coming = a_booking(row(request_id), starts_at=EVENING + dt.timedelta(days=7))
    after = EVENING + dt.timedelta(days=1)
    with pytest.raises(Refused, match="booking_date_passed"):
        letting_decisions.approve(request_id, [first.id], by=manager, now=after)
    letting_decisions.approve(request_id, [], by=manager, now=after)  # those that are still to come
    assert [one.state for one in dates(request_id)] == [S.PENDING, S.APPROVED]
    with pytest.raises(Refused, match="booking_date_passed"):
        letting_decisions.approve(request_id, [], by=manager, now=after)
    later = LEAK.new_fact_on + dt.timedelta(days=8)
    leak = replace(LEAK, new_fact_on=later)
    with pytest.raises(Refused, match="booking_date_passed"):
        letting_decisions.cancel(
            request_id, [coming.id], leak, by=manager, now=EVENING + dt.timedelta(days=9)
        )
    assert dates(request_id)[1].state is S.APPROVED


def test_a_date_that_has_been_cannot_end_and_can_be_kept(app):
    list_id, _, secretary, head = everything_held(dates=2)
    dates = ids(list_id, K.BOOKING)
    decide_effects(list_id, dates, END, by=secretary, now=NOW)
    after = EVENING + dt.timedelta(hours=4)
    with pytest.raises(Refused, match="effect_passed") as refused:
        sign_ends(list_id, dates, by=head, now=after)
    assert refused.value.facts == {"rows": 1}
    with pytest.raises(Refused, match="effect_passed"):
        decide_effects(list_id, dates[:1], END, by=head, now=after)
    assert decide_effects(list_id, dates[:1], KEEP, by=head, now=after) == 1
    assert sign_ends(list_id, dates[1:], by=head, now=after) == 1
    assert db.session.query(Booking).filter_by(state=BookingState.CANCELLED).count() == 1
