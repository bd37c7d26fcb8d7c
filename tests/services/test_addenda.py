"""Reasons sealed at signing, unchangeable, with what is added afterwards beside them (JO 1008-2021)."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.makers import NOW, a_board, an_officer
from tests.makers_capsules import MINUTES, a_refused_case
from tests.makers_decisions import (
    APPLIED,
    a_decided_case,
    a_grant,
    a_proposed_case,
    a_refusal,
    two_officers,
)
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.sealed_reasons import Addendum, addendum_digest, digest_of_text
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.sealed_reasons import ReasonAddendum, SealedReasons
from vetting.services import addenda, decisions, proposals

LATER = NOW + dt.timedelta(days=3)


def facts_of(name):
    return [
        json.loads(body)
        for body in db.session.scalars(
            db.select(JournalPayload.body)
            .join(JournalEntry, JournalEntry.seq == JournalPayload.seq)
            .where(JournalEntry.name == name)
            .order_by(JournalEntry.seq)
        )
    ]


@pytest.fixture
def refused(app):
    """A refused case with the two officers."""
    secretary, _ = two_officers()
    case_id, decision_id = a_refused_case(secretary)
    return case_id, decision_id, secretary


def test_what_the_board_decided_is_sealed_with_its_reasons(refused):
    _, decision_id, secretary = refused
    seal = db.session.get_one(SealedReasons, decision_id)
    document = json.loads(seal.text)
    draft = a_refusal()
    assert (document["summary"], document["proportionality"]) == (draft.summary, draft.proportionality)
    assert [(g["question_id"], g["reason"]) for g in document["grounds"]] == [
        (reason.question_id, reason.reason) for reason in draft.reasons
    ]
    assert document["rules"]["digest"] == db.session.scalar(text("SELECT checklist_digest FROM cases"))
    assert (document["outcome"], document["proposed"]["id"]) == ("refused", secretary.id)
    assert (document["decided"]["signature"], document["decided"]["minutes"]) == ("board", MINUTES)
    assert document["decided"]["at"] == NOW.isoformat(timespec="microseconds")
    assert seal.digest == digest_of_text(seal.text)
    assert [facts["reasons_digest"] for facts in facts_of("DecisionMade")] == [seal.digest]


def test_signing_on_delegation_seals_conditions_and_reservation(app):
    secretary, head = two_officers()
    _, decision_id = a_decided_case(secretary, head)
    document = json.loads(db.session.get_one(SealedReasons, decision_id).text)
    assert (document["decided"]["signature"], document["decided"]["id"]) == ("delegate", head.id)
    assert document["decided"]["delegation_item"] == "4.2"
    assert document["conditions"] == db.session.query(Proposal.conditions).scalar()
    assert document["reservation"].startswith("Nämnden kan ändra")


@pytest.mark.parametrize("table", ["sealed_reasons", "reason_addenda"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET text = 'Andra skäl'", "DELETE FROM {}"])
def test_the_tables_refuse_every_change(refused, table, statement):
    case_id, decision_id, secretary = refused
    addenda.write_addendum(case_id, text="Bilaga 3 var daterad den 4 mars.", by=secretary, now=LATER)
    kept = db.session.get_one(SealedReasons, decision_id).text
    with pytest.raises(DBAPIError, match="kept_as_written"), db.session.begin_nested():
        db.session.execute(text(statement.format(table)))
    assert db.session.scalar(db.select(SealedReasons.text)) == kept
    assert db.session.query(ReasonAddendum).count() == 1


def test_a_second_version_is_refused(refused):
    _, decision_id, _ = refused
    with pytest.raises(DBAPIError), db.session.begin_nested():
        db.session.execute(
            text(
                "INSERT INTO sealed_reasons (decision_id, version, format, text, digest, sealed_at) "
                "SELECT id, 2, 'x', 'Andra skäl', 'x', decided_at FROM decisions WHERE id = :id"
            ),
            {"id": decision_id},
        )
    assert db.session.query(SealedReasons).count() == 1


def test_nobody_writes_the_reasons_of_a_decided_case_anew(refused):
    case_id, decision_id, secretary = refused
    kept = db.session.get_one(SealedReasons, decision_id).text
    with pytest.raises(Refused):
        proposals.propose_decision(
            case_id, replace(a_refusal(), summary="Nya skäl."), by=secretary, now=LATER
        )
    assert db.session.get_one(SealedReasons, decision_id).text == kept


def test_what_is_added_afterwards_stands_beside_with_its_own_time(refused):
    case_id, decision_id, secretary = refused
    before = db.session.get_one(SealedReasons, decision_id)
    addenda.write_addendum(case_id, text="Stadgarna är daterade den 4 mars 2024.", by=secretary, now=LATER)
    row = db.session.query(ReasonAddendum).one()
    assert (row.written_at, row.written_by, row.text) == (
        LATER,
        secretary.id,
        "Stadgarna är daterade den 4 mars 2024.",
    )
    written = Addendum(before.digest, row.text, secretary.id, LATER)
    assert row.digest == addendum_digest(written)
    assert [facts["digest"] for facts in facts_of("AddendumWritten")] == [row.digest]
    assert digest_of_text(db.session.get_one(SealedReasons, decision_id).text) == before.digest
    for change in ({"text": "Annat."}, {"at": NOW}, {"by": "x"}, {"reasons_digest": "0" * 64}):
        assert addendum_digest(replace(written, **change)) != row.digest


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (" ", "text_missing"),
        ("Föreningen står inte bakom demokratin.", "wording_outlook"),
        ("Beslutet fattades av trygghetsskäl.", "wording_vague"),
        ("Beslutet kan överklagas hos oss.", "wording_regime"),
        ("Gäller 811228-9874.", "personal_number_in_text"),
        ("Ordföranden är muslim.", "outlook_in_text"),
        ("x" * 4001, "text_too_long"),
    ],
)
def test_what_may_not_be_added(refused, words, code):
    case_id, _, secretary = refused
    with pytest.raises(Refused, match=code):
        addenda.write_addendum(case_id, text=words, by=secretary, now=LATER)
    assert db.session.query(ReasonAddendum).count() == 0
    assert facts_of("AddendumWritten") == []


def test_words_are_not_held_against_a_decision_that_grants_in_full(app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head, a_grant(secretary, amount=APPLIED))
    assert addenda.write_addendum(
        case_id, text="Föreningens åsikter har inte prövats.", by=secretary, now=LATER
    )


def test_who_may_add_and_to_what(refused):
    case_id, _, secretary = refused
    elsewhere = an_officer(
        Role.CULTURE_SECRETARY, board=a_board("SYD", "Sörlunda stadsdelsnämnd"), username="annan"
    )
    for officer, problem in (
        (elsewhere, NotFound),
        (an_officer(Role.AUDITOR, username="revisor", everywhere=True), NotAllowed),
    ):
        with pytest.raises(problem):
            addenda.write_addendum(case_id, text="Tillägg.", by=officer, now=LATER)
    undecided, _ = a_proposed_case(secretary, number=2)
    with pytest.raises(Refused, match="not_decided"):
        addenda.write_addendum(undecided, text="Tillägg.", by=secretary, now=LATER)


def test_whoever_has_a_conflict_of_interest_adds_nothing(app):
    secretary, head = two_officers()
    case_id, proposal_id = a_proposed_case(secretary)
    other = an_officer(Role.CULTURE_SECRETARY, board=a_board(), username="annan")
    proposals.declare_conflict(case_id, "Syskon i styrelsen.", by=other, now=NOW)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    with pytest.raises(Refused, match="conflict_of_interest"):
        addenda.write_addendum(case_id, text="Tillägg.", by=other, now=LATER)
