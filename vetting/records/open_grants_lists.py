"""The yearly lists of decided grants that were published, each edition as it was; the older ones stay."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, Text, UniqueConstraint, exists, func, select
from sqlalchemy.orm import Mapped, defer, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.open_grants_list import DecidedGrant
from vetting.domain.terms import Outcome
from vetting.records.applications import Application, Case, Scheme
from vetting.records.associations import Association
from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Decision
from vetting.records.officers import Board
from vetting.records.secrecy_marks import SecrecyMark


class OpenGrantsList(Base):
    """One edition. `document` is the published JSON, byte for byte; `digest` its SHA-256; the tables are made
    of it. `reason` says why there is a further edition."""

    __tablename__ = "open_grants_lists"
    __table_args__ = (
        UniqueConstraint("year", "edition"),
        CheckConstraint("edition = 1 OR reason <> ''", name="reason_for_new_edition"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    year: Mapped[int]
    edition: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    funder_number: Mapped[str] = mapped_column(String(10))
    document: Mapped[str] = mapped_column(Text)
    size: Mapped[int]  # of the document, bytes
    quality: Mapped[dict[str, Any]] = mapped_column(JSON)  # counts by code, domain/open_grants_list.py
    digest: Mapped[str] = mapped_column(String(64))
    published_by: Mapped[str] = mapped_column(String(40))
    published_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def editions() -> Sequence[OpenGrantsList]:
    """Every edition without its document, the latest year and edition first; at most two hundred."""
    return db.session.scalars(
        select(OpenGrantsList)
        .options(defer(OpenGrantsList.document))
        .order_by(OpenGrantsList.year.desc(), OpenGrantsList.edition.desc())
        .limit(200)
    ).all()


def edition_of(list_id: str) -> OpenGrantsList:
    """The edition. Raises NotFound."""
    found = db.session.get(OpenGrantsList, list_id)
    if found is None:
        raise NotFound("open_list_not_found")
    return found


def latest_number(year: int) -> int:
    """The number of the year's latest edition; 0 before there is one."""
    return db.session.scalar(
        select(func.max(OpenGrantsList.edition)).where(OpenGrantsList.year == year)
    ) or 0  # fmt: skip


def latest_digest(year: int) -> str:
    """The digest of the year's latest edition, "" before there is one."""
    found = db.session.scalar(
        select(OpenGrantsList.digest)
        .where(OpenGrantsList.year == year)
        .order_by(OpenGrantsList.edition.desc())
        .limit(1)
    )
    return found or ""


def add_edition(row: OpenGrantsList) -> str:
    """Adds it and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id


def grants_decided(year: int) -> tuple[DecidedGrant, ...]:
    """Every grant of money decided within a year; special reviews grant nothing and are none."""
    marked = exists().where(
        SecrecyMark.case_id == Case.id, SecrecyMark.lifted_at.is_(None), ~SecrecyMark.is_open
    )
    newest = (
        select(func.max(Application.version)).where(Application.case_id == Case.id).correlate(Case)
    ).scalar_subquery()
    rows = db.session.execute(
        select(Case, Association, Board.name, Scheme, Application, Decision, marked)
        .join(Decision, Decision.case_id == Case.id)
        .join(Association, Association.id == Case.association_id)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .join(Application, (Application.case_id == Case.id) & (Application.version == newest))
        .where(
            Decision.outcome.in_((Outcome.GRANTED, Outcome.PARTLY_GRANTED)),
            Decision.decided_on >= dt.date(year, 1, 1),
            Decision.decided_on <= dt.date(year, 12, 31),
            Case.is_review.is_(False),
        )
    )
    return tuple(_granted(*row) for row in rows)


def _granted(*row: Any) -> DecidedGrant:
    case, association, board, scheme, application, decision, is_marked = row
    return DecidedGrant(
        case_number=case.case_number,
        association=association.name,
        org_number=association.org_number,
        number_class=association.number_class,
        board=board,
        scheme=scheme.name,
        scheme_key=scheme.key,
        purpose=application.purpose,
        amount=decision.amount,
        decided_on=decision.decided_on.isoformat(),
        starts_on=application.starts_on.isoformat(),
        ends_on=application.ends_on.isoformat(),
        is_marked=bool(is_marked),
    )
