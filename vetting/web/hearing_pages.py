"""The page of the right to reply, which officers come back to with what was refused of what they wrote."""

import datetime as dt

from flask import g, render_template

from vetting.domain.hearings import BEFORE_DECISION
from vetting.domain.swedish_time import swedish_day
from vetting.reading.hearings import hearing_page
from vetting.web.forms.hearings import CodeForm, ConsideredForm
from vetting.web.wording import hearings as words
from vetting.web.wording import problem_words


def drawn(case_id: str, considered: ConsideredForm | None = None, statement_id: str = "") -> str:
    """The page. `considered`: what was written of the statement and not taken. Raises NotFound."""
    now = dt.datetime.now(dt.UTC)
    today = swedish_day(now)
    page = hearing_page(case_id, actor=g.actor, now=now, today=today)
    waiting = (one for one in page.statements if one.timing in BEFORE_DECISION and not one.considered_at)
    return render_template(
        "hearings/show.html",
        page=page,
        to_consider={one.id for one in waiting if page.may_consider},
        problem_words=problem_words,
        form=considered,
        considered=considered or ConsideredForm(formdata=None),
        considered_id=statement_id,
        code=CodeForm(formdata=None).with_choices(),
        today=today,
        words=words,
    )
