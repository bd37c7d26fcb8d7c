"""Answering the checklist of a case."""

import datetime as dt
import threading

import pytest
from sqlalchemy import insert

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case, a_case_in, a_secretary
from tests.makers_checklists import (
    PERSONAL,
    answered,
    journal_text,
    version_of,
    with_act,
    with_evidence,
    with_parameters,
)
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role, Stage
from vetting.gateways import pinned_checklists
from vetting.records import sheets
from vetting.records.applications import Case
from vetting.records.assessments import Answer
from vetting.records.db import db
from vetting.records.decisions import ConflictDeclaration
from vetting.records.journal import JournalEntry
from vetting.services import assessments


def save(case_id, by, answers, version=0):
    return assessments.answer_checklist(
        case_id, answers, sheet_version=version, has_no_conflict=True, by=by, now=NOW
    )


def current(case_id):
    rows = db.session.query(Answer).filter_by(case_id=case_id, is_current=True)
    return {row.question_id: (row.value, row.reason) for row in rows}


def entries(case_id):
    rows = db.session.query(JournalEntry.name).filter_by(case_id=case_id).order_by(JournalEntry.seq)
    return [name for (name,) in rows]


def faults(refusal):
    return refusal.value.facts["faults"]


def test_the_first_save_begins_the_review_and_the_rest_stays_unanswered(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    saved = save(case_id, secretary, [("S01", "ja", ""), ("S02", "", "")])
    assert (saved.sheet_version, saved.changed) == (1, ("S01",))
    assert current(case_id) == {"S01": ("ja", "")}
    assert db.session.get(Case, case_id).stage is Stage.IN_REVIEW
    assert entries(case_id)[-2:] == ["CaseMoved", "ChecklistAnswered"]


def test_a_changed_answer_follows_the_older_one_and_an_unchanged_is_not_written_again(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    answered(case_id, secretary, S01="ja", S02="ja")
    answered(case_id, secretary, S01=("nej", "Stadgar saknas"), S02="ja")
    rows = (
        db.session.query(Answer).filter_by(case_id=case_id).order_by(Answer.sheet_version, Answer.question_id)
    )
    assert [(r.question_id, r.value, r.sheet_version, r.is_current) for r in rows] == [
        ("S01", "ja", 1, False),
        ("S02", "ja", 1, True),
        ("S01", "nej", 2, True),
    ]


def test_a_save_that_changes_nothing_leaves_no_trace(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    answered(case_id, secretary, S01=("oklart", "Rad ett\nrad två"))
    before = entries(case_id)
    again = answered(case_id, secretary, S01=("oklart", "Rad ett\r\nrad två  "))
    assert (again.changed, again.sheet_version) == ((), 1)
    assert entries(case_id) == before


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([("S01", "kanske", "")], [("S01", "answer_not_offered")]),
        ([("S01", "nej", "")], [("S01", "answer_needs_reason")]),
        ([("S01", "oklart", "")], [("S01", "answer_needs_reason")]),
        ([("S01", "", "skäl utan svar")], [("S01", "answer_empty")]),
        ([("Z99", "ja", "")], [("Z99", "unknown_question")]),
        ([("A01", "ja", "")], [("A01", "question_not_open")]),
        ([("S18", "43", "")], [("S18", "question_not_open")]),  # the board has set no limit
        (
            [("S01", "kanske", ""), ("S02", "ja", ""), ("S05", "nej", " ")],
            [("S01", "answer_not_offered"), ("S05", "answer_needs_reason")],
        ),
    ],
)
def test_an_unsound_answer_refuses_the_whole_save_and_names_every_fault(app, answers, expected):
    secretary = a_secretary()
    case_id = a_case(secretary)
    with pytest.raises(Refused, match="answers_unsound") as refusal:
        save(case_id, secretary, answers)
    assert list(faults(refusal)) == expected
    assert current(case_id) == {}
    assert db.session.get(Case, case_id).stage is Stage.RECEIVED


@pytest.mark.parametrize(
    ("value", "expected"),
    [("43", []), ("1 250", []), ("många", ["answer_not_a_number"]), ("12", ["answer_needs_reason"])],
)
def test_a_number_is_compared_with_the_boards_own_limit(app, value, expected):
    with_parameters(min_members=("S18", "40"))
    secretary = a_secretary()
    case_id = a_case(secretary)
    if expected:
        with pytest.raises(Refused) as refusal:
            save(case_id, secretary, [("S18", value, "")])
        assert [code for _, code in faults(refusal)] == expected
    else:
        assert save(case_id, secretary, [("S18", value, "")]).changed == ("S18",)


def test_unclear_never_becomes_no(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    answered(case_id, secretary, S01=("oklart", "Stadgarna är olästa"))
    assert current(case_id)["S01"][0] == "oklart"
    standing = sheets.answers_standing(case_id)
    from vetting.domain.verdict import evaluate

    checklist = assessments.pinned_checklist(
        "democracy-criteria", "2026-01", digest=db.session.get(Case, case_id).checklist_digest
    )
    verdict = evaluate(checklist, standing, parameters={}, act_recorded=False)
    assert (verdict.unclear, verdict.remarks) == (("S01",), ())


@pytest.mark.parametrize(("value", "reason"), [("ja", f"Enligt {PERSONAL}"), (f"{PERSONAL}", "")])
def test_a_personal_number_is_refused_and_kept_nowhere(app, value, reason):
    secretary = a_secretary()
    case_id = a_case(secretary)
    with pytest.raises(Refused, match="personal_number_in_text") as refusal:
        save(case_id, secretary, [("S01", value, reason)])
    assert PERSONAL not in str(refusal.value.facts)
    assert current(case_id) == {}
    assert PERSONAL not in journal_text()


def test_gates_open_and_close_and_the_required_questions_keep_step(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    assert not {"A00", "A01", "A06", "A07"} & sheets.required_ids(case_id)
    with_act(case_id, secretary)
    assert {"A00", "A01", "A20"} <= sheets.required_ids(case_id)
    assert "A06" not in sheets.required_ids(case_id)
    with_evidence(case_id, secretary)
    saved = answered(case_id, secretary, A01="indikation")
    assert saved.opened == ("A06", "A07", "A08", "A09", "A10")
    saved = answered(case_id, secretary, A00=("nej", "Handlingen kan inte knytas till föreningen"))
    assert {"A01", "A06", "A10"} <= set(saved.closed)
    assert not {"A01", "A06", "A07"} & sheets.required_ids(case_id)
    assert current(case_id)["A01"][0] == "indikation", "an answer is kept though its question has closed"


def test_a_value_set_by_the_board_opens_its_question_in_cases_opened_later(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    with_parameters(directory_entry_required=("S14", "yes"))
    answered(case_id, secretary, S01="ja")
    assert "S14" not in sheets.required_ids(case_id), "new rules do not reach back (KL 2:4)"
    later = a_case(secretary)
    assert "S14" in sheets.required_ids(later)


@pytest.mark.parametrize("level", [6, 7, 8])
def test_weak_evidence_never_supports_proven(app, level):
    secretary = a_secretary()
    case_id = a_case(secretary)
    with_act(case_id, secretary)
    with_evidence(case_id, secretary, "A01", level)
    with_evidence(case_id, secretary, "A01", 1, is_contrary=True)  # strong, but speaks against
    with pytest.raises(Refused) as refusal:
        answered(case_id, secretary, A01=("styrkt", "Enligt uppgift"))
    assert list(faults(refusal)) == [("A01", "evidence_too_weak_for_proven")]
    with_evidence(case_id, secretary, "A01", 5)
    assert answered(case_id, secretary, A01=("styrkt", "Enligt vittnet")).changed == ("A01",)


def test_an_indication_needs_evidence(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    with_act(case_id, secretary)
    with pytest.raises(Refused) as refusal:
        answered(case_id, secretary, A01="indikation")
    assert list(faults(refusal)) == [("A01", "answer_needs_evidence")]


def test_a_save_that_comes_too_late_is_refused_and_says_who_came_between(app):
    one, other = a_secretary(), an_officer(username="berit.sekr", board=a_board())
    case_id = a_case(one)
    save(case_id, other, [("S01", "ja", "")])
    with pytest.raises(Refused, match="stale_checklist") as refusal:
        save(case_id, one, [("S02", "ja", "")])
    assert refusal.value.facts["saved_by"] == other.name
    assert current(case_id) == {"S01": ("ja", "")}


def test_two_at_once_and_one_of_them_is_told(own_app):
    one, other = a_secretary(), a_secretary()
    case_id = a_case(one)
    start, outcomes = threading.Barrier(2), []

    def work(actor, question_id):
        with own_app.app_context():
            start.wait()
            try:
                save(case_id, actor, [(question_id, "ja", "")])
                outcomes.append("saved")
            except Refused as refusal:
                outcomes.append(refusal.code)
            db.session.remove()

    threads = [threading.Thread(target=work, args=pair) for pair in ((one, "S01"), (other, "S02"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "stale_checklist"]
    db.session.rollback()
    assert version_of(case_id) == 1
    assert len(current(case_id)) == 1


def test_a_declared_conflict_stops_one_officer_and_not_the_next(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    answered(case_id, secretary, S01="ja")
    db.session.execute(
        insert(ConflictDeclaration).values(
            id="c1",
            case_id=case_id,
            officer_id=secretary.id,
            has_conflict=True,
            note="",
            declared_at=NOW + dt.timedelta(minutes=1),
        )
    )
    db.session.commit()
    with pytest.raises(Refused, match="conflict_of_interest"):
        answered(case_id, secretary, S02="ja")
    assert answered(case_id, a_secretary(), S02="ja").changed == ("S02",)


def test_who_may_not(app):
    secretary = a_secretary()
    case_id = a_case(secretary)
    stranger = an_officer(username="annan", board=a_board("SOD", "Söderdals stadsdelsnämnd"))
    auditor = an_officer(Role.AUDITOR, everywhere=True)
    with pytest.raises(NotFound):
        answered(case_id, stranger, S01="ja")
    with pytest.raises(NotAllowed):
        answered(case_id, auditor, S01="ja")


def test_a_case_no_longer_prepared_is_closed_for_answers(app):
    secretary = a_secretary()
    case_id = a_case_in(Stage.WITHDRAWN, secretary)
    with pytest.raises(Refused, match="case_not_open"):
        answered(case_id, secretary, S01="ja")


def test_a_changed_checklist_file_is_refused(app, tmp_path, monkeypatch):
    import shutil

    from vetting.paths import checklists_dir

    secretary = a_secretary()
    case_id = a_case(secretary)
    folder = tmp_path / "checklists"
    shutil.copytree(checklists_dir(), folder)
    file = folder / "democracy-criteria" / "2026-01.toml"
    file.write_text(file.read_text("utf-8").replace("stadgar", "regler", 1), "utf-8")
    monkeypatch.setattr(pinned_checklists, "checklists_dir", lambda: folder)
    with pytest.raises(Refused, match="checklist_changed"):
        answered(case_id, secretary, S01="ja")
