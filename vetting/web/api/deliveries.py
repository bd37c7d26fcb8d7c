"""Deliveries for partners' own systems: the file itself as the body, however long, and what became of it."""

import datetime as dt
from typing import Any
from urllib.parse import unquote

from flask import current_app, g, request
from marshmallow import Schema, fields, validate
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Response

from vetting.domain.swedish_time import swedish_day
from vetting.reading.documents import delivery_document
from vetting.reading.partner_sources import problem_rows, source_of_partner
from vetting.services import snapshots
from vetting.web.access import token_scope
from vetting.web.api.doors import Door, as_promised, documented
from vetting.web.errors import problem_details
from vetting.web.wording import problem_words
from vetting.web.wording.deliveries import row_words

api = Door("api_deliveries", __name__, url_prefix="/api", description="A partner's deliveries")

KINDS = (
    "application/octet-stream",
    "application/json",
    "application/xml",
    "application/zip",
    "application/x-ndjson",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "text/csv",
    "text/plain",
    "text/tab-separated-values",
    "text/xml",
)
TIMES_A_PAGE = 3  # what a page takes; the server itself cuts off a little above
PROBLEMS_TOLD = 100
STATUS = {"active": 201, "unchanged": 200, "held": 202}
ABOUT = {
    "required": True,
    "description": "The file as it is",
    "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS},
}


class DeliveryHeaders(Schema):
    """The body is what makes a delivery the same: sent again, the same bytes answer `unchanged`."""

    file_name = fields.String(
        data_key="X-File-Name",
        load_default="",
        validate=validate.Length(max=600),
        metadata={"description": "Name of the file, percent-encoded where it is not ASCII"},
    )
    as_of = fields.Date(
        data_key="X-As-Of", load_default=None, metadata={"description": "The day the list stands for"}
    )
    key = fields.String(
        data_key="Idempotency-Key",
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "Accepted; not needed, since the same bytes change nothing twice"},
    )


class MendSchema(Schema):
    row = fields.Integer()
    state = fields.String()
    field = fields.String()
    code = fields.String()
    value_masked = fields.String()
    message = fields.String(metadata={"description": "What is wrong, and the remedy"})


class DeliveryDocument(Schema):
    source = fields.String()
    sha256 = fields.String()
    snapshot = fields.String()
    state = fields.String(metadata={"description": "active, unchanged, held or rejected"})
    reason = fields.String(allow_none=True, metadata={"description": "A code when held or rejected"})
    as_of = fields.Date(allow_none=True)
    rows = fields.Dict(keys=fields.String(), values=fields.Integer())
    changes = fields.Dict(keys=fields.String(), values=fields.Integer())
    facts = fields.Dict()
    problems = fields.List(fields.Nested(MendSchema), metadata={"description": "The first rows to mend"})


@api.post("/deliveries/<source>")
@token_scope("deliveries:write")
@api.arguments(DeliveryHeaders, location="headers")
@api.doc(requestBody=ABOUT)
@api.response(201, DeliveryDocument)
@api.alt_response(200, schema=DeliveryDocument, description="The same bytes came before: nothing changed.")
@api.alt_response(202, schema=DeliveryDocument, description="Held: a person at the municipality lets it in.")
@documented(
    api,
    http_404="The partner has no such source.",
    http_415="The content type is none of those listed.",
    http_422="The file cannot be used; the old snapshot stays in use.",
)
def deliver(header: dict[str, Any], source: str) -> Response:
    """One whole delivery to one of the partner's own sources, stored and read to its end.

    The old snapshot serves until the new one is whole.
    """
    if request.mimetype not in KINDS:
        raise UnsupportedMediaType
    limit = request.max_content_length = TIMES_A_PAGE * current_app.config["MAX_CONTENT_LENGTH"]
    now = dt.datetime.now(dt.UTC)
    source_of_partner(source, actor=g.actor, today=swedish_day(now))
    name = unquote(header["file_name"]) or source
    try:
        told = snapshots.receive_delivery(
            source, request.stream, file_name=name, as_of=header["as_of"], by=g.actor, now=now
        )
    except RequestEntityTooLarge:
        facts: dict[str, object] = {"limit": limit // 1024**2}
        return problem_details(413, "body_too_large", problem_words("body_too_large", facts))
    document = {**delivery_document(told), "problems": _to_mend(source, told.snapshot)}
    if told.state == "rejected":
        reason = told.reason or ""
        return problem_details(
            422, reason, problem_words(reason, dict(told.facts)), delivery=_plain(document)
        )
    return as_promised(document, STATUS.get(told.state, 202))


def _to_mend(source: str, snapshot_id: str) -> list[dict[str, object]]:
    rows = problem_rows(source, snapshot_id, actor=g.actor, most=PROBLEMS_TOLD)
    return [
        {
            "row": row.row_no,
            "state": row.state.value,
            "field": field,
            "code": code,
            "value_masked": value,
            "message": " ".join(filter(None, row_words(code))),
        }
        for row in rows
        for field, code, value in row.problems
    ]


def _plain(document: dict[str, object]) -> dict[str, object]:
    """As JSON has it within problem details."""
    as_of = document["as_of"]
    return {**document, "as_of": as_of.isoformat() if isinstance(as_of, dt.date) else None}
