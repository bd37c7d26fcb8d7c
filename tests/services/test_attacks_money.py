"""Money attacked: a conflict of interest after the decision, a payment noted twice, an amount without an end."""

import datetime as dt
import threading
from collections import Counter

from tests.makers import NOW, an_officer
from tests.makers_claims import TODAY, a_claim, a_granted_case, a_keeper, an_imported_list
from tests.makers_decisions import two_officers
from tests.makers_effects import rows_in
from tests.makers_refusals import refused
from tests.makers_reviews import HOLD, LATER, a_review, a_revoked_support, a_support
from tests.services.test_attacks_at_once import patiently
from tests.services.test_bars import terms
from tests.services.test_effects import KEEP
from vetting.domain.application_list import ListProblem
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.open_grants import read_grant
from vetting.domain.terms import Role
from vetting.domain.terms_revocations import PaymentAlarm
from vetting.records import decisions
from vetting.records.db import db, transaction
from vetting.records.effect_lists import EffectList
from vetting.records.journal import note
from vetting.records.payments import Payment, RaisedAlarm
from vetting.services import bars, claims, effects, payments, special_reviews

DAY = dt.timedelta(days=1)


def conflicted(case_id: str, officer: Actor) -> None:
    """The officer says to be too close to somebody in the case."""
    with transaction():
        decisions.add_declaration(case_id, officer.id, has_conflict=True, note="Släkt.", now=LATER)
        about = f"case:{case_id}"
        note(
            Entry.CONFLICT_DECLARED, by=officer, now=LATER, subject=about, case_id=case_id, has_conflict=True
        )


def test_a_conflict_of_interest_holds_for_what_follows_a_revocation(app):
    secretary, head = two_officers()
    support_id = a_support(secretary, head)
    case_id, _ = a_revoked_support(support_id, secretary, an_officer(Role.REGISTRAR))
    wanted = terms(ends_on=LATER.date() + 90 * DAY, review_on=LATER.date() + 60 * DAY)
    move_id = bars.propose_bar(case_id, wanted, by=secretary, now=LATER)
    found = db.session.query(EffectList).one()
    conflicted(case_id, head)

    def stopped(deed, *args):
        refused("conflict_of_interest", deed, *args, by=head, now=LATER)

    stopped(bars.sign_move, move_id)
    stopped(effects.close_effects, found.id, "Allt är avgjort.")
    for row in rows_in(found.id):
        stopped(effects.decide_effects, found.id, [row.id], KEEP)
    bars.return_move(move_id, "Fel dag.", by=secretary, now=LATER)
    stopped(bars.propose_bar, case_id, wanted)


def test_a_conflict_of_interest_stops_resuming_a_payment(app):
    secretary, head = two_officers()
    case_id = a_review(a_support(secretary, head), secretary)
    special_reviews.hold_payment(case_id, HOLD, has_no_conflict=True, by=head, now=LATER)
    conflicted(case_id, head)
    refused(
        "conflict_of_interest", special_reviews.resume_payment, case_id, "Det är klart.", by=head, now=LATER
    )


def test_a_payment_form_sent_twice_is_one_payment(app):
    keeper = a_keeper()
    case, _, head = a_granted_case()
    claim_id = a_claim(case, by=head)
    first = claims.note_repayment(claim_id, 1_000, TODAY, voucher="V 17", by=keeper, now=NOW)
    again = (claims.note_repayment, claim_id, 1_000, TODAY)
    refused("claim_voucher_noted", *again, voucher="V 17", by=keeper, now=NOW)
    claims.undo_repayment(claim_id, first, "Fel belopp.", by=keeper, now=NOW)
    claims.note_repayment(claim_id, 1_500, TODAY, voucher="V 17", by=keeper, now=NOW)


def test_an_amount_without_an_end_is_told_and_nothing_falls():
    cells = {
        "identifier": "a-1",
        "currency": "SEK",
        "awarded_on": "2026-01-01",
        "org_number": "SE-889999-9018",
    }
    for odd in ("1e999", "-inf", "nan", float("inf")):
        found = read_grant(3, {**cells, "amount": odd})
        assert not found.is_usable
        assert ListProblem(3, "amount", "amount_odd", str(odd)) in found.problems


def test_two_payments_tied_at_once_are_not_for_the_same_part(own_app):
    keepers = [a_keeper(), a_keeper(username="ledger.andra")]
    case, support, _ = a_granted_case()
    rows = [f"V{number};{TODAY.isoformat()};{support.amount};;;" for number in (1, 2)]
    an_imported_list(case.board_id, *rows, by=keepers[0])
    ids, number = [one.id for one in db.session.query(Payment)], case.case_number
    db.session.remove()
    start, faults = threading.Barrier(2), []

    def run(payment_id, keeper):
        with own_app.app_context():
            start.wait()
            try:
                patiently(lambda: payments.tie_payment(payment_id, number, by=keeper, now=NOW))
            except Exception as problem:  # nothing is to go wrong
                faults.append(repr(problem))
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(ids, keepers, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    kinds = Counter(one.kind for one in db.session.query(RaisedAlarm))
    assert kinds == {PaymentAlarm.WITHOUT_DECISION: 2, PaymentAlarm.OTHER_AMOUNT: 1}
