"""Double funding across boards and open grant files: one warning, closed with a reason, until an amount changes."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case, a_secretary
from tests.makers_claims import a_granted_case
from tests.makers_refusals import refused
from vetting.domain.errors import NotAllowed, NotFound, UnusableFile
from vetting.domain.terms import Role
from vetting.reading.double_funding import double_funding_of, overlaps_to_settle
from vetting.records.applications import Application, Case
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.records.decisions import Support
from vetting.records.double_funding import OpenGrant
from vetting.records.imports import ImportRow
from vetting.services import double_funding, open_grants

TODAY = NOW.date()
DANCE = "Danskurser för unga flickor på fredagar i Almviks medborgarhus"
HEADER = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Planned Dates:Start Date,"
    "Planned Dates:End Date,Recipient Org:Identifier,Recipient Org:Name,Funding Org:Name"
)


def a_file(*rows: str) -> bytes:
    return "\r\n".join([HEADER, *rows]).encode()


def a_row(key: str, *, amount: str = "40000", days: str = "2027-01-01,2027-06-30", number: str = "") -> str:
    number = number or "SE-889999-9018"
    return f"360G-{key},{DANCE},,SEK,{amount},2026-11-01,{days},{number},Gillet,Kulturfonden i Länet"


def association_of(case_id: str) -> Association:
    return db.session.get_one(Association, db.session.get_one(Case, case_id).association_id)


def with_purpose(case_id: str, **changes: object) -> None:
    """The case's application, made about something that can be compared."""
    with transaction(is_piece=True):
        row = db.session.query(Application).filter_by(case_id=case_id).one()
        for name, value in {"purpose": DANCE, **changes}.items():
            setattr(row, name, value)


@pytest.fixture
def north(app):
    return a_secretary(a_board("NOR"))


@pytest.fixture
def pair(north):
    """The same association applies in two boards for the same thing over overlapping months."""
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    mine = a_case(north, purpose=DANCE, amount=60_000)
    same = association_of(mine)
    south_secretary = a_secretary(south)
    other = a_case(south_secretary, board=south, association=same, purpose=DANCE, amount=30_000)
    return mine, other, south_secretary


def told(case_id: str, actor) -> list[tuple[int, int, bool]]:
    page = double_funding_of(case_id, actor=actor, today=TODAY)
    return [(line.overlap.mine.amount, line.overlap.other.amount, line.is_settled) for line in page.lines]


def test_one_warning_with_both_amounts_until_a_reason_and_again_when_an_amount_changes(pair, north):
    """Feature 20 as written."""
    mine, other, south = pair
    assert told(mine, north) == [(60_000, 30_000, False)]
    assert told(other, south) == [(30_000, 60_000, False)]
    key = f"case:{other}"
    refused("text_missing", double_funding.close_double_funding, mine, key, " ", by=north, now=NOW)
    double_funding.close_double_funding(mine, key, "Nämnderna delar på kostnaden", by=north, now=NOW)
    assert told(mine, north) == [(60_000, 30_000, True)]
    assert told(other, south) == [(30_000, 60_000, True)], "said once for both"
    with_purpose(other, amount=30_001)
    assert told(mine, north) == [(60_000, 30_001, False)]
    (line,) = double_funding_of(mine, actor=north, today=TODAY).lines
    assert line.said[0].amounts == (60_000, 30_000)
    assert (line.payer, line.case_id) == ("Söderdals stadsdelsnämnd", None), "another board's case is no link"
    with_purpose(other, amount=30_000)
    assert told(mine, north) == [(60_000, 30_000, True)]


def test_adjoining_periods_are_none(pair, north):
    mine, other, _ = pair
    row = db.session.query(Application).filter_by(case_id=mine).one()
    with_purpose(other, starts_on=row.ends_on + dt.timedelta(days=1), ends_on=row.ends_on + dt.timedelta(90))
    assert told(mine, north) == []


