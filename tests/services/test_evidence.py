"""Acts recorded, evidence added, files opened."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF, a_case, a_paper, a_secretary
from tests.makers_checklists import PERSONAL, an_act, an_evidence, journal_text, with_act, with_evidence
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.terms import Stage
from vetting.records import sheets
from vetting.records.applications import Case
from vetting.records.assessments import Evidence, RecordedAct
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services import evidence, papers


@pytest.fixture
def secretary(app):
    return a_secretary()


@pytest.fixture
def case_id(secretary):
    return a_case(secretary)


def test_an_act_opens_the_questions_and_begins_the_review(secretary, case_id):
    with_act(case_id, secretary)
    row = db.session.query(RecordedAct).one()
    assert (row.actor_role, row.place) == ("chair", "Norrdal")
    assert "A01" in sheets.required_ids(case_id)
    assert db.session.get(Case, case_id).stage is Stage.IN_REVIEW
    names = [name for (name,) in db.session.query(JournalEntry.name).order_by(JournalEntry.seq)]
    assert names[-2:] == ["CaseMoved", "ActRecorded"]


@pytest.mark.parametrize("field", ["what", "place", "source"])
@pytest.mark.parametrize(
    ("text", "code"), [("  ", "text_missing"), (f"Se {PERSONAL}", "personal_number_in_text")]
)
def test_an_act_must_be_whole_and_without_personal_numbers(secretary, case_id, field, text, code):
    with pytest.raises(Refused, match=code) as refusal:
        evidence.record_act(case_id, an_act(**{field: text}), by=secretary, now=NOW)
    assert refusal.value.facts["field"] == field
    assert db.session.query(RecordedAct).count() == 0
    assert PERSONAL not in journal_text()


def test_an_act_cannot_lie_ahead(secretary, case_id):
    evidence.record_act(case_id, an_act(act_on=NOW.date()), by=secretary, now=NOW)
    with pytest.raises(Refused, match="act_in_future"):
        evidence.record_act(case_id, an_act(act_on=NOW.date() + dt.timedelta(days=1)), by=secretary, now=NOW)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"question_id": "Z99"}, "unknown_question"),
        ({"question_id": "A06"}, "question_not_open"),
        ({"question_id": "S18"}, "question_not_open"),
        ({"kind": "rykte"}, "unknown_evidence_kind"),
        ({"level": 9}, "unknown_evidence_level"),
        ({"level": 0}, "unknown_evidence_level"),
        ({"act_on": None}, "act_date_missing"),
        ({"act_on": dt.date(2030, 1, 1)}, "act_in_future"),
        ({"description": ""}, "text_missing"),
        ({"source": PERSONAL}, "personal_number_in_text"),
        ({"source": "x" * 301}, "text_too_long"),
    ],
)
def test_evidence_that_does_not_fit_is_refused(secretary, case_id, words, code):
    with_act(case_id, secretary)
    with pytest.raises(Refused, match=code):
        evidence.add_evidence(case_id, an_evidence(**words), by=secretary, now=NOW)
    assert db.session.query(Evidence).count() == 0


def test_evidence_on_an_act_waits_for_the_act(secretary, case_id):
    with pytest.raises(Refused, match="question_not_open"):
        with_evidence(case_id, secretary)


def test_a_file_is_checked_kept_and_its_opening_noted(secretary, case_id):
    new = an_evidence("S01", 1, act_on=None)
    found = evidence.add_evidence(case_id, new, file=("stadgar.pdf", PDF), by=secretary, now=NOW)
    opened = evidence.open_evidence(case_id, found, by=secretary, now=NOW)
    assert (opened.data, opened.media_type) == (PDF, "application/pdf")
    last = db.session.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()
    assert (last.name, last.subject) == ("PaperViewed", f"evidence:{found}")
    with pytest.raises(UnusableFile):
        evidence.add_evidence(case_id, new, file=("stadgar.pdf", b"MZ\x00\x00"), by=secretary, now=NOW)
    stranger = an_officer(username="annan", board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    with pytest.raises(NotFound):
        evidence.open_evidence(case_id, found, by=stranger, now=NOW)


def test_evidence_may_be_a_paper_of_the_case_but_of_no_other(secretary, case_id):
    from tests.makers_applications import an_association

    paper_id = papers.receive_paper(case_id, a_paper(), by=secretary, now=NOW)
    with_evidence(case_id, secretary, "S01", 1, paper_id=paper_id)
    other = a_case(secretary, association=an_association("Björkbackens Bridgeklubb", "8899999026"))
    with pytest.raises(NotFound, match="paper_not_found"):
        with_evidence(other, secretary, "S01", 1, paper_id=paper_id)
