"""Claims for repayment, payments and open grants: through the deeds where there is one."""

import datetime as dt

from tests.makers import NOW, a_board, an_officer
from tests.makers_decisions import a_decided_case, two_officers
from vetting.domain.authority import Actor
from vetting.domain.demand_letter import DemandLetter, content_of
from vetting.domain.revocation import Period
from vetting.domain.terms import Role
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.domain.terms_revocations import ClaimEventKind, PaymentAlarm, ReliefKind
from vetting.records import claims, payments
from vetting.records.applications import Case
from vetting.records.claims import ClaimEvent, ClaimRelief
from vetting.records.db import db, transaction
from vetting.records.decisions import Decision, Support
from vetting.records.imports import ListImport
from vetting.records.notices import Notice, NoticeKind
from vetting.records.officers import Board
from vetting.records.payments import Payment
from vetting.services import payment_imports
from vetting.services.payment_imports import SentList

TODAY = NOW.date()
EVIDENCE = ("0123456789abcdef",)
HEADER = "Verifikationsnummer;Betalningsdatum;Belopp;Bankgiro;Organisationsnummer;Ärendenummer"


def a_keeper(board: Board | None = None, *, role: Role = Role.LAWYER, username: str = "") -> Actor:
    """Who keeps the ledger of a board and decides nothing."""
    board = board or a_board()
    return an_officer(role, board=board, username=username or f"ledger.{board.prefix.lower()}")


def a_granted_case(
    number: int = 1, *, board: Board | None = None, officers: tuple[Actor, Actor] | None = None
) -> tuple[Case, Support, Actor]:
    """A decided case with its grant, and the head who decided it."""
    secretary, head = officers or two_officers(board)
    case_id, _ = a_decided_case(secretary, head, board=board, number=number)
    support = db.session.query(Support).filter_by(case_id=case_id).one()
    return db.session.get_one(Case, case_id), support, head


def a_period(amount: int = 40_000, *, year: int = 2025, evidence: tuple[str, ...] = EVIDENCE) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31), amount, evidence)


def a_claim(case: Case, *periods: Period, by: Actor, now: dt.datetime = NOW, decision_id: str = "") -> str:
    """The claim a decision opens; gives its id."""
    if not decision_id:
        decision_id = db.session.query(Decision.id).filter_by(case_id=case.id).scalar()
    with transaction():
        found = claims.open_claim(
            case.id,
            decision_id,
            case.association_id,
            case.board_id,
            periods=periods or (a_period(),),
            by=by,
            now=now,
        )
    assert found is not None
    return found


def a_payment_list(*rows: str) -> bytes:
    """As the finance system writes it."""
    return "\r\n".join([HEADER, *rows]).encode("utf-8-sig")


def paid_for(case: Case, voucher: str, amount: object, *, on: dt.date = TODAY, account: str = "") -> str:
    """One row of such a list."""
    return f"{voucher};{on.isoformat()};{amount};{account};;{case.case_number}"


def an_imported_list(board_id: str, *rows: str, by: Actor, name: str = "utbetalningar.csv") -> str:
    return payment_imports.receive_payments(board_id, SentList(a_payment_list(*rows), name), by=by, now=NOW)


def ledger_rows(case_id: str, digest: str, by: Actor) -> dict[str, str]:
    """A claim with a repayment, a demand and a proposal; a payment that does not agree; two lists. The ids by
    the names addresses have for them."""
    case = db.session.get_one(Case, case_id)
    decision_id = db.session.query(Decision.id).filter_by(case_id=case_id).scalar()
    claim_id = claims.open_claim(
        case_id, decision_id, case.association_id, case.board_id, periods=(a_period(),), by=by, now=NOW
    )
    claim = claims.claim_of(claim_id or "")
    paid = ClaimEvent(kind=ClaimEventKind.PAID, happened_on=TODAY, amount=5)
    claims.add_event(claim, paid, by=by, now=NOW)
    about = {
        "board_id": case.board_id,
        "state": ImportState.APPLIED,
        "received_by": by.id,
        "received_at": NOW,
    }
    lists = [
        ListImport(kind=kind, file_digest=digest, file_name="lista.csv", **about)
        for kind in (ListKind.PAYMENTS, ListKind.OPEN_GRANTS)
    ]
    letter = Notice(
        case_id=case_id,
        kind=NoticeKind.DEMAND,
        subject="Krav",
        content=content_of(a_demand_letter()),
        digest="0" * 64,
        written_by=by.id,
        written_at=NOW,
    )
    relief = ClaimRelief(
        claim_id=claim.id,
        kind=ReliefKind.WAIVED,
        amount=5,
        reason="Skäl",
        proposed_by=by.id,
        proposed_at=NOW,
    )
    db.session.add_all([*lists, letter, relief])
    db.session.flush()
    payment = Payment(
        source_system="",
        voucher=f"V-{case_id}",
        paid_on=TODAY,
        amount=5,
        board_id=case.board_id,
        list_id=lists[0].id,
        association_id=case.association_id,
        read_by=by.id,
        read_at=NOW,
    )
    payments.add_payments([payment])
    payments.raise_alarm(payment, PaymentAlarm.WITHOUT_DECISION, {}, now=NOW)
    return {
        "claim_id": claim.id,
        "claim_event_id": paid.id,
        "demand_id": letter.id,
        "relief_id": relief.id,
        "alarm_id": payments.alarms_of([payment.id])[0].id,
        "utbetalningar/support_id": db.session.query(Support.id).filter_by(case_id=case_id).scalar(),
        "utbetalningar/import_id": lists[0].id,
        "oppna-bidrag/import_id": lists[1].id,
    }


def a_demand_letter() -> DemandLetter:
    names = {"municipality": "Nordköpstad", "board": "Nämnden", "association": "Granen", "org_number": ""}
    sums = {"claimed": 10, "collected": 5, "let_go": 0, "due": 5}
    days = {"decided_on": "2026-11-01", "due_on": "2026-12-21", "written_on": "2026-11-20"}
    more = {"case_number": "1", "interest_from": "", "pay_to": "Bankgiro", "officer": "Handläggaren"}
    return DemandLetter(periods=(), **names, **sums, **days, **more)
