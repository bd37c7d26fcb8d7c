"""Lawfulness by number, on decisions: what cannot be proposed, and what cannot be signed.

The numbers are those of the list of lawfulness tests in the municipality's requirements.
"""

import datetime as dt
import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_checklists import with_evidence
from tests.makers_decisions import (
    a_decided_case,
    a_delegation,
    a_grant,
    a_proposed_case,
    a_ready_case,
    a_refusal,
)
from tests.makers_gates import blocked, propose, ready
from tests.makers_grounds import a_case_with_act, a_refusal_for_act, with_a_proven_act
from tests.makers_hearings import a_code, drafted, heard
from tests.makers_mirror import a_granted_case, explained
from tests.makers_refusals import decide
from tests.makers_regimes import a_case_under
from vetting.domain.decisions import Reason
from vetting.domain.errors import Refused
from vetting.domain.hearings import unshown
from vetting.domain.place_statements import PlaceStatement
from vetting.domain.secrecy import NEUTRAL_GROUNDS
from vetting.domain.terms import Outcome, Regime, Role, Signature, Stage
from vetting.domain.terms_decisions import PlaceInterest, PlaceStance
from vetting.gateways.letters import letter_markup
from vetting.reading.decisions import decision_of_case
from vetting.records import hearings as heard_rows
from vetting.records.applications import Case
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Proposal
from vetting.records.hearings import standing_of
from vetting.records.material import material_of
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Delegation
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import (
    addenda,
    announcements,
    decisions,
    hearings,
    place_statements,
    proposals,
    secrecy_marks,
)

TODAY, DAY = NOW.date(), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("reasons", "code"),
    [
        ((), "reasons_missing"),
        ((Reason("", "", "Föreningen fyller inte kraven."),), "ground_without_criterion"),
        ((Reason("Z99", "nej", "Föreningen fyller inte kraven."),), "reason_not_answered"),
    ],
)
def test_01_a_refusal_whose_ground_names_no_criterion_is_blocked(secretary, reasons, code):
    case_id = ready(secretary)
    blocked(code, propose, case_id, replace(a_refusal(), reasons=reasons), secretary)
    assert db.session.query(Proposal).count() == 0


def test_01_nor_is_one_signed_whose_criterion_was_taken_out_of_the_table(secretary):
    case_id, proposal_id = a_proposed_case(secretary, a_refusal())
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    with transaction(is_piece=True):
        proposal = db.session.get_one(Proposal, proposal_id)
        proposal.reasons = [{**proposal.reasons[0], "question_id": ""}]
    blocked("ground_changed", decide, case_id, proposal_id, registrar)
    assert db.session.query(Decision).count() == 0


OUTLOOK = (
    "Föreningen står inte bakom demokratin.",
    "Föreningens åsikter går inte att förena med stödet.",
    "Föreningens ideologi strider mot villkoren.",
    "Föreningen kopplas till en extrem miljö.",
    "Ordföranden kopplas till en extrem miljö.",
    "Föreningen har pekats ut i flera artiklar.",
)


def test_02_words_of_outlook_alone_refuse_nobody_and_the_case_is_told(secretary):
    case_id = ready(secretary)
    told = {}
    for words in OUTLOOK:
        code = {
            "Ordföranden": "outlook_in_text",
            "kopplas": "wording_linked",
            "pekats": "wording_pointed_out",
        }
        wanted = next((found for word, found in code.items() if word in words), "wording_outlook")
        told[wanted] = blocked(wanted, propose, case_id, replace(a_refusal(), summary=words), secretary)
    for code in ("wording_outlook", "wording_linked", "outlook_in_text"):
        assert "JO 1414-2019" in told[code]
    assert db.session.query(Proposal).count() == 0


