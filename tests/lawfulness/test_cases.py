"""Each decision of the Ombudsman, the Chancellor and the courts that the service learns from, tried as it happened.

Named by its number. That the words themselves are found is in tests/domain/test_reason_linter.py.
"""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, csrf, sign_in
from tests.makers_capsules import a_refused_case
from tests.makers_decisions import a_grant, a_ready_case, a_refusal
from tests.makers_grounds import WEIGHED, a_case_with_act, a_refusal_for_act, with_a_proven_act
from tests.makers_hearings import heard
from tests.makers_regimes import RULE, a_case_under, an_adopted_rule
from vetting.domain.errors import Problem
from vetting.domain.place_statements import PlaceStatement
from vetting.domain.terms import ActorRole, Regime, Stage
from vetting.domain.terms_decisions import PlaceInterest, PlaceStance
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.notices import Notice, NoticeKind
from vetting.records.sealed_reasons import ReasonAddendum, SealedReasons
from vetting.services import addenda, place_statements, proposals
from vetting.web.wording import problem_words


@pytest.fixture
def case_id(secretary):
    made = a_ready_case()
    proposals.declare_no_conflict(made, by=secretary, now=NOW)
    return made


def propose(case_id, draft, by):
    return proposals.propose_decision(case_id, draft, by=by, now=NOW)


def stopped(case_id, draft, by):
    """Every code the proposal is stopped by; nothing of it is kept."""
    with pytest.raises(Problem) as refusal:
        propose(case_id, draft, by)
    db.session.rollback()
    assert db.session.query(Proposal).filter_by(case_id=case_id).count() == 0
    return set(refusal.value.facts.get("all", [refusal.value.code]))


def test_jo_1414_2019_we_cannot_be_sure_she_stands_behind_democracy(case_id, secretary, client):
    """A district had a woman taken off a panel for what she was thought to think."""
    words = "Vi kan inte vara säkra på att hon står bakom demokratin och hon kopplas till extrema miljöer."
    draft = replace(a_refusal(), summary=words)
    assert stopped(case_id, draft, secretary) == {"outlook_in_text"}, "a person is not written of so at all"
    of_association = "Vi kan inte vara säkra på vad föreningen vill, och den kopplas till extrema miljöer."
    found = stopped(case_id, replace(draft, summary=of_association), secretary)
    assert found >= {"wording_outlook", "wording_linked"}
    case = sign_in(client, "culture_secretary.nor")
    reason = draft.reasons[0]
    client.set_cookie("lang", "en")
    token = csrf(case, f"/arenden/{case_id}/forslag")
    sent = {
        "csrf_token": token, "outcome": "refused", "amount": "0", "summary": words,
        "proportionality": draft.proportionality, "reasons-0-question_id": reason.question_id,
        "reasons-0-value": reason.value, "reasons-0-reason": reason.reason, "no_conflict": "y",
    }  # fmt: skip
    page = case.post(f"/arenden/{case_id}/forslag", data=sent)
    assert page.status_code in (409, 422)
    assert "JO 1414-2019" in page.text
    assert db.session.query(Proposal).count() == 0


def test_jo_1008_2021_reasons_stand_when_one_signs_and_what_comes_later_is_told_as_later(secretary):
    """Reasons were asked for in vain, and order was argued only before the Ombudsman."""
    case_id, decision_id = a_refused_case(secretary)
    decision, seal = db.session.get_one(Decision, decision_id), db.session.get_one(SealedReasons, decision_id)
    assert seal.sealed_at <= decision.decided_at
    letter = db.session.query(Notice).filter_by(case_id=case_id, kind=NoticeKind.DECISION).one()
    content, digest = dict(letter.content), seal.digest
    assert a_refusal().reasons[0].reason in str(content), "the reasons go out with the refusal"
    later = NOW + dt.timedelta(days=30)
    addenda.write_addendum(case_id, text="Polisen ringde den 3 december.", by=secretary, now=later)
    db.session.expire_all()
    assert db.session.query(ReasonAddendum.written_at).scalar() == later
    assert db.session.get_one(SealedReasons, decision_id).digest == digest
    assert db.session.get_one(Notice, letter.id).content == content


def test_jo_5221_2014_order_and_protests_cancel_nothing_by_themselves(case_id, secretary):
    """A library cancelled a lecture after protests, on thin grounds of order."""
    words = "Bokningen har väckt protester och det finns risk för oroligheter."
    found = stopped(case_id, replace(a_refusal(), summary=words), secretary)
    assert found >= {"wording_order_risk", "wording_pressure"}


def test_jo_4602_2014_values_are_neither_a_ground_nor_a_condition(case_id, secretary):
    """A band that was booked was cancelled for its values."""
    words = "Gruppens värderingar stämmer inte med husets."
    assert "wording_values" in stopped(case_id, replace(a_refusal(), summary=words), secretary)
    grant = replace(a_grant(secretary), conditions=("Medlemmarnas värderingar ska stämma med kommunens.",))
    assert "wording_values" in stopped(case_id, grant, secretary)


