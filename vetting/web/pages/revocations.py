"""Revocations of the whole municipality, and the list of what each reached, decided row by row."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading.effect_list import EffectPage, RowFilter, effect_page, list_of_case
from vetting.reading.effect_lists import Tracking, TrackingFilter, tracking
from vetting.reading.held_now import held_now
from vetting.services import effects
from vetting.web.access import access
from vetting.web.effect_figures import ended_chart
from vetting.web.errors import status_of
from vetting.web.filters import day
from vetting.web.forms.base import Form
from vetting.web.forms.effects import CloseForm, EffectForm, SignForm
from vetting.web.list_tables.money_and_rooms import tracking_wanted
from vetting.web.wording import effects as wording
from vetting.web.wording import word

pages = Blueprint("revocations", __name__)
Answer = str | Response | tuple[str, int]


@pages.app_context_processor
def words() -> dict[str, object]:
    """What my day and the case need to speak of effects."""
    return {"effect_words": wording}


@pages.get("/aterkallelser")
@access(Act.SEE_REVOCATIONS)
def overview() -> str:
    """Every revocation in reach: rows, who is awaited, what is claimed back and collected."""
    found, wanted = _tracked()
    return render_template(
        "revocations/overview.html",
        found=found,
        wanted=wanted,
        today=_today(),
        chart=ended_chart(found.kinds) if found.kinds else None,
    )


@pages.get("/aterkallelser/arende/<case_id>")
@access(Act.SEE_REVOCATIONS)
def of_case(case_id: str) -> Response:
    """From the case of a revocation to its list."""
    return redirect(url_for(".show", list_id=list_of_case(case_id, actor=g.actor)))


@pages.get("/arenden/<case_id>/innehav")
@access(Act.SEE_CASES)
def held(case_id: str) -> str:
    """What the association holds in every board just now; nothing of it is listed or decided."""
    return render_template(
        "revocations/held.html", page=held_now(case_id, actor=g.actor, now=dt.datetime.now(dt.UTC))
    )


@pages.get("/aterkallelser/<list_id>")
@access(Act.SEE_REVOCATIONS)
def show(list_id: str) -> str:
    """The rows one may see, and what can be done with those of one's own boards."""
    page = effect_page(list_id, _filter(), actor=g.actor)
    return _show(page, None)


@pages.post("/aterkallelser/<list_id>")
@access(Act.DECIDE_EFFECT)
def decide(list_id: str) -> Answer:
    """Says of the ticked rows that they are kept, to end, or put to a lawyer."""
    page = effect_page(list_id, _filter(), actor=g.actor)
    form = EffectForm().fill_choices([line.id for line in page.lines if line.is_mine and line.waits])

    def say() -> str:
        now = dt.datetime.now(dt.UTC)
        said = effects.decide_effects(list_id, form.rows.data or [], form.said(), by=g.actor, now=now)
        return ngettext("%(num)s row is noted.", "%(num)s rows are noted.", said)

    return _done(page, form, say)


@pages.post("/aterkallelser/<list_id>/underteckna")
@access(Act.DECIDE_EFFECT)
def sign(list_id: str) -> Answer:
    """The second person signs that the ticked rows end."""
    page = effect_page(list_id, RowFilter(), actor=g.actor)
    form = SignForm().fill_choices([line.id for line in page.lines if line.is_mine])

    def put_name() -> str:
        now = dt.datetime.now(dt.UTC)
        signed = effects.sign_ends(list_id, form.rows.data or [], by=g.actor, now=now)
        return ngettext(
            "%(num)s row has ended. Those who manage the premises are told.",
            "%(num)s rows have ended. Those who manage the premises are told.",
            signed,
        )

    return _done(page, form, put_name)


@pages.post("/aterkallelser/<list_id>/avsluta")
@access(Act.DECIDE_EFFECT)
def close(list_id: str) -> Answer:
    """Closes a list without a row that waits."""
    page = effect_page(list_id, RowFilter(), actor=g.actor)
    form = CloseForm()

    def end() -> str:
        now = dt.datetime.now(dt.UTC)
        effects.close_effects(list_id, form.close_reason.data or "", by=g.actor, now=now)
        return _("The list is closed. What the association is granted or books within a year opens it again.")

    return _done(page, form, end)


FIELDS = {
    "effect_none": "rows",
    "effect_mixed": "rows",
    "ended_elsewhere": "word",
    "link_ends_nothing": "word",
    "measures": "measure_outcome",
}


def _done(page: EffectPage, form: Form, deed: Callable[[], str]) -> Answer:
    """The deed of a form, or the page again with what is wrong at its field."""
    if not form.validate_on_submit():
        return _show(page, form), 422
    try:
        told = deed()
    except NotFound:
        raise
    except Problem as problem:
        asked = str(problem.facts.get("field", problem.code))
        named = "close_reason" if isinstance(form, CloseForm) else FIELDS.get(asked, asked)
        form.refuse(problem, named if named in form else None)
        return _show(page, form), status_of(problem)
    flash(told, "success")
    args = wording.filter_args(_filter())
    visa, slag, serie = (args.get(name) for name in ("visa", "slag", "serie"))
    return redirect(url_for(".show", list_id=page.id, visa=visa, slag=slag, serie=serie))


def _show(page: EffectPage, sent: Form | None) -> str:
    """The page; the form that was sent keeps what was written in it."""
    return render_template(
        "revocations/show.html",
        page=page,
        wanted=_filter(),
        sent=sent,
        deciding=sent if isinstance(sent, EffectForm) else _suggested(page),
        signing=sent if isinstance(sent, SignForm) else SignForm(formdata=None),
        closing=sent if isinstance(sent, CloseForm) else CloseForm(formdata=None),
        today=_today(),
    )


def _suggested(page: EffectPage) -> EffectForm:
    form = EffectForm(formdata=None).fill_choices(
        line.id for line in page.lines if line.is_mine and line.waits
    )
    revoked = _(
        "%(board)s decided on %(day)s on the support to %(association)s: %(outcome)s.",
        board=page.board,
        day=day(page.decided_on),
        outcome=word(page.outcome).lower(),
        association=page.association,
    )
    form.suggest(revoked, page.decided_on)
    return form


def _filter() -> RowFilter:
    args = request.args
    only, kind = args.get("visa", ""), args.get("slag", "")
    return RowFilter(
        only={"mina": "mine", "vantar": "waiting"}.get(only, ""),
        kind={"lokaler": "rooms", "bidrag": "money"}.get(kind, ""),
        series=args.get("serie", "")[:16],
    )


def _tracked() -> tuple[Tracking, TrackingFilter]:
    wanted = tracking_wanted(request.args)
    return tracking(wanted, actor=g.actor, today=_today()), wanted


def _today() -> dt.date:
    return swedish_day(dt.datetime.now(dt.UTC))
