"""The post by e-mail: what waits, what was sent, what failed and is tried again."""

import datetime as dt

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem
from vetting.reading import post as reading
from vetting.services import post
from vetting.web.access import access
from vetting.web.forms.post import AgainForm, PostAddressForm
from vetting.web.wording import problem_text
from vetting.web.wording.post import failure_text

pages = Blueprint("post", __name__)


@pages.get("/utskick")
@access(Act.KEEP_POST)
def overview() -> str:
    """Messages of one state: where none is asked for, of the first that has something."""
    asked = request.args.get("visa", "")
    counts = reading.post_counts(actor=g.actor)
    state = asked if asked in counts else reading.first_state(counts)
    found = reading.post_page(state, counts, page=request.args.get("page", 1, type=int), actor=g.actor)
    return render_template(
        "post/overview.html",
        found=found,
        state=state,
        per_page=reading.PER_PAGE,
        failure_text=failure_text,
        form=AgainForm(formdata=None),
    )


@pages.post("/utskick/<message_id>/igen")
@access(Act.KEEP_POST)
def again(message_id: str) -> Response:
    """First in line once more."""
    try:
        post.try_again(message_id, by=g.actor, now=_now())
        flash(_("The message waits, and is tried again within a minute."), "success")
    except NotFound:
        raise
    except Problem as problem:
        flash(problem_text(problem), "danger")
    return redirect(url_for(".overview"))


@pages.post("/foreningar/<association_id>/epost")
@access(Act.EDIT_DIRECTORY)
def address(association_id: str) -> Response:
    """Where the association takes its post by e-mail."""
    form = PostAddressForm()
    target = redirect(url_for("associations.show", association_id=association_id, _anchor="post"))
    if not form.validate():
        flash(_("The address is too long."), "danger")
        return target
    try:
        post.set_post_address(association_id, form.email.data or "", by=g.actor, now=_now())
        flash(_("The address is saved."), "success")
    except NotFound:
        raise
    except Problem as problem:
        flash(problem_text(problem), "danger")
    return target


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
