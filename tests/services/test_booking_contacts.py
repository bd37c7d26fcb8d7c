"""Who booked a room is blanked a year after the last date; what ties contracts lasts as long as its cause."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_associations import an_association
from tests.makers_contracts import a_bar, a_breach, a_contract, a_head, a_manager
from tests.makers_hearings import facts_of
from tests.makers_lettings import terminated
from tests.makers_premises import EVENING, a_booking, a_booking_request, a_premises
from tests.makers_retention import adopted_plan
from vetting.domain.authority import SYSTEM
from vetting.domain.booking import email_digest, phone_digest
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_disposal import RecordKind
from vetting.domain.terms_lettings import TenancyPoint
from vetting.reading.retention_plan import plan_page
from vetting.records.associations import association
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.tenancy_facts import seen_closely
from vetting.services import bars, disposal

DAY = dt.timedelta(days=1)
DUE = EVENING + 365 * DAY
CONTACT = {
    "booker_name": "Bokaren",
    "booker_phone": "08-465 004 10",
    "booker_email": "bokning@almvik.example",
    "phone_digest": phone_digest("08-465 004 10"),
    "email_digest": email_digest("bokning@almvik.example"),
}
BLANK = ("", "", "", "", "")


@pytest.fixture(autouse=True)
def _plan(app):
    adopted_plan()


def details(request):
    db.session.expire_all()
    row = db.session.get_one(BookingRequest, request.id)
    return row.booker_name, row.booker_phone, row.booker_email, row.site_responsible, row.site_phone


def digests(request):
    db.session.expire_all()
    row = db.session.get_one(BookingRequest, request.id)
    return row.phone_digest, row.email_digest


def a_series(*, board=None, **columns):
    """Two evenings, the later one the day of DUE less a year."""
    request = a_booking_request(a_premises(board=board), **{**CONTACT, **columns})
    a_booking(request, starts_at=EVENING - 7 * DAY)
    a_booking(request)
    return request


def test_contacts_go_a_year_after_the_last_date_and_the_page_of_the_plan_tells_it(app):
    request = a_series(received_at=NOW - 30 * DAY)
    before = details(request)
    assert disposal.dispose_due(by=SYSTEM, now=DUE - DAY) == 0
    assert details(request) == before
    assert disposal.dispose_due(by=SYSTEM, now=DUE) == 1
    assert details(request) == BLANK
    assert digests(request) == (None, None)
    row = db.session.get_one(BookingRequest, request.id)
    assert (row.party_name, row.contacts_gone_at) == ("Almviks samfällighet", DUE)
    assert facts_of("MaterialDisposed") == [
        {"record_kind": "booking_contact", "count": 1, "days": 365, "in_force_on": "2026-11-20"}
    ]
    points = [one.kind for one in seen_closely(row, today=DUE.date()).tenancy.points]
    assert TenancyPoint.SITE_RESPONSIBLE_MISSING not in points, "it was told, and is gone"
    gone = plan_page(an_officer(Role.ADMINISTRATOR, everywhere=True), DUE.date()).gone
    assert [(one.kind, one.count, one.last_at) for one in gone] == [(RecordKind.BOOKING_CONTACT, 1, DUE)]
    assert disposal.dispose_due(by=SYSTEM, now=DUE + DAY) == 0, "nothing goes twice"


def test_contacts_of_a_request_without_dates_are_counted_from_the_day_it_came(app):
    request = a_booking_request(**CONTACT)
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 364 * DAY) == 0
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 365 * DAY) == 1
    assert details(request) == BLANK


def test_a_terminated_contract_keeps_its_digests_as_long_as_grounds_are_kept(app):
    manager, head = a_manager(), a_head()
    request = a_contract(**CONTACT)
    terminated(request.id, manager, head)
    assert disposal.dispose_due(by=SYSTEM, now=DUE + 60 * DAY) == 1
    assert details(request) == BLANK
    assert digests(request) == (CONTACT["phone_digest"], CONTACT["email_digest"])
    again = a_booking_request(**CONTACT)
    found = seen_closely(again, today=swedish_day(DUE)).tenancy.points
    assert TenancyPoint.ENDED_CONTRACT in [one.kind for one in found], "the new contract is still explained"
    assert disposal.dispose_due(by=SYSTEM, now=NOW + 3700 * DAY) == 2
    assert digests(request) == (None, None)


def test_a_stop_mark_keeps_the_digests_until_somebody_ends_it(app):
    head = a_head()
    party = association(
        an_association(
            "Almviks samfällighet",
            by=an_officer(Role.CULTURE_SECRETARY, username="sekr.kontakt"),
            org_number="889999-9026",
        )
    )
    request = a_series(association=party)
    mark = a_bar(party.id)
    assert disposal.dispose_due(by=SYSTEM, now=DUE) == 1
    assert (details(request), digests(request)[0]) == (BLANK, CONTACT["phone_digest"])
    over = NOW + 366 * DAY
    assert disposal.dispose_due(by=SYSTEM, now=over) == 0, (
        "its time is out, and nobody has said that it ended"
    )
    bars.say_ended(mark.id, "Tiden är ute och villkoren är uppfyllda.", by=head, now=over)
    assert disposal.dispose_due(by=SYSTEM, now=over) == 1
    assert digests(request) == (None, None)


def test_a_breach_nobody_has_settled_keeps_everything(app):
    manager = a_manager()
    request = a_contract(**CONTACT)
    a_breach(request.id, manager)
    before = details(request)
    assert disposal.dispose_due(by=SYSTEM, now=DUE + 60 * DAY) == 0
    assert details(request) == before


@pytest.mark.parametrize("is_ended", [False, True])
def test_an_exception_for_the_archive_keeps_a_boards_contacts(app, is_ended):
    administrator = an_officer(Role.ADMINISTRATOR, username="admin.plan", everywhere=True)
    board = a_board("SOD", "Södra")
    request, other = a_series(board=board), a_series()
    exception = disposal.make_exception(
        board.id, RecordKind.BOOKING_CONTACT, "Forskning", by=administrator, now=NOW
    )
    if is_ended:
        disposal.end_exception(exception, by=administrator, now=NOW)
    assert disposal.dispose_due(by=SYSTEM, now=DUE) == 1 + is_ended
    assert (details(request) == BLANK, details(other) == BLANK) == (is_ended, True)
