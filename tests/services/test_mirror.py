"""Equals treated alike, or a sentence why not: at the proposal, at signing, and in the half-yearly list."""

import datetime as dt

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import (
    a_delegation,
    a_grant,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    two_officers,
)
from tests.makers_differences import EXPLANATION
from tests.makers_mirror import a_granted_case, a_refused_case, by_the_board, explained, pattern_row
from vetting.domain.answers import Answer as GivenAnswer
from vetting.domain.decisions import Draft
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.seasons import half_year_of
from vetting.domain.terms import Outcome, Role
from vetting.domain.terms_decisions import Treatment
from vetting.reading.equal_treatment import half_year_list
from vetting.records import sheets, triggers
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Proposal
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.mirror import DecisionPattern, DifferenceWord
from vetting.services import decisions, mirror, proposals

LATER = NOW + dt.timedelta(days=1)
HALF_YEAR = half_year_of(NOW.date())


@pytest.fixture
def people(app):
    return two_officers()


def ready(secretary, number, **changes):
    case_id = a_ready_case(number=number, **changes)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    return case_id


def propose(case_id, draft, by, now=NOW):
    return proposals.propose_decision(case_id, draft, by=by, now=now)


def found_in():
    return half_year_list(HALF_YEAR, actor=an_officer(Role.AUDITOR, everywhere=True))


def counts(found):
    return found.explained, found.unexplained


def unclear(case_id, question_id):
    """The same case with one answer unclear."""
    with transaction(is_piece=True):
        case = db.session.get_one(Case, case_id)
        case.sheet_version += 1
        given = [GivenAnswer(question_id, "oklart", "Underlaget räcker inte.")]
        sheets.replace_answers(case_id, given, sheet_version=case.sheet_version, by="setup", now=NOW)


def test_a_decision_keeps_its_pattern(people):
    row = pattern_row(a_granted_case(*people))
    assert (row.pattern, row.outcome, row.treatment) == (
        "S24=fell_short",
        Outcome.PARTLY_GRANTED,
        Treatment.GIVEN,
    )
    assert (row.decided_on, row.word_id) == (NOW.date(), None)


def test_the_second_of_two_equal_cases_is_not_refused_without_a_sentence(people):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    with pytest.raises(Refused, match="difference_unexplained") as refusal:
        propose(case_id, a_refusal(), secretary)
    assert refusal.value.facts["count"] == 1
    assert db.session.query(Proposal).filter_by(case_id=case_id).count() == 0
    word_id = explained(case_id, secretary, comparator_id=granted)
    proposal_id = propose(case_id, a_refusal(), secretary)
    decision_id = by_the_board(case_id, proposal_id, an_officer(Role.REGISTRAR))
    assert pattern_row(decision_id).word_id == word_id
    found = found_in()
    assert counts(found) == (1, 0)
    assert found.lines[0].known.explanation == EXPLANATION
    assert propose(ready(secretary, 3), a_grant(secretary), secretary), "an explained departure is no measure"


def test_the_same_treatment_needs_no_word(people):
    secretary, head = people
    a_granted_case(secretary, head)
    assert propose(ready(secretary, 2), a_grant(secretary, amount=60_000), secretary)


def test_what_is_closed_is_compared_with_nothing(people):
    secretary, head = people
    a_granted_case(secretary, head)
    draft = Draft(Outcome.CLOSED, 0, "Föreningen har upphört och ansökan prövas inte.")
    proposal_id = propose(ready(secretary, 2), draft, secretary)
    case_id = db.session.get_one(Proposal, proposal_id).case_id
    by_the_board(case_id, proposal_id, an_officer(Role.REGISTRAR))
    assert db.session.query(DecisionPattern).count() == 1


def test_another_pattern_is_another_case(people):
    secretary, head = people
    a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    unclear(case_id, "S04")
    assert propose(case_id, a_refusal(), secretary)
    assert db.session.query(Proposal).filter_by(case_id=case_id).one().pattern == "S04=unclear S24=fell_short"


def test_a_difference_that_came_between_proposal_and_signature_stops_the_signature(people):
    secretary, head = people
    granted, proposal_id = a_proposed_case(secretary)
    a_refused_case(secretary, number=2)
    proposals.declare_no_conflict(granted, by=head, now=NOW)
    with pytest.raises(Refused, match="difference_unexplained"):
        decisions.decide(granted, proposal_id, by=head, now=LATER)
    db.session.rollback()
    assert db.session.query(DecisionPattern).count() == 1
    explained(granted, head)
    decision_id = decisions.decide(granted, proposal_id, by=head, now=LATER)
    assert pattern_row(decision_id).word_id is not None


def test_what_the_board_decided_is_entered_and_told_as_unexplained(people):
    secretary, head = people
    case_id, proposal_id = a_proposed_case(secretary, a_refusal())
    a_granted_case(secretary, head, number=2)
    by_the_board(case_id, proposal_id, an_officer(Role.REGISTRAR))
    found = found_in()
    assert counts(found) == (0, 1)


def test_a_word_holds_while_the_pattern_does(people):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    unclear(case_id, "S04")
    with pytest.raises(Refused, match="comparator_not_alike"):
        explained(case_id, secretary, comparator_id=granted)
    explained(case_id, secretary)
    other = ready(secretary, 3)
    unclear(other, "S04")
    a_decision_on(other, secretary, head)
    assert propose(case_id, a_refusal(), secretary), "none can be compared"
    moved = ready(secretary, 4)
    explained(moved, secretary, comparator_id=granted)
    unclear(moved, "S04")
    with pytest.raises(Refused, match="difference_unexplained"):
        propose(moved, a_refusal(), secretary)


