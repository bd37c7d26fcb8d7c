"""The JSON API: its description at /api/openapi.json, its blueprints, and what every operation may answer."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask import Flask, abort, request
from flask_smorest import Api, Blueprint
from flask_wtf import CSRFProtect
from marshmallow import Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from vetting import VERSION
from vetting.web.incoming import tidied

Operation = TypeVar("Operation", bound=Callable[..., Any])

STATUSES = {
    400: "The request cannot be understood.",
    401: "A valid bearer token is needed.",
    403: "The token lacks the scope.",
    404: "There is no such thing within the token's board.",
    409: "A rule refuses; the code says which.",
    413: "What was sent is too large.",
    415: "The content type must be application/json.",
    422: "Fields or files cannot be used; each is told.",
}


class ProblemSchema(Schema):
    """An error as problem details (RFC 9457)."""

    type = fields.String(metadata={"description": "urn:vetting: and the code"})
    title = fields.String(metadata={"description": "The code, the same as on the command line"})
    status = fields.Integer()
    detail = fields.String(metadata={"description": "What is wrong and how to mend it"})
    errors = fields.Dict(metadata={"description": "Per field, when fields are wrong"})


class _Reader(FlaskParser):  # type: ignore[misc]
    """Reads a body; what is no JSON, nested too deep or a number without end is answered, not stumbled on."""

    def load_json(self, req: Any, schema: Any) -> Any:
        """The fields, tidied."""
        try:
            return tidied(super().load_json(req, schema))
        except (ValueError, RecursionError):
            abort(400)


class Door(Blueprint):  # type: ignore[misc]
    """The calls about one subject."""

    ARGUMENTS_PARSER = _Reader()


class _Doors(Api):  # type: ignore[misc]
    """The description without error handlers of its own: web/errors.py answers for all."""

    def _register_error_handlers(self) -> None:
        """Left to web/errors.py."""


def as_promised(document: dict[str, object], status: int) -> Response:
    """The document word for word as the command prints it: no key of it is lost to a description."""
    body = json.dumps(document, ensure_ascii=False, default=str)
    return Response(body, status, mimetype="application/json")


def only_json() -> None:
    """Before a request: writes are JSON and nothing else."""
    if request.method == "POST" and request.mimetype != "application/json":
        raise UnsupportedMediaType


def documented(blueprint: Blueprint, **texts: str) -> Callable[[Operation], Operation]:
    """Tells the description of every error an operation may answer with; `texts` as `http_415="…"`."""

    def mark(operation: Operation) -> Operation:
        for status, text in STATUSES.items():
            operation = blueprint.alt_response(
                status,
                schema=ProblemSchema,
                description=texts.get(f"http_{status}", text),
                content_type="application/problem+json",
            )(operation)
        return operation

    return mark


def init_app(app: Flask, csrf: CSRFProtect, blueprints: Iterable[Blueprint]) -> None:
    """Registers the API. Tokens carry no cookie, so its blueprints need no form token."""
    app.config.update(
        API_TITLE="Vetting of public grants and premises",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
            "security": [{"token": []}],
        },
    )
    api = _Doors(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
        csrf.exempt(blueprint)
