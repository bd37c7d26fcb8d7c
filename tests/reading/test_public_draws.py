"""What anybody may read of the draws."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_rounds import (
    DICE,
    a_coordinator,
    a_drawn_round,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from tests.queries import count_queries
from vetting.domain.errors import NotFound
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage, SeedKind
from vetting.reading.public_draws import public_draws, published_protocol
from vetting.records.db import db, transaction
from vetting.records.spot_checks import SpotCheck
from vetting.services import draws


@pytest.fixture
def two(app):
    some_supports(8)
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def letters_sent(round_id):
    with transaction(is_piece=True):
        db.session.query(SpotCheck).filter_by(round_id=round_id).update({"asked_at": NOW})


def test_an_open_round_is_nobodys_business_yet(two):
    an_open_round(two[0])
    assert public_draws() == ()


def test_a_seal_is_public_at_once_and_a_seed_when_it_is_confirmed(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    (found,) = public_draws()
    assert (found.items, len(found.seal_digest), found.seed, found.drawn) == (8, 64, "", None)
    draws.record_seed(round_id, DICE, witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
    assert DICE not in repr(public_draws())
    draws.set_seed_aside(round_id, "Läst fel.", by=head, now=NOW)
    (found,) = public_draws()
    assert [(one.seed, one.reason) for one in found.set_aside] == [(DICE, "Läst fel.")]
    draws.record_seed(round_id, DICE[::-1], witness_ids=(coordinator.id, head.id), by=coordinator, now=NOW)
    draws.confirm_seed(round_id, DICE[::-1], by=head, now=NOW)
    assert public_draws()[0].seed == DICE[::-1]


def test_a_public_seed_is_told_beforehand(two):
    coordinator, _ = two
    on = dt.date(2026, 11, 25)
    terms = DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="Vinstnumren i Ekdragningen", public_on=on)
    a_sealed_round(coordinator, terms=terms)
    (found,) = public_draws()
    assert (found.seed_kind, found.public_source, found.public_on) == (
        SeedKind.PUBLIC,
        "Vinstnumren i Ekdragningen",
        on,
    )


def test_the_protocol_comes_when_it_is_published_and_holds_no_names(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    assert (public_draws()[0].drawn, public_draws()[0].published_at) == (4, None)
    for unknown in (round_id, "0" * 16):
        with pytest.raises(NotFound, match="protocol_not_published"):
            published_protocol(unknown)
    letters_sent(round_id)
    draws.publish_round(round_id, by=coordinator, now=NOW)
    assert public_draws()[0].published_at == NOW
    body = published_protocol(round_id).body.decode()
    assert DICE in body
    assert "Ekdungens" not in body
    assert "Ekdungens" not in repr(public_draws())


def test_a_voided_round_stays_with_its_reason(two):
    coordinator, _ = two
    round_id = an_open_round(coordinator)
    draws.propose_void(round_id, "Fel nämnder.", by=coordinator, now=NOW)
    assert public_draws() == ()
    draws.void_round(round_id, by=a_coordinator("samordnare.tva"), now=NOW)
    (found,) = public_draws()
    assert (found.stage, found.void_reason, found.sealed_at) == (RoundStage.VOIDED, "Fel nämnder.", None)


def test_the_protocol_of_a_voided_draw_is_public_at_once(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    draws.propose_void(round_id, "Fel nämnder.", by=coordinator, now=NOW)
    assert not public_draws()[0].has_open_protocol
    draws.void_round(round_id, by=head, now=NOW)
    assert public_draws()[0].has_open_protocol
    assert DICE in published_protocol(round_id).body.decode()


def test_a_proposal_to_void_is_not_public(two):
    coordinator, _ = two
    draws.propose_void(a_sealed_round(coordinator), "Kanske fel.", by=coordinator, now=NOW)
    assert public_draws()[0].void_reason == ""


def test_more_rounds_ask_no_more_questions(two):
    coordinator, _ = two
    a_sealed_round(coordinator)
    with count_queries() as few:
        public_draws()
    a_sealed_round(coordinator, half_year="2027-H1")
    with count_queries() as many:
        public_draws()
    assert len(few) == len(many) == 4
