"""Proposing in a special review that support continues, or that it is revoked, wholly or partly."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.decisions import Blocker
from vetting.domain.errors import Problem
from vetting.domain.revocation import Revocation, suggested_periods
from vetting.reading import special_reviews as reading
from vetting.reading.proposing import ProposalPage
from vetting.reading.wordings import wordings_of_case
from vetting.services import proposals
from vetting.web import proposal_pages
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.decisions import ConflictForm
from vetting.web.forms.special_reviews import ReviewProposalForm

pages = Blueprint("special_review_proposals", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/arenden/<case_id>/provning/forslag", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def propose(case_id: str) -> Page:
    """The form of a proposal in a review. Days without evidence are told, and nothing is claimed for them."""
    reviewed = reading.reviewed_in(case_id, actor=g.actor)
    page = proposal_pages.page_of(case_id)
    form = ReviewProposalForm().fill_choices(page.owners, page.matter.regime)
    if request.method == "GET":
        _draw_first(page, reviewed, form)
        return _draw(page, reviewed, form)
    if "add_period" in request.form:
        form.periods.append_entry({})
        return _draw(page, reviewed, form)
    if not form.validate():
        return _draw(page, reviewed, form), 422
    if "ask_lawyer" in request.form:
        stopped, status = proposal_pages.ask_lawyer(case_id, form)
        return _draw(page, reviewed, form, stopped), status
    try:
        proposals.propose_decision(
            case_id,
            form.draft(),
            acknowledgement=form.acknowledgement.data or "",
            has_no_conflict=page.declared is None and bool(form.no_conflict.data),
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        stopped = proposal_pages.refused(case_id, form, problem)
        return _draw(page, reviewed, form, stopped), status_of(problem)
    flash(_("The decision is proposed. Another person decides it."), "success")
    return redirect(url_for("special_reviews.show", case_id=case_id))


def _draw_first(page: ProposalPage, reviewed: reading.ReviewedSupport, form: ReviewProposalForm) -> None:
    """As the last proposal was written, or with the days of the support as periods and nothing chosen."""
    proposal_pages.draw_reasons(page, form)
    former = page.former
    revocation = None if former is None else former.revocation
    if former is not None:
        form.outcome.data = former.outcome.value
        form.summary.data = former.summary
        form.proportionality.data = former.proportionality
        form.acknowledgement.data = former.acknowledgement
    if revocation is None:
        form.put_periods(suggested_periods(reviewed.starts_on, reviewed.ends_on, reviewed.amount))
    else:
        _draw_revocation(revocation, form)


def _draw_revocation(revocation: Revocation, form: ReviewProposalForm) -> None:
    form.ground.data = revocation.ground.value
    form.ground_why.data = revocation.why
    form.can_be_undone.data = "yes" if revocation.can_be_undone else "no"
    form.undoing.data = revocation.undoing
    form.again.data = "\n".join(revocation.again)
    form.again_from_on.data = revocation.again_from_on
    form.put_periods(revocation.periods)


def _draw(
    page: ProposalPage,
    reviewed: reading.ReviewedSupport,
    form: ReviewProposalForm,
    stopped: tuple[Blocker, ...] = (),
) -> str:
    return render_template(
        "special_reviews/propose.html",
        page=page,
        reviewed=reviewed,
        form=form,
        lines={line.question_id: line for line in page.answers},
        conflict=ConflictForm(),
        stopped=stopped,
        asked=wordings_of_case(page.matter.id, actor=g.actor),
    )
