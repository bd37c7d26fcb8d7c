"""Lists of bookings brought in: by headings, idempotent, series as one, rows set aside with their reason."""

import csv
import datetime as dt
import io
import json
import threading
from collections.abc import Sequence

import pytest
from flask import Flask
from openpyxl import Workbook

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import an_association
from tests.makers_premises import a_premises
from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed, NotFound, UnusableFile
from vetting.domain.row_words import ROW_WORDS
from vetting.domain.terms import Role, RowState
from vetting.domain.terms_imports import ImportState
from vetting.domain.terms_premises import BookingState, PartyKind, PremisesKind, PurposeKind
from vetting.gateways import file_store
from vetting.records.bookings import Booking, BookingRequest
from vetting.records.db import db, settings
from vetting.records.imports import ImportRow, ListImport
from vetting.services import booking_lists as deeds

HEAD = (
    "Boknings-id",
    "Serie",
    "Lokal",
    "Datum",
    "Start",
    "Slut",
    "Status",
    "Kund",
    "Org.nr",
    "Telefon",
    "Aktivitet",
)


def row(own_id: str = "B1", **cells: str) -> list[str]:
    """One evening of an association of the directory, confirmed in the booking system."""
    usual = {
        "Boknings-id": own_id,
        "Serie": "",
        "Lokal": "SAL-1",
        "Datum": "2026-11-27",
        "Start": "18:00",
        "Slut": "21:00",
        "Status": "Bekräftad",
        "Kund": "Almviks folkdansgille",
        "Org.nr": "889999-9018",
        "Telefon": "070-123 45 67",
        "Aktivitet": "Årsmöte",
    }
    return [{**usual, **cells}[name] for name in HEAD]


def as_csv(*rows: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEAD, *rows])
    return text.getvalue().encode()


