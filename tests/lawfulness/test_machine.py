"""Lawfulness by number, on what machines may do and what may be kept: no decision, no outlook, no extract."""

import ast
import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest

import vetting
from tests.house.test_no_opinion_register import OUTLOOK, asked_for
from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import PDF
from tests.makers_checklists import PERSONAL, an_act, an_evidence, answered
from tests.makers_decisions import (
    a_decided_case,
    a_grant,
    a_hit_in,
    a_proposed_case,
    a_ready_case,
    a_refusal,
    the_checklist,
    two_officers,
)
from tests.makers_hearings import LONG_AGO, an_answer, facts_of, heard
from tests.makers_partners import a_question, an_agent
from vetting.domain.authority import OPERATOR, SYSTEM
from vetting.domain.checklist import NOT_APPLICABLE, UNCLEAR
from vetting.domain.errors import Problem, Refused
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.record_extracts import offered
from vetting.domain.slots import Turn
from vetting.domain.terms import AnswerKind, PaperKind, Role
from vetting.jobs import timetable
from vetting.jobs.run import do_turn, tick
from vetting.reading.partner_desk import question_at_desk
from vetting.records.applications import Case
from vetting.records.assessments import Answer, Evidence
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.tables import metadata
from vetting.services import decisions, evidence, partner_questions, proposals

ROOT = Path(vetting.__file__).parent
DAY = dt.timedelta(days=1)


def how_it_stands():
    """Every case's stage, every proposal's and decision's outcome, amount and person."""
    db.session.rollback()
    asked = (
        (Case.id, Case.stage),
        (Proposal.id, Proposal.outcome, Proposal.amount, Proposal.is_open, Proposal.proposed_by),
        (Decision.id, Decision.outcome, Decision.amount, Decision.decided_by),
        (Answer.id, Answer.value, Answer.is_current),
    )
    found = [sorted(map(tuple, db.session.query(*columns).all())) for columns in asked]
    db.session.rollback()
    return found


def test_05_a_year_of_every_scheduled_job_changes_no_outcome(app):
    secretary, head = two_officers()
    a_decided_case(secretary, head, number=1)
    a_proposed_case(secretary, number=2)
    a_hit_in(a_ready_case(number=3))
    before = how_it_stands()
    tick(app, NOW)
    done = {
        told.job
        for month in range(1, 13)
        for told in tick(app, NOW + month * 31 * DAY)
        if told.state == "done"
    }
    by_hand = {"long-work", "watch-folders", "rescreen", "mirror-patterns", "send-post"}
    for job in timetable.JOBS:
        if job.name in by_hand:  # of no calendar: done at every tick that finds something
            done |= {do_turn(app, job, Turn(job.name, "", NOW), NOW).job}
    assert done == {job.name for job in timetable.JOBS}
    assert how_it_stands() == before


def test_05_neither_the_clock_nor_the_command_line_can_sign(app):
    secretary, _ = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    for by in (SYSTEM, OPERATOR):
        with pytest.raises(Problem):
            decisions.decide(case_id, proposal_id, by=by, now=NOW)
        db.session.rollback()
    assert db.session.query(Decision).count() == 0


def test_05_one_place_writes_decisions_and_gives_each_the_person_who_made_it():
    made = {}
    texts = {path: path.read_text() for path in ROOT.rglob("*.py")}
    for path in (path for path, text in texts.items() if "Decision(" in text):
        for call in ast.walk(ast.parse(texts[path])):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Decision":
                given = {word.arg: ast.unparse(word.value) for word in call.keywords}
                made[path.relative_to(ROOT).as_posix()] = given.get("decided_by")
    assert made == {"services/decisions.py": "by.id"}


def test_06_nothing_can_be_asked_for_by_outlook():
    """Addresses, forms, filters and the command line; that no list answers is in tests/web/test_no_opinion_search."""
    assert {name: file for name, file in asked_for("web", "cli").items() if OUTLOOK.search(name)} == {}
    routes = (ROOT.parent / "tests" / "web" / "routes.txt").read_text().splitlines()
    assert [route for route in routes if OUTLOOK.search(route)] == []
    assert [c.name for t in metadata().sorted_tables for c in t.columns if OUTLOOK.search(c.name)] == []


