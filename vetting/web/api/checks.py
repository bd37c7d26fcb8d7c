"""Checks for other systems of a board: one organisation against all current snapshots."""

import datetime as dt
from dataclasses import replace
from typing import Any

from flask import g
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from vetting.domain.errors import UnreadableRow
from vetting.domain.identity import read_org_number
from vetting.domain.known_as import MOST_BESIDES, facts_besides
from vetting.domain.terms import Band, CheckOutcome, SourceState
from vetting.reading.documents import check_document
from vetting.services import screening
from vetting.web.access import token_scope
from vetting.web.api.doors import Door, as_promised, documented, only_json

api = Door("api_checks", __name__, url_prefix="/api", description="Checks of one organisation")
api.before_request(only_json)


class PartySchema(Schema):
    """An organisation, by name, number or both. Persons are not checked here."""

    name = fields.String(load_default="", validate=validate.Length(max=400))
    org_number = fields.String(load_default="", validate=validate.Length(max=40))
    seat = fields.String(load_default="", validate=validate.Length(max=120))
    aliases = fields.List(
        fields.String(validate=validate.Length(max=400)),
        load_default=list,
        validate=validate.Length(max=MOST_BESIDES),
        metadata={"description": "Former and other names"},
    )
    other_numbers = fields.List(
        fields.String(validate=validate.Length(max=40)),
        load_default=list,
        validate=validate.Length(max=MOST_BESIDES),
        metadata={"description": "Organisation numbers of predecessors and successors"},
    )
    giro = fields.String(
        load_default="",
        validate=validate.Length(max=40),
        metadata={"description": "Bankgiro or plusgiro it is paid to"},
    )
    sources = fields.List(
        fields.String(validate=validate.Length(max=60)),
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "Keys of the sources to ask; every one when none is named"},
    )


class ReasonSchema(Schema):
    feature = fields.String()
    query = fields.String(allow_none=True)
    record = fields.String(allow_none=True)
    weight = fields.Float(allow_none=True)


class HitSchema(Schema):
    """A question for a person, never a verdict."""

    record_id = fields.String()
    name = fields.String()
    band = fields.String(validate=validate.OneOf([one.value for one in Band]))
    score = fields.Float()
    reasons = fields.List(fields.Nested(ReasonSchema))


class CheckedSourceSchema(Schema):
    source = fields.String()
    snapshot = fields.String(allow_none=True)
    as_of = fields.Date(allow_none=True)
    age_days = fields.Integer(allow_none=True)
    state = fields.String(validate=validate.OneOf([one.value for one in SourceState]))
    reason = fields.String(
        metadata={"description": "Why it was not, or only in part, asked; blank when it was asked in full"}
    )
    candidates = fields.Integer()
    compared = fields.Integer()
    hits = fields.List(fields.Nested(HitSchema))


class CheckDocument(Schema):
    outcome = fields.String(validate=validate.OneOf([one.value for one in CheckOutcome]))
    sources = fields.List(fields.Nested(CheckedSourceSchema))


@api.post("/checks")
@token_scope("checks:run")
@api.arguments(PartySchema)
@api.response(200, CheckDocument)
@documented(api)
def check(sent: dict[str, Any]) -> Response:
    """One organisation against all current snapshots; the same document as the command gives.

    There is no answer that clears anybody: `none_found` speaks of these snapshots of these days alone.
    """
    number = sent["org_number"].strip()
    reading = read_org_number(number or None)
    if number and reading.canonical is None:
        raise UnreadableRow("bad_org_number", field="org_number", kind=reading.cls.value)
    besides = facts_besides(sent["aliases"], sent["other_numbers"], sent["giro"])
    party = replace(besides, name=sent["name"], org_number=reading.canonical, seat=sent["seat"] or None)
    checked = screening.check_party(party, sent["sources"], by=g.actor, now=_now())
    return as_promised(check_document(checked), 200)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
