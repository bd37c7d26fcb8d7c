"""A case that is not the municipality's to decide: gates of the proposal, and the statement to the police."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_grant, a_proposed_case, a_refusal, two_officers
from tests.makers_regimes import a_case_under
from vetting.domain.decisions import Draft
from vetting.domain.delegation import Power, Scope
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.place_statements import PlaceStatement
from vetting.domain.terms import Outcome, Regime, Role
from vetting.domain.terms_decisions import DelegatedAct, PlaceInterest, PlaceStance
from vetting.domain.working_days import Days
from vetting.gateways.letters import letter_markup
from vetting.reading.case_regime import case_regime
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.notices import Notice
from vetting.records.officers import Delegation, Officer
from vetting.services import decisions, place_statements, proposals
from vetting.services.boards import record_delegation

DAYS = Days(NOW.date(), frozenset())
GRASS = {PlaceInterest.CARE: "Gräset skyddas med körplåtar, eftersom marken är blöt."}
CONDITIONS = PlaceStatement(PlaceStance.CONDITIONS, GRASS, police_number="A123.456/2026")
CLOSING = Draft(Outcome.CLOSED, 0, "Polisen beslutar. Kommunen har yttrat sig.")


@pytest.fixture
def officers(app):
    return two_officers()


def give(case_id, statement=CONDITIONS, *, by, has_no_conflict=True):
    return place_statements.give_statement(
        case_id, statement, has_no_conflict=has_no_conflict, by=by, now=NOW
    )


def test_the_statement_is_given_with_the_power_that_it_rests_on(officers):
    case_id, (_, head) = a_case_under(Regime.PUBLIC_PLACE), officers
    place_statement_id = give(case_id, by=head)
    (shown,) = case_regime(case_id, actor=head, days=DAYS).statements
    assert (shown.id, shown.stance, shown.concerns) == (
        place_statement_id,
        PlaceStance.CONDITIONS,
        tuple(GRASS.items()),
    )
    letter = place_statements.shown_statement(case_id, place_statement_id, by=head)
    for words in ("Polismyndigheten", "A123.456/2026", "Skötsel av platsen", "körplåtar", "punkt 6.4"):
        assert words in letter.markup
    assert "överklag" not in letter.markup
    entries = {name for (name,) in db.session.query(JournalEntry.name).filter_by(case_id=case_id)}
    assert {"PlaceStatementGiven", "LetterWritten", "ConflictDeclared"} <= entries


def test_a_later_statement_follows_and_none_is_rewritten(officers):
    case_id, (_, head) = a_case_under(Regime.PUBLIC_PLACE), officers
    give(case_id, by=head)
    with pytest.raises(DBAPIError, match="kept_as_written"), db.session.begin_nested():
        db.session.execute(text("UPDATE place_statements SET stance = 'no_objection'"))
    later = NOW + dt.timedelta(hours=1)
    place_statements.give_statement(case_id, PlaceStatement(PlaceStance.NO_OBJECTION, {}), by=head, now=later)
    found = case_regime(case_id, actor=head, days=DAYS).statements
    assert [one.stance for one in found] == [PlaceStance.NO_OBJECTION, PlaceStance.CONDITIONS]


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        (PlaceStatement(PlaceStance.OBJECTION, {}), "interest_missing"),
        (PlaceStatement(PlaceStance.OBJECTION, GRASS, is_assembly=True), "objection_to_assembly"),
        (
            PlaceStatement(PlaceStance.OBJECTION, {PlaceInterest.TRAFFIC: "Risk för oro på torget."}),
            "wording_order_risk",
        ),
    ],
)
def test_nothing_but_the_five_interests_is_told(officers, statement, code):
    case_id, (_, head) = a_case_under(Regime.PUBLIC_PLACE), officers
    with pytest.raises(Refused, match=code):
        give(case_id, statement, by=head)
    assert case_regime(case_id, actor=head, days=DAYS).statements == ()
    assert db.session.query(Notice).filter_by(case_id=case_id).count() == 0


def test_who_may_not_give_it(officers):
    case_id, (secretary, head) = a_case_under(Regime.PUBLIC_PLACE), officers
    other = an_officer(Role.UNIT_HEAD, board=a_board("SOD", "Södra nämnden"))
    bare = an_officer(Role.DIVISION_HEAD)  # nothing is delegated to that role
    for by, error, code in (
        (secretary, NotAllowed, "not_allowed"),
        (other, NotFound, "not_found"),
        (bare, Refused, "statement_not_delegated_ask"),
    ):
        with pytest.raises(error, match=code):
            give(case_id, by=by)
    with pytest.raises(Refused, match="conflict_not_declared"):
        give(case_id, by=head, has_no_conflict=False)
    proposals.declare_conflict(case_id, "Min syster sitter i styrelsen.", by=head, now=NOW)
    with pytest.raises(Refused, match="conflict_of_interest"):
        give(case_id, by=head)


def test_the_power_to_decide_cases_is_none_to_give_a_statement(officers):
    case_id, (_, head) = a_case_under(Regime.PUBLIC_PLACE), officers
    with transaction(is_piece=True):
        db.session.query(Delegation).filter_by(act=DelegatedAct.PLACE_STATEMENT).delete()
    with pytest.raises(Refused, match=r"^statement_not_delegated$"):
        give(case_id, by=head)
    assert db.session.query(Notice).filter_by(case_id=case_id).count() == 0
    bare = an_officer(Role.DIVISION_HEAD)
    administrator = an_officer(Role.ADMINISTRATOR, everywhere=True)
    opinion = Scope(regime=Regime.PUBLIC_PLACE, act=DelegatedAct.PLACE_STATEMENT)
    power = Power(Role.DIVISION_HEAD, 0, NOW.date(), "7.1", opinion)
    board_id = a_board().id
    record_delegation(board_id, power, by=administrator, now=NOW)
    with pytest.raises(Refused, match="statement_not_delegated_ask") as refused:
        give(case_id, by=head)
    assert refused.value.facts["who"] == [db.session.get_one(Officer, bare.id).display_name]
    assert give(case_id, by=bare)
    elsewhere = replace(power, scope=replace(opinion, regime=Regime.CIVIL_LAW))
    with pytest.raises(Refused, match="statement_elsewhere"):
        record_delegation(board_id, elsewhere, by=administrator, now=NOW)


@pytest.mark.parametrize("regime", [one for one in Regime if one is not Regime.PUBLIC_PLACE])
def test_only_a_public_place_has_one(officers, regime):
    case_id, (_, head) = a_case_under(regime), officers
    with pytest.raises(Refused, match="not_a_public_place"):
        give(case_id, by=head)
    assert not case_regime(case_id, actor=head, days=DAYS).may_give_statement


@pytest.mark.parametrize(
    ("regime", "code", "words"),
    [
        (Regime.PUBLIC_PLACE, "police_decide", "Hur polisens beslut kan överklagas står i polisens beslut."),
        (Regime.STATE_AIDED_HALL, "hall_owner_decides", "Kommunen bestämmer inte över vem som får hyra den."),
    ],
)
def test_the_board_closes_what_others_decide_and_neither_grants_nor_refuses_it(officers, regime, code, words):
    case_id, (secretary, head) = a_case_under(regime), officers
    for by in officers:
        proposals.declare_no_conflict(case_id, by=by, now=NOW)
    for draft in (a_grant(secretary), a_refusal()):
        with pytest.raises(Refused) as refusal:
            proposals.propose_decision(case_id, draft, by=secretary, now=NOW)
        assert code in refusal.value.facts["all"]
    proposal_id = proposals.propose_decision(case_id, CLOSING, by=secretary, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    content = db.session.query(Notice).filter_by(case_id=case_id, kind="decision").one().content
    letter = letter_markup(content)
    assert words in letter
    for of_others in ("Laglighetsprövning", "förvaltningsrätten", "40 §", "allmän domstol"):
        assert of_others not in letter


def test_a_proposal_that_became_somebody_elses_to_decide_is_not_signed(officers):
    """A forged form, or a regime that was corrected after the proposal."""
    secretary, head = officers
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).regime = Regime.PUBLIC_PLACE
    with pytest.raises(Refused, match="police_decide"):
        decisions.decide(case_id, proposal_id, by=head, now=NOW)


def test_by_when_the_police_want_to_know(officers):
    """ORDL 2:6: a week, or five days, before the event, on the working day before where it is a rest day."""
    case_id, (_, head) = a_case_under(Regime.PUBLIC_PLACE), officers
    page = case_regime(case_id, actor=head, days=DAYS)
    assert [day.isoformat() for _, day in page.event_days] == ["2027-06-04", "2027-06-07"]
    assert page.house_rules == ()
