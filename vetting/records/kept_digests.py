"""Whether what is kept as written still has its digest: reasons, later texts, letters, copies, reports."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from vetting.domain.decision_letter import digest_of
from vetting.domain.entries import Entry
from vetting.domain.journal import canonical
from vetting.domain.report_reading import digest_content
from vetting.domain.sealed_reasons import Addendum, SealState, addendum_digest, state_of
from vetting.records.action_plans import PlanStatusReport
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport
from vetting.records.board_reports import HandedInReport
from vetting.records.breaches import BreachStep
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.lettings import BookingDecision
from vetting.records.local_pictures import LocalPicture
from vetting.records.notices import Notice
from vetting.records.open_grants_lists import OpenGrantsList
from vetting.records.public_copies import PublicCopy
from vetting.records.sealed_reasons import ReasonAddendum, SealedReasons

AT_ONCE = 500  # rows in memory at a time


@dataclass(frozen=True)
class BrokenText:
    """A text that is not the one that was kept, as a row of its table. `case_id`: "" where it has no case."""

    table: str
    id: str
    case_id: str


def broken_texts() -> Iterator[BrokenText]:
    """Every kept text that no longer matches its digest, or whose digest the journal noted as another."""
    yield from _reasons()
    yield from _addenda()
    yield from _contents(Notice, Notice.case_id, Notice.content)
    yield from _contents(PublicCopy, PublicCopy.case_id, PublicCopy.content)
    yield from _contents(BookingDecision, literal(""), BookingDecision.letter)
    yield from _contents(BreachStep, literal(""), BreachStep.content)
    for table in (HandedInReport, LocalPicture, PlanStatusReport, OpenGrantsList):
        yield from _documents(table)
    yield from _association_reports()


def _reasons() -> Iterator[BrokenText]:
    for row in _stream(
        select(SealedReasons.decision_id, SealedReasons.text, SealedReasons.digest, Decision.case_id)
        .add_columns(JournalPayload.body)
        .join(Decision, Decision.id == SealedReasons.decision_id)
        .outerjoin(JournalEntry, _noted(Entry.DECISION_MADE, "decision:", SealedReasons.decision_id))
        .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
    ):
        state = state_of(row.text, row.digest, _told(row.body, "reasons_digest"))
        if state in (SealState.TEXT_CHANGED, SealState.JOURNAL_DIFFERS):
            yield BrokenText(SealedReasons.__tablename__, row.decision_id, row.case_id)


def _addenda() -> Iterator[BrokenText]:
    for row in _stream(
        select(ReasonAddendum, SealedReasons.digest.label("of"), Decision.case_id, JournalPayload.body)
        .join(Decision, Decision.id == ReasonAddendum.decision_id)
        .outerjoin(SealedReasons, SealedReasons.decision_id == ReasonAddendum.decision_id)
        .outerjoin(JournalEntry, _noted(Entry.ADDENDUM_WRITTEN, "addendum:", ReasonAddendum.id))
        .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
    ):
        kept = row.ReasonAddendum
        written = Addendum(row.of or "", kept.text, kept.written_by, kept.written_at)
        if addendum_digest(written) != kept.digest or _told(row.body, "digest") not in (None, kept.digest):
            yield BrokenText(ReasonAddendum.__tablename__, kept.id, row.case_id)


def _contents(
    table: type[Notice | PublicCopy | BookingDecision | BreachStep], case_id: Any, content: Any
) -> Iterator[BrokenText]:
    """Of a table that keeps a letter as data, with the digest of its canonical form once it is written."""
    asked = select(table.id, case_id.label("case_id"), content.label("content"), table.digest)
    for row in _stream(asked.where(table.digest.is_not(None), table.digest != "")):
        if row.content is None or digest_of(row.content) != row.digest:
            yield BrokenText(table.__tablename__, row.id, row.case_id)


def _documents(
    table: type[HandedInReport | LocalPicture | PlanStatusReport | OpenGrantsList],
) -> Iterator[BrokenText]:
    """Of a table that keeps a document as text, with the digest of its bytes."""
    for row in _stream(select(table.id, table.document, table.digest)):
        if hashlib.sha256(row.document.encode()).hexdigest() != row.digest:
            yield BrokenText(table.__tablename__, row.id, "")


def _association_reports() -> Iterator[BrokenText]:
    for row in _stream(
        select(AssociationReport, Case.case_number).join(Case, Case.id == AssociationReport.case_id)
    ):
        kept = row.AssociationReport
        content = digest_content(row.case_number, kept.version, asked=kept.asked, answers=kept.answers)
        if hashlib.sha256(canonical(content)).hexdigest() != kept.digest:
            yield BrokenText(AssociationReport.__tablename__, kept.id, kept.case_id)


def _stream(query: Executable) -> Iterable[Any]:
    return db.session.execute(query.execution_options(yield_per=AT_ONCE))


def _noted(entry: Entry, kind: str, row_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return and_(JournalEntry.subject == literal(kind) + row_id, JournalEntry.name == entry.value)


def _told(body: str | None, key: str) -> str | None:
    """A digest that the journal noted; None where its facts were disposed of, or are not there."""
    return None if body is None else json.loads(body).get(key, "")
