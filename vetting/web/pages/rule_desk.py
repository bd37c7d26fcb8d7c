"""The rule desk: drafts of checklists sent in, tried on closed cases, taken back, published by another."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act, boards_for
from vetting.domain.errors import Problem, UnusableFile
from vetting.domain.legal_notes import NOTES
from vetting.domain.rule_editions import Adoption
from vetting.domain.swedish_time import swedish_day
from vetting.reading import rule_desk as reading
from vetting.services import checklists, rule_desk
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.rule_desk import DraftForm, PublishForm
from vetting.web.languages import current
from vetting.web.wording import legal_notes, problem_words
from vetting.web.wording import terms_rules as words

pages = Blueprint("rule_desk", __name__, url_prefix="/regelverk")
Answer = str | Response | tuple[str, int]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CASES_SHOWN = 100
FIELD_OF = {
    "adopted_by_missing": "adopted_by",
    "adopted_later": "adopted_on",
    "adopted_after_start": "adopted_on",
}


@pages.get("")
@access(Act.SEE_RULE_DRAFTS)
def overview() -> Answer:
    """Drafts, the versions to begin with, and a form to send in the next."""
    return _overview(DraftForm(), 200)


@pages.post("/utkast")
@access(Act.DRAFT_RULES)
def send() -> Answer:
    """Keeps a draft; what cannot be read is told question by question, and nothing is kept."""
    form = DraftForm()
    if not form.validate_on_submit():
        return _overview(form, 422)
    try:
        file = (form.file.data.filename or "", form.file.data.read())
        draft_id = rule_desk.save_draft(file, by=g.actor, now=_now())
    except Problem as problem:
        form.refuse(problem, "file")
        return _overview(form, status_of(problem), problem)
    return redirect(url_for(".draft", draft_id=draft_id))


@pages.get("/utkast/<draft_id>")
@access(Act.SEE_RULE_DRAFTS)
def draft(draft_id: str) -> Answer:
    """What is found in the draft, and what it changes."""
    return _draft(draft_id, PublishForm(), 200)


@pages.get("/utkast/<draft_id>/prova")
@access(Act.SEE_RULE_DRAFTS)
def replay(draft_id: str) -> str:
    """What the draft would have made of closed cases. Those of other boards are told without number."""
    line = reading.draft(draft_id, actor=g.actor)
    tried = rule_desk.try_draft(draft_id, by=g.actor)
    boards = boards_for(g.actor, Act.SEE_CASES)
    return render_template(
        "rule_desk/replay.html",
        line=line,
        tried=tried,
        replay=tried.replay,
        shown=tried.replay.differing[:CASES_SHOWN],
        may_see=lambda case: boards is None or case.board_id in boards,
        words=words,
    )


@pages.post("/utkast/<draft_id>/publicera")
@access(Act.PUBLISH_RULES)
def publish(draft_id: str) -> Answer:
    """Publishes what another drafted, as it was adopted."""
    form = PublishForm()
    if not form.validate_on_submit():
        return _draft(draft_id, form, 422)
    adoption = Adoption(form.adopted_by.data or "", form.adopted_on.data or _today())
    try:
        checklist = rule_desk.publish_draft(
            draft_id, adoption, seen_digest=form.digest.data or "", by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse(problem, FIELD_OF.get(problem.code))
        return _draft(draft_id, form, status_of(problem))
    flash(
        _(
            "Version %(version)s is published. It holds for what is applied for from that day on.",
            version=checklist.version,
        ),
        "success",
    )
    return redirect(url_for("published_checklists.edition", name=checklist.name, version=checklist.version))


@pages.post("/utkast/<draft_id>/aterta")
@access(Act.DRAFT_RULES)
def withdraw(draft_id: str) -> Response:
    """A draft taken back."""
    rule_desk.withdraw_draft(draft_id, by=g.actor, now=_now())
    flash(_("The draft is taken back."), "success")
    return redirect(url_for(".overview"))


@pages.get("/utkast/<draft_id>/xlsx")
@access(Act.SEE_RULE_DRAFTS)
def workbook(draft_id: str) -> Response:
    """The draft as a workbook, to change and send in anew."""
    name, data = rule_desk.draft_workbook(draft_id, current(), codes=words.codes_explained(), by=g.actor)
    return sent_safely(data, XLSX, f"{name}.xlsx")


@pages.get("/utkast/<draft_id>/toml")
@access(Act.SEE_RULE_DRAFTS)
def toml(draft_id: str) -> Response:
    """The draft as TOML."""
    name, data = rule_desk.draft_toml(draft_id, by=g.actor)
    return sent_safely(data, "application/toml", f"{name}.toml")


def _overview(form: DraftForm, status: int, problem: Problem | None = None) -> tuple[str, int]:
    told = problem.facts.get("faults") if isinstance(problem, UnusableFile) else None
    faults = told if isinstance(told, tuple) else ()
    return render_template(
        "rule_desk/overview.html",
        form=form,
        faults=[problem_words(code, facts) for code, facts in faults],
        drafts=reading.drafts(actor=g.actor),
        editions=checklists.published_editions(today=_today()),
        words=words,
        notes=NOTES,
        note_words=legal_notes.NOTES,
    ), status


def _draft(draft_id: str, form: PublishForm, status: int) -> tuple[str, int]:
    line = reading.draft(draft_id, actor=g.actor)
    if request.method == "GET":
        form.digest.data = line.digest
    return render_template(
        "rule_desk/draft.html",
        line=line,
        form=form,
        read=rule_desk.read_kept_draft(draft_id, by=g.actor, today=_today()),
        words=words,
    ), status


def _today() -> dt.date:
    return swedish_day(_now())


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