def test_18_the_desk_tells_until_when_an_answer_holds(app):
    agent, question_id = an_agent(), a_question()
    answer = partner_questions.Reply(AnswerCode.NONE, NOW.date(), "Registrator")
    partner_questions.answer_as_partner(question_id, answer, by=agent, now=NOW)
    last = dt.date(2027, 5, 20)
    assert question_at_desk(question_id, actor=agent, today=last).is_usable
    assert not question_at_desk(question_id, actor=agent, today=last + DAY).is_usable


def an_answer_that_holds(case_id, until):
    """What a partner answered, heard about, and until when it holds."""
    answer_id = an_answer(case_id, at=LONG_AGO)
    valid_until(answer_id, until)
    return answer_id


def valid_until(answer_id, until):
    with transaction(is_piece=True):
        db.session.get_one(PartnerQuestion, answer_id).valid_until_on = until


def test_18_a_partners_answer_older_than_it_holds_carries_no_refusal(app):
    """Neither proposed nor signed; and an answer that is asked for anew takes its place."""
    secretary, registrar = two_officers()[0], an_officer(Role.REGISTRAR, username="registrator.svar")
    case_id, today = a_ready_case(), NOW.date()
    answer_id = an_answer_that_holds(case_id, today - DAY)
    heard(case_id, secretary)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    with pytest.raises(Refused, match="partner_answer_old") as refusal:
        proposals.propose_decision(case_id, a_refusal(), by=secretary, now=NOW)
    assert refusal.value.facts["partner"] == "enforcement_authority"
    db.session.rollback()
    assert facts_of("DeedRefused")[-1]["code"] == "partner_answer_old"
    valid_until(answer_id, today)
    proposal_id = proposals.propose_decision(case_id, a_refusal(), by=secretary, now=NOW)
    valid_until(answer_id, today - DAY)

    def enter():
        return decisions.record_board_decision(
            case_id, proposal_id, minutes="Protokoll 4, § 12", decided_on=today, by=registrar, now=NOW
        )

    with pytest.raises(Refused, match="partner_answer_old"):
        enter()
    db.session.rollback()
    valid_until(answer_id, today)
    assert enter()


def test_18_an_answer_anew_takes_the_place_of_one_that_is_too_old(app):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    an_answer_that_holds(case_id, NOW.date() - DAY)
    again = an_answer(case_id, at=LONG_AGO + DAY)
    heard(case_id, secretary, now=LONG_AGO + DAY)
    valid_until(again, NOW.date())
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    assert proposals.propose_decision(case_id, a_refusal(), by=secretary, now=NOW)


def test_18_what_speaks_for_nobody_and_an_approval_wait_for_no_new_answer(app):
    """An old answer is no reason to make an association wait for its money."""
    secretary, _ = two_officers()
    case_id = a_ready_case()
    an_answer_that_holds(case_id, NOW.date() - DAY)
    heard(case_id, secretary)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    assert proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)


def test_23_members_are_asked_for_as_a_number_and_never_by_name(app):
    """RF 2:2. No list of members can be sent in under a name of its own, and no number of a person is kept."""
    asked = the_checklist().question("S18")
    assert asked.answers is AnswerKind.NUM
    assert "medlem" not in " ".join(kind.value for kind in PaperKind)
    assert not {"medlemslista", "medlemsforteckning"} & {
        kind for q in the_checklist().questions for kind in q.evidence
    }
    secretary = an_officer(Role.CULTURE_SECRETARY, board=a_board())
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    listed = an_evidence("S01", 3, description=f"Medlemmar: A {PERSONAL}, B {PERSONAL}")
    with pytest.raises(Refused, match="personal_number_in_text"):
        evidence.add_evidence(case_id, listed, by=secretary, now=NOW)
    assert db.session.query(Evidence).count() == 0


