"""One case: what came in on the left, the checklist on the right; taken up, handed over, taken back."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.application import differences
from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.stages import OPEN
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.reading import sheet as sheets
from vetting.reading.case import CaseFile, case_file
from vetting.reading.cases import preparers
from vetting.reading.checks import checks_of_case
from vetting.reading.decisions import decision_of_case
from vetting.reading.evaluations import earlier_evaluations
from vetting.reading.late_before import late_before
from vetting.reading.sealed_reasons import seal_of
from vetting.reading.signals import signals_of_case
from vetting.services import applications, assessments
from vetting.web.access import access
from vetting.web.case_addresses import filter_of, kept_args
from vetting.web.errors import status_of
from vetting.web.filters import moment
from vetting.web.forms.applications import AssignForm, WithdrawalForm
from vetting.web.wording import entry_word, word
from vetting.web.wording.applications import (
    KINDS,
    doubt_text,
    happening_text,
    point_word,
    remedy_text,
    size_text,
    value_text,
)
from vetting.web.wording.journal import actor_word

pages = Blueprint("cases", __name__, url_prefix="/arenden/<case_id>")

Answer = str | Response | tuple[str, int]
STAGE_KINDS = {
    Stage.RECEIVED: "neutral",
    Stage.IN_REVIEW: "info",
    Stage.AWAITING_SUPPLEMENT: "warning",
    Stage.PROPOSED: "info",
    Stage.DECIDED: "success",
    Stage.WITHDRAWN: "neutral",
}


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the templates of cases need to speak."""
    return {
        "stage_kinds": {stage.value: kind for stage, kind in STAGE_KINDS.items()},
        "point_word": point_word,
        "doubt_text": doubt_text,
        "remedy_text": remedy_text,
        "size_text": size_text,
    }


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """The case as a whole."""
    kept = kept_args(request.args)
    file = _file(case_id)
    pinned = file.head.checklist
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    decision = decision_of_case(case_id, actor=g.actor)
    return render_template(
        "cases/show.html",
        file=file,
        head=file.head,
        sheet=sheets.sheet_of_case(case_id, checklist, actor=g.actor),
        checks=checks_of_case(case_id, today=swedish_day(_now())),
        signals=signals_of_case(case_id),
        decision=decision,
        seal=seal_of(decision),
        timeline=_timeline(file),
        kept=kept,
        Stage=Stage,
        is_open=file.head.stage in OPEN,
    )


@pages.get("/tidigare-bidrag")
@access(Act.SEE_CASES)
def earlier_grants(case_id: str) -> str:
    """What is known of the association's other grants: facts, from which nothing follows by itself."""
    head = _file(case_id).head
    return render_template(
        "cases/earlier.html",
        head=head,
        evaluated=earlier_evaluations(head.association_id, but_case=case_id),
        late=late_before(head.association_id, but_case=case_id, today=swedish_day(_now())),
    )


@pages.get("/versioner")
@access(Act.SEE_CASES)
def versions(case_id: str) -> str:
    """Two versions of the application, field by field."""
    file = _file(case_id)
    newest = file.newest.number
    older = request.args.get("fran", max(1, newest - 1), type=int)
    later = request.args.get("till", newest, type=int)
    by_number = {version.number: version for version in file.versions}
    if older not in by_number or later not in by_number:
        raise NotFound("not_found")
    lines = [
        {
            "kind": line.kind,
            "before": _value(line.field, line.before),
            "after": _value(line.field, line.after),
        }
        for line in differences(by_number[older].applied, by_number[later].applied)
        if value_text(line.before) or value_text(line.after)
    ]
    return render_template(
        "cases/versions.html",
        file=file,
        head=file.head,
        older=by_number[older],
        later=by_number[later],
        lines=lines,
    )


@pages.post("/granska")
@access(Act.PREPARE_CASE)
def begin(case_id: str) -> Response:
    """The case is taken up."""
    applications.begin_review(case_id, by=g.actor, now=_now())
    flash(_("The case is in review."), "success")
    return _back(case_id)


@pages.route("/tilldela", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def assign(case_id: str) -> Answer:
    """Handing the case to another officer of the board, or to nobody."""
    file = _file(case_id)
    form = AssignForm()
    form.officer.choices = [("", _("Nobody")), *preparers([file.head.board_id])]
    if request.method == "GET":
        form.officer.data = file.head.officer_id or g.actor.id
        form.seen.data = file.head.officer_id or ""
    if not form.validate_on_submit():
        return _form_page("cases/assign.html", form, file, 422 if form.errors else 200)
    try:
        applications.assign_case(
            case_id, form.officer.data or None, seen=form.seen.data or None, by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem)
        return _form_page("cases/assign.html", form, file, status_of(problem))
    flash(_("The case is handed over."), "success")
    return _back(case_id)


@pages.route("/aterkalla", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def withdraw(case_id: str) -> Answer:
    """The association takes its application back."""
    file = _file(case_id)
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return _form_page("cases/withdraw.html", form, file, 422 if form.errors else 200)
    try:
        applications.withdraw_application(case_id, form.reason.data or "", by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "reason")
        return _form_page("cases/withdraw.html", form, file, status_of(problem))
    flash(_("The application is withdrawn and the case is closed."), "success")
    return _back(case_id)


def _file(case_id: str) -> CaseFile:
    within = filter_of(request.args) if kept_args(request.args) else None
    return case_file(case_id, actor=g.actor, today=swedish_day(_now()), within=within)


def _form_page(template: str, form: object, file: CaseFile, status: int) -> tuple[str, int]:
    return render_template(template, form=form, file=file, head=file.head), status


def _timeline(file: CaseFile) -> list[dict[str, object]]:
    return [
        {
            "when": moment(happened.at),
            "iso": happened.at.isoformat(),
            "title": entry_word(happened.name),
            "by": actor_word(happened.by, None),
            "text": happening_text(happened),
            "kind": KINDS.get(happened.name, ""),
        }
        for happened in file.timeline
        if happened.name not in ("PaperViewed", "SignatoriesViewed")
    ]


def _value(field: object, value: object) -> str:
    return f"{word(field)}: {value_text(value)}" if value is not None and value_text(value) else ""  # type: ignore[arg-type]


def _back(case_id: str) -> Response:
    return redirect(url_for("cases.show", case_id=case_id))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
