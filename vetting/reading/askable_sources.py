"""Registers that can be asked about a case's association: at once, or by the next question file."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from vetting.domain import authority
from vetting.domain.authority import Act, Actor
from vetting.domain.evidence import PartyFacts
from vetting.domain.inquiries import BY_NUMBER, REPLY_ADAPTER, WAITING
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import InquiryState, Partner, SourceState
from vetting.records import inquiries
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.inquiries import Inquiry
from vetting.records.snapshots import Source


@dataclass(frozen=True)
class AskableSource:
    """A source that can be asked about a case's association, and what its newest answer is worth. `waiting`:
    the question that has no answer yet, if any; then it is not asked again by file."""

    key: str
    name: str
    partner: Partner
    is_by_file: bool
    state: SourceState
    reason: str
    as_of: dt.date | None
    waiting: InquiryState | None
    waiting_since: dt.datetime | None
    due_on: dt.date | None
    receipted_at: dt.datetime | None
    answer_file: str
    digest: str


def askable_sources(case_id: str, *, actor: Actor, today: dt.date) -> tuple[AskableSource, ...]:
    """Sources in use that can be asked about the case's association, now or by the next question file; none
    outside preparation, for an association without number, or for whom may not ask."""
    rows = db.session.execute(
        select(Case.board_id, Case.stage, Association.name, Association.org_number, Source)
        .join(Association, Association.id == Case.association_id)
        .join(Source, and_(Source.is_active, Source.adapter.in_(BY_NUMBER)))
        .where(Case.id == case_id)
        .order_by(Source.key)
    ).all()
    if not rows or rows[0].stage not in UNDER_PREPARATION or rows[0].org_number is None:
        return ()
    if not authority.may(actor, Act.RUN_CHECK, rows[0].board_id):
        return ()
    party = PartyFacts(rows[0].name, rows[0].org_number)
    asked = inquiries.questions_about(rows[0].org_number, [row.Source.id for row in rows])
    return tuple(_askable(row.Source, party, asked[row.Source.id], today) for row in rows)


def to_ask_before_check(case_id: str, *, actor: Actor, today: dt.date) -> tuple[str, ...]:
    """Keys of the sources that say they are asked within a check and have no answer to rely on."""
    askable = askable_sources(case_id, actor=actor, today=today)
    keys = [one.key for one in askable if one.reason and not one.is_by_file]
    sources = db.session.scalars(select(Source).where(Source.key.in_(keys)).order_by(Source.key))
    return tuple(source.key for source in sources if source.settings.get("ask_in_check") is True)


def _askable(
    source: Source, party: PartyFacts, asked: Sequence[tuple[Inquiry, str]], today: dt.date
) -> AskableSource:
    look = inquiries.look_among(source, party, [one for one, _file in asked], today)
    waiting = next((one for one, _file in reversed(asked) if one.state in WAITING), None)
    files = [file_name for one, file_name in asked if one.id == look.inquiry_id]
    return AskableSource(
        key=source.key,
        name=source.name,
        partner=source.partner,
        is_by_file=source.adapter == REPLY_ADAPTER,
        state=look.state,
        reason=look.reason,
        as_of=look.as_of,
        waiting=waiting.state if waiting else None,
        waiting_since=waiting.sent_at if waiting else None,
        due_on=waiting.due_on if waiting else None,
        receipted_at=waiting.receipted_at if waiting else None,
        answer_file=files[0] if files else "",
        digest=look.digest,
    )
