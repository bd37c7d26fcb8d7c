"""What the retention plan would remove today, counted as the deed counts it; nothing is written."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import Refused
from vetting.domain.retention_plan import (
    CARRIED_OUT,
    PlanRow,
    last_day_carried_out,
    not_adopted,
    plan_on,
)
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_disposal import RecordKind
from vetting.records import booking_contacts, concerns, disposal, outbox
from vetting.records.retention_plan import adopted_rows, boards_excepted


@dataclass(frozen=True)
class Carried:
    """The rules that are carried out today, and the kinds that wait for the municipality to adopt a row."""

    today: dt.date
    rules: tuple[PlanRow, ...]
    waiting: tuple[RecordKind, ...]


def carried_out(actor: Actor, now: dt.datetime) -> Carried:
    """What the plan of today removes anything by. Raises NotAllowed, and Refused `plan_not_adopted` where
    the municipality has adopted no row for any kind that is removed."""
    require(actor, Act.DISPOSE)
    today = swedish_day(now)
    plan = plan_on(today, adopted_rows())
    waiting = not_adopted(plan)
    if set(waiting) == set(CARRIED_OUT):
        raise Refused("plan_not_adopted")
    return Carried(today, tuple(plan[kind] for kind in CARRIED_OUT if kind not in waiting), waiting)


def counts_due(actor: Actor, now: dt.datetime) -> dict[RecordKind, int]:
    """How many things of each kind would go now. Raises NotAllowed."""
    require(actor, Act.DISPOSE)
    today = swedish_day(now)
    plan = plan_on(today, adopted_rows())
    leads = _leads(plan, today)
    contacts = disposal.contacts_due(plan, today)
    return {
        RecordKind.LEAD: len(leads),
        RecordKind.INDICATION: _indications(plan, today, without=leads),
        RecordKind.BOOKING_CONTACT: 0 if contacts is None else booking_contacts.count_old(contacts),
        RecordKind.CONCERN: _whole(plan[RecordKind.CONCERN], today, concerns.count_concerns),
        RecordKind.OFFICER_MAIL: _whole(plan[RecordKind.OFFICER_MAIL], today, outbox.count_officer_mail),
    }


def _whole(rule: PlanRow, today: dt.date, count: Callable[[dt.date], int]) -> int:
    last_day = last_day_carried_out(rule, today)
    return 0 if last_day is None else count(last_day)


def _leads(plan: Mapping[RecordKind, PlanRow], today: dt.date) -> frozenset[str]:
    last_day = last_day_carried_out(plan[RecordKind.LEAD], today)
    if last_day is None:
        return frozenset()
    cases = disposal.cases_with_old_leads(last_day, boards_excepted(RecordKind.LEAD))
    return frozenset(row.id for case_id in cases for row in disposal.leads_due(case_id, last_day).evidence)


def _indications(plan: Mapping[RecordKind, PlanRow], today: dt.date, *, without: Collection[str]) -> int:
    """Leads go first: what goes as one does not go a second time."""
    last_day = last_day_carried_out(plan[RecordKind.INDICATION], today)
    if last_day is None:
        return 0
    cases = disposal.cases_in_force(last_day, boards_excepted(RecordKind.INDICATION))
    return sum(disposal.indications_due(case_id, without).count for case_id in cases)
