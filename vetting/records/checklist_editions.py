"""The rule desk: drafts of checklists, and the editions that somebody else published; those never change."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.rule_editions import KeptEdition
from vetting.domain.terms_decisions import DraftState
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class ChecklistDraft(Base):
    """A draft as it was sent in. Its content stays: a change is a further draft."""

    __tablename__ = "checklist_drafts"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled_whole"),
        Index("ix_checklist_drafts_name_version", "name", "version"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    in_force_on: Mapped[dt.date]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # TOML
    digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    file_digest: Mapped[str] = mapped_column(String(64))  # of what was sent in, a workbook or TOML
    state: Mapped[DraftState] = mapped_column(Word(DraftState), default=DraftState.OPEN)
    drafted_by: Mapped[str] = mapped_column(String(40))
    drafted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    settled_by: Mapped[str | None] = mapped_column(String(40))
    settled_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class ChecklistEdition(Base):
    """A published version. `replayed`: what it would have meant for closed cases, figures alone."""

    __tablename__ = "checklist_editions"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        UniqueConstraint("name", "in_force_on"),
        CheckConstraint("published_by <> drafted_by", name="two_persons"),
        CheckConstraint("adopted_on <= in_force_on", name="adopted_before_start"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60))
    version: Mapped[str] = mapped_column(String(20))
    in_force_on: Mapped[dt.date]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)  # TOML
    digest: Mapped[str] = mapped_column(String(64))
    adopted_by: Mapped[str] = mapped_column(String(200))
    adopted_on: Mapped[dt.date]
    replayed: Mapped[dict[str, object]] = mapped_column(JSON)
    drafted_by: Mapped[str] = mapped_column(String(40))
    drafted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    published_by: Mapped[str] = mapped_column(String(40))
    published_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def kept_editions() -> Sequence[KeptEdition]:
    """Every edition published on the rule desk, without its content."""
    rows = db.session.execute(
        select(
            ChecklistEdition.name,
            ChecklistEdition.version,
            ChecklistEdition.digest,
            ChecklistEdition.in_force_on,
        ).order_by(ChecklistEdition.name, ChecklistEdition.version)
    )
    return tuple(KeptEdition(*row) for row in rows)


def kept_content(name: str, version: str) -> bytes | None:
    """The TOML of an edition; None when the rule desk published none of that name and version."""
    return db.session.scalar(
        select(ChecklistEdition.content).where(
            ChecklistEdition.name == name, ChecklistEdition.version == version
        )
    )


def draft_named(draft_id: str) -> ChecklistDraft:
    """The draft. Raises NotFound `rule_draft_not_found`."""
    found = db.session.get(ChecklistDraft, draft_id)
    if found is None:
        raise NotFound("rule_draft_not_found")
    return found


def draft_in_hand(draft_id: str) -> ChecklistDraft:
    """The draft, with every open draft of its name locked until the deed ends: one version follows another.

    Raises NotFound `rule_draft_not_found`.
    """
    name = draft_named(draft_id).name
    rows = db.session.scalars(
        select(ChecklistDraft)
        .where(ChecklistDraft.name == name, ChecklistDraft.state == DraftState.OPEN)
        .order_by(ChecklistDraft.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    held = {row.id: row for row in rows}
    return held.get(draft_id) or db.session.get_one(ChecklistDraft, draft_id, populate_existing=True)


def open_draft_of(digest: str) -> str | None:
    """The id of an open draft with that very content."""
    return db.session.scalar(
        select(ChecklistDraft.id)
        .where(ChecklistDraft.digest == digest, ChecklistDraft.state == DraftState.OPEN)
        .limit(1)
    )


def keep_draft(row: ChecklistDraft) -> ChecklistDraft:
    """Adds the draft with its id."""
    db.session.add(row)
    db.session.flush()
    return row


def keep_edition(row: ChecklistEdition) -> ChecklistEdition:
    """Adds the edition; the tables refuse a second of its version or day."""
    db.session.add(row)
    db.session.flush()
    return row
