"""The plan of a case on the screen, with a small form of it that was sent and refused."""

import datetime as dt
from dataclasses import dataclass

from flask import g, render_template

from vetting.domain.swedish_time import swedish_day
from vetting.reading.follow_ups import PlanPage, plan_page
from vetting.reading.visits import visits_in_case
from vetting.web.forms.base import Form


@dataclass(frozen=True)
class Refusal:
    """A small form that was refused. `part`: the id of its row, or `asked` for a new request."""

    form: Form
    part: str


def plan_screen(case_id: str, refusal: Refusal | None = None) -> str:
    """The plan as the actor may see it; what was refused stands open with what was written. Raises as
    reading.follow_ups.plan_page."""
    page: PlanPage = plan_page(case_id, actor=g.actor)
    return render_template(
        "follow_ups/plan.html",
        page=page,
        form=refusal.form if refusal else None,
        marked=refusal.part if refusal else "",
        visits=visits_in_case(case_id),
        today=swedish_day(dt.datetime.now(dt.UTC)),
    )
