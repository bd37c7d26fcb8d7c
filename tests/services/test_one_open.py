"""Of what may wait only once the tables keep one, also where the rule before them is blind: by two at once."""

import datetime as dt
from contextlib import nullcontext

import pytest

from tests.makers import NOW, an_officer
from tests.makers_applications import an_association
from tests.makers_claims import a_claim, a_granted_case, a_keeper
from tests.makers_contracts import DAY, REASON, TODAY, a_bar, a_head, a_manager
from tests.makers_decisions import two_officers
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.makers_reviews import HOLD, LATER, a_review, a_revoked_support, a_support
from tests.services.test_attacks_at_once import at_once
from vetting.domain.lettings import Refusal, TriedMeasure
from vetting.domain.terms import Role
from vetting.domain.terms_lettings import FreedomRight, LettingGround
from vetting.domain.terms_premises import BookingState, MilderMeasure
from vetting.domain.terms_revocations import ReliefKind
from vetting.records import bar_moves, claims, lettings, special_reviews
from vetting.records.bar_moves import BarMove
from vetting.records.bookings import Booking
from vetting.records.claims import ClaimRelief
from vetting.records.db import db
from vetting.records.lettings import BookingDecision
from vetting.records.special_reviews import PaymentHold
from vetting.services import bars, claim_reliefs, letting_decisions
from vetting.services import special_reviews as reviewing
from vetting.services.bars import BarTerms

BARRED = Refusal(
    LettingGround.BARRED,
    "En spärr gäller mot föreningen till nästa höst.",
    rights=frozenset(FreedomRight),
    measures=(TriedMeasure(MilderMeasure.OTHER_TIME, "Spärren gäller alla tider."),),
)
TERMS = BarTerms(REASON, TODAY + 400 * DAY, TODAY + 390 * DAY)


def ids(answers):
    """What was answered, with ids told as such."""
    return sorted("id" if len(str(one)) == 16 and " " not in str(one) and "_" not in str(one) else one for one in answers)  # fmt: skip


def by_both(app, deed):
    return ids(at_once(app, deed, deed))


def test_a_second_move_about_one_stop_mark(own_app, monkeypatch):
    head = a_head()
    bar_id = a_bar(an_association().id).id
    monkeypatch.setattr(bar_moves, "open_move_of", lambda **asked: None)
    found = by_both(
        own_app, lambda: bars.propose_lift(bar_id, "Villkoren är uppfyllda nu.", by=head, now=NOW)
    )
    assert found == ["bar_move_waiting", "id"]
    assert db.session.query(BarMove).count() == 1


def test_a_second_proposal_of_a_stop_mark_in_one_case(own_app, monkeypatch):
    secretary, head = two_officers()
    registrar = an_officer(Role.REGISTRAR, username="registrator")
    case_id, _ = a_revoked_support(a_support(secretary, head), secretary, registrar)
    monkeypatch.setattr(bar_moves, "open_move_of", lambda **asked: None)
    days = BarTerms(REASON, LATER.date() + dt.timedelta(days=400), LATER.date() + dt.timedelta(days=390))
    found = by_both(own_app, lambda: bars.propose_bar(case_id, days, by=head, now=LATER))
    assert found == ["bar_move_waiting", "id"]


def test_a_second_relief_of_one_claim(own_app, monkeypatch):
    case, _, head = a_granted_case()
    claim_id, keeper = a_claim(case, by=head), a_keeper()
    db.session.remove()
    monkeypatch.setattr(claims, "open_relief", lambda asked: None)

    def propose():
        args = (claim_id, ReliefKind.WAIVED, 1_000)
        return claim_reliefs.propose_relief(*args, reason="Skäl att avstå", by=keeper, now=NOW)

    assert by_both(own_app, propose) == ["id", "relief_waits"]
    assert db.session.query(ClaimRelief).count() == 1


def test_a_second_decision_that_waits_about_one_request(own_app, monkeypatch):
    manager, association_id = a_manager(), an_association().id
    a_bar(association_id)
    request = a_booking_request(association_id=association_id)
    for day in (1, 2):
        a_booking(request, starts_at=NOW + day * DAY)
    request_id = request.id
    db.session.remove()
    monkeypatch.setattr(lettings, "waiting_decision", lambda asked: None)
    found = by_both(own_app, lambda: letting_decisions.refuse(request_id, (), BARRED, by=manager, now=NOW))
    assert found == ["id", "refusal_waits"]
    assert db.session.query(BookingDecision).count() == 1


def test_a_second_hold_in_one_review(own_app, monkeypatch):
    secretary, head = two_officers()
    case_id = a_review(a_support(secretary, head), secretary)
    monkeypatch.setattr(special_reviews, "running_hold", lambda made: None)

    def hold():
        return reviewing.hold_payment(case_id, HOLD, has_no_conflict=True, by=head, now=LATER)

    assert by_both(own_app, hold) == ["hold_running", "id"]
    assert db.session.query(PaymentHold).count() == 1


@pytest.mark.parametrize("is_locked", [True, False], ids=["waits", "does not wait"])
def test_a_room_that_another_was_given(own_app, monkeypatch, is_locked):
    """The rule does not look, and in the second round nothing waits for the room: the table still refuses."""
    room, officers = a_premises(), (a_manager(), a_head())
    requests = [a_booking(a_booking_request(room)).request_id for _ in officers]
    db.session.remove()
    monkeypatch.setattr(letting_decisions, "taken_of", lambda dates: frozenset())
    if not is_locked:
        monkeypatch.setattr(letting_decisions, "_in_hand", unlocked)
    deeds = [
        lambda request_id=request_id, by=by: letting_decisions.approve(
            request_id, (), in_spite="Vi har talat med dem om kvällen.", by=by, now=NOW
        )
        for request_id, by in zip(requests, officers, strict=True)
    ]
    assert ids(at_once(own_app, *deeds)) == ["id", "slot_taken"]
    states = sorted(one.state for one in db.session.query(Booking))
    assert states == [BookingState.APPROVED, BookingState.PENDING]


def unlocked(request_id, by, act):
    with nullcontext():
        request = letting_decisions.request_in_hand(request_id)
        return request, letting_decisions.premises.premises_of(request.premises_id)


def test_what_was_settled_may_be_followed_by_another(own_app):
    head, other = a_head(), a_head("chef.tva")
    bar_id = a_bar(an_association().id).id
    for _ in range(2):
        move = bars.propose_lift(bar_id, "Villkoren är uppfyllda nu.", by=head, now=NOW)
        bars.return_move(move, "Redovisningen saknas.", by=other, now=NOW)
    assert db.session.query(BarMove).count() == 2
