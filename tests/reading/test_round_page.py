"""One round on one page, its list, and how the list differs from the register."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_rounds import (
    DICE,
    a_confirmed_round,
    a_coordinator,
    a_drawn_round,
    a_sealed_round,
    an_open_round,
    some_supports,
)
from tests.queries import count_queries
from vetting.domain.errors import NotFound, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import ExclusionReason, RoundStep, Stream, TakeAllGround
from vetting.reading.drawn_list import drawn_page
from vetting.reading.round_frame import frame_page, whole_list
from vetting.reading.round_page import round_page
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.services import draws, rounds

TODAY = NOW.date()
LATER = NOW + dt.timedelta(hours=1)
MIXED = DrawTerms(random_percent=20, weighted_size=2, amount_threshold=100_000, second_reading_percent=50)


@pytest.fixture
def two(app):
    some_supports(10)
    some_supports(2, amount=120_000)
    some_supports(1, decided_on=dt.date(2026, 11, 1))
    return a_coordinator(), an_officer(Role.UNIT_HEAD)


def page_of(round_id, actor):
    return round_page(round_id, actor=actor, today=TODAY)


def lines_of(round_id, actor, *, page=1, only_excluded=False):
    return frame_page(round_id, page=page, only_excluded=only_excluded, actor=actor, today=TODAY)


def change(table, row_filter, **values):
    with transaction(is_piece=True):
        db.session.query(table).filter(*row_filter).update(values)


def test_before_the_seal_the_page_shows_what_sealing_would_freeze(two):
    coordinator, _ = two
    page = page_of(an_open_round(coordinator, terms=MIXED), coordinator)
    frame = page.frame
    assert (frame.items, frame.random_draw, frame.weighted_draw, frame.taken_items) == (12, 3, 2, 2)
    assert frame.take_all == ((TakeAllGround.AMOUNT, 2),)
    assert frame.exclusions == ((ExclusionReason.DECIDED_AFTER_PERIOD, 1),)
    assert 6 <= frame.expected <= 7
    assert (frame.advice.items, frame.advice.drawn) == (12, 3)
    assert page.seal is page.draw is page.difference is None
    some_supports(1)
    assert page_of(page.head.id, coordinator).frame.items == 13


def test_after_the_seal_the_list_stays_and_the_page_says_that_the_register_differs(two):
    coordinator, head = two
    round_id = a_confirmed_round(coordinator, head, terms=MIXED)
    page = page_of(round_id, coordinator)
    assert not page.difference.differs
    assert page.seal.seal_digest != page.seal.frame_digest
    item = lines_of(round_id, coordinator).items[0].item
    listed = db.session.query(Support.id, Support.association_id).filter(
        Support.starts_on < page.head.until_on
    )
    (stopped, _), (changed, _), (_, corrected) = listed.order_by(Support.amount.desc(), Support.id).limit(3)
    some_supports(2)
    change(
        Support, [Support.id == stopped], ended_on=dt.date(2026, 4, 1), end_cause="returned",
        starts_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    change(Support, [Support.id == changed], amount=1)
    change(Association, [Association.id == corrected], name="Annat namn", updated_at=LATER)
    found = page_of(round_id, coordinator).difference
    assert (found.added, found.changed, found.corrected, found.corrected_at) == (2, 1, 1, LATER)
    assert found.sealed_at == NOW
    assert page_of(round_id, coordinator).frame.items == 12
    draws.draw_round(round_id, by=coordinator, now=NOW)
    assert lines_of(round_id, coordinator).items[0].item == item
    assert page_of(round_id, coordinator).difference.differs


def test_the_seed_is_kept_back_until_a_second_person_says_the_same(two):
    coordinator, head = two
    round_id = a_sealed_round(coordinator)
    witnesses = (coordinator.id, head.id)
    draws.record_seed(round_id, DICE, witness_ids=witnesses, by=coordinator, now=NOW)
    for actor in (coordinator, head, an_officer(Role.AUDITOR, everywhere=True)):
        page = page_of(round_id, actor)
        assert DICE not in repr(page)
        assert page.seed.recorded_by == coordinator.name
    assert page_of(round_id, coordinator).head.rights.is_recorder
    assert not page_of(round_id, coordinator).head.rights.may_confirm
    assert page_of(round_id, head).head.rights.may_confirm
    draws.set_seed_aside(round_id, "Två siffror bytte plats.", by=head, now=NOW)
    aside = page_of(round_id, head).seed.set_aside
    assert [(one.seed, one.reason) for one in aside] == [(DICE, "Två siffror bytte plats.")]
    draws.record_seed(round_id, DICE[::-1], witness_ids=witnesses, by=coordinator, now=NOW)
    draws.confirm_seed(round_id, DICE[::-1], by=head, now=NOW)
    seed = page_of(round_id, head).seed
    assert (seed.value, len(seed.set_aside)) == (DICE[::-1], 1)
    assert [role for _, role in seed.witnesses] == [Role.COORDINATOR, Role.UNIT_HEAD]


def test_the_streams_are_told_apart(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head, terms=MIXED)
    page = page_of(round_id, coordinator)
    streams = dict(page.draw.streams)
    assert (streams[Stream.RANDOM], streams[Stream.WEIGHTED]) == (3, 2)
    assert page.counts.drawn == sum(streams.values())
    assert page.draw.second_readings == -(-page.counts.drawn // 2)
    assert next(state.step for state in page.steps if state.is_next) is RoundStep.SHARE_OUT
    shown = dict(drawn_page(round_id, actor=coordinator).streams)
    assert {stream: len(lines) for stream, lines in shown.items()} == streams
    assert [line.position for line in shown[Stream.RANDOM]] == [1, 2, 3]
    assert all(line.ticket for line in shown[Stream.RANDOM])
    assert all(line.grounds == (TakeAllGround.AMOUNT,) for line in shown[Stream.TAKE_ALL])
    assert {line.may_open for line in shown[Stream.RANDOM]} == {True}
    other = drawn_page(round_id, actor=an_officer())
    assert {line.may_open for _, lines in other.streams for line in lines} == {False}


def test_what_is_not_drawn_has_no_drawn_list(two):
    coordinator, _ = two
    with pytest.raises(Refused, match="round_not_drawn"):
        drawn_page(a_sealed_round(coordinator), actor=coordinator)
    with pytest.raises(NotFound):
        page_of("0" * 16, coordinator)


def test_the_list_line_by_line_and_what_was_left_out(two):
    coordinator, _ = two
    round_id = an_open_round(coordinator, terms=MIXED)
    before = lines_of(round_id, coordinator)
    rounds.seal_round(round_id, by=coordinator, now=NOW)
    page = lines_of(round_id, coordinator)
    assert page.items == before.items
    assert (page.total, page.pages, page.is_sealed, before.is_sealed) == (12, 1, True, False)
    taken = [line for line in page.items if line.take_all_grounds]
    assert {line.chance.is_certain for line in taken} == {True}
    assert {line.amount for line in taken} == {120_000}
    assert all(line.association.startswith("Ekdungens") for line in page.items)
    left_out = lines_of(round_id, coordinator, only_excluded=True)
    assert [reason for _, reason in left_out.exclusions] == [ExclusionReason.DECIDED_AFTER_PERIOD]
    assert lines_of(round_id, coordinator, page=99).page == 1
    _, items, exclusions = whole_list(round_id, actor=coordinator, today=TODAY)
    assert (items, exclusions) == (page.items, left_out.exclusions)


def test_an_empty_list_is_told_and_not_broken(app):
    coordinator = a_coordinator()
    some_supports(1, decided_on=dt.date(2026, 11, 1))
    round_id = an_open_round(coordinator)
    assert page_of(round_id, coordinator).frame is None
    assert lines_of(round_id, coordinator).items == ()
    assert len(lines_of(round_id, coordinator, only_excluded=True).exclusions) == 1


def test_more_rows_ask_no_more_questions(two):
    coordinator, head = two
    round_id = a_drawn_round(coordinator, head, terms=MIXED)
    more = a_drawn_round(coordinator, head, terms=MIXED, half_year="2027-H1")
    for read in (
        page_of,
        lines_of,
        lambda one, actor: drawn_page(one, actor=actor),
    ):
        with count_queries() as few:
            read(more, coordinator)
        with count_queries() as many:
            read(round_id, coordinator)
        assert len(few) == len(many) <= 13
