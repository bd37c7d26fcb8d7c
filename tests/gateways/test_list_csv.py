"""Simple lists: only a telling state tells anything; owners, review days and giros are kept."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from tests.gateways.walking import Walked, walk
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import RowState

HOLDERS = "entry,orgName,orgNumber,plusGiro,bankGiro,date_or_since,reason\n"
FUNDRAISING = {"list": "fundraising", "state": "terminated"}
GIFTS = {"list": "gift_recipients"}
STOPS = {"list": "stop_list"}


def read(text: str, settings: dict[str, object], filename: str = "lista.csv") -> Walked:
    return walk("list_csv", text, filename, settings=settings)


@pytest.mark.parametrize(
    ("state", "status", "is_telling"),
    [("terminated", "terminated", True), ("active", None, False), ("retired", None, False)],
)
def test_only_a_terminated_90_account_tells_something(
    state: str, status: str | None, is_telling: bool
) -> None:
    row = "1239009999,Insamlingen Ljus,889999-9018,900999-9,900-9999,2010-04-08,\n"
    one = read(HOLDERS + row, {"list": "fundraising", "state": state}).listings[0]
    assert (one.record_id, one.name, one.org_number) == ("1239009999", "Insamlingen Ljus", "8899999018")
    assert (one.status, one.listed_on) == (status, date(2010, 4, 8))
    assert one.payload == {
        "list": "fundraising",
        "state": state,
        "is_telling": is_telling,
        "giro": "9009999",
        "since": "2010-04-08",
    }


def test_a_year_alone_is_no_date_and_the_reason_is_the_status_of_a_terminated_one() -> None:
    row = "1,Insamlingen Ljus,,900999-9,123-4567,2004,Saknar revisor\n"
    one = read(HOLDERS + row, FUNDRAISING).listings[0]
    assert (one.listed_on, one.payload["since"], one.status) == (None, "2004", "Saknar revisor")
    assert (one.payload["giro"], one.payload["more_giros"]) == ("1234567", ["9009999"])


def test_approved_gift_recipients_have_their_days_and_no_status() -> None:
    text = (
        "orgNumber,orgName,issued,expires,location\n"
        "889999-9018,Ljus,2025-02-14,2030-02-14,Nordby\n"
        "889999-9026,Annan,2025-02-14,null,Nordby\n"
        "889999-9034,Tredje,2025-02-14,snart,Nordby\n"
    )
    first, second, third = read(text, GIFTS).listings
    assert (first.listed_on, first.payload["valid_until"]) == (date(2025, 2, 14), "2030-02-14")
    assert first.status is None
    assert "valid_until" not in second.payload
    assert second.state is RowState.OK
    assert third.state is RowState.QUARANTINED


def test_a_stop_list_names_its_owner_and_its_next_review() -> None:
    text = (
        "Namn;Orgnr;Orsak;Ansvarig;Omprövas\n"
        "Ljus;889999-9018;Återkrav ej betalt;Bidragsenheten;2027-01-31\n"
        "Annan;889999-9026;Återkrav ej betalt;;\n"
    )
    found = read(text, STOPS)
    first, second = found.listings
    assert (first.status, first.payload["is_telling"]) == ("Återkrav ej betalt", True)
    assert (first.payload["owner"], first.payload["review_on"]) == ("Bidragsenheten", "2027-01-31")
    assert second.state is RowState.QUARANTINED
    assert found.told == [(3, "owner", "owner_missing"), (3, "review_on", "review_on_missing")]


@pytest.mark.parametrize(
    ("text", "settings", "code"),
    [
        (HOLDERS + "1,A,,,,,\n", {}, "odd_setting"),
        (HOLDERS + "1,A,,,,,\n", {"list": "fundraising"}, "odd_setting"),
        (HOLDERS + "1,A,,,,,\n", {"list": "fundraising", "state": "gone"}, "odd_setting"),
        ("Namn;Orgnr;Orsak\nA;889999-9018;x\n", STOPS, "missing_column"),
        (HOLDERS, FUNDRAISING, "too_few_rows"),
    ],
)
def test_unusable(text: str, settings: dict[str, object], code: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read(text, settings)
    assert refused.value.code == code


@pytest.mark.genuine
@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("svensk_insamlingskontroll.csv", {"list": "fundraising", "state": "active"}),
        ("svensk_insamlingskontroll-terminated.csv", FUNDRAISING),
        ("skatteverket_godkanda_gavomottagare.csv", GIFTS),
    ],
)
def test_genuine_lists(genuine: Path, name: str, settings: dict[str, object]) -> None:
    data = (genuine / "associations" / name).read_text("utf-8")
    found = read(data, settings, name)
    rows = list(csv.DictReader(io.StringIO(data)))
    assert found.rows_in == len(rows)
    assert found.counts["ok"] > 0.95 * found.rows_in
    is_telling = settings.get("state") == "terminated"
    assert {bool(one.status) for one in found.listings} == {is_telling}
    if settings is not GIFTS:
        giros = [str(one.payload["giro"]) for one in found.listings if "giro" in one.payload]
        assert len(giros) == sum(bool(row["plusGiro"] or row["bankGiro"]) for row in rows)
        assert all(giro.isdigit() and len(giro) in (7, 8) for giro in giros)
