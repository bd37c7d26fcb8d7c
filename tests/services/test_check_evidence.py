"""Evidence of a spot check: added to the own reading, its file opened by those who may see it."""

import datetime as dt

import pytest

from tests.makers import NOW
from tests.makers_applications import PDF
from tests.makers_checklists import PERSONAL, journal_text
from tests.makers_spot_checks import (
    a_check,
    a_check_read_twice,
    a_checker,
    a_closed_check,
    check_row,
    filled_in,
    with_evidence,
)
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.terms_spot_checks import SpotCheckState
from vetting.gateways import file_store
from vetting.records.check_sheets import CheckEvidence
from vetting.records.db import db, settings
from vetting.services import check_evidence, spot_checks


def opened(check_id, evidence_id, by):
    return check_evidence.open_check_evidence(check_id, evidence_id, by=by, now=NOW)


def test_evidence_begins_the_check_and_the_journal_tells_only_where_it_stands(app):
    check_id, checker = a_check()
    evidence_id = with_evidence(check_id, checker, "U01", description="Kassan saknade två kvitton", level=2)
    row = db.session.get_one(CheckEvidence, evidence_id)
    assert (row.reading, row.question_id, row.level, row.file_digest) == (1, "U01", 2, None)
    assert check_row(check_id).state is SpotCheckState.UNDER_WAY
    assert "kvitton" not in journal_text()


def test_a_file_is_kept_and_opened_whole(app):
    check_id, checker = a_check()
    evidence_id = with_evidence(check_id, checker, file=("protokoll.pdf", PDF))
    file = opened(check_id, evidence_id, checker)
    assert (file.data, file.media_type, file.name) == (PDF, "application/pdf", f"U06-{evidence_id}")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"question_id": "Z99"}, "unknown_question"),
        ({"question_id": "A13"}, "question_not_asked"),
        ({"kind": "skvaller"}, "unknown_evidence_kind"),
        ({"level": 9}, "unknown_evidence_level"),
        ({"act_on": NOW.date() + dt.timedelta(days=1)}, "act_in_future"),
        ({"description": "  "}, "text_missing"),
        ({"source": f"Enligt {PERSONAL}"}, "personal_number_in_text"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(app, change, code):
    check_id, checker = a_check()
    with pytest.raises(Refused, match=code):
        with_evidence(check_id, checker, **change)
    assert db.session.query(CheckEvidence).count() == 0


@pytest.mark.parametrize(
    ("file", "code"),
    [(("tom.pdf", b""), "empty_file"), (("bild.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 20), "renamed_file")],
)
def test_an_unusable_file_is_refused_and_nothing_kept(app, file, code):
    check_id, checker = a_check()
    with pytest.raises(UnusableFile, match=code):
        with_evidence(check_id, checker, file=file)
    assert db.session.query(CheckEvidence).count() == 0


def test_a_damaged_file_is_told(app):
    check_id, checker = a_check()
    evidence_id = with_evidence(check_id, checker, file=("protokoll.pdf", PDF + b"%x"))
    file_store.forget(settings().files_dir, db.session.get_one(CheckEvidence, evidence_id).file_digest)
    with pytest.raises(UnusableFile, match="file_damaged"):
        opened(check_id, evidence_id, checker)


def test_only_its_readers_add_and_open(app):
    check_id, checker = a_check()
    stranger = a_checker("annan")
    evidence_id = with_evidence(check_id, checker, file=("protokoll.pdf", PDF))
    for deed in (
        lambda: with_evidence(check_id, stranger),
        lambda: opened(check_id, evidence_id, stranger),
        lambda: opened("f" * 16, evidence_id, checker),
        lambda: opened(check_id, "0" * 16, checker),
    ):
        with pytest.raises(NotFound):
            deed()


def test_neither_reader_opens_the_others_file_before_both_have_signed(app):
    check_id, first, second = a_check_read_twice()
    filled_in(check_id, first)
    filled_in(check_id, second, reading=2)
    ids = [with_evidence(check_id, one, file=(f"{n}.pdf", PDF)) for n, one in enumerate((first, second))]
    for evidence_id, other in zip(ids, (second, first), strict=True):
        with pytest.raises(NotFound):
            opened(check_id, evidence_id, other)
    spot_checks.sign_reading(check_id, 5, by=first, now=NOW)
    with pytest.raises(Refused, match="reading_signed"):
        with_evidence(check_id, first)
    with pytest.raises(NotFound):
        opened(check_id, ids[0], second)
    spot_checks.sign_reading(check_id, 5, by=second, now=NOW)
    assert opened(check_id, ids[0], second).data == opened(check_id, ids[1], first).data == PDF


def test_a_closed_check_takes_no_more_evidence(app):
    check_id, checker = a_closed_check()
    with pytest.raises(Refused, match="check_closed"):
        with_evidence(check_id, checker)
