"""Adopting rules of procedure: who may, what is kept, and that decision letters cite what held."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_decided_case, a_grant, a_ready_case, two_officers
from tests.makers_hearings import LONG_AGO, an_answer, heard
from tests.makers_regimes import RULE, an_adopted_rule
from vetting.domain.authority import OPERATOR
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.house_rule_texts import SUGGESTED
from vetting.domain.house_rules import HouseRule
from vetting.domain.terms import Role
from vetting.domain.terms_decisions import HouseRuleKey, RuleStanding
from vetting.gateways.letters import letter_markup
from vetting.reading.house_rules import published_rules, rules_of_board
from vetting.records.db import db
from vetting.records.house_rules import HouseRule as KeptRule
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice
from vetting.services import decisions, proposals
from vetting.services.house_rules import (
    confirm_house_rule,
    record_end,
    record_house_rule,
    take_back_house_rule,
)

TODAY = NOW.date()


@pytest.fixture
def administrator(app):
    return an_officer(Role.ADMINISTRATOR, everywhere=True)


def a_rule(begins_on=TODAY, words=RULE, key=HouseRuleKey.REASONS):
    return HouseRule(key, words, "Norrdals stadsdelsnämnd § 7", begins_on, begins_on)


def adopted(rule, by, *, record=record_house_rule, now=NOW):
    """Recorded by one and confirmed by another."""
    board_id = a_board().id
    return confirm_house_rule(board_id, record(board_id, rule, by=by, now=now), by=OPERATOR, now=now)


def test_what_is_recorded_holds_nowhere_until_another_person_confirms_it(administrator):
    an_adopted_rule(a_board(), by=administrator)
    board_id = a_board().id
    waiting_id = record_house_rule(board_id, a_rule(words="Ny lydelse."), by=administrator, now=NOW)
    assert published_rules(TODAY)[0].rules[0].in_force.text == RULE
    assert published_rules(TODAY)[0].waiting == ()
    (waiting,) = rules_of_board(board_id, actor=administrator, today=TODAY).waiting
    assert (waiting.rule.text, waiting.is_own) == ("Ny lydelse.", True)
    with pytest.raises(Refused, match="house_rule_own"):
        confirm_house_rule(board_id, waiting_id, by=administrator, now=NOW)
    with pytest.raises(Refused, match="house_rule_waits"):
        record_house_rule(board_id, a_rule(TODAY, "En till."), by=OPERATOR, now=NOW)
    with pytest.raises(NotAllowed):
        confirm_house_rule(board_id, waiting_id, by=an_officer(), now=NOW)
    rule_id = confirm_house_rule(board_id, waiting_id, by=OPERATOR, now=NOW)
    row = db.session.get_one(KeptRule, rule_id)
    assert (row.text, row.recorded_by, row.confirmed_by) == ("Ny lydelse.", administrator.id, "operator")
    assert published_rules(TODAY)[0].rules[0].in_force.text == "Ny lydelse."
    with pytest.raises(Refused, match="house_rule_gone"):
        confirm_house_rule(board_id, waiting_id, by=OPERATOR, now=NOW)


def test_a_second_account_of_the_same_person_confirms_nothing(administrator):
    other = an_officer(Role.ADMINISTRATOR, username="adm.tva", everywhere=True)
    board_id = a_board().id
    waiting_id = record_house_rule(board_id, a_rule(), by=administrator, now=NOW)
    both = replace(other, other_accounts=frozenset({administrator.id}))
    with pytest.raises(Refused, match="same_person"):
        confirm_house_rule(board_id, waiting_id, by=both, now=NOW)


def test_what_is_taken_back_was_never_published(administrator):
    board_id = a_board().id
    waiting_id = record_house_rule(board_id, a_rule(), by=administrator, now=NOW)
    assert take_back_house_rule(board_id, waiting_id, by=OPERATOR, now=NOW) is HouseRuleKey.REASONS
    assert published_rules(TODAY)[0].rules == ()
    with pytest.raises(Refused, match="house_rule_gone"):
        confirm_house_rule(board_id, waiting_id, by=OPERATOR, now=NOW)
    names = [name for (name,) in db.session.query(JournalEntry.name).filter_by(actor=administrator.id)]
    assert names.count("HouseRuleRecorded") == 1
    assert db.session.query(JournalEntry).filter_by(name="HouseRuleWithdrawn").count() == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Förening som inte står bakom demokratin får avslag.", "wording_outlook"),
        ("Det prövas om föreningen kopplas till en rörelse.", "wording_linked"),
        ("Föreningen tycker som nämnden.", "wording_outlook"),
    ],
)
def test_a_rule_on_what_people_think_is_not_recorded(administrator, words, code):
    with pytest.raises(Refused) as refusal:
        record_house_rule(a_board().id, a_rule(words=words), by=administrator, now=NOW)
    assert (refusal.value.code, refusal.value.facts["field"]) == (code, "text")
    assert rules_of_board(a_board().id, actor=administrator, today=TODAY).waiting == ()


@pytest.mark.parametrize("key", HouseRuleKey)
def test_every_suggested_rule_is_one_that_can_be_recorded(administrator, key):
    assert adopted(a_rule(words=SUGGESTED[key].sv, key=key), administrator)


def test_a_rule_is_published_with_every_version_and_journaled(administrator):
    an_adopted_rule(a_board(), by=administrator)
    adopted(a_rule(words="Ny lydelse."), administrator)
    (board,) = published_rules(TODAY)
    (rule,) = board.rules
    assert (rule.key, rule.instead_of, rule.in_force.text) == (HouseRuleKey.REASONS, "FL 32", "Ny lydelse.")
    assert [one.standing for one in rule.others] == [RuleStanding.REPLACED]
    assert HouseRuleKey.REASONS not in board.missing
    names = [name for (name,) in db.session.query(JournalEntry.name).filter_by(actor=administrator.id)]
    assert names.count("HouseRuleRecorded") == 2
    assert db.session.query(JournalEntry).filter_by(name="HouseRuleAdopted", actor="operator").count() == 2


def test_a_rule_is_done_away_with_by_a_day_of_its_own(administrator):
    board_id = a_board().id
    an_adopted_rule(a_board(), by=administrator)
    adopted(a_rule(words="unused"), administrator, record=record_end)
    found = rules_of_board(board_id, actor=administrator, today=TODAY)
    assert found.rules[0].in_force is None
    assert HouseRuleKey.REASONS in found.missing
    with pytest.raises(Refused, match="house_rule_not_there"):
        record_end(
            board_id, a_rule(TODAY + dt.timedelta(days=1)), by=administrator, now=NOW + dt.timedelta(days=2)
        )


def test_who_may_not(administrator):
    secretary, board_id = an_officer(), a_board().id
    with pytest.raises(NotAllowed):
        record_house_rule(board_id, a_rule(), by=secretary, now=NOW)
    with pytest.raises(NotFound):
        record_house_rule("nothing", a_rule(), by=administrator, now=NOW)
    assert published_rules(TODAY)[0].rules == ()


def test_what_was_adopted_is_never_rewritten(administrator):
    rule_id = an_adopted_rule(a_board(), by=administrator)
    for statement in ("UPDATE house_rules SET text = 'x'", "DELETE FROM house_rules"):
        with pytest.raises(DBAPIError, match="kept_as_written"), db.session.begin_nested():
            db.session.execute(text(statement))
    assert rule_id


def test_the_letter_cites_what_held_on_the_day_of_the_decision(administrator):
    an_adopted_rule(a_board(), by=administrator)
    an_adopted_rule(a_board(), HouseRuleKey.NOTES, ends_on=TODAY - dt.timedelta(days=1), by=administrator)
    case_id, _ = a_decided_case(*two_officers())
    letter = db.session.query(Notice).filter_by(case_id=case_id, kind="decision").one()
    assert letter.content["house_rules"] == [
        {
            "key": "reasons",
            "adopted_by": "Norrdals stadsdelsnämnd § 7",
            "adopted_on": "2026-01-01",
            "in_force_from": "2026-01-01",
        }
    ]
    words = letter_markup(letter.content)
    assert "enligt Norrdals stadsdelsnämnds handläggningsordning" in words
    assert "Motivering: antagen av Norrdals stadsdelsnämnd § 7" in words
    adopted(a_rule(words="Senare."), administrator)
    assert letter_markup(letter.content) == words


def told_in_letter_of(case_id):
    letter = db.session.query(Notice).filter_by(case_id=case_id, kind="decision").one()
    return [rule["key"] for rule in letter.content["house_rules"]]


def test_no_letter_cites_a_rule_that_did_not_hold_when_the_case_was_opened(administrator):
    """The case is said to be handled by what it cites: what came into force half way is not among it."""
    an_adopted_rule(a_board(), by=administrator)
    an_adopted_rule(a_board(), HouseRuleKey.NOTES, begins_on=TODAY, by=administrator)
    case_id, _ = a_decided_case(*two_officers())
    assert told_in_letter_of(case_id) == ["reasons"]


@pytest.mark.parametrize("is_heard", [True, False])
def test_the_rule_on_hearing_is_cited_only_where_a_hearing_letter_was_written(administrator, is_heard):
    an_adopted_rule(a_board(), HouseRuleKey.HEARING, by=administrator)
    secretary, head = two_officers()
    case_id = a_ready_case(heard=not is_heard)
    for by in (secretary, head):
        proposals.declare_no_conflict(case_id, by=by, now=LONG_AGO)
    if is_heard:
        an_answer(case_id, at=LONG_AGO)
        heard(case_id, secretary)
    proposal_id = proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    assert told_in_letter_of(case_id) == (["hearing"] if is_heard else [])


def test_a_letter_written_before_there_were_such_rules_is_still_shown(administrator):
    case_id, _ = a_decided_case(*two_officers())
    content = dict(db.session.query(Notice).filter_by(case_id=case_id, kind="decision").one().content)
    assert content.pop("house_rules") == []
    assert "handläggningsordning" not in letter_markup(content)
