"""Terms, contracts, breaches and stop marks on their pages: recorded, signed by another, shown as facts."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_applications import an_association
from tests.makers_contracts import (
    DAY,
    TODAY,
    WHY,
    a_bar,
    a_breach,
    a_contract,
    a_head,
    a_manager,
    a_step,
)
from tests.queries import count_queries
from tests.web.test_associations import send
from vetting.domain.terms import Role
from vetting.domain.terms_contracts import BreachStepKind, StepState
from vetting.domain.terms_premises import PartyKind
from vetting.domain.terms_revocations import BarReach
from vetting.records import contract_terms
from vetting.records.bar_moves import BarMove
from vetting.records.bars import Bar
from vetting.records.breaches import Breach, BreachStep
from vetting.records.db import db
from vetting.services import breaches

BUDGET = 15


@pytest.fixture
def manager(client):
    officer = a_manager()
    sign_in(client, "lokal.nor")
    return officer


def within_budget(client, path):
    client.get(path)
    with count_queries() as seen:
        page = client.get(path)
    assert page.status_code == 200, path
    assert len(seen) <= BUDGET, (path, len(seen))
    return page.text


def test_a_manager_records_the_terms_and_that_a_tenant_accepted_them(client, manager):
    page = client.get(f"/hyresvillkor/{a_board().id}/ny").text
    assert "Underarrangör och andrahandsupplåtelse" in page  # words to begin from
    shown = send(
        client,
        f"/hyresvillkor/{a_board().id}/ny",
        **{
            "clauses-0-key": "sub-organiser",
            "clauses-0-title": "Underarrangör",
            "clauses-0-text": "Ingen annan utan samtycke.",
            "clauses-0-is_weighty": "y",
            "clauses-1-title": "",
            "clauses-1-text": "",
            "adopted_by": "Norrdals stadsdelsnämnd § 7",
            "adopted_on": "2026-11-01",
            "in_force_from": "2026-11-01",
        },
    )
    assert "Synnerlig vikt" in shown.text
    (edition,) = contract_terms.editions_of(a_board().id)
    assert edition.clauses == [
        {
            "key": "sub-organiser",
            "title": "Underarrangör",
            "text": "Ingen annan utan samtycke.",
            "is_weighty": True,
        }
    ]
    contract = a_contract()
    path = f"/bokningar/{contract.id}/avtal"
    assert "Inga villkor är godtagna än." in client.get(path).text
    send(client, path, accepted_by="Kassören", accepted_on="2026-11-02", channel="signed")
    assert contract_terms.accepted_terms(contract.id).edition_id == edition.id
    assert "Kassören" in within_budget(client, path)


def test_a_breach_goes_from_record_to_a_signed_suspension_with_its_letters(client, manager):
    a_head()
    contract = a_contract()
    shown = send(
        client,
        f"/bokningar/{contract.id}/avvikelser-fran-avtal/nytt",
        kind="wrong_use",
        happened_on="2026-11-19",
        known_on="2026-11-20",
        facts="Salen användes som lager under två veckor.",
        source="Kontroll på plats",
    )
    breach = db.session.query(Breach).one()
    assert "Salen användes som lager" in shown.text
    take = f"/avvikelser-fran-avtal/{breach.id}/steg"
    refused = send(client, take, kind="suspension", telling="Ni stängs av.", proportionality=WHY)
    assert refused.status_code == 409
    assert "Uppmana först hyresgästen skriftligt" in refused.text
    letter = send(
        client, take, kind="correction", telling="Töm salen.", proportionality=WHY, reply_by="2099-12-31"
    )
    assert "Uppmaning att vidta rättelse" in letter.text
    assert "Töm salen." in within_budget(client, f"/avvikelser-fran-avtal/{breach.id}")
    step = db.session.query(BreachStep).one()
    within_budget(client, f"/avvikelser-fran-avtal/steg/{step.id}/brev")


def a_proposed_suspension(manager) -> BreachStep:
    breach_id = a_breach(a_contract().id, manager, known_on=TODAY - 30 * DAY, happened_on=TODAY - 30 * DAY)
    before = NOW - 20 * DAY
    correction = a_step(BreachStepKind.CORRECTION, on=before.date())
    breaches.take_step(breach_id, correction, by=manager, now=before)
    proposed = a_step(BreachStepKind.SUSPENSION, on=TODAY + 3650 * DAY)
    step_id = breaches.take_step(breach_id, proposed, by=manager, now=NOW + 3650 * DAY)
    return db.session.get_one(BreachStep, step_id)


def test_another_person_reads_a_proposed_step_and_returns_it(client, app):
    manager = a_manager()
    a_head("chef.nor")
    step = a_proposed_suspension(manager)
    sign_in(client, "chef.nor")
    page = within_budget(client, f"/avvikelser-fran-avtal/steg/{step.id}")
    assert "Underteckna" in page
    assert "sätter en spärr på parten" in page
    assert "En åtgärd vid avtalsbrott väntar på din underskrift" in client.get("/min-dag").text
    send(client, f"/avvikelser-fran-avtal/steg/{step.id}", reason="Tiden är för lång.")
    db.session.expire_all()
    assert db.session.get_one(BreachStep, step.id).state is StepState.RETURNED


def test_whoever_proposed_sees_no_button_to_sign(client, manager):
    step = a_proposed_suspension(manager)
    page = client.get(f"/avvikelser-fran-avtal/steg/{step.id}").text
    assert "Underteckna" not in page
    assert "Återlämna" in page


def test_the_register_tells_facts_and_its_own_board_reads_why(client, app):
    party = an_association()
    bar = a_bar(party.id, conditions="En reviderad redovisning är inlämnad.")
    an_officer(Role.UNIT_HEAD, username="chef.sod", board=a_board("SOD", "Söderås nämnd"))
    sign_in(client, "chef.sod")
    assert party.name in within_budget(client, "/sparrar")
    page = within_budget(client, f"/sparrar/{bar.id}")
    assert "Norrdals stadsdelsnämnd" in page
    assert bar.reason not in page
    assert "reviderad" not in page
    told = client.get(f"/foreningar/{party.id}").text
    assert "En spärr gäller till och med" in told
    assert bar.reason not in told


def test_a_stop_mark_is_lifted_from_its_page_by_two(client, app):
    party = an_association()
    bar = a_bar(party.id, review_on=TODAY + 200 * DAY)
    a_head("chef.nor")
    sign_in(client, "chef.nor")
    assert bar.reason in within_budget(client, f"/sparrar/{bar.id}")
    shown = send(client, f"/sparrar/{bar.id}/hav", reason="Villkoren för nytt stöd är uppfyllda.")
    assert "En andra person skriver under." in shown.text
    move = db.session.query(BarMove).one()
    assert "Underteckna" not in within_budget(client, f"/sparrar/forslag/{move.id}")
    other = sign_in(type(client)(client.application, use_cookies=True), "beslut.bar")
    proposal = f"/sparrar/forslag/{move.id}"
    send(other, f"{proposal}/skriv-under", form=proposal)
    db.session.expire_all()
    assert db.session.get_one(Bar, bar.id).lifted_at is not None
    assert "Hävd" in client.get("/sparrar").text


def test_an_answer_says_that_it_stands_and_a_renewal_is_proposed(client, app):
    began = dt.datetime.now(dt.UTC) - 30 * DAY
    holds = a_bar(an_association("Almviks Orkester", "8899999034").id, now=began)
    owner, second = a_head("chef.nor"), {"by": a_head("chef.andra"), "proposed_by": holds.set_by}
    bar = a_bar(an_association().id, now=began, review_on=began.date() + 20 * DAY, **second)
    sign_in(client, "chef.nor")
    assert f"/sparrar/{holds.id}/svar" not in client.get(f"/sparrar/{holds.id}").text  # not before its day
    page = send(client, f"/sparrar/{bar.id}/svar", text="För kort", review_on=bar.ends_on.isoformat())
    assert page.status_code == 409
    assert "minst 20 tecken" in page.text
    ahead = (bar.ends_on - 10 * DAY).isoformat()
    shown = send(
        client, f"/sparrar/{bar.id}/svar", text="Ingen ny redovisning har kommit in.", review_on=ahead
    )
    assert "Omprövad: den står kvar" in shown.text
    move = {
        "ends_on": (bar.ends_on + 200 * DAY).isoformat(),
        "review_on": (bar.ends_on + 100 * DAY).isoformat(),
        "reason": "Fortfarande ingen redovisning inlämnad.",
    }
    send(client, f"/sparrar/{bar.id}/fornya", **move)
    assert db.session.query(BarMove).one().proposed_by == owner.id


def test_nobody_is_listed_by_name_in_the_register(client, manager):
    contract = a_contract(party_name="Namn Namnsson", party_kind=PartyKind.PRIVATE, org_number=None)
    a_bar(None, request_id=contract.id, board_ids=(a_board().id,), reach=BarReach.ROOMS)
    page = client.get("/sparrar").text
    assert "Namn Namnsson" not in page
    assert "Parten i ett avtal" in page
