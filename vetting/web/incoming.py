"""What comes in with a request, before anybody reads it: no control characters, no number too large."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Flask, Request, abort, request
from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.datastructures.structures import iter_multi_items
from werkzeug.routing import IntegerConverter

# Nobody types them, PostgreSQL cannot keep the first of them, and a header breaks on others. Tab and line
# breaks are writing.
CONTROLS = dict.fromkeys([*range(0x20), 0x7F])
UNWRITTEN = {code: None for code in CONTROLS if chr(code) not in "\t\n\r"}
LARGEST = 2**31 - 1  # of an INTEGER column


class Written(ImmutableMultiDict[str, Any]):
    """Fields of an address or a form, in their names and values only what can be written."""

    def __init__(self, mapping: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        items = iter_multi_items(mapping or ())
        super().__init__([(str(_tidied(key)), _tidied(value)) for key, value in items])


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
        if request.path.translate(CONTROLS) != request.path:
            abort(404)


def _tidied(value: Any) -> Any:
    if isinstance(value, FileStorage):
        value.filename = None if value.filename is None else value.filename.translate(CONTROLS)
        return value
    return value.translate(UNWRITTEN) if isinstance(value, str) else value
