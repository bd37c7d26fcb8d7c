"""Applications and cases for other systems: an application sent in, and where its case stands."""

import base64
import binascii
import datetime as dt
import hashlib
from typing import Any

from flask import g
from marshmallow import Schema, fields, validate

from vetting.domain.application import Applied, NewApplication, SentPaper
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.domain.identity import read_org_number
from vetting.domain.terms import Channel, PaperKind, Stage
from vetting.reading import applicants
from vetting.reading.case_status import CaseStatus, case_status, scheme_id_of
from vetting.services import applications, papers
from vetting.web.access import token_scope
from vetting.web.api.doors import Door, documented, only_json

api = Door("api_applications", __name__, url_prefix="/api", description="Applications and their cases")

api.before_request(only_json)

TEXT = validate.Length(max=4000)


class PaperSchema(Schema):
    kind = fields.Enum(PaperKind, by_value=True, required=True)
    year = fields.Integer(required=True, strict=True)
    file_name = fields.String(required=True, validate=validate.Length(min=1, max=200))
    content = fields.String(required=True, metadata={"format": "byte", "description": "base64"})


class ApplicationSchema(Schema):
    """An application to the token's board. Name the association by `association_id` or `org_number`."""

    scheme = fields.String(required=True, metadata={"description": "Key of one of the board's grants"})
    association_id = fields.String()
    org_number = fields.String()
    year = fields.Integer(required=True, strict=True)
    purpose = fields.String(required=True, validate=TEXT)
    amount = fields.Integer(required=True, strict=True, metadata={"description": "Whole kronor"})
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    expected_result = fields.String(load_default="", validate=TEXT)
    members_total = fields.Integer(load_default=None, allow_none=True, strict=True)
    other_support = fields.String(load_default="", validate=TEXT)
    received_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"description": "The day it came to the municipality, if not today: its rules apply"},
    )
    papers = fields.List(fields.Nested(PaperSchema), load_default=list, validate=validate.Length(max=20))


class KeySchema(Schema):
    key = fields.String(
        required=True,
        data_key="Idempotency-Key",
        validate=validate.Length(min=8, max=200),
        metadata={"description": "The sender's own id of the application: sent again, the same case answers"},
    )


class OpenedSchema(Schema):
    case_number = fields.String()
    is_new = fields.Boolean(metadata={"description": "False when the same key came before"})
    barred_until = fields.Date(
        allow_none=True,
        metadata={"description": "Last day of a stop mark: the application is tried, no support is granted"},
    )


class PointSchema(Schema):
    kind = fields.String()
    key = fields.String()
    state = fields.String()


class CaseSchema(Schema):
    case_number = fields.String()
    stage = fields.Enum(Stage, by_value=True)
    scheme = fields.String()
    year = fields.Integer()
    association_id = fields.String()
    association = fields.String()
    org_number = fields.String(allow_none=True)
    version = fields.Integer()
    amount = fields.Integer()
    opened_at = fields.DateTime()
    decided_at = fields.DateTime(allow_none=True)
    completion_due_on = fields.Date(allow_none=True)
    points_done = fields.Integer()
    points_total = fields.Integer()
    open_points = fields.List(fields.Nested(PointSchema))


@api.post("/applications")
@token_scope("applications:write")
@api.arguments(KeySchema, location="headers")
@api.arguments(ApplicationSchema)
@api.response(201, OpenedSchema)
@documented(api)
def send_application(header: dict[str, Any], sent: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """An application with its papers, opened as a case of the token's board.

    Answers 201 for a new case and 200 when the same Idempotency-Key came before with the same contents.
    """
    now = dt.datetime.now(dt.UTC)
    attached = [_paper(paper) for paper in sent["papers"]]
    papers.inspect_papers(attached)
    opened = applications.open_application(_new(sent, header["key"]), by=g.actor, now=now)
    for paper in attached:
        try:
            papers.receive_paper(opened.case_id, paper, by=g.actor, now=now)
        except Refused as refusal:
            if refusal.code != "same_paper_again":
                raise
    answer = {
        "case_number": opened.case_number,
        "is_new": opened.is_new,
        "barred_until": opened.barred_until,
    }
    return answer, 201 if opened.is_new else 200


@api.get("/cases/<number>")
@token_scope("cases:read")
@api.response(200, CaseSchema)
@documented(api)
def one_case(number: str) -> dict[str, Any]:
    """Where a case stands, what is missing, and until when completion is awaited."""
    return _told(case_status(number, actor=g.actor))


def _new(sent: dict[str, Any], key: str) -> NewApplication:
    board_id = g.actor.token_board
    digest = hashlib.sha256(key.encode()).hexdigest()
    names = (
        "purpose",
        "amount",
        "starts_on",
        "ends_on",
        "expected_result",
        "members_total",
        "other_support",
    )
    return NewApplication(
        association_id=_association_id(sent),
        scheme_id=scheme_id_of(sent["scheme"], board_id=board_id),
        year=sent["year"],
        applied=Applied(**{name: sent[name] for name in names}),
        channel=Channel.API,
        source_key=f"{board_id}:{digest}",
        received_on=sent["received_on"],
    )


def _association_id(sent: dict[str, Any]) -> str:
    if sent.get("association_id"):
        return applicants.applicant(sent["association_id"], actor=g.actor).id
    number = read_org_number(sent.get("org_number")).canonical
    if number is None:
        raise NotFound("association_not_found")
    return applicants.applicant_numbered(number, actor=g.actor).id


def _paper(sent: dict[str, Any]) -> SentPaper:
    try:
        data = base64.b64decode(sent["content"], validate=True)
    except (binascii.Error, ValueError):
        raise UnusableFile("papers_not_base64", filename=sent["file_name"]) from None
    return SentPaper(sent["kind"], sent["year"], sent["file_name"], data)


def _told(found: CaseStatus) -> dict[str, Any]:
    return {
        "case_number": found.case_number,
        "stage": found.stage,
        "scheme": found.scheme,
        "year": found.year,
        "association_id": found.association_id,
        "association": found.association,
        "org_number": found.org_number,
        "version": found.version,
        "amount": found.amount,
        "opened_at": found.opened_at,
        "decided_at": found.decided_at,
        "completion_due_on": found.supplement_due_on,
        "points_done": found.completeness.done,
        "points_total": found.completeness.total,
        "open_points": [
            {"kind": point.kind.value, "key": point.key, "state": point.state.value}
            for point in found.completeness.open_points
        ],
    }
