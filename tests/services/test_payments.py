"""The finance system's list taken in by voucher, matched three ways, and each alarm settled with a word."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_claims import TODAY, a_granted_case, a_keeper, a_payment_list, an_imported_list, paid_for
from tests.makers_clock import a_turn
from tests.makers_refusals import refused
from vetting.domain.errors import NotAllowed, NotFound, UnusableFile
from vetting.domain.payments_match import PlannedPart
from vetting.domain.terms import Role, RowState
from vetting.domain.terms_associations import GiroKind
from vetting.domain.terms_revocations import BarReach, PaymentAlarm, PaymentWord
from vetting.gateways import file_store
from vetting.records.associations import Association
from vetting.records.bars import Bar
from vetting.records.db import db, settings, transaction
from vetting.records.imports import ImportRow, ListImport
from vetting.records.payments import Instalment, Payment, RaisedAlarm
from vetting.services import payment_imports, payments
from vetting.services.payment_imports import SentList

AMOUNT = 45_000  # of the grant that the makers decide


def alarms() -> list[str]:
    return sorted(
        f"{payment.voucher} {alarm.kind.value}"
        for alarm, payment in db.session.query(RaisedAlarm, Payment).filter(
            Payment.id == RaisedAlarm.payment_id
        )
    )


def states(import_id: str) -> list[tuple[int, str, list[str]]]:
    rows = db.session.query(ImportRow).filter_by(import_id=import_id).order_by(ImportRow.row_no)
    return [(row.row_no, row.state.value, [str(one["code"]) for one in row.problems]) for row in rows]


@pytest.fixture
def keeper(app):
    return a_keeper()


@pytest.fixture
def granted(keeper):
    return a_granted_case()


def test_a_grant_is_planned_to_be_paid_whole_until_somebody_shares_it(keeper, granted):
    case, support, _ = granted
    (planned,) = db.session.query(Instalment).filter_by(support_id=support.id)
    assert (planned.amount, planned.due_on) == (support.amount, support.starts_on)
    first, second = support.starts_on, support.starts_on + dt.timedelta(days=180)
    parts = [PlannedPart("", first, 25_000), PlannedPart("", second, support.amount - 25_000)]
    payments.plan_payments(support.id, parts, ["", "Redovisning lämnad"], by=keeper, now=NOW)
    rows = db.session.query(Instalment).filter_by(support_id=support.id).order_by(Instalment.position).all()
    assert [(row.amount, row.condition) for row in rows] == [(25_000, ""), (20_000, "Redovisning lämnad")]
    assert rows[0].id == planned.id
    refused("instalments_odd", payments.plan_payments, support.id, parts[:1], [], by=keeper, now=NOW)
    an_imported_list(case.board_id, paid_for(case, "V1", 25_000), by=keeper)
    refused("payments_begun", payments.plan_payments, support.id, parts, [], by=keeper, now=NOW)
    (paid,) = db.session.query(Payment)
    assert paid.instalment_id == planned.id
    assert alarms() == []


def test_the_same_voucher_is_kept_once_and_odd_rows_are_told_with_their_row(keeper, granted):
    case, _, _ = granted
    rows = (
        paid_for(case, "V1", "45 000,00"),
        paid_for(case, "", 10),
        paid_for(case, "V3", "tolv"),
        f"V4;i går;10;;;{case.case_number}",
        paid_for(case, "V5", 1),
        paid_for(case, "V5", 2),
    )
    first = an_imported_list(case.board_id, *rows, by=keeper)
    assert states(first) == [
        (2, "ok", []),
        (3, "quarantined", ["voucher_missing"]),
        (4, "quarantined", ["amount_odd"]),
        (5, "quarantined", ["date_odd"]),
        (6, "quarantined", ["voucher_twice"]),
        (7, "quarantined", ["voucher_twice"]),
    ]
    again = an_imported_list(
        case.board_id, paid_for(case, "V1", 45_000), paid_for(case, "V6", 5), by=keeper, name="två.csv"
    )
    assert [state for _, state, _ in states(again)] == ["duplicate", "ok"]
    changed = an_imported_list(case.board_id, paid_for(case, "V1", 45_001), by=keeper, name="tre.csv")
    assert states(changed) == [(2, "quarantined", ["voucher_differs"])]
    assert [(row.voucher, row.amount) for row in db.session.query(Payment).order_by(Payment.voucher)] == [
        ("V1", 45_000),
        ("V6", 5),
    ]
    found = db.session.get_one(ListImport, first)
    assert found.rows_in == found.ok + found.quarantined + found.duplicate == 6
    assert not file_store.path_of(settings().files_dir, found.file_digest).exists(), "it holds whole accounts"
    refused(
        "same_file_again",
        payment_imports.receive_payments,
        case.board_id,
        SentList(a_payment_list(*rows), "utbetalningar.csv"),
        by=keeper,
        now=NOW,
    )


def test_what_does_not_agree_is_raised_once_and_settled_with_a_word(keeper, granted):
    case, support, _ = granted
    with transaction(is_piece=True):
        association = db.session.get_one(Association, case.association_id)
        association.giro, association.giro_kind = "9912346", GiroKind.BANKGIRO
    rows = [
        paid_for(case, "V1", support.amount, account="991-2346"),
        paid_for(case, "V2", 7, account="5555-5551"),
        f"V3;{TODAY.isoformat()};800;;;NOR 1999/9",
        paid_for(case, "V4", 3, account="19800101-1234", on=TODAY - dt.timedelta(days=400)),
    ]
    an_imported_list(case.board_id, *rows, by=keeper)
    assert alarms() == [
        "V2 other_account",
        "V2 other_amount",
        "V3 without_decision",
        "V4 other_account",
        "V4 other_amount",
        "V4 without_decision",  # before the decision
    ]
    assert {row.giro for row in db.session.query(Payment)} == {"9912346", "55555551", "", "…1234"}
    payments.match_again(a_turn(job="match-payments"), NOW)
    assert len(alarms()) == 6
    alarm = db.session.query(RaisedAlarm).filter_by(kind=PaymentAlarm.OTHER_ACCOUNT).first()
    reader = an_officer(Role.CULTURE_SECRETARY, username="reader")
    with pytest.raises(NotAllowed):
        payments.settle_alarm(alarm.id, PaymentWord.IN_ORDER, "Nytt konto", by=reader, now=NOW)
    with pytest.raises(NotFound):
        payments.settle_alarm(
            alarm.id, PaymentWord.IN_ORDER, "Nytt", by=a_keeper(a_board("SOD", "Söderdal")), now=NOW
        )
    refused("text_missing", payments.settle_alarm, alarm.id, PaymentWord.MENDED, " ", by=keeper, now=NOW)
    payments.settle_alarm(alarm.id, PaymentWord.IN_ORDER, "Nytt konto enligt protokoll", by=keeper, now=NOW)
    refused("alarm_settled", payments.settle_alarm, alarm.id, PaymentWord.MENDED, "Igen", by=keeper, now=NOW)


def test_a_payment_after_a_stop_is_found_even_when_the_stop_is_recorded_later(keeper, granted):
    case, support, head = granted
    an_imported_list(case.board_id, paid_for(case, "V1", support.amount), by=keeper)
    assert alarms() == []
    with transaction(is_piece=True):
        db.session.add(
            Bar(
                association_id=case.association_id,
                board_id=case.board_id,
                reach=BarReach.MONEY,
                reason="Beslut",
                owner_id=head.id,
                starts_on=TODAY,
                ends_on=TODAY + dt.timedelta(days=90),
                review_on=TODAY + dt.timedelta(days=60),
                set_by=head.id,
                second_by=keeper.id,
                set_at=NOW,
            )
        )
    assert payments.match_again(a_turn(job="match-payments"), NOW) == {"count": 1}
    assert alarms() == ["V1 paid_after_stop"]
    assert payments.match_again(a_turn(job="match-payments"), NOW) is None  # the turn is done
    assert payments.match_again(a_turn("2026-11-21", job="match-payments"), NOW) == {"count": 0}


def test_a_payment_without_a_decision_is_tied_by_a_person_and_never_by_a_guess(keeper, granted):
    case, support, _ = granted
    an_imported_list(case.board_id, f"V1;{TODAY.isoformat()};{support.amount};;889999-9018;", by=keeper)
    (paid,) = db.session.query(Payment)
    assert (paid.support_id, paid.association_id) == (None, case.association_id)
    assert alarms() == ["V1 without_decision"]
    with pytest.raises(NotFound):
        payments.tie_payment(paid.id, "NOR 1999/1", by=keeper, now=NOW)
    payments.tie_payment(paid.id, f" {case.case_number} ", by=keeper, now=NOW)
    assert paid.support_id == support.id
    refused("payment_tied", payments.tie_payment, paid.id, case.case_number, by=keeper, now=NOW)


def test_rows_of_another_board_stay_out(keeper, granted):
    case, support, _ = granted
    south = a_board("SOD", "Söderdals stadsdelsnämnd")
    theirs = a_keeper(south)
    import_id = an_imported_list(south.id, paid_for(case, "V1", support.amount), by=theirs)
    assert states(import_id) == [(2, RowState.QUARANTINED.value, ["case_of_other_board"])]
    assert db.session.query(Payment).count() == 0
    with pytest.raises(NotFound):
        an_imported_list(south.id, paid_for(case, "V2", 5), by=keeper)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "lista.csv", "empty_file"),
        (b"Namn;Ort\r\nA;B\r\n", "lista.csv", "no_header"),
        (b"Verifikationsnummer;Belopp\r\n1;2\r\n", "lista.csv", "missing_column"),
        (b"%PDF-1.7 x", "lista.pdf", "kind_not_allowed"),
    ],
)
def test_a_file_that_is_no_such_list_leaves_nothing(keeper, data, name, code):
    with pytest.raises(UnusableFile) as problem:
        payment_imports.receive_payments(a_board().id, SentList(data, name), by=keeper, now=NOW)
    assert problem.value.code == code
    assert db.session.query(ListImport).count() == 0
