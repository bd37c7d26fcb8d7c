"""Taking a list along as it stands on its page: at once, or made beside the requests for its owner."""

import datetime as dt
from collections.abc import Callable

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from vetting.domain.authority import Act
from vetting.domain.errors import NotFound, Problem, Refused, UnusableFile
from vetting.domain.exports import ACT_OF, is_heavy
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_exports import ExportEnding
from vetting.reading.exports import own_exports
from vetting.services import exports
from vetting.services.exports import ExportWanted
from vetting.web.access import access
from vetting.web.downloads import sent_safely
from vetting.web.languages import current
from vetting.web.list_tables.base import PIECE, ListTable
from vetting.web.list_tables.files import TABLES, WholeList, bytes_of, first_piece, whole_list
from vetting.web.wording import problem_text, problem_words

pages = Blueprint("exports", __name__, url_prefix="/uttag")
TYPES = {
    ExportEnding.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportEnding.CSV: "text/csv; charset=utf-8",
}


@pages.get("", strict_slashes=False)
@access(Act.SEE_DESK)
def mine() -> str:
    """My files: how far they have come, and until when they lie."""
    lines = own_exports(g.actor)
    return render_template(
        "exports/mine.html",
        lines=lines,
        titles={kind: table.title() for kind, table in TABLES.items()},
        problem_words=problem_words,
        is_busy=any(line.is_under_way for line in lines),
    )


@pages.post("/<export_id>/hamta")
@access(Act.SEE_DESK)
def fetch(export_id: str) -> Response:
    """The file, for its owner while the owner's rights reach what it holds."""
    try:
        wanted, data = exports.fetch_export(export_id, by=g.actor, now=_now())
    except (Refused, UnusableFile) as problem:
        flash(problem_text(problem), "danger")
        return redirect(url_for(".mine"))
    return _sent(TABLES[wanted.kind], wanted.ending, data)


def _taking(table: ListTable) -> Callable[[], Response]:
    @access(ACT_OF[table.kind])
    def take() -> Response:
        return _taken(table)

    return take


for _table in TABLES.values():
    pages.add_url_rule(f"/lista/{_table.name}", _table.kind.value, _taking(_table), methods=["POST"])


def _taken(table: ListTable) -> Response:
    """A short list at once; a long one is asked for, and waits on one's own page when it is made."""
    now = _now()
    wanted = ExportWanted(table.kind, exports.sound_args(request.args), _ending(), current())
    first = first_piece(table, wanted.args, g.actor, swedish_day(now))
    try:
        if is_heavy(first.total):
            exports.ask_export(wanted, first.total, by=g.actor, now=now)
            flash(_("The list is long and is made into a file now. It lies here when it is ready."), "info")
            return redirect(url_for(".mine"))
        found = WholeList(first.columns, first.rows)
        if first.total > PIECE:
            found = whole_list(table, wanted.args, g.actor, today=swedish_day(now))
    except NotFound:
        raise
    except Problem as problem:
        flash(problem_text(problem), "danger")
        return redirect(url_for(".mine"))
    data = bytes_of(found, wanted.ending, table.title())
    exports.tell_taken_out(wanted, data, len(found.rows), by=g.actor, now=now)
    return _sent(table, wanted.ending, data)


def _sent(table: ListTable, ending: ExportEnding, data: bytes) -> Response:
    name = f"{table.name}-{swedish_day(_now()).isoformat()}.{ending.value}"
    return sent_safely(data, TYPES[ending], name)


def _ending() -> ExportEnding:
    asked = request.form.get("ending", "")
    return ExportEnding(asked) if asked in set(ExportEnding) else ExportEnding.XLSX


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
