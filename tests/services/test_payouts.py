"""A grant that is paid while it can still be annulled tells how that is put right (KL 13:14)."""

import datetime as dt
import json

import pytest

from tests.makers import NOW
from tests.makers_decisions import STARTS_ON, a_grant, a_proposed_case, a_ready_case, two_officers
from vetting.domain.errors import Refused
from vetting.domain.payouts import MIN_UNDOING, Payout, is_paid_before_final
from vetting.reading import decisions as reading
from vetting.records.db import db
from vetting.records.decisions import Proposal
from vetting.records.sealed_reasons import SealedReasons
from vetting.services import decisions, proposals

CLOSE = dt.datetime(2026, 12, 21, 9, tzinfo=dt.UTC)  # eleven days before the first day of the support
HOW = "Det som har betalats ut krävs tillbaka inom en månad."


@pytest.mark.parametrize(
    ("decided_on", "expected"),
    [(dt.date(2026, 12, 10), False), (dt.date(2026, 12, 11), True), (dt.date(2027, 3, 1), True)],
)
def test_money_goes_out_before_the_last_day_of_appeal_or_after(decided_on, expected):
    assert is_paid_before_final(STARTS_ON, decided_on, ()) is expected


@pytest.mark.parametrize(
    "payout", [None, Payout(), Payout(None, HOW), Payout(True, ""), Payout(False, "x" * (MIN_UNDOING - 1))]
)
def test_a_grant_paid_at_once_is_not_proposed_without_the_answer(app, payout):
    secretary, _ = two_officers()
    case_id = a_ready_case()
    draft = a_grant(secretary, payout=payout)
    with pytest.raises(Refused) as refusal:
        proposals.propose_decision(case_id, draft, has_no_conflict=True, by=secretary, now=CLOSE)
    assert "payout_undoing_untold" in refusal.value.facts["all"]
    assert db.session.query(Proposal).count() == 0


@pytest.mark.parametrize("can", [True, False])
def test_the_answer_is_kept_shown_and_sealed(app, can):
    secretary, head = two_officers()
    case_id = a_ready_case()
    draft = a_grant(secretary, payout=Payout(can, f" {HOW} "))
    proposal_id = proposals.propose_decision(case_id, draft, has_no_conflict=True, by=secretary, now=CLOSE)
    kept = {"can_be_undone": can, "undoing": HOW}
    assert db.session.get_one(Proposal, proposal_id).payout == kept
    proposals.declare_no_conflict(case_id, by=head, now=CLOSE)
    decision_id = decisions.decide(case_id, proposal_id, by=head, now=CLOSE)
    assert json.loads(db.session.get_one(SealedReasons, decision_id).text)["payout"] == kept
    shown = reading.newest_proposal(case_id, {}, actor=head)
    assert shown.payout == Payout(can, HOW)


def test_a_grant_that_waits_for_the_time_of_appeal_needs_none(app):
    secretary, _ = two_officers()
    _, proposal_id = a_proposed_case(secretary, a_grant(secretary, payout=None))
    assert not proposals.asks_of_payout(STARTS_ON, now=NOW)
    assert db.session.get_one(Proposal, proposal_id).payout is None
