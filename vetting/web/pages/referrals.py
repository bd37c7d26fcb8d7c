"""A case with CVE: referring it, that it went, and the opinion that came back."""

import datetime as dt
import io
from typing import cast

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading.checks import case_heading
from vetting.reading.referrals import ReferralPage, referral_page
from vetting.services import referrals
from vetting.services.referrals import Referred
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.referrals import ReferralForm, SentForm
from vetting.web.wording.secrecy import material_line

pages = Blueprint("referrals", __name__, url_prefix="/arenden/<case_id>/cve")
Page = str | Response | tuple[str, int]


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """Where the case stands with CVE."""
    return _draw(_read(case_id))


@pages.post("")
@access(Act.PREPARE_CASE)
def refer(case_id: str) -> Page:
    """Writes the letter with what was chosen."""
    page = _read(case_id)
    form = _form(page)
    if not form.validate():
        return _draw(page, form), 422
    referred = Referred(form.reason.data or "", form.items.data or (), cast(dt.date, form.due_on.data))
    try:
        referral_id = referrals.refer_to_cve(case_id, referred, by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse_named(problem)
        return _draw(page, form), status_of(problem)
    flash(_("The letter is written. Print it or save it as PDF, send it, and record the day."), "success")
    return redirect(url_for(".letter", case_id=case_id, referral_id=referral_id))


@pages.post("/<referral_id>/skickad")
@access(Act.PREPARE_CASE)
def sent(case_id: str, referral_id: str) -> Page:
    """The day the letter went."""
    form = SentForm()
    if not form.validate():
        return _draw(_read(case_id), sent=form), 422
    try:
        referrals.mark_sent(case_id, referral_id, cast(dt.date, form.sent_on.data), by=g.actor, now=_now())
    except NotFound:
        raise
    except Problem as problem:
        form.refuse(problem, "sent_on" if problem.facts.get("field") == "sent_on" else None)
        return _draw(_read(case_id), sent=form), status_of(problem)
    flash(_("It is recorded that the referral was sent."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.get("/<referral_id>/brev")
@access(Act.SEE_CASES)
def letter(case_id: str, referral_id: str) -> str:
    """The letter, to be read and printed."""
    shown = referrals.shown_referral(case_id, referral_id, by=g.actor)
    # Made by the house's own template from escaped content.
    return render_template(
        "referrals/letter.html",
        head=case_heading(case_id, actor=g.actor),
        letter=shown,
        referral_id=referral_id,
        markup=Markup(shown.markup),  # noqa: S704
    )


@pages.get("/<referral_id>/brev/pdf")
@access(Act.SEE_CASES)
def letter_pdf(case_id: str, referral_id: str) -> Response:
    """The letter as a tagged PDF."""
    file = referrals.referral_pdf(case_id, referral_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )


def _read(case_id: str) -> ReferralPage:
    return referral_page(case_id, actor=g.actor, today=swedish_day(_now()))


def _form(page: ReferralPage, form: ReferralForm | None = None) -> ReferralForm:
    choices = [(one.key, material_line(one)) for one in page.choices]
    chosen = [one.key for one in page.choices if one.is_contrary]
    return (form or ReferralForm()).fill_choices(choices, chosen=chosen, today=swedish_day(_now()))


def _draw(page: ReferralPage, form: ReferralForm | None = None, *, sent: SentForm | None = None) -> str:
    return render_template(
        "referrals/show.html",
        head=page.head,
        page=page,
        form=form or _form(page, ReferralForm(formdata=None)),
        sent=sent or SentForm(formdata=None).fill_day(swedish_day(_now())),
        line=material_line,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