def test_my_day_tells_of_those_that_wait_in_my_open_cases(pair, north):
    mine, other, _ = pair
    assert overlaps_to_settle(north, today=TODAY).total == 0, "nobody has been given the case"
    with transaction(is_piece=True):
        db.session.get_one(Case, mine).assigned_to = north.id
    (line,) = overlaps_to_settle(north, today=TODAY).lines
    assert (line.case_id, line.count, line.kronor) == (mine, 1, 30_000)
    double_funding.close_double_funding(mine, f"case:{other}", "Delat", by=north, now=NOW)
    assert overlaps_to_settle(north, today=TODAY).total == 0


def test_what_was_refused_or_ended_is_not_funding(north):
    case, support, _ = a_granted_case()
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    secretary = a_secretary(south)
    other = a_case(secretary, board=south, association=association_of(case.id))
    for case_id in (case.id, other):
        with_purpose(case_id, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 12, 31))
    assert len(told(other, secretary)) == 1
    with transaction(is_piece=True):
        row = db.session.get_one(Support, support.id)
        row.ended_on, row.end_cause = dt.date(2026, 12, 1), "revoked"
        row.starts_on = dt.date(2026, 1, 1)
    assert told(other, secretary) == []


def test_only_those_who_prepare_the_case_say_so(pair, north):
    mine, other, south = pair
    reader = an_officer(Role.AUDITOR, everywhere=True)
    key = f"case:{other}"
    with pytest.raises(NotAllowed):
        double_funding.close_double_funding(mine, key, "Delat", by=reader, now=NOW)
    with pytest.raises(NotFound):
        double_funding.close_double_funding(mine, key, "Delat", by=south, now=NOW)
    with pytest.raises(NotFound):
        double_funding.close_double_funding(mine, f"case:{mine}", "Delat", by=north, now=NOW)
    with pytest.raises(NotFound):
        double_funding_of(mine, actor=south, today=TODAY)


def test_an_open_file_is_compared_by_number_and_a_later_file_changes_its_rows(pair, north):
    mine, _, _ = pair
    number = association_of(mine).org_number
    starts_on = db.session.query(Application.starts_on).filter_by(case_id=mine).scalar()
    days = f"{starts_on.isoformat()},"
    first = open_grants.receive_open_grants(
        a_file(
            a_row("1", days=days, number=f"SE-{number}"),
            a_row("2", amount="lots"),
            a_row("3", number="GB-COH-123"),
            a_row("4").replace("SEK", "GBP"),
            a_row("5"),
            a_row("5"),
        ),
        "bidrag.csv",
        by=north,
        now=NOW,
    )
    rows = db.session.query(ImportRow).filter_by(import_id=first).order_by(ImportRow.row_no)
    assert [(row.state.value, [one["code"] for one in row.problems]) for row in rows] == [
        ("repaired", ["twelve_months_assumed"]),
        ("quarantined", ["amount_odd"]),
        ("quarantined", ["recipient_without_number"]),
        ("quarantined", ["currency_other"]),
        ("quarantined", ["identifier_twice"]),
        ("quarantined", ["identifier_twice"]),
    ]
    assert (60_000, 40_000, False) in told(mine, north)
    key = f"open:{db.session.query(OpenGrant.id).scalar()}"
    double_funding.close_double_funding(mine, key, "Fonden betalar lokalen", by=north, now=NOW)
    again = open_grants.receive_open_grants(
        a_file(a_row("1", days=days, number=f"SE-{number}", amount="41000.40")), "ny.csv", by=north, now=NOW
    )
    assert again != first
    assert (60_000, 41_000, False) in told(mine, north)
    assert db.session.query(OpenGrant).count() == 1
    refused(
        "same_file_again",
        open_grants.receive_open_grants,
        a_file(a_row("1", days=days, number=f"SE-{number}", amount="41000.40")),
        "ny.csv",
        by=north,
        now=NOW,
    )
    with pytest.raises(UnusableFile):
        open_grants.receive_open_grants(b"Namn,Ort\r\nA,B\r\n", "x.csv", by=north, now=NOW)
