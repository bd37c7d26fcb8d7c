"""The page of trends: what the database groups by month, what people see, and how little it asks."""

import datetime as dt

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_decisions import a_decided_case, two_officers
from tests.queries import count_queries
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Role
from vetting.domain.trends import Trend
from vetting.reading.trends import trends_page
from vetting.records.db import db
from vetting.records.officers import Officer

TODAY = NOW.date()


@pytest.fixture
def people(app):
    return two_officers()


def series(actor, today=TODAY, **more):
    page = trends_page(actor=actor, today=today, **more)
    return {one.trend: one for one in page.series}, page.months


def in_month(found, months, trend, name):
    at = [month.name for month in months].index(name)
    one = found[trend]
    return (one.values[at], one.parts[at]) if one.parts else one.values[at]


def test_cases_fall_in_their_months(people):
    secretary, head = people
    a_decided_case(secretary, head)
    a_decided_case(secretary, head, number=2)
    found, months = series(head)
    assert (months[0].name, months[-1].name, len(months)) == ("2023-12", "2026-11", 36)
    assert in_month(found, months, Trend.RECEIVED, "2026-10") == 2
    assert sum(found[Trend.RECEIVED].values) == 2
    assert in_month(found, months, Trend.HANDLING_DAYS, "2026-11") == 30
    assert in_month(found, months, Trend.HANDLING_DAYS, "2026-10") is None


@pytest.mark.parametrize(
    ("at", "month"), [("2026-10-31 22:59:59.000000", "2026-10"), ("2026-10-31 23:00:00.000000", "2026-11")]
)
def test_an_instant_falls_in_the_swedish_month(people, at, month):
    """At eleven in the evening in Greenwich on the last of October it is November in Sweden."""
    secretary, head = people
    case_id, _ = a_decided_case(secretary, head)
    a_judgement(case_id, at)
    found, months = series(head)
    assert in_month(found, months, Trend.HITS_JUDGED, month) == 1
    assert sum(found[Trend.HITS_JUDGED].values) == 1


def a_judgement(case_id, at):
    check_id = db.session.scalar(text("SELECT id FROM cross_checks WHERE case_id = :c"), {"c": case_id})
    association_id = db.session.scalar(text("SELECT association_id FROM cases WHERE id = :c"), {"c": case_id})
    source_id = db.session.scalar(text("SELECT id FROM sources LIMIT 1"))
    db.session.execute(
        text(
            "INSERT INTO hits (id, check_id, source_id, other_association_id, record_id, record, name, band,"
            " score, reasons, fingerprint) VALUES ('h1', :check, :source, :other, 'r', '{}', 'n', 'strong', 0.9, '[]', 'f')"
            " ON CONFLICT DO NOTHING"
        ),
        {"check": check_id, "source": source_id, "other": association_id},
    )
    db.session.execute(
        text(
            "INSERT INTO hit_judgements (id, hit_id, judgement, reason, judged_by, judged_at)"
            " VALUES ('j1', 'h1', 'other', 'r', 'x', :at)"
        ),
        {"at": at},
    )


def test_reports_are_late_by_swedish_days(people):
    secretary, head = people
    a_decided_case(secretary, head)
    db.session.execute(text("UPDATE follow_ups SET due_on = '2026-10-15', kind = 'report'"))
    ids = db.session.scalars(text("SELECT id FROM follow_ups ORDER BY position")).all()
    # The last minute of the day itself, in Sweden, is in time; the next minute is late.
    for item, at in zip(ids, ("2026-10-15 21:59:00", "2026-10-15 22:00:00"), strict=False):
        db.session.execute(
            text("UPDATE follow_ups SET done_at = :at, done_by = 'x', outcome = 'x' WHERE id = :id"),
            {"at": at, "id": item},
        )
    found, months = series(head)
    assert in_month(found, months, Trend.REPORTS_DUE, "2026-10") == (len(ids), len(ids) - 1)
    # What falls due today or later is not late yet.
    earlier, span = series(head, dt.date(2026, 10, 15))
    assert sum(earlier[Trend.REPORTS_DUE].values) == 0
    assert span[-1].name == "2026-10"


def test_a_board_is_seen_by_who_may_see_it(people):
    secretary, head = people
    a_decided_case(secretary, head)
    other = a_board("SOD", "Söderdals stadsdelsnämnd")
    everywhere = an_officer(Role.COORDINATOR, everywhere=True)
    assert sum(series(everywhere)[0][Trend.RECEIVED].values) == 1
    assert sum(series(everywhere, board_id=other.id)[0][Trend.RECEIVED].values) == 0
    theirs = an_officer(Role.UNIT_HEAD, board=other)
    assert sum(series(theirs)[0][Trend.RECEIVED].values) == 0
    with pytest.raises(NotFound):
        trends_page(actor=theirs, today=TODAY, board_id=a_board().id)
    with pytest.raises(NotAllowed):
        trends_page(actor=an_officer(Role.PREMISES_MANAGER), today=TODAY)


def test_the_page_shows_every_chart_with_its_figures_and_asks_little(people, client):
    secretary, head = people
    a_decided_case(secretary, head)
    client.set_cookie("lang", "sv")
    client = sign_in(client, db.session.get_one(Officer, head.id).username)
    with count_queries() as few:
        page = client.get("/trender").text
    assert page.count("<svg") >= len(Trend)
    assert "Inkomna ansökningar" in page
    assert "<summary>Alla uppgifter månad för månad</summary>" in page
    for number in range(2, 5):
        a_decided_case(secretary, head, number=number)
    with count_queries() as many:
        client.get("/trender?manader=60")
    assert len(many) == len(few) <= 15
    assert client.get("/trender?manader=7").status_code == 200
    assert client.get("/trender?namnd=finns-inte").status_code == 404
