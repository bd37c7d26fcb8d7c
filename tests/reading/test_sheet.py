"""The sheet of a case: questions, answers, evidence, facts, progress."""

import pytest

from tests.makers import a_board, an_officer
from tests.makers_applications import a_case, a_case_in, a_paper, a_secretary
from tests.makers_checklists import NOW, answered, with_act, with_evidence, with_parameters
from tests.queries import count_queries
from vetting.domain.errors import NotFound
from vetting.domain.terms import ActorRole, Effect, Gate, Role, Stage
from vetting.reading import sheet as reading
from vetting.services import assessments, papers


@pytest.fixture
def secretary(app):
    return a_secretary()


def sheet_for(case_id, actor):
    pinned = reading.pinned_checklist(case_id, actor=actor)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    return reading.sheet_of_case(case_id, checklist, actor=actor)


def test_a_new_case_shows_what_is_asked_and_why_the_rest_is_not(secretary):
    sheet = sheet_for(a_case(secretary), secretary)
    assert [section.gate for section in sheet.sections] == list(Gate)
    assert (sheet.done, sheet.begins_review, sheet.is_preparing) == (0, True, True)
    assert sheet.total == sum(section.total for section in sheet.sections) == len(sheet.verdict.unanswered)
    why = {q: sheet.shown(q).why_closed for q in ("S01", "A01", "A06", "S18")}
    assert why == {"S01": "", "A01": "needs_act", "A06": "needs_finding", "S18": "not_set_locally"}
    assert sheet.shown("Z99") is None


def test_answers_evidence_and_acts_stand_at_their_questions(secretary):
    case_id = a_case(secretary)
    with_act(case_id, secretary)
    with_evidence(case_id, secretary, "A01", 4)
    with_evidence(case_id, secretary, "A01", 1, is_contrary=True)
    answered(case_id, secretary, S09=("nej", "Ingen är vald"), A01="indikation")
    sheet = sheet_for(case_id, secretary)
    shown = sheet.shown("S09")
    assert (shown.answer.value, shown.answer.reason, shown.answer.by) == (
        "nej",
        "Ingen är vald",
        secretary.name,
    )
    assert (shown.answer.at, shown.remark) == (NOW, Effect.COMPLETE)
    assert [(item.level, item.is_contrary) for item in sheet.shown("A01").evidence] in (
        [(4, False), (1, True)],
        [(1, True), (4, False)],
    )
    assert sheet.acts[0].actor_role is ActorRole.CHAIR
    assert (sheet.verdict.to_complete, sheet.verdict.indications) == (("S09",), ("A01",))
    assert sheet.shown("A06").is_open
    answered(case_id, secretary, A00=("nej", "Kan inte knytas till föreningen"))
    assert sheet_for(case_id, secretary).shown("A01").why_closed == "act_not_tied"


def test_what_is_known_and_what_the_board_has_set(secretary):
    with_parameters()
    case_id = a_case(secretary, members_total=43)
    papers.receive_paper(case_id, a_paper(), by=secretary, now=NOW)
    sheet = sheet_for(case_id, secretary)
    shown = sheet.shown("S18")
    assert [(fact.code, fact.suggestion) for fact in shown.facts] == [("members_stated", "43")]
    assert (shown.local[0].parameter.id, shown.local[0].value) == ("min_members", 50)
    assert [fact.code for fact in sheet.shown("S02").facts] == ["paper_received"]
    assert shown.answer is None, "a known fact is never an answer"


def test_the_number_of_queries_does_not_grow(secretary):
    with_parameters()
    case_id = a_case(secretary)
    with count_queries() as few:
        sheet_for(case_id, secretary)
    with_act(case_id, secretary)
    for level in range(1, 8):
        with_evidence(case_id, secretary, "A01", level)
    answered(case_id, secretary, S01="ja", S02="ja", A01="indikation", A02="ingen_indikation", S16="ja")
    with count_queries() as many:
        sheet_for(case_id, secretary)
    assert len(few) == len(many) == 3


def test_another_boards_case_does_not_exist(secretary):
    case_id = a_case(secretary)
    stranger = an_officer(username="annan", board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    with pytest.raises(NotFound):
        reading.pinned_checklist(case_id, actor=stranger)
    checklist = assessments.pinned_checklist(
        "democracy-criteria", "2026-01", digest=reading.pinned_checklist(case_id, actor=secretary).digest
    )
    with pytest.raises(NotFound):
        reading.sheet_of_case(case_id, checklist, actor=stranger)
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    assert reading.sheet_of_case(case_id, checklist, actor=auditor).case.id == case_id


def test_a_withdrawn_case_can_be_read_but_is_not_prepared(secretary):
    sheet = sheet_for(a_case_in(Stage.WITHDRAWN, secretary), secretary)
    assert (sheet.is_preparing, sheet.begins_review) == (False, False)


def test_the_answers_as_they_stood_at_a_version(secretary):
    case_id = a_case(secretary)
    answered(case_id, secretary, S01="ja")
    answered(case_id, secretary, S01=("nej", "Ändrat"), S02="ja")
    assert reading.answers_as_of(case_id, 0) == {}
    assert reading.answers_as_of(case_id, 1) == {"S01": ("ja", "")}
    assert reading.answers_as_of(case_id, 2) == {"S01": ("nej", "Ändrat"), "S02": ("ja", "")}
