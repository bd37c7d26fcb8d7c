"""Ledgers: reference rates, a claim that is demanded and paid on, payments with some that do not agree."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Desk, Town
from vetting.domain.authority import OPERATOR
from vetting.domain.late_interest import half_year
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Outcome
from vetting.domain.terms_revocations import ReliefKind
from vetting.reading.case import case_file
from vetting.reading.claims import claims_list
from vetting.reading.decision_list import DecisionFilter, DecisionLine, decision_list
from vetting.services import claim_reliefs, claims, open_grants, payment_imports, reference_rates
from vetting.services.claims import Demand
from vetting.services.payment_imports import SentList

DAY = dt.timedelta(days=1)
RATES = (350, 300, 250, 225, 200, 200)  # invented, one a half-year
DEMANDED_SINCE, PAID_SINCE, OPEN_FILE_SINCE = 34 * DAY, 9 * DAY, 8 * DAY
PAID_MONTHS, MOST_A_MONTH = 9, 4
PAYMENTS = "Verifikationsnummer;Betalningsdatum;Belopp;Bankgiro;Ärendenummer"
OPEN = (
    "Identifier,Title,Currency,Amount Awarded,Award Date,Planned Dates:Start Date,Planned Dates:End Date,"
    "Recipient Org:Identifier,Recipient Org:Name,Funding Org:Name"
)


def plan_ledgers(calendar: Calendar, town: Town, start: dt.datetime, now: dt.datetime) -> None:
    """On the first board, after its revocation."""
    desk = town.boards[0]
    calendar.add(start, _rates(start, now))
    calendar.add(now - DEMANDED_SINCE, _claimed(town, desk, now - DEMANDED_SINCE))
    sent: set[str] = set()
    for month in reversed(range(PAID_MONTHS)):
        at = now - PAID_SINCE - 30 * month * DAY
        calendar.add(at, _paid(desk, sent, at, is_last=month == 0))
    calendar.add(now - OPEN_FILE_SINCE, _open_file(desk, now - OPEN_FILE_SINCE))


def _rates(at: dt.datetime, now: dt.datetime) -> Steps:
    day = half_year(swedish_day(at))
    for rate in RATES:
        if day > swedish_day(now):
            return
        at = max(at, dt.datetime(day.year, day.month, 2, 9, 0, tzinfo=dt.UTC))
        yield at
        reference_rates.record_rate(day, rate, "Påhittad för demonstrationen", by=OPERATOR, now=at)
        day = half_year(day + dt.timedelta(days=190))


def _claimed(town: Town, desk: Desk, at: dt.datetime) -> Steps:
    """Each claim of the board is demanded; some is paid, and the lawyer proposes to waive a part."""
    found = claims_list(show="calls", board_id=desk.id, actor=desk.head, today=swedish_day(at)).lines
    if not found:
        return
    claim_id, due = found[0].id, found[0].balance.due
    demanded = Demand(None, True, f"Bankgiro 991-2346, ange {found[0].case_number}")
    claims.demand(claim_id, demanded, by=desk.head, now=at)
    at += 20 * DAY
    yield at
    claims.note_repayment(claim_id, due // 4, swedish_day(at), voucher="IN-40117", by=desk.head, now=at)
    at += 9 * DAY
    yield at
    claim_reliefs.propose_relief(
        claim_id,
        ReliefKind.WAIVED,
        due // 10,
        reason="En del av pengarna gick till hyra som föreningen ändå hade varit skyldig att betala.",
        by=town.lawyer,
        now=at,
    )


def _granted(desk: Desk) -> list[DecisionLine]:
    wanted = DecisionFilter(only="made", board_id=desk.id, outcome=Outcome.GRANTED.value)
    return list(decision_list(wanted, actor=desk.head).lines)


def _paid(desk: Desk, sent: set[str], at: dt.datetime, *, is_last: bool) -> Steps:
    """The finance system's list of a month: what was granted and is not `sent` before, each paid some days after
    its decision. The last list has one with a slip, one payment that nobody knows, and a row without a day."""
    lines = [line for line in _granted(desk) if line.case_number not in sent][:MOST_A_MONTH]
    rows = [_payment(len(sent) + number, line, swedish_day(at)) for number, line in enumerate(lines)]
    sent.update(line.case_number for line in lines)
    if is_last:
        if rows:
            slipped = rows[-1].split(";")
            rows[-1] = ";".join([*slipped[:2], str(int(slipped[2]) + 900), *slipped[3:]])
        rows.append(f"UB-40900;{swedish_day(at - 3 * DAY)};12000;;NOR-1999-0001")
        rows.append("UB-40901;i förrgår;8000;;")
    if rows:
        data = "\r\n".join([PAYMENTS, *rows]).encode("utf-8-sig")
        sheet = SentList(data, f"utbetalningar-{at:%Y-%m}.csv", "Ekonomi")
        payment_imports.receive_payments(desk.id, sheet, by=desk.head, now=at)
    yield at


def _payment(number: int, line: DecisionLine, today: dt.date) -> str:
    """On a working day one to three weeks after the decision, and never after the list."""
    on = (line.decided_on or today) + (7 + number * 5 % 15) * DAY
    on = min(on, today - DAY)
    while on.weekday() > 4:
        on -= DAY
    return f"UB-{40_200 + number};{on};{line.amount};;{line.case_number}"


def _open_file(desk: Desk, at: dt.datetime) -> Steps:
    """A fund has granted money for the very thing that two associations apply for here."""
    waiting = decision_list(DecisionFilter(board_id=desk.id), actor=desk.head).lines[:2]
    rows = []
    for number, line in enumerate(waiting):
        file = case_file(line.case_id, actor=desk.head, today=swedish_day(at))
        asked, org_number = file.newest.applied, file.head.org_number or ""
        purpose = asked.purpose.replace('"', "'")
        cells = (f"FOND-{number + 1}", f'"{purpose}"', "SEK", asked.amount // 2, swedish_day(at),
                 asked.starts_on, asked.ends_on, f"SE-{org_number}", f'"{line.association}"',
                 "Länets kulturfond")  # fmt: skip
        rows.append(",".join(str(cell) for cell in cells))
    if rows:
        data = "\r\n".join([OPEN, *rows]).encode()
        open_grants.receive_open_grants(data, "lanets-kulturfond.csv", by=desk.secretary, now=at)
    yield at
