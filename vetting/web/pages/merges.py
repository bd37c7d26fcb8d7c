"""Merging two associations: choose, see both side by side, give the reason; and undo it."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.domain.swedish_time import swedish_day
from vetting.reading import association as association_reading
from vetting.reading import merging as reading
from vetting.services import merges
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.associations import MergeForm
from vetting.web.wording.directory import FOLLOWING, field_word

pages = Blueprint("merges", __name__, url_prefix="/foreningar")


@pages.get("/<association_id>/sammanfoga")
@access(Act.EDIT_DIRECTORY)
def choose(association_id: str) -> str:
    """Which other association is the same as this one."""
    today = swedish_day(dt.datetime.now(dt.UTC))
    identity = association_reading.identity_of(association_id, actor=g.actor, today=today)
    text = request.args.get("sok", identity.name)[:200]
    found = reading.to_choose_from(text, association_id, actor=g.actor)
    return render_template("associations/choose.html", identity=identity, found=found, text=text)


@pages.route("/<association_id>/sammanfoga/<other_id>", methods=["GET", "POST"])
@access(Act.EDIT_DIRECTORY)
def compare(association_id: str, other_id: str) -> str | Response | tuple[str, int]:
    """Both side by side, before and while it is done."""
    form = MergeForm(absorbed_id=other_id)
    if not form.validate_on_submit():
        return _page(association_id, other_id, form)
    if form.absorbed_id.data != other_id:
        raise NotFound("association_not_found")  # not one of the two that were shown
    try:
        merges.merge_associations(
            association_id,
            form.absorbed_id.data or "",
            reason=form.reason.data or "",
            by=g.actor,
            now=dt.datetime.now(dt.UTC),
        )
    except Problem as problem:
        form.refuse(problem, "reason" if problem.facts.get("field") == "reason" else None)
        return _page(association_id, other_id, form), status_of(problem)
    flash(_("The two are merged. The merge can be undone below."), "success")
    return redirect(url_for("associations.show", association_id=association_id))


@pages.post("/<association_id>/sammanfogning/<merge_id>/angra")
@access(Act.EDIT_DIRECTORY)
def undo(association_id: str, merge_id: str) -> Response:
    """Everything that followed goes back."""
    merges.undo_merge(merge_id, kept_id=association_id, by=g.actor, now=dt.datetime.now(dt.UTC))
    flash(_("The merge is undone. Everything that followed is back where it was."), "success")
    return redirect(url_for("associations.show", association_id=association_id))


def _page(kept_id: str, absorbed_id: str, form: MergeForm) -> str:
    return render_template(
        "associations/merge.html",
        both=reading.both_sides(kept_id, absorbed_id, actor=g.actor),
        form=form,
        field_word=field_word,
        following=FOLLOWING,
    )
