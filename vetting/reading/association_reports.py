"""Reports of associations as officers see them: those that wait, and one beside that of the year before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.errors import NotFound
from vetting.domain.names import search_key
from vetting.domain.plain_questions import questions_from
from vetting.domain.report_comparer import Comparison, Sign, compared
from vetting.domain.report_reading import ReportPoint, state_of
from vetting.domain.report_signs import signs_of
from vetting.domain.terms import FollowUpKind
from vetting.domain.terms_association_reports import ReadingKind, ReportState
from vetting.reading.case_filter import visible
from vetting.reading.own_reports import ReceivedReport, received
from vetting.records import association_reports, follow_ups
from vetting.records.applications import Case
from vetting.records.association_reports import (
    AssociationReport,
    ReportReading,
    ReportSignWord,
)
from vetting.records.associations import Association
from vetting.records.db import db, settings
from vetting.records.decision_papers import names_of_officers
from vetting.records.decisions import Decision

PER_PAGE = 25


@dataclass(frozen=True)
class ReportFilter:
    """`state` None means every one."""

    state: ReportState | None = ReportState.TO_READ
    text: str = ""
    page: int = 1
    per_page: int = PER_PAGE


@dataclass(frozen=True)
class ReportLine:
    """The latest report of a case in a list."""

    case_id: str
    case_number: str
    association: str
    year: int
    version: int
    received_on: dt.date
    state: ReportState
    due_on: dt.date | None


@dataclass(frozen=True)
class ReportList:
    lines: tuple[ReportLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class SaidOfReport:
    """What an officer said of one version of a report."""

    kind: ReadingKind
    word: str
    points: tuple[ReportPoint, ...]
    due_on: dt.date | None
    checklist: str
    answers: tuple[Mapping[str, Any], ...]
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class SignLine:
    """A question that the comparison raises; `word` once an officer closed it."""

    sign: Sign
    word: str
    by: str
    at: dt.datetime | None


@dataclass(frozen=True)
class ReportOfCase:
    """One version with what was said of it."""

    report: ReceivedReport
    said: SaidOfReport | None


@dataclass(frozen=True)
class ItemToMark:
    """An undone item of the plan that a report may answer."""

    id: str
    title: str
    due_on: dt.date


@dataclass(frozen=True)
class CaseReports:
    """The reports of a case, the newest first; `comparison` of the newest with the year before's, where there
    is one; `signs`: the questions that the report raises. `waits_to_sign`: the association has written one
    that is not signed yet."""

    case_id: str
    case_number: str
    board_id: str
    association: str
    amount: int
    reports: tuple[ReportOfCase, ...]
    state: ReportState | None
    year_before: int | None
    comparison: Comparison | None
    signs: tuple[SignLine, ...]
    items: tuple[ItemToMark, ...]
    draft_saved_at: dt.datetime | None
    waits_to_sign: bool
    may_follow_up: bool

    @property
    def newest(self) -> ReportOfCase | None:
        return self.reports[0] if self.reports else None


def report_list(wanted: ReportFilter, *, actor: Actor) -> ReportList:
    """A page of the latest reports of cases, those that came first in front."""
    query = _narrowed(_latest(actor), wanted)
    total = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // wanted.per_page))
    page = min(max(wanted.page, 1), pages)
    rows = db.session.execute(
        query.order_by(AssociationReport.signed_at, AssociationReport.id)
        .limit(wanted.per_page)
        .offset((page - 1) * wanted.per_page)
    )
    lines = tuple(
        ReportLine(
            case_id=case.id,
            case_number=case.case_number,
            association=name,
            year=case.year,
            version=report.version,
            received_on=report.received_on,
            state=state_of(reading.kind if reading else None),
            due_on=reading.due_on if reading else None,
        )
        for report, case, name, reading in rows
    )
    return ReportList(lines, total, page, pages)


def case_reports(case_id: str, *, actor: Actor) -> CaseReports:
    """The reports of a case. Raises NotFound where the case has no grant to report on."""
    row = db.session.execute(
        select(Case, Association.name, Decision.amount)
        .join(Association, Association.id == Case.association_id)
        .join(Decision, Decision.case_id == Case.id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    plan = None if row is None else follow_ups.plan_in_force(case_id)
    if row is None or plan is None:
        raise NotFound("not_found")
    case, association, amount = row
    rows = association_reports.reports_of(case_id)
    readings = _readings([one.id for one in rows])
    words = association_reports.sign_words_of(rows[0].id) if rows else ()
    names = names_of_officers({*(one.said_by for one in words), *(one.read_by for one in readings.values())})
    year_before, comparison = _compared(case, rows)
    draft = association_reports.draft_of(case_id)
    newest = readings.get(rows[0].id) if rows else None
    return CaseReports(
        case_id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        association=association,
        amount=amount,
        reports=tuple(ReportOfCase(received(one), _said(readings.get(one.id), names)) for one in rows),
        state=state_of(newest.kind if newest else None) if rows else None,
        year_before=year_before,
        comparison=comparison,
        signs=_signs(rows[0], comparison, amount, words, names) if rows else (),
        items=tuple(
            ItemToMark(one.id, one.title, one.due_on)
            for one in follow_ups.items_of(plan.id)
            if one.kind is FollowUpKind.REPORT and one.done_at is None
        ),
        draft_saved_at=draft.saved_at if draft else None,
        waits_to_sign=draft is not None and draft.handed_at is not None,
        may_follow_up=may(actor, Act.FOLLOW_UP, case.board_id),
    )


def _latest(actor: Actor) -> Any:
    newer = aliased(AssociationReport)
    reach = boards_for(actor, Act.FOLLOW_UP)
    query = (
        select(AssociationReport, Case, Association.name, ReportReading)
        .join(Case, Case.id == AssociationReport.case_id)
        .join(Association, Association.id == Case.association_id)
        .outerjoin(ReportReading, ReportReading.report_id == AssociationReport.id)
        .where(
            ~select(newer.id)
            .where(newer.case_id == AssociationReport.case_id, newer.version > AssociationReport.version)
            .exists()
        )
    )
    return query if reach is None else query.where(Case.board_id.in_(sorted(reach)))


def _narrowed(query: Any, wanted: ReportFilter) -> Any:
    if wanted.state is ReportState.TO_READ:
        query = query.where(ReportReading.id.is_(None))
    elif wanted.state is not None:
        kind = ReadingKind.APPROVED if wanted.state is ReportState.APPROVED else ReadingKind.COMPLETION
        query = query.where(ReportReading.kind == kind)
    if key := search_key(wanted.text.strip()):
        named = Association.search_key.contains(key, autoescape=True)
        query = query.where(named | Case.case_number.icontains(wanted.text.strip(), autoescape=True))
    return query


def _readings(ids: Sequence[str]) -> dict[str, ReportReading]:
    if not ids:
        return {}
    rows = db.session.scalars(select(ReportReading).where(ReportReading.report_id.in_(ids)))
    return {row.report_id: row for row in rows}


def _compared(case: Case, rows: Sequence[AssociationReport]) -> tuple[int | None, Comparison | None]:
    before = association_reports.report_before(case) if rows else None
    if before is None:
        return None, None
    year = db.session.scalar(select(Case.year).where(and_(Case.id == before.case_id)))
    limits = settings().report_limits
    asked = questions_from(rows[0].asked)
    return year, compared(asked, rows[0].answers, before.answers, limits=limits)


def _said(row: ReportReading | None, names: Mapping[str, str]) -> SaidOfReport | None:
    if row is None:
        return None
    return SaidOfReport(
        kind=row.kind,
        word=row.word,
        points=tuple(ReportPoint(one["question"], one["note"]) for one in row.points),
        due_on=row.due_on,
        checklist=row.checklist,
        answers=tuple(row.answers),
        by=names.get(row.read_by, row.read_by),
        at=row.read_at,
    )


def _signs(
    report: AssociationReport,
    comparison: Comparison | None,
    amount: int,
    words: Sequence[ReportSignWord],
    names: Mapping[str, str],
) -> tuple[SignLine, ...]:
    said = {one.sign: one for one in words}
    found = signs_of(questions_from(report.asked), report.answers, comparison, granted=amount)
    return tuple(_sign_line(sign, said.get(sign.key), names) for sign in found)


def _sign_line(sign: Sign, word: ReportSignWord | None, names: Mapping[str, str]) -> SignLine:
    if word is None:
        return SignLine(sign, "", "", None)
    return SignLine(sign, word.word, names.get(word.said_by, word.said_by), word.said_at)
