"""A register from a file into the directory: counted, whole or absent, never with a person in it."""

import signal

import pytest
from sqlalchemy import func, select, text

from tests.forked import die, ended, in_process
from tests.makers import NOW, an_officer
from tests.makers_associations import (
    PERSONAL_NUMBERS,
    REGISTER,
    a_csv,
    a_secretary,
    an_applied_import,
    an_import,
    ibgo,
    the_associations,
)
from vetting.domain.authority import Act, may
from vetting.domain.errors import NotAllowed, Refused, UnusableFile
from vetting.domain.terms import NumberClass, Role, RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.jobs.long_work import do_waiting_work
from vetting.records import directory_rows, imports
from vetting.records.associations import Association
from vetting.records.db import Base, db, settings
from vetting.records.imports import ImportRow, ListImport
from vetting.services import directory_imports as deeds
from vetting.services import works


def adds_up(found: ListImport) -> bool:
    states = found.ok + found.repaired + found.quarantined + found.masked + found.duplicate
    return found.rows_in == states == len(imports.rows_of(found.id))


def test_every_row_is_counted_and_the_bad_ones_can_be_found_by_name(app):
    by = a_secretary()
    import_id = an_applied_import(REGISTER, by=by)
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    assert adds_up(found)
    assert (found.rows_in, found.ok, found.repaired, found.quarantined) == (8, 1, 1, 4)
    assert (found.masked, found.duplicate, found.added, found.unchanged) == (1, 1, 6, 0)
    there = the_associations()
    assert set(there) == {
        "Norrdals kulturförening",
        "Söderå IF",
        "Test-Idrotten",
        "Vägen",
        "Nollornas vänner",
        "Älvby kör",
    }
    assert there["Söderå IF"].row_state is RowState.QUARANTINED
    assert (there["Söderå IF"].org_number, there["Söderå IF"].number_shown) == (None, "8.02E+09")
    assert there["Nollornas vänner"].number_class is NumberClass.LOST_ZEROS
    assert there["Vägen"].row_state is RowState.MASKED
    problem = imports.import_row(import_id, 3).problems[0]
    assert problem == {"row": 3, "field": "org_number", "code": "excel_damage", "value_masked": "8.02E+09"}


def test_the_preview_changes_nothing_and_tells_what_would_happen(app):
    by = a_secretary()
    import_id = an_import(REGISTER, by=by)
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    assert (found.state, found.added, the_associations()) == (ImportState.PREVIEW, 6, {})
    deeds.discard_import(import_id, by=by, now=NOW)
    assert the_associations() == {}
    with pytest.raises(Refused, match="import_not_open"):
        deeds.apply_import(import_id, by=by, now=NOW)
    again = an_import(REGISTER, by=by)  # a discarded file may come again
    assert deeds.apply_import(again, by=by, now=NOW)["added"] == 6


def test_the_same_file_is_told_and_not_repeated(app):
    by = a_secretary()
    import_id = an_applied_import(REGISTER, by=by)
    with pytest.raises(Refused, match="same_file_again") as refusal:
        deeds.receive_directory_file(REGISTER, "other name.csv", by=by, now=NOW)
    assert refusal.value.facts == {"import_id": import_id, "on": "2026-11-20"}
    assert db.session.scalar(select(func.count()).select_from(ListImport)) == 1


def test_what_is_imported_half_past_midnight_is_of_the_swedish_day(app):
    by, late = a_secretary(), NOW.replace(hour=23, minute=30)  # 00.30 the next day in Sweden
    deeds.apply_import(an_import(REGISTER, by=by), by=by, now=late)
    assert {one.confirmed_on.isoformat() for one in the_associations().values()} == {"2026-11-21"}


