"""The counter through the pages: an enquiry, the two questions, approving, refusing at once, the second person."""

import datetime as dt

import pytest

from tests.conftest import Browser
from tests.makers import a_board, an_officer, csrf, sign_in
from tests.makers_associations import an_association
from tests.makers_contracts import a_bar, a_contract
from tests.makers_lettings import terminated
from tests.makers_premises import a_booking, a_booking_request, a_premises, a_premises_duty
from tests.queries import count_queries
from vetting.domain.booking import phone_digest
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms import Role
from vetting.domain.terms_lettings import FreedomRight
from vetting.domain.terms_premises import BookingState, PartyKind
from vetting.records.associations import association
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db
from vetting.records.observations import Observation
from vetting.records.premises import premises_of

SOON = dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
DAY = dt.date.today() + dt.timedelta(days=40)
PHONE = "08-465 004 10"
PHONED = {"booker_phone": PHONE, "phone_digest": phone_digest(PHONE)}


@pytest.fixture
def manager(client):
    officer = an_officer(Role.PREMISES_MANAGER)
    sign_in(client, "premises_manager.nor")
    return officer


def a_waiting(**columns):
    request = a_booking_request(**PHONED, **columns)
    a_booking(request, starts_at=SOON)
    return request.id


def post(client, path, form, page=""):
    return client.post(path, data={**form, "csrf_token": csrf(client, page or path)}, follow_redirects=True)


def state(request_id):
    return db.session.get_one(BookingRequest, request_id).state


def test_an_enquiry_of_an_association_goes_from_name_to_letter(client, manager):
    room = a_premises()
    association_id = an_association("Almviks Schacksällskap", by=an_officer(Role.REGISTRAR))
    page = client.get("/bokningar/ny?sok=schack").text
    assert f"forening={association_id}" in page
    address = f"/bokningar/ny?forening={association_id}"
    enquiry = {
        "premises": room.id,
        "party_name": "Almviks Schacksällskap",
        "day": DAY.isoformat(),
        "begins": "18:00",
        "ends": "21:00",
        "weeks": "2",
        "actual_user": "Almviks Schacksällskap",
        "site_responsible": "Ansvarig på plats",
        "purpose_kind": "meeting",
        "is_public": "no",
        "is_sublet": "no",
        "expected": "20",
    }
    shown = post(client, address, enquiry)
    assert "Inget står i vägen" in shown.text
    request_id = shown.request.path.rsplit("/", 1)[1]
    dates = db.session.query(Booking).filter_by(request_id=request_id).order_by(Booking.starts_at).all()
    local = [one.starts_at.astimezone(SWEDEN) for one in dates]
    assert [(one.date(), one.hour) for one in local] == [(DAY, 18), (DAY + dt.timedelta(weeks=1), 18)]
    letter = post(client, f"/bokningar/{request_id}/godkann", {}, f"/bokningar/{request_id}")
    assert "Bokningen är godkänd" in letter.text
    assert state(request_id) is BookingState.APPROVED


@pytest.mark.parametrize("number", ["19811218-9876", "8112189876"])
def test_a_personal_number_is_not_taken_at_the_counter(client, manager, number):
    room = a_premises()
    enquiry = {
        "premises": room.id,
        "party_kind": "private",
        "party_name": "En person",
        "org_number": number,
        "day": DAY.isoformat(),
        "begins": "18:00",
        "ends": "21:00",
        "purpose_kind": "meeting",
    }
    answer = post(client, "/bokningar/ny?utanfor=1", enquiry)
    assert answer.status_code == 422
    assert "personnummer" in answer.text
    assert number not in answer.text
    assert db.session.query(BookingRequest).count() == 0


@pytest.mark.parametrize(("begins", "ends", "status"), [("19:00", "17:00", 422), ("19:00", "01:00", 200)])
def test_two_times_exchanged_are_no_use_of_a_night_and_a_day(client, manager, begins, ends, status):
    enquiry = {"premises": a_premises().id, "party_kind": "private", "party_name": "En person"}
    enquiry |= {"day": DAY.isoformat(), "begins": begins, "ends": ends, "purpose_kind": "meeting"}
    answer = post(client, "/bokningar/ny?utanfor=1", enquiry)
    assert answer.status_code == status
    assert db.session.query(BookingRequest).count() == (status == 200)


