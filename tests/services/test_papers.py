"""Papers of a case: guards, the store, and the journal before the reader."""

import io
import zipfile

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF, PNG, a_case, a_case_in, a_list, a_paper, a_secretary
from vetting.domain.application import SentPaper
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.terms import PaperKind, Role, Stage
from vetting.gateways import file_store
from vetting.records.associations import Paper
from vetting.records.db import db, settings
from vetting.records.journal import JournalEntry
from vetting.services import papers


def a_bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (20 * 1024 * 1024))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "stadgar.pdf", "empty_file"),
        (b" \n\t ", "stadgar.pdf", "empty_file"),
        (b"namn;nummer\nA;1", "stadgar.pdf", "renamed_file"),
        (b"namn;nummer\nA;1", "lista.csv", "kind_not_allowed"),
        (b"Hej", "brev.txt", "kind_not_allowed"),
        (PNG, "stadgar.pdf", "renamed_file"),
        (b"MZ\x90\x00\x03", "stadgar.exe", "unknown_kind"),
        (b"PK\x03\x04 broken", "stadgar.docx", "broken_zip"),
        (a_bomb(), "stadgar.docx", "zip_bomb"),
        (b"<html><script>alert(1)</script></html>", "stadgar.html", "kind_not_allowed"),
    ],
)
def test_what_is_no_paper_is_refused_and_not_kept(app, data, name, code):
    by = a_secretary()
    case_id = a_case(by)
    with pytest.raises(UnusableFile, match=code):
        papers.receive_paper(case_id, SentPaper(PaperKind.STATUTES, 2026, name, data), by=by, now=NOW)
    assert db.session.query(Paper).count() == 0


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDF, "stadgar.pdf"),
        (PNG, "foto.png"),
        (b"\xff\xd8\xff\xe0\x00", "foto.jpg"),
        (a_list([]), "bok.xlsx"),
    ],
)
def test_a_paper_is_kept_by_its_digest_and_opened_whole(app, data, name):
    by = a_secretary()
    case_id = a_case(by)
    paper_id = papers.receive_paper(case_id, a_paper(data=data, name=name), by=by, now=NOW)
    opened = papers.view_paper(case_id, paper_id, by=by, now=NOW)
    assert (opened.data, opened.file_name) == (data, name)
    names = [row.name for row in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert names[-2:] == ["PaperReceived", "PaperViewed"]


def test_the_same_bytes_twice_are_told(app):
    by = a_secretary()
    case_id = a_case(by)
    papers.receive_paper(case_id, a_paper(), by=by, now=NOW)
    with pytest.raises(Refused, match="same_paper_again") as refusal:
        papers.receive_paper(case_id, a_paper(PaperKind.OTHER, name="annat.pdf"), by=by, now=NOW)
    assert refusal.value.facts["file_name"] == "stadgar.pdf"
    papers.receive_paper(a_case(by), a_paper(), by=by, now=NOW)
    assert db.session.query(Paper).count() == 2


def test_names_are_masked_and_cut_but_keep_their_ending(app):
    by = a_secretary()
    case_id = a_case(by)
    papers.receive_paper(case_id, a_paper(name="../19811228-9874" + "å" * 300 + ".pdf"), by=by, now=NOW)
    name = db.session.query(Paper).one().file_name
    assert "9874" not in name
    assert "/" not in name
    assert name.endswith(".pdf")
    assert len(name) <= 200


@pytest.mark.parametrize(
    ("stage", "code"),
    [(Stage.AWAITING_SUPPLEMENT, "only_named_points"), (Stage.WITHDRAWN, "case_not_open")],
)
def test_the_stage_decides_whether_papers_come_in(app, stage, code):
    by = a_secretary()
    case_id = a_case_in(stage, by)
    with pytest.raises(Refused, match=code):
        papers.receive_paper(case_id, a_paper(), by=by, now=NOW)


def test_damaged_bytes_are_never_shown(app):
    by = a_secretary()
    case_id = a_case(by)
    paper_id = papers.receive_paper(case_id, a_paper(), by=by, now=NOW)
    path = file_store.path_of(settings().files_dir, db.session.get(Paper, paper_id).file_digest)
    path.write_bytes(b"%PDF- other")
    with pytest.raises(UnusableFile, match="file_damaged"):
        papers.view_paper(case_id, paper_id, by=by, now=NOW)
    path.unlink()
    with pytest.raises(UnusableFile, match="file_damaged"):
        papers.view_paper(case_id, paper_id, by=by, now=NOW)


def test_a_paper_is_found_in_its_own_case_and_board_alone(app):
    by = a_secretary()
    case_id, other = a_case(by), a_case(by)
    paper_id = papers.receive_paper(case_id, a_paper(), by=by, now=NOW)
    stranger = a_secretary(a_board("SOD", "Söderdals stadsdelsnämnd"))
    auditor = an_officer(Role.AUDITOR, username="rev", everywhere=True)
    assert papers.view_paper(case_id, paper_id, by=auditor, now=NOW).data == PDF
    for wanted, paper, who in ((other, paper_id, by), (case_id, "0" * 16, by), (case_id, paper_id, stranger)):
        with pytest.raises(NotFound):
            papers.view_paper(wanted, paper, by=who, now=NOW)
    with pytest.raises(NotFound):
        papers.receive_paper(case_id, a_paper(data=PNG, name="x.png"), by=stranger, now=NOW)
