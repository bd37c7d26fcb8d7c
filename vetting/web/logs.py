"""One line of JSON per request and per event, with no personal number, address, form or parameter in it."""

import logging
import re
import secrets
import sys
import time
from typing import TextIO

import structlog
from flask import Flask, Response, g, has_request_context, request
from structlog.typing import EventDict, WrappedLogger

from vetting.domain.identity import mask

OWN = ("vetting", "waitress")
# PostgreSQL repeats the whole row it refused; the values of a row do not belong in a log.
_ROW_VALUES = re.compile(r"DETAIL:.*?(?=\n(?:\[SQL|CONTEXT:|Traceback|\S+Error)|\Z)", re.DOTALL)
_requests = logging.getLogger("vetting.requests")
# Who read or wrote there is kept nowhere.
UNSIGNED = frozenset({"concerns.write", "concerns.signpost"})


def init_app(app: Flask, stream: TextIO | None = None) -> None:
    """Writes the log of the service to `stream` (standard error), and one line after each request."""
    write_to(stream)

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(8)
        g.began_at = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if request.endpoint != "static":
            taken = (time.perf_counter() - g.get("began_at", time.perf_counter())) * 1000
            facts = {"status": response.status_code, "duration_ms": round(taken, 1)}
            _requests.info("request", extra=facts)
        return response


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Standard error as it is now, also after somebody has put another stream in its place."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        return sys.stderr


def write_to(stream: TextIO | None) -> None:
    """Sets up the root logger anew; called again, it replaces what it set up before.

    On the root, so that no library finds it bare and adds a handler of its own, which would mask nothing.
    """
    handler = _ToStandardError() if stream is None else logging.StreamHandler(stream)
    handler.set_name("vetting-json")
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(),
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                _add_request,
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _mask_all,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [old for old in root.handlers if old.get_name() != handler.get_name()]
    root.addHandler(handler)
    for name in OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # its lines hold whole addresses


def _add_request(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Who and where: the endpoint, never the path, which may hold what people wrote."""
    if has_request_context():
        actor = g.get("actor")
        event["request_id"] = g.get("request_id")
        is_told = actor is not None and request.endpoint not in UNSIGNED
        event["actor"] = actor.id if is_told else None
        event["method"] = request.method
        event["endpoint"] = request.endpoint or "unmatched"
    return event


def _mask_all(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """The last processor: whatever is written has passed through here."""
    return {key: _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    if value is None or isinstance(value, bool | float):
        return value
    text = str(value)
    masked = mask(_ROW_VALUES.sub("DETAIL: left out", text))
    return value if masked == text and isinstance(value, int) else masked
