"""The page of a request: what can still be done, what has been told, and who else knows of it."""

import datetime as dt

import pytest

from tests.makers import a_board, an_officer, sign_in
from tests.makers_contracts import a_bar
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.web.test_lettings import SOON, a_waiting, post, state
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_premises import BookingState, PartyKind, PremisesKind
from vetting.records.bookings import BookingRequest
from vetting.records.db import db
from vetting.records.lettings import BookingQuestion

DAY = dt.timedelta(days=1)


@pytest.fixture
def manager(client):
    officer = an_officer(Role.PREMISES_MANAGER)
    sign_in(client, "premises_manager.nor")
    return officer


def test_a_day_that_has_been_is_refused_at_the_counter_at_its_field(client, manager):
    yesterday = (swedish_day(dt.datetime.now(dt.UTC)) - DAY).isoformat()
    enquiry = {"premises": a_premises().id, "party_kind": "private", "party_name": "En person"}
    enquiry |= {"day": yesterday, "begins": "18:00", "ends": "20:00", "purpose_kind": "meeting"}
    answer = post(client, "/bokningar/ny?utanfor=1", enquiry)
    assert answer.status_code == 422
    assert "har passerat" in answer.text
    assert yesterday not in answer.text.split('id="day-error"')[-1][:200]  # told as people write a day
    assert db.session.query(BookingRequest).count() == 0


def test_a_date_that_has_been_is_not_offered_and_can_still_be_answered(client, manager):
    request = a_booking_request()
    a_booking(request, starts_at=SOON - 3 * DAY)
    page = client.get(f"/bokningar/{request.id}").text
    assert "Godkänn</button>" not in page
    assert "Dagarna har passerat" in page
    assert f"/bokningar/{request.id}/avslag" in page


@pytest.mark.parametrize(
    ("room", "asked", "way_on"),
    [
        ({"kind": PremisesKind.PARTNER_HALL}, {}, "Lokalens ägare beslutar"),
        ({"is_open": False}, {}, "Lokalen är stängd"),
        ({"capacity": 30}, {"expected": 31}, "Fler väntas än lokalen får rymma"),
    ],
    ids=["partner", "closed", "crowd"],
)
def test_what_always_refuses_is_not_offered_and_the_way_on_is_told(client, manager, room, asked, way_on):
    request_id = a_waiting(premises=a_premises("Andra salen", **room), **asked)
    page = client.get(f"/bokningar/{request_id}").text
    assert way_on in page
    assert "Godkänn</button>" not in page
    assert f"/bokningar/{request_id}/avslag" in page
    assert "Godkänn</button>" in client.get(f"/bokningar/{a_waiting()}").text


def test_a_stop_mark_is_told_by_its_day_and_nobody_is_sent_to_themselves(client, manager):
    request_id = a_waiting()
    a_bar(request_id=request_id, owner_id=manager.id)
    page = client.get(f"/bokningar/{request_id}").text
    assert "En spärr gäller" in page
    assert "Prata med" not in page  # the reader owns it
    assert "Godkänn</button>" not in page
    an_officer(Role.PREMISES_MANAGER, username="lokal.andra")
    other = sign_in(type(client)(client.application, use_cookies=True), "lokal.andra")
    assert manager.name in other.get(f"/bokningar/{request_id}").text


def test_particulars_in_their_fields_answer_their_question(client, manager):
    request_id = a_waiting(actual_user="", site_responsible="", expected=None)
    page = f"/bokningar/{request_id}"
    half = post(client, f"{page}/svar", {"actual_user": "En körgrupp"}, page)
    assert half.status_code == 200
    assert not db.session.query(BookingQuestion).filter(BookingQuestion.answered_at.is_not(None)).count()
    whole = post(client, f"{page}/svar", {"site_responsible": "Ansvarig", "expected": "40"}, page)
    assert "Inget står i vägen" in whole.text
    db.session.rollback()
    kept = {one.question.value: one.answer for one in db.session.query(BookingQuestion)}
    assert kept == {"users": "Ansvarig", "particulars": "40 personer"}
    empty = post(client, f"{page}/svar", {}, page)
    assert empty.status_code == 409


def test_an_answer_in_words_is_shown_where_the_particular_stands(client, manager):
    request_id = a_waiting(actual_user="", party_kind=PartyKind.BODY)
    page = f"/bokningar/{request_id}"
    shown = post(client, f"{page}/svar", {"users": "Körens egna medlemmar."}, page).text
    assert "i svaret: Körens egna medlemmar." in shown
    assert state(request_id) is BookingState.PENDING


def test_everything_that_is_wrong_with_a_refusal_is_told_at_once(client, manager):
    request_id = a_waiting()
    path = f"/bokningar/{request_id}/avslag"
    needed = ("minst 20 tecken", "Gå igenom var och en")
    for sent in (
        {},
        {"ground": "unusable"},
        {"ground": "order_risk"},
    ):  # no ground, a fact of the room, a risk
        answer = post(client, path, {**sent, "hindrance": "För kort"}, path)
        assert answer.status_code in (409, 422)
        assert [words in answer.text for words in needed] == [True, True], sent
    assert "mildare åtgärd" in answer.text
    assert "anteckning om vad polisen" in answer.text


def test_everything_that_is_wrong_with_an_enquiry_is_told_at_once(client, manager):
    day = (swedish_day(dt.datetime.now(dt.UTC)) - DAY).isoformat()
    number = "19811218-9876"
    enquiry = {"premises": a_premises().id, "party_kind": "private", "party_name": "En person"}
    enquiry |= {"day": day, "begins": "18:00", "ends": "20:00", "booker_name": number, "actual_user": number}
    answer = post(client, "/bokningar/ny?utanfor=1", enquiry)
    assert answer.status_code == 422
    assert "har passerat" in answer.text
    assert "Välj ett av dem" in answer.text  # the kind of gathering
    assert answer.text.count("Texten innehåller ett personnummer") >= 2


def test_a_new_enquiry_begins_on_tonights_page(client, manager):
    assert 'href="/bokningar/ny"' in client.get("/ikvall").text
    assert a_board().name
