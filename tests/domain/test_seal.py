"""The seal of a round: what is in it, its bytes, and that its parts hang together."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers_draws import a_line, a_seal, forty_items, frames, some_terms, terms_of_draws
from vetting.domain.errors import Refused, UnusableFile
from vetting.domain.sampling import frame_digest
from vetting.domain.seal import expected_sample
from vetting.domain.sealed_document import digest_of, read_seal, sealed_bytes
from vetting.domain.terms_spot_checks import ExclusionReason


def test_the_bytes_are_pinned():
    body = sealed_bytes(a_seal([a_line("F-2", weight=3), a_line("F-1", in_full=True)], some_terms(50, 1)))
    assert body.decode() == (
        '{"boards":["NOR","SÖD"],"chances":[{"random":"0.500000000","stratum":"NOR/operating",'
        '"total":"1.000000000","weight":3,"weighted":"0.500000000"}],'
        '"checklist":{"digest":"c0ffee","name":"spot-check","version":"2026-01"},'
        '"exclusions":[["F-9001","not_begun"]],"format":"vetting-seal-1",'
        f'"frame_digest":"{frame_digest(["F-1", "F-2"])}","half_year":"2026-H2",'
        '"items":[["F-1","NOR/operating","NOR/operating",1,[],["amount"]],'
        '["F-2","NOR/operating","NOR/operating",3,["late_follow_up"],[]]],"municipality":"Ekköping",'
        '"period":{"from":"2026-04-01","until":"2026-09-30"},'
        '"rules":{"amount_threshold":100000,"coverage_rounds":null,"earlier_breach":false,"first_time":false,'
        '"random_percent":50,"second_reading_percent":20,"weight_points":{"earlier_shortcoming":2,'
        '"large_increase":1,"late_follow_up":2,"several_boards":1},"weighted_size":1},"scope":"both",'
        '"seed_rule":{"kind":"dice","known_from":null,"source":""},'
        '"strata":[{"draw":1,"items":2,"name":"NOR/operating"}],"weighted_draw":1}\n'
    )
    assert digest_of(body) == digest_of(sealed_bytes(read_seal(body)))


@given(frames(), terms_of_draws(), st.randoms(use_true_random=False))
def test_the_order_of_the_frame_changes_no_byte(lines, terms, shuffler):
    mixed = lines[:]
    shuffler.shuffle(mixed)
    body = sealed_bytes(a_seal(lines, terms))
    assert sealed_bytes(a_seal(mixed, terms)) == body
    assert read_seal(body) == a_seal(lines, terms)


@given(frames(), terms_of_draws())
def test_all_chances_together_are_the_expected_sample(lines, terms):
    seal = a_seal(lines, terms)
    quota = {one.name: one.draw / one.items for one in seal.strata}
    at_random = sum(one.draw for one in seal.strata)
    in_full = sum(1 - quota[line.stratum] for line in seal.items if line.take_all_grounds)
    eligible = sum(1 - quota[line.stratum] for line in seal.items if not line.take_all_grounds)
    expected = at_random + in_full + min(seal.weighted_draw, eligible)
    assert abs(expected_sample(seal) - expected) < 0.01
    if terms.rules.random_percent:
        assert all(one.draw >= 1 for one in seal.strata)


def test_no_more_is_weighed_than_there_is():
    lines = [a_line("F-1"), a_line("F-2"), a_line("F-3", in_full=True)]
    assert a_seal(lines, some_terms(0, 9)).weighted_draw == 2


def test_ids_and_exclusions_are_composed_and_sorted():
    seal = a_seal([a_line("B-1"), a_line("A\u030a-1")])
    assert [line.item for line in seal.items] == ["B-1", "\u00c5-1"]
    assert seal.exclusions == (("F-9001", ExclusionReason.NOT_BEGUN),)


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([], "frame_empty"),
        (["F-1", "F-1"], "item_twice"),
        (["F-9001"], "item_twice"),  # in the frame and left out of it
        (["F-1", "\n"], "item_unusable"),
    ],
)
def test_a_frame_that_cannot_be_sealed(items, code):
    with pytest.raises(Refused, match=code):
        a_seal([a_line(item) for item in items])


def _with(**changes: object) -> bytes:
    document = json.loads(sealed_bytes(a_seal()))
    return (
        json.dumps({**document, **changes}, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    ).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        sealed_bytes(a_seal()).rstrip(),
        sealed_bytes(a_seal()).replace(b'"format"', b' "format"'),
        _with(format="vetting-seal-2"),
        _with(scope="everything"),
        _with(items=[["F-1"]]),
        _with(strata=[{"name": "A"}]),
        _with(period=None),
        _with(more=1),
    ],
    ids=range(12),
)
def test_bytes_that_are_not_a_seal(data):
    with pytest.raises(UnusableFile, match="sealed_document_unreadable"):
        read_seal(data)


def test_forty_items_hold_every_case():
    seal = a_seal(forty_items())
    assert {line.weight for line in seal.items} == {1, 2, 3, 4, 5, 7}
    assert {line.stratum for line in seal.items} != {line.own_stratum for line in seal.items}
    assert sum(1 for line in seal.items if line.take_all_grounds) == 5


@given(frames(), terms_of_draws(), terms_of_draws())
def test_sealing_what_was_sealed_before_starts_from_the_own_strata(lines, before, terms):
    assert a_seal(a_seal(lines, before).items, terms) == a_seal(lines, terms)
