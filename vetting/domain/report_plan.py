"""The board's action plan in its report: each activity as it stands, tied to the figures that show it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.domain.action_plans import PlanRow
from vetting.domain.plan_status import Said, status_rows
from vetting.domain.terms_action_plans import RowStanding, ServiceTie
from vetting.domain.terms_reports import ReportArea

TIED: Mapping[ServiceTie, ReportArea] = {
    ServiceTie.CHECKLIST: ReportArea.CHECKLIST,
    ServiceTie.PARTNERS: ReportArea.CROSS_CHECK,
    ServiceTie.FOLLOW_UP: ReportArea.FOLLOW_UP,
    ServiceTie.SPOT_CHECKS: ReportArea.SPOT_CHECKS,
    ServiceTie.PREMISES: ReportArea.PREMISES,
    ServiceTie.REVOCATIONS: ReportArea.STOPS,
    ServiceTie.ROUTINES: ReportArea.ROUTINES,
    ServiceTie.TRAINING: ReportArea.ROUTINES,
}
DEVIATING = (RowStanding.LATE, RowStanding.NOT_DONE)


@dataclass(frozen=True)
class PlanLine:
    """One activity on the day of the report. `words`: what was said of it last; `area`: whose figures show
    how it has gone, empty where the service cannot tell."""

    activity: str
    responsible: str
    timetable: str
    standing: str
    words: str = ""
    area: str = ""

    @property
    def is_deviating(self) -> bool:
        return RowStanding(self.standing) in DEVIATING


def plan_lines(
    rows: Iterable[tuple[str, PlanRow]], said: Mapping[str, Said], today: dt.date
) -> tuple[PlanLine, ...]:
    """The activities in the order of the plan; rows and what was said of them by the row's id."""
    return tuple(
        PlanLine(
            one.row.activity,
            one.row.responsible,
            one.row.timetable,
            one.standing.value,
            one.said.words if one.said else "",
            _area_of(one.row.tie),
        )
        for one in status_rows(rows, said, {}, today)
    )


def _area_of(tie: ServiceTie | None) -> str:
    area = TIED.get(tie) if tie else None
    return area.value if area else ""
