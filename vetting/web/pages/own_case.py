"""The association's own case: opened with case number and one-time code, and nothing else is within reach."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.case_codes import LASTS
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import StatementTiming
from vetting.reading import own_case as reading
from vetting.services import case_codes, extensions, own_files, own_letters, statements
from vetting.services.case_codes import association_actor
from vetting.services.extensions import Wanted
from vetting.services.own_letters import OwnLetter
from vetting.services.statements import Spoken
from vetting.web.access import OWN_CASE_KEY, own_case, public
from vetting.web.downloads import sent_safely
from vetting.web.errors import status_of
from vetting.web.forms.attachments import field_of, sent_file
from vetting.web.forms.follow_ups import ExtensionForm
from vetting.web.forms.hearings import EnterForm, OwnStatementForm
from vetting.web.wording import hearings as words
from vetting.web.wording import told_day
from vetting.web.wording.applications import point_word
from vetting.web.wording.association_reports import STANDING_KIND

pages = Blueprint("own_case", __name__, url_prefix="/foreningens-arende")

Answer = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"], strict_slashes=False)
@public
def enter() -> Answer:
    """The way in: case number and one-time code."""
    form = EnterForm()
    if not form.validate_on_submit():
        return render_template("own_case/enter.html", form=form)
    try:
        token = case_codes.open_own_case(
            form.case_number.data or "",
            form.code.data or "",
            address=request.remote_addr or "",
            now=_now(),
        )
    except Refused as refusal:
        form.refuse(refusal)
        status = 429 if refusal.code == "code_tries" else 401
        return render_template("own_case/enter.html", form=form), status
    session.clear()
    session.permanent = True
    session[OWN_CASE_KEY] = token
    return redirect(url_for(".show"))


@pages.get("/oversikt")
@own_case
def show() -> str:
    """The case as the association may see it."""
    return _shown(ExtensionForm(formdata=None))


@pages.route("/svar", methods=["GET", "POST"])
@own_case
def reply() -> Answer:
    """What the association wants to say, with a file if it likes."""
    page = reading.own_case_page(g.own_case, today=swedish_day(_now()))
    form = OwnStatementForm()
    if not form.validate_on_submit():
        return _drawn("own_case/reply.html", page=page, form=form), 422 if form.errors else 200
    spoken = Spoken(form.text.data or "", sent_file(form.attachment), is_whole=form.is_whole.data)
    by = association_actor(g.own_case)
    try:
        timing = statements.send_statement(g.own_case, spoken, by=by, now=_now())
    except NotFound:  # the code was withdrawn meanwhile: nothing of the case is shown
        raise
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        return _drawn("own_case/reply.html", page=page, form=form), status_of(problem)
    if timing is StatementTiming.AFTER_DECISION:
        form.refuse(Refused("statement_after_decision"))
        return _drawn("own_case/reply.html", page=page, form=form, is_kept=True), 409
    flash(_told(timing), "success")
    return redirect(url_for(".show"))


@pages.post("/anstand")
@own_case
def ask_extension() -> Answer:
    """A later day for something that is to be handed in."""
    form = ExtensionForm()
    form.item_key.validate_choice = False
    if not form.validate():
        return _shown(form), 422
    wanted = Wanted(form.item_key.data or "", form.day.data or dt.date.min, form.reason.data or "")
    try:
        extensions.ask_extension(g.own_case, wanted, by=association_actor(g.own_case), now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, field_of(problem, form))
        return _shown(form), status_of(problem)
    flash(_("The request is sent. The answer comes here and in a letter."), "success")
    return redirect(url_for(".show", _anchor="plan"))


@pages.get("/brev/<notice_id>")
@own_case
def letter(notice_id: str) -> str:
    """A letter of the case in the words it was sent in."""
    found = own_letters.own_letter(g.own_case, notice_id)
    return _drawn("own_case/letter.html", letter=found, markup=_markup(found), letter_id=notice_id)


@pages.get("/brev/<notice_id>/pdf")
@own_case
def letter_pdf(notice_id: str) -> Response:
    """The letter as a tagged PDF."""
    made = own_letters.own_letter_pdf(g.own_case, notice_id)
    return sent_safely(made.data, "application/pdf", made.name)


@pages.get("/underlag/<evidence_id>")
@own_case
def file(evidence_id: str) -> Response:
    """The file behind an item of the material, as a download."""
    opened = own_files.open_own_file(g.own_case, evidence_id, by=association_actor(g.own_case), now=_now())
    return sent_safely(opened.data, opened.media_type, opened.file_name)


@pages.post("/ny-kod")
@own_case
def next_code() -> str:
    """A code for the next visit, shown once."""
    now = _now()
    code = case_codes.make_next_code(g.own_case, by=association_actor(g.own_case), now=now)
    return _drawn("own_case/code.html", code=code, until=swedish_day(now + LASTS))


@pages.post("/stang")
@own_case
def leave() -> Response:
    """Closes the case in this browser."""
    token = str(session.get(OWN_CASE_KEY, ""))
    case_codes.leave(token, g.own_case, by=association_actor(g.own_case), now=_now())
    session.clear()
    flash(_("The case is closed in this browser."), "success")
    return redirect(url_for(".enter"))


def _shown(asking: ExtensionForm) -> str:
    """The case with the request for a later day, also as it was sent and not taken."""
    page = reading.own_case_page(g.own_case, today=swedish_day(_now()))
    open_items = [line for line in page.plan if not line.is_done]
    asking.item_key.choices = [
        (line.key, f"{line.title} ({told_day(line.due_on.isoformat())})") for line in open_items
    ]
    return _drawn("own_case/show.html", page=page, report_kinds=STANDING_KIND, asking=asking, form=asking)


def _told(timing: StatementTiming) -> str:
    if timing is StatementTiming.LATE:
        return _(
            "Thank you. Your reply came after the last day but before the decision, so it will be read and "
            "considered."
        )
    return _("Thank you. Your reply is received, and it will be read before the case is decided.")


def _markup(found: OwnLetter) -> Markup:
    """The letter's own part of the page; that of a completion is drawn here as for officers."""
    if found.markup:
        return words.made(found.markup)
    letter = {
        "written_on": dt.date.fromisoformat(str(found.content["written_on"])),
        "due_on": dt.date.fromisoformat(str(found.content["due_on"])),
    }
    return words.made(
        render_template("letters/_supplement.html", letter=letter, content=found.content, language="sv")
    )


def _drawn(template: str, **values: object) -> str:
    return render_template(template, own=g.own_case, words=words, point_word=point_word, **values)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
