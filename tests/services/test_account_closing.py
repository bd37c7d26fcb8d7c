"""Who leaves: what was in hand goes to a fit successor, who is told; nothing moves by halves."""

import pytest

from tests.makers import NOW, SETUP, a_board, an_officer
from tests.makers_applications import a_case
from tests.makers_decisions import a_decided_case, a_proposed_case, two_officers
from tests.services.test_accounts import appointment_of
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.terms import Role
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration, Proposal
from vetting.records.follow_ups import FollowUp
from vetting.records.journal import JournalEntry, note
from vetting.records.officers import Officer
from vetting.records.outbox import Message
from vetting.records.reminders import Reminder
from vetting.services import accounts, decisions, proposals


@pytest.fixture
def admin(app):
    return an_officer(Role.ADMINISTRATOR, username="admin", everywhere=True)


def test_open_cases_are_told_and_go_to_the_successor_at_once(admin):
    leaving, heir = an_officer(username="leaving"), an_officer(username="heir")
    case_id = a_case(by=leaving)
    assign(case_id, leaving.id)
    with pytest.raises(Refused) as refusal:
        accounts.deactivate_officer(leaving.id, successor_id=None, by=admin, now=NOW)
    assert (refusal.value.code, refusal.value.facts) == ("officer_has_work", {"cases": 1, "follow_ups": 0})
    assert accounts.deactivate_officer(leaving.id, successor_id=heir.id, by=admin, now=NOW) == (1, 0)
    db.session.expire_all()
    assert db.session.get(Case, case_id).assigned_to == heir.id
    assert not db.session.get(Officer, leaving.id).is_active
    names = [row.name for row in db.session.query(JournalEntry).order_by(JournalEntry.seq)]
    assert names[-2:] == ["CaseAssigned", "OfficerDeactivated"]
    (told,) = db.session.query(Reminder)
    assert (told.officer_id, told.kind, told.facts) == (heir.id, "cases_taken_over", {"count": "1"})


def assign(case_id, officer_id):
    """The case as this officer's own."""
    with transaction():
        db.session.get(Case, case_id).assigned_to = officer_id
        note(Entry.CASE_ASSIGNED, by=SETUP, now=NOW, subject=f"case:{case_id}", case_id=case_id)


@pytest.mark.parametrize("case", ["other_board", "inactive", "self", "conflict"])
def test_an_unfit_successor_is_refused_and_nothing_moves(admin, case):
    leaving = an_officer(username="leaving")
    case_id = a_case(by=leaving)
    assign(case_id, leaving.id)
    heir = an_officer(username="heir", board=a_board("SYD", "Sörlunda") if case == "other_board" else None)
    if case == "inactive":
        accounts.deactivate_officer(heir.id, successor_id=None, by=admin, now=NOW)
    if case == "conflict":
        declare_conflict(case_id, heir.id)
    successor = leaving.id if case == "self" else heir.id
    with pytest.raises(Refused) as refusal:
        accounts.deactivate_officer(leaving.id, successor_id=successor, by=admin, now=NOW)
    codes = {"other_board": "successor_lacks_board", "conflict": "successor_in_conflict"}
    assert refusal.value.code == codes.get(case, "successor_not_active")
    db.session.expire_all()
    assert db.session.get(Case, case_id).assigned_to == leaving.id
    assert db.session.get(Officer, leaving.id).is_active


def declare_conflict(case_id, officer_id):
    with transaction():
        db.session.add(
            ConflictDeclaration(case_id=case_id, officer_id=officer_id, has_conflict=True, declared_at=NOW)
        )
        note(Entry.CONFLICT_DECLARED, by=SETUP, now=NOW, subject=f"case:{case_id}", case_id=case_id)


def test_follow_ups_and_planned_items_go_to_the_successor(admin):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    open_items = db.session.query(FollowUp).filter_by(done_at=None).count()
    assert open_items > 0
    owner = db.session.query(FollowUp.owner_id).first()[0]
    heir = an_officer(username="heir")
    _, moved = accounts.deactivate_officer(owner, successor_id=heir.id, by=admin, now=NOW)
    db.session.expire_all()
    assert moved == open_items
    assert {row.owner_id for row in db.session.query(FollowUp)} == {heir.id}
    told = db.session.query(Reminder).filter_by(officer_id=heir.id, kind="plan_taken_over_many").one()
    assert told.facts["count"] == str(open_items)


def test_who_has_left_gets_no_mail_of_what_another_takes_over(admin):
    secretary, head = two_officers()
    a_decided_case(secretary, head)
    owner = db.session.query(FollowUp.owner_id).first()[0]
    heir = an_officer(username="heir")
    db.session.get(Officer, owner).email = "gar@kommun.example"
    db.session.get(Officer, heir.id).email = "kommer@kommun.example"
    db.session.commit()
    accounts.deactivate_officer(owner, successor_id=heir.id, by=admin, now=NOW)
    assert {row.to_address for row in db.session.query(Message)} == {"kommer@kommun.example"}


def test_an_item_that_nobody_had_waits_for_no_coordinator_once_it_is_taken_over(admin):
    secretary, head = two_officers()
    case_id, _decision_id = a_decided_case(secretary, head)
    item = db.session.query(FollowUp).filter_by(done_at=None).first()
    alone = Reminder(
        key="plan_alone:one",
        kind="plan_alone",
        subject=f"plan_item:{case_id}.{item.item_key}",
        facts={"case_number": "NOR 2026/0001", "due_on": item.due_on.isoformat()},
        role=Role.COORDINATOR,
        written_at=NOW,
    )
    db.session.add(alone)
    db.session.commit()
    heir = an_officer(username="heir")
    accounts.deactivate_officer(item.owner_id, successor_id=heir.id, by=admin, now=NOW)
    db.session.expire_all()
    assert alone.handled_at is not None


def test_an_open_proposals_plan_names_the_successor(admin):
    secretary, _head = two_officers()
    a_proposed_case(secretary)
    proposal = db.session.query(Proposal).one()
    owner = proposal.plan[0]["owner_id"]
    heir = an_officer(username="heir")
    accounts.deactivate_officer(owner, successor_id=heir.id, by=admin, now=NOW)
    db.session.expire_all()
    assert {item["owner_id"] for item in db.session.query(Proposal).one().plan} == {heir.id}


def test_an_appointment_that_carries_open_cases_is_kept(admin):
    leaving = an_officer(username="leaving")
    case_id = a_case(by=leaving)
    assign(case_id, leaving.id)
    with pytest.raises(Refused) as refusal:
        accounts.dismiss(appointment_of(leaving.id, Role.CULTURE_SECRETARY), by=admin, now=NOW)
    assert (refusal.value.code, refusal.value.facts["cases"]) == ("appointment_has_work", 1)
    accounts.appoint(leaving.id, Role.UNIT_HEAD, board_id=a_board().id, by=admin, now=NOW)
    accounts.dismiss(appointment_of(leaving.id, Role.CULTURE_SECRETARY), by=admin, now=NOW)


def test_the_successor_does_not_become_their_own_deputy_when_a_proposal_is_decided(admin):
    secretary, head = two_officers()
    heir = an_officer(username="heir")
    case_id, proposal_id = a_proposed_case(secretary)
    with transaction(is_piece=True):
        proposal = db.session.get_one(Proposal, proposal_id)
        proposal.plan = [{**item, "deputy_id": heir.id} for item in proposal.plan]
    accounts.deactivate_officer(secretary.id, successor_id=heir.id, by=admin, now=NOW)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    assert {(row.owner_id, row.deputy_id) for row in db.session.query(FollowUp)} == {(heir.id, None)}
