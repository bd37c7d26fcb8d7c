"""What people write in a board's report, and the reports as they were handed in."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.board_report import WHOLE, ReportTerm
from vetting.domain.terms_reports import BoardReportKind
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.officers import Board, Officer
from vetting.records.signatories import Signatory


class ReportDraft(Base):
    """The texts of one report until it is handed in, and after. `scope`: a board's id, or "all"."""

    __tablename__ = "report_drafts"

    scope: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[BoardReportKind] = mapped_column(Word(BoardReportKind), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    version: Mapped[int]  # rises with every save
    written_by: Mapped[str] = mapped_column(String(40))
    written_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class HandedInReport(Base):
    """A report as it was handed in, byte for byte; a later version follows and never replaces it."""

    __tablename__ = "handed_in_reports"
    __table_args__ = (
        UniqueConstraint("scope", "kind", "year", "version"),
        Index("ix_handed_in_reports_digest", "digest"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    scope: Mapped[str] = mapped_column(String(16))
    kind: Mapped[BoardReportKind] = mapped_column(Word(BoardReportKind))
    year: Mapped[int]
    version: Mapped[int]
    document: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the document in UTF-8
    handed_in_by: Mapped[str] = mapped_column(String(40))
    handed_in_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def scope_of(board_id: str | None) -> str:
    """How the tables name a board, or all of them."""
    return board_id or WHOLE


def draft_of(board_id: str | None, term: ReportTerm, *, to_change: bool = False) -> ReportDraft | None:
    """The texts so far; None when nothing was written."""
    key = (scope_of(board_id), term.kind, term.year)
    return db.session.get(ReportDraft, key, with_for_update=to_change or None, populate_existing=to_change)


def keep_texts(
    board_id: str | None, term: ReportTerm, texts: Mapping[str, str], *, by: str, now: dt.datetime
) -> int:
    """Keeps the texts and gives their version."""
    found = draft_of(board_id, term, to_change=True)
    if found is None:
        found = ReportDraft(scope=scope_of(board_id), kind=term.kind, year=term.year, version=0)
        db.session.add(found)
    found.texts, found.version = dict(texts), found.version + 1
    found.written_by, found.written_at = by, now
    db.session.flush()
    return found.version


def handed_in(board_id: str | None, term: ReportTerm) -> Sequence[HandedInReport]:
    """Every version handed in, the latest first."""
    return db.session.scalars(
        select(HandedInReport)
        .where(
            HandedInReport.scope == scope_of(board_id),
            HandedInReport.kind == term.kind,
            HandedInReport.year == term.year,
        )
        .order_by(HandedInReport.version.desc())
    ).all()


def keep_handed_in(report: HandedInReport) -> HandedInReport:
    """Keeps a report for good."""
    db.session.add(report)
    db.session.flush()
    return report


def boards_without_report(term: ReportTerm) -> Sequence[Board]:
    """Boards in use that have handed in no version of it, by name."""
    have = select(HandedInReport.scope).where(
        HandedInReport.kind == term.kind, HandedInReport.year == term.year
    )
    return db.session.scalars(
        select(Board).where(Board.is_active, Board.id.not_in(have)).order_by(Board.name)
    ).all()


def known_names() -> list[str]:
    """The names of all persons the service knows by name: officers, and signatories of cases."""
    officers = db.session.scalars(select(Officer.display_name)).all()
    return [*officers, *db.session.scalars(select(Signatory.name).distinct())]
