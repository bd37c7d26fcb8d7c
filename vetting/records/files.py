"""What is known of stored files; their bytes lie in the data folder."""

import datetime as dt
from typing import Any

from sqlalchemy import Column, String
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, insert_unless_there


class StoredFile(Base):
    """A file received, known by the SHA-256 of its bytes."""

    __tablename__ = "stored_files"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]
    content_type: Mapped[str] = mapped_column(String(100))
    stored_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def remember_file(digest: str, *, size: int, content_type: str, now: dt.datetime) -> None:
    """Keeps the file's row; known files stay as they were, also when two send the same file at once."""
    if db.session.get(StoredFile, digest) is None:
        insert_unless_there(StoredFile, digest=digest, size=size, content_type=content_type, stored_at=now)


def hold_file(digest: str) -> None:
    """Locks a remembered file until the deed ends: who else received it waits, and then sees what came."""
    db.session.get_one(StoredFile, digest, with_for_update={"key_share": True})


def media_type_of(digest: str) -> str:
    """What kind of file a remembered one is."""
    return db.session.get_one(StoredFile, digest).content_type


def columns_resting() -> list[Column[Any]]:
    """Every column whose rows rest on a stored file: its bytes stay as long as one of them names it."""
    return [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table is StoredFile.__table__ for key in column.foreign_keys)
    ]
