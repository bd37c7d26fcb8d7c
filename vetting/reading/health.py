"""Whether the service can be used: database there, tables up to date, how old the snapshots are."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from vetting.records import migrate
from vetting.records.db import db
from vetting.records.snapshots import Snapshot, Source


@dataclass(frozen=True)
class Readiness:
    """`snapshots` pairs each source's key with its own date, or None when nothing was delivered."""

    is_ready: bool
    database: str
    migrations: str
    snapshots: tuple[tuple[str, str | None], ...]


def readiness() -> Readiness:
    """What a watcher needs to know. Never raises."""
    try:
        current = migrate.current(db.engine)
        if current != migrate.head():
            return Readiness(False, "ok", f"at {current}, needs {migrate.head()}", ())
        rows = db.session.execute(
            select(Source.key, Snapshot.as_of)
            .outerjoin(Snapshot, Snapshot.id == Source.current_snapshot_id)
            .where(Source.is_active)
            .order_by(Source.key)
        )
        return Readiness(
            True,
            "ok",
            "up to date",
            tuple((key, as_of.isoformat() if as_of else None) for key, as_of in rows),
        )
    except SQLAlchemyError:
        return Readiness(False, "unreachable", "unknown", ())
