"""The association's own report while it is written: saved, copied from last year, read from a workbook."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.filled_report import BlankReport, FilledReport, filled_report
from vetting.domain.free_text import require_writable
from vetting.domain.plain_questions import (
    PlainQuestion,
    QuestionSet,
    drafted_answers,
)
from vetting.domain.report_roles import LONGEST_ROLE, optional_address
from vetting.domain.swedish_time import swedish_day
from vetting.gateways import report_workbooks
from vetting.gateways.question_sets import REPORT, load_questions, questions_in_force
from vetting.paths import checklists_dir
from vetting.records import association_reports, case_codes, cases, report_arrivals, sheets
from vetting.records.applications import Case
from vetting.records.association_reports import OwnReportDraft
from vetting.records.case_codes import OwnCase
from vetting.records.db import settings, transaction
from vetting.records.journal import note


@dataclass(frozen=True)
class Written:
    """What stands in the form. `role`: the writer's function; `reason`: why a report is corrected."""

    answers: Mapping[str, str]
    role: str = ""
    reply_to: str = ""
    reason: str = ""


@dataclass(frozen=True)
class OwnQuestions:
    """What the association is asked in its case."""

    edition: QuestionSet
    asked: tuple[PlainQuestion, ...]


def questions_of(case_id: str, *, today: dt.date, is_new: bool = False) -> OwnQuestions:
    """The questions of the case's draft, or those in force (always where `is_new`).

    Raises NotFound and Refused `nothing_to_report`.
    """
    case = cases.case(case_id)
    plan = report_arrivals.plan_to_report(case)
    draft = None if is_new else association_reports.draft_of(case_id)
    edition = _edition(draft, today)
    return OwnQuestions(edition, report_arrivals.asked_of(plan, edition))


def save_report_draft(
    own: OwnCase, written: Written, *, seen_version: int, by: Actor, now: dt.datetime
) -> int:
    """Keeps what is written so far and gives the draft's version; nothing need be whole.

    Raises Refused `draft_changed` when somebody saved since, `draft_handed_over`, `report_approved`,
    `nothing_to_report`, `answers_not_saved`, and NotFound when the session has been ended.
    """
    with transaction(is_piece=True):  # each save is a step of one writing, which is noted when it begins
        _case, draft, questions = _in_hand(own, seen_version, by, now)
        draft.answers = drafted_answers(questions.asked, written.answers)
        role = require_writable(written.role, field="written_role", longest=LONGEST_ROLE, is_received=True)
        draft.written_role = " ".join(role.split())
        draft.reply_to = optional_address(written.reply_to)
        draft.reason = require_writable(written.reason, field="reason", is_received=True)
        draft.version, draft.saved_at = draft.version + 1, now
        association_reports.add(draft)
        return draft.version


def copy_last_year(own: OwnCase, *, seen_version: int, by: Actor, now: dt.datetime) -> int:
    """Puts last year's texts where nothing is written yet, and gives how many; figures are never copied.

    Raises as save_report_draft, and NotFound `no_report_before`.
    """
    with transaction():
        case, draft, questions = _in_hand(own, seen_version, by, now)
        before = association_reports.report_before(case)
        if before is None:
            raise NotFound("no_report_before")
        texts = {one.id for one in questions.asked if one.kind.value == "text"}
        taken = {
            key: text for key, text in before.answers.items() if key in texts and not draft.answers.get(key)
        }
        draft.answers = {**draft.answers, **taken}
        draft.copied_from = before.id
        draft.version, draft.saved_at = draft.version + 1, now
        association_reports.add(draft)
        _note(Entry.OWN_REPORT_COPIED, case, by, now, count=len(taken))
        return len(taken)


def take_back(own: OwnCase, *, by: Actor, now: dt.datetime) -> None:
    """What waits to be signed can be changed again; the code to sign by opens nothing any more.

    Raises NotFound, and Refused `draft_not_handed_over`.
    """
    with transaction():
        case = sheets.case_in_hand(own.case_id)
        case_codes.require_session(own, now)
        draft = association_reports.draft_of(case.id, to_change=True)
        if draft is None or draft.handed_at is None:
            raise Refused("draft_not_handed_over")
        draft.handed_at = None
        association_reports.withdraw_signers(case.id, now=now)
        _note(Entry.OWN_REPORT_RECALLED, case, by, now)


def report_workbook(own: OwnCase, *, language: str, today: dt.date) -> bytes:
    """The questions with what is written so far, to be filled in elsewhere and sent back."""
    questions = questions_of(own.case_id, today=today)
    draft = association_reports.draft_of(own.case_id)
    blank = BlankReport(
        case_number=own.case_number,
        edition=questions.edition.version,
        version=draft.version if draft else 0,
        association=own.association,
        asked=questions.asked,
        answers=draft.answers if draft else {},
    )
    return report_workbooks.write_report_sheet(blank, language)


def read_report_workbook(own: OwnCase, file: tuple[str, bytes], *, today: dt.date) -> FilledReport:
    """What a filled workbook says of this very report; nothing is saved. `file` is a name and bytes.

    Raises UnusableFile for what the guards refuse and for what domain/filled_report.py names.
    """
    questions = questions_of(own.case_id, today=today)
    name, data = file
    lines = report_workbooks.read_report_sheet(data, name, max_bytes=settings().max_upload_bytes)
    return filled_report(
        lines, case_number=own.case_number, edition=questions.edition.version, asked=questions.asked
    )


def _in_hand(
    own: OwnCase, seen_version: int, by: Actor, now: dt.datetime
) -> tuple[Case, OwnReportDraft, OwnQuestions]:
    case = sheets.case_in_hand(own.case_id)
    case_codes.require_session(own, now)
    report_arrivals.require_changeable(case.id)
    draft = association_reports.draft_of(case.id, to_change=True)
    if (draft.version if draft else 0) != seen_version:
        raise Refused("draft_changed")
    if draft is not None and draft.handed_at is not None:
        raise Refused("draft_handed_over")
    questions = questions_of(case.id, today=swedish_day(now))
    if draft is None:
        draft = _begun(case, questions, now)
        _note(Entry.OWN_REPORT_STARTED, case, by, now, version=questions.edition.version)
    return case, draft, questions


def _begun(case: Case, questions: OwnQuestions, now: dt.datetime) -> OwnReportDraft:
    """A correction begins with what was handed in; a first report with nothing."""
    earlier = association_reports.reports_of(case.id)
    return OwnReportDraft(
        case_id=case.id,
        version=0,
        edition=questions.edition.version,
        answers=dict(earlier[0].answers) if earlier else {},
        written_role=earlier[0].written_role if earlier else "",
        reply_to=earlier[0].reply_to if earlier else "",
        reason="",
        sent_back="",
        saved_at=now,
    )


def _edition(draft: OwnReportDraft | None, today: dt.date) -> QuestionSet:
    if draft is not None:
        return load_questions(checklists_dir(), REPORT, draft.edition)
    return questions_in_force(checklists_dir(), REPORT, today)


def _note(entry: Entry, case: Case, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)
