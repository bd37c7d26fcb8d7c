"""Questions to registers that answer number by number: what was asked, what waits, what was answered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased

from vetting.domain import authority
from vetting.domain.answer_facts import Fact, facts_in
from vetting.domain.authority import Act, Actor
from vetting.domain.evidence import PartyFacts
from vetting.domain.identity import format_org_number
from vetting.domain.inquiries import API_ADAPTERS, BY_NUMBER, OPEN, REPLY_ADAPTER
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import InquiryState, Partner, SourceState
from vetting.records import inquiries, snapshots
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.inquiries import QUESTIONS, Inquiry, InquiryFile
from vetting.records.officers import Officer
from vetting.records.snapshots import Source

LINES_SHOWN = 50
FILES_SHOWN = 20


@dataclass(frozen=True)
class InquiryLine:
    """One question. `fault` is a code: why there is no answer; `missing` names facts that did not arrive."""

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
    """What is told of a source's questions on its page. `lines` are the first of `line_count` without an
    answer; `open_count` of them may still be answered."""

    key: str
    name: str
    is_by_file: bool
    ground: str
    lines: tuple[InquiryLine, ...]
    line_count: int
    open_count: int
    files: tuple[QuestionFileLine, ...]


@dataclass(frozen=True)
class AskableSource:
    """A source whose API can be asked about a case's association, and what its newest answer is worth."""

    key: str
    name: str
    partner: Partner
    state: SourceState
    reason: str
    as_of: dt.date | None


def inquiry_panel(source_key: str, *, actor: Actor) -> InquiryPanel | None:
    """The panel of a source that is asked number by number; None for any other. Raises NotFound."""
    authority.require(actor, Act.SEE_SOURCES)
    source = snapshots.source_named(source_key)
    if source.adapter not in BY_NUMBER:
        return None
    later = aliased(Inquiry)
    asked_again = exists().where(
        later.source_id == Inquiry.source_id,
        later.org_number == Inquiry.org_number,
        later.sent_at > Inquiry.sent_at,
    )
    waiting = (Inquiry.source_id == source.id, Inquiry.state != InquiryState.ANSWERED, ~asked_again)
    is_open = case((Inquiry.state.in_(OPEN), 1), else_=0)
    count, is_open_count = db.session.execute(select(func.count(), func.sum(is_open)).where(*waiting)).one()
    return InquiryPanel(
        key=source.key,
        name=source.name,
        is_by_file=source.adapter == REPLY_ADAPTER,
        ground=source.ground,
        lines=tuple(_lines(*waiting)),
        line_count=count,
        open_count=is_open_count or 0,
        files=tuple(_files(source.id)),
    )


def inquiry_lines(
    source_key: str | None, *, actor: Actor, limit: int | None = LINES_SHOWN
) -> tuple[InquiryLine, ...]:
    """Questions of one source, or of all, the newest first. Raises NotFound, NotAllowed."""
    authority.require(actor, Act.SEE_SOURCES)
    only = () if source_key is None else (Inquiry.source_id == snapshots.source_named(source_key).id,)
    return tuple(_lines(*only, limit=limit))


def askable_sources(case_id: str, *, actor: Actor, today: dt.date) -> tuple[AskableSource, ...]:
    """Sources in use that can be asked now about the case's association; none outside preparation, for an
    association without number, or for whom may not ask. Raises NotFound for another board's case."""
    row = db.session.execute(
        select(Case.board_id, Case.stage, Association.name, Association.org_number)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id)
    ).one_or_none()
    if row is None or row.stage not in UNDER_PREPARATION or row.org_number is None:
        return ()
    if not authority.may(actor, Act.RUN_CHECK, row.board_id):
        return ()
    party = PartyFacts(row.name, row.org_number)
    sources = db.session.scalars(
        select(Source).where(Source.is_active, Source.adapter.in_(API_ADAPTERS)).order_by(Source.key)
    )
    return tuple(_askable(source, party, today) for source in sources)


def to_ask_before_check(case_id: str, *, actor: Actor, today: dt.date) -> tuple[str, ...]:
    """Keys of the sources that say they are asked within a check and have no answer to rely on."""
    keys = [one.key for one in askable_sources(case_id, actor=actor, today=today) if one.reason]
    sources = db.session.scalars(select(Source).where(Source.key.in_(keys)).order_by(Source.key))
    return tuple(source.key for source in sources if source.settings.get("ask_in_check") is True)


def _askable(source: Source, party: PartyFacts, today: dt.date) -> AskableSource:
    look = inquiries.look_at_answers(source, party, today)
    return AskableSource(source.key, source.name, source.partner, look.state, look.reason, look.as_of)


def _lines(*only: ColumnElement[bool], limit: int | None = LINES_SHOWN) -> Sequence[InquiryLine]:
    late_first = case((Inquiry.state == InquiryState.OVERDUE, 0), else_=1)
    rows = db.session.execute(
        select(Inquiry, Source.key, Association.name)
        .join(Source, Source.id == Inquiry.source_id)
        .outerjoin(Association, Association.id == Inquiry.association_id)
        .where(*only)
        .order_by(late_first, Inquiry.sent_at.desc(), Inquiry.org_number, Inquiry.id)
        .limit(limit)
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
        )
        for one, key, name in rows
    ]


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
