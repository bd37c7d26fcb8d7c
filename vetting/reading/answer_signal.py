"""A signal about an answer that is not what it was: before and after beside each other."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain.answer_facts import Fact, facts_in, missing_facts
from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.errors import NotFound
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.rescreening import SignalWord, words_for
from vetting.domain.terms import SignalKind
from vetting.reading.signals import SignalLine, line_of
from vetting.records.clearances import Signal
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.inquiries import Inquiry, InquiryFile
from vetting.records.officers import Officer


@dataclass(frozen=True)
class AnswerTold:
    """An answer as it stood: a partner's code with its words, or the facts that a register told."""

    code: AnswerCode | None
    text: str
    function: str
    diary_number: str
    valid_until_on: dt.date | None
    attachment: str
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class AnswerSignalPage:
    """Everything the page shows. `answer_file` with its digest is what the corrected answer came in, where a
    register was asked by file; `rests_on` is empty, as there is no hit to judge."""

    line: SignalLine
    association_id: str
    question_id: str | None
    before: AnswerTold
    after: AnswerTold
    answer_file: str
    digest: str
    decided_on: dt.date | None
    note: str
    settled_by: str | None
    can_reconsider: bool
    settlements: tuple[SignalWord, ...]
    rests_on: tuple[str, ...] = ()


def answer_signal(signal_id: str, *, actor: Actor) -> AnswerSignalPage | None:
    """The signal; None when it is about a hit. Raises NotFound when it is not there or of another board."""
    boards = boards_for(actor, Act.SEE_CASES)
    signal = db.session.get(Signal, signal_id)
    if signal is None or (boards is not None and signal.board_id not in boards):
        raise NotFound("not_found")
    if signal.kind is not SignalKind.ANSWER_CORRECTED:
        return None
    may_act = signal.settled_at is None and any(
        may(actor, act, signal.board_id) for act in (Act.PREPARE_CASE, Act.DECIDE)
    )
    file_name, digest = _file_of(signal.inquiry_id)
    return AnswerSignalPage(
        line=line_of(signal_id),
        association_id=signal.association_id,
        question_id=signal.question_id,
        before=_told(signal.record.get("before")),
        after=_told(signal.record.get("after")),
        answer_file=file_name,
        digest=digest,
        decided_on=db.session.scalar(select(Decision.decided_on).where(Decision.id == signal.decision_id)),
        note=signal.note or "",
        settled_by=_name_of(signal.settled_by),
        can_reconsider=may_act,
        settlements=words_for(signal.kind, None) if may_act else (),
    )


def _told(kept: object) -> AnswerTold:
    told: Mapping[str, Any] = kept if isinstance(kept, Mapping) else {}
    until = told.get("valid_until")
    return AnswerTold(
        code=AnswerCode(told["code"]) if told.get("code") else None,
        text=told.get("text", ""),
        function=told.get("function", ""),
        diary_number=told.get("diary_number", ""),
        valid_until_on=dt.date.fromisoformat(until) if until else None,
        attachment=told.get("attachment") or "",
        facts=facts_in(told),
        missing=missing_facts(told),
    )


def _file_of(inquiry_id: str | None) -> tuple[str, str]:
    """Name of the file that the answer stands in by now, and the digest of its bytes."""
    row = db.session.execute(
        select(InquiryFile.file_name, Inquiry.digest)
        .select_from(Inquiry)
        .outerjoin(InquiryFile, InquiryFile.id == Inquiry.answer_file_id)
        .where(Inquiry.id == inquiry_id)
    ).one_or_none()
    return (row.file_name or "", row.digest) if row else ("", "")


def _name_of(officer_id: str | None) -> str | None:
    if officer_id is None:
        return None
    return db.session.scalar(select(Officer.display_name).where(Officer.id == officer_id)) or officer_id
