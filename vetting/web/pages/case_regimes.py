"""By which law a case is decided, and for a public place the statement to the police."""

import datetime as dt
import io

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.deadlines import TABLE
from vetting.domain.errors import Problem
from vetting.domain.house_rules import INSTEAD_OF
from vetting.domain.terms import Outcome
from vetting.domain.terms_decisions import PlaceInterest
from vetting.reading.case_regime import CaseRegime, case_regime
from vetting.services import calendar_feeds, place_statements
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.place_statements import PlaceStatementForm
from vetting.web.wording.regimes import counted_words, law_word, roll_words, source_words

pages = Blueprint("case_regimes", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/arenden/<case_id>/beslutsvag")
@access(Act.SEE_CASES)
def show(case_id: str) -> str:
    """Who decides, under which law and own rules, what falls due, and how it is tried."""
    page = _page(case_id)
    return render_template(
        "regimes/show.html",
        page=page,
        outcomes=[one for one in Outcome if one in page.rules.outcomes],
        table_of=TABLE,
        instead_of=INSTEAD_OF,
        law_word=law_word,
        counted_words=counted_words,
        source_words=source_words,
        roll_words=roll_words,
    )


@pages.route("/arenden/<case_id>/yttrande-till-polisen", methods=["GET", "POST"])
@access(Act.DECIDE)
def statement(case_id: str) -> Page:
    """Writing and giving the statement: one text for each of the five interests, and no other field.

    Where none can be given, the page that tells why.
    """
    page = _page(case_id)
    if not page.may_give_statement:
        return redirect(url_for(".show", case_id=case_id))
    form = PlaceStatementForm().fill_choices()
    if not form.validate_on_submit():
        return _drawn(page, form), 422 if form.errors else 200
    try:
        given = place_statements.give_statement(
            case_id, form.statement, has_no_conflict=bool(form.no_conflict.data), by=g.actor, now=_now()
        )
    except Problem as problem:
        form.refuse_named(problem)
        return _drawn(page, form), status_of(problem)
    flash(_("The opinion is given. Print it or send it on to the police."), "success")
    return redirect(url_for(".letter", case_id=case_id, place_statement_id=given))


@pages.get("/arenden/<case_id>/yttrande-till-polisen/<place_statement_id>")
@access(Act.SEE_CASES)
def letter(case_id: str, place_statement_id: str) -> str:
    """The statement as it was given."""
    found = place_statements.shown_statement(case_id, place_statement_id, by=g.actor)
    text = Markup(found.markup)  # noqa: S704 - made by an escaping template
    return render_template(
        "regimes/letter.html", case_id=case_id, place_statement_id=place_statement_id, letter=found, text=text
    )


@pages.get("/arenden/<case_id>/yttrande-till-polisen/<place_statement_id>.pdf")
@access(Act.SEE_CASES)
def letter_pdf(case_id: str, place_statement_id: str) -> Response:
    """The statement as a tagged PDF."""
    file = place_statements.statement_pdf(case_id, place_statement_id, by=g.actor)
    return send_file(
        io.BytesIO(file.data), mimetype="application/pdf", as_attachment=True, download_name=file.name
    )


def _page(case_id: str) -> CaseRegime:
    return case_regime(case_id, actor=g.actor, days=calendar_feeds.days_ahead(_now()))


def _drawn(page: CaseRegime, form: PlaceStatementForm) -> str:
    return render_template("regimes/statement.html", page=page, form=form, interests=tuple(PlaceInterest))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
