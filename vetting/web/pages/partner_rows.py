"""Single rows of a partner's own list, found, corrected or withdrawn without a new delivery of all of it."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import partner_rows as reading
from vetting.reading.partner_sources import source_of_partner
from vetting.services import corrections, snapshots
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.filters import org_number
from vetting.web.forms.partner_desk import CorrectionForm, SearchForm, WithdrawalForm
from vetting.web.wording import partner_desk as words

pages = Blueprint("partner_rows", __name__, url_prefix="/partner/kallor/<key>/rader")

Answer = str | Response | tuple[str, int]
FIELDS = ("name", "org_number", "seat", "status", "birth_date", "listed_on")


@pages.route("", methods=["GET", "POST"])
@access(Act.PARTNER_DESK)
def search(key: str) -> Answer:
    """Finds rows in use. What is looked for is sent in the body: names belong in no address."""
    form = SearchForm()
    found = None
    if form.validate_on_submit():
        found = reading.rows_named(key, (form.asked.data or "").strip(), actor=g.actor)
    return render_template(
        "partner_desk/rows.html",
        source=source_of_partner(key, actor=g.actor, today=swedish_day(_now())),
        form=form,
        found=found,
        changes=reading.changes_at_desk(key, actor=g.actor),
        words=words,
    )


@pages.route("/<listing_id>", methods=["GET", "POST"])
@access(Act.PARTNER_DESK)
def correct(key: str, listing_id: str) -> Answer:
    """One row, with a form to correct it."""
    row = reading.row_in_use(key, listing_id, actor=g.actor)
    form = CorrectionForm()
    if not form.is_submitted():
        for name, text in _texts(row).items():
            form[name].data = text
    if not form.validate_on_submit():
        return _row(key, row, form)
    try:
        stored = corrections.correct_listing(
            key,
            row.record_id,
            changed=_changed(form, row),
            reason=form.reason.data or "",
            by=g.actor,
            now=_now(),
        )
        state = snapshots.read_delivery(stored.snapshot, by=g.actor, now=_now()).state
    except Problem as problem:
        field = "reason" if problem.code == "reason_missing" else problem.facts.get("field")
        form.refuse(problem, field if isinstance(field, str) and field in form else None)
        return _row(key, row, form), status_of(problem)
    return _done(key, stored.snapshot, state)


@pages.post("/<listing_id>/ta-bort")
@access(Act.PARTNER_DESK)
def withdraw(key: str, listing_id: str) -> Answer:
    """Takes a row out of the list in use."""
    row = reading.row_in_use(key, listing_id, actor=g.actor)
    form = WithdrawalForm()
    try:
        if form.validate():
            stored = corrections.withdraw_listing(
                key, row.record_id, reason=form.why.data or "", by=g.actor, now=_now()
            )
            state = snapshots.read_delivery(stored.snapshot, by=g.actor, now=_now()).state
            return _done(key, stored.snapshot, state)
    except Problem as problem:
        form.refuse(problem, "why" if problem.code == "reason_missing" else None)
        return _row(key, row, None, form), status_of(problem)
    return _row(key, row, None, form), 422


def _texts(row: reading.ListedRow) -> dict[str, str]:
    """The fields that may be corrected, as they are written in the form; other names one a line."""
    found = {name: str(getattr(row, name) or "") for name in FIELDS}
    found["org_number"] = org_number(row.org_number) if row.org_number else ""
    return {**found, "aliases": "\n".join(row.aliases)}


def _changed(form: CorrectionForm, row: reading.ListedRow) -> dict[str, str | tuple[str, ...]]:
    """What was changed in the form; a number that is only written otherwise is the same, and so is what was
    not asked about."""
    before = _texts(row)
    after = {name: (form[name].data or "").strip() for name in FIELDS if form[name].data is not None}
    changed: dict[str, str | tuple[str, ...]] = {
        name: text for name, text in after.items() if text != before[name]
    }
    if form.aliases.data is not None:
        aliases = tuple(line.strip() for line in form.aliases.data.splitlines() if line.strip())
        changed.update({"aliases": aliases} if aliases != row.aliases else {})
    return changed


def _done(key: str, snapshot_id: str, state: str) -> Response:
    if state == "active":
        flash(_("The row is changed, and every check from now on sees it."), "success")
        return redirect(url_for(".search", key=key))
    return redirect(url_for("partner_deliveries.report", key=key, snapshot_id=snapshot_id))


def _row(
    key: str, row: reading.ListedRow, form: CorrectionForm | None, withdrawal: WithdrawalForm | None = None
) -> str:
    shown = form or CorrectionForm(formdata=None, data=_texts(row))
    return render_template(
        "partner_desk/row.html",
        source=source_of_partner(key, actor=g.actor, today=swedish_day(_now())),
        row=row,
        form=withdrawal or shown,
        correction=shown,
        withdrawal=withdrawal or WithdrawalForm(formdata=None),
        words=words,
    )


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
