"""The ledger of a claim: opened with evidence alone, each line noted, two persons to let go, never rewritten."""

import datetime as dt
import threading

import pytest
from sqlalchemy import text

from tests.makers import NOW, a_board, an_officer
from tests.makers_claims import TODAY, a_claim, a_granted_case, a_keeper, a_period
from tests.makers_decisions import a_decided_case, two_officers
from tests.makers_hearings import facts_of
from tests.makers_refusals import refused
from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.repayment import PlanPart, balance
from vetting.domain.terms import Role
from vetting.domain.terms_revocations import ReliefKind
from vetting.records import claims as records
from vetting.records.claims import ClaimEvent, ClaimPeriod, RepaymentClaim
from vetting.records.db import db, transaction
from vetting.records.notices import Notice
from vetting.services import claim_letters, claim_reliefs, claims, reference_rates
from vetting.services.claims import Demand

DEMAND = Demand(None, True, "Bankgiro 991-2346, ange ärendenumret")


def row(claim_id: str) -> RepaymentClaim:
    db.session.expire_all()
    return db.session.get_one(RepaymentClaim, claim_id)


def sums(claim_id: str) -> tuple[int, int, int, int, int]:
    found = balance(records.lines_of(records.events_of([claim_id])[claim_id]))
    return found.claimed, found.collected, found.waived, found.written_off, found.due


@pytest.fixture
def keeper(app) -> Actor:
    return a_keeper()


@pytest.fixture
def claim_id(keeper) -> str:
    case, _, head = a_granted_case()
    return a_claim(case, by=head)


def test_vaxjo_2020_only_the_year_with_evidence_is_claimed(app):
    """Växjö 2020: 2019 was audited with a result, 2018 was left alone. Number 11 of the lawfulness tests."""
    case, _, head = a_granted_case()
    periods = (a_period(90_000, year=2018, evidence=()), a_period(67_500, year=2019))
    claim_id = a_claim(case, *periods, by=head)
    found = row(claim_id)
    assert (found.amount, found.due, found.arose_on) == (67_500, 67_500, dt.date(2019, 1, 1))
    assert found.limitation_on == dt.date(2029, 1, 1)
    assert [one.amount for one in db.session.query(ClaimPeriod)] == [67_500]
    with transaction(is_piece=True):
        assert (
            records.open_claim(
                case.id, "x", case.association_id, case.board_id, periods=periods[:1], by=head, now=NOW
            )
            is None
        )


def test_nja_1984_s_648_a_reclaim_is_a_claim_that_waits_for_a_demand(keeper, claim_id):
    """NJA 1984 s. 648: no enforcement title follows from the decision; nothing runs before the demand."""
    assert row(claim_id).awaited_on is None
    letter_id = claims.demand(claim_id, DEMAND, by=keeper, now=NOW)
    found = row(claim_id)
    assert found.awaited_on == dt.date(2026, 12, 21)
    assert found.limitation_on == dt.date(2036, 11, 20)
    content = db.session.get_one(Notice, letter_id).content
    assert (content["due"], content["due_on"], content["interest_from"]) == (
        40_000,
        "2026-12-21",
        "2026-12-20",
    )
    shown = claim_letters.shown_demand(claim_id, letter_id, by=keeper)
    for words in ("40\u00a0000\u00a0kronor", "betalningsföreläggande", "21\u00a0december\u00a02026", "5 kap"):
        assert (words in shown.markup) is (words != "5 kap")
    silent = claims.demand(claim_id, Demand(None, False, "Bankgiro"), by=keeper, now=NOW)
    assert "räntelagen" not in claim_letters.shown_demand(claim_id, silent, by=keeper).markup
    assert facts_of("ClaimDemanded")[0]["amount"] == 40_000


def test_the_whole_way_adds_up(keeper, claim_id):
    head = an_officer(Role.DIVISION_HEAD, username="division")
    claims.demand(claim_id, DEMAND, by=keeper, now=NOW)
    claims.note_repayment(claim_id, 5_000, TODAY, voucher="V1", by=keeper, now=NOW)
    wrong = claims.note_repayment(claim_id, 9_000, TODAY, by=keeper, now=NOW)
    claims.undo_repayment(claim_id, wrong, "Hörde till ett annat ärende", by=keeper, now=NOW)
    claims.grant_respite(claim_id, TODAY + dt.timedelta(days=60), "Begärt anstånd", by=keeper, now=NOW)
    assert row(claim_id).awaited_on == TODAY + dt.timedelta(days=60)
    parts = [PlanPart(TODAY + dt.timedelta(days=30 * month), 7_000) for month in range(1, 6)]
    claims.agree_instalments(claim_id, parts, "Överenskommet", by=keeper, now=NOW)
    assert row(claim_id).awaited_on == TODAY + dt.timedelta(days=30)
    claims.note_acknowledgement(claim_id, TODAY, "Brev från föreningen", by=keeper, now=NOW)
    relief = claim_reliefs.propose_relief(
        claim_id, ReliefKind.WAIVED, 10_000, reason="Särskilda skäl", by=keeper, now=NOW
    )
    assert sums(claim_id) == (40_000, 5_000, 0, 0, 35_000)
    claim_reliefs.confirm_relief(relief, by=head, now=NOW)
    claims.hand_over(claim_id, "Betalar inte", by=keeper, now=NOW)
    relief = claim_reliefs.propose_relief(
        claim_id, ReliefKind.WRITTEN_OFF, 25_000, reason="Upplöst förening", by=keeper, now=NOW
    )
    claim_reliefs.confirm_relief(relief, by=head, now=NOW)
    assert sums(claim_id) == (40_000, 5_000, 10_000, 25_000, 0)
    found = row(claim_id)
    assert (found.due, found.awaited_on) == (0, None)
    refused("claim_settled", claims.demand, claim_id, DEMAND, by=keeper, now=NOW)


