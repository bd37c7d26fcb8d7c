"""The sequence of 2017-18 in Chromium: a hall, terminated, sought again with the same telephone.

The screen asks its two questions, explains the link by contracts, and lists nobody.
"""

import datetime as dt

import pytest

from tests.journeys.browser import serving
from tests.journeys.person import Person, person
from tests.makers_contracts import a_contract, a_head, a_manager
from tests.makers_lettings import terminated
from tests.makers_premises import a_premises
from vetting.domain.booking import phone_digest
from vetting.domain.terms_premises import BookingState, PartyKind, PurposeKind
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.lettings import BookingQuestion

pytestmark = pytest.mark.browser
PHONE = "08-465 004 10"
FIRST, SECOND = "Den Första Bokaren", "Den Andra Bokaren"
USERS = "En träningsgrupp med vänner, bokaren ansvarar på plats."
EARLIER = "Nej, ingen av dem."


@pytest.fixture
def room_id(own_app) -> str:
    """The hall whose contract was terminated."""
    manager, head = a_manager(), a_head()
    room = a_premises("Almviks gymnastiksal")
    contract = a_contract(
        premises=room,
        party_kind=PartyKind.PRIVATE,
        party_name=FIRST,
        org_number=None,
        purpose_kind=PurposeKind.TRAINING,
        booker_phone=PHONE,
        phone_digest=phone_digest(PHONE),
    )
    terminated(contract.id, manager, head)
    return room.id


@pytest.mark.parametrize("own_app", ["sqlite"], indirect=True)
def test_nykoping_2017_the_same_hall_sought_by_another_with_the_same_telephone(own_app, room_id, browser):
    with serving(own_app) as address, person(browser, address, "lokal.nor", looks_closely=True) as manager:
        enquire(manager, room_id)
        is_asked_and_told(manager)
        answer(manager)
        manager.press("Approve")
        manager.reads("The booking is approved. The letter is ready.")
        manager.look("letter")
    db.session.rollback()
    request = db.session.query(BookingRequest).filter_by(party_name=SECOND).one()
    assert request.state is BookingState.APPROVED
    kept = {one.answer for one in db.session.query(BookingQuestion).filter_by(request_id=request.id)}
    assert kept == {USERS, EARLIER}


def enquire(manager: Person, room_id: str) -> None:
    manager.go("/bokningar/")
    manager.look("bookings")
    manager.follow("New enquiry")
    manager.follow("Not in the directory, or a private person")
    manager.page.check("[name=party_kind][value=private]")
    manager.page.check("[name=is_identified]")
    manager.page.select_option("#premises", room_id)
    day = dt.date.today() + dt.timedelta(days=60)
    manager.write(
        party_name=SECOND,
        booker_phone="+46 8 465 004 10",
        day=day.isoformat(),
        begins="18:00",
        ends="20:00",
        expected=40,
    )
    manager.page.check("[name=purpose_kind][value=training]")
    manager.page.check("[name=is_public][value=no]")
    manager.press("See what it calls for")


def is_asked_and_told(manager: Person) -> None:
    """Two questions, the link as a fact of contracts, and not a name of anybody who had one."""
    manager.reads("Put the questions below. The answers decide, not the questions.")
    shown = manager.page.locator("main").inner_text()
    assert "Samma telefonnummer som i ett avtal om Almviks gymnastiksal som hävdes" in shown
    assert FIRST not in shown
    questions = manager.page.locator("#questions").locator("xpath=ancestor::section").locator("textarea")
    assert questions.count() == 2
    assert [one.get_attribute("name") for one in questions.all()] == ["users", "earlier_contract"]
    manager.look("verdict")


def answer(manager: Person) -> None:
    manager.write(users=USERS, earlier_contract=EARLIER)
    manager.press("Keep the answers")
    manager.reads("Nothing stands in the way. The default is to approve.")
    assert EARLIER in manager.page.locator("main").inner_text()