def test_blank_fields_give_the_two_questions_and_the_answers_let_it_through(client, manager):
    request_id = a_waiting(actual_user="", expected=None)
    page = client.get(f"/bokningar/{request_id}").text
    assert "Vem ska faktiskt använda lokalen" in page
    assert "Vad är det för slags sammankomst" in page
    answers = {"users": "Vår egen grupp.", "particulars": "Träning, 20 personer.", "expected": "20"}
    after = post(client, f"/bokningar/{request_id}/svar", answers, f"/bokningar/{request_id}")
    assert "Vår egen grupp." in after.text
    assert "Inget står i vägen" in after.text


def test_what_else_falls_is_shown_before_it_is_approved(client, manager):
    request_id = a_waiting()
    room = db.session.get_one(BookingRequest, request_id).premises_id
    other = a_booking_request(premises_id=room, party_name="Almviks Syjunta")
    a_booking(other, starts_at=SOON + dt.timedelta(hours=1), premises_id=room)
    assert "Almviks Syjunta" in client.get(f"/bokningar/{request_id}").text
    listed = client.get("/bokningar/").text
    assert "1 annan förfrågan" in listed


def test_a_refusal_is_told_at_once_and_kept(client, manager):
    request_id = a_waiting(expected=100)
    refusal = {
        "ground": "over_capacity",
        "hindrance": "Hundra personer väntas och salen rymmer åttio.",
        "rights": [right.value for right in FreedomRight],
        "contact_id": "",
        "other_room": "Stora salen på biblioteket är ledig.",
    }
    missing = post(client, f"/bokningar/{request_id}/avslag", {**refusal, "rights": []})
    assert missing.status_code == 409
    letter = post(client, f"/bokningar/{request_id}/avslag", refusal)
    assert "Skäl lämnade samma dag" in letter.text
    assert "Hundra personer väntas" in letter.text
    assert state(request_id) is BookingState.REFUSED
    assert f"/bokningar/{request_id}" in client.get("/bokningar/?visa=avslagna").text


def test_a_judgement_waits_for_the_second_person_who_signs_it(client, manager):
    request_id = a_waiting()
    said = {
        "day": dt.date.today().isoformat(),
        "at": "00:01",
        "unit": "Vakthavande befäl",
        "police_word": "risk",
        "said": "Ett konkret hot mot huset finns den kvällen.",
    }
    post(client, f"/bokningar/{request_id}/polis", said)
    page = client.get(f"/bokningar/{request_id}/avslag").text
    contact_id = page.split("<select", 1)[1].split('<option value="', 2)[2].split('"', 1)[0]
    refusal = {
        "ground": "order_risk",
        "hindrance": "Polisen har beskrivit ett hot mot huset den kvällen.",
        "guard": "Vakter erbjöds men räckte inte enligt polisen.",
        "rights": [right.value for right in FreedomRight],
        "contact_id": contact_id,
    }
    an_officer(Role.UNIT_HEAD)
    waiting = post(client, f"/bokningar/{request_id}/avslag", refusal)
    assert "väntar på en andra person" in waiting.text
    assert state(request_id) is BookingState.PENDING
    second = sign_in(Browser(client.application, use_cookies=True), "unit_head.nor")
    shown = second.get("/min-dag").text
    assert f'href="/bokningar/{request_id}/beslut/' in shown
    assert "väntar på din underskrift: Almviks medborgarhus" in shown
    shown = second.get(f"/bokningar/{request_id}").text
    address = shown.split('/prova"', 1)[0].rsplit('"', 1)[1]
    letter = post(second, f"{address}/signera", {}, f"{address}/prova")
    assert "Vakthavande befäl" in letter.text
    assert state(request_id) is BookingState.REFUSED


def test_tonight_shows_the_managers_own_rooms_with_a_word_and_a_short_reason(client, manager):
    mine, other = a_premises("Egen sal"), a_premises("Annans sal")
    a_premises_duty(mine, manager.id)
    a_booking(a_booking_request(mine, actual_user="", party_name="Almviks Dansgille"), starts_at=SOON)
    a_booking(a_booking_request(other, party_name="Almviks Boule"), starts_at=SOON)
    day = SOON.date().isoformat()
    page = client.get(f"/ikvall?dag={day}").text
    assert "Almviks Dansgille" in page
    assert "Inte uppgivet vem som ska använda lokalen" in page
    assert "Almviks Boule" not in page
    assert "Almviks Boule" in client.get(f"/ikvall?dag={day}&alla=1").text


