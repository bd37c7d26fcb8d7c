"""The municipality's own list of applications: received, read, previewed, opened as cases."""

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import GOOD_ROW as GOOD
from tests.makers_applications import UNKNOWN_ROW as UNKNOWN
from tests.makers_applications import a_list, a_scheme, a_secretary, an_association
from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.terms import Role, RowState
from vetting.jobs.long_work import do_waiting_work
from vetting.reading import application_lists as reading
from vetting.records.applications import Application, Case
from vetting.records.db import db, transaction
from vetting.services import application_lists, works

NO_AMOUNT = [
    "A3",
    "Almviks folkdansgille",
    "889999-9018",
    "Verksamhetsbidrag",
    2026,
    "Dans",
    None,
    None,
    None,
    9,
]


@pytest.fixture
def by(app) -> Actor:
    an_association()
    a_scheme()
    return a_secretary()


def brought_in(data: bytes, by: Actor, name: str = "lista.xlsx") -> tuple[str, dict[str, object]]:
    import_id = application_lists.receive_application_list(data, name, by=by, now=NOW)
    return import_id, application_lists.stage_applications(import_id, by=by, now=NOW)


def test_rows_become_cases_and_the_rest_wait(by):
    progress: list[tuple[int, int]] = []
    import_id = application_lists.receive_application_list(
        a_list([GOOD, UNKNOWN, NO_AMOUNT, GOOD]), "lista.xlsx", by=by, now=NOW
    )
    counts = application_lists.stage_applications(
        import_id, progress=lambda *told: progress.append(told), by=by, now=NOW
    )
    assert progress == [(4, 4)]
    assert counts["rows_in"] == 4
    assert [counts[n] for n in ("ok", "repaired", "quarantined", "duplicate", "masked")] == [0, 1, 2, 1, 0]
    assert db.session.query(Case).count() == 0
    counts = application_lists.apply_applications(import_id, by=by, now=NOW)
    assert (counts["added"], counts["unchanged"]) == (1, 0)
    row = db.session.query(Application).one()
    assert (row.amount, row.source_key.endswith(":a1"), row.channel.value) == (25_000, True, "list")
    problems = reading.rows_with_problems(import_id, actor=by)
    assert {(p["row"], p["code"]) for p in problems} >= {(4, "association_unknown"), (5, "amount_missing")}


def test_a_later_list_opens_only_what_is_new(by):
    import_id, _ = brought_in(a_list([GOOD]), by)
    application_lists.apply_applications(import_id, by=by, now=NOW)
    other = ["A9", *GOOD[1:]]
    changed = [*GOOD[:6], 99, *GOOD[7:]]
    again, counts = brought_in(a_list([GOOD, other]), by)
    assert (counts["added"], counts["unchanged"]) == (1, 1)
    application_lists.apply_applications(again, by=by, now=NOW)
    assert db.session.query(Case).count() == 2
    _, counts = brought_in(a_list([changed]), by)
    assert counts["quarantined"] == 1


def test_the_same_file_is_told_and_a_discarded_one_may_come_again(by):
    data = a_list([GOOD])
    import_id, _ = brought_in(data, by)
    with pytest.raises(Refused, match="same_file_again") as refusal:
        application_lists.receive_application_list(data, "annat.xlsx", by=by, now=NOW)
    assert refusal.value.facts["import_id"] == import_id
    application_lists.discard_applications(import_id, by=by, now=NOW)
    again, counts = brought_in(data, by)
    assert counts["added"] == 1
    with pytest.raises(Refused, match="import_not_open"):
        application_lists.apply_applications(import_id, by=by, now=NOW)
    application_lists.apply_applications(again, by=by, now=NOW)
    with pytest.raises(Refused, match="import_not_open"):
        application_lists.apply_applications(again, by=by, now=NOW)
    assert db.session.query(Case).count() == 1


def test_all_or_none_are_opened(by):
    import_id, _ = brought_in(a_list([GOOD, ["A7", *GOOD[1:3], "Stängt", *GOOD[4:]]]), by)
    scheme = a_scheme()
    with transaction(is_piece=True):
        db.session.get(type(scheme), scheme.id).is_open = False
    with pytest.raises(Refused, match="scheme_closed"):
        application_lists.apply_applications(import_id, by=by, now=NOW)
    assert db.session.query(Case).count() == 0


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "lista.xlsx", "empty_file"),
        (b"a;b\n1;2\n", "lista.xlsx", "renamed_file"),
        (b"%PDF-1.4", "lista.pdf", "kind_not_allowed"),
        (b"PK\x03\x04 cut off", "lista.xlsx", "broken_zip"),
    ],
)
def test_bad_files_are_refused_at_the_door(by, data, name, code):
    with pytest.raises(UnusableFile, match=code):
        application_lists.receive_application_list(data, name, by=by, now=NOW)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (a_list([], header=["Kommun", "Telefon"]), "lista.xlsx", "no_header"),
        (a_list([], header=["Förening", "Telefon"]), "lista.xlsx", "missing_column"),
        (b"F\xf6rening;Bidragsform\nAlm;x\n", "lista.csv", "missing_column"),
    ],
)
def test_a_list_without_its_columns_is_rejected_with_a_reason(by, data, name, code):
    import_id = application_lists.receive_application_list(data, name, by=by, now=NOW)
    with pytest.raises(UnusableFile, match=code):
        application_lists.stage_applications(import_id, by=by, now=NOW)
    head = reading.list_page(import_id, actor=by).head
    assert (head.state.value, head.reason) == ("rejected", code)


def test_a_staging_that_was_broken_off_goes_on(by, monkeypatch):
    monkeypatch.setattr(application_lists, "PIECE", 1)
    import_id = application_lists.receive_application_list(
        a_list([GOOD, UNKNOWN, NO_AMOUNT]), "lista.xlsx", by=by, now=NOW
    )

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        application_lists.stage_applications(import_id, progress=stop, by=by, now=NOW)
    counts = application_lists.stage_applications(import_id, by=by, now=NOW)
    assert counts["rows_in"] == 3
    assert len(reading.list_page(import_id, show="all", actor=by).rows) == 3


def test_a_list_is_read_as_long_work(by):
    import_id = application_lists.receive_application_list(a_list([GOOD]), "lista.xlsx", by=by, now=NOW)
    works.queue_work("stage_applications", {"import_id": import_id}, by=by, now=NOW)
    assert do_waiting_work() == 1
    assert reading.list_page(import_id, show="all", actor=by).rows[0].state is RowState.REPAIRED


def test_grants_of_other_boards_are_unknown_and_their_lists_not_there(by):
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    import_id, counts = brought_in(a_list([GOOD]), stranger)
    assert counts["quarantined"] == 1
    with pytest.raises(NotFound):
        application_lists.apply_applications(import_id, by=by, now=NOW)
    with pytest.raises(NotFound):
        reading.list_page(import_id, actor=by)
    everywhere = an_officer(Role.REGISTRAR, username="reg", everywhere=True)
    assert reading.list_page(import_id, actor=everywhere).total == 1
