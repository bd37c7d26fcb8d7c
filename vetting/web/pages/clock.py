"""The clock: what it did, what it owes, what does not work."""

import datetime as dt

from flask import Blueprint, current_app, g, render_template

from vetting.domain.authority import Act
from vetting.reading import clock as reading
from vetting.web.access import access
from vetting.web.wording.clock import error_word, job_word, rule_word, run_word
from vetting.web.wording.facts import fact_word, value_word

pages = Blueprint("clock", __name__, url_prefix="/klockan")


@pages.get("", strict_slashes=False)
@access(Act.SEE_CLOCK)
def overview() -> str:
    """Jobs, their latest runs, and failures with what to do."""
    now = dt.datetime.now(dt.UTC)
    return render_template(
        "clock/overview.html",
        page=reading.clock_page(current_app.config["JOB_FACTS"](now), g.actor, now),
        job_word=job_word,
        rule_word=rule_word,
        run_word=run_word,
        error_word=error_word,
        fact_word=fact_word,
        value_word=value_word,
    )
