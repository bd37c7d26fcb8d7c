"""Boards' own rules of procedure: the published list, and recording what a board has adopted."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem, Refused
from vetting.domain.house_rule_texts import SUGGESTED
from vetting.domain.house_rules import INSTEAD_OF
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import HouseRuleKey
from vetting.reading import house_rules as reading
from vetting.services import house_rules
from vetting.web.access import access, public
from vetting.web.errors import status_of
from vetting.web.forms.house_rules import EndRuleForm, HouseRuleForm, WaitingRuleForm
from vetting.web.wording import problem_text
from vetting.web.wording.regimes import law_word

pages = Blueprint("house_rules", __name__)
Page = str | Response | tuple[str, int]


@pages.get("/handlaggningsordning")
@public
def published() -> str:
    """What every board has adopted, with all versions and their days."""
    return render_template(
        "house_rules/published.html", boards=reading.published_rules(_today()), law_word=law_word
    )


@pages.get("/administration/namnder/<board_id>/handlaggningsordning")
@access(Act.ADMINISTER)
def of_board(board_id: str) -> str:
    """One board's rules, for whoever records them."""
    found = reading.rules_of_board(board_id, actor=g.actor, today=_today())
    return render_template("house_rules/board.html", found=found, instead_of=INSTEAD_OF, law_word=law_word)


@pages.route("/administration/namnder/<board_id>/handlaggningsordning/<key>", methods=["GET", "POST"])
@access(Act.ADMINISTER)
def adopt(board_id: str, key: str) -> Page:
    """Recording a version for another to confirm; the words begin as they are, or as suggested."""
    rule_key, form = _key(key), HouseRuleForm()
    found = reading.rules_of_board(board_id, actor=g.actor, today=_today())
    held = next((rule.in_force for rule in found.rules if rule.key is rule_key), None)
    if not form.is_submitted():
        form.text.data = held.text if held else SUGGESTED[rule_key].sv
    if not form.validate_on_submit():
        return _drawn(found, rule_key, form), 422 if form.errors else 200
    try:
        house_rules.record_house_rule(board_id, form.rule(rule_key), by=g.actor, now=_now())
    except Problem as problem:
        return _refused(found, rule_key, form, problem)
    flash(_("The rule is recorded. It is published once another person has confirmed it."), "success")
    return redirect(url_for(".of_board", board_id=board_id))


@pages.post("/administration/namnder/<board_id>/handlaggningsordning/<key>/upphav")
@access(Act.ADMINISTER)
def end(board_id: str, key: str) -> Page:
    """Recording that the board did away with a rule."""
    rule_key, form = _key(key), EndRuleForm(prefix="end")
    found = reading.rules_of_board(board_id, actor=g.actor, today=_today())
    if not form.validate():
        return _drawn(found, rule_key, ending=form), 422
    try:
        house_rules.record_end(board_id, form.rule(rule_key), by=g.actor, now=_now())
    except Problem as problem:
        return _refused(found, rule_key, form, problem)
    flash(_("It is recorded that the rule no longer holds. Another person confirms it."), "success")
    return redirect(url_for(".of_board", board_id=board_id))


@pages.post("/administration/namnder/<board_id>/handlaggningsordning/bekrafta")
@access(Act.ADMINISTER)
def confirm(board_id: str) -> Response:
    """Another person has held the version against the board's minutes."""
    try:
        house_rules.confirm_house_rule(board_id, _waiting_id(), by=g.actor, now=_now())
        flash(_("The rule is confirmed, and published from now on."), "success")
    except Refused as problem:
        flash(problem_text(problem), "danger")
    return redirect(url_for(".of_board", board_id=board_id))


@pages.post("/administration/namnder/<board_id>/handlaggningsordning/ta-tillbaka")
@access(Act.ADMINISTER)
def take_back(board_id: str) -> Response:
    """A version is taken away unconfirmed; the form of the rule opens to be written anew."""
    try:
        key = house_rules.take_back_house_rule(board_id, _waiting_id(), by=g.actor, now=_now())
    except Refused as problem:
        flash(problem_text(problem), "danger")
        return redirect(url_for(".of_board", board_id=board_id))
    flash(_("The version is taken back. Nothing of it was published."), "success")
    return redirect(url_for(".adopt", board_id=board_id, key=key.value))


def _waiting_id() -> str:
    return str(WaitingRuleForm().waiting_id.data or "")


def _refused(
    found: reading.BoardRules, key: HouseRuleKey, form: HouseRuleForm | EndRuleForm, problem: Problem
) -> tuple[str, int]:
    form.refuse_named(problem)
    drawn = _drawn(found, key, form) if isinstance(form, HouseRuleForm) else _drawn(found, key, ending=form)
    return drawn, status_of(problem)


def _drawn(
    found: reading.BoardRules,
    key: HouseRuleKey,
    form: HouseRuleForm | None = None,
    ending: EndRuleForm | None = None,
) -> str:
    if form is None:
        form = HouseRuleForm(formdata=None)
        held = next((rule.in_force for rule in found.rules if rule.key is key), None)
        form.text.data = held.text if held else SUGGESTED[key].sv
    return render_template(
        "house_rules/adopt.html",
        found=found,
        key=key,
        is_held=key not in found.missing,
        instead_of=law_word(INSTEAD_OF[key]),
        form=form,
        ending=ending or EndRuleForm(prefix="end", formdata=None),
    )


def _key(text: str) -> HouseRuleKey:
    if text not in set(HouseRuleKey):
        raise NotFound("not_found")
    return HouseRuleKey(text)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _today() -> dt.date:
    return swedish_day(_now())
