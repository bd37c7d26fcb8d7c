"""What comes in with a request, before anybody reads it: no control characters, no number too large."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Request, abort, flash, redirect, request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.datastructures.structures import iter_multi_items
from werkzeug.routing import IntegerConverter
from werkzeug.wrappers import Response

from vetting.domain.free_text import holds_personal_number
from vetting.web.addresses import own_path

# Nobody types them, PostgreSQL cannot keep the first of them, and a header breaks on others. Tab and line
# breaks are writing.
CONTROLS = dict.fromkeys([*range(0x20), 0x7F])
UNWRITTEN = {code: None for code in CONTROLS if chr(code) not in "\t\n\r"}
HALVES = re.compile("[\ud800-\udfff]")  # of a character, which no text can be made of
LARGEST = 2**31 - 1  # of an INTEGER column
COUNTED = "page"  # the field of an address that says how far down a list


class Written(ImmutableMultiDict[str, Any]):
    """Fields of an address or a form, in their names and values only what can be written."""

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        items = iter_multi_items(mapping or ())
        super().__init__([(str(_tidied(key)), _counted(key, _tidied(value))) for key, value in items])


class Incoming(Request):
    """A request whose fields and file names are tidied."""

    parameter_storage_class = Written


class Whole(IntegerConverter):
    """A whole number in an address, no larger than a table can hold."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max": LARGEST, **kwargs})


def init_app(app: Flask) -> None:
    """Before any route is added."""
    app.request_class = Incoming
    app.url_map.converters["int"] = Whole

    @app.before_request
    def refuse_odd_address() -> None:
        if request.path.translate(CONTROLS) != request.path or len(request.args.get("ar", "")) > 9:
            abort(404)

    @app.before_request
    def leave_personal_numbers_out() -> Response | None:
        """A personal number in an address would stand in links, histories and the logs of others."""
        if request.method != "GET" or request.path.startswith("/api/"):
            return None
        told = list(request.args.items(multi=True))
        kept = [(name, value) for name, value in told if not holds_personal_number(value)]
        if kept == told:
            return None
        flash(_("Nobody is searched for by personal number here. It was left out of the address."), "warning")
        return redirect((own_path(request.path) or "/") + (f"?{urlencode(kept)}" if kept else ""))


def _counted(name: str, written: Any) -> Any:
    """The number of a page, cut to the largest that tables are asked by: past the last page is the last."""
    if name != COUNTED or not isinstance(written, str):
        return written
    try:
        return written if abs(int(written)) <= LARGEST else str(LARGEST)
    except ValueError:
        return written  # no number


def tidied(value: Any) -> Any:
    """JSON with only what can be written in its texts. Raises RecursionError for what is nested too deep."""
    if isinstance(value, dict):
        return {tidied(key): tidied(one) for key, one in value.items()}
    if isinstance(value, list):
        return [tidied(one) for one in value]
    if isinstance(value, str) and not value.isascii():
        value = HALVES.sub("", value)
    return _tidied(value)


def _tidied(value: Any) -> Any:
    if isinstance(value, FileStorage):
        value.filename = None if value.filename is None else value.filename.translate(CONTROLS)
        return value
    return value.translate(UNWRITTEN) if isinstance(value, str) else value
