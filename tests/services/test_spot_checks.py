"""One spot check made: answers, signed readings, and two readers who know nothing of each other."""

import threading

import pytest

from tests.makers import NOW
from tests.makers_checklists import PERSONAL, journal_text
from tests.makers_spot_checks import (
    READ_TWICE,
    a_check,
    a_check_read_twice,
    a_checker,
    a_closed_check,
    a_coordinator,
    answered,
    check_row,
    filled_in,
    in_conflict,
    plain_answers,
    version_of,
)
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage, SpotCheckState
from vetting.records.check_sheets import CheckAnswer, CheckReading
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.rounds import SpotCheckRound
from vetting.services import spot_checks


def current(check_id, reading=1):
    rows = db.session.query(CheckAnswer).filter_by(check_id=check_id, reading=reading, is_current=True)
    return {row.question_id: (row.value, row.reason) for row in rows}


def entries(check_id):
    rows = db.session.query(JournalEntry.name).filter_by(subject=f"spot_check:{check_id}")
    return [name for (name,) in rows.order_by(JournalEntry.seq)]


def test_the_first_save_begins_the_check_and_a_blank_answer_is_no_answer(app):
    check_id, checker = a_check()
    assert check_row(check_id).state is SpotCheckState.WAITING
    saved = answered(check_id, checker, U06="ja", K01="")
    assert (saved.sheet_version, saved.changed) == (1, ("U06",))
    assert current(check_id) == {"U06": ("ja", "")}
    assert check_row(check_id).state is SpotCheckState.UNDER_WAY
    assert entries(check_id) == ["SpotCheckAnswered"]


def test_a_later_answer_follows_the_earlier_and_an_unchanged_one_leaves_no_trace(app):
    check_id, checker = a_check()
    answered(check_id, checker, U06="ja", K01="ja")
    answered(check_id, checker, U06=("nej", "Nytt konto är inte anmält"), K01="ja")
    again = answered(check_id, checker, U06=("nej", "Nytt konto är inte anmält  "), K01="ja")
    rows = db.session.query(CheckAnswer).order_by(CheckAnswer.sheet_version, CheckAnswer.question_id)
    assert [(row.question_id, row.value, row.sheet_version, row.is_current) for row in rows] == [
        ("K01", "ja", 1, True),
        ("U06", "ja", 1, False),
        ("U06", "nej", 2, True),
    ]
    assert (again.changed, again.sheet_version) == ((), 2)
    assert entries(check_id) == ["SpotCheckAnswered", "SpotCheckAnswered"]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"U06": "kanske"}, [("U06", "answer_not_offered")]),
        ({"U06": "nej"}, [("U06", "answer_needs_reason")]),
        ({"U06": ("", "skäl utan svar")}, [("U06", "answer_empty")]),
        ({"K04": "i går"}, [("K04", "answer_not_a_date")]),
        ({"Z99": "ja"}, [("Z99", "unknown_question")]),
        ({"A13": "ingen_indikation"}, [("A13", "question_not_asked")]),  # needs an act: the same for all (D-09)
        ({"U06": "kanske", "K01": "ja", "S07": "nej"},
         [("U06", "answer_not_offered"), ("S07", "answer_needs_reason")]),
    ],
)  # fmt: skip
def test_an_unsound_answer_refuses_the_whole_save_and_names_every_fault(app, answers, expected):
    check_id, checker = a_check()
    with pytest.raises(Refused, match="answers_unsound") as refusal:
        answered(check_id, checker, **answers)
    assert list(refusal.value.facts["faults"]) == expected
    assert current(check_id) == {}
    assert check_row(check_id).state is SpotCheckState.WAITING


def test_a_personal_number_is_refused_and_nowhere_kept(app):
    check_id, checker = a_check()
    with pytest.raises(Refused, match="personal_number_in_text") as refusal:
        answered(check_id, checker, U06=("nej", f"Kassören {PERSONAL} flyttade"))
    assert refusal.value.facts["field"] == "U06"
    assert PERSONAL not in journal_text()


def test_a_save_on_an_older_sheet_is_refused_and_says_who_came_between(app):
    check_id, checker = a_check()
    answered(check_id, checker, U06="ja")
    with pytest.raises(Refused, match="stale_checklist") as refusal:
        spot_checks.answer_check(check_id, [("K01", "ja", "")], sheet_version=0, by=checker, now=NOW)
    assert refusal.value.facts["saved_by"] == "Kontrollant"


def test_another_officers_check_does_not_exist(app):
    check_id, _ = a_check()
    with pytest.raises(NotFound):
        answered(check_id, a_checker("annan"), U06="ja")
    with pytest.raises(NotFound):
        answered("0" * 16, a_checker("tredje"), U06="ja")


def test_running_the_round_is_not_making_the_check(app):
    check_id, _ = a_check()
    with pytest.raises(NotFound):
        answered(check_id, a_coordinator("samordnare2"), U06="ja")


