"""What the pages of deliveries share, for officers and at the partner's desk: the report and its files."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import Response, g, render_template, request, send_file, stream_with_context
from flask_babel import gettext as _

from vetting.reading import delivery_changes, delivery_report
from vetting.reading.delivery_changes import ChangeFilter, ChangeList, RowChanged
from vetting.reading.delivery_report import DeliveryLine, ProblemRow
from vetting.services import row_sheets
from vetting.web.wording import deliveries as words
from vetting.web.wording import problem_words, word
from vetting.web.wording.directory import warning_text

CHANGES = {"nya": "added", "andrade": "modified", "borta": "removed"}  # as addresses say it
CSV = "text/csv; charset=utf-8"


def of_report(delivery: DeliveryLine) -> dict[str, Any]:
    """What both templates of a delivery's report are given beside the report itself."""
    return {
        "delivery": delivery,
        "refusal": problem_words(delivery.reason, dict(delivery.facts)) if delivery.reason else None,
        "notes": [text for code in delivery.notes if (text := warning_text(code))],
        "per_page": delivery_report.ROWS_SHOWN,
    }


def first_changes(delivery: DeliveryLine) -> ChangeList | None:
    """The first rows a delivery changed; None where it was never taken into use."""
    if not delivery.is_taken:
        return None
    few = ChangeFilter(shown=delivery_changes.ON_REPORT)
    return delivery_changes.changes_of(delivery.source, delivery.id, actor=g.actor, wanted=few)


def page_of_changes(delivery: DeliveryLine, *, trail: Sequence[tuple[str, str]], file_url: str) -> str:
    """The page of what a delivery changed; `trail` leads back to it."""
    wanted = ChangeFilter(
        CHANGES.get(request.args.get("slag", ""), ""), request.args.get("page", 1, type=int)
    )
    changes = delivery_changes.changes_of(delivery.source, delivery.id, actor=g.actor, wanted=wanted)
    return render_template(
        "deliveries/changes.html",
        delivery=delivery,
        changes=changes,
        kinds=CHANGES,
        trail=trail,
        file_url=file_url,
        per_page=delivery_changes.ROWS_SHOWN,
        words=words,
    )


def file_of_changes(delivery: DeliveryLine) -> Response:
    """Everything a delivery changed, one line for each field, sent as it is read."""
    header = [_("Row"), _("Kind of change"), _("Field"), _("Before"), _("Now")]
    hidden = _("a person's, not told here")
    changes = delivery_changes.all_changes(delivery.source, delivery.id, actor=g.actor)
    lines = row_sheets.delimited_pieces(header, _lines(changes, delivery, hidden))
    answer = Response(stream_with_context(lines), content_type=CSV)
    name = f"{_('changes')}-{delivery.source}-{delivery.id}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def file_of_problems(delivery: DeliveryLine, rows: Iterable[ProblemRow]) -> Response:
    """The rows with something to mend, for whoever keeps the list."""
    header = [_("Row"), _("State"), _("Field"), _("Value"), _("What is wrong"), _("Remedy")]
    told = [
        [row.row_no, word(row.state), words.field_word(delivery, field), value, *words.row_words(code)]
        for row in rows
        for field, code, value in row.problems
    ]
    name = f"{_('rows')}-{delivery.source}-{delivery.id}.csv"
    data = io.BytesIO(row_sheets.delimited(header, told))
    return send_file(data, CSV, as_attachment=True, download_name=name)


def _lines(
    changes: Iterable[RowChanged], delivery: DeliveryLine, hidden: str
) -> Iterator[tuple[str, str, str, str, str]]:
    for row in changes:
        told = words.change_word(row.change)[1]
        for one in row.fields:
            field = words.field_word(delivery, one.field)
            before, after = (words.value_text(one.field, text) for text in (one.before, one.after))
            yield row.record_id, told, field, before, hidden if one.is_hidden else after