def as_xlsx(*rows: Sequence[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for cells in (["Bokningar"], HEAD, *rows):
        book.active.append(list(cells))
    book.save(file)
    return file.getvalue()


def as_json(*rows: Sequence[str]) -> bytes:
    return json.dumps({"bookings": [dict(zip(HEAD, cells, strict=True)) for cells in rows]}).encode()


@pytest.fixture
def by(app: Flask) -> Actor:
    """A manager, with one hall of the board and an association of the directory."""
    an_association()
    a_premises("Stora salen", key="SAL-1")
    return an_officer(Role.PREMISES_MANAGER, username="lokal")


def brought_in(data: bytes, by: Actor, name: str = "bokningar.csv") -> ListImport:
    import_id = deeds.receive_booking_list(data, name, by=by, now=NOW)
    deeds.take_in_bookings(import_id, by=by, now=NOW)
    db.session.rollback()
    return db.session.get_one(ListImport, import_id)


def told(found: ListImport) -> list[tuple[int, str]]:
    rows = db.session.query(ImportRow).filter_by(import_id=found.id).order_by(ImportRow.row_no)
    return [(one.row_no, problem["code"]) for one in rows for problem in one.problems]


@pytest.mark.parametrize(
    ("data", "name"),
    [(as_csv(row()), "b.csv"), (as_xlsx(row()), "b.xlsx"), (as_json(row()), "b.json")],
)
def test_the_three_formats_give_the_same_booking(by: Actor, data: bytes, name: str) -> None:
    found = brought_in(data, by, name)
    assert (found.state, found.rows_in, found.ok, found.added) == (ImportState.APPLIED, 1, 1, 1)
    request = db.session.query(BookingRequest).one()
    assert (request.party_kind, request.is_identified) == (PartyKind.ASSOCIATION, True)
    assert (request.purpose_kind, request.booker_phone) == (PurposeKind.MEETING, "070-123 45 67")
    assert (request.source_system, request.source_key) == ("NOR:bokning", "B1")
    date = db.session.query(Booking).one()
    assert (date.starts_at.isoformat(), date.state) == ("2026-11-27T17:00:00+00:00", BookingState.APPROVED)


def test_a_workbooks_own_dates_and_times_are_read(by: Actor) -> None:
    cells: list[object] = [*row()]
    cells[3], cells[4], cells[5], cells[9] = dt.date(2026, 11, 27), dt.time(18, 0), dt.time(21, 0), 701234567
    brought_in(as_xlsx(cells), by, "b.xlsx")
    date = db.session.query(Booking).one()
    assert (date.starts_at.hour, date.ends_at.hour) == (17, 20)
    assert db.session.query(BookingRequest.booker_phone).scalar() == "0701234567"


def test_the_same_list_again_changes_nothing_and_its_bytes_are_gone(by: Actor) -> None:
    data = as_csv(row(), row("B2", Datum="2026-11-28"))
    first, again = brought_in(data, by), brought_in(data, by)
    assert (first.added, again.added, again.changed, again.unchanged) == (2, 0, 0, 2)
    assert db.session.query(Booking).count() == 2
    assert not file_store.path_of(settings().files_dir, first.file_digest).exists()


def test_a_changed_row_changes_and_one_that_is_gone_is_told(by: Actor) -> None:
    brought_in(as_csv(row(), row("B2", Datum="2026-11-28"), row("B3", Datum="2026-11-29")), by)
    found = brought_in(as_csv(row(Start="19:00", Slut="22:00"), row("B3", Datum="2026-11-29")), by)
    assert (found.added, found.changed, found.unchanged) == (0, 1, 1)
    assert [warning["count"] for warning in found.warnings if warning["code"] == "bookings_gone"] == [1]
    dates = db.session.query(Booking).order_by(Booking.starts_at).all()
    assert [one.starts_at.hour for one in dates] == [18, 17, 17]
    assert {one.state for one in dates} == {BookingState.APPROVED}


def test_a_row_that_cannot_be_read_is_not_taken_for_gone(by: Actor) -> None:
    brought_in(as_csv(row(), row("B2", Datum="2026-11-28"), row("B3", Datum="2026-11-29")), by)
    found = brought_in(as_csv(row(), row("B2", Start="kvällen"), row("B3", Datum="2026-11-29")), by)
    assert told(found) == [(3, "time_odd")]
    assert not [warning for warning in found.warnings if warning["code"] == "bookings_gone"]


def test_a_series_is_one_request_with_its_exceptions(by: Actor) -> None:
    a_premises("Lilla salen", key="SAL-2")
    dates = ("2026-11-27", "2026-12-04", "2026-12-11")
    rows = [row(f"B{number}", Serie="S1", Datum=day) for number, day in enumerate(dates)]
    brought_in(as_csv(*rows), by)
    rows[1] = row("B1", Serie="S1", Datum="2026-12-05", Lokal="SAL-2")
    rows[2] = row("B2", Serie="S1", Datum="2026-12-11", Status="Avbokad")
    found = brought_in(as_csv(*rows, row("B3", Serie="S1", Datum="2026-12-18", Status="")), by)
    assert (found.changed, found.added) == (1, 0)
    request = db.session.query(BookingRequest).one()
    assert request.state is BookingState.PENDING
    states = [one.state.value for one in db.session.query(Booking).order_by(Booking.starts_at)]
    assert states == ["approved", "approved", "withdrawn", "pending"]


@pytest.mark.parametrize(
    ("cells", "code", "state"),
    [
        ({"Boknings-id": ""}, "booking_id_missing", RowState.QUARANTINED),
        ({"Lokal": "Okänd"}, "premises_unknown", RowState.QUARANTINED),
        ({"Lokal": ""}, "premises_missing", RowState.QUARANTINED),
        ({"Lokal": "Torget"}, "public_place", RowState.QUARANTINED),
        ({"Start": ""}, "time_missing", RowState.QUARANTINED),
        ({"Slut": "25:00"}, "time_odd", RowState.QUARANTINED),
        ({"Datum": "imorgon"}, "date_odd", RowState.QUARANTINED),
        ({"Start": "2026-11-27 18:00", "Slut": "2026-11-27 17:00"}, "booking_reversed", RowState.QUARANTINED),
        ({"Status": "spärrad"}, "status_unknown", RowState.QUARANTINED),
        ({"Slut": "01:00"}, "ends_next_day", RowState.REPAIRED),
        ({"Kund": "", "Org.nr": ""}, "party_missing", RowState.REPAIRED),
        ({"Org.nr": "889999-9034"}, "party_unknown", RowState.REPAIRED),
        ({"Org.nr": "850161-0003"}, "personal", RowState.MASKED),
    ],
)
def test_an_odd_row_is_told_with_its_remedy_and_the_others_come_in(
    by: Actor, cells: dict[str, str], code: str, state: RowState
) -> None:
    a_premises("Torget", key="T-1", kind=PremisesKind.PUBLIC_PLACE)
    found = brought_in(as_csv(row("B0"), row(**cells)), by)
    assert (3, code) in told(found)
    assert code in ROW_WORDS
    kept = db.session.query(ImportRow).filter_by(import_id=found.id).one()
    assert (kept.state, found.rows_in) == (state, 2)
    assert "850161" not in json.dumps(kept.values)
    assert db.session.query(Booking).count() == (1 if state is RowState.QUARANTINED else 2)


def test_without_a_number_nobody_is_guessed_at(by: Actor) -> None:
    brought_in(as_csv(row(**{"Org.nr": ""})), by)
    request = db.session.query(BookingRequest).one()
    assert (request.association_id, request.party_kind) == (None, PartyKind.BODY)
    assert (request.party_name, request.is_identified) == ("Almviks folkdansgille", False)


def test_a_row_of_a_series_with_another_party_is_set_aside(by: Actor) -> None:
    other = row("B2", Serie="S1", Datum="2026-11-28", **{"Org.nr": "889999-9026"})
    found = brought_in(as_csv(row(Serie="S1"), other, row()), by)
    assert told(found) == [(3, "series_differs")]
    assert db.session.query(Booking).count() == 2


def test_only_ones_own_premises_are_known(by: Actor) -> None:
    other = a_board("SOD", "Söderås stadsdelsnämnd")
    a_premises("Deras sal", board=other, key="SAL-9")
    found = brought_in(as_csv(row(Lokal="SAL-9")), by)
    assert told(found) == [(2, "premises_unknown")]
    with pytest.raises(NotFound):
        deeds.receive_booking_list(as_csv(row()), "b.csv", board_id=other.id, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        deeds.receive_booking_list(
            as_csv(row()), "b.csv", by=an_officer(Role.CHAIR, username="ordf"), now=NOW
        )


def test_a_file_that_cannot_be_read_is_rejected(by: Actor) -> None:
    import_id = deeds.receive_booking_list(b"Namn;Ort\nA;B", "b.csv", by=by, now=NOW)
    with pytest.raises(UnusableFile) as problem:
        deeds.take_in_bookings(import_id, by=by, now=NOW)
    assert problem.value.code == "missing_column" or problem.value.code == "no_header"
    found = db.session.get_one(ListImport, import_id)
    assert (found.state, found.reason) == (ImportState.REJECTED, problem.value.code)


def test_a_list_broken_off_is_brought_in_whole_the_next_time(
    by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "PIECE", 2)
    rows = [row(f"B{number}", Datum=f"2026-12-{number + 1:02}") for number in range(6)]
    import_id = deeds.receive_booking_list(as_csv(*rows), "b.csv", by=by, now=NOW)

    def stop(done: int, total: int) -> None:
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deeds.take_in_bookings(import_id, progress=stop, by=by, now=NOW)
    assert db.session.query(Booking).count() == 4
    counts = deeds.take_in_bookings(import_id, by=by, now=NOW)
    assert (counts["added"], counts["changed"], counts["unchanged"]) == (6, 0, 0)
    assert db.session.query(Booking).count() == 6


def test_two_lists_at_once_make_each_request_once(own_app: Flask) -> None:
    a_premises("Stora salen", key="SAL-1")
    by = an_officer(Role.PREMISES_MANAGER, username="lokal")
    rows = [row(f"B{number}", Datum=f"2026-12-{number + 1:02}") for number in range(20)]
    ids = [deeds.receive_booking_list(as_csv(*rows), "b.csv", by=by, now=NOW) for _ in range(3)]
    told: list[object] = []

    def bring(import_id: str) -> None:
        with own_app.app_context():
            told.append(deeds.take_in_bookings(import_id, by=by, now=NOW)["added"])

    threads = [threading.Thread(target=bring, args=(one,)) for one in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, told)) == ["0", "0", "20"]
    db.session.rollback()
    assert db.session.query(Booking).count() == 20
