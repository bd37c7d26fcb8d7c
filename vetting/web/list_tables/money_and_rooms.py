"""Revocations, claims, requests for rooms and tonight as rows, and what their addresses ask for."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_exports import ExportKind
from vetting.domain.terms_premises import BookingState
from vetting.reading.claims import SHOWS, ClaimLine, claims_list
from vetting.reading.effect_lists import Tracked, TrackingFilter, tracking
from vetting.reading.letting_list import LettingLine, ListFilter, Wanted, letting_list
from vetting.reading.tonight import TonightLine, tonight
from vetting.web.filters import day, number
from vetting.web.list_tables.base import Args, Asked, Column, ListTable, Piece, Row, texts, yes
from vetting.web.wording import word
from vetting.web.wording.lettings import hours, verdict_words

FARTHEST = dt.timedelta(days=400)


def tracking_wanted(args: Args) -> TrackingFilter:
    """Which revocations an address asks for."""
    only = {"oppna": "open", "avslutade": "closed"}.get(args.get("visa", ""), "")
    return TrackingFilter(only, args.get("namnd", "")[:16], args.get("sok", "")[:100])


def claims_shown(args: Args) -> str:
    """Which claims an address asks for: one of SHOWS."""
    return args.get("visa", "") if args.get("visa", "") in SHOWS else "open"


def lettings_wanted(args: Args, per_page: int | None = None) -> ListFilter:
    """Which requests for rooms an address asks for."""
    shown = args.get("visa", "")
    wanted = Wanted(shown) if shown in set(Wanted) else Wanted.WAITING
    found = ListFilter(wanted, args.get("namnd", ""), args.get("alla") == "1")
    return found if per_page is None else ListFilter(found.wanted, found.board_id, found.is_all, per_page)


def day_asked(args: Args, today: dt.date) -> dt.date:
    """The day of tonight's page."""
    try:
        found = dt.date.fromisoformat(args.get("dag", ""))
    except ValueError:
        return today
    return found if abs(found - today) <= FARTHEST else today


def _tracking(args: Args, asked: Asked) -> Piece:
    """The page is bounded and not turned: it is all on the first."""
    lines = tracking(tracking_wanted(args), actor=asked.actor, today=asked.today).lines
    columns = (
        *texts(_("Association"), _("Case"), _("Decision"), _("Board")),
        Column(_("Decided on"), "day"),
        *(Column(label, "count") for label in (_("Rows"), _("Ended"), _("Kept"), _("Waiting"), _("Late"))),
        Column(_("Awaited")),
        *(Column(label, "kronor") for label in (_("Claimed back"), _("Collected"), _("Left"))),
        Column(_("State")),
    )
    return Piece(columns, tuple(_tracked(line) for line in lines) if asked.page == 1 else (), len(lines))


def _tracked(line: Tracked) -> Row:
    claim = line.claim
    if line.closed_at:
        state = _("Closed %(day)s", day=day(swedish_day(line.closed_at)))
    else:
        state = _("Open list") if line.waiting else _("Ready to close")
    return (
        line.association, line.case_number, word(line.outcome), line.board, line.decided_on, line.rows,
        line.ended, line.kept, line.waiting, line.late or None, ", ".join(line.awaited),
        claim.amount if claim else None, claim.collected if claim else None, claim.due if claim else None,
        state,
    )  # fmt: skip


def _claims(args: Args, asked: Asked) -> Piece:
    """As bounded as the page."""
    found = claims_list(
        show=claims_shown(args), board_id=args.get("namnd", ""), actor=asked.actor, today=asked.today
    )
    columns = (
        *texts(
            _("Association"), _("Case"), _("Board"), _("State"), _("Not paid in time"), _("Limitation near")
        ),
        *(
            Column(label, "kronor")
            for label in (_("Claimed"), _("Collected"), _("Due"), _("Waived"), _("Written off"))
        ),
        Column(_("Awaited on"), "day"),
        Column(_("Barred on"), "day"),
    )
    rows = tuple(_claim(line) for line in found.lines) if asked.page == 1 else ()
    return Piece(columns, rows, len(found.lines))


def _claim(line: ClaimLine) -> Row:
    balance = line.balance
    return (
        line.association, line.case_number, line.board, word(line.state),
        yes(line.is_late, _("Not paid in time")), yes(line.is_near_limit, _("Limitation near")),
        balance.claimed, balance.collected, balance.due, balance.waived or None, balance.written_off or None,
        line.awaited_on, line.limitation_on if balance.due else None,
    )  # fmt: skip


def _lettings(args: Args, asked: Asked) -> Piece:
    wanted = lettings_wanted(args, asked.per_page)
    found = letting_list(wanted, actor=asked.actor, today=asked.today, page=asked.page)
    is_waiting = wanted.wanted is Wanted.WAITING
    columns: tuple[Column, ...] = (
        *texts(_("Party"), _("Room")),
        Column(_("First date"), "moment"),
        Column(_("Dates"), "count"),
    )
    if is_waiting:
        columns += texts(_("People"), _("Verdict"), _("Reason"), _("Others that can then not have the room"))
    lines = found.lines if found.page == asked.page else ()  # past the end it begins anew
    return Piece(columns, tuple(_request(line, is_waiting) for line in lines), found.total)


def _request(line: LettingLine, is_waiting: bool) -> Row:
    row: Row = (line.party, line.room, line.first_at, line.dates)
    if not is_waiting:
        return row
    people = number(line.expected) if line.expected else ""
    if line.expected and line.capacity:
        people += " " + _("of %(capacity)s", capacity=line.capacity)
    verdict = verdict_words()[line.verdict] if line.verdict else ""
    falls = ngettext("%(num)s other request", "%(num)s other requests", line.falls) if line.falls else ""
    return (
        *row, people, _("Waits for a second person") if line.awaits_second else verdict,
        word(line.reason.kind) if line.reason else "", falls or _("nothing"),
    )  # fmt: skip


def _tonight(args: Args, asked: Asked) -> Piece:
    """One day is one page."""
    found = tonight(
        asked.actor,
        day=day_asked(args, asked.today),
        today=asked.today,
        board_id=args.get("namnd", ""),
        is_all=args.get("alla") == "1",
    )
    columns = texts(
        _("Hour"), _("Room"), _("Party"), _("State"), _("Verdict"), _("Reason"), _("On site"), _("Telephone")
    )
    rows = tuple(_date(line) for line in found.lines) if asked.page == 1 else ()
    return Piece(columns, rows, len(found.lines))


def _date(line: TonightLine) -> Row:
    return (
        hours(line.starts_at, line.ends_at), line.room, line.party,
        yes(line.state is BookingState.PENDING, word(line.state)), verdict_words()[line.verdict],
        word(line.reason.kind) if line.reason else "", line.site_responsible, line.site_phone,
    )  # fmt: skip


TABLES = (
    ListTable(ExportKind.REVOCATIONS, "aterkallelser", lambda: _("Revocations"), _tracking),
    ListTable(ExportKind.CLAIMS, "aterkrav", lambda: _("Claims for repayment"), _claims),
    ListTable(ExportKind.LETTINGS, "bokningar", lambda: _("Bookings"), _lettings),
    ListTable(ExportKind.TONIGHT, "ikvall", lambda: _("Tonight"), _tonight),
)
