"""What the forms of proposals share: their grounds drawn, and a wording put to a lawyer."""

import datetime as dt

from flask import flash, g, request
from flask_babel import gettext as _

from vetting.domain.decisions import Blocker
from vetting.domain.errors import Problem
from vetting.domain.reason_linter import parts_of
from vetting.reading import proposing as reading
from vetting.reading.proposing import ProposalPage
from vetting.reading.sheet import pinned_checklist
from vetting.reading.wordings import faults_of_wording
from vetting.services import assessments, wordings
from vetting.web.errors import status_of
from vetting.web.forms.decisions import ProposalForm
from vetting.web.wording import problem_text

Stopped = tuple[Blocker, ...]

FIELDS = {
    "summary_missing": "summary",
    "grant_amount_missing": "amount",
    "amount_above_applied": "amount",
    "amount_not_below_applied": "amount",
    "conditions_missing": "conditions",
    "reservation_missing": "reservation",
    "proportionality_missing": "proportionality",
    "check_incomplete": "acknowledgement",
    "payout_undoing_untold": "payout_undoing",
    "indicators_missing": "indicators",
    "indicators_too_many": "indicators",
    "indicator_twice": "indicators",
    "indicator_target_odd": "indicators",
    "instalments_odd": "instalments",
    "instalment_item_unknown": "instalments",
    "conflict_not_declared": "no_conflict",
}
# What a review asks for beside it: the rules name the field themselves.
OF_REVOCATION = ("ground", "ground_why", "undoing", "again", "outcome")


def page_of(case_id: str) -> ProposalPage:
    """The case as it is when somebody is about to propose. Raises NotFound."""
    pinned = pinned_checklist(case_id, actor=g.actor)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    return reading.proposal_page(case_id, checklist, actor=g.actor)


def draw_reasons(page: ProposalPage, form: ProposalForm) -> None:
    """A row for every answer, those of the last proposal filled in."""
    grounds = {} if page.former is None else {line.question_id: line for line in page.former.reasons}
    for line in page.answers:
        form.reasons.append_entry(
            {
                "is_ground": line.question_id in grounds,
                "question_id": line.question_id,
                "value": line.value,
                "reason": grounds.get(line.question_id, line).reason,
                "no_contrary": grounds[line.question_id].no_contrary if line.question_id in grounds else "",
            }
        )


def refused(case_id: str, form: ProposalForm, problem: Problem) -> Stopped:
    """Puts the refusal where it is mended in the form; gives the wordings that the rules stop."""
    stopped = faults_of_wording(case_id, form.draft(), actor=g.actor)
    named = str(problem.facts.get("field", ""))
    own = {*FIELDS.values(), *OF_REVOCATION}
    form.refuse(problem, FIELDS.get(problem.code) or (named if named in own and named in form else None))
    if problem.code == "ground_contrary_missing":
        form.mark_ground(problem.facts["question"], problem_text(problem))
    return stopped


def ask_lawyer(case_id: str, form: ProposalForm) -> tuple[Stopped, int]:
    """Puts one text of the form to a lawyer; the form stays as it was written. Gives what is stopped, and the
    status of the answer."""
    part, draft, status = request.form["ask_lawyer"], form.draft(), 200
    text = next((one.text for one in parts_of(draft) if one.key == part), "")
    try:
        wordings.ask_for_wording(
            case_id,
            field=part,
            text=text,
            why=form.wording_why.data or "",
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
        flash(_("The wording is put to the lawyer. Propose when you have the answer."), "success")
    except Problem as problem:
        form.refuse(problem, "wording_why" if problem.facts.get("field") == "why" else None)
        status = status_of(problem)
    return faults_of_wording(case_id, draft, actor=g.actor), status
