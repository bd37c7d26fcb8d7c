"""One letter to an association about its plan."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.notices import Notice, NoticeKind
from vetting.records.outbox import Message
from vetting.records.plan_post import message_key


@dataclass(frozen=True)
class PlanLetterPage:
    """A letter as written. `is_mailed`: it was put in the post by e-mail; else it is to be printed."""

    case_id: str
    case_number: str
    subject: str
    content: Mapping[str, object]
    written_at: dt.datetime
    is_mailed: bool
    sent_at: dt.datetime | None


def plan_letter(case_id: str, notice_id: str, *, actor: Actor) -> PlanLetterPage:
    """The letter of that very case. Raises NotFound."""
    row = db.session.execute(
        select(Notice, Case)
        .join(Case, Case.id == Notice.case_id)
        .where(Notice.id == notice_id, Case.id == case_id, Notice.kind == NoticeKind.PLAN_LETTER)
    ).one_or_none()
    if row is None or not may(actor, Act.FOLLOW_UP, row[1].board_id):
        raise NotFound("letter_not_written")
    notice, case = row
    sent = db.session.execute(
        select(Message.id, Message.sent_at).where(Message.key == message_key(notice.id))
    ).one_or_none()
    return PlanLetterPage(
        case_id=case.id,
        case_number=case.case_number,
        subject=notice.subject,
        content=notice.content,
        written_at=notice.written_at,
        is_mailed=sent is not None,
        sent_at=None if sent is None else sent.sent_at,
    )
