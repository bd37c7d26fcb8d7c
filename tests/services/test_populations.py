"""Objects that leave the population, and the reserves that come in their place: never by anybody's choice."""

import json

import pytest

from tests.makers import NOW, an_officer
from tests.makers_spot_checks import (
    HALF_DRAWN,
    a_check,
    a_closed_check,
    a_round_of_checks,
    check_row,
    give,
    in_conflict,
    round_of,
)
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import LeftReason, SpotCheckState
from vetting.records import rounds
from vetting.records.db import db
from vetting.records.officers import Officer, actor_of
from vetting.records.spot_checks import SpotCheck
from vetting.services.populations import leave_population


def the_coordinator():
    return actor_of(db.session.query(Officer).filter_by(username="samordnare").one())


def leave(check_id, by=None, reason=LeftReason.DISSOLVED, proof="Årsmötet 3 maj, § 7"):
    return leave_population(check_id, reason, proof, by=by or the_coordinator(), now=NOW)


def reserves(check_id):
    protocol = json.loads(rounds.document(check_row(check_id).round_id, "protocol").body)
    return protocol["random"][0]["reserves"]


@pytest.mark.parametrize("reason", LeftReason)
def test_the_next_reserve_of_the_protocol_comes_in_and_both_stay_visible(app, reason):
    check_id = a_round_of_checks(4, terms=HALF_DRAWN)[0]
    joined = check_row(leave(check_id, reason=reason))
    left = check_row(check_id)
    assert (left.state, left.left_reason) == (SpotCheckState.LEFT_POPULATION, reason)
    assert (left.left_proof, left.left_by) == ("Årsmötet 3 maj, § 7", the_coordinator().id)
    assert joined.item == reserves(check_id)[0]
    assert (joined.replaces_id, joined.stream, joined.stratum) == (left.id, left.stream, left.stratum)
    assert (joined.state, joined.officer_id, joined.position) == (SpotCheckState.WAITING, None, 3)
    assert round_of(joined.id).id == round_of(left.id).id


def test_reserves_come_in_their_order_and_come_to_an_end(app):
    ids = a_round_of_checks(5, terms=DrawTerms(random_percent=60, second_reading_percent=0))
    order = reserves(ids[0])
    joined = [leave(check_id) for check_id in ids]
    assert [check_row(one).item for one in joined[:2]] == order
    assert joined[2] is None


def test_a_reserve_that_leaves_is_replaced_by_the_next(app):
    first = a_round_of_checks(4, terms=HALF_DRAWN)[0]
    second = leave(first)
    third = leave(second)
    assert [check_row(one).item for one in (second, third)] == reserves(first)


def test_what_is_taken_in_full_has_no_reserve(app):
    check_id, _ = a_check(terms=DrawTerms(random_percent=0, first_time=True, second_reading_percent=0))
    assert leave(check_id) is None
    assert db.session.query(SpotCheck).count() == 1


def test_silence_is_no_way_out():
    assert {reason.value for reason in LeftReason} == {"dissolved", "merged", "decision_annulled"}


@pytest.mark.parametrize("reason", ["", "moved", "no_reply"])
def test_any_other_reason_is_no_reason(app, reason):
    check_id, _ = a_check()
    with pytest.raises(ValueError):
        leave(check_id, reason=reason)


def test_without_proof_nothing_happens(app):
    check_id, _ = a_check()
    with pytest.raises(Refused, match="text_missing"):
        leave(check_id, proof=" ")
    assert check_row(check_id).state is SpotCheckState.WAITING


def test_the_checker_cannot_exchange_an_object_and_another_boards_head_finds_none(app):
    from tests.makers import a_board

    check_id, checker = a_check()
    with pytest.raises(NotAllowed):
        leave(check_id, by=checker)
    with pytest.raises(NotFound):
        leave(check_id, by=an_officer(Role.UNIT_HEAD, board=a_board("SYD", "Sörlunda stadsdelsnämnd")))
    assert leave(check_id, by=an_officer(Role.UNIT_HEAD)) is None


def test_a_conflict_exchanges_the_checker_and_never_the_object(app):
    check_id, _ = a_check()
    in_conflict(check_id, the_coordinator())
    with pytest.raises(Refused, match="conflict_of_interest"):
        leave(check_id)


def test_what_has_left_or_is_closed_cannot_leave(app):
    check_id = a_round_of_checks(2, terms=HALF_DRAWN)[0]
    give(check_id, an_officer(username="kontrollant"))
    leave(check_id)
    with pytest.raises(Refused, match="check_left"):
        leave(check_id)


def test_a_finding_stands(app):
    check_id, _ = a_closed_check()
    with pytest.raises(Refused, match="check_closed"):
        leave(check_id)