def test_tonight_of_another_board_does_not_exist(client, manager):
    other = a_board("SYD", "Sörlunda stadsdelsnämnd")
    assert client.get(f"/ikvall?namnd={other.id}").status_code == 404
    assert client.get(f"/bokningar/?namnd={other.id}").status_code == 404


def test_what_is_seen_on_site_names_nobody_and_waits_for_a_word(client, manager):
    request_id = a_waiting(party_kind=PartyKind.BODY)
    booking_id = db.session.query(Booking.id).filter_by(request_id=request_id).scalar()
    seen = {"day": dt.date.today().isoformat(), "at": "00:01", "is_as_booked": "no", "heads": "60"}
    address = f"/ikvall/{booking_id}/iakttagelse"
    stopped = post(client, address, {**seen, "text": "Talaren är extremist och stod vid dörren."})
    assert stopped.status_code == 409
    assert db.session.query(Observation).count() == 0
    shown = post(client, address, {**seen, "text": "Sextio personer i salen, stolarna i rader."})
    assert "Sextio personer" in shown.text
    row = db.session.query(Observation).one()
    settled = post(client, f"/iakttagelser/{row.id}", {"observation_word": "noted", "why": "Läst."})
    assert "Läst." in settled.text
    assert db.session.get_one(Observation, row.id).settled_at is not None


def test_the_pages_keep_within_fifteen_queries_with_stop_marks_and_ended_contracts(client, manager):
    head = an_officer(Role.UNIT_HEAD, username="chef.budget")
    room = a_premises()
    terminated(a_contract(**PHONED).id, manager, head)
    association_id = an_association("Almviks Kamratförening", by=an_officer(Role.REGISTRAR))
    a_booking(a_booking_request(room, association=association(association_id), **PHONED), starts_at=SOON)
    a_bar(association_id, now=dt.datetime.now(dt.UTC))
    for _ in range(3):
        request = a_booking_request(room, actual_user="", **PHONED)
        a_booking(request, starts_at=SOON)
    a_premises_duty(room, manager.id)
    day = SOON.astimezone(SWEDEN).date().isoformat()
    sent = {}
    for path in (f"/ikvall?dag={day}", "/bokningar/", f"/bokningar/{request.id}", "/bokningar/ny?sok=almvik"):
        with count_queries() as found:
            page = client.get(path)
        assert page.status_code == 200
        sent[path] = len(found)
    assert {path: number for path, number in sent.items() if number > 15} == {}


def test_the_screen_explains_the_link_and_lists_no_persons(client, manager):
    head = an_officer(Role.UNIT_HEAD, username="chef.lank")
    first = a_contract(party_kind=PartyKind.PRIVATE, party_name="Första Bokaren", org_number=None, **PHONED)
    terminated(first.id, manager, head)
    room = premises_of(db.session.get_one(BookingRequest, first.id).premises_id)
    again = a_booking_request(
        room,
        party_kind=PartyKind.PRIVATE,
        party_name="Andra Bokaren",
        org_number=None,
        actual_user="",
        **PHONED,
    )
    a_booking(again, starts_at=SOON)
    page = client.get(f"/bokningar/{again.id}").text
    assert "Samma telefonnummer som i ett avtal om Almviks medborgarhus som hävdes" in page
    assert "Vem ska faktiskt använda lokalen" in page
    assert "tidigare, nu avslutat avtal" in page
    assert "Första Bokaren" not in page


def test_my_day_tells_a_manager_what_waits_in_the_managers_own_rooms(client, manager):
    mine, other = a_premises("Egen sal"), a_premises("Annans sal")
    a_premises_duty(mine, manager.id)
    today = dt.datetime.now(dt.UTC)
    for room, name, days, columns in (
        (mine, "Den senare", 9, {}),
        (mine, "Den närmaste", 2, {}),
        (other, "Hos en annan", 2, {}),
        (mine, "Redan svarad", 2, {"state": BookingState.APPROVED}),
        (mine, "Redan förbi", -2, {}),
    ):
        request = a_booking_request(room, party_name=name, **columns)
        for later in (0, 7) if days > 0 else (0,):
            a_booking(request, starts_at=today + dt.timedelta(days=days + later))
    shown = client.get("/min-dag").text
    panel = shown.split('id="my-rooms', 1)[1].split("</section>", 1)[0]
    assert [name for name in ("Hos en annan", "Redan svarad", "Redan förbi") if name in panel] == []
    assert 0 < panel.index("Den närmaste") < panel.index("Den senare")
    assert panel.count("2 tillfällen") == 2
