"""Questions that officers queue for a register asked by file, and answers corrected after the decision."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_inquiries import GROUND, ONE, TWO, an_asked_register, asked
from tests.makers_partners import decided_from
from tests.makers_posts import answers, claim, nothing
from tests.services.test_attacks_at_once import at_once
from vetting.domain.authority import SYSTEM, Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import InquiryState, Role, SignalKind, Stage
from vetting.reading.askable_sources import askable_sources, to_ask_before_check
from vetting.reading.checks import checks_of_case
from vetting.reading.desk import desk_of
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.clearances import Signal
from vetting.records.db import db, transaction
from vetting.records.inquiries import Inquiry
from vetting.records.journal import JournalEntry
from vetting.services import inquiries, question_files, screening

TODAY = dt.date(2026, 11, 20)
LATER = NOW + dt.timedelta(hours=2)


@pytest.fixture
def officer(app) -> Actor:
    an_asked_register()
    return an_officer(Role.CULTURE_SECRETARY)


def queue(case_id: str, by: Actor, now: dt.datetime = NOW) -> Inquiry:
    inquiry_id = question_files.queue_question("kfm", case_id, by=by, now=now)
    return db.session.get_one(Inquiry, inquiry_id)


def shown(case_id: str, actor: Actor):
    (found,) = askable_sources(case_id, actor=actor, today=TODAY)
    return found


def replied(data: bytes, *, now: dt.datetime = LATER) -> inquiries.Received:
    return inquiries.receive_file("kfm", data, file_name="ABC.UTFIL", by=SYSTEM, now=now)


def test_a_queued_question_waits_in_the_case_and_goes_with_the_next_file(officer):
    case_id = a_ready_case()
    assert (shown(case_id, officer).waiting, shown(case_id, officer).reason) == (None, "not_asked")
    row = queue(case_id, officer)
    assert (row.state, row.case_id, row.ground, row.asked_by) == (
        InquiryState.QUEUED, case_id, GROUND, officer.id,
    )  # fmt: skip
    assert (shown(case_id, officer).waiting, shown(case_id, officer).reason) == (
        InquiryState.QUEUED, "queued_for_file",
    )  # fmt: skip
    made, references = asked(TWO)  # somebody asks about another number
    assert (made.asked, references) == (2, {ONE: row.reference, TWO: references[TWO]})
    assert (row.state, row.question_file_id, row.due_on) == (InquiryState.SENT, made.id, made.due_on)
    assert (shown(case_id, officer).waiting, shown(case_id, officer).due_on) == (
        InquiryState.SENT, made.due_on,
    )  # fmt: skip
    replied(answers(made.id, [nothing(row.reference, ONE), nothing(references[TWO], TWO)]))
    answered = shown(case_id, officer)
    assert (answered.waiting, answered.reason, answered.answer_file, answered.digest) == (
        None, "", "ABC.UTFIL", row.digest,
    )  # fmt: skip
    assert [
        one.name for one in db.session.query(JournalEntry) if one.name in ("QuestionQueued", "QuestionsMade")
    ] == ["QuestionQueued", "QuestionsMade"]


def test_only_what_is_queued_may_be_sent(officer):
    first, second = a_ready_case(), a_ready_case(number=2)
    with transaction(is_piece=True):
        association_id = db.session.get_one(Case, second).association_id
        db.session.get_one(Association, association_id).org_number = TWO
    queue(first, officer)
    with transaction(is_piece=True):
        db.session.get_one(Case, second).stage = Stage.DECIDED
    made = question_files.make_question_file("kfm", [TWO], only_queued=True, by=SYSTEM, now=LATER)
    rows = db.session.query(Inquiry).filter_by(question_file_id=made.id)
    assert [row.org_number for row in rows] == [ONE]
    with pytest.raises(Refused, match="nothing_to_ask"):
        question_files.make_question_file("kfm", only_queued=True, by=SYSTEM, now=LATER)


def test_a_question_whose_case_has_ended_is_not_sent(officer):
    case_id = a_ready_case()
    row = queue(case_id, officer)
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.WITHDRAWN
    made, references = asked(TWO)
    assert list(references) == [TWO]
    assert (row.state, row.fault, row.question_file_id) == (InquiryState.REJECTED, "not_needed", None)
    assert made.asked == 1


@pytest.mark.parametrize("state", ["queued", "sent"])
def test_a_number_is_not_asked_about_twice(officer, state):
    case_id, other = a_ready_case(), a_ready_case(number=2)  # of the same number
    if state == "queued":
        queue(case_id, officer)
    else:
        asked(ONE)
    with pytest.raises(Refused, match="inquiry_waits"):
        queue(other, officer)
    assert shown(other, officer).waiting == InquiryState(state)


def test_two_at_once_queue_one_question(own_app):
    an_asked_register()
    by, cases = an_officer(Role.CULTURE_SECRETARY), (a_ready_case(), a_ready_case(number=2))
    told = at_once(
        own_app,
        *(
            lambda case_id=case_id: question_files.queue_question("kfm", case_id, by=by, now=NOW)
            for case_id in cases
        ),
    )
    assert "inquiry_waits" in told
    assert db.session.query(Inquiry).count() == 1


def test_what_cannot_be_asked_is_refused(officer):
    case_id = a_ready_case()
    stranger = an_officer(Role.CULTURE_SECRETARY, username="annan", board=a_board("SYD"))
    with pytest.raises(NotFound):
        queue(case_id, stranger)
    with pytest.raises(NotFound):
        queue("finns-inte", officer)
    with pytest.raises(NotAllowed):
        queue(case_id, an_officer(Role.AUDITOR, username="revisor", everywhere=True))
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).stage = Stage.DECIDED
    with pytest.raises(Refused, match="case_not_open"):
        queue(case_id, officer)
    without = a_ready_case(number=3)
    with transaction(is_piece=True):
        row = db.session.get_one(Association, db.session.get_one(Case, without).association_id)
        row.org_number = None
    with pytest.raises(Refused, match="number_missing"):
        queue(without, officer)
    assert db.session.query(Inquiry).count() == 0


def test_a_check_does_not_ask_by_file_and_says_that_the_question_waits(officer):
    case_id = a_ready_case()
    queue(case_id, officer)
    assert to_ask_before_check(case_id, actor=officer, today=TODAY) == ()
    screening.cross_check(case_id=case_id, by=officer, now=NOW)
    found = checks_of_case(case_id, today=TODAY).check.sources
    assert [one.reason for one in found if one.key == "kfm"] == ["queued_for_file"]


def test_whoever_makes_the_files_sees_what_waits(officer):
    queue(a_ready_case(), officer)
    coordinator = an_officer(Role.COORDINATOR, username="samordnare", everywhere=True)
    (line,) = desk_of(coordinator, today=TODAY).question_files
    assert (line.key, line.queued, line.late) == ("kfm", 1, 0)
    assert desk_of(officer, today=TODAY).question_files is None


def test_a_corrected_answer_reopens_the_decision_that_rests_on_it(app):
    people = two_officers()
    an_asked_register()
    case_id = a_ready_case()
    row = queue(case_id, people[0])
    made, _ = asked(TWO)
    replied(answers(made.id, [nothing(row.reference, ONE)]))
    screening.cross_check(case_id=case_id, by=people[0], now=LATER)
    decision_id = decided_from(case_id, *people)
    same = replied(answers(made.id, [nothing(row.reference, ONE)], made_on=dt.date(2026, 11, 20)))
    assert (same.corrected, same.reopened, db.session.query(Signal).count()) == (0, 0, 0)
    corrected = answers(made.id, [claim(row.reference, ONE)])
    told = replied(corrected)
    assert (told.state, told.corrected, told.reopened) == ("accepted", 1, 1)
    assert replied(corrected).reopened == 0  # the very same bytes
    (signal,) = db.session.query(Signal)
    assert (signal.kind, signal.decision_id, signal.case_id, signal.inquiry_id) == (
        SignalKind.ANSWER_CORRECTED, decision_id, case_id, row.id,
    )  # fmt: skip
    assert (signal.record["before"]["facts"], len(signal.record["after"]["facts"])) == ([], 1)
    back = replied(answers(made.id, [nothing(row.reference, ONE)], made_on=dt.date(2026, 11, 18)))
    assert (back.corrected, back.reopened) == (1, 0)  # as the decision had it
