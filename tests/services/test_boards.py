"""Boards, schemes and the delegation order."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case
from vetting.domain.delegation import Power
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import BoardKind, PaperKind, Regime, Role, SupportKind
from vetting.reading.boards import board_page
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.officers import Board
from vetting.services import boards

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def admin(app):
    return an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)


def terms(name="Startbidrag för unga", **changes):
    wanted = {
        "name": name,
        "kind": SupportKind.START_UP,
        "regime": Regime.LEGALITY_REVIEW,
        "checklist": "democracy-criteria",
        "papers": (PaperKind.STATUTES, PaperKind.MINUTES),
    }
    return boards.SchemeTerms(**{**wanted, **changes})


def last_entry():
    return db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()


def test_a_board_is_founded_changed_and_taken_out_of_use(admin):
    board_id = boards.found_board(
        "syd", "Sörlunda nämnd", kind=BoardKind.DISTRICT, district=" Sörlunda ", by=admin, now=NOW
    )
    assert last_entry().name == "BoardFounded"
    boards.change_board(board_id, "Sörlunda stadsdelsnämnd", district="", is_active=False, by=admin, now=NOW)
    row = db.session.get(Board, board_id)
    assert (row.prefix, row.name, row.district, row.is_active) == (
        "SYD",
        "Sörlunda stadsdelsnämnd",
        None,
        False,
    )
    with pytest.raises(Refused, match="board_inactive"):
        boards.open_scheme(board_id, terms(), by=admin, now=NOW)


@pytest.mark.parametrize(
    ("prefix", "code"), [("", "prefix_odd"), ("1A", "prefix_odd"), ("NOR", "prefix_taken")]
)
def test_a_prefix_must_be_fit_and_free(admin, prefix, code):
    a_board("NOR")
    with pytest.raises(Refused) as refusal:
        boards.found_board(prefix, "En nämnd", kind=BoardKind.OTHER, district=None, by=admin, now=NOW)
    assert refusal.value.code == code


def test_a_board_with_open_cases_stays_in_use(admin):
    secretary = an_officer()
    a_case(by=secretary)
    board = a_board()
    with pytest.raises(Refused) as refusal:
        boards.change_board(board.id, board.name, district=None, is_active=False, by=admin, now=NOW)
    assert (refusal.value.code, refusal.value.facts) == ("board_has_open_cases", {"count": 1})


def test_a_scheme_is_opened_closed_and_opened_again(admin):
    board = a_board()
    scheme_id = boards.open_scheme(board.id, terms(), by=admin, now=NOW)
    with pytest.raises(Refused, match="scheme_exists"):
        boards.open_scheme(board.id, terms("Startbidrag  för Unga"), by=admin, now=NOW)
    assert boards.close_scheme(scheme_id, by=admin, now=NOW) == board.id
    with pytest.raises(Refused, match="scheme_already_closed"):
        boards.close_scheme(scheme_id, by=admin, now=NOW)
    boards.reopen_scheme(scheme_id, by=admin, now=NOW)
    (row,) = board_page(board.id, admin, TODAY).schemes
    assert (row.name, row.is_open, row.papers) == (
        "Startbidrag för unga",
        True,
        (PaperKind.STATUTES, PaperKind.MINUTES),
    )


def test_a_scheme_needs_a_published_checklist(admin):
    with pytest.raises(NotFound, match="unknown_checklist"):
        boards.open_scheme(a_board().id, terms(checklist="nothing"), by=admin, now=NOW)


def record(admin, board, amount, day, role=Role.UNIT_HEAD):
    boards.record_delegation(board.id, Power(role, amount, day, "4.2"), by=admin, now=NOW)


def test_a_later_point_replaces_and_the_same_day_corrects(admin):
    board = a_board()
    record(admin, board, 50_000, dt.date(2026, 1, 1))
    record(admin, board, 30_000, dt.date(2026, 6, 1))
    record(admin, board, 35_000, dt.date(2026, 6, 1))
    record(admin, board, 99_000, dt.date(2027, 1, 1))
    rows = board_page(board.id, admin, TODAY).delegations
    assert [(row.max_amount, row.standing) for row in rows] == [
        (99_000, "coming"),
        (35_000, "in_force"),
        (50_000, "replaced"),
    ]


@pytest.mark.parametrize(
    ("role", "amount", "code"),
    [
        (Role.CULTURE_SECRETARY, 1, "role_cannot_decide"),
        (Role.UNIT_HEAD, -1, "amount_out_of_range"),
        (Role.UNIT_HEAD, 3_000_000_000, "amount_out_of_range"),
    ],
)
def test_what_cannot_be_delegated(admin, role, amount, code):
    with pytest.raises(Refused, match=code):
        record(admin, a_board(), amount, TODAY, role)


def test_only_administrators_change_boards(app):
    head = an_officer(Role.UNIT_HEAD)
    with pytest.raises(NotAllowed):
        boards.found_board("SYD", "En nämnd", kind=BoardKind.OTHER, district=None, by=head, now=NOW)
    with pytest.raises(NotAllowed):
        record(head, a_board(), 1, TODAY)
    with pytest.raises(NotAllowed):
        boards.open_scheme(a_board().id, terms(), by=head, now=NOW)
    with pytest.raises(NotAllowed):
        board_page(a_board().id, head, TODAY)
