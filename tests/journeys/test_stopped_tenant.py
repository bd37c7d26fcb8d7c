"""A stopped tenant in Chromium: from the manager's day to dates that end, signed by another person."""

import datetime as dt

import pytest

from tests.journeys.browser import serving
from tests.journeys.person import Person, person
from tests.makers_contracts import a_manager
from tests.makers_effects import everything_held, rows_in
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.records.bookings import Booking
from vetting.records.db import db

pytestmark = pytest.mark.browser
WHY = "Stödet är återkallat och salen bokas enligt nolltaxan, som är ett stöd."
FACT = "Nämnden återkallade stödet efter hotet mot två ledare den 3 november."
TRIED = "En annan tid erbjöds. Föreningen svarade inte inom den tid som gavs."


@pytest.mark.parametrize("own_app", ["sqlite"], indirect=True)
def test_the_dates_of_a_revoked_party_end_when_two_have_said_so(own_app, browser):
    first = dt.datetime.now(dt.UTC).replace(hour=17, minute=0) + dt.timedelta(days=30)
    list_id, association, _secretary, _head = everything_held(dates=3, first=first)
    name = association.name
    a_manager()
    with serving(own_app) as address:
        with person(browser, address, "lokal.nor", looks_closely=True) as manager:
            choose_the_series(manager, name)
            end_it(manager)
        assert waiting(list_id) == [EffectState.AWAITING_SECOND] * 3
        with person(browser, address, "unit_head.nor") as head:
            head.go("/min-dag")
            head.enter(head.page.locator("main").get_by_role("link", name=name))
            head.look("to sign")
            head.press("Sign: they end")
            head.look("signed")
    assert waiting(list_id) == [EffectState.ENDED] * 3
    coming = db.session.query(Booking.state).filter(Booking.starts_at > dt.datetime.now(dt.UTC)).all()
    assert {state for (state,) in coming} == {BookingState.CANCELLED}


def waiting(list_id: str) -> list[EffectState]:
    db.session.rollback()
    return [row.state for row in rows_in(list_id) if row.kind is EffectKind.BOOKING]


def choose_the_series(manager: Person, name: str) -> None:
    """Alert, list, series: every date of it is ticked, and no other row."""
    manager.go("/min-dag")
    manager.page.locator("main").get_by_role("link", name=name).first.click()
    manager.page.wait_for_url("**/aterkallelser/*")
    manager.look("list")
    manager.page.locator("a[href*='serie=']").first.click()
    manager.page.wait_for_url("**serie=*")
    ticks = manager.page.locator("input[name=rows]")
    assert [tick.is_checked() for tick in ticks.all()] == [True] * 3


def end_it(manager: Person) -> None:
    """What is new and the milder measure are asked for; nothing ends by one person."""
    manager.page.check("[name=word][value=ended]")
    manager.write(reason=WHY, new_fact=FACT, measure_outcome=TRIED)
    manager.page.select_option("#measure", "other_time")
    manager.page.check("[name=rights]")
    manager.press("Note it for the chosen rows")
    manager.look("noted")
