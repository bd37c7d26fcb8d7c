"""Two accounts with one staff number are one person, wherever two persons are needed."""

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_decisions import a_delegation, a_proposed_case, a_ready_case, the_checklist
from tests.makers_hearings import facts_of
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.match_settings import DEFAULT
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import BarredWhy
from vetting.reading.deciding import decision_page
from vetting.records import duty_bars
from vetting.records.db import db, transaction
from vetting.records.decisions import ConflictDeclaration, Decision, declarations_of, declared_by
from vetting.records.officers import Officer, actor_of, officer_named
from vetting.services import decisions, match_settings, proposals, staff_numbers

NUMBER = "A 1234"


@pytest.fixture
def administrator(app):
    return an_officer(Role.ADMINISTRATOR, username="admin.nr", everywhere=True)


@pytest.fixture
def anna(administrator):
    """One person with two accounts: one that prepares and one that decides."""
    first = an_officer(Role.CULTURE_SECRETARY, username="anna")
    second = an_officer(Role.UNIT_HEAD, username="anna.chef")
    a_delegation(a_board())
    for actor, number in ((first, NUMBER), (second, "a1234")):
        staff_numbers.set_staff_number(actor.id, number, by=administrator, now=NOW)
    return tuple(again(actor) for actor in (first, second))


def again(actor):
    """The actor as it is signed in from now on."""
    return actor_of(db.session.get_one(Officer, actor.id))


def test_who_proposed_does_not_decide_on_another_account(anna):
    first, second = anna
    case_id, proposal_id = a_proposed_case(first)
    proposals.declare_no_conflict(case_id, by=second, now=NOW)
    with pytest.raises(Refused, match="same_person"):
        decisions.decide(case_id, proposal_id, by=second, now=NOW)
    assert facts_of("DeedRefused")[0]["code"] == "same_person"
    assert db.session.query(Decision).count() == 0
    other = an_officer(Role.UNIT_HEAD, username="bo.chef")
    proposals.declare_no_conflict(case_id, by=other, now=NOW)
    assert decisions.decide(case_id, proposal_id, by=other, now=NOW)


def test_the_table_refuses_it_too(anna):
    first, second = anna
    a_proposed_case(first)
    forged = text(
        "INSERT INTO decisions (id, case_id, proposal_id, outcome, amount, proposed_by, decided_by, signature,"
        " delegation_item, minutes, decided_at, decided_on, plan_id) SELECT 'd', case_id, id, 'closed', 0,"
        " proposed_by, :by, 'delegate', '', '', proposed_at, '2026-11-20', NULL FROM proposals"
    )
    with pytest.raises(Refused, match="same_person"), transaction(is_piece=True):
        db.session.execute(forged, {"by": second.id})
    db.session.rollback()


def test_the_page_tells_of_a_conflict_declared_on_another_account(anna, client):
    """Declared where she prepares cases; shown where she decides, before she presses anything."""
    first, second = anna
    case_id, _ = a_proposed_case(an_officer(Role.CULTURE_SECRETARY, username="bo"))
    assert declarations_of(case_id, (first.id, second.id)) == {}
    with transaction(is_piece=True):
        db.session.add(
            ConflictDeclaration(case_id=case_id, officer_id=first.id, has_conflict=True, declared_at=NOW)
        )
    assert declarations_of(case_id, (first.id, second.id)) == {first.id: True, second.id: True}
    page = decision_page(case_id, the_checklist(), actor=second, today=NOW.date())
    assert page.declared is True
    assert "conflict_of_interest" in {one.code for one in page.blockers}
    assert "jäv" in sign_in(client, "anna.chef").get(f"/arenden/{case_id}/beslut").text


def test_the_page_offers_no_signature_to_the_same_person(anna, client):
    first, _ = anna
    case_id, _ = a_proposed_case(first)
    page = sign_in(client, "anna.chef").get(f"/arenden/{case_id}/beslut").text
    assert "samma person" in page


def test_a_conflict_of_interest_belongs_to_the_person(anna):
    first, second = anna
    case_id = a_ready_case()
    proposals.declare_conflict(case_id, "Min syster sitter i styrelsen.", by=first, now=NOW)
    assert declared_by(case_id, second.id) is True
    assert declared_by(case_id, an_officer(Role.UNIT_HEAD, username="bo").id) is None


def test_thresholds_are_confirmed_by_another_person(administrator):
    for number in (1, 2):
        made = an_officer(Role.COORDINATOR, username=f"sam{number}", everywhere=True)
        staff_numbers.set_staff_number(made.id, "S7", by=administrator, now=NOW)
    first, second = (actor_of(officer_named(f"sam{number}")) for number in (1, 2))
    version = match_settings.propose_settings(
        {**DEFAULT.to_dict(), "version": "2026-b", "possible_from": round(DEFAULT.possible_from + 0.01, 2)},
        "Färre träffar",
        in_force_on=NOW.date(),
        by=first,
        now=NOW,
    )
    for by, code in ((first, "second_person_needed"), (second, "same_person")):
        with pytest.raises(Refused, match=code):
            match_settings.confirm_settings(version, by=by, now=NOW)


def test_whoever_prepared_a_case_makes_no_spot_check_of_it_on_any_account(anna):
    first, second = anna
    case_id, _ = a_proposed_case(first)
    barred = duty_bars.barred_from({"kontroll": case_id})["kontroll"]
    assert barred[first.id] is barred[second.id] is BarredWhy.PREPARED


def test_only_the_administrator_sets_a_number_and_the_journal_does_not_hold_it(anna, administrator):
    with pytest.raises(NotAllowed):
        staff_numbers.set_staff_number(anna[0].id, "A1", by=anna[1], now=NOW)
    for odd in ("811228-9874", "19811228-9874", "x" * 41, "a;b"):
        with pytest.raises(Refused, match="staff_number_odd"):
            staff_numbers.set_staff_number(anna[0].id, odd, by=administrator, now=NOW)
    told = facts_of("StaffNumberSet")
    assert told[-1] == {"has_number": True, "same_person": [anna[0].id]}
    assert "A1234" not in str(told)
    staff_numbers.set_staff_number(anna[0].id, "", by=administrator, now=NOW)
    assert not again(anna[0]).other_accounts


def test_administration_shows_who_is_the_same_person(anna, administrator, client):
    page = sign_in(client, "admin.nr")
    shown = page.get(f"/administration/handlaggare/{anna[0].id}").text
    assert "Samma person som" in shown
    assert "anna.chef" in shown
    assert "Samma person som" in page.get("/administration").text
    form = f"/administration/handlaggare/{anna[0].id}/anstallningsnummer"
    sent = {"csrf_token": csrf(page, form), "staff_number": "B77"}
    assert page.post(form, data=sent).status_code == 302
    assert not again(anna[0]).other_accounts
