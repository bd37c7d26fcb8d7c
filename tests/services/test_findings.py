"""Spot checks closed, taken up again, and the measures that follow."""

import datetime as dt

import pytest
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW
from tests.makers_checklists import PERSONAL, journal_text
from tests.makers_spot_checks import (
    LATER,
    a_check,
    a_check_read_twice,
    a_checker,
    a_closed_check,
    a_coordinator,
    a_finding,
    answered,
    check_row,
    filled_in,
    ready_to_close,
    with_comment,
    with_evidence,
)
from vetting.domain.errors import NotFound, Refused
from vetting.domain.terms_spot_checks import FindingResult, MeasureKind, SpotCheckState
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.spot_checks import Finding, FindingReopening, MeasureOutcome
from vetting.services import check_comments, findings, spot_checks


def close(check_id, by, result=FindingResult.NO_REMARK, *, now=NOW, **values):
    return findings.close_check(check_id, a_finding(result, **values), by=by, now=now)


def names(check_id):
    rows = db.session.query(JournalEntry.name).filter_by(subject=f"spot_check:{check_id}")
    return [name for (name,) in rows.order_by(JournalEntry.seq)]


def test_a_founded_finding_closes_the_check(app):
    check_id, checker = a_check()
    ready_to_close(check_id, checker)
    finding = db.session.get_one(Finding, close(check_id, checker, summary="Allt är i sin ordning."))
    check = check_row(check_id)
    assert (check.state, check.closed_at) == (SpotCheckState.CLOSED, NOW)
    assert (finding.version, finding.minutes_spent, finding.comment) == (1, 90, "Allt stämmer.")
    assert names(check_id)[-1] == "FindingRecorded"
    assert "sin ordning" not in journal_text()


def test_an_unfounded_one_is_refused_with_everything_that_is_missing(app):
    check_id, checker = a_check()
    answered(check_id, checker, U01=("nej", "Saknas"))
    with pytest.raises(Refused, match="finding_unfounded") as refusal:
        close(check_id, checker, measure=MeasureKind.PAYMENT_HOLD)
    assert [lack.code for lack in refusal.value.facts["lacks"]] == [
        "check_unanswered",
        "check_without_evidence",
        "bad_answer_without_evidence",
        "comment_not_asked",
        "remarks_in_the_answers",
        "measure_without_remark",
    ]
    assert db.session.query(Finding).count() == 0
    assert check_row(check_id).state is SpotCheckState.UNDER_WAY


def test_contrary_evidence_carries_no_bad_answer(app):
    check_id, checker = a_check()
    filled_in(check_id, checker, U01=("nej", "Saknas"))
    with_evidence(check_id, checker, "U01", is_contrary=True)
    with_comment(check_id, checker)
    with pytest.raises(Refused) as refusal:
        close(check_id, checker, FindingResult.SERIOUS, measure=MeasureKind.SPECIAL_REVIEW)
    codes = [lack.code for lack in refusal.value.facts["lacks"]]
    assert codes == ["check_without_evidence", "bad_answer_without_evidence"]


def test_silence_is_a_finding_after_letter_reminder_and_day(app):
    check_id, checker = a_check()
    filled_in(check_id, checker)
    with_evidence(check_id, checker)
    no_reply = {"result": FindingResult.NO_REPLY, "measure": MeasureKind.PAYMENT_HOLD}
    check_comments.ask_for_comment(check_id, by=checker, now=NOW)
    for now, code in ((NOW, "comment_awaited"), (LATER, "comment_not_reminded")):
        with pytest.raises(Refused) as refusal:
            close(check_id, checker, now=now, **no_reply)
        assert [lack.code for lack in refusal.value.facts["lacks"]] == [code]
    check_comments.remind_of_comment(check_id, by=checker, now=LATER)
    with pytest.raises(Refused):
        close(check_id, checker, now=LATER + dt.timedelta(days=1), **no_reply)
    close(check_id, checker, now=LATER + dt.timedelta(days=30), **no_reply)
    assert db.session.query(Finding.result).scalar() is FindingResult.NO_REPLY


