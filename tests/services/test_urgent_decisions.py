"""What cannot await the board: the chair decides when the board has said so, and the board is told (KL 6:39, 6:40)."""

import datetime as dt

import pytest

from tests.makers import NOW, SETUP, a_board, an_officer
from tests.makers_decisions import a_proposed_case, a_refusal, two_officers
from vetting.domain.delegation import Power, Scope
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Role, Signature
from vetting.reading.desk import desk_of
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision
from vetting.records.journal import JournalEntry, note
from vetting.records.officers import Delegation
from vetting.records.urgent_decisions import UrgentDecision
from vetting.services import boards, decisions, proposals, urgent_decisions

TODAY = NOW.date()
WHY = "Festivalen öppnar i morgon och nämnden möts om tre veckor."


def a_power(role, *, limit=0, in_force_on=dt.date(2026, 1, 1)):
    admin = an_officer(Role.ADMINISTRATOR, username=f"admin.{role.value}.{limit}", everywhere=True)
    boards.record_delegation(
        a_board().id, Power(role, limit, in_force_on, "1.9"), by=admin, now=NOW
    )  # fmt: skip


@pytest.fixture
def chair(app):
    return an_officer(Role.CHAIR)


def a_waiting_case(chair, draft=None):
    secretary = an_officer(Role.CULTURE_SECRETARY)
    case_id, proposal_id = a_proposed_case(secretary, draft)
    proposals.declare_no_conflict(case_id, by=chair, now=NOW)
    return case_id, proposal_id


def urgently(case_id, proposal_id, chair, why=WHY):
    return decisions.decide_urgently(case_id, proposal_id, why=why, by=chair, now=NOW)


@pytest.mark.parametrize("draft", [None, a_refusal])
def test_the_chair_decides_whatever_the_board_could(chair, draft):
    a_power(Role.CHAIR)
    case_id, proposal_id = a_waiting_case(chair, draft and draft())
    decision = db.session.get_one(Decision, urgently(case_id, proposal_id, chair))
    assert (decision.signature, decision.delegation_item, decision.decided_by) == (
        Signature.CHAIR,
        "1.9",
        chair.id,
    )
    assert db.session.get_one(UrgentDecision, decision.id).why == WHY


@pytest.mark.parametrize(
    ("power", "why", "code"),
    [
        (None, WHY, "chair_not_empowered"),
        (dt.date(2026, 12, 1), WHY, "chair_not_empowered"),
        (dt.date(2026, 1, 1), " ", "text_missing"),
    ],
)
def test_not_without_the_boards_word_or_a_reason(chair, power, why, code):
    if power:
        a_power(Role.CHAIR, in_force_on=power)
    case_id, proposal_id = a_waiting_case(chair)
    with pytest.raises(Refused, match=code):
        urgently(case_id, proposal_id, chair, why)
    assert db.session.query(Decision).count() == 0


def test_the_chair_is_no_other_road_for_officers(chair):
    a_power(Role.CHAIR)
    case_id, proposal_id = a_waiting_case(chair)
    with pytest.raises(NotAllowed):
        decisions.decide(case_id, proposal_id, by=chair, now=NOW)
    head = an_officer(Role.UNIT_HEAD)
    with pytest.raises(NotAllowed):
        urgently(case_id, proposal_id, head)
    elsewhere = an_officer(Role.CHAIR, board=a_board("SOD", "Södra nämnden"))
    with pytest.raises(NotFound):
        urgently(case_id, proposal_id, elsewhere)


def test_a_chair_with_a_conflict_of_interest_does_not_decide(chair):
    a_power(Role.CHAIR)
    case_id, proposal_id = a_waiting_case(chair)
    proposals.declare_conflict(case_id, "Syskon i styrelsen", by=chair, now=NOW + dt.timedelta(minutes=1))
    with pytest.raises(Refused, match="conflict_of_interest"):
        urgently(case_id, proposal_id, chair)


def test_the_board_is_told_once_and_not_before_or_ahead(chair):
    a_power(Role.CHAIR)
    decision_id = urgently(*a_waiting_case(chair), chair)
    registrar = an_officer(Role.REGISTRAR)
    assert desk_of(registrar, today=TODAY).to_report.total == 1

    def report(by=registrar, on=TODAY, minutes="protokoll 2026-11-20 § 3"):
        urgent_decisions.report_urgent_decision(decision_id, minutes=minutes, reported_on=on, by=by, now=NOW)

    for on in (TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(Refused, match="report_day_impossible"):
            report(on=on)
    with pytest.raises(Refused, match="text_missing"):
        report(minutes=" ")
    with pytest.raises(NotAllowed):
        report(by=chair)
    report()
    with pytest.raises(Refused, match="already_reported"):
        report()
    assert db.session.query(JournalEntry).filter_by(name="UrgentDecisionReported").count() == 1
    assert desk_of(registrar, today=TODAY).to_report is None


def test_who_may_sign_instead_is_told_by_name(app):
    secretary, head = two_officers()
    with transaction():
        db.session.query(Delegation).update({"max_amount": 10_000})
        note(Entry.DELEGATION_RECORDED, by=SETUP, now=NOW, subject="board:x")
    a_power(Role.DIVISION_HEAD, limit=500_000)
    above = an_officer(Role.DIVISION_HEAD)
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    with pytest.raises(Refused, match="above_delegation_ask") as refusal:
        decisions.decide(case_id, proposal_id, by=head, now=NOW)
    assert refusal.value.facts["who"] == [above.name]
    proposals.declare_no_conflict(case_id, by=above, now=NOW)
    assert decisions.decide(case_id, proposal_id, by=above, now=NOW)


def test_neither_the_proposer_nor_who_has_a_conflict_of_interest_is_named(app):
    _, head = two_officers()
    a_power(Role.DIVISION_HEAD, limit=10_000)
    related, free = (an_officer(Role.UNIT_HEAD, username=f"chef.{name}") for name in ("jav", "fri"))
    above = an_officer(Role.DIVISION_HEAD)
    case_id, proposal_id = a_proposed_case(head)
    proposals.declare_no_conflict(case_id, by=above, now=NOW)
    proposals.declare_conflict(case_id, "Syskon i styrelsen", by=related, now=NOW)
    with pytest.raises(Refused) as refusal:
        decisions.decide(case_id, proposal_id, by=above, now=NOW)
    assert refusal.value.facts["who"] == [free.name]
    proposals.declare_conflict(case_id, "Kassör i föreningen", by=free, now=NOW)
    with pytest.raises(Refused) as refusal:
        decisions.decide(case_id, proposal_id, by=above, now=NOW)
    assert refusal.value.code == "above_delegation"


def test_a_point_of_another_boards_scheme_is_refused(app):
    a_proposed_case(an_officer(Role.CULTURE_SECRETARY))
    other = a_board("SOD", "Södra nämnden")
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True)
    scheme_id = db.session.query(boards.Scheme.id).scalar()
    with pytest.raises(Refused, match="scheme_of_other_board"):
        boards.record_delegation(
            other.id, Power(Role.UNIT_HEAD, 1, TODAY, "1", Scope(scheme_id)), by=admin, now=NOW
        )  # fmt: skip