def test_02_an_act_shown_by_the_press_alone_carries_them_no_better(secretary):
    draft = replace(a_refusal_for_act(), summary="Ordföranden hotade dem som föreningens ideologi pekar ut.")
    weak = ready(secretary)
    with_a_proven_act(weak, secretary, level=6)
    weakly = replace(draft, reasons=(replace(draft.reasons[0], value="indikation"),))
    blocked("wording_outlook", propose, weak, weakly, secretary)
    blocked("ground_not_proven", propose, weak, weakly, secretary)
    shown = a_case_with_act(secretary, number=2)
    assert propose(shown, draft, secretary), "a dated act with evidence of level 3 carries the words"


def test_03_new_evidence_after_the_letter_stops_the_refusal_until_it_is_shown(people, client):
    secretary, head = people
    case_id, proposal_id = a_proposed_case(secretary, a_refusal())
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    proposal = db.session.get_one(Proposal, proposal_id)

    def faults(today=TODAY):
        found = heard_rows.faults_at_signing(
            case_id, proposal, Signature.DELEGATE, decided_on=today, today=today
        )
        return [fault.code for fault in found]

    assert faults() == []
    proposals.return_proposal(case_id, proposal_id, "Läs det nya.", by=secretary, now=NOW)
    with_evidence(case_id, secretary, "S01", description="En ny uppgift")
    blocked("hearing_material_unshown", propose, case_id, a_refusal(), secretary)
    assert faults() == ["hearing_material_unshown"], "nor does a signature get past it"
    page = sign_in(client, "culture_secretary.nor").get(f"/arenden/{case_id}/forslag")
    assert f"/arenden/{case_id}/kommunicering" in page.text
    hearings.communicate(case_id, drafted(case_id), by=secretary, now=NOW)
    blocked("hearing_reply_awaited", propose, case_id, a_refusal(), secretary)
    assert unshown(standing_of(case_id)) == ()
    assert propose(case_id, a_refusal(), secretary, now=NOW + 15 * DAY)


def test_04_outside_the_delegation_or_with_an_interest_nobody_signs(people):
    secretary, head = people
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    with transaction(is_piece=True):
        db.session.query(Delegation).update({"max_amount": 44_999})
    blocked("above_delegation", decisions.decide, case_id, proposal_id, by=head, now=NOW)
    with transaction(is_piece=True):
        db.session.query(Delegation).update({"max_amount": 45_000})
    proposals.declare_conflict(case_id, "Min syster sitter i styrelsen.", by=head, now=NOW)
    blocked("conflict_of_interest", decisions.decide, case_id, proposal_id, by=head, now=NOW)
    blocked("not_allowed", decisions.decide, case_id, proposal_id, by=secretary, now=NOW)
    assert db.session.query(Decision).count() == 0
    assert db.session.get_one(Case, case_id).stage is Stage.PROPOSED


def test_07_what_is_written_after_the_signature_is_an_addendum_with_its_own_time(people, client):
    case_id, decision_id = a_decided_case(*people)
    seal = db.session.get_one(SealedReasons, decision_id)
    text_before, digest_before = seal.text, seal.digest
    for statement in ("UPDATE sealed_reasons SET text = 'Andra skäl'", "DELETE FROM sealed_reasons"):
        with pytest.raises(Refused), transaction(is_piece=True):
            db.session.execute(text(statement))
        db.session.rollback()
    later = NOW + 3 * DAY
    addenda.write_addendum(case_id, text="Stadgarna är daterade den 4 mars 2024.", by=people[0], now=later)
    db.session.expire_all()
    kept = db.session.get_one(SealedReasons, decision_id)
    assert (kept.text, kept.digest) == (text_before, digest_before)
    page = sign_in(client, "culture_secretary.nor").get(f"/arenden/{case_id}/beslut").text
    assert "Stadgarna är daterade den 4 mars 2024." in page
    added = page.split("Tillagt i efterhand", 1)[1]
    assert added.lstrip().startswith("23 nov. 2026"), "its own day, three days after the decision"


