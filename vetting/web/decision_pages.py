"""What the pages of a decision share: the one page of a proposal or a decision, drawn, refused or not."""

import datetime as dt

from flask import g, render_template

from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import deciding
from vetting.reading import decisions as reading
from vetting.reading.sealed_reasons import seal_of
from vetting.reading.sheet import pinned_checklist
from vetting.services import assessments
from vetting.web.errors import status_of
from vetting.web.forms.base import Form
from vetting.web.forms.decisions import BoardDecisionForm, ConflictForm, ReportedForm, ReturnForm, UrgentForm

FIELDS = {"board_day_impossible": "decided_on"}


def refused(case_id: str, form: Form, problem: Problem) -> tuple[str, int]:
    """The page again with what was written and why not. Raises the problem when the case is not there."""
    if isinstance(problem, NotFound):
        raise problem
    field = FIELDS.get(problem.code) or str(problem.facts.get("field", ""))
    form.refuse(problem, field if field in form else None)
    return drawn(case_id, form), status_of(problem)


def drawn(case_id: str, form: Form | None = None) -> str:
    """What waits to be decided, or what was decided. `form`: the one that was sent and not taken."""
    pinned = pinned_checklist(case_id, actor=g.actor)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    today = swedish_day(dt.datetime.now(dt.UTC))
    page = deciding.decision_page(case_id, checklist, actor=g.actor, today=today)
    if page is None:
        return _decided(case_id, form)
    return render_template(
        "decisions/decide.html",
        page=page,
        checklist=checklist,
        form=form,
        board_form=form if isinstance(form, BoardDecisionForm) else BoardDecisionForm(formdata=None),
        back=form if isinstance(form, ReturnForm) else ReturnForm(formdata=None),
        conflict=ConflictForm(formdata=None),
        urgent=form if isinstance(form, UrgentForm) else UrgentForm(formdata=None),
    )


def _decided(case_id: str, form: Form | None) -> str:
    decided = reading.decision_of_case(case_id, actor=g.actor)
    return render_template(
        "decisions/decided.html",
        decision=decided,
        seal=seal_of(decided),
        form=form,
        reported=form if isinstance(form, ReportedForm) else None,
        case_id=case_id,
    )
