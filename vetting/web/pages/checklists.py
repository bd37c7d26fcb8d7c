"""The checklist of a case: the sheet, what its answers rest on, and acts."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, may
from vetting.domain.checklist import UNCLEAR
from vetting.domain.errors import Problem, Refused
from vetting.domain.sheet_merge import NOTHING, Meeting, Met, meet
from vetting.domain.terms import ActorRole
from vetting.domain.terms_disposal import LeadSource, Reliability
from vetting.reading import sheet as reading
from vetting.reading.sheet import Sheet
from vetting.services import assessments, evidence
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.checklist import ChecklistForm, checklist_form, reason_wanted
from vetting.web.forms.decisions import ConflictForm
from vetting.web.forms.evidence import ActForm, EvidenceForm, act_form, evidence_form
from vetting.web.languages import current
from vetting.web.wording.checklists import WHY_CLOSED, fact_text, level_text

pages = Blueprint("checklists", __name__)
Page = str | Response | tuple[str, int]


@pages.app_context_processor
def words() -> dict[str, object]:
    """What the templates of a sheet need to speak."""
    return {"fact_text": fact_text, "level_text": level_text, "why_closed": WHY_CLOSED, "unclear": UNCLEAR}


@pages.route("/arenden/<case_id>/checklista", methods=["GET", "POST"])
@access(Act.SEE_CASES)
def sheet(case_id: str) -> Page:
    """The whole sheet; saving stays on it unless the case is asked for."""
    shown = _sheet(case_id)
    form = checklist_form(shown, current())
    if request.method != "POST":
        return _sheet_page(shown, form)
    if "fill" in request.form:
        return _filled(shown, form, request.form["fill"])
    try:
        saved = assessments.answer_checklist(
            case_id,
            form.answers(request.form),
            sheet_version=form.seen_version,
            has_no_conflict=bool(form.no_conflict.data),
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Refused as refusal:
        return _refused(case_id, shown, form, refusal)
    _tell(saved)
    if "to_case" in request.form:
        return redirect(_case_url(case_id))
    return redirect(url_for("checklists.sheet", case_id=case_id))


@pages.route("/arenden/<case_id>/checklista/underlag", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def add_evidence(case_id: str) -> Page:
    """Adding evidence to a question."""
    shown = _sheet(case_id)
    question_id = request.values.get("question_id") or request.args.get("fraga", "")
    form = evidence_form(shown, question_id, current())
    if not form.validate_on_submit():
        return _evidence_page(shown, form, question_id, 422 if form.errors else 200)
    file = form.file.data
    try:
        evidence.add_evidence(
            case_id,
            _new_evidence(form),
            file=(file.filename or "", file.read()) if file else None,
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        form.refuse(problem, _field_of(form, problem))
        return _evidence_page(shown, form, question_id, status_of(problem))
    flash(_("The evidence is added to %(question)s.", question=form.question_id.data), "success")
    return redirect(url_for("checklists.sheet", case_id=case_id, _anchor=form.question_id.data))


@pages.route("/arenden/<case_id>/handelse", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def record_act(case_id: str) -> Page:
    """Recording an act, which opens the questions on activity."""
    shown = _sheet(case_id)
    form = act_form()
    if not form.validate_on_submit():
        return _act_page(shown, form, 422 if form.errors else 200)
    try:
        evidence.record_act(case_id, _new_act(form), by=g.actor, now=dt.datetime.now(dt.UTC))
    except Problem as problem:
        form.refuse(problem, _field_of(form, problem))
        return _act_page(shown, form, status_of(problem))
    flash(_("The act is recorded. The questions that need an act are open now."), "success")
    return redirect(url_for("checklists.sheet", case_id=case_id, _anchor="activity"))


@pages.get("/arenden/<case_id>/underlag/<evidence_id>")
@access(Act.SEE_CASES)
def evidence_file(case_id: str, evidence_id: str) -> Response:
    """The file of a piece of evidence, as a download; the opening stands in the journal."""
    opened = evidence.open_evidence(case_id, evidence_id, by=g.actor, now=dt.datetime.now(dt.UTC))
    return send_file(
        io.BytesIO(opened.data), mimetype=opened.media_type, as_attachment=True, download_name=opened.name
    )


def _case_url(case_id: str) -> str:
    return url_for("cases.show", case_id=case_id)


def _sheet(case_id: str) -> Sheet:
    pinned = reading.pinned_checklist(case_id, actor=g.actor)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    return reading.sheet_of_case(case_id, checklist, actor=g.actor)


def _sheet_page(
    shown: Sheet, form: ChecklistForm, *, met: dict[str, Met] | None = None, lost: object = ()
) -> str:
    return render_template(
        "checklists/sheet.html",
        sheet=shown,
        case_url=_case_url(shown.case.id),
        form=form,
        met={question_id: m for question_id, m in (met or {}).items() if m.meeting is Meeting.BOTH},
        taken_over=sorted(q for q, m in (met or {}).items() if m.meeting is Meeting.THEIRS),
        lost=lost,
        reason_wanted=reason_wanted,
        conflict=ConflictForm(formdata=None),
        declared=reading.declared(shown.case.id, actor=g.actor),
        may_prepare=may(g.actor, Act.PREPARE_CASE, shown.case.board_id),
    )


def _filled(shown: Sheet, form: ChecklistForm, question_id: str) -> Page:
    """A known fact written into the form at a press; nothing is saved by that."""
    question = shown.shown(question_id)
    suggestion = next((fact.suggestion for fact in question.facts if fact.suggestion), "") if question else ""
    if suggestion:
        form.put(question_id, (suggestion, form[f"{question_id}-reason"].data or ""))
        flash(_("Filled in at %(question)s. Save when you have looked at it.", question=question_id), "info")
    return _sheet_page(shown, form)


def _refused(case_id: str, shown: Sheet, form: ChecklistForm, refusal: Refused) -> Page:
    """The page again with everything the person wrote, and what is wrong where it is wrong."""
    if refusal.code == "stale_checklist":
        return _met_page(case_id, shown, form, refusal)
    faults = refusal.facts.get("faults")
    if isinstance(faults, tuple):
        form.mark(faults)
        form.refuse(refusal)
    elif refusal.code in ("personal_number_in_text", "outlook_in_text", "text_too_long"):
        form.refuse(refusal, _reason_of(form, str(refusal.facts["field"])))
    else:
        form.refuse(refusal, "no_conflict" if refusal.code == "conflict_not_declared" else None)
    return _sheet_page(shown, form), status_of(refusal)


def _met_page(case_id: str, shown: Sheet, form: ChecklistForm, refusal: Refused) -> Page:
    """Somebody saved in between: mine in the form, theirs beside it where both changed the same answer."""
    mine = form.written()
    base = reading.answers_as_of(case_id, max(form.seen_version, 0))
    saved = {q.question.id: (q.answer.value, q.answer.reason) for q in shown.asked if q.answer}
    met = meet(mine, base=base, saved=saved)
    for question_id, meeting in met.items():
        form.put(question_id, meeting.written)
    asked = {q.question.id for q in shown.asked}
    foreign = [a for a in form.answers(request.form) if a[0] not in asked]
    lost = [(q, value, reason) for q, value, reason in foreign if (value, reason) != base.get(q, NOTHING)]
    form.sheet_version.data = str(shown.case.sheet_version)
    form.refuse(refusal)
    return _sheet_page(shown, form, met=met, lost=lost), 409


def _reason_of(form: ChecklistForm, question_id: str) -> str | None:
    name = f"{question_id}-reason"
    return name if name in form else None


def _tell(saved: assessments.Saved) -> None:
    if not saved.changed:
        flash(_("Nothing had changed, so nothing was saved."), "info")
        return
    count = len(saved.changed)
    flash(ngettext("%(num)s answer saved.", "%(num)s answers saved.", count), "success")
    if saved.opened:
        flash(_("Opened by your answers: %(questions)s.", questions=", ".join(saved.opened)), "info")
    if saved.closed:
        flash(_("Closed by your answers: %(questions)s.", questions=", ".join(saved.closed)), "info")


def _field_of(form: ActForm | EvidenceForm, problem: Problem) -> str | None:
    """The field a refusal speaks of, if it speaks of one."""
    by_code = {
        "act_in_future": "act_on",
        "act_date_missing": "act_on",
        "act_day_differs": "act_on",
        "act_not_named": "act_id",
        "act_not_found": "act_id",
        "unknown_evidence_kind": "kind",
        "unknown_evidence_level": "level",
        "question_not_open": "question_id",
        "unknown_question": "question_id",
        "paper_not_found": "paper_id",
    }
    name = by_code.get(
        problem.code, str(problem.facts.get("field", "file" if "filename" in problem.facts else ""))
    )
    return name if name in form else None


def _new_act(form: ActForm) -> evidence.NewAct:
    day = form.act_on.data
    if day is None:
        raise Refused("text_missing", field="act_on")
    return evidence.NewAct(
        what=form.what.data or "",
        act_on=day,
        place=form.place.data or "",
        actor_role=ActorRole(form.actor_role.data),
        source=form.source.data or "",
    )


def _new_evidence(form: EvidenceForm) -> evidence.NewEvidence:
    return evidence.NewEvidence(
        question_id=form.question_id.data,
        kind=form.kind.data,
        level=int(form.level.data),
        description=form.description.data or "",
        source=form.source.data or "",
        act_on=form.act_on.data,
        act_id=form.act_id.data or "",
        is_contrary=form.is_contrary.data,
        paper_id=form.paper_id.data or "",
        lead_source=LeadSource(form.lead_source.data) if form.lead_source.data else None,
        reliability=Reliability(form.reliability.data or Reliability.UNKNOWN),
    )


def _act_page(shown: Sheet, form: ActForm, status: int) -> Page:
    case_url = _case_url(shown.case.id)
    return render_template("checklists/act.html", sheet=shown, form=form, case_url=case_url), status


def _evidence_page(shown: Sheet, form: EvidenceForm, question_id: str, status: int) -> Page:
    chosen = shown.shown(question_id)
    page = render_template(
        "checklists/evidence.html",
        sheet=shown,
        form=form,
        chosen=chosen,
        case_url=_case_url(shown.case.id),
    )
    return page, status
