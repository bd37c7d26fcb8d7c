"""Wordings that the rules stop, put to a lawyer, and the lawyer's word on them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.decisions import Blocker, Draft
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.domain.reason_linter import blockers_of_wording, findings_in
from vetting.records.applications import Case
from vetting.records.assessments import Evidence
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id

CARRYING = 5  # evidence of level 6 to 8 carries no reason by itself


class WordingRequest(Base):
    """A text of a proposal that the rules stop: why the case officer wants it, and what a lawyer said."""

    __tablename__ = "wording_requests"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (is_allowed IS NULL)", name="answer_whole"),
        CheckConstraint("answered_by IS NULL OR answered_by <> asked_by", name="two_persons"),
        Index("ix_wording_requests_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    field: Mapped[str] = mapped_column(String(40))  # the part of the proposal it stands in
    text: Mapped[str] = mapped_column(Text)
    findings: Mapped[list[dict[str, str]]] = mapped_column(JSON)  # code, phrase
    why: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    is_allowed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


@dataclass(frozen=True)
class Carried:
    """What may carry a text of the case: questions with evidence of a recorded act, which always has a day,
    and texts that a lawyer let stand."""

    acts: frozenset[str]
    allowed: frozenset[str]


def carried_in(case_id: str) -> Carried:
    """What carries the words of a proposal in the case."""
    acts = db.session.scalars(
        select(Evidence.question_id).where(
            Evidence.case_id == case_id,
            Evidence.level <= CARRYING,
            Evidence.act_id.is_not(None),
            Evidence.is_contrary.is_(False),
        )
    )
    allowed = db.session.scalars(
        select(WordingRequest.text).where(
            WordingRequest.case_id == case_id, WordingRequest.is_allowed.is_(True)
        )
    )
    return Carried(frozenset(acts), frozenset(allowed))


def faults_in(case: Case, draft: Draft) -> tuple[Blocker, ...]:
    """What the words of a tidied draft must be changed in before it can be proposed in the case."""
    carried = carried_in(case.id)
    return blockers_of_wording(draft, acts=carried.acts, allowed=carried.allowed, regime=case.regime)


def require_sound(case: Case, text: str, *, field: str) -> str:
    """A text of a letter in the case, tidied. What is told before the decision rests on what it may rest on.

    Raises Refused as require_written, and by a code of domain/reason_linter.py unless a dated act of the case
    carries such words, or a lawyer let them stand.
    """
    written = require_written(text, field=field)
    carried = carried_in(case.id)
    if written in carried.allowed:
        return written
    for found in findings_in(written, has_act=bool(carried.acts), regime=case.regime):
        raise Refused(found.code, phrase=found.phrase, field=field)
    return written


def request_in_hand(request_id: str) -> WordingRequest:
    """The request, locked until the deed is done. Raises NotFound."""
    found = db.session.get(WordingRequest, request_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def is_waiting(case_id: str, text: str) -> bool:
    """Whether a request on that very text waits for its answer."""
    asked = exists().where(
        WordingRequest.case_id == case_id,
        WordingRequest.text == text,
        WordingRequest.answered_at.is_(None),
    )
    return bool(db.session.scalar(select(asked)))


def add_request(request: WordingRequest) -> WordingRequest:
    """Adds the request with its id."""
    db.session.add(request)
    db.session.flush()
    return request
