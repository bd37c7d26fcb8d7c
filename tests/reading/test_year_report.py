"""The rounds of a year beside each other, the trend up to it, and what was voided."""

import pytest

from tests.makers import NOW, an_officer
from tests.makers_reports import BAD, GOOD, closed_with, two_who_draw
from tests.makers_rounds import a_drawn_round, some_supports
from tests.queries import count_queries
from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed
from vetting.domain.report_period import ReportPeriod
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import Stream
from vetting.reading.year_report import period_facts
from vetting.services import draws


@pytest.fixture
def auditor(app) -> Actor:
    return an_officer(Role.AUDITOR, username="revisor", everywhere=True)


@pytest.fixture
def by(app) -> tuple[Actor, Actor]:
    some_supports(10)
    return two_who_draw()


def facts_of(name: str, actor: Actor):
    return period_facts(ReportPeriod(name), actor=actor)


def test_both_rounds_of_a_year_and_the_years_before(auditor, by):
    before, spring, autumn = (
        a_drawn_round(*by, half_year=name) for name in ("2026-H2", "2027-H1", "2027-H2")
    )
    closed_with(before, {Stream.RANDOM: [BAD, GOOD]})
    closed_with(autumn, {Stream.RANDOM: [GOOD]})
    found = facts_of("2027", auditor)
    assert [one.marks.id for one in found.rounds] == [spring, autumn]
    assert [(p.half_year, p.items, p.closed, p.open, p.found) for p in found.trend] == [
        ("2026-H2", 10, 2, 3, 1),
        ("2027-H1", 10, 0, 5, 0),
        ("2027-H2", 10, 1, 4, 0),
    ]
    only_spring = facts_of("2027-H1", auditor)
    assert [one.marks.id for one in only_spring.rounds] == [spring]
    assert [point.half_year for point in only_spring.trend] == ["2026-H2", "2027-H1"]


def test_a_voided_round_is_told_and_counted_nowhere(auditor, by):
    coordinator, head = by
    round_id = a_drawn_round(*by, half_year="2027-H1")
    draws.propose_void(round_id, "Fel lista", by=coordinator, now=NOW)
    draws.void_round(round_id, by=head, now=NOW)
    found = facts_of("2027", auditor)
    assert (found.rounds, found.trend) == ((), ())
    assert [(one.half_year, one.voided_on.year) for one in found.voided] == [("2027-H1", 2026)]
    assert facts_of("2026", auditor).voided == ()


def test_an_empty_year_is_empty(auditor):
    found = facts_of("2031", auditor)
    assert (found.rounds, found.trend, found.voided) == ((), (), ())


def test_a_few_queries_however_many_rounds(auditor, by):
    a_drawn_round(*by, half_year="2027-H1")
    with count_queries() as few:
        facts_of("2027", auditor)
    a_drawn_round(*by, half_year="2026-H2")
    a_drawn_round(*by, half_year="2027-H2")
    with count_queries() as many:
        facts_of("2027", auditor)
    assert len(few) == len(many) == 9


def test_who_sees_no_spot_checks(app):
    with pytest.raises(NotAllowed):
        facts_of("2027", an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True))
