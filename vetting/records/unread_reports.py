"""Reports that have come and wait to be read, beside the item of the plan that asked for them."""

import datetime as dt

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.terms import FollowUpKind
from vetting.records.association_reports import AssociationReport, ReportReading
from vetting.records.follow_ups import FollowUp, FollowUpPlan

_NEWER, _EARLIER = aliased(AssociationReport), aliased(FollowUp)


def arrived_on() -> ColumnElement[dt.date | None]:
    """Of a FollowUp beside its FollowUpPlan: the day a report came that nobody has read yet, told at
    the first undone item that asks for one: `report_arrivals.owner_of_report` finds its reader so too."""
    is_read = select(ReportReading.id).where(ReportReading.report_id == AssociationReport.id).exists()
    is_newest = (
        ~select(_NEWER.id)
        .where(_NEWER.case_id == AssociationReport.case_id, _NEWER.version > AssociationReport.version)
        .exists()
    )
    unread = (
        select(AssociationReport.received_on)
        .where(AssociationReport.case_id == FollowUpPlan.case_id, is_newest, ~is_read)
        .correlate(FollowUpPlan)
        .scalar_subquery()
    )
    comes_before = or_(
        _EARLIER.due_on < FollowUp.due_on,
        and_(_EARLIER.due_on == FollowUp.due_on, _EARLIER.position < FollowUp.position),
    )
    is_first = (
        ~select(_EARLIER.id)
        .where(
            _EARLIER.plan_id == FollowUp.plan_id,
            _EARLIER.kind == FollowUpKind.REPORT,
            _EARLIER.done_at.is_(None),
            comes_before,
        )
        .correlate(FollowUp)
        .exists()
    )
    waits = and_(FollowUp.kind == FollowUpKind.REPORT, FollowUp.done_at.is_(None), is_first)
    return case((waits, unread), else_=None)
