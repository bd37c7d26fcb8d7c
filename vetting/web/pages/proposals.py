"""Proposing a decision in a case, declaring a conflict of interest, and sending a proposal back."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.decision_texts import CONDITIONS, RESERVATION
from vetting.domain.decisions import Blocker
from vetting.domain.errors import NotFound, Problem
from vetting.domain.follow_up import Grant, reasons_for_tier, tier_for
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import GRANTING
from vetting.reading.checks import case_heading
from vetting.reading.proposing import ProposalPage, wording_remarks
from vetting.reading.wordings import wordings_of_case
from vetting.services import proposals
from vetting.web import proposal_pages
from vetting.web.access import access
from vetting.web.decision_pages import drawn, refused
from vetting.web.errors import status_of
from vetting.web.forms.decisions import ConflictForm, ProposalForm, ReturnForm
from vetting.web.wording import problem_text, problem_words

pages = Blueprint("proposals", __name__)
Page = str | Response | tuple[str, int]


@pages.route("/arenden/<case_id>/forslag", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def propose(case_id: str) -> Page:
    """The form of a proposal; rows of the plan are added and taken away on the way."""
    page = proposal_pages.page_of(case_id)
    if page.matter.is_review:
        return redirect(url_for("special_review_proposals.propose", case_id=case_id))
    form = _form(page)
    if request.method == "GET":
        return _draw(page, form)
    if _changed_rows(page, form):
        return _draw(page, form)
    if not form.validate():
        return _draw(page, form), 422
    if "ask_lawyer" in request.form:
        stopped, status = proposal_pages.ask_lawyer(case_id, form)
        return _draw(page, form, stopped), status
    now = dt.datetime.now(dt.UTC)
    try:
        proposals.propose_decision(
            case_id,
            form.draft(),
            acknowledgement=form.acknowledgement.data or "",
            has_no_conflict=page.declared is None and bool(form.no_conflict.data),
            by=g.actor,
            now=now,
        )
    except Problem as problem:
        stopped = proposal_pages.refused(case_id, form, problem)
        return _draw(page, form, stopped), status_of(problem)
    flash(_("The decision is proposed. Another person decides it."), "success")
    for remark in wording_remarks(case_id, form.draft()):
        told = problem_words(remark.code, {**remark.facts})
        flash(_("It passes, since an act carries it. It would read better so: %(told)s", told=told), "info")
    return redirect(f"/arenden/{case_id}")


@pages.post("/arenden/<case_id>/jav")
@access(Act.SEE_CASES)
def declare(case_id: str) -> Page:
    """What the officer says of their own interest; back to where it was asked."""
    form = ConflictForm().with_choices()
    now = dt.datetime.now(dt.UTC)
    target = _back(request.form.get("next", ""), case_id)
    if not form.validate():
        return _conflict(case_id, form, target), 422
    if form.has_conflict.data == "no":
        try:
            proposals.declare_no_conflict(case_id, by=g.actor, now=now)
        except Problem as problem:
            flash(problem_text(problem), "danger")
        return redirect(target)
    try:
        proposals.declare_conflict(case_id, form.note.data or "", by=g.actor, now=now)
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "note" if problem.facts.get("field") == "note" else None)
        return _conflict(case_id, form, target), status_of(problem)
    flash(_("Your conflict of interest is recorded. Somebody else must act in the case."), "info")
    return redirect(target)


def _conflict(case_id: str, form: ConflictForm, target: str) -> str:
    case = case_heading(case_id, actor=g.actor)
    return render_template("decisions/conflict.html", form=form, case=case, back=target)


@pages.post("/arenden/<case_id>/forslag/ater")
@access(Act.SEE_CASES)
def send_back(case_id: str) -> Page:
    """Returns the proposal to the case officer."""
    form = ReturnForm()
    if not form.validate():
        return drawn(case_id, form), 422
    try:
        proposals.return_proposal(
            case_id,
            form.proposal_id.data or "",
            form.reason.data or "",
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        return refused(case_id, form, problem)
    flash(_("The proposal is returned with your reason."), "success")
    return redirect(f"/arenden/{case_id}")


def _form(page: ProposalPage) -> ProposalForm:
    """The form as sent, or drawn from the last proposal, or with standard words and nothing chosen."""
    form = ProposalForm()
    if request.method == "GET":
        proposal_pages.draw_reasons(page, form)
        _draw_rest(page, form)
    return form.fill_choices(page.owners, page.matter.regime)


def _draw_rest(page: ProposalPage, form: ProposalForm) -> None:
    former = page.former
    if former is not None:
        form.outcome.data = former.outcome.value
        form.amount.data = former.amount or None
        form.summary.data = former.summary
        form.proportionality.data = former.proportionality
        form.acknowledgement.data = former.acknowledgement
    grants = former is not None and former.outcome in GRANTING
    standard = [text.sv for text in CONDITIONS]
    form.conditions.data = "\n".join(former.conditions if former is not None and grants else standard)
    form.reservation.data = former.reservation if former is not None and grants else RESERVATION.sv
    if former is not None and former.payout is not None:
        form.put_payout(former.payout)
    if former is not None and grants:
        form.put_items([line.as_item() for line in former.plan])
        form.put_parts(former.indicators, former.instalments)
    else:
        _suggest(page, form)
        form.put_parts([], [])


def _grant(page: ProposalPage, form: ProposalForm) -> Grant:
    return Grant(
        amount=form.amount.data or page.matter.applied,
        starts_on=page.matter.starts_on,
        ends_on=page.matter.ends_on,
        conditions=form.condition_lines,
        is_escalated=page.is_escalated,
    )


def _suggest(page: ProposalPage, form: ProposalForm) -> None:
    grant = _grant(page, form)
    now = dt.datetime.now(dt.UTC)
    deputy_id = next((one for one in page.owners if one != g.actor.id), "")
    form.put_items(proposals.suggest_plan(grant, owner_id=g.actor.id, deputy_id=deputy_id, now=now))


def _changed_rows(page: ProposalPage, form: ProposalForm) -> bool:
    """Whether one of the plan's own buttons was pressed; then nothing else is done."""
    pressed = request.form
    if "suggest" in pressed:
        _suggest(page, form)
    elif "add_row" in pressed:
        form.add_row(g.actor.id)
    elif pressed.get("remove_row", "")[:5].isdecimal():
        form.remove_row(int(pressed["remove_row"][:5]))
    else:
        return False
    form.fill_owners(page.owners)
    return True


def _draw(page: ProposalPage, form: ProposalForm, stopped: tuple[Blocker, ...] = ()) -> str:
    return render_template(
        "decisions/propose.html",
        page=page,
        form=form,
        tier=tier_for(_grant(page, form)),
        why_tier=reasons_for_tier(_grant(page, form)),
        lines={line.question_id: line for line in page.answers},
        conflict=ConflictForm(),
        stopped=stopped,
        asks_of_payout=proposals.asks_of_payout(page.matter.starts_on, now=dt.datetime.now(dt.UTC)),
        asked=wordings_of_case(page.matter.id, actor=g.actor),
        today=swedish_day(dt.datetime.now(dt.UTC)),
    )


def _back(target: str, case_id: str) -> str:
    ours = ("forslag", "beslut", "checklista", "provning", "provning/forslag")
    own = [f"/arenden/{case_id}/{one}" for one in ours]
    wording = target.removeprefix(f"/arenden/{case_id}/ordalydelse/")
    is_wording = wording != target and wording.isalnum()
    return target if target in own or is_wording else f"/arenden/{case_id}"
