"""The association's own report as its pages show it: the draft, what was handed in, what is asked for."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.errors import NotFound
from vetting.domain.plain_questions import PlainQuestion, questions_from
from vetting.domain.report_reading import ReportPoint, day_that_holds, standing_of, state_of
from vetting.domain.terms import FollowUpKind, Stage
from vetting.domain.terms_association_reports import OwnReportStanding, ReportChannel, ReportState
from vetting.records import association_reports, follow_ups
from vetting.records.applications import Application, Case
from vetting.records.association_reports import AssociationReport, OwnReportDraft
from vetting.records.associations import Association
from vetting.records.case_codes import OwnCase
from vetting.records.db import db
from vetting.records.decisions import Decision


@dataclass(frozen=True)
class DraftLine:
    """What is written so far. `version` 0 and nothing else: not begun. `handed_at`: waits to be signed."""

    version: int
    answers: Mapping[str, str]
    written_role: str
    reply_to: str
    reason: str
    is_copied: bool
    handed_at: dt.datetime | None
    sent_back: str
    saved_at: dt.datetime | None


@dataclass(frozen=True)
class ReceivedReport:
    """A report as it was handed in, with the questions it answered."""

    id: str
    version: int
    asked: tuple[PlainQuestion, ...]
    answers: Mapping[str, str]
    channel: ReportChannel
    written_role: str
    signed_role: str
    reason: str
    received_on: dt.date
    signed_at: dt.datetime
    digest: str


@dataclass(frozen=True)
class AskedBack:
    """What the officer asked the association to complete."""

    points: tuple[ReportPoint, ...]
    word: str
    due_on: dt.date


@dataclass(frozen=True)
class OwnReportPage:
    """Everything of the report in the association's own view. `due_on`: the day that holds; `state` None
    before anything is handed in."""

    purpose: str
    amount: int
    due_on: dt.date | None
    draft: DraftLine
    reports: tuple[ReceivedReport, ...]
    state: ReportState | None
    asked_back: AskedBack | None
    has_report_before: bool

    @property
    def is_correction(self) -> bool:
        return bool(self.reports)

    @property
    def may_write(self) -> bool:
        """Until the report is approved: then it is only read."""
        return self.state is not ReportState.APPROVED


@dataclass(frozen=True)
class OwnReportLine:
    """Where the report stands. `due_on`: the day that holds, if any; `is_asked_back`: it is to be completed
    by then, even while what completes it waits to be signed."""

    standing: OwnReportStanding
    due_on: dt.date | None
    is_asked_back: bool


@dataclass(frozen=True)
class SigningPage:
    """The report that waits for the one who signs it, and whose it is; `signed`: once it does so no more."""

    case_id: str
    case_number: str
    association: str
    role: str
    signer_id: str
    draft: DraftLine | None
    signed: ReceivedReport | None


def own_report_page(own: OwnCase) -> OwnReportPage:
    """The page of the session's case. Raises NotFound where nothing is to be reported."""
    row = db.session.execute(
        select(Case, Decision.amount, Application.purpose)
        .join(Decision, Decision.case_id == Case.id)
        .join(Application, Application.case_id == Case.id)
        .where(Case.id == own.case_id, Case.stage == Stage.DECIDED)
        .order_by(Application.version.desc())
        .limit(1)
    ).one_or_none()
    plan = None if row is None else follow_ups.plan_in_force(own.case_id)
    if row is None or plan is None:
        raise NotFound("nothing_to_report")
    case, amount, purpose = row
    reports = association_reports.reports_of(case.id)
    reading = association_reports.reading_of(reports[0].id) if reports else None
    state = state_of(reading.kind if reading else None) if reports else None
    asked_back = None
    if reading is not None and reading.due_on is not None:
        points = tuple(ReportPoint(one["question"], one["note"]) for one in reading.points)
        asked_back = AskedBack(points, reading.word, reading.due_on)
    return OwnReportPage(
        purpose=purpose or "",
        amount=amount,
        due_on=day_that_holds(
            state, planned=_due_on(plan.id), asked=asked_back.due_on if asked_back else None
        ),
        draft=_draft(association_reports.draft_of(case.id)),
        reports=tuple(received(one) for one in reports),
        state=state,
        asked_back=asked_back,
        has_report_before=association_reports.report_before(case) is not None,
    )


def own_report_line(case_id: str, *, planned: dt.date | None) -> OwnReportLine:
    """Where the report of a case stands; `planned`: the day that its plan says."""
    reports, draft = association_reports.reports_of(case_id), association_reports.draft_of(case_id)
    reading = association_reports.reading_of(reports[0].id) if reports else None
    state = state_of(reading.kind if reading else None) if reports else None
    standing = standing_of(
        state,
        draft_version=draft.version if draft else 0,
        is_handed_over=draft is not None and draft.handed_at is not None,
    )
    due_on = day_that_holds(state, planned=planned, asked=reading.due_on if reading else None)
    return OwnReportLine(standing, due_on, state is ReportState.COMPLETION)


def own_received_report(own: OwnCase, report_id: str) -> ReceivedReport:
    """A report of the session's case. Raises NotFound."""
    return received(association_reports.report_of_case(own.case_id, report_id))


def has_report_to_write(case_id: str) -> bool:
    """Whether the association is to report on the case."""
    return follow_ups.plan_in_force(case_id) is not None


def is_signing(token: str, now: dt.datetime) -> bool:
    """Whether the token is that of an unexpired session of a signer."""
    return association_reports.signer_of_session(hashlib.sha256(token.encode()).hexdigest(), now) is not None


def signing_page(token: str, now: dt.datetime) -> SigningPage:
    """What the signer's session opens; without draft when it was taken back. Raises NotFound."""
    row = association_reports.signer_of_session(hashlib.sha256(token.encode()).hexdigest(), now)
    if row is None:
        raise NotFound("not_found")
    number, name = db.session.execute(
        select(Case.case_number, Association.name)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == row.case_id)
    ).one()
    draft = association_reports.draft_of(row.case_id)
    waits = draft is not None and draft.handed_at is not None
    reports = () if waits else association_reports.reports_of(row.case_id)
    return SigningPage(
        case_id=row.case_id,
        case_number=number,
        association=name,
        role=row.role,
        signer_id=row.id,
        draft=_draft(draft) if waits else None,
        signed=received(reports[0]) if reports else None,
    )


def received(row: AssociationReport) -> ReceivedReport:
    """The row as a page shows it."""
    return ReceivedReport(
        id=row.id,
        version=row.version,
        asked=questions_from(row.asked),
        answers=row.answers,
        channel=row.channel,
        written_role=row.written_role,
        signed_role=row.signed_role,
        reason=row.reason,
        received_on=row.received_on,
        signed_at=row.signed_at,
        digest=row.digest,
    )


def _draft(row: OwnReportDraft | None) -> DraftLine:
    if row is None:
        return DraftLine(0, {}, "", "", "", False, None, "", None)
    return DraftLine(
        version=row.version,
        answers=row.answers,
        written_role=row.written_role,
        reply_to=row.reply_to,
        reason=row.reason,
        is_copied=row.copied_from is not None,
        handed_at=row.handed_at,
        sent_back=row.sent_back,
        saved_at=row.saved_at,
    )


def _due_on(plan_id: str) -> dt.date | None:
    items = follow_ups.items_of(plan_id)
    return next(
        (one.due_on for one in items if one.kind is FollowUpKind.REPORT and one.done_at is None), None
    )
