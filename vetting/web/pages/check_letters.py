"""The association's part of a spot check: letters written and read, its comment recorded."""

import io

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.reading.spot_check_rows import CheckObject, check_object
from vetting.services import check_comments
from vetting.web.access import access
from vetting.web.check_pages import check_url, now, refuse_at, today
from vetting.web.errors import status_of
from vetting.web.forms.spot_checks import CommentForm, comment_form

pages = Blueprint("check_letters", __name__, url_prefix="/stickprov/kontroll/<check_id>")
Page = str | Response | tuple[str, int]


@pages.post("/brev")
@access(Act.MAKE_SPOT_CHECK)
def ask(check_id: str) -> Response:
    """Writes the letter that asks for the association's comment, and shows it to be printed."""
    letter_id = check_comments.ask_for_comment(check_id, by=g.actor, now=now())
    flash(_("The letter is written. Print it or save it as PDF, and send it to the association."), "success")
    return redirect(_letter_url(check_id, letter_id))


@pages.post("/paminnelse")
@access(Act.MAKE_SPOT_CHECK)
def remind(check_id: str) -> Response:
    """Writes the reminder, and shows it to be printed."""
    letter_id = check_comments.remind_of_comment(check_id, by=g.actor, now=now())
    flash(
        _("The reminder is written. Print it or save it as PDF, and send it to the association."), "success"
    )
    return redirect(_letter_url(check_id, letter_id))


@pages.get("/brev/<check_letter_id>")
@access(Act.SEE_SPOT_CHECKS)
def letter(check_id: str, check_letter_id: str) -> str:
    """A letter about the check, to be read and printed."""
    found = check_object(check_id, actor=g.actor)
    shown = check_comments.shown_check_letter(check_id, check_letter_id, by=g.actor)
    # Made by the house's own template from escaped content.
    return render_template(
        "spot_checks/letter.html",
        object=found,
        letter=shown,
        markup=Markup(shown.markup),  # noqa: S704
        pdf_url=url_for(".letter_pdf", check_id=check_id, check_letter_id=check_letter_id),
    )


@pages.get("/brev/<check_letter_id>/pdf")
@access(Act.SEE_SPOT_CHECKS)
def letter_pdf(check_id: str, check_letter_id: str) -> Response:
    """The letter as a tagged PDF."""
    file = check_comments.check_letter_pdf(check_id, check_letter_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )


@pages.route("/kommentar", methods=["GET", "POST"])
@access(Act.MAKE_SPOT_CHECK)
def comment(check_id: str) -> Page:
    """Recording what the association says."""
    found = check_object(check_id, actor=g.actor)
    if not found.is_mine:
        raise NotFound("spot_check_not_found")
    form = comment_form(today())
    if not form.validate_on_submit():
        return _comment_page(found, form, 422 if form.errors else 200)
    try:
        check_comments.record_comment(
            check_id, form.comment.data or "", form.said_on.data or today(), by=g.actor, now=now()
        )
    except Problem as problem:
        refuse_at(form, problem)
        return _comment_page(found, form, status_of(problem))
    flash(_("The association's comment is recorded."), "success")
    return redirect(check_url(check_id))


def _comment_page(found: CheckObject, form: CommentForm, status: int) -> Page:
    return render_template("spot_checks/comment.html", object=found, form=form), status


def _letter_url(check_id: str, letter_id: str) -> str:
    return url_for(".letter", check_id=check_id, check_letter_id=letter_id)
