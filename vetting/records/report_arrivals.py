"""A report on its way in: what it is asked about, and keeping it so that its reader finds it."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.evaluations import Goal
from vetting.domain.indicators import identity_of, outcome_that_holds
from vetting.domain.journal import canonical
from vetting.domain.plain_questions import (
    PlainQuestion,
    QuestionSet,
    kept_questions,
    question_of_indicator,
)
from vetting.domain.report_reading import Arriving, digest_content
from vetting.domain.terms import FollowUpKind, Stage
from vetting.domain.terms_association_reports import ReadingKind
from vetting.records import association_reports, follow_ups, indicators
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport
from vetting.records.associations import Association
from vetting.records.db import db, settings
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.journal import note
from vetting.records.outbox import queue_message
from vetting.records.reminders import Reminder, settle_reminders, write_reminder

TO_READ = "report_to_read"


def plan_to_report(case: Case) -> FollowUpPlan:
    """The plan that the association reports on. Raises Refused `nothing_to_report`."""
    plan = follow_ups.plan_in_force(case.id) if case.stage is Stage.DECIDED else None
    if plan is None:
        raise Refused("nothing_to_report")
    return plan


def asked_of(plan: FollowUpPlan, questions: QuestionSet) -> tuple[PlainQuestion, ...]:
    """The questions of the edition, and one for each indicator of the plan."""
    goals = indicators.indicators_of(plan.id)
    return (
        *questions.questions,
        *(question_of_indicator(one.name, one.unit, one.target) for one in goals),
    )


def goals_of(plan_id: str, report: AssociationReport | None) -> tuple[Goal, ...]:
    """Each indicator of the plan with its outcome: what an officer has told, else what the report says."""
    answers = report.answers if report else {}
    found = []
    for one in indicators.indicators_of(plan_id):
        reported = answers.get(identity_of(one.name, one.unit), "")
        found.append(Goal(one.name, one.unit, one.target, outcome_that_holds(one.outcome, reported)))
    return tuple(found)


def require_changeable(case_id: str) -> int:
    """The version that a report handed in now would get. Raises Refused `report_approved`."""
    earlier = association_reports.reports_of(case_id)
    if not earlier:
        return 1
    reading = association_reports.reading_of(earlier[0].id)
    if reading is not None and reading.kind is ReadingKind.APPROVED:
        raise Refused("report_approved")
    return earlier[0].version + 1


def keep_report(
    case: Case,
    arriving: Arriving,
    questions: QuestionSet,
    *,
    asked: Sequence[PlainQuestion],
    by: Actor,
    now: dt.datetime,
) -> AssociationReport:
    """The report as it stands from now on, on the desk of whoever follows the grant up."""
    report = _row(case, arriving, questions, kept_questions(asked))
    report.signed_at, report.entered_by = now, by.id
    association_reports.add(report)
    _remind(case, report, by, now)
    note(
        Entry.ASSOCIATION_REPORT_RECEIVED,
        by=by,
        now=now,
        subject=f"association_report:{report.id}",
        case_id=case.id,
        version=report.version,
        came_by=report.channel.value,
        digest=report.digest,
    )
    return report


def _row(
    case: Case, arriving: Arriving, questions: QuestionSet, asked: list[dict[str, object]]
) -> AssociationReport:
    version = require_changeable(case.id)
    content = digest_content(case.case_number, version, asked=asked, answers=arriving.answers)
    return AssociationReport(
        case_id=case.id,
        version=version,
        edition=questions.version,
        edition_digest=questions.digest,
        asked=asked,
        answers=dict(arriving.answers),
        channel=arriving.channel,
        written_role=arriving.written_role,
        signed_role=arriving.signed_role,
        reply_to=arriving.reply_to,
        reason=arriving.reason,
        received_on=arriving.received_on,
        digest=hashlib.sha256(canonical(content)).hexdigest(),
    )


def _remind(case: Case, report: AssociationReport, by: Actor, now: dt.datetime) -> None:
    """The owner of the plan's item hears of it: the case officer where no item asks for a report."""
    settle_reminders(f"association_report:{case.id}", TO_READ, by=by.id, now=now)
    officer_id = owner_of_report(case)
    if officer_id is None:
        return
    write_reminder(
        Reminder(
            key=f"{TO_READ}:{report.id}",
            kind=TO_READ,
            subject=f"association_report:{case.id}",
            facts={"case_number": case.case_number},
            officer_id=officer_id,
            written_at=now,
        )
    )


def owner_of_report(case: Case) -> str | None:
    """Who owns the first undone item of the plan that asks for a report, else the case officer."""
    plan = follow_ups.plan_in_force(case.id)
    items = () if plan is None else follow_ups.items_of(plan.id)
    waiting = (item for item in items if item.kind is FollowUpKind.REPORT and item.done_at is None)
    return next((item.owner_id for item in waiting), case.assigned_to)


def item_about_report(case: Case) -> FollowUp:
    """The item of the plan that a letter about the report goes by: the first that asks for one and is not
    done, else another. Raises Refused `nothing_to_report`."""
    items = follow_ups.items_of(plan_to_report(case).id)
    found = min(
        items, key=lambda one: (one.kind is not FollowUpKind.REPORT, one.done_at is not None), default=None
    )
    if found is None:
        raise Refused("nothing_to_report")
    return found


def names_in_mail(case: Case) -> dict[str, str]:
    """What every message about the report names."""
    association = db.session.scalar(select(Association.name).where(Association.id == case.association_id))
    return {
        "association": association or "",
        "case_number": case.case_number,
        "municipality": settings().municipality,
    }


def post(key: str, address: str, mail: tuple[str, str], *, case_id: str, now: dt.datetime) -> None:
    """Queues a message, where there is an address to send it to."""
    if address:
        queue_message(key, address, subject=mail[0], body=mail[1], now=now, case_id=case_id)