def test_08_the_second_of_two_equal_cases_needs_a_sentence_to_come_out_otherwise(people):
    secretary, head = people
    granted = a_granted_case(secretary, head)
    case_id = ready(secretary, 2)
    blocked("difference_unexplained", propose, case_id, a_refusal(), secretary)
    explained(case_id, secretary, comparator_id=granted)
    assert propose(case_id, a_refusal(), secretary)


def test_09_a_rule_made_after_the_application_is_not_used_to_its_detriment(secretary):
    case_id = a_case_with_act(secretary)
    with transaction(is_piece=True):
        db.session.get_one(Case, case_id).received_on = dt.date(2025, 12, 31)
    blocked("ground_rule_later", propose, case_id, a_refusal_for_act(), secretary)
    assert db.session.query(Proposal).count() == 0


def test_17_of_a_public_place_the_police_decide_and_five_interests_are_all_there_is(people, client):
    """ORDL 3:15: care, land use, cityscape, environment, traffic."""
    secretary, head = people
    a_delegation(a_board())
    case_id = a_case_under(Regime.PUBLIC_PLACE)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    for draft in (a_grant(secretary), a_refusal()):
        blocked("police_decide", propose, case_id, draft, secretary)
    officer = sign_in(client, "unit_head.nor")
    assert "Polisen beslutar" in officer.get(f"/arenden/{case_id}/beslutsvag").text
    form = officer.get(f"/arenden/{case_id}/yttrande-till-polisen").text
    offered = {one.value for one in PlaceInterest}
    assert offered == {"care", "land_use", "cityscape", "environment", "traffic"}
    assert set(re.findall(r'<textarea[^>]* name="(\w+)"', form)) == offered
    opinion = PlaceStatement(PlaceStance.CONDITIONS, {PlaceInterest.TRAFFIC: "Utryckningsvägen hålls fri."})
    opinion_id = place_statements.give_statement(case_id, opinion, has_no_conflict=True, by=head, now=NOW)
    assert "överklag" not in place_statements.shown_statement(case_id, opinion_id, by=head).markup


def test_19_the_time_runs_from_the_announcement_and_the_text_follows_the_regime(people):
    case_id, decision_id = a_decided_case(*people)
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    announced = TODAY + 10 * DAY
    later = NOW + 10 * DAY
    announcements.announce_decision(decision_id, adjusted_on=announced, announced_on=announced, by=registrar, now=later)  # fmt: skip
    found = decision_of_case(case_id, actor=registrar).decision.announced
    assert found.appeal_until_on == announced + dt.timedelta(weeks=3) != TODAY + dt.timedelta(weeks=3)
    content = db.session.query(Notice.content).filter_by(case_id=case_id, kind=NoticeKind.DECISION).scalar()
    told = letter_markup(content)
    assert "laglighetsprövning" in told.lower()
    assert "anslagstavla" in told.lower()
    assert "förvaltningslagen" not in told.lower()
    for wrong in ("40 §", "41 §", "42 §", "43 §", "44 §", "överklagas hos oss"):
        assert wrong not in told


def test_20_the_association_sees_all_that_was_used_and_a_marker_for_what_is_masked(secretary, client):
    case_id = a_ready_case(heard=False)
    with_evidence(case_id, secretary, "S01", description="Lokalen stod tom")
    kept = with_evidence(case_id, secretary, "S01", description="Anna såg det")
    secrecy_marks.mark_item(case_id, f"evidence:{kept}", NEUTRAL_GROUNDS[0], by=secretary, now=NOW)
    heard(case_id, secretary, now=dt.datetime.now(dt.UTC))
    code = a_code(case_id, secretary, now=dt.datetime.now(dt.UTC))
    token = csrf(client, "/foreningens-arende")
    number = db.session.get_one(Case, case_id).case_number
    client.post("/foreningens-arende", data={"case_number": number, "code": code, "csrf_token": token})
    page = client.get("/foreningens-arende/oversikt").text
    for item in material_of(case_id):
        assert (item.text in page) is (item.key != f"evidence:{kept}"), item
    assert NEUTRAL_GROUNDS[0] in page
    assert Outcome.REFUSED.value not in page
