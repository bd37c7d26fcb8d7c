"""A special review in Chromium: payment waits, a plan, the board revokes, two boards decide, and the list is closed."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from tests.journeys import steps_refusal
from tests.journeys.browser import serving
from tests.journeys.person import Person, person
from tests.journeys.test_stopped_tenant import TRIED
from tests.makers import a_board, an_officer
from tests.makers_decisions import two_officers
from tests.makers_effects import a_series, another_grant, rows_in
from tests.makers_reviews import CIRCUMSTANCE, GROUND_WHY, UNDOING, a_ready_review, a_support
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_revocations import EffectKind, EffectState
from vetting.records.associations import Association
from vetting.records.bookings import Booking
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.effect_lists import EffectList

pytestmark = pytest.mark.browser
WAITS = "Nästa del betalas om två veckor, och det som har hänt gäller hela verksamheten."
WHY = "Hotet stoppade ett möte i den verksamhet som bidraget gäller."
SUMMARY = "Ordföranden hotade dem som höll ett möte i föreningens lokal."
BALANCE = "En plan har övervägts, men styrelsen har inte velat ta avstånd från det som hände."
LOOKED = "Föreningen och de anställda har tillfrågats om något talar emot."
KEPT = "Bidraget gäller en annan verksamhet, och villkoren följs där."
ENDED = "Stödet är återkallat och salen bokas enligt samma villkor."
CLOSED = "Alla rader är prövade av sina nämnder."


@pytest.fixture
def review(own_app) -> str:
    """A heard review of support that runs now; the party has a grant of another board and two dates to come.
    Gives its case."""
    today = dt.datetime.now(dt.UTC)
    told = replace(CIRCUMSTANCE, act_on=today.date() - dt.timedelta(days=90))
    officers = two_officers()
    an_officer(Role.REGISTRAR)
    support = db.session.get_one(Support, a_support(*officers))
    with transaction(is_piece=True):
        support.starts_on = told.act_on - dt.timedelta(days=60)
        support.ends_on = today.date() + dt.timedelta(days=60)
    party = db.session.get_one(Association, support.association_id)
    culture = a_board("KUL", "Kulturnämnden")
    another_grant(party, two_officers(culture), board=culture)
    a_series(party, dates=2, first=today.replace(hour=17, minute=0) + dt.timedelta(days=30))
    return a_ready_review(support.id, officers[0], told=told, at=today - dt.timedelta(days=30))


@pytest.mark.parametrize("own_app", ["sqlite"], indirect=True)
def test_a_revocation_from_the_hold_to_the_closed_list(own_app, review, browser):
    with serving(own_app) as address:
        with person(browser, address, "unit_head.nor", looks_closely=True) as head:
            let_payment_wait(head, review)
        with person(browser, address, "culture_secretary.nor", looks_closely=True) as secretary:
            agree_a_plan(secretary, review)
            propose_to_revoke(secretary, review)
            with person(browser, address, "registrar.nor") as registrar:
                case = f"{address}/arenden/{review}"
                today = dt.date.today()
                steps_refusal.record_the_boards_decision(registrar, case, minutes="Protokoll 7 § 4", on=today)
            end_the_dates(secretary)
            cannot_be_closed(secretary)
        with person(browser, address, "unit_head.nor") as head:
            sign(head)
        with person(browser, address, "culture_secretary.kul") as culture:
            keep_the_grant(culture)
        with person(browser, address, "unit_head.nor", looks_closely=True) as head:
            close(head)
    db.session.rollback()
    made = db.session.query(EffectList).one()
    assert made.closed_at is not None
    states = {(row.kind, row.state) for row in rows_in(made.id)}
    assert states == {(EffectKind.BOOKING, EffectState.ENDED), (EffectKind.GRANT, EffectState.KEPT)}
    coming = db.session.query(Booking.state).filter(Booking.starts_at > dt.datetime.now(dt.UTC)).all()
    assert {state for (state,) in coming} == {BookingState.CANCELLED}


def let_payment_wait(head: Person, review: str) -> None:
    head.go(f"/arenden/{review}/provning")
    head.page.locator("details", has=head.page.locator("[name=undoing]")).locator("summary").click()
    until = dt.date.today() + dt.timedelta(days=30)
    head.write(reason=WAITS, undoing=UNDOING, ends_on=until.isoformat())
    head.page.check("#no_conflict")
    head.press("Let payment wait")
    head.reads("Payment waits. Print the letter and send it to the association.")
    head.look("hold")


def agree_a_plan(secretary: Person, review: str) -> None:
    secretary.go(f"/arenden/{review}/provning")
    secretary.page.locator("details", has=secretary.page.locator(".plan-row")).locator("summary").click()
    secretary.look("a plan to agree")
    secretary.press("Keep the plan")
    secretary.reads("The plan is kept. Its days are on My day of whoever is responsible.")


def propose_to_revoke(secretary: Person, review: str) -> None:
    """The act is the ground, the reservation lets the decision be changed, and the days with evidence are claimed."""
    page = secretary.page
    secretary.follow("Propose a decision")
    page.check("[name=outcome][value=revoked]")
    ground = page.locator(".ground", has=page.locator("input[value=A01]"))
    ground.locator("[name$=is_ground]").check()
    ground.locator("[name$='-reason']").fill(WHY)
    if ground.locator("[name$=no_contrary]").count():
        ground.locator("[name$=no_contrary]").fill(LOOKED)
    page.check("[name=ground][value=reservation]")
    page.check("[name=can_be_undone][value=yes]")
    secretary.write(summary=SUMMARY, proportionality=BALANCE, ground_why=GROUND_WHY, undoing=UNDOING)
    secretary.look("propose")
    secretary.press("Send to the decider")
    secretary.reads("The decision is proposed. Another person decides it.")


def end_the_dates(secretary: Person) -> None:
    """From My day: both dates of the hall are to end; another person signs, and is named."""
    open_the_list(secretary)
    secretary.page.locator("a[href*='serie=']").first.click()
    secretary.page.wait_for_url("**serie=*")
    secretary.page.check("[name=word][value=ended]")
    secretary.write(reason=ENDED, measure_outcome=TRIED)
    secretary.page.select_option("#measure", "other_time")
    secretary.page.check("[name=rights]")
    secretary.press("Note it for the chosen rows")
    assert not [tick for tick in secretary.page.locator("input[name=rows]").all() if tick.is_checked()]
    secretary.look("noted")


def cannot_be_closed(secretary: Person) -> None:
    """Not offered while a row waits, and refused when it is asked for all the same."""
    page = secretary.page
    page.goto(page.url.partition("?")[0])
    assert page.get_by_role("button", name=secretary.say("Close the list")).count() == 0
    token = page.locator("input[name=csrf_token]").first.input_value()
    sent = {"csrf_token": token, "close_reason": CLOSED}
    answer = page.request.post(f"{page.url}/avsluta", form=sent)
    assert answer.status == 409
    assert "Rader som fortfarande väntar: 3" in answer.text()


def sign(head: Person) -> None:
    open_the_list(head)
    head.press("Sign: they end")
    assert re.search("föreslaget av .*, undertecknat av ", head.page.locator("main").inner_text())
    head.look("signed")


def keep_the_grant(culture: Person) -> None:
    """The row of the other board, decided by that board."""
    open_the_list(culture)
    culture.page.locator("input[name=rows]").first.check()
    culture.page.check("[name=word][value=kept]")
    culture.write(reason=KEPT)
    culture.press("Note it for the chosen rows")
    culture.look("another board's row")


def close(head: Person) -> None:
    head.go("/aterkallelser")
    head.page.locator("main td a").first.click()
    head.page.wait_for_url(re.compile(r"/aterkallelser/[0-9a-f]{16}"))
    head.write(close_reason=CLOSED)
    head.press("Close the list")
    head.look("closed")
    head.reads("Closed list")


def open_the_list(who: Person) -> None:
    who.go("/min-dag")
    who.page.locator("section", has=who.page.locator("#effects")).locator(".task a").first.click()
    who.page.wait_for_url("**/aterkallelser/*")
