"""Questions to registers that answer number by number: what was asked, what waits, what was answered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from vetting.domain import authority
from vetting.domain.answer_facts import Fact, facts_in
from vetting.domain.authority import Act, Actor
from vetting.domain.identity import format_org_number
from vetting.domain.inquiries import BY_NUMBER, OPEN, REPLY_ADAPTER
from vetting.domain.terms import InquiryState
from vetting.records import inquiries, snapshots
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.inquiries import ANSWERS, QUESTIONS, RECEIPT, Inquiry, InquiryFile
from vetting.records.officers import Officer
from vetting.records.snapshots import Source

LINES_SHOWN = 50
FILES_SHOWN = 20


@dataclass(frozen=True)
class InquiryLine:
    """One question. `fault` is a code: why there is no answer; `missing` names facts that did not arrive.
    `answer_file` and `digest` are of the bytes that answered it; an API's answer has no file name."""

    id: str
    source: str
    org_number: str
    association: str
    association_id: str | None
    state: InquiryState
    sent_at: dt.datetime
    due_on: dt.date | None
    as_of: dt.date | None
    fault: str
    is_found: bool | None
    facts: tuple[Fact, ...]
    missing: tuple[str, ...]
    receipted_at: dt.datetime | None
    answered_at: dt.datetime | None
    answer_file: str
    digest: str


@dataclass(frozen=True)
class ReceivedFileLine:
    """A receipt or an answer that came: its name, its digest, and of how many questions it speaks."""

    file_name: str
    is_receipt: bool
    digest: str
    made_at: dt.datetime
    made_by: str
    rows: int


@dataclass(frozen=True)
class QuestionFileLine:
    """A question file, with how many of its questions stand where."""

    id: str
    file_name: str
    made_at: dt.datetime
    made_by: str
    due_on: dt.date | None
    counts: Mapping[InquiryState, int]

    @property
    def asked(self) -> int:
        return sum(self.counts.values())

    @property
    def answered(self) -> int:
        return self.counts.get(InquiryState.ANSWERED, 0)

    @property
    def waiting(self) -> int:
        return sum(number for state, number in self.counts.items() if state in OPEN)