def test_24_of_an_extract_only_yes_or_no_is_kept_and_of_the_association(app):
    """Lag 2013:852: the association is shown the extract. Here an answer yes or no is noted, of the association:
    no person's, no file, no word of what it held, in whatever field somebody tries."""
    asked = the_checklist().question("A17")
    assert (asked.answers, tuple(asked.evidence)) == (AnswerKind.STD, ("rutin_intyg",))
    assert set(offered(asked)) == {"ja", "nej", NOT_APPLICABLE, UNCLEAR}
    assert not {column.name for column in Answer.__table__.columns} & {"signatory_id", "person", "name"}
    secretary = an_officer(Role.CULTURE_SECRETARY, board=a_board())
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    for value, fault in (("delvis", "answer_not_offered"), ("styrkt", "answer_not_offered")):
        with pytest.raises(Refused, match="answers_unsound") as refusal:
            answered(case_id, secretary, A17=(value, "Rutinen finns."))
        assert refusal.value.facts["faults"] == (("A17", fault),)
        db.session.rollback()
    answered(case_id, secretary, A17=("ja", ""))
    kept = db.session.query(Answer.value, Answer.reason).filter_by(question_id="A17", is_current=True).all()
    assert kept == [("ja", "")]


def test_24_nothing_holds_an_extract_or_words_of_one(app):
    secretary = an_officer(Role.CULTURE_SECRETARY, board=a_board())
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    noted = {"act_on": None, "kind": "rutin_intyg"}

    def added(**words):
        new = an_evidence("A17", 3, **{**noted, "description": "Rutinen finns.", **words})
        return evidence.add_evidence(case_id, new, by=secretary, now=NOW)

    for words, code in (
        ({"description": f"Utdrag för ledaren {PERSONAL}"}, "personal_number_in_text"),
        ({"description": "Ledaren är dömd enligt utdraget."}, "extract_told"),
        ({"description": "Utdraget var tomt."}, "extract_told"),
        ({"source": "Utdrag ur belastningsregistret visar inget."}, "extract_told"),
        ({"kind": "registerutdrag"}, "extract_kept"),
    ):
        with pytest.raises(Refused, match=code):
            added(**words)
        db.session.rollback()
    new = an_evidence("A17", 3, **noted)
    with pytest.raises(Refused, match="extract_kept"):
        evidence.add_evidence(case_id, new, file=("utdrag.pdf", PDF), by=secretary, now=NOW)
    db.session.rollback()
    with pytest.raises(Refused, match="extract_told"):
        answered(case_id, secretary, A17=("nej", "En ledare finns i belastningsregistret."))
    db.session.rollback()
    with pytest.raises(Refused, match="answers_unsound") as refusal:
        answered(case_id, secretary, A17=("nej", "Utdraget var tomt."))
    assert refusal.value.facts["faults"] == (("A17", "extract_told"),)
    db.session.rollback()
    assert db.session.query(Evidence).count() == 0
    assert added(description="Styrelsen intygar att utdrag visas upp för föreningen.")


def test_24_nor_can_it_be_written_under_another_question_or_as_an_act(app):
    """By another door: an act, another criterion's answer and evidence, the reasons of a proposal."""
    secretary = an_officer(Role.CULTURE_SECRETARY, board=a_board())
    case_id = a_ready_case()
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    told = "Ledaren finns i belastningsregistret enligt utdraget."
    tries = (
        lambda: evidence.record_act(case_id, an_act(what=told), by=secretary, now=NOW),
        lambda: evidence.add_evidence(
            case_id, an_evidence("S01", 3, description=told), by=secretary, now=NOW
        ),
        lambda: answered(case_id, secretary, S01=("nej", told)),
        lambda: proposals.propose_decision(
            case_id, replace(a_refusal(), summary=told), by=secretary, now=NOW
        ),
    )
    for attempt in tries:
        with pytest.raises(Refused) as refusal:
            attempt()
        assert "extract_told" in str((refusal.value.code, refusal.value.facts))
        db.session.rollback()


def test_24_no_table_paper_or_kind_of_evidence_is_for_extracts():
    of_extracts = re.compile(r"extract|utdrag|criminal|belastning", re.I)
    columns = [(t.name, c.name) for t in metadata().sorted_tables for c in t.columns]
    assert [one for one in columns if of_extracts.search(one[1])] == []
    assert [kind for kind in PaperKind if of_extracts.search(kind.value)] == []
    kinds = {kind for question in the_checklist().questions for kind in question.evidence}
    assert [kind for kind in kinds if "belastning" in kind or ("polis" in kind and "utdrag" in kind)] == []
