"""What stands on a plan's page beside its items: measures, instalments, requests for a later day, letters."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.indicators import identity_of, outcome_that_holds, share_of_target
from vetting.domain.instalments import PlannedInstalment, needs_release
from vetting.records import association_reports
from vetting.records.association_reports import AssociationReport
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.extensions import ExtensionRequest, extensions_of
from vetting.records.indicators import Indicator
from vetting.records.notices import Notice, NoticeKind
from vetting.records.payments import Instalment, Payment


@dataclass(frozen=True)
class MeasureLine:
    """What is measured, its target, and how it came out (None: not told yet); `reported_on`: nobody told it,
    and it is what the approved report says that came that day."""

    id: str
    name: str
    unit: str
    target: int
    outcome: int | None
    outcome_at: dt.datetime | None
    reported_on: dt.date | None = None

    @property
    def share(self) -> int | None:
        """Whole per cent of the target."""
        return share_of_target(self.outcome, self.target)


@dataclass(frozen=True)
class InstalmentLine:
    """A part of the grant. `waits_for` is the title of an item of the plan, or ""."""

    id: str
    amount: int
    due_on: dt.date
    condition: str
    item_key: str
    waits_for: str
    is_item_done: bool | None
    released_at: dt.datetime | None
    release_reason: str
    paid_on: dt.date | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to release it yet."""
        return needs_release(self.condition, self.item_key) and self.released_at is None

    @property
    def stands(self) -> bool:
        """Whether no revision changes it any more."""
        return self.released_at is not None or self.paid_on is not None

    def as_planned(self) -> PlannedInstalment:
        """The line as the forms know it."""
        return PlannedInstalment(self.amount, self.due_on, self.condition, self.item_key)


@dataclass(frozen=True)
class PlanLetterLine:
    """A letter to the association about its plan."""

    id: str
    subject: str
    written_at: dt.datetime


@dataclass(frozen=True)
class PlanParts:
    """All of it. `measures` are those of the version in force."""

    measures: tuple[MeasureLine, ...]
    instalments: tuple[InstalmentLine, ...]
    extensions: Sequence[ExtensionRequest]
    letters: tuple[PlanLetterLine, ...]


def parts_of(case_id: str, *, plan_id: str, titles: Mapping[str, str], done: Mapping[str, bool]) -> PlanParts:
    """The parts of a case's plan in five queries. `titles` and `done` are of its items, by key."""
    return PlanParts(
        measures=_measures(plan_id, association_reports.approved_report(case_id)),
        instalments=_instalments(case_id, titles, done),
        extensions=extensions_of(case_id),
        letters=_letters(case_id),
    )


def _measures(plan_id: str, report: AssociationReport | None) -> tuple[MeasureLine, ...]:
    """What a version is measured by."""
    rows = db.session.scalars(
        select(Indicator).where(Indicator.plan_id == plan_id).order_by(Indicator.position)
    )
    return tuple(_measure(row, report) for row in rows)


def _measure(row: Indicator, report: AssociationReport | None) -> MeasureLine:
    reported = report.answers.get(identity_of(row.name, row.unit), "") if report else ""
    outcome = outcome_that_holds(row.outcome, reported)
    is_reported = row.outcome is None and outcome is not None
    came = report.received_on if report and is_reported else None
    return MeasureLine(row.id, row.name, row.unit, row.target, outcome, row.outcome_at, came)


def _instalments(
    case_id: str, titles: Mapping[str, str], done: Mapping[str, bool]
) -> tuple[InstalmentLine, ...]:
    rows = db.session.execute(
        select(Instalment, Payment.paid_on)
        .join(Support, Support.id == Instalment.support_id)
        .outerjoin(Payment, Payment.instalment_id == Instalment.id)
        .where(Support.case_id == case_id)
        .order_by(Instalment.position, Payment.paid_on)
    )
    found: dict[str, InstalmentLine] = {}
    for row, paid_on in rows:
        key = row.item_key or ""
        line = InstalmentLine(
            id=row.id,
            amount=row.amount,
            due_on=row.due_on,
            condition=row.condition,
            item_key=key,
            waits_for=titles.get(key, ""),
            is_item_done=done.get(key, False) if key else None,
            released_at=row.released_at,
            release_reason=row.release_reason,
            paid_on=paid_on,
        )
        found.setdefault(row.id, line)
    return tuple(found.values())


def _letters(case_id: str) -> tuple[PlanLetterLine, ...]:
    rows = db.session.execute(
        select(Notice.id, Notice.subject, Notice.written_at)
        .where(Notice.case_id == case_id, Notice.kind == NoticeKind.PLAN_LETTER)
        .order_by(Notice.written_at.desc(), Notice.id)
        .limit(50)
    )
    return tuple(PlanLetterLine(*row) for row in rows)
