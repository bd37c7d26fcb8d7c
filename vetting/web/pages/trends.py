"""Trends: month by month over years, to be looked at rather than read."""

import datetime as dt

from flask import Blueprint, g, render_template, request

from vetting.domain.authority import Act
from vetting.domain.swedish_time import swedish_day
from vetting.domain.trends import SPANS, USUAL
from vetting.reading.trends import trends_page
from vetting.web.access import access
from vetting.web.forms.trends import TrendsFilter
from vetting.web.trend_charts import month_charts
from vetting.web.wording.report_cells import shown
from vetting.web.wording.trends import months_table

pages = Blueprint("trends", __name__)


@pages.get("/trender")
@access(Act.SEE_BOARD_REPORTS)
def overview() -> str:
    """Small multiples of a board or of all within reach."""
    span = request.args.get("manader", USUAL, type=int)
    page = trends_page(
        actor=g.actor,
        today=swedish_day(dt.datetime.now(dt.UTC)),
        board_id=request.args.get("namnd") or None,
        span=span if span in SPANS else USUAL,
    )
    form = TrendsFilter(request.args)
    form.fill_choices(page.boards, is_whole=page.is_whole)
    return render_template(
        "trends/overview.html",
        page=page,
        form=form,
        charts=month_charts(page.series, page.months),
        months=months_table(page.series, page.months),
        shown=shown,
    )
