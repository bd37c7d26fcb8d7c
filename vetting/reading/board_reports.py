"""A board's report as it stands, as it was handed in, and which reports there are to write."""

import datetime as dt
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from vetting.domain.authority import Act, Actor, boards_for, may, require
from vetting.domain.board_report import BoardReport, ReportHead, ReportTerm, report_from, report_of
from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound
from vetting.domain.report_figures import Pin
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_reports import BoardReportKind
from vetting.records import board_reports
from vetting.records.board_report_facts import board_facts
from vetting.records.board_report_plans import plan_of
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
    """A board, and which reports of the year were handed in last, by kind: the version and when."""

    board_id: str | None
    board: str
    handed_in: dict[BoardReportKind, tuple[int, dt.datetime]]


def reports_of_year(year: int, *, actor: Actor) -> tuple[ReportRow, ...]:
    """Boards within reach by name, the whole municipality first for who sees it all. Raises NotAllowed."""
    require(actor, Act.SEE_BOARD_REPORTS)
    mine = boards_for(actor, Act.SEE_BOARD_REPORTS)
    query = select(Board.id, Board.name).order_by(Board.name)
    rows = db.session.execute(query if mine is None else query.where(Board.id.in_(mine))).all()
    sent: dict[str, dict[BoardReportKind, tuple[int, dt.datetime]]] = {}
    for one in db.session.scalars(
        select(HandedInReport).where(HandedInReport.year == year).order_by(HandedInReport.version)
    ):
        sent.setdefault(one.scope, {})[one.kind] = (one.version, one.handed_in_at)
    found = [ReportRow(board_id, name, sent.get(board_id, {})) for board_id, name in rows]
    whole = [] if mine is not None else [ReportRow(None, "", sent.get(board_reports.scope_of(None), {}))]
    return (*whole, *found)


def report_page(
    board_id: str | None,
    term: ReportTerm,
    *,
    actor: Actor,
    now: dt.datetime,
    checklist_of: Callable[[Pin], Checklist],
    version: int | None = None,
) -> ReportPage:
    """The report, today's or a version handed in. Raises NotAllowed, NotFound, and as `checklist_of`."""
    board, today = _board(board_id, term, actor), swedish_day(now)
    draft = board_reports.draft_of(board_id, term)
    rows = board_reports.handed_in(board_id, term)
    names = _names({row.handed_in_by for row in rows})
    versions = tuple(_handed_in(row, names) for row in rows)
    if version is None:
        shown = None
        head = ReportHead(term, board, today, plan_of(board_id, term.year, today=today))
        report = _reckoned(board_id, head, texts=draft.texts if draft else {}, checklist_of=checklist_of)
    else:
        row = next((one for one in rows if one.version == version), None)
        if row is None:
            raise NotFound("not_found")
        shown, report = _handed_in(row, names), report_from(row.document)
    return ReportPage(
        report,
        board_id,
        draft.version if draft else 0,
        versions,
        shown,
        may_write=_may(actor, Act.WRITE_BOARD_REPORTS, board_id),
        may_hand_in=_may(actor, Act.HAND_IN_REPORTS, board_id) and today > term.until_on,
    )


def together(
    term: ReportTerm, *, actor: Actor, now: dt.datetime, checklist_of: Callable[[Pin], Checklist]
) -> ReportPage:
    """Every board in one, without anybody's texts, of a kind that each board hands in by itself. Raises
    NotAllowed, NotFound, and as `checklist_of`."""
    _board(None, ReportTerm(BoardReportKind.KS, term.year), actor)
    today = swedish_day(now)
    head = ReportHead(term, "", today, plan_of(None, term.year, today=today))
    report = _reckoned(None, head, texts={}, checklist_of=checklist_of)
    return ReportPage(report, None, 0, (), None, may_write=False, may_hand_in=False)


def _reckoned(
    board_id: str | None,
    head: ReportHead,
    *,
    texts: Mapping[str, str],
    checklist_of: Callable[[Pin], Checklist],
) -> BoardReport:
    facts = board_facts(board_id, head.term, today=head.as_of)
    return report_of(head, facts, texts, [checklist_of(pin) for pin in facts.pins])


def board_named(name: str, *, actor: Actor) -> str:
    """The id of the board of that name or prefix. Raises NotAllowed, NotFound `board_not_found`."""
    require(actor, Act.SEE_BOARD_REPORTS)
    found = db.session.scalar(select(Board.id).where(or_(Board.name == name, Board.prefix == name)))
    if found is None:
        raise NotFound("board_not_found", board=name[:80])
    return found


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


def _names(officer_ids: Collection[str]) -> dict[str, str]:
    if not officer_ids:
        return {}
    query = select(Officer.id, Officer.display_name).where(Officer.id.in_(officer_ids))
    return {officer_id: name for officer_id, name in db.session.execute(query)}


def _handed_in(row: HandedInReport, names: Mapping[str, str]) -> HandedIn:
    return HandedIn(
        row.version,
        row.digest,
        names.get(row.handed_in_by, row.handed_in_by),
        row.handed_in_at,
        hashlib.sha256(row.document.encode()).hexdigest() == row.digest,
    )
