"""A round up to the seal: opened once, its terms settled, its frame frozen."""

import datetime as dt
import hashlib
import json

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_rounds import HALF_YEAR, a_coordinator, a_sealed_round, an_open_round, some_supports
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.sampling import frame_digest
from vetting.domain.terms import Role, SupportKind
from vetting.domain.terms_spot_checks import CheckScope, RoundStage, SeedKind
from vetting.records import rounds as kept
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.rounds import FrameItem, RoundDocument, SpotCheckRound
from vetting.services import rounds


def the_round(round_id: str) -> SpotCheckRound:
    return db.session.get_one(SpotCheckRound, round_id)


def seal_of(round_id: str) -> dict:
    return json.loads(kept.document(round_id, "seal").body)


def test_a_round_draws_from_every_board_unless_some_are_named(app):
    a_board("NOR"), a_board("SOD", "Söderdals stadsdelsnämnd")
    coordinator = a_coordinator()
    whole = an_open_round(coordinator)
    assert len(kept.board_ids_of(whole)) == 2
    assert the_round(whole).period_from_on == dt.date(2026, 4, 16)
    assert the_round(whole).period_until_on == dt.date(2026, 10, 15)


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (CheckScope.GRANTS, CheckScope.GRANTS, True),
        (CheckScope.GRANTS, CheckScope.BOTH, True),
        (CheckScope.BOTH, CheckScope.PREMISES, True),
        (CheckScope.GRANTS, CheckScope.PREMISES, False),
    ],
)
def test_a_second_round_of_the_same_half_year_and_scope_is_refused(app, first, second, refused):
    a_board()
    coordinator = a_coordinator()
    an_open_round(coordinator, scope=first)
    if not refused:
        assert an_open_round(coordinator, scope=second)
        return
    with pytest.raises(Refused, match="round_exists"):
        an_open_round(coordinator, scope=second)


def test_one_boards_round_stands_in_the_way_of_the_whole_citys(app):
    nor, sod = a_board("NOR"), a_board("SOD", "Söderdals stadsdelsnämnd")
    coordinator = a_coordinator()
    new = rounds.NewRound(HALF_YEAR, CheckScope.GRANTS, (nor.id,))
    rounds.open_round(new, by=coordinator, now=NOW)
    with pytest.raises(Refused, match="round_exists") as refusal:
        an_open_round(coordinator)
    assert refusal.value.facts["boards"] == ("Norrdals stadsdelsnämnd",)
    other = rounds.NewRound(HALF_YEAR, CheckScope.GRANTS, (sod.id,))
    assert rounds.open_round(other, by=coordinator, now=NOW)


def test_a_unit_head_runs_rounds_of_the_own_board_only(app):
    nor, sod = a_board("NOR"), a_board("SOD", "Söderdals stadsdelsnämnd")
    head = an_officer(Role.UNIT_HEAD, board=nor)
    assert rounds.open_round(rounds.NewRound(HALF_YEAR, CheckScope.GRANTS, (nor.id,)), by=head, now=NOW)
    with pytest.raises(NotFound):
        rounds.open_round(rounds.NewRound(HALF_YEAR, CheckScope.GRANTS, (sod.id,)), by=head, now=NOW)
    with pytest.raises(NotAllowed):
        rounds.open_round(rounds.NewRound("2027-H1", CheckScope.GRANTS, (nor.id,)), by=an_officer(), now=NOW)


@pytest.mark.parametrize(
    ("terms", "fault"),
    [
        (DrawTerms(random_percent=101), ("random_percent", "number_out_of_range")),
        (DrawTerms(random_percent=0), ("random_percent", "nothing_to_draw")),
        (DrawTerms(coverage_rounds=0), ("coverage_rounds", "number_out_of_range")),
        (DrawTerms(seed_kind=SeedKind.PUBLIC), ("public_source", "public_source_missing")),
    ],
)
def test_terms_that_cannot_be_used_are_told_by_field(app, terms, fault):
    a_board()
    with pytest.raises(Refused, match="terms_faulty") as refusal:
        an_open_round(a_coordinator(), terms=terms)
    assert fault in refusal.value.facts["faults"]


def test_the_seal_holds_frame_terms_and_questionnaire_and_its_digest_is_published(app):
    items = some_supports(6)
    coordinator = a_coordinator()
    round_id = an_open_round(coordinator)
    digest = rounds.seal_round(round_id, by=coordinator, now=NOW)
    body = kept.document(round_id, "seal").body.encode()
    assert hashlib.sha256(body).hexdigest() == digest == the_round(round_id).seal_digest
    sealed = seal_of(round_id)
    assert [line[0] for line in sealed["items"]] == sorted(items)
    assert sealed["frame_digest"] == frame_digest(items) == the_round(round_id).frame_digest
    assert sealed["strata"] == [{"name": "NOR/operating", "items": 6, "draw": 3}]
    assert sealed["checklist"]["name"] == "spot-check"
    assert db.session.query(FrameItem).filter_by(round_id=round_id).count() == 6
    assert the_round(round_id).stage is RoundStage.SEALED


