"""One delivery as both sides see it: what it is, its counts, and every row that was not plainly good."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from vetting.domain.sources import SnapshotState
from vetting.domain.terms import RowState
from vetting.records.db import db
from vetting.records.deliveries import CHANGES, DESK, TAKEN
from vetting.records.snapshots import DeliveryRow, Snapshot, Source

ROWS_SHOWN = 50


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery with its counts. `reason` is a code with `facts` when it was held or rejected;
    `received_by` and `released_by` are blank where the reader may not know them; `is_own`: sent in by the
    reader. `forgotten_at`: when its rows and its file went under the source's retention."""

    id: str
    seq: int
    source: str
    source_name: str
    adapter: str
    column_map: Mapping[str, str]
    state: SnapshotState
    is_current: bool
    file_name: str
    digest: str
    channel: str
    encoding: str
    as_of: dt.date | None
    received_at: dt.datetime
    activated_at: dt.datetime | None
    reason: str | None
    facts: Mapping[str, object]
    rows_in: int
    counts: Mapping[RowState, int]
    changes: Mapping[str, int]
    notes: tuple[str, ...]
    forgotten_at: dt.datetime | None
    is_own: bool = False
    received_by: str = ""
    released_by: str = ""
    released_at: dt.datetime | None = None
    release_reason: str = ""

    @property
    def to_mend(self) -> int:
        """Rows that somebody should look at."""
        return self.counts[RowState.QUARANTINED] + self.counts[RowState.MASKED]

    @property
    def is_single_row(self) -> bool:
        """Whether it is a correction or a withdrawal made at the partner's desk."""
        return self.channel == DESK

    @property
    def is_taken(self) -> bool:
        """Whether it was ever taken into use, so that its rows were written."""
        return self.state in TAKEN


@dataclass(frozen=True)
class ProblemRow:
    """A row that was not plainly good: its state, and (field, code, masked value) per problem."""

    row_no: int
    state: RowState
    problems: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class DeliveryReport:
    """A delivery with one page of its problem rows."""

    delivery: DeliveryLine
    rows: tuple[ProblemRow, ...]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // ROWS_SHOWN))


def report_with(delivery: DeliveryLine, page: int) -> DeliveryReport:
    """The delivery with that page of its problem rows, or the nearest there is."""
    counted = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.snapshot_id == delivery.id)
    total = db.session.scalar(counted) or 0
    page = min(max(page, 1), max(1, -(-total // ROWS_SHOWN)))
    rows = db.session.scalars(_problems(delivery.id).limit(ROWS_SHOWN).offset((page - 1) * ROWS_SHOWN))
    return DeliveryReport(delivery, tuple(_problem_row(row) for row in rows), total, page)


def problems_of(snapshot_id: str, *, most: int | None = None) -> tuple[ProblemRow, ...]:
    """The problem rows of a delivery; whether the reader may see it is asked by the caller."""
    return tuple(_problem_row(row) for row in db.session.scalars(_problems(snapshot_id).limit(most)))


def line_of(
    snapshot: Snapshot, source: Source, *, by: str = "", released_by: str = "", is_own: bool = False
) -> DeliveryLine:
    """The delivery as pages show it; `by` and `released_by` are names of people, told to officers alone."""
    return DeliveryLine(
        id=snapshot.id,
        seq=snapshot.seq,
        source=source.key,
        source_name=source.name,
        adapter=source.adapter,
        column_map=dict(source.column_map),
        state=snapshot.state,
        is_current=snapshot.id == source.current_snapshot_id,
        file_name=snapshot.file_name,
        digest=snapshot.digest,
        channel=snapshot.channel,
        encoding=snapshot.encoding,
        as_of=snapshot.as_of,
        received_at=snapshot.received_at,
        activated_at=snapshot.activated_at,
        reason=snapshot.reason,
        facts=dict(snapshot.reason_facts),
        rows_in=snapshot.rows_in,
        counts={state: getattr(snapshot, state.value) for state in RowState},
        changes={change: getattr(snapshot, change) for change in CHANGES},
        notes=tuple(snapshot.notes),
        forgotten_at=snapshot.forgotten_at,
        is_own=is_own,
        received_by=by,
        released_by=released_by,
        released_at=snapshot.released_at if released_by else None,
        release_reason=(snapshot.release_reason or "") if released_by else "",
    )


def _problems(snapshot_id: str) -> Select[DeliveryRow]:
    return select(DeliveryRow).where(DeliveryRow.snapshot_id == snapshot_id).order_by(DeliveryRow.row_no)


def _problem_row(row: DeliveryRow) -> ProblemRow:
    problems = tuple((str(one["field"]), str(one["code"]), str(one["value"])) for one in row.problems)
    return ProblemRow(row.row_no, row.state, problems)
