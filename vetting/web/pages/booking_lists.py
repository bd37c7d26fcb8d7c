"""The list of a booking system from a file: sent in, brought in, and what is told of its rows."""

import datetime as dt

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import Problem
from vetting.domain.terms_imports import ImportState, ListKind
from vetting.reading import premises as premises_reading
from vetting.reading import room_lists as reading
from vetting.services import booking_lists, works
from vetting.web.access import access
from vetting.web.errors import status_of
from vetting.web.forms.premises import ListForm
from vetting.web.wording import problem_words
from vetting.web.wording.directory import row_problem_text, warning_text
from vetting.web.wording.premises import column_word

pages = Blueprint("booking_lists", __name__, url_prefix="/bokningar/import")
Page = str | Response | tuple[str, int]


@pages.route("", methods=["GET", "POST"])
@access(Act.RECEIVE_BOOKING)
def overview() -> Page:
    """Sending in a list, and the latest ones."""
    form = ListForm().fill_choices(premises_reading.boards_seen(Act.RECEIVE_BOOKING, actor=g.actor))
    if not form.validate_on_submit():
        return _overview(form), 422 if form.errors else 200
    file = form.file.data
    try:
        import_id = booking_lists.receive_booking_list(
            file.read(),
            file.filename or "",
            source_system=form.source_system.data or "",
            board_id=form.board.data or None,
            by=g.actor,
            now=_now(),
        )
    except Problem as problem:
        form.refuse(problem, "file")
        return _overview(form), status_of(problem)
    work_id = works.queue_work("take_in_bookings", {"import_id": import_id}, by=g.actor, now=_now())
    return redirect(url_for("works.progress", work_id=work_id, next=url_for(".show", import_id=import_id)))


@pages.get("/<import_id>")
@access(Act.RECEIVE_BOOKING)
def show(import_id: str) -> str:
    """What became of a list: counts, rows with something to tell, and dates that it no longer has."""
    page = reading.list_page(
        import_id, ListKind.BOOKINGS, page=request.args.get("page", 1, type=int), actor=g.actor
    )
    head = page.head
    return render_template(
        "bookings/report.html",
        page=page,
        head=head,
        per_page=reading.PER_PAGE,
        told=lambda problem: row_problem_text(str(problem["code"])),
        field_word=column_word,
        at=dt.datetime.fromisoformat,
        notes=[text for code in head.warnings if (text := warning_text(code))],
        refusal=problem_words(head.reason, head.reason_facts) if head.reason else None,
        ImportState=ImportState,
    )


def _overview(form: ListForm) -> str:
    lists = reading.recent_lists(ListKind.BOOKINGS, actor=g.actor)
    return render_template("bookings/lists.html", form=form, lists=lists)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