def test_a_role_without_the_act_is_refused(app, an_auditor):
    check_id, _ = a_check()
    with pytest.raises(NotAllowed):
        answered(check_id, an_auditor, U06="ja")


@pytest.fixture
def an_auditor(app):
    from tests.makers import an_officer

    return an_officer(Role.AUDITOR, everywhere=True)


def test_nobody_acts_in_a_check_they_have_a_conflict_in(app):
    check_id, checker = a_check()
    in_conflict(check_id, checker)
    with pytest.raises(Refused, match="conflict_of_interest"):
        answered(check_id, checker, U06="ja")


def test_a_closed_check_and_a_voided_round_take_no_answers(app):
    check_id, checker = a_closed_check()
    with pytest.raises(Refused, match="check_closed"):
        answered(check_id, checker, U06=("nej", "Ändrat"))
    with transaction(is_piece=True):
        found = db.session.get_one(SpotCheckRound, check_row(check_id).round_id)
        found.stage, found.voided_at, found.voided_by, found.void_reason = RoundStage.VOIDED, NOW, "x", "Fel"
    with pytest.raises(Refused, match="round_voided"):
        answered(check_id, checker, U06=("nej", "Ändrat"))


def test_two_readers_answer_apart_and_the_journal_tells_no_answer(app):
    check_id, first, second = a_check_read_twice()
    answered(check_id, first, U06=("nej", "Bytt bankkonto utan att säga till"))
    answered(check_id, second, reading=2, U06="ja")
    assert current(check_id, 1) == {"U06": ("nej", "Bytt bankkonto utan att säga till")}
    assert current(check_id, 2) == {"U06": ("ja", "")}
    assert '"nej"' not in journal_text()
    assert "bankkonto" not in journal_text()


def test_a_signed_reading_is_closed_until_the_other_is_signed_too(app):
    check_id, first, second = a_check_read_twice()
    filled_in(check_id, first)
    filled_in(check_id, second, reading=2, U06=("nej", "Kontot är bytt"))
    spot_checks.sign_reading(check_id, 60, by=first, now=NOW)
    for again in (lambda: answered(check_id, first, U06=("nej", "x")),
                  lambda: spot_checks.sign_reading(check_id, 60, by=first, now=NOW)):  # fmt: skip
        with pytest.raises(Refused, match="reading_signed"):
            again()
    spot_checks.sign_reading(check_id, 45, by=second, now=NOW)
    with pytest.raises(Refused, match="reading_signed"):  # the second reader's words stand as signed
        answered(check_id, second, reading=2, U06="ja")
    with pytest.raises(Refused, match="answers_unsound") as refusal:
        answered(check_id, first, K01=("delvis", ""))
    assert refusal.value.facts["faults"] == (("K01", "settling_needs_reason"),)
    answered(check_id, first, U06=("nej", "Vi enades: kontot är bytt"))
    assert current(check_id, 1)["U06"] == ("nej", "Vi enades: kontot är bytt")
    row = db.session.get_one(CheckReading, (check_id, 1), populate_existing=True)
    assert (row.signed_version, row.sheet_version, row.minutes_spent) == (1, 2, 60)
    assert entries(check_id).count("ReadingSigned") == 2


def test_a_reading_is_signed_when_it_is_finished_and_there_is_a_second_one(app):
    check_id, first, _ = a_check_read_twice()
    answers = plain_answers()
    left = answers.popitem()[0]
    answered(check_id, first, **answers)
    with pytest.raises(Refused, match="reading_unfinished") as refusal:
        spot_checks.sign_reading(check_id, 60, by=first, now=NOW)
    assert refusal.value.facts["questions"] == (left,)


def test_a_reading_alone_needs_no_signature(app):
    check_id, checker = a_check()
    filled_in(check_id, checker)
    with pytest.raises(Refused, match="no_second_reading"):
        spot_checks.sign_reading(check_id, 60, by=checker, now=NOW)


@pytest.mark.parametrize("minutes", [-1, 10_001])
def test_odd_minutes_are_refused(app, minutes):
    check_id, first = a_check(terms=READ_TWICE)
    filled_in(check_id, first)
    with pytest.raises(Refused, match="minutes_odd"):
        spot_checks.sign_reading(check_id, minutes, by=first, now=NOW)
    assert version_of(check_id) == 1


def test_two_saves_in_the_same_moment_and_one_hears_of_the_other(own_app):
    check_id, checker = a_check()
    db.session.rollback()
    start, outcomes = threading.Barrier(2), []

    def work(question_id):
        with own_app.app_context():
            start.wait()
            try:
                spot_checks.answer_check(
                    check_id, [(question_id, "ja", "")], sheet_version=0, by=checker, now=NOW
                )
                outcomes.append("saved")
            except Refused as refusal:
                outcomes.append(refusal.code)
            db.session.remove()

    threads = [threading.Thread(target=work, args=(question,)) for question in ("U06", "K01")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "stale_checklist"]
    db.session.rollback()
    assert len(current(check_id)) == 1
