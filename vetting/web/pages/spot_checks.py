"""One spot check on one screen: the object to the left, the questions by focus area to the right."""

from flask import Blueprint, flash, g, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.sheet_merge import NOTHING, meet
from vetting.reading import second_readings
from vetting.reading.spot_check import CheckPage, answers_as_of
from vetting.services import check_evidence, spot_checks
from vetting.web import check_pages
from vetting.web.access import access
from vetting.web.check_pages import Refusal, check_url, now
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.checklist import ChecklistForm
from vetting.web.forms.spot_checks import CheckEvidenceForm, SignForm, check_evidence_form, check_form
from vetting.web.languages import current

pages = Blueprint("spot_checks", __name__, url_prefix="/stickprov/kontroll/<check_id>")
Page = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.SEE_SPOT_CHECKS)
def show(check_id: str) -> Page:
    """The check; saving the answers of the own reading stays on it."""
    page = check_pages.check(check_id)
    if request.method == "GET":
        return check_pages.drawn(page)
    if page.object.reading is None:
        raise NotFound("spot_check_not_found")
    form = check_form(check_pages.sheet_of(page), current())
    try:
        saved = spot_checks.answer_check(
            check_id, form.answers(request.form), sheet_version=form.seen_version, by=g.actor, now=now()
        )
    except Refused as refusal:
        return _refused(page, form, refusal)
    check_pages.tell(saved)
    return redirect(check_url(check_id))


@pages.route("/underlag", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def add_evidence(check_id: str) -> Page:
    """Adding evidence to a question of the own reading."""
    page = _own(check_id)
    question_id = request.values.get("question_id") or request.args.get("fraga", "")
    form = check_evidence_form(check_pages.sheet_of(page), question_id, current())
    if not form.validate_on_submit():
        return _evidence_page(page, form, question_id, 422 if form.errors else 200)
    file = form.file.data
    try:
        check_evidence.add_check_evidence(
            check_id,
            _new_evidence(form),
            file=(file.filename or "", file.read()) if file else None,
            by=g.actor,
            now=now(),
        )
    except Problem as problem:
        check_pages.refuse_at(form, problem)
        return _evidence_page(page, form, question_id, status_of(problem))
    flash(_("The evidence is added to %(question)s.", question=form.question_id.data), "success")
    return redirect(check_url(check_id, form.question_id.data))


@pages.get("/underlag/<check_evidence_id>")
@access(Act.SEE_SPOT_CHECKS)
def evidence_file(check_id: str, check_evidence_id: str) -> Response:
    """The file of a piece of evidence, as a download; the opening stands in the journal."""
    opened = check_evidence.open_check_evidence(check_id, check_evidence_id, by=g.actor, now=now())
    return sent_safely(opened.data, opened.media_type, opened.name)


@pages.route("/signera", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def sign(check_id: str) -> Page:
    """Signing the own reading, where two people read."""
    page = _own(check_id)
    form = SignForm()
    if not form.validate_on_submit():
        return _sign_page(page, form, 422 if form.errors else 200)
    try:
        spot_checks.sign_reading(check_id, form.minutes.data or 0, by=g.actor, now=now())
    except Refused as refusal:
        check_pages.refuse_at(form, refusal)
        return _sign_page(page, form, status_of(refusal))
    flash(_("Your reading is signed."), "success")
    return redirect(check_url(check_id))


@pages.get("/jamforelse")
@access(Act.SEE_SPOT_CHECKS)
def compare(check_id: str) -> Page:
    """Both readings side by side, once both are signed."""
    page = check_pages.check(check_id)
    compared = second_readings.compared_readings(page.object, check_pages.sheet_of(page).checklist)
    return render_template("spot_checks/compare.html", page=page, object=page.object, compared=compared)


def _own(check_id: str) -> CheckPage:
    """The check for one of its readers. Raises NotFound for who only oversees it."""
    page = check_pages.check(check_id)
    if page.object.reading is None:
        raise NotFound("spot_check_not_found")
    return page


def _refused(page: CheckPage, form: ChecklistForm, refusal: Refused) -> Page:
    """The page again with everything the person wrote, and what is wrong where it is wrong."""
    if refusal.code == "stale_checklist":
        return _met_page(page, form, refusal)
    faults = refusal.facts.get("faults")
    if isinstance(faults, tuple):
        form.mark(faults)
        form.refuse(refusal)
    elif refusal.code in ("personal_number_in_text", "outlook_in_text", "text_too_long"):
        name = f"{refusal.facts['field']}-reason"
        form.refuse(refusal, name if name in form else None)
    else:
        form.refuse(refusal)
    return check_pages.drawn(page, form, status=status_of(refusal))


def _met_page(page: CheckPage, form: ChecklistForm, refusal: Refused) -> Page:
    """Saved in between: mine in the form, the saved one beside it where both changed the same answer."""
    sheet = check_pages.sheet_of(page)
    base = answers_as_of(page.object.id, sheet.reading, max(form.seen_version, 0))
    saved = {q.question.id: (q.answer.value, q.answer.reason) for q in sheet.asked if q.answer}
    met = meet(form.written(), base=base, saved=saved)
    for question_id, meeting in met.items():
        form.put(question_id, meeting.written)
    asked = {q.question.id for q in sheet.asked}
    foreign = [a for a in form.answers(request.form) if a[0] not in asked]
    lost = [(q, value, why) for q, value, why in foreign if (value, why) != base.get(q, NOTHING)]
    form.sheet_version.data = str(sheet.version)
    form.refuse(refusal)
    return check_pages.drawn(page, form, Refusal(met, lost), status=409)


def _new_evidence(form: CheckEvidenceForm) -> check_evidence.NewCheckEvidence:
    return check_evidence.NewCheckEvidence(
        question_id=form.question_id.data,
        kind=form.kind.data,
        level=int(form.level.data),
        description=form.description.data or "",
        source=form.source.data or "",
        act_on=form.act_on.data,
        is_contrary=form.is_contrary.data,
    )


def _evidence_page(page: CheckPage, form: CheckEvidenceForm, question_id: str, status: int) -> Page:
    anchor = question_id if check_pages.sheet_of(page).shown(question_id) else None
    back = check_url(page.object.id, anchor)
    return render_template("spot_checks/evidence.html", object=page.object, form=form, back=back), status


def _sign_page(page: CheckPage, form: SignForm, status: int) -> Page:
    markup = render_template(
        "spot_checks/sign.html", object=page.object, sheet=check_pages.sheet_of(page), form=form
    )
    return markup, status