def test_reopening_keeps_the_finding_and_the_next_one_follows_it(app):
    check_id, checker = a_closed_check()
    findings.reopen_check(check_id, "Nya uppgifter från revisorn", by=checker, now=NOW)
    check = check_row(check_id)
    assert (check.state, check.closed_at) == (SpotCheckState.UNDER_WAY, None)
    answered(check_id, checker, U01=("nej", "Revisorn saknar bilagor"))
    with_evidence(check_id, checker, "U01")
    close(check_id, checker, FindingResult.MINOR_CORRECTED, measure=MeasureKind.CORRECTED)
    rows = db.session.query(Finding.version, Finding.result).order_by(Finding.version).all()
    assert rows == [(1, FindingResult.NO_REMARK), (2, FindingResult.MINOR_CORRECTED)]
    assert db.session.query(FindingReopening.reason).scalar() == "Nya uppgifter från revisorn"


def test_the_table_refuses_to_change_a_finding(app):
    a_closed_check()
    with pytest.raises((Refused, DBAPIError)), transaction(is_piece=True):
        db.session.query(Finding).update({"summary": "Något annat"})


def test_whoever_runs_the_round_may_take_a_check_up_again_and_nobody_else(app):
    check_id, _ = a_closed_check()
    with pytest.raises(NotFound):
        findings.reopen_check(check_id, "Nyfiken", by=a_checker("annan"), now=NOW)
    findings.reopen_check(check_id, "Kommentar kom sent", by=a_coordinator("samordnare2"), now=NOW)


@pytest.mark.parametrize("reason", ["", f"Se {PERSONAL}"])
def test_a_check_is_taken_up_again_with_a_reason_that_can_be_kept(app, reason):
    check_id, checker = a_closed_check()
    with pytest.raises(Refused):
        findings.reopen_check(check_id, reason, by=checker, now=NOW)
    assert check_row(check_id).state is SpotCheckState.CLOSED


def test_an_open_check_has_nothing_to_take_up_and_no_measure(app):
    check_id, checker = a_check()
    for deed in (findings.reopen_check, findings.record_measure_done):
        with pytest.raises(Refused, match="check_not_closed"):
            deed(check_id, "Text", by=checker, now=NOW)


def test_a_measure_is_done_once(app):
    check_id, checker = a_check()
    ready_to_close(check_id, checker, U01=("nej", "Sent"))
    plan = {"measure": MeasureKind.ACTION_PLAN, "measure_due_on": dt.date(2027, 1, 15)}
    close(check_id, checker, FindingResult.ACTION_PLAN, **plan)
    findings.record_measure_done(check_id, "Rutinen är på plats", by=checker, now=NOW)
    assert db.session.query(MeasureOutcome.outcome).scalar() == "Rutinen är på plats"
    with pytest.raises(Refused, match="measure_already_done"):
        findings.record_measure_done(check_id, "Igen", by=checker, now=NOW)


def test_without_a_measure_there_is_nothing_to_do(app):
    check_id, checker = a_closed_check()
    with pytest.raises(Refused, match="no_measure"):
        findings.record_measure_done(check_id, "Gjort", by=checker, now=NOW)


def test_a_check_read_twice_closes_when_both_have_signed_and_counts_both_times(app):
    check_id, first, second = a_check_read_twice()
    filled_in(check_id, first, U01=("nej", "Sent"))
    filled_in(check_id, second, reading=2, U01=("nej", "Mycket sent"))
    with_evidence(check_id, second, "U01")  # what either found carries the finding once both have signed
    with_comment(check_id, first)
    spot_checks.sign_reading(check_id, 30, by=first, now=NOW)
    with pytest.raises(Refused) as refusal:
        close(check_id, first, FindingResult.SERIOUS, measure=MeasureKind.SPECIAL_REVIEW)
    assert "reading_not_signed" in [lack.code for lack in refusal.value.facts["lacks"]]
    spot_checks.sign_reading(check_id, 40, by=second, now=NOW)
    with pytest.raises(NotFound):  # the second reader reads, and closes nothing
        close(check_id, second)
    close(check_id, first, FindingResult.SERIOUS, measure=MeasureKind.SPECIAL_REVIEW, minutes=100)
    assert db.session.query(Finding.minutes_spent).scalar() == 140


@pytest.mark.parametrize(
    ("change", "code"), [({"minutes": -1}, "minutes_odd"), ({"summary": ""}, "text_missing")]
)
def test_odd_values_are_refused(app, change, code):
    check_id, checker = a_check()
    ready_to_close(check_id, checker)
    with pytest.raises(Refused, match=code):
        close(check_id, checker, **change)