@dataclass(frozen=True)
class InquiryPanel:
    """What is told of a source's questions on its page. `lines` are one page of the `line_count` questions
    that are answered, or have no answer, as asked for; `open_count` may still be answered, `queued_count`
    wait for the next question file."""

    key: str
    name: str
    is_by_file: bool
    ground: str
    is_answered: bool
    lines: tuple[InquiryLine, ...]
    line_count: int
    page: int
    open_count: int
    queued_count: int
    files: tuple[QuestionFileLine, ...]
    received: tuple[ReceivedFileLine, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.line_count // LINES_SHOWN))


def inquiry_panel(
    source_key: str, *, actor: Actor, is_answered: bool = False, page: int = 1
) -> InquiryPanel | None:
    """The panel of a source that is asked number by number; None for any other. Raises NotFound."""
    authority.require(actor, Act.SEE_SOURCES)
    source = snapshots.source_named(source_key)
    if source.adapter not in BY_NUMBER:
        return None
    waiting = _without_answer(source.id)
    is_queued = Inquiry.state == InquiryState.QUEUED
    sums = (func.count(), _how_many(Inquiry.state.in_(OPEN)), _how_many(is_queued))
    count, open_count, queued_count = db.session.execute(select(*sums).where(*waiting)).one()
    which = (
        (Inquiry.source_id == source.id, Inquiry.state == InquiryState.ANSWERED) if is_answered else waiting
    )
    if is_answered:
        count = db.session.scalar(select(func.count()).select_from(Inquiry).where(*which)) or 0
    page = min(max(1, page), max(1, -(-count // LINES_SHOWN)))
    is_by_file = source.adapter == REPLY_ADAPTER
    return InquiryPanel(
        key=source.key,
        name=source.name,
        is_by_file=is_by_file,
        ground=source.ground,
        is_answered=is_answered,
        lines=tuple(_lines(*which, offset=(page - 1) * LINES_SHOWN)),
        line_count=count,
        page=page,
        open_count=open_count or 0,
        queued_count=queued_count or 0,
        files=tuple(_files(source.id)) if is_by_file else (),
        received=_received(source.id) if is_by_file else (),
    )


def _how_many(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


def _without_answer(source_id: str) -> tuple[ColumnElement[bool], ...]:
    """Questions without an answer, but for those that were put anew later."""
    later = aliased(Inquiry)
    asked_again = exists().where(
        later.source_id == Inquiry.source_id,
        later.org_number == Inquiry.org_number,
        later.sent_at > Inquiry.sent_at,
    )
    return Inquiry.source_id == source_id, Inquiry.state != InquiryState.ANSWERED, ~asked_again


def inquiry_lines(
    source_key: str | None, *, actor: Actor, limit: int | None = LINES_SHOWN
) -> tuple[InquiryLine, ...]:
    """Questions of one source, or of all, the newest first. Raises NotFound, NotAllowed."""
    authority.require(actor, Act.SEE_SOURCES)
    only = () if source_key is None else (Inquiry.source_id == snapshots.source_named(source_key).id,)
    return tuple(_lines(*only, limit=limit))


def _lines(
    *only: ColumnElement[bool], limit: int | None = LINES_SHOWN, offset: int = 0
) -> Sequence[InquiryLine]:
    late_first = case((Inquiry.state == InquiryState.OVERDUE, 0), else_=1)
    rows = db.session.execute(
        select(Inquiry, Source.key, Association.name, InquiryFile.file_name)
        .join(Source, Source.id == Inquiry.source_id)
        .outerjoin(InquiryFile, InquiryFile.id == Inquiry.answer_file_id)
        .outerjoin(Association, Association.id == Inquiry.association_id)
        .where(*only)
        .order_by(late_first, Inquiry.sent_at.desc(), Inquiry.org_number, Inquiry.id)
        .limit(limit)
        .offset(offset)
    )
    return [
        InquiryLine(
            id=one.id,
            source=key,
            org_number=format_org_number(one.org_number),
            association=name or "",
            association_id=one.association_id,
            state=one.state,
            sent_at=one.sent_at,
            due_on=one.due_on,
            as_of=one.as_of,
            fault=one.fault,
            is_found=one.is_found,
            facts=facts_in(one.facts),
            missing=inquiries.missing_in(one),
            receipted_at=one.receipted_at,
            answered_at=one.answered_at,
            answer_file=file_name or "",
            digest=one.digest,
        )
        for one, key, name, file_name in rows
    ]


def _received(source_id: str) -> tuple[ReceivedFileLine, ...]:
    rows = db.session.execute(
        select(InquiryFile, Officer.display_name)
        .outerjoin(Officer, Officer.id == InquiryFile.made_by)
        .where(InquiryFile.source_id == source_id, InquiryFile.kind.in_((RECEIPT, ANSWERS)))
        .order_by(InquiryFile.made_at.desc(), InquiryFile.id)
        .limit(FILES_SHOWN)
    )
    return tuple(
        ReceivedFileLine(
            one.file_name, one.kind == RECEIPT, one.digest, one.made_at, name or one.made_by, one.rows
        )
        for one, name in rows
    )


def _files(source_id: str) -> Sequence[QuestionFileLine]:
    files = db.session.execute(
        select(InquiryFile, Officer.display_name)
        .outerjoin(Officer, Officer.id == InquiryFile.made_by)
        .where(InquiryFile.source_id == source_id, InquiryFile.kind == QUESTIONS)
        .order_by(InquiryFile.made_at.desc(), InquiryFile.id)
        .limit(FILES_SHOWN)
    ).all()
    counts: dict[str, dict[InquiryState, int]] = {file.id: {} for file, _name in files}
    due: dict[str, dt.date | None] = {}
    for file_id, state, number, due_on in db.session.execute(
        select(Inquiry.question_file_id, Inquiry.state, func.count(), func.max(Inquiry.due_on))
        .where(Inquiry.question_file_id.in_(list(counts)))
        .group_by(Inquiry.question_file_id, Inquiry.state)
    ):
        counts[file_id or ""][state], due[file_id or ""] = number, due_on
    return [
        QuestionFileLine(file.id, file.file_name, file.made_at, name or "", due.get(file.id), counts[file.id])
        for file, name in files
    ]
