"""What a refusal may rest on, who may sign it, and what it is compared with: beside the tests by number."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.makers import NOW, a_board, an_officer, csrf, sign_in
from tests.makers_checklists import answered
from tests.makers_decisions import (
    a_decided_case,
    a_grant,
    a_proposed_case,
    a_refusal,
)
from tests.makers_gates import blocked, propose, ready
from tests.makers_grounds import a_case_with_act, a_refusal_for_act
from tests.makers_mirror import a_granted_case
from tests.makers_refusals import decide
from tests.makers_regimes import a_case_under
from tests.web.test_decisions import fields_of
from vetting.domain.appeals import review_of
from vetting.domain.decisions import Reason
from vetting.domain.errors import Refused
from vetting.domain.terms import Regime, Role, Signature
from vetting.domain.terms_lettings import FreedomRight
from vetting.gateways.letters import letter_markup
from vetting.records import mirror
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.notices import Notice, NoticeKind
from vetting.services import decisions, freedom_trials, proposals

TODAY, DAY = NOW.date(), dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("value", "why", "code"),
    [
        ("ja", "Stadgarna är lästa.", "ground_answer_is_met"),
        ("ej_tillampligt", "Föreningen är ny.", "ground_answer_is_met"),
        ("nej", "Stadgarna saknar bestämmelsen.", None),
        ("nej", "", "answers_unsound"),
        ("delvis", "En av två undertecknare saknas.", None),
        ("oklart", "Stadgarna kom inte in.", None),
    ],
)
def test_01_a_formal_ground_is_of_something_missing_and_the_record_shows_it(secretary, value, why, code):
    """RF 1:9: the paper, or that it did not come in, as somebody recorded it at the answer."""
    case_id = ready(secretary)
    if code == "answers_unsound":
        blocked(code, answered, case_id, secretary, S01=(value, why))
        return
    answered(case_id, secretary, S01=(value, why))
    draft = replace(a_refusal(), reasons=(Reason("S01", value, "Det saknas i stadgarna."),))
    if code:
        assert "S01" in blocked(code, propose, case_id, draft, secretary)
    else:
        assert propose(case_id, draft, secretary)


def test_02_what_an_act_carries_passes_and_is_still_shown_how_to_say_it_better(secretary, client):
    case_id = a_case_with_act(secretary)
    draft, path = a_refusal_for_act(), f"/arenden/{case_id}/forslag"
    page = sign_in(client, "culture_secretary.nor")
    sent = fields_of(page.get(path).text, path)
    row = next(name.rpartition("-")[0] for name, value in sent.items() if value == "A01")
    sent |= {
        "outcome": "refused", "summary": "Ordföranden hotade dem som föreningens ideologi pekar ut.",
        "proportionality": draft.proportionality, f"{row}-is_ground": "y",
        f"{row}-reason": draft.reasons[0].reason, f"{row}-no_contrary": draft.reasons[0].no_contrary,
        "no_conflict": "y",
    }  # fmt: skip
    answer = page.post(path, data=sent, follow_redirects=True)
    assert db.session.query(Proposal).filter_by(case_id=case_id).count() == 1
    assert "JO 1414-2019" in answer.text
    assert "en händelse bär det" in answer.text


def test_lr_22_premises_are_refused_in_a_case_only_once_every_freedom_was_gone_through(secretary, client):
    case_id = a_case_under(Regime.CIVIL_LAW)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    blocked("freedoms_untried", propose, case_id, a_refusal(), secretary)
    page, path = sign_in(client, "culture_secretary.nor"), f"/arenden/{case_id}/friheter"
    sent = {
        "csrf_token": csrf(page, path),
        "rights": [one.value for one in FreedomRight][1:],
        "finding": "Prövat.",
    }
    assert page.post(path, data=sent).status_code == 409, "one of them is missing"
    assert page.post(path, data={**sent, "rights": [one.value for one in FreedomRight]}).status_code == 302
    assert propose(case_id, a_refusal(), secretary)
    with pytest.raises(Refused, match="freedoms_not_asked"):
        freedom_trials.try_freedoms(ready(secretary, 7), set(FreedomRight), "Prövat.", by=secretary, now=NOW)


def test_lr_19_who_drafted_the_case_is_not_the_second_reader_of_what_escalates(people):
    secretary, head = people
    case_id = ready(secretary)
    answered(case_id, head, S04=("nej", "Stadgarna saknar bestämmelsen."))
    proposal_id = propose(case_id, a_grant(secretary), secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    blocked("drafter_reads_escalated", decisions.decide, case_id, proposal_id, by=head, now=NOW)
    other = an_officer(Role.UNIT_HEAD, username="chef.tva")
    proposals.declare_no_conflict(case_id, by=other, now=NOW)
    assert decisions.decide(case_id, proposal_id, by=other, now=NOW)


def test_lr_19_what_does_not_escalate_needs_no_second_reader_beyond_the_decider(people):
    secretary, head = people
    case_id = ready(secretary)
    answered(case_id, head, S01=("nej", "Stadgarna kom inte in."))
    proposal_id = propose(case_id, a_grant(secretary), secretary)
    proposals.declare_no_conflict(case_id, by=head, now=NOW)
    assert decisions.decide(case_id, proposal_id, by=head, now=NOW)


def test_08_nor_is_it_signed_when_the_equal_case_was_decided_in_between(people):
    secretary, head = people
    case_id, proposal_id = a_proposed_case(secretary, a_refusal())
    registrar = an_officer(Role.REGISTRAR, board=a_board(), username="registrator")
    a_granted_case(secretary, head, number=2)
    proposal = db.session.get_one(Proposal, proposal_id)
    found = mirror.faults_of(
        db.session.get_one(Case, case_id), proposal.outcome, pattern=proposal.pattern,
        signature=Signature.DELEGATE, today=TODAY,
    )  # fmt: skip
    assert [fault.code for fault in found] == ["difference_unexplained"]
    assert decide(case_id, proposal_id, registrar), "the board's own decision is entered all the same"


@pytest.mark.parametrize("regime", Regime)
def test_19_each_regime_has_a_text_and_a_time_of_its_own(people, regime):
    secretary, head = people
    case_id, _ = a_decided_case(secretary, head)
    content = dict(
        db.session.query(Notice.content).filter_by(case_id=case_id, kind=NoticeKind.DECISION).scalar()
    )
    told = {one: letter_markup({**content, "regime": one.value}) for one in Regime}
    assert len(set(told.values())) == len(Regime), "no two say the same"
    review = review_of(regime)
    of_appeal = {"40 §", "42 §", "44 §"}
    for wrong in ("40 §", "41 §", "42 §", "43 §", "44 §", "överklagas hos oss"):
        if regime is not Regime.ADMINISTRATIVE_APPEAL:
            assert wrong not in told[regime]
    if regime is Regime.ADMINISTRATIVE_APPEAL:
        assert {
            word for word in of_appeal if word in told[regime].replace("43 och 44 §§", "44 §")
        } == of_appeal
        assert "laglighetsprövning" not in told[regime].lower()
        assert "anslagstavla" not in told[regime].lower()
    assert (review.deadline is None) is ("tre veckor" not in told[regime])