def test_after_the_seal_nothing_can_be_changed(app):
    some_supports(2)
    coordinator = a_coordinator()
    round_id = a_sealed_round(coordinator)
    with pytest.raises(Refused, match="round_sealed"):
        rounds.change_terms(round_id, DrawTerms(random_percent=90), by=coordinator, now=NOW)
    with pytest.raises(Refused, match="round_sealed"):
        rounds.seal_round(round_id, by=coordinator, now=NOW)
    for table, change in ((RoundDocument, {"body": "{}"}), (FrameItem, {"weight": 9})):
        with pytest.raises(Refused, match="kept_as_written"), transaction(is_piece=True):
            db.session.query(table).filter_by(round_id=round_id).update(change)


def test_an_empty_frame_is_not_sealed(app):
    a_board()
    coordinator = a_coordinator()
    round_id = an_open_round(coordinator)
    with pytest.raises(Refused, match="frame_empty"):
        rounds.seal_round(round_id, by=coordinator, now=NOW)
    assert the_round(round_id).stage is RoundStage.OPEN


@pytest.mark.parametrize(
    ("day", "code"), [(dt.date(2026, 11, 20), "public_day_passed"), (dt.date(2026, 11, 21), None)]
)
def test_a_public_seed_must_be_unknown_when_the_list_is_sealed(app, day, code):
    some_supports(2)
    coordinator = a_coordinator()
    terms = DrawTerms(seed_kind=SeedKind.PUBLIC, public_source="Lottonummer på lördag", public_on=day)
    round_id = an_open_round(coordinator, terms=terms)
    if code is None:
        assert rounds.seal_round(round_id, by=coordinator, now=NOW)
        return
    with pytest.raises(Refused, match=code):
        rounds.seal_round(round_id, by=coordinator, now=NOW)


def test_what_is_in_the_frame_and_what_is_left_out_with_its_reason(app):
    (running,) = some_supports(1, decided_on=dt.date(2026, 2, 1))
    (over,) = some_supports(1, decided_on=dt.date(2024, 2, 1))
    (late,) = some_supports(1, decided_on=dt.date(2026, 11, 1))
    (stopped,) = some_supports(1, decided_on=dt.date(2026, 1, 10))
    (room,) = some_supports(1, kind=SupportKind.PREMISES)
    with transaction(is_piece=True):
        began = db.session.query(Support).filter(Support.starts_on == dt.date(2026, 1, 10))
        began.update({"ended_on": dt.date(2026, 3, 1), "end_cause": "returned"})
    sealed = seal_of(a_sealed_round(a_coordinator()))
    assert [line[0] for line in sealed["items"]] == [running]
    assert dict(sealed["exclusions"]) == {late: "decided_after_period", stopped: "ended_before_period"}
    assert over not in str(sealed)
    assert room not in str(sealed)


def test_take_all_and_lots_follow_from_facts(app):
    (large,) = some_supports(1, amount=200_000)
    (small,) = some_supports(1, amount=10_000)
    first_id = db.session.query(Support).filter(Support.amount == 10_000).one().association_id
    (doubled,) = some_supports(1, amount=30_000, association_id=first_id, decided_on=dt.date(2026, 9, 20))
    terms = DrawTerms(random_percent=10, weighted_size=1, amount_threshold=150_000, first_time=True)
    sealed = seal_of(a_sealed_round(a_coordinator(), terms=terms))
    lines = {line[0]: line[3:] for line in sealed["items"]}
    assert lines[large] == [1, [], ["amount", "first_time"]]
    assert lines[small] == [1, [], ["first_time"]]
    assert lines[doubled] == [2, ["large_increase"], []]


def test_a_programme_is_set_and_changed(app):
    a_board()
    coordinator = a_coordinator()
    first = rounds.set_programme(
        None, CheckScope.GRANTS, (), terms=DrawTerms(), is_active=True, by=coordinator, now=NOW
    )
    again = rounds.set_programme(
        first,
        CheckScope.BOTH,
        (),
        terms=DrawTerms(random_percent=20),
        is_active=False,
        by=coordinator,
        now=NOW,
    )
    row = kept.programme_in_hand(first)
    assert (again, row.scope, row.is_active, row.terms["random_percent"]) == (
        first,
        CheckScope.BOTH,
        False,
        20,
    )
