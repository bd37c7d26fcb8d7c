"""A board's report as it stands, as it was handed in, and which reports there are to write."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.board_report import BoardReport, ReportTerm, report_from, report_of
from vetting.domain.errors import NotFound
from vetting.domain.terms_reports import BoardReportKind
from vetting.records import board_reports
from vetting.records.board_report_facts import board_facts
from vetting.records.board_reports import HandedInReport
from vetting.records.db import db
from vetting.records.officers import Board, Officer


@dataclass(frozen=True)
class HandedIn:
    """One version as handed in. `is_whole`: its digest still is that of its document."""

    version: int
    digest: str
    by: str
    at: dt.datetime
    is_whole: bool


@dataclass(frozen=True)
class ReportPage:
    """One report: as it stands today, or as handed in where `shown` names the version."""

    report: BoardReport
    board_id: str | None
    version: int  # of the texts
    versions: tuple[HandedIn, ...]
    shown: HandedIn | None
    may_write: bool
    may_hand_in: bool


@dataclass(frozen=True)
class ReportRow:
    """A board, and which reports of the year were handed in last, by kind."""

    board_id: str | None
    board: str
    handed_in: dict[BoardReportKind, dt.datetime]


def reports_of_year(year: int, *, actor: Actor) -> tuple[ReportRow, ...]:
    """Boards within reach by name, the whole municipality first for who sees it all. Raises NotAllowed."""
    require(actor, Act.SEE_BOARD_REPORTS)
    mine = boards_for(actor, Act.SEE_BOARD_REPORTS)
    query = select(Board.id, Board.name).order_by(Board.name)
    rows = db.session.execute(query if mine is None else query.where(Board.id.in_(mine))).all()
    sent: dict[str, dict[BoardReportKind, dt.datetime]] = {}
    for one in db.session.scalars(
        select(HandedInReport).where(HandedInReport.year == year).order_by(HandedInReport.version)
    ):
        sent.setdefault(one.scope, {})[one.kind] = one.handed_in_at
    found = [ReportRow(board_id, name, sent.get(board_id, {})) for board_id, name in rows]
    whole = [] if mine is not None else [ReportRow(None, "", sent.get(board_reports.scope_of(None), {}))]
    return (*whole, *found)


def report_page(
    board_id: str | None, term: ReportTerm, *, actor: Actor, today: dt.date, version: int | None = None
) -> ReportPage:
    """The report, today's or a version handed in. Raises NotAllowed, NotFound."""
    board = _board(board_id, term, actor)
    draft = board_reports.draft_of(board_id, term)
    rows = board_reports.handed_in(board_id, term)
    versions = tuple(_handed_in(row) for row in rows)
    if version is None:
        shown = None
        facts = board_facts(board_id, term, today=today)
        report = report_of(term, board, facts, draft.texts if draft else {}, as_of=today)
    else:
        row = next((one for one in rows if one.version == version), None)
        if row is None:
            raise NotFound("not_found")
        shown, report = _handed_in(row), report_from(row.document)
    return ReportPage(
        report,
        board_id,
        draft.version if draft else 0,
        versions,
        shown,
        may_write=_may(actor, Act.WRITE_BOARD_REPORTS, board_id),
        may_hand_in=_may(actor, Act.HAND_IN_REPORTS, board_id) and today > term.until_on,
    )


def _board(board_id: str | None, term: ReportTerm, actor: Actor) -> str:
    if (term.kind is BoardReportKind.KS) is not (board_id is None):
        raise NotFound("not_found")
    require(actor, Act.SEE_BOARD_REPORTS, board_id)
    if board_id is None:
        if boards_for(actor, Act.SEE_BOARD_REPORTS) is not None:
            raise NotFound("not_found")
        return ""
    found = db.session.get(Board, board_id)
    if found is None:
        raise NotFound("not_found")
    return found.name


def _may(actor: Actor, act: Act, board_id: str | None) -> bool:
    return may(actor, act, board_id) if board_id else boards_for(actor, act) is None


def _handed_in(row: HandedInReport) -> HandedIn:
    who = db.session.get(Officer, row.handed_in_by)
    return HandedIn(
        row.version,
        row.digest,
        who.display_name if who else row.handed_in_by,
        row.handed_in_at,
        hashlib.sha256(row.document.encode()).hexdigest() == row.digest,
    )
