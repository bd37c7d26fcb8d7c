"""The facts of a round's report: what stands, in a fixed number of queries, without anybody's name."""

import datetime as dt

import pytest

from tests.makers import NOW, SETUP, a_board, an_officer
from tests.makers_reports import (
    BAD,
    GOOD,
    MINUTES,
    answered,
    checks_of,
    close,
    closed_with,
    left,
    measure_done,
    reopened,
    the_round_of_feature_10,
    two_who_draw,
)
from tests.makers_rounds import a_drawn_round, a_sealed_round, some_supports
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.round_report import report_of
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import (
    AssociationKind,
    FindingResult,
    MeasureKind,
    Stream,
)
from vetting.reading.round_report import round_facts
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.services import draws

TODAY = dt.date(2026, 12, 1)
BAD_ANSWERS = {"K01": frozenset({"nej"}), "U06": frozenset({"nej"})}


@pytest.fixture
def auditor(app) -> Actor:
    return an_officer(Role.AUDITOR, username="revisor", everywhere=True)


def report(round_id: str, actor: Actor):
    return report_of(round_facts(round_id, actor=actor), BAD_ANSWERS, today=TODAY)


def test_feature_10_from_the_tables(auditor):
    found = report(the_round_of_feature_10(), auditor)
    rate = found.rate
    assert (found.items, rate.items, rate.closed, rate.found) == (100, 100, 40, 3)
    assert round(float(rate.wilson[1]), 3) == 0.199
    weighted = found.stream(Stream.WEIGHTED)
    assert (weighted.drawn, weighted.closed, weighted.found) == (10, 10, 6)
    random = found.stream(Stream.RANDOM)
    assert (random.minutes, random.cost_per_find) == (40 * MINUTES, 40 * MINUTES * 600 // 60 // 3)
    assert (random.lead.shortest, float(random.lead.median), random.lead.longest) == (20, 30, 60)
    (kind,) = found.kinds
    assert (kind.kind, kind.items, kind.drawn, kind.weighted) == (AssociationKind.SPORTS, 100, 40, 10)
    assert found.marks.hourly_cost == 600


def test_a_reopened_finding_stands_no_longer(auditor):
    some_supports(10)
    round_id = a_drawn_round(*two_who_draw())
    first, *_ = closed_with(round_id, {Stream.RANDOM: [BAD, GOOD]})
    assert report(round_id, auditor).rate.found == 1
    reopened(first)
    rate = report(round_id, auditor).rate
    assert (rate.closed, rate.found, rate.open) == (1, 0, 4)
    with transaction():
        close(checks_of(round_id, Stream.RANDOM)[0].id, FindingResult.MINOR_CORRECTED)
        note(Entry.FINDING_RECORDED, by=SETUP, now=NOW, subject="spot_check:test")
    again = report(round_id, auditor)
    assert (again.rate.closed, again.rate.found) == (2, 1)
    assert dict(again.stream(Stream.RANDOM).results)[FindingResult.MINOR_CORRECTED] == 1


def test_a_reserve_and_whom_it_replaces_stand_apart(auditor):
    some_supports(10)
    round_id = a_drawn_round(*two_who_draw())
    left(checks_of(round_id, Stream.RANDOM)[0].id)
    random = report(round_id, auditor).stream(Stream.RANDOM)
    assert (random.drawn, random.left, random.reserves, random.sample) == (5, 1, 1, 5)


def test_measures_done_and_late(auditor):
    some_supports(10)
    round_id = a_drawn_round(*two_who_draw())
    first, *_ = closed_with(round_id, {Stream.RANDOM: [FindingResult.ACTION_PLAN] * 2 + [GOOD]})
    measure_done(first)
    (plan,) = report(round_id, auditor).measures
    assert (plan.kind, plan.waiting, plan.overdue) == (MeasureKind.ACTION_PLAN, 1, 0)
    facts = round_facts(round_id, actor=auditor)
    (late,) = report_of(facts, {}, today=dt.date(2028, 1, 1)).measures
    assert late.overdue == 1


def test_only_pairs_that_both_have_signed_are_compared(auditor):
    some_supports(10)
    round_id = a_drawn_round(*two_who_draw(), terms=DrawTerms(random_percent=50, second_reading_percent=100))
    one, two, three, *_ = [check.id for check in checks_of(round_id, Stream.RANDOM)]
    answered(one, 1, {"K01": "ja", "U06": "ja"})
    answered(one, 2, {"K01": "nej", "U06": "ja"})
    answered(two, 1, {"K01": "ja"})
    answered(two, 2, {"K01": "ja"}, signed=False)
    answered(three, 1, {"K01": "nej"})
    closed_with(round_id, {Stream.RANDOM: [GOOD]})
    found = report(round_id, auditor)
    assert found.pairs == 1
    assert [(q.question_id, q.both, q.equal) for q in found.agreement] == [("K01", 1, 0), ("U06", 1, 1)]
    assert [(q.question_id, q.counts[0]) for q in found.questions] == [
        ("K01", (Stream.RANDOM, 1, 0)),
        ("U06", (Stream.RANDOM, 1, 0)),
    ]


def test_a_round_that_is_not_drawn_or_void_has_no_report(auditor):
    some_supports(4)
    coordinator, head = two_who_draw()
    sealed = a_sealed_round(coordinator)
    with pytest.raises(Refused, match="round_not_drawn"):
        round_facts(sealed, actor=auditor)
    with pytest.raises(NotFound):
        round_facts("nowhere", actor=auditor)
    drawn = a_drawn_round(coordinator, head, half_year="2027-H1")
    draws.propose_void(drawn, "Fel lista", by=coordinator, now=NOW)
    draws.void_round(drawn, by=head, now=NOW)
    with pytest.raises(Refused, match="report_of_voided"):
        round_facts(drawn, actor=auditor)


def test_who_sees_no_spot_checks_sees_no_report(auditor):
    some_supports(4)
    round_id = a_drawn_round(*two_who_draw())
    administrator = an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)
    with pytest.raises(NotAllowed):
        round_facts(round_id, actor=administrator)


def test_the_same_few_queries_however_many_checks(auditor):
    syd = a_board("SYD", "Sörlunda stadsdelsnämnd")
    some_supports(4)
    by = two_who_draw()
    small = a_drawn_round(*by)
    some_supports(20, board=syd)
    large = a_drawn_round(*by, half_year="2027-H1")
    with count_queries() as few:
        round_facts(small, actor=auditor)
    with count_queries() as many:
        round_facts(large, actor=auditor)
    assert len(few) == len(many) == 6