def test_letting_go_takes_two_persons(keeper, claim_id):
    head = an_officer(Role.UNIT_HEAD, username="head2")
    args = (claim_id, ReliefKind.WAIVED, 1_000)
    relief = claim_reliefs.propose_relief(*args, reason="Skäl", by=head, now=NOW)
    refused("decider_is_proposer", claim_reliefs.confirm_relief, relief, by=head, now=NOW)
    with pytest.raises(NotAllowed):
        claim_reliefs.confirm_relief(relief, by=keeper, now=NOW)  # a lawyer decides nothing
    refused("relief_waits", claim_reliefs.propose_relief, *args, reason="Igen", by=keeper, now=NOW)
    claim_reliefs.decline_relief(relief, "Inte ännu", by=head, now=NOW)
    refused("relief_settled", claim_reliefs.confirm_relief, relief, by=head, now=NOW)
    assert sums(claim_id) == (40_000, 0, 0, 0, 40_000)
    refused(
        "claim_amount_odd",
        claim_reliefs.propose_relief,
        claim_id,
        ReliefKind.WRITTEN_OFF,
        40_001,
        reason="För mycket",
        by=keeper,
        now=NOW,
    )


def test_the_table_itself_wants_two_persons_and_never_lets_a_line_change(keeper, claim_id):
    claim = records.claim_of(claim_id)
    lone = ClaimEvent(kind="waived", happened_on=TODAY, amount=5, proposed_by=keeper.id)
    with pytest.raises(Refused) as refusal, transaction(is_piece=True):
        records.add_event(claim, lone, by=keeper, now=NOW)
    assert refusal.value.code == "decider_is_proposer"
    for statement in ("UPDATE claim_events SET amount = 1", "DELETE FROM claim_periods"):
        with pytest.raises(Refused) as refusal, transaction(is_piece=True):
            db.session.execute(text(statement))
        assert refusal.value.code == "kept_as_written"


def test_another_boards_claim_does_not_exist(keeper, claim_id):
    stranger = a_keeper(a_board("SOD", "Söderdals stadsdelsnämnd"))
    reader = an_officer(Role.CULTURE_SECRETARY, username="reader")
    with pytest.raises(NotFound):
        claims.demand(claim_id, DEMAND, by=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        claims.demand(claim_id, DEMAND, by=reader, now=NOW)


def test_a_rate_is_recorded_by_half_year_and_corrected_by_a_later_one(app):
    admin = an_officer(Role.ADMINISTRATOR, everywhere=True)
    half = dt.date(2026, 7, 1)
    reference_rates.record_rate(half, 200, "Riksbanken 2026-06-30", by=admin, now=NOW)
    reference_rates.record_rate(half, 250, "Rättad", by=admin, now=NOW + dt.timedelta(hours=1))
    from vetting.records.reference_rates import recorded_rates

    assert recorded_rates()[half].hundredths == 250
    refused("rate_day_odd", reference_rates.record_rate, TODAY, 200, "Fel", by=admin, now=NOW)
    with pytest.raises(NotAllowed):
        reference_rates.record_rate(half, 200, "Fel", by=a_keeper(), now=NOW)


def test_two_at_once_never_note_more_than_is_due(own_app):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    from vetting.records.applications import Case

    claim_id = a_claim(db.session.get_one(Case, case_id), by=head)
    db.session.remove()
    told: list[str] = []

    def pay() -> None:
        with own_app.app_context():
            try:
                claims.note_repayment(claim_id, 30_000, TODAY, by=head, now=NOW)
                told.append("noted")
            except Refused as refusal:
                told.append(refusal.code)

    threads = [threading.Thread(target=pay) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["claim_amount_odd", "noted"]
    assert sums(claim_id) == (40_000, 30_000, 0, 0, 10_000)
