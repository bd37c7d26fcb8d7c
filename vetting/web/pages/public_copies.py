"""What may not be given out of a case, the public copy made with masks, and the case without identity."""

import datetime as dt
import io
from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.secrecy import OFFICERS
from vetting.reading.checks import CaseHeading, case_heading
from vetting.reading.public_copy import SecrecyPage, secrecy_page
from vetting.services import public_copies, secrecy_marks
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.secrecy import MarkForm, PassageForm, ThreatForm
from vetting.web.public_copy_words import copy_draft
from vetting.web.wording import secrecy as words

pages = Blueprint("public_copies", __name__, url_prefix="/arenden/<case_id>/offentlig-kopia")
Page = str | Response | tuple[str, int]


@pages.get("")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """What is marked, what would be masked, and the copies made."""
    return _draw(*_read(case_id))


@pages.post("")
@access(Act.MARK_SECRECY)
def make(case_id: str) -> Response:
    """Makes the copy, and hands it out as PDF; where none can be made here, shows it to be printed."""
    draft = copy_draft(case_id, actor=g.actor)
    copy_id = public_copies.make_copy(case_id, draft, by=g.actor, now=_now())
    if public_copies.has_pdf():
        return _pdf(case_id, copy_id)
    return redirect(url_for(".shown", case_id=case_id, public_copy_id=copy_id))


@pages.post("/markera")
@access(Act.MARK_SECRECY)
def mark(case_id: str) -> Page:
    """The chosen items: not to be given out, or tried and free to be."""
    head, page = _read(case_id)
    form = MarkForm().fill_choices(secrecy_marks.grounds(), [one.item.key for one in page.items])
    if not form.validate():
        return _draw(head, page, mark=form), 422
    items, is_open = list(form.items.data or ()), request.form.get("what") == "tried"
    if is_open:
        secrecy_marks.mark_items_tried(case_id, items, by=g.actor, now=_now())
    else:
        secrecy_marks.mark_items(case_id, items, form.ground.data, by=g.actor, now=_now())
    flash(_marked_text(len(items), is_open=is_open), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.post("/ord")
@access(Act.MARK_SECRECY)
def mark_passage(case_id: str) -> Page:
    """Words that are masked wherever they stand."""
    form = PassageForm().fill_choices(secrecy_marks.grounds())

    def deed() -> None:
        secrecy_marks.mark_passage(
            case_id, form.passage.data or "", form.passage_ground.data, by=g.actor, now=_now()
        )

    return _done(case_id, form, deed)


@pages.post("/tjansteman")
@access(Act.MARK_SECRECY)
def mark_officers(case_id: str) -> Page:
    """Threats are feared: no officer is named."""
    form = ThreatForm().fill_choices(secrecy_marks.grounds())

    def deed() -> None:
        secrecy_marks.mark_item(case_id, OFFICERS, form.threat_ground.data, by=g.actor, now=_now())

    return _done(case_id, form, deed)


@pages.post("/markering/<mark_id>/hav")
@access(Act.MARK_SECRECY)
def lift(case_id: str, mark_id: str) -> Response:
    """The mark holds no more."""
    secrecy_marks.lift_mark(case_id, mark_id, by=g.actor, now=_now())
    flash(_("The mark is lifted."), "success")
    return redirect(url_for(".show", case_id=case_id))


@pages.get("/<public_copy_id>")
@access(Act.SEE_CASES)
def shown(case_id: str, public_copy_id: str) -> str:
    """A copy as it was made, to be read through before it is given out."""
    copy = public_copies.shown_copy(case_id, public_copy_id, by=g.actor)
    # Made by the house's own template from escaped content.
    return render_template(
        "public_copies/copy.html",
        head=case_heading(case_id, actor=g.actor),
        copy=copy,
        copy_id=public_copy_id,
        markup=Markup(copy.markup),  # noqa: S704
    )


@pages.get("/<public_copy_id>/pdf")
@access(Act.SEE_CASES)
def pdf(case_id: str, public_copy_id: str) -> Response:
    """A copy as a tagged PDF."""
    return _pdf(case_id, public_copy_id)


def _pdf(case_id: str, copy_id: str) -> Response:
    file = public_copies.copy_pdf(case_id, copy_id, by=g.actor)
    answer = send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _done(case_id: str, form: PassageForm | ThreatForm, deed: Callable[[], None]) -> Page:
    is_passage = isinstance(form, PassageForm)
    if form.validate():
        try:
            deed()
        except NotFound:
            raise
        except Problem as problem:
            form.refuse_named(problem)
            status = status_of(problem)
        else:
            flash(
                _("The words are masked in every copy from now on.")
                if is_passage
                else _("Officers are not named in copies from now on."),
                "success",
            )
            return redirect(url_for(".show", case_id=case_id))
    else:
        status = 422
    head, page = _read(case_id)
    if isinstance(form, PassageForm):
        return _draw(head, page, passage=form), status
    return _draw(head, page, threat=form), status


def _read(case_id: str) -> tuple[CaseHeading, SecrecyPage]:
    head = case_heading(case_id, actor=g.actor)
    return head, secrecy_page(head.id, head.board_id, actor=g.actor)


def _draw(
    head: CaseHeading,
    page: SecrecyPage,
    *,
    mark: MarkForm | None = None,
    passage: PassageForm | None = None,
    threat: ThreatForm | None = None,
) -> str:
    grounds = secrecy_marks.grounds()
    keys = [one.item.key for one in page.items]
    return render_template(
        "public_copies/show.html",
        head=head,
        page=page,
        form=mark or MarkForm(formdata=None).fill_choices(grounds, keys),
        passage=passage or PassageForm(formdata=None).fill_choices(grounds),
        threat=threat or ThreatForm(formdata=None).fill_choices(grounds),
        words=words,
    )


def _marked_text(count: int, *, is_open: bool) -> str:
    if is_open:
        return ngettext(
            "%(num)s item is marked as tried: it may be given out.",
            "%(num)s items are marked as tried: they may be given out.",
            count,
        )
    return ngettext("%(num)s item is marked.", "%(num)s items are marked.", count)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
