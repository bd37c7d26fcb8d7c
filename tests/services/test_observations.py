"""What was seen on site: facts without names, on the case officer's desk, settled there with a word."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_premises import a_booking, a_booking_request, a_premises
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_lettings import ObservationWord
from vetting.reading.observations import observation_page, observations_listed
from vetting.reading.reminders import reminders_of
from vetting.records.applications import Case
from vetting.records.associations import association
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration
from vetting.records.observations import Observation
from vetting.services.observations import SeenOnSite, note_observation, settle_observation

SEEN = SeenOnSite(NOW, 60, False, "Sextio personer i salen, stolarna stod i rader mot scenen.")
LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def manager(app):
    return an_officer(Role.PREMISES_MANAGER)


@pytest.fixture
def supported(app):
    """A decided case with live support, its officer, and a date of its association."""
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        case.assigned_to = secretary.id
    held = association(case.association_id)
    return case_id, secretary, a_booking(a_booking_request(a_premises(), association=held)).id


def test_it_lands_on_the_day_of_the_one_who_has_the_case_and_is_settled_there(manager, supported):
    case_id, secretary, booking_id = supported
    observation_id = note_observation(booking_id, SEEN, by=manager, now=NOW)
    (line,) = [one for one in reminders_of(secretary) if one.kind == "observation_made"]
    assert line.subject == f"observation:{observation_id}"
    page = observation_page(observation_id, actor=secretary)
    assert (page.case_id, page.heads, page.is_as_booked, page.may_settle) == (case_id, 60, False, True)
    settle_observation(
        observation_id, ObservationWord.ASKED_PARTY, "Frågan är ställd.", by=secretary, now=LATER
    )
    assert [one for one in reminders_of(secretary) if one.kind == "observation_made"] == []
    with pytest.raises(Refused, match="observation_settled"):
        settle_observation(observation_id, ObservationWord.NOTED, "", by=secretary, now=LATER)


def test_who_has_a_conflict_of_interest_in_the_case_does_not_settle_what_was_seen(manager, supported):
    case_id, secretary, booking_id = supported
    observation_id = note_observation(booking_id, SEEN, by=manager, now=NOW)
    with transaction(is_piece=True):
        db.session.add(
            ConflictDeclaration(
                case_id=case_id, officer_id=secretary.id, has_conflict=True, declared_at=LATER
            )
        )
    with pytest.raises(Refused, match="conflict_of_interest"):
        settle_observation(observation_id, ObservationWord.NOTED, "Sett.", by=secretary, now=LATER)
    assert db.session.get_one(Observation, observation_id).settled_at is None


def test_the_manager_sees_what_was_seen_and_nothing_of_the_case(manager, supported):
    _, _, booking_id = supported
    observation_id = note_observation(booking_id, SEEN, by=manager, now=NOW)
    page = observation_page(observation_id, actor=manager)
    assert (page.case_id, page.case_number, page.may_settle) == (None, "", False)
    with pytest.raises(NotAllowed):
        settle_observation(observation_id, ObservationWord.NOTED, "", by=manager, now=LATER)


def test_without_live_support_it_waits_in_the_list_of_the_rooms(manager):
    booking_id = a_booking().id
    observation_id = note_observation(booking_id, SEEN, by=manager, now=NOW)
    assert [one.id for one in observations_listed(manager)] == [observation_id]
    settle_observation(observation_id, ObservationWord.NOTED, "", by=manager, now=LATER)
    assert observations_listed(manager) == ()
    request_id = observation_page(observation_id, actor=manager).request_id
    assert [one.id for one in observations_listed(manager, request_id=request_id)] == [observation_id]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": ""}, "text_missing"),
        ({"text": "Talaren är extremist."}, "outlook_in_text"),
        ({"text": "Ring 811218-9876 om salen."}, "personal_number_in_text"),
        ({"text": "Gruppen kopplas till en rörelse."}, "wording_linked"),
        ({"seen_at": LATER}, "observation_ahead"),
        ({"heads": -1}, "observation_heads"),
    ],
)
def test_only_what_was_seen_is_kept(manager, change, code):
    booking_id = a_booking().id
    with pytest.raises(Refused) as refused:
        note_observation(booking_id, SeenOnSite(**{**vars(SEEN), **change}), by=manager, now=NOW)
    assert refused.value.code == code
    assert db.session.query(Observation).count() == 0


def test_another_boards_rooms_are_not_seen(manager):
    stranger = an_officer(Role.PREMISES_MANAGER, board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    booking_id = a_booking().id
    with pytest.raises(NotFound):
        note_observation(booking_id, SEEN, by=stranger, now=NOW)
    observation_id = note_observation(booking_id, SEEN, by=manager, now=NOW)
    with pytest.raises(NotFound):
        observation_page(observation_id, actor=stranger)
    assert observations_listed(stranger) == ()