def test_jo_4432_2008_an_unwritten_practice_is_no_rule_and_a_rule_is_published_with_its_days(
    case_id, secretary, client
):
    """Petitions were taken off the desks after a practice nobody had written down."""
    words = "Enligt nämndens praxis avslås sådana ansökningar."
    assert "wording_unwritten" in stopped(case_id, replace(a_refusal(), summary=words), secretary)
    an_adopted_rule(a_board())
    page = client.get("/handlaggningsordning")
    assert page.status_code == 200, "anybody may read it"
    assert RULE in page.text
    assert "Norrdals stadsdelsnämnd § 7" in page.text
    assert "1 jan. 2026" in page.text.replace("\xa0", " ")


@pytest.mark.parametrize("number", ["jo_4209_2001", "jo_3891_2001"])
def test_jo_4209_2001_and_3891_2001_a_place_has_five_interests_and_consent_is_none(people, number):
    """A municipality and the police made the use of a square depend on the owner's consent."""
    _, head = people
    case_id = a_case_under(Regime.PUBLIC_PLACE)
    texts = {
        "jo_4209_2001": "Protester väntas från grannarna.",
        "jo_3891_2001": "Gruppens ideologi passar inte på torget.",
    }
    opinion = PlaceStatement(PlaceStance.OBJECTION, {PlaceInterest.CITYSCAPE: texts[number]})
    with pytest.raises(Problem, match="wording_"):
        place_statements.give_statement(case_id, opinion, has_no_conflict=True, by=head, now=NOW)
    db.session.rollback()
    assert len(PlaceInterest) == 5
    assert "consent" not in {one.value for one in PlaceInterest}
    assert db.session.query(Notice).filter_by(case_id=case_id).count() == 0


def test_jk_3218_03_30_who_rents_a_private_hall_is_its_owners_matter(secretary):
    """A people's house refused a lecture: the freedoms bind public bodies."""
    case_id = a_case_under(Regime.STATE_AIDED_HALL)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    for draft in (a_grant(secretary), a_refusal()):
        assert "hall_owner_decides" in stopped(case_id, draft, secretary)
    assert db.session.get_one(Case, case_id).stage is Stage.IN_REVIEW


def test_fr_stockholm_192_17_press_and_cancelled_guests_show_no_breach(secretary):
    """A refusal on articles and on speakers who were invited and then cancelled was annulled."""
    by_press = a_ready_case(number=1)
    with_a_proven_act(by_press, secretary, level=6)
    draft = replace(a_refusal_for_act("indikation"), summary="Föreningen har pekats ut i flera artiklar.")
    assert stopped(by_press, draft, secretary) >= {
        "wording_pointed_out",
        "ground_not_proven",
        "ground_evidence_weak",
    }
    by_guest = a_ready_case(number=2)
    with_a_proven_act(by_guest, secretary, role=ActorRole.INVITED.value)
    heard(by_guest, secretary)
    assert "ground_act_elsewhere" in stopped(by_guest, a_refusal_for_act(), secretary)
    unattributed = a_ready_case(number=3)
    with_a_proven_act(unattributed, secretary, answers={"A06": ("nej", "Hon hade lämnat styrelsen.")})
    assert "ground_not_attributed" in stopped(unattributed, a_refusal_for_act(), secretary)


def test_kr_stockholm_1383_19_whether_the_measures_were_adequate_is_weighed_and_told(secretary):
    """The same organisation, more fully investigated: measures that did not suffice decided."""
    case_id = a_ready_case(number=1)
    with_a_proven_act(case_id, secretary, answers={"A08": ("ja", "")})
    heard(case_id, secretary)
    assert "ground_unweighed" in stopped(case_id, a_refusal_for_act(), secretary)
    weighed = a_case_with_act(secretary, number=2)
    propose(weighed, a_refusal_for_act(), secretary)
    (ground,) = db.session.query(Proposal.reasons).filter_by(case_id=weighed).scalar()
    (measures,) = [one for one in ground["mitigation"] if one["factor"] == "measures"]
    assert (measures["question_id"], measures["considered"]) == ("A08", WEIGHED["A08"][1])


def test_fr_stockholm_2022_03_25_rough_debate_is_no_attack_on_democracy(case_id, secretary):
    """Officers' posts that were called degrading; free formation of opinion weighs heavily."""
    words = "Styrelsen har hård ton och nedsättande inlägg i sociala medier."
    assert "wording_debate" in stopped(case_id, replace(a_refusal(), summary=words), secretary)


def test_what_stops_a_text_names_its_case_in_the_words_people_read():
    numbers = {
        "wording_outlook": "1414-2019", "wording_linked": "1414-2019", "wording_vague": "1008-2021",
        "wording_order_risk": "5221-2014", "wording_pressure": "5221-2014", "wording_values": "4602-2014",
        "wording_unwritten": "4432-2008", "interest_missing": "4209-2001",
    }  # fmt: skip
    told = {code: str(problem_words(code, {"phrase": "x", "part": "summary"})) for code in numbers}
    assert {code: numbers[code] for code, words in told.items() if numbers[code] not in words} == {}
