"""What the clock does about plans: reminders on working days, escalation, and items whose owner is away."""

import datetime as dt

from vetting.domain.authority import SYSTEM
from vetting.domain.entries import Entry
from vetting.domain.plan_letter import SUBJECTS, reminding
from vetting.domain.reminding import Moment, asks_association, key_of, moment_due
from vetting.domain.slots import Turn
from vetting.domain.working_days import Days, is_working_day
from vetting.gateways.calendar import days_of
from vetting.records import job_runs, plan_post, reminders, standing_in
from vetting.records.applications import Case
from vetting.records.db import transaction
from vetting.records.follow_ups import FollowUp, ended_cases
from vetting.records.journal import note
from vetting.records.reminders import Reminder

AHEAD_AT_MOST = dt.timedelta(days=30)  # ten working days are never longer


def remind_of_plans(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Reminds of every open item at its moment: whoever has it, the association where it is to hand it in,
    at last the unit heads. Each once; nothing on a rest day. A deed of the clock: None when it is done."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        days, count = days_of(now), 0
        if is_working_day(days.today, days.holidays):
            soon = standing_in.open_items(FollowUp.due_on <= days.today + AHEAD_AT_MOST)
            over = ended_cases({case.id for _, case in soon})
            for item, case in soon:
                if case.id not in over:
                    count += _remind(item, case, days, now=now)
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def stand_in_for_absent(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Items of whoever is away from today go to their deputies; those of whoever is back come back, if still
    open. A deed of the clock: None when it is done."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        today, count = days_of(now).today, 0
        for officer_id in standing_in.owners_back(today):
            count += standing_in.take_back(officer_id, by=SYSTEM, now=now)
        for officer_id in standing_in.owners_away(today):
            count += standing_in.leave_items(officer_id, today, for_good=False, by=SYSTEM, now=now)
        for officer_id in sorted(standing_in.away_on(today)):
            standing_in.tell_of_cases(officer_id, today, now=now)
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def _remind(item: FollowUp, case: Case, days: Days, *, now: dt.datetime) -> bool:
    moment = moment_due(item.due_on, days.today, days.holidays)
    if moment is None:
        return False
    told = {"case_number": case.case_number, "title": item.title, "due_on": item.due_on.isoformat()}

    def reminder(whom: str, officer_id: str) -> bool:
        return reminders.remind(
            Reminder(
                key=key_of(moment, f"{case.id}:{item.item_key}", item.due_on, whom),
                kind=f"plan_{moment.value}",
                subject=f"plan_item:{case.id}.{item.item_key}",
                facts=told,
                officer_id=officer_id,
                written_at=now,
            )
        )

    if moment is Moment.ESCALATED:
        is_new = [reminder(head, head) for head in standing_in.heads_of(case.board_id)]
        return any(is_new)
    if not reminder("owner", item.owner_id):
        return False
    if asks_association(item.kind, moment):
        said = (
            SUBJECTS[moment].format(number=case.case_number),
            reminding(moment, title=item.title, evidence=item.evidence, due_on=item.due_on.isoformat()),
        )
        plan_post.write_to_association(case, item, said, by=SYSTEM, now=now)
    return True
