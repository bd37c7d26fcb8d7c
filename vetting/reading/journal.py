"""The journal as people read it: filtered, newest first, in pages."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import Row, Select, func, or_, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.swedish_time import SWEDEN
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Board, Officer

EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2999, 12, 31)
PER_PAGE = 50
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Wanted:
    """What to show; empty means everything. `case` is a case number, `until_on` is included."""

    case: str = ""
    officer: str = ""
    entry: str = ""
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    per_page: int = PER_PAGE
    up_to: int | None = None  # the number of the last entry to show


@dataclass(frozen=True)
class Line:
    """One entry. `facts` is None where they were disposed of under the retention plan."""

    seq: int
    at: dt.datetime
    actor: str
    actor_name: str | None
    name: str
    subject_kind: str
    subject_id: str
    subject_name: str | None
    case_id: str
    case_number: str | None
    facts: tuple[tuple[str, object], ...] | None


@dataclass(frozen=True)
class JournalPage:
    lines: tuple[Line, ...]
    page: int
    pages: int
    total: int
    officers: tuple[tuple[str, str], ...]


def journal_page(wanted: Wanted, actor: Actor, page: int = 1) -> JournalPage:
    """One page of entries and the officers to choose among, in four queries. Raises NotAllowed."""
    require(actor, Act.SEE_JOURNAL)
    total = db.session.scalar(_narrowed(select(func.count(JournalEntry.seq)), wanted)) or 0
    pages = max(1, -(-total // wanted.per_page))
    page = min(max(1, page), pages)
    rows = db.session.execute(
        _narrowed(
            select(JournalEntry, JournalPayload.body, Case.case_number)
            .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
            .outerjoin(Case, Case.id == JournalEntry.case_id),
            wanted,
        )
        .order_by(JournalEntry.seq.desc())
        .limit(wanted.per_page)
        .offset((page - 1) * wanted.per_page)
    ).all()
    officers = db.session.execute(
        select(Officer.id, Officer.display_name).order_by(Officer.display_name, Officer.id)
    )
    people = {officer_id: name for officer_id, name in officers}
    boards = db.session.execute(select(Board.id, Board.name))
    names = people | {board_id: name for board_id, name in boards}
    return JournalPage(_lines(rows, names), page, pages, total, tuple(people.items()))


def _narrowed(query: Select[*Columns], wanted: Wanted) -> Select[*Columns]:
    if wanted.case:
        cases = select(Case.id).where(func.upper(Case.case_number) == wanted.case.strip().upper())
        query = query.where(or_(JournalEntry.case_id.in_(cases), JournalEntry.case_id == wanted.case.strip()))
    if wanted.officer:
        query = query.where(JournalEntry.actor == wanted.officer)
    if wanted.entry:
        query = query.where(JournalEntry.name == wanted.entry)
    if wanted.from_on:
        query = query.where(JournalEntry.at >= _midnight(_within(wanted.from_on)))
    if wanted.up_to is not None:
        query = query.where(JournalEntry.seq <= wanted.up_to)
    if wanted.until_on:
        query = query.where(JournalEntry.at < _midnight(_within(wanted.until_on) + dt.timedelta(days=1)))
    return query


def _within(day: dt.date) -> dt.date:
    """The day, or the nearest one whose midnight can be told in another time zone."""
    return min(max(day, EARLIEST), LATEST)


def _midnight(day: dt.date) -> str:
    """The beginning of a Swedish day as the journal writes times, so that texts compare as instants."""
    start = dt.datetime.combine(day, dt.time(), tzinfo=SWEDEN)
    return start.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _lines(rows: Sequence[Row[JournalEntry, str, str]], names: dict[str, str]) -> tuple[Line, ...]:
    lines = []
    for entry, body, case_number in rows:
        kind, _, subject_id = entry.subject.partition(":")
        lines.append(
            Line(
                seq=entry.seq,
                at=dt.datetime.fromisoformat(entry.at),
                actor=entry.actor,
                actor_name=names.get(entry.actor),
                name=entry.name,
                subject_kind=kind,
                subject_id=subject_id,
                subject_name=names.get(subject_id) if kind in ("officer", "board") else None,
                case_id=entry.case_id,
                case_number=case_number,
                facts=None if body is None else _facts(body, names),
            )
        )
    return tuple(lines)


def _facts(body: str, names: dict[str, str]) -> tuple[tuple[str, object], ...]:
    """Facts by key, blank ones left out; the id of an officer or a board is told by name."""
    facts = json.loads(body)
    return tuple(
        (key, names.get(value, value) if isinstance(value, str) else value)
        for key, value in sorted(facts.items())
        if value not in (None, "", [], {})
    )