def test_the_next_file_adds_changes_and_leaves(app):
    by = a_secretary()
    an_applied_import(ibgo({"Name": "Ekby IF", "City": "Ekby"}, {"Name": "Sjöbo SK"}), "a.json", by=by)
    before = {name: row.id for name, row in the_associations().items()}
    later = ibgo({"Name": "Ekby Idrottsförening", "City": "Ekby"}, {"Name": "Sjöbo SK"}, {"Name": "Nya"})
    import_id = an_applied_import(later, "b.json", by=by)
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    assert (found.added, found.changed, found.unchanged) == (1, 1, 1)
    there = the_associations()
    assert there["Ekby Idrottsförening"].id == before["Ekby IF"]
    assert there["Ekby Idrottsförening"].search_key == "ekby idrottsforening"
    assert (there["Ekby Idrottsförening"].version, there["Sjöbo SK"].version) == (2, 1)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.csv", "empty_file"),
        (b"PK\x03\x04 cut", "a.xlsx", "broken_zip"),
        (b"%PDF-1.4 x", "a.pdf", "kind_not_allowed"),
    ],
)
def test_what_is_no_list_is_refused_at_the_door(app, data, name, code):
    by = a_secretary()
    with pytest.raises(UnusableFile, match=code):
        deeds.receive_directory_file(data, name, by=by, now=NOW)
    assert db.session.scalar(select(func.count()).select_from(ListImport)) == 0


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"850161-0003;Vagen\nb;c\n", "a.csv", "no_header"),
        (b'{"TotalNumberOfElements":3,"Customers":[{"Name":"A"}]}', "a.json", "incomplete_file"),
        (b'[{"name":"A"', "a.json", "truncated_json"),
        (b"Namn;Ort\n", "a.csv", "no_rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_rejected_as_a_whole(app, data, name, code):
    by = a_secretary()
    import_id = deeds.receive_directory_file(data, name, by=by, now=NOW)
    works.queue_work("stage_directory", {"import_id": import_id}, by=by, now=NOW)
    do_waiting_work()
    db.session.rollback()
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    assert (found.state, found.reason) == (ImportState.REJECTED, code)
    assert "850161" not in whole_database()


def test_staging_that_was_broken_off_goes_on_where_it_was(app, monkeypatch):
    by = a_secretary()
    rows = [f"Förening {n};;Ort" for n in range(1200)]
    import_id = deeds.receive_directory_file(a_csv(*rows), "a.csv", by=by, now=NOW)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deeds.stage_directory(import_id, progress=stop, by=by, now=NOW)
    assert db.session.scalar(select(func.count()).select_from(ImportRow)) == deeds.PIECE
    told: list[tuple[int, int]] = []
    counts = deeds.stage_directory(
        import_id, progress=lambda done, total: told.append((done, total)), by=by, now=NOW
    )
    assert told == [(1000, 1200), (1200, 1200)]
    assert (counts["rows_in"], counts["ok"]) == (1200, 1200)
    assert deeds.stage_directory(import_id, by=by, now=NOW) == counts  # and once more does nothing


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
def test_letters_survive_whatever_the_encoding(app, encoding):
    data = "Namn;Ort\nÅkerby hembygdsförening;Åkerby\n".encode(encoding)
    an_applied_import(data, by=a_secretary())
    assert set(the_associations()) == {"Åkerby hembygdsförening"}


def whole_database() -> str:
    """Every cell of every table."""
    db.session.rollback()
    cells = []
    for table in Base.metadata.sorted_tables:
        cells += [repr(tuple(row)) for row in db.session.execute(text(f"SELECT * FROM {table.name}"))]
    return "\n".join(cells)


def test_personal_numbers_are_nowhere(app, caplog, client):
    from tests.makers import sign_in

    caplog.set_level("DEBUG")
    by = a_secretary()
    rows = [f"Förening {n};{number};Ort" for n, number in enumerate(PERSONAL_NUMBERS)]
    rows += [f"Gården {number};;{number}" for number in PERSONAL_NUMBERS]
    import_id = an_applied_import(a_csv(*rows), "lista 850161-0003.csv", by=by)
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    assert (found.masked, found.rows_in) == (2 * len(PERSONAL_NUMBERS), 2 * len(PERSONAL_NUMBERS))
    sign_in(client, "anna")
    pages = [
        client.get(path).text
        for path in (
            "/foreningar/",
            f"/foreningar/import/{import_id}?visa=all",
            f"/foreningar/import/{import_id}/rad/2",
            f"/foreningar/import/{import_id}/rader.csv",
        )
    ]
    everywhere = "\n".join([whole_database(), caplog.text, *pages])
    files = [path.read_bytes() for path in settings().files_dir.rglob("*") if path.is_file()]
    for number in PERSONAL_NUMBERS:
        digits = number.replace("-", "")
        for written in (number, digits, digits[-10:], f"{digits[-10:-4]}-{digits[-4:]}"):
            assert written not in everywhere
            assert not any(written.encode() in data for data in files)


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_edit_the_directory_import(app, role):
    by = an_officer(role, username=role.value)
    if may(by, Act.EDIT_DIRECTORY):
        an_applied_import(REGISTER, by=by)
        return
    for deed in (
        lambda: deeds.receive_directory_file(REGISTER, "a.csv", by=by, now=NOW),
        lambda: deeds.apply_import("x", by=by, now=NOW),
        lambda: deeds.discard_import("x", by=by, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.slow
def test_killed_in_the_middle_nothing_is_there_and_it_can_be_done_again(own_app):
    by = a_secretary()
    rows = [f"Förening {n};;Ort" for n in range(2000)]
    import_id = an_import(a_csv(*rows), by=by)
    whole = directory_rows.link_rows

    def link_and_die(*args, **more):
        whole(*args, **more)
        die()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(directory_rows, "link_rows", link_and_die)
        killed = in_process(lambda: deeds.apply_import(import_id, by=by, now=NOW))
    assert ended(killed) == -signal.SIGKILL
    assert the_associations() == {}
    assert imports.list_import(import_id, ListKind.DIRECTORY).state is ImportState.PREVIEW
    db.session.rollback()
    assert deeds.apply_import(import_id, by=by, now=NOW)["added"] == 2000
    assert len(the_associations()) == 2000


@pytest.mark.genuine
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("falun_ActorSmartbook.json", 788),
        ("huddinge_ActorSmartbook.json", 264),
        ("orebro_IBGO.json", 519),
        ("malmo_RBOK.json", 561),
    ],
)
def test_genuine_registers_come_in_whole(app, genuine, name, rows):
    by = a_secretary()
    data = (genuine / "associations" / name).read_bytes()
    import_id = an_applied_import(data, name, by=by)
    found = imports.list_import(import_id, ListKind.DIRECTORY)
    assert found.rows_in == rows
    assert adds_up(found)
    brought_in = found.rows_in - found.duplicate
    assert found.added == brought_in == db.session.scalar(select(func.count()).select_from(Association))
    again = an_applied_import(data + b"\n", name, by=by)
    found = imports.list_import(again, ListKind.DIRECTORY)
    assert (found.added, found.changed, found.unchanged) == (0, 0, brought_in)
