"""The sealed document and the protocol as they are kept, and the round redone from them."""

import json

import pytest

from tests.makers import an_officer
from tests.makers_rounds import (
    DICE,
    a_confirmed_round,
    a_coordinator,
    a_drawn_round,
    an_open_round,
    some_supports,
)
from vetting.domain.errors import Refused
from vetting.domain.sealed_document import digest_of
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import Stream
from vetting.reading.round_documents import audit_page, document_of, protocol_of, sealed_round
from vetting.records.db import db, transaction
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck


@pytest.fixture
def two(app):
    some_supports(8)
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def points_of(round_id, actor):
    return {point.code: point.holds for point in audit_page(round_id, actor=actor).points}


def test_the_documents_are_those_of_their_digests(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    for kind in ("seal", "protocol"):
        kept = document_of(round_id, kind, actor=coordinator)
        assert digest_of(kept.body) == kept.digest
        assert kept.file_name == f"{kind}-2026-H2-{round_id}.json"
    _, protocol, digest = protocol_of(round_id, actor=coordinator)
    assert protocol.drawn.seed == DICE
    assert json.loads(document_of(round_id, "protocol", actor=coordinator).body)["seed"] == DICE
    assert sealed_round(round_id, actor=coordinator)[1] == protocol.seal
    assert digest == db.session.get_one(SpotCheckRound, round_id).protocol_digest


def test_what_is_not_there_yet_is_said_to_be_so(two):
    coordinator, _ = two
    round_id = an_open_round(coordinator)
    for kind in ("seal", "protocol"):
        with pytest.raises(Refused, match="document_not_there"):
            document_of(round_id, kind, actor=coordinator)
    assert set(points_of(round_id, coordinator).values()) == {None}


def test_an_auditor_redoes_the_round(two):
    coordinator, head = two
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    confirmed = a_confirmed_round(coordinator, head)
    half = points_of(confirmed, auditor)
    assert [half[code] for code in ("seal_bytes", "frame_rows", "seed_after_seal")] == [True] * 3
    assert half["redrawn"] is None
    drawn = a_drawn_round(coordinator, head, half_year="2027-H1")
    assert set(points_of(drawn, auditor).values()) == {True}
    assert audit_page(drawn, actor=auditor).all_hold


@pytest.mark.parametrize(
    ("table", "values", "broken"),
    [
        (SpotCheckRound, {"seal_digest": "0" * 64}, {"seal_bytes"}),
        (SpotCheckRound, {"frame_digest": "0" * 64}, {"frame_digest"}),
        (SpotCheckRound, {"protocol_digest": "0" * 64}, {"protocol_bytes"}),
        (SpotCheckRound, {"seed": "1" * 20}, {"redrawn"}),
        (SpotCheck, {"stream": Stream.TAKE_ALL, "grounds": "amount"}, {"checks_as_drawn"}),
    ],
)
def test_each_kind_of_tampering_is_found(two, table, values, broken):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head)
    key = table.id if table is SpotCheckRound else table.round_id
    with transaction(is_piece=True):
        db.session.query(table).filter(key == round_id).update(values)
    found = {code for code, holds in points_of(round_id, coordinator).items() if holds is False}
    assert found == broken
    assert not audit_page(round_id, actor=coordinator).all_hold
