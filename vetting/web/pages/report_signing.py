"""Signing an association's report: with a code of one's own, by somebody other than its writer."""

import datetime as dt

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.reading import own_reports as reading
from vetting.reading.own_reports import SigningPage
from vetting.services import own_reports, report_signing
from vetting.web.access import SIGNER_KEY, public, report_signer
from vetting.web.errors import status_of
from vetting.web.forms.association_reports import SendBackForm, SignForm
from vetting.web.forms.hearings import EnterForm
from vetting.web.wording.association_reports import sections_of

pages = Blueprint("report_signing", __name__, url_prefix="/skriv-under-redovisning")

Answer = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"], strict_slashes=False)
@public
def enter() -> Answer:
    """The way in: case number and the signer's own code."""
    form = EnterForm()
    if not form.validate_on_submit():
        return render_template("own_reports/enter.html", form=form)
    try:
        token = report_signing.open_signing(
            form.case_number.data or "", form.code.data or "", address=request.remote_addr or "", now=_now()
        )
    except Refused as refusal:
        form.refuse(refusal)
        status = 429 if refusal.code == "code_tries" else 401
        return render_template("own_reports/enter.html", form=form), status
    session.clear()
    session.permanent = True
    session[SIGNER_KEY] = token
    return redirect(url_for(".show"))


@pages.get("/las")
@report_signer
def show() -> str:
    """The report to be read before it is signed, or the receipt once it is."""
    return _drawn(_page(), SignForm(formdata=None), SendBackForm(formdata=None))


@pages.post("/skriv-under")
@report_signer
def sign() -> Answer:
    """Signs the report."""
    page, form = _page(), SignForm()
    if not form.validate():
        return _drawn(page, form, SendBackForm(formdata=None)), 422
    try:
        report_signing.sign_report(_token(), seen_version=form.seen_version, by=_by(page), now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem)
        return _drawn(_page(), form, SendBackForm(formdata=None)), status_of(problem)
    flash(_("Signed. The report is handed in."), "success")
    return redirect(url_for(".show"))


@pages.post("/tillbaka")
@report_signer
def send_back() -> Answer:
    """Sends the report back to whoever wrote it, with a word."""
    page, form = _page(), SendBackForm()
    if not form.validate():
        return _drawn(page, SignForm(formdata=None), form), 422
    try:
        report_signing.send_back(_token(), form.word.data or "", by=_by(page), now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(page, SignForm(formdata=None), form), status_of(problem)
    session.clear()
    flash(_("The report is sent back to whoever wrote it. Your code does not work any more."), "success")
    return redirect(url_for(".enter"))


@pages.post("/stang")
@report_signer
def leave() -> Response:
    """Closes the report in this browser."""
    report_signing.leave_signing(_token(), by=_by(_page()), now=_now())
    session.clear()
    flash(_("The report is closed in this browser."), "success")
    return redirect(url_for(".enter"))


def _drawn(page: SigningPage, form: SignForm, back: SendBackForm) -> str:
    draft = page.draft
    asked = own_reports.questions_of(page.case_id, today=swedish_day(_now())).asked if draft else ()
    if draft is not None and not form.version.data:
        form.version.data = str(draft.version)
    signed = page.signed
    return render_template(
        "own_reports/sign.html",
        page=page,
        form=form,
        back=back,
        sections=sections_of(signed.asked if signed else asked),
        answers=signed.answers if signed else draft.answers if draft else {},
    )


def _page() -> SigningPage:
    return reading.signing_page(_token(), _now())


def _by(page: SigningPage) -> Actor:
    return Actor(f"signer:{page.signer_id}", page.role)


def _token() -> str:
    return str(session.get(SIGNER_KEY, ""))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
