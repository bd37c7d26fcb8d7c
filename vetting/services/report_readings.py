"""Reading an association's report: questions closed with a word, approved or asked to be completed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.plain_questions import questions_from
from vetting.domain.report_comparer import Sign, compared
from vetting.domain.report_post import completion_letter, completion_mail
from vetting.domain.report_reading import ReadAnswer, ReportPoint, require_report_points, require_supported
from vetting.domain.report_signs import signs_of
from vetting.domain.separation import require_no_conflict
from vetting.domain.supplement import due_day
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_association_reports import ReadingKind
from vetting.gateways.calendar import swedish_holidays
from vetting.gateways.checklist_files import latest_in_force
from vetting.paths import checklists_dir
from vetting.records import association_reports, sheets
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport, ReportReading, ReportSignWord
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by, granted_in
from vetting.records.journal import note
from vetting.records.plan_post import write_to_association
from vetting.records.reminders import settle_reminders
from vetting.records.report_arrivals import TO_READ, item_about_report, names_in_mail, post

CHECKLIST = "follow-up"


@dataclass(frozen=True)
class ReadSo:
    """What the officer says: a word, and answers to the checklist's questions about reports."""

    word: str
    answers: Sequence[ReadAnswer] = ()


def follow_up_checklist(today: dt.date) -> Checklist:
    """The checklist of follow-ups in force that day."""
    return latest_in_force(checklists_dir(), CHECKLIST, today)


def close_sign(case_id: str, report_id: str, sign: str, word: str, *, by: Actor, now: dt.datetime) -> None:
    """A question that the report raises is answered with a word; nothing else follows from it.

    Raises NotFound, Refused `sign_closed`, `text_missing`, `conflict_of_interest`.
    """
    with transaction():
        case, report = _in_hand(case_id, report_id, by)
        found = next((one for one in _signs(case, report) if one.key == sign), None)
        if found is None:
            raise NotFound("sign_not_found")
        if any(one.sign == sign for one in association_reports.sign_words_of(report.id)):
            raise Refused("sign_closed")
        _close(report, found, require_written(word, field="word"), by=by, now=now)


def approve_report(case_id: str, report_id: str, read: ReadSo, *, by: Actor, now: dt.datetime) -> None:
    """The report is read and found in order. Questions still open are closed with the same word: a sign
    neither hinders nor carries anything.

    Raises NotFound, Refused `report_read_already`, `report_replaced`, `answer_rests_on_sign`,
    `answer_rests_on_nothing`, `reading_unsound`, `text_missing`, `conflict_of_interest`.
    """
    with transaction():
        case, report = _to_read(case_id, report_id, by)
        word = require_written(read.word, field="word")
        said = {one.sign for one in association_reports.sign_words_of(report.id)}
        for sign in _signs(case, report):
            if sign.key not in said:
                _close(report, sign, word, by=by, now=now)
        reading = ReportReading(kind=ReadingKind.APPROVED, word=word, points=[], due_on=None)
        _keep(case, report, read, reading, by=by, now=now)


def ask_completion(
    case_id: str,
    report_id: str,
    read: ReadSo,
    points: Sequence[ReportPoint],
    *,
    due_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
) -> dt.date:
    """Asks the association to complete named points, and gives the last day: two weeks when none is given.

    It is told by e-mail to the address in the report, else by letter. Raises as approve_report, and Refused
    `report_points_missing`, `report_point_unknown`, `due_too_soon`, `due_too_late`.
    """
    with transaction():
        case, report = _to_read(case_id, report_id, by)
        asked = {one.id: one for one in questions_from(report.asked)}
        named = require_report_points(points, asked)
        today = swedish_day(now)
        due = due_day(due_on, today=today, holidays=swedish_holidays(today.year, today.year + 1))
        word = require_writable(read.word, field="word")
        kept = [{"question": point.question_id, "note": point.note} for point in named]
        reading = ReportReading(kind=ReadingKind.COMPLETION, word=word, points=kept, due_on=due)
        _keep(case, report, read, reading, by=by, now=now)
        told = [(asked[point.question_id].text.sv, point.note) for point in named]
        if report.reply_to:
            mail = completion_mail(names_in_mail(case), told, word=word, due_on=due)
            post(f"report_completion:{report.id}", report.reply_to, mail, case_id=case.id, now=now)
        else:  # as most reports on paper: a letter, to be printed where the association has no address either
            letter = completion_letter(case.case_number, told, word=word, due_on=due)
            write_to_association(case, item_about_report(case), letter, by=by, now=now)
        return due


def _keep(
    case: Case,
    report: AssociationReport,
    read: ReadSo,
    reading: ReportReading,
    *,
    by: Actor,
    now: dt.datetime,
) -> None:
    """Keeps what was said; `reading` has its kind and word, and what is asked for."""
    checklist = follow_up_checklist(swedish_day(now)) if read.answers else None
    answers = () if checklist is None else require_supported(checklist, read.answers)
    reading.report_id, reading.read_by, reading.read_at = report.id, by.id, now
    reading.checklist = "" if checklist is None else f"{checklist.name} {checklist.version}"
    reading.answers = [answer.as_kept() for answer in answers]
    association_reports.add(reading)
    settle_reminders(f"association_report:{case.id}", TO_READ, by=by.id, now=now)
    if reading.due_on is None:
        _note(Entry.ASSOCIATION_REPORT_APPROVED, report, by, now, version=report.version)
        return
    points = [point["question"] for point in reading.points]
    told = {"due_on": reading.due_on.isoformat(), "points": points}
    _note(Entry.ASSOCIATION_REPORT_RETURNED, report, by, now, version=report.version, **told)


def _close(report: AssociationReport, sign: Sign, word: str, *, by: Actor, now: dt.datetime) -> None:
    association_reports.add(
        ReportSignWord(
            report_id=report.id, sign=sign.key, percent=sign.percent, word=word, said_by=by.id, said_at=now
        )
    )
    _note(Entry.COMPARISON_SIGN_CLOSED, report, by, now, kind=sign.kind.value)


def _in_hand(case_id: str, report_id: str, by: Actor) -> tuple[Case, AssociationReport]:
    case = sheets.case_in_hand(case_id)
    require(by, Act.FOLLOW_UP, case.board_id)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    return case, association_reports.report_of_case(case.id, report_id)


def _to_read(case_id: str, report_id: str, by: Actor) -> tuple[Case, AssociationReport]:
    case, report = _in_hand(case_id, report_id, by)
    if association_reports.reports_of(case.id)[0].id != report.id:
        raise Refused("report_replaced")
    if association_reports.reading_of(report.id) is not None:
        raise Refused("report_read_already")
    return case, report


def _signs(case: Case, report: AssociationReport) -> tuple[Sign, ...]:
    before, asked = association_reports.report_before(case), questions_from(report.asked)
    limits = settings().report_limits
    beside = None if before is None else compared(asked, report.answers, before.answers, limits=limits)
    return signs_of(asked, report.answers, beside, granted=granted_in(case.id))


def _note(entry: Entry, report: AssociationReport, by: Actor, now: dt.datetime, **facts: object) -> None:
    subject = f"association_report:{report.id}"
    note(entry, by=by, now=now, subject=subject, case_id=report.case_id, **facts)