def a_decision_on(case_id, secretary, head):
    proposal_id = propose(case_id, a_grant(secretary), secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    return decisions.decide(case_id, proposal_id, by=head, now=NOW)


def test_a_word_against_a_grant_does_not_carry_a_grant(people):
    secretary, _ = people
    first = ready(secretary, 1)
    refused = a_refused_case(secretary, number=2)
    explained(first, secretary, comparator_id=refused)
    a_word = db.session.query(DifferenceWord).one()
    assert a_word.against is Treatment.REFUSED
    with pytest.raises(Refused, match="difference_unexplained"):
        propose(ready(secretary, 3), a_grant(secretary), secretary)
    assert propose(first, a_grant(secretary), secretary)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("", "text_missing"),
        ("Annat ärende.", "difference_sentence_short"),
        ("Föreningen står inte bakom demokratin i sina uttalanden.", "wording_outlook"),
        ("Ordföranden har nummer 811228-9874 enligt anteckningen.", "personal_number_in_text"),
        ("x" * 601, "text_too_long"),
    ],
)
def test_the_sentence_is_one_that_may_stand(people, sentence, code):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    with pytest.raises(Refused, match=code):
        explained(case_id, secretary, comparator_id=granted, explanation=sentence)
    assert db.session.query(DifferenceWord).count() == 0


def test_a_forged_comparator_is_refused(people):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    with pytest.raises(NotFound):
        explained(case_id, secretary, comparator_id="0" * 16)
    with pytest.raises(Refused, match="comparator_old"):
        mirror.explain_difference(
            case_id, granted, EXPLANATION, by=secretary, now=NOW + dt.timedelta(days=3 * 365)
        )


def test_who_has_no_part_in_the_case_says_nothing(people):
    secretary, head = people
    a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    other = an_officer(Role.CULTURE_SECRETARY, board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    with pytest.raises(NotFound):
        explained(case_id, other)
    with pytest.raises(NotAllowed):
        explained(case_id, an_officer(Role.LAWYER))
    proposals.declare_conflict(case_id, "Min bror är kassör i föreningen.", by=head, now=NOW)
    with pytest.raises(Refused, match="conflict_of_interest"):
        explained(case_id, head)


def test_nothing_is_said_after_the_decision_and_nothing_said_is_changed(people):
    secretary, head = people
    case_id = ready(secretary, 1)
    explained(case_id, secretary)
    a_decision_on(case_id, secretary, head)
    with pytest.raises(Refused, match="case_not_open"):
        explained(case_id, secretary)
    for statement in (
        "UPDATE difference_words SET explanation = 'Något annat.'",
        "DELETE FROM difference_words",
        "UPDATE decision_patterns SET treatment = 'refused'",
        "DELETE FROM decision_patterns",
    ):
        with pytest.raises(Exception, match="kept_as_written"), db.session.begin_nested():
            db.session.execute(text(statement))
    db.session.rollback()


def test_the_journal_tells_of_the_word_and_not_what_it_says(people):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    explained(case_id, secretary, comparator_id=granted)
    entry = db.session.query(JournalEntry).filter_by(name="DifferenceExplained").one()
    payload = db.session.query(JournalPayload).filter_by(seq=entry.seq).one()
    assert granted in str(payload.body)
    assert EXPLANATION not in str(payload.body)


def test_the_list_is_of_ones_own_boards_and_names_nothing_of_others(people):
    secretary, head = people
    south = a_board("SYD", "Sörlunda stadsdelsnämnd")
    others = (
        an_officer(Role.CULTURE_SECRETARY, username="syd.sekreterare", board=south),
        an_officer(Role.UNIT_HEAD, username="syd.chef", board=south),
    )
    granted, proposal_id = a_proposed_case(secretary, a_refusal())
    a_delegation(south)
    a_granted_case(*others, number=2, board=south)
    by_the_board(granted, proposal_id, an_officer(Role.REGISTRAR))
    ours = half_year_list(HALF_YEAR, actor=head)
    assert [line.board for line in ours.boards] == ["Norrdals stadsdelsnämnd"]
    assert counts(ours) == (0, 1)
    line = ours.lines[0]
    assert line.known is not None
    assert line.against_known is None
    assert counts(half_year_list(HALF_YEAR, actor=others[1])) == (0, 0)
    whole = half_year_list(HALF_YEAR, actor=an_officer(Role.COORDINATOR, everywhere=True))
    assert counts(whole) == (0, 1)
    assert whole.lines[0].known is None
    assert half_year_list(HALF_YEAR.previous, actor=head).lines == ()


def test_decisions_from_before_are_made_ready_once(people):
    secretary, head = people
    decision_id = a_granted_case(secretary, head)
    forget_patterns()
    assert mirror.keep_missing_patterns() == 1
    assert mirror.keep_missing_patterns() == 0
    assert pattern_row(decision_id).pattern == "S24=fell_short"


def forget_patterns():
    """As in a database from before patterns were kept: the row was never written."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        triggers.set_aside(connection)
    else:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # no trigger fires
    connection.execute(text("DELETE FROM decision_patterns"))
    connection.execute(text("UPDATE proposals SET pattern = NULL"))
    triggers.install(connection)
    db.session.commit()
