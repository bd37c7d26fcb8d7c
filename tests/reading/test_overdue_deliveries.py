"""A delivery that does not come in time is told to those who can do something about it, and makes nothing better."""

import datetime as dt

import pytest

from tests.makers import NOW
from tests.makers_partners import GOOD, KFM, a_debt_list, a_partner_source, an_agent
from tests.makers_sources import a_coordinator, delivered
from vetting.domain.authority import SYSTEM
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import SourceState
from vetting.reading.deliveries import sources_overview
from vetting.reading.desk import desk_of
from vetting.reading.partner_desk import desk_of_partner
from vetting.services import corrections, snapshots, source_changes

EVERY = 10
MENDED = {"name": "Provbygdens Idrottsförening"}


def on_day(number: int) -> dt.datetime:
    return NOW + dt.timedelta(days=number)


def seen(number: int, *, by) -> tuple[bool, dt.date | None, SourceState | None]:
    (line,) = sources_overview(actor=by, today=swedish_day(on_day(number)))
    return line.is_overdue, line.expected_on, line.state


@pytest.fixture
def coordinator(app):
    return a_coordinator()


def test_late_from_the_day_after_and_never_fresher_for_it(coordinator):
    key = a_partner_source(interval_days=EVERY, warn_days=300, max_days=400)
    today = swedish_day(NOW)
    assert seen(10, by=coordinator) == (False, today + dt.timedelta(days=10), SourceState.NEVER_LOADED)
    assert seen(11, by=coordinator)[0], "expected since it was declared"
    delivered(key, a_debt_list(GOOD), now=on_day(11), as_of=today)
    assert seen(21, by=coordinator) == (False, today + dt.timedelta(days=21), SourceState.FRESH)
    assert seen(22, by=coordinator) == (True, today + dt.timedelta(days=21), SourceState.FRESH)
    assert seen(500, by=coordinator)[2] is SourceState.STALE, "an old list is old, late or not"


def test_it_stands_on_my_day_and_at_the_partners_desk(coordinator):
    key = a_partner_source(interval_days=EVERY, warn_days=300, max_days=400)
    a_partner_source("utan-avtal", warn_days=300, max_days=400)
    agent = an_agent(KFM)
    for one in (key, "utan-avtal"):
        delivered(one, a_debt_list(GOOD), now=on_day(0))
    for number, late in ((10, []), (11, [key])):
        today = swedish_day(on_day(number))
        assert [line.key for line in desk_of(coordinator, today=today).sources] == late
        assert [one.key for one in desk_of_partner(agent, today=today).sources if one.is_overdue] == late


def test_a_rejected_file_and_a_mended_row_are_no_delivery(coordinator):
    key = a_partner_source(interval_days=EVERY)
    delivered(key, a_debt_list(GOOD), now=on_day(0))
    assert delivered(key, b"En rubrik;En till\n1;2\n", now=on_day(5)).state == "rejected"
    stored = corrections.correct_listing(
        key, "8899999018", changed=MENDED, reason="Skrivfel", by=coordinator, now=on_day(6)
    )
    assert snapshots.read_delivery(stored.snapshot, by=coordinator, now=on_day(6)).state == "active"
    assert seen(11, by=coordinator)[0]


def test_a_held_delivery_came_and_a_closed_source_awaits_nothing(coordinator):
    key = a_partner_source(interval_days=EVERY, max_shrink=10)
    delivered(key, a_debt_list(GOOD), now=on_day(0))
    assert delivered(key, a_debt_list(GOOD[:1]), now=on_day(5)).state == "held"
    assert not seen(11, by=coordinator)[0]
    assert seen(16, by=coordinator)[0]
    source_changes.close_source(key, "Avtalet är slut", by=SYSTEM, now=on_day(16))
    assert seen(16, by=coordinator)[:2] == (False, None)
