"""The finance system's list of payments taken in at once: by voucher, each row kept once or told why not."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.domain.application_list import ListProblem
from vetting.domain.association import tidy
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.free_text import require_writable
from vetting.domain.payment_list import ListedPayment
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.gateways.payment_lists import read_payment_list
from vetting.gateways.uploads import FileKind, Upload, inspect_upload
from vetting.records import boards, imports, payment_matching, payments
from vetting.records.db import settings, transaction
from vetting.records.imports import ListImport
from vetting.records.journal import note
from vetting.records.payment_matching import PaidCase
from vetting.records.payments import Payment

LISTS = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.TXT})


@dataclass(frozen=True)
class SentList:
    """A file as it was sent in, and the system it comes from ("" where there is only one)."""

    data: bytes
    file_name: str
    source_system: str = ""


@dataclass(frozen=True)
class _Placed:
    """A row with what became of it."""

    listed: ListedPayment
    state: RowState
    case: PaidCase | None = None


def receive_payments(board_id: str, sent: SentList, *, by: Actor, now: dt.datetime) -> str:
    """Keeps every usable row of a board's list as a payment, matches them, and gives the list's id.

    A voucher that is here before changes nothing. The file's bytes are not kept, only their digest: they hold
    whole accounts. Raises NotFound, NotAllowed, UnusableFile, and Refused `same_file_again`.
    """
    require(by, Act.KEEP_LEDGER, board_id)
    upload = inspect_upload(sent.data, sent.file_name, allowed=LISTS, max_bytes=settings().max_upload_bytes)
    listed, notes = read_payment_list(sent.data, upload.filename)
    system = require_writable(sent.source_system, field="source_system", longest=40)
    with transaction():
        boards.locked_board(board_id)
        found = _list(board_id, upload, system, by, now)
        import_id = imports.add_import(found, size=upload.size, content_type=upload.media_type)
        placed = _placed(listed, board_id, system)
        kept = [_payment(row, found, by, now) for row in placed if row.state is RowState.OK]
        payments.add_payments(kept)
        raised = _match(kept, by=by, now=now)
        imports.add_rows(import_id, [_kept_row(row) for row in placed])
        found.warnings = [{"code": code} for code in notes]
        counts = _count(found, placed)
        note(
            RoomEntry.PAYMENTS_IMPORTED,
            by=by,
            now=now,
            subject=f"import:{import_id}",
            counts=counts,
            digest=upload.sha256,
            raised=raised,
        )
        return import_id


def _list(board_id: str, upload: Upload, system: str, by: Actor, now: dt.datetime) -> ListImport:
    return ListImport(
        kind=ListKind.PAYMENTS,
        board_id=board_id,
        file_digest=upload.sha256,
        file_name=tidy(upload.filename)[:200],
        format=upload.kind.value,
        source_system=system,
        state=ImportState.APPLIED,
        received_by=by.id,
        received_at=now,
        applied_by=by.id,
        applied_at=now,
    )


def _placed(listed: Sequence[ListedPayment], board_id: str, system: str) -> list[_Placed]:
    cases = payment_matching.cases_of_numbers([row.case_number for row in listed if row.case_number])
    known = payments.known_vouchers(system, [row.voucher for row in listed if row.voucher])
    times = Counter(row.voucher for row in listed)
    return [_place(row, board_id, cases, known, times) for row in listed]


def _place(
    row: ListedPayment,
    board_id: str,
    cases: Mapping[str, PaidCase],
    known: Mapping[str, Payment],
    times: Mapping[str, int],
) -> _Placed:
    case, before = cases.get(row.case_number), known.get(row.voucher)
    problem = ""
    if case is not None and case.board_id != board_id:
        case, problem = None, "case_of_other_board"
    elif row.voucher and times[row.voucher] > 1:
        problem = "voucher_twice"
    elif before is not None and not _is_same(before, row):
        problem = "voucher_differs"
    if problem:
        told = ListProblem(row.row_no, _FIELD.get(problem, "voucher"), problem, row.voucher)
        row = replace(row, problems=(*row.problems, told))
    if problem or not row.is_usable:
        return _Placed(row, RowState.QUARANTINED, case)
    return _Placed(row, RowState.OK if before is None else RowState.DUPLICATE, case)


_FIELD = {"case_of_other_board": "case_number"}


def _is_same(before: Payment, row: ListedPayment) -> bool:
    return (before.paid_on, before.amount, before.giro, before.case_number) == (
        row.paid_on,
        row.amount,
        row.account,
        row.case_number,
    )


def _payment(row: _Placed, found: ListImport, by: Actor, now: dt.datetime) -> Payment:
    listed, case = row.listed, row.case
    return Payment(
        source_system=found.source_system,
        voucher=listed.voucher,
        paid_on=listed.paid_on,
        amount=listed.amount,
        giro=listed.account,
        org_number=listed.number.canonical,
        case_number=listed.case_number,
        board_id=found.board_id,
        list_id=found.id,
        association_id=None if case is None else case.association_id,
        support_id=None if case is None else case.support_id,
        read_by=by.id,
        read_at=now,
    )


def _match(kept: Sequence[Payment], *, by: Actor, now: dt.datetime) -> int:
    """Ties payments without a case to the one association of their number, and raises what does not agree."""
    loose = [payment for payment in kept if payment.support_id is None]
    numbers = {payment.org_number for payment in loose if payment.org_number}
    owners = payment_matching.associations_of_numbers(numbers)
    for payment in loose:
        payment.association_id = payment.association_id or owners.get(payment.org_number or "")
    supports = sorted({payment.support_id for payment in kept if payment.support_id})
    raised = payment_matching.match_loose(loose, by=by, now=now)
    for start in range(0, len(supports), payments.AT_ONCE):
        part = supports[start : start + payments.AT_ONCE]
        raised += payment_matching.match_payments(part, by=by, now=now)
    return raised


def _kept_row(row: _Placed) -> dict[str, object]:
    listed, case = row.listed, row.case
    return {
        "row_no": listed.row_no,
        "state": row.state,
        "values": {
            "voucher": listed.voucher,
            "paid_on": None if listed.paid_on is None else listed.paid_on.isoformat(),
            "amount": listed.amount,
            "account": listed.account,
            "org_number": listed.number.shown,
            "case_number": listed.case_number,
        },
        "problems": [problem.as_json() for problem in listed.problems],
        "association_id": None if case is None else case.association_id,
    }


def _count(found: ListImport, placed: Sequence[_Placed]) -> dict[str, int]:
    states = Counter(row.state for row in placed)
    found.rows_in, found.ok = len(placed), states[RowState.OK]
    found.quarantined, found.duplicate = states[RowState.QUARANTINED], states[RowState.DUPLICATE]
    found.added, found.unchanged = states[RowState.OK], states[RowState.DUPLICATE]
    names = ("rows_in", "ok", "quarantined", "duplicate")
    return {name: getattr(found, name) for name in names}
