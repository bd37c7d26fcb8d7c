"""A list taken out is the list of one moment: what changes while it is read is noticed, also where as many rows stay."""

import datetime as dt
from functools import partial

import pytest
from sqlalchemy import select

from tests.makers import a_board, an_officer
from tests.makers_applications import an_association
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.domain.terms_exports import ExportKind
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.web.list_tables import files
from vetting.web.list_tables.base import Asked, ListTable, Piece, texts

TODAY = dt.date(2026, 11, 20)


class Changing:
    """A list of numbers in pieces of three; `after`: what happens to it after so many readings of a piece."""

    def __init__(self, *after):
        self.rows, self.after, self.anchors = list(range(8)), list(after), []
        self.states = [tuple(self.rows)]

    def read(self, args, asked):
        at = (asked.page - 1) * asked.per_page
        rows = tuple((str(one),) for one in self.rows[at : at + asked.per_page])
        piece = Piece(texts("No."), rows, len(self.rows), asked.anchor or len(self.states))
        self.anchors.append(piece.anchor)
        if self.after:
            self.after.pop(0)(self.rows)
            self.states.append(tuple(self.rows))
        return piece


@pytest.fixture(autouse=True)
def pieces_of_three(monkeypatch):
    monkeypatch.setattr(files, "Asked", partial(Asked, per_page=3))


def taken(changing, progress=None):
    table = ListTable(ExportKind.DIRECTORY, "x", lambda: "X", changing.read)
    found = files.whole_list(table, {}, None, today=TODAY, progress=progress)
    return tuple(int(one) for (one,) in found.rows)


def nothing(rows):
    return None


def other_value(rows):
    rows[0] += 100


def other_order(rows):
    rows.reverse()


def one_out_one_in(rows):
    rows.append(rows.pop(0))


@pytest.mark.parametrize("change", [other_value, other_order, one_out_one_in])
@pytest.mark.parametrize("readings", range(7))
def test_a_list_that_changes_once_is_taken_as_it_stood_at_one_moment(change, readings):
    changing = Changing(*[nothing] * readings, change)
    assert taken(changing) in changing.states


def test_a_list_that_never_rests_is_told():
    with pytest.raises(Refused, match="export_unsteady"):
        taken(Changing(*[other_value] * 100))


def test_progress_tells_of_each_row_once_and_the_anchor_of_the_first_piece_holds():
    told, changing = [], Changing()
    assert len(taken(changing, progress=lambda done, total: told.append((done, total)))) == 8
    assert told == [(3, 8), (6, 8), (8, 8)]
    assert set(changing.anchors) == {1}


def test_an_association_renamed_while_the_directory_is_read_stands_in_it_once(app):
    by = an_officer(Role.CULTURE_SECRETARY, board=a_board("NOR"))
    for at in range(8):
        an_association(f"Påhittad förening {at}", None)
    told = []

    def rename_once(done, total):
        told.append(done)
        if len(told) > 1:
            return
        with transaction(is_piece=True):
            row = db.session.scalars(select(Association).where(Association.name.endswith(" 1"))).one()
            row.name, row.search_key = "Zinkens förening", "zinkens forening"

    table = files.TABLES[ExportKind.DIRECTORY]
    found = files.whole_list(table, {}, by, today=TODAY, progress=rename_once)
    assert [row[0] for row in found.rows].count("Zinkens förening") == 1
    assert found.rows == table.read({}, Asked(by, TODAY)).rows
