"""What the association says: late, after the decision, unsound; and what it is told of under a secrecy mark."""

import datetime as dt
import json
import threading

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_checklists import with_evidence
from tests.makers_decisions import a_ready_case, two_officers
from tests.makers_hearings import LONG_AGO, WORDS, an_answer, answered, drafted, facts_of, heard
from tests.makers_refusals import decide, propose, refused
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.terms import Role, Stage
from vetting.domain.terms_decisions import StatementChannel, StatementTiming
from vetting.gateways.hearing_letters import letter_markup
from vetting.records import hearings as rows
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.hearings import HearingItem, Statement
from vetting.records.notices import Notice
from vetting.records.reminders import Reminder
from vetting.records.secrecy_marks import SecrecyMark
from vetting.services import decisions, hearings, proposals, statements
from vetting.services.statements import Spoken

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
WHY = "Festivalen öppnar i morgon bitti och lokalen måste vara utrymd innan dess."


@pytest.fixture
def secretary(app):
    return two_officers()[0]


@pytest.fixture
def case_id(secretary):
    made = a_ready_case(heard=False)
    proposals.declare_no_conflict(made, by=secretary, now=LONG_AGO)
    return made


@pytest.fixture
def registrar(secretary):
    return an_officer(Role.REGISTRAR, board=a_board(), username="registrator")


def considered(by, word, text=None, now=NOW):
    rows_of_text = db.session.query(Statement).filter_by(considered_at=None)
    row = (rows_of_text if text is None else rows_of_text.filter_by(text=text)).one()
    statements.consider_statement(row.case_id, row.id, word, by=by, now=now)


def test_a_late_statement_is_read_and_one_after_the_decision_is_kept_and_changes_nothing(
    case_id, secretary, registrar
):
    heard(case_id, secretary)
    proposal_id = propose(case_id, secretary)
    answered(case_id, secretary)
    row = db.session.query(Statement).one()
    assert row.timing is StatementTiming.LATE
    assert rows.words_of_association(case_id) == WORDS
    statements.consider_statement(case_id, row.id, "Det ändrar inte bedömningen.", by=secretary, now=NOW)
    refused(
        "already_considered", statements.consider_statement, case_id, row.id, "Nytt.", by=secretary, now=NOW
    )
    decide(case_id, proposal_id, registrar)
    sealed = db.session.query(Decision).one().decided_at
    timing = statements.record_statement(
        case_id, Spoken("Vi håller inte med."), channel=StatementChannel.EMAIL, received_on=TODAY,
        by=secretary, now=NOW + dt.timedelta(hours=1),
    )  # fmt: skip
    assert timing is StatementTiming.AFTER_DECISION
    after = db.session.query(Statement).filter_by(timing=timing).one()
    refused("case_not_open", statements.consider_statement, case_id, after.id, "Läst.", by=secretary, now=NOW)
    assert db.session.get_one(Case, case_id).stage is Stage.DECIDED
    assert db.session.query(Decision).one().decided_at == sealed
    assert rows.words_of_association(case_id) == WORDS
    refused("case_not_open", hearings.communicate, case_id, drafted(case_id), by=secretary, now=NOW)


def test_the_board_rests_on_what_had_been_considered_by_its_day(case_id, secretary, registrar):
    """It was read on the day of the board, or it is no part of a decision of that day."""
    heard(case_id, secretary)
    proposal_id = propose(case_id, secretary)
    answered(case_id, secretary, text="Läst i tid.")
    considered(secretary, "Vägt.")
    later = NOW + 2 * DAY
    for received_on, text in ((TODAY - DAY, "Legat i posten."), (TODAY + DAY, "Kom efteråt.")):
        statements.record_statement(
            case_id, Spoken(text), channel=StatementChannel.LETTER, received_on=received_on, by=secretary,
            now=later,
        )  # fmt: skip
    entered = {"minutes": "Protokoll 4, § 12", "decided_on": TODAY, "by": registrar, "now": later}
    refused("statement_not_considered", decisions.record_board_decision, case_id, proposal_id, **entered)
    considered(secretary, "Inget nytt.", text="Legat i posten.", now=later)
    decisions.record_board_decision(case_id, proposal_id, **entered)
    timings = dict(db.session.query(Statement.text, Statement.timing))
    assert timings == {
        "Läst i tid.": StatementTiming.LATE,
        "Legat i posten.": StatementTiming.UNREAD,
        "Kom efteråt.": StatementTiming.AFTER_DECISION,
    }
    ground = db.session.query(Proposal).one().reasons[0]
    assert (ground["comment"], ground["comment_considered"]) == ("Läst i tid.", "Vägt.")
    assert db.session.query(Reminder).filter_by(kind="statement_unread").one().officer_id == registrar.id


