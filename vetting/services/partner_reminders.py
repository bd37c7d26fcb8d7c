"""The clock's reminders of questions that partners have not answered in time."""

import datetime as dt

from vetting.domain.authority import SYSTEM
from vetting.domain.deadlines import usual_days
from vetting.domain.entries import Entry
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind
from vetting.records import job_runs, partner_questions
from vetting.records.db import transaction
from vetting.records.journal import note


def remind_partners(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Marks every question that is due as reminded of, again each week until it is answered, where the
    partner has somebody at its desk here who sees the mark. Elsewhere nobody would: there the officer, who
    has the overdue question on My day, sends the reminder as a letter.

    A deed of the clock: None when another process has done it.
    """
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        before = now - dt.timedelta(days=usual_days(DeadlineKind.PARTNER_REMINDER))
        every = partner_questions.due_questions(swedish_day(now), reminded_before=before)
        here = {one for one in {due.partner for due in every} if partner_questions.answers_here(one)}
        due = [one for one in every if one.partner in here]
        for question in due:
            question.reminded_at = now
            note(
                Entry.PARTNER_REMINDED,
                by=SYSTEM,
                now=now,
                subject=f"question:{question.id}",
                case_id=question.case_id,
                partner=question.partner.value,
            )
        subject = f"job:{turn.job}"
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=subject, slot=turn.slot, count=len(due))
        return job_runs.tell(turn, count=len(due))
