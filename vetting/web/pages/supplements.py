"""Completion: asked for on named points, its letter, received or ended."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.application import SentPaper, likely_year
from vetting.domain.authority import Act
from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound, Problem
from vetting.domain.points import ApplicationField, PointKind, PointState
from vetting.domain.supplement import Point
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PaperKind
from vetting.reading import sheet as sheets
from vetting.reading.case import CaseFile, OpenRequest, case_file
from vetting.reading.supplements import supplement_letter
from vetting.services import assessments, supplements
from vetting.services.supplements import SupplementAnswer
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.applications import AppliedForm, SupplementForm
from vetting.web.languages import LANGUAGES, current
from vetting.web.wording import problem_text
from vetting.web.wording.applications import point_word
from vetting.web.wording.last_days import told_until

pages = Blueprint("supplements", __name__, url_prefix="/arenden/<case_id>/komplettering")

Answer = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def ask(case_id: str) -> Answer:
    """Ticking the points to be completed; what is missing is ticked already."""
    file, checklist = _file(case_id), _checklist(case_id)
    form = SupplementForm()
    form.points.choices = _choices(checklist)
    notes = {
        value: (request.form.get(f"note:{value}") or "").strip() for value, _label in form.points.choices
    }
    if request.method == "GET":
        form.points.data = _suggested(file)
    if not form.validate_on_submit():
        return _ask_page(form, file, notes, 422 if form.errors else 200)
    points = [_point(value, notes[value]) for value in form.points.data or []]
    try:
        supplements.request_supplement(case_id, points, due_on=form.due_on.data, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "due_on" if problem.code.startswith("due_") else "points")
        return _ask_page(form, file, notes, status_of(problem))
    request_ = _request(_file(case_id))
    asked = _("The completion is asked for. Print the letter or send it on.")
    flash(told_until(asked, request_.due_on, wanted=form.due_on.data), "success")
    return redirect(url_for(".letter", case_id=case_id, notice_id=request_.notice_id))


@pages.route("/svar", methods=["GET", "POST"])
@access(Act.PREPARE_CASE)
def receive(case_id: str) -> Answer:
    """What came: only the named points can be filled in."""
    file = _file(case_id)
    asked = _request(file)
    form = AppliedForm()
    form.keep_only({ApplicationField(p.key) for p in asked.points if p.kind is PointKind.FIELD})
    if request.method == "GET":
        form.show(file.newest.applied, file.newest.number)
    if not form.validate_on_submit():
        return _receive_page(form, file, asked, 422 if form.errors else 200)
    answer = SupplementAnswer(
        seen_version=form.version,
        applied=form.applied(file.newest.applied),
        papers=_papers(asked),
        answers={p.key: request.form.get(f"answer-{p.key}", "") for p in _questions(asked)},
    )
    try:
        met = supplements.receive_supplement(case_id, answer, by=g.actor, now=_now())
    except Problem as problem:
        return _receive_page(form, file, asked, status_of(problem), problem)
    left = len(asked.points) - len(met)
    if left:
        flash(
            ngettext(
                "The completion is registered; %(num)s point was not answered.",
                "The completion is registered; %(num)s points were not answered.",
                left,
            ),
            "warning",
        )
    else:
        flash(_("The completion is registered. Every point was answered."), "success")
    return redirect(url_for("cases.show", case_id=case_id))


@pages.post("/avsluta")
@access(Act.PREPARE_CASE)
def end(case_id: str) -> Response:
    """Nothing came by the last day: the case goes on as it is."""
    supplements.end_supplement(case_id, by=g.actor, now=_now())
    flash(_("The case goes on without completion."), "info")
    return redirect(url_for("cases.show", case_id=case_id))


@pages.get("/brev/<notice_id>")
@access(Act.SEE_CASES)
def letter(case_id: str, notice_id: str) -> str:
    """The letter in Swedish, or in English as a help (förvaltningslagen 13 §)."""
    found = supplement_letter(case_id, notice_id, actor=g.actor)
    language = request.args.get("sprak", "sv")
    if language not in LANGUAGES:
        raise NotFound("not_found")
    with force_locale(language):
        text = Markup(  # noqa: S704 - made by an escaping template
            render_template(
                "letters/_supplement.html", letter=found, content=found.content, language=language
            )
        )
    return render_template("cases/letter.html", letter=found, text=text, language=language)


def _file(case_id: str) -> CaseFile:
    return case_file(case_id, actor=g.actor, today=swedish_day(_now()))


def _checklist(case_id: str) -> Checklist:
    pinned = sheets.pinned_checklist(case_id, actor=g.actor)
    return assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)


def _request(file: CaseFile) -> OpenRequest:
    if file.request is None:
        raise NotFound("no_open_request")
    return file.request


def _questions(asked: OpenRequest) -> list[Point]:
    return [Point(p.kind, p.key, p.note) for p in asked.points if p.kind is PointKind.QUESTION]


def _choices(checklist: Checklist) -> list[tuple[str, str]]:
    """Every point that can be named, in the order fields, papers, questions."""
    fields = [(f"field:{f.value}", point_word("field", f.value)) for f in ApplicationField]
    papers = [(f"paper:{k.value}", point_word("paper", k.value)) for k in PaperKind]
    questions = [
        (f"question:{q.id}", f"{q.id} {q.text.in_language(current())}")
        for q in checklist.questions
        if not (q.opens_with_act or q.opens_after)
    ]
    return [*fields, *papers, *questions]


def _suggested(file: CaseFile) -> list[str]:
    open_points = [p for p in file.completeness.open_points if p.state is not PointState.IN_ORDER]
    asked = request.args.get("fraga", "")
    return [*(f"{p.kind.value}:{p.key}" for p in open_points), *([f"question:{asked}"] if asked else [])]


def _point(value: str, note: str) -> Point:
    kind, _sep, key = value.partition(":")
    return Point(PointKind(kind), key, note)


def _papers(asked: OpenRequest) -> list[SentPaper]:
    """The files of named papers, and one of any kind for named questions."""
    kinds = [PaperKind(p.key) for p in asked.points if p.kind is PointKind.PAPER]
    if _questions(asked) and PaperKind.OTHER not in kinds:
        kinds.append(PaperKind.OTHER)
    sent, today = [], swedish_day(_now())
    for kind in kinds:
        for file in request.files.getlist(f"paper-{kind.value}"):
            if file.filename:
                sent.append(SentPaper(kind, likely_year(kind, today), file.filename, file.read()))
    return sent


def _ask_page(form: SupplementForm, file: CaseFile, notes: dict[str, str], status: int) -> tuple[str, int]:
    return (
        render_template("cases/ask_supplement.html", form=form, file=file, head=file.head, notes=notes),
        status,
    )


def _receive_page(
    form: AppliedForm, file: CaseFile, asked: OpenRequest, status: int, problem: Problem | None = None
) -> tuple[str, int]:
    """The page; each refusal stands at the question it is of, or on top."""
    faults = {}
    for one in problem.every if problem else ():
        if str(one.facts.get("field", "")).startswith("answer-"):
            faults[one.facts["field"]] = problem_text(one)
        else:
            form.refuse(one)
    page = render_template(
        "cases/receive_supplement.html",
        form=form,
        file=file,
        head=file.head,
        asked=asked,
        checklist=_checklist(file.head.id),
        given=request.form,
        faults=faults,
        PointKind=PointKind,
    )
    return page, status


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