def test_a_reply_registered_after_the_decision_it_came_before_is_told_to_who_decided(
    case_id, secretary, registrar
):
    heard(case_id, secretary)
    decide(case_id, propose(case_id, secretary), registrar)
    for received_on, timing in (
        (TODAY - DAY, StatementTiming.UNREAD),
        (TODAY, StatementTiming.AFTER_DECISION),
    ):
        told = statements.record_statement(
            case_id, Spoken("Svar."), channel=StatementChannel.LETTER, received_on=received_on, by=secretary,
            now=NOW + DAY,
        )  # fmt: skip
        assert told is timing
    reminder = db.session.query(Reminder).one()
    assert (reminder.kind, reminder.officer_id) == ("statement_unread", registrar.id)
    assert rows.words_of_association(case_id) == ""


def test_a_statement_is_sound_and_belongs_to_its_case(case_id, secretary):
    other_id = a_ready_case(number=2, heard=False)
    for spoken, error in (
        (Spoken(" \u200b"), "statement_empty"),
        (Spoken("Ring 19811228-9874."), "personal_number_in_text"),
        (Spoken("x" * 20_001), "text_too_long"),
        (Spoken("Se filen.", ("svar.exe", b"MZ" + b"\x00" * 40)), None),
    ):
        with pytest.raises((Refused, UnusableFile)) as problem:
            statements.record_statement(
                case_id, spoken, channel=StatementChannel.LETTER, received_on=TODAY, by=secretary, now=NOW
            )
        assert error is None or problem.value.code == error
    for day in (TODAY + DAY, TODAY - 60 * DAY):
        refused(
            "statement_day_impossible", statements.record_statement, case_id, Spoken("Svar."),
            channel=StatementChannel.LETTER, received_on=day, by=secretary, now=NOW,
        )  # fmt: skip
    refused(
        "statement_channel", statements.record_statement, case_id, Spoken("Svar."),
        channel=StatementChannel.OWN_VIEW, received_on=TODAY, by=secretary, now=NOW,
    )  # fmt: skip
    assert db.session.query(Statement).count() == 0
    with_file = Spoken("", ("C:\\mapp\\svar 19811228-9874.pdf", PDF))
    statements.record_statement(
        case_id, with_file, channel=StatementChannel.VISIT, received_on=TODAY, by=secretary, now=NOW
    )
    row = db.session.query(Statement).one()
    assert "9874" not in row.file_name
    assert statements.open_statement_file(case_id, row.id, by=secretary, now=NOW).data == PDF
    for call in (statements.open_statement_file, statements.consider_statement):
        words = ("Läst.",) if call is statements.consider_statement else ()
        with pytest.raises(NotFound):
            call(other_id, row.id, *words, by=secretary, now=NOW)
    assert len(facts_of("StatementViewed")) == 1


def test_a_marked_item_leaves_a_marker_and_is_told_of_once_the_mark_is_lifted(case_id, secretary):
    kept = with_evidence(case_id, secretary, "S01", description="Anna Svensson såg det")
    with transaction(is_piece=True):
        db.session.add_all(
            [
                SecrecyMark(
                    case_id=case_id, item=item, passage=passage, is_open=False, ground="Enskilds förhållanden",
                    marked_by=secretary.id, marked_at=NOW,
                )
                for item, passage in ((f"evidence:{kept}", ""), ("officers", ""), ("passage:1", "skatter"))
            ]
        )  # fmt: skip
    an_answer(case_id)
    heard(case_id, secretary)
    letter = db.session.query(Notice).one()
    shown = letter_markup(letter.content)
    assert "[Maskat] En uppgift" in shown
    assert "Grund: Enskilds förhållanden" in shown
    assert "Anna" not in json.dumps(letter.content)
    assert "Restförda [Maskat] 2025" in shown
    assert letter.content["officer"] == ""
    assert "Be handläggaren om kopior" in shown
    assert db.session.query(HearingItem).filter_by(is_masked=True).count() == 1
    assert propose(case_id, secretary)
    proposals.return_proposal(
        case_id, db.session.query(Proposal.id).scalar(), "Skriv om.", by=secretary, now=NOW
    )
    with transaction(is_piece=True):
        db.session.query(SecrecyMark).filter_by(item=f"evidence:{kept}").update(
            {"lifted_at": NOW, "lifted_by": secretary.id}
        )
    refused("hearing_material_unshown", propose, case_id, secretary)


def test_a_statement_and_a_signature_at_once_never_miss_one_another(own_app):
    """Either it is there before the decision, which then waits until it is read, or it comes after it."""
    secretary, _ = two_officers()
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposal_id = propose(case_id, secretary)
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run(call):
        with own_app.app_context():
            start.wait()
            try:
                call()
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    calls = (lambda: answered(case_id, secretary), lambda: decide(case_id, proposal_id, registrar))
    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    timing, decided = db.session.query(Statement).one().timing, db.session.query(Decision).count()
    assert (timing is StatementTiming.AFTER_DECISION, outcomes) in (
        (True, []),
        (False, ["statement_not_considered"]),
    )
    assert decided == (timing is StatementTiming.AFTER_DECISION)
