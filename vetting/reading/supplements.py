"""The letter of a request for completion, as it was written."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound
from vetting.reading.case_filter import visible
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.notices import Notice, NoticeKind


@dataclass(frozen=True)
class SupplementLetter:
    """`content` is the letter's data; its words are made from it alone. `digest` is that of the data."""

    case_id: str
    case_number: str
    content: dict[str, Any]
    digest: str
    written_on: dt.date
    due_on: dt.date


def supplement_letter(case_id: str, notice_id: str, *, actor: Actor) -> SupplementLetter:
    """The letter of that case. Raises NotFound."""
    row = db.session.execute(
        select(Notice, Case.case_number)
        .join(Case, Case.id == Notice.case_id)
        .where(
            Notice.id == notice_id,
            Notice.case_id == case_id,
            Notice.kind == NoticeKind.SUPPLEMENT,
            visible(actor),
        )
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    notice, number = row
    content: dict[str, Any] = dict(notice.content)
    return SupplementLetter(
        case_id,
        number,
        content,
        notice.digest,
        dt.date.fromisoformat(content["written_on"]),
        dt.date.fromisoformat(content["due_on"]),
    )
