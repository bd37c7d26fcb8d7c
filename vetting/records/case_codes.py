"""The association's way into its own case: one-time codes, and the short sessions they open."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_decisions import CodeChannel
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class CaseCode(Base):
    """A code that opens one case once. Only its hash is kept."""

    __tablename__ = "case_codes"
    __table_args__ = (
        CheckConstraint("tries >= 0", name="tries_not_negative"),
        CheckConstraint("used_at IS NULL OR withdrawn_at IS NULL", name="one_end"),
        Index("ix_case_codes_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    code_hash: Mapped[str] = mapped_column(String(200))
    channel: Mapped[CodeChannel] = mapped_column(Word(CodeChannel))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    tries: Mapped[int] = mapped_column(default=0)  # wrong ones
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class CaseSession(Base):
    """A browser in which the association reads its own case. Only the digest of its token is kept."""

    __tablename__ = "case_sessions"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcTime)


@dataclass(frozen=True)
class OwnCase:
    """The one case that a session opens, and whose it is; `session`: the digest of its token."""

    case_id: str
    case_number: str
    association_id: str
    association: str
    session: str


def codes_of(case_id: str) -> Sequence[CaseCode]:
    """The codes of a case, the newest first."""
    query = select(CaseCode).where(CaseCode.case_id == case_id)
    return db.session.scalars(query.order_by(CaseCode.made_at.desc(), CaseCode.id)).all()


def open_code(case_number: str, *, now: dt.datetime) -> CaseCode | None:
    """The code by which the case of that number can be opened now, if there is one."""
    return db.session.scalar(
        select(CaseCode)
        .join(Case, Case.id == CaseCode.case_id)
        .where(
            func.lower(Case.case_number) == case_number.lower(),
            CaseCode.used_at.is_(None),
            CaseCode.withdrawn_at.is_(None),
            CaseCode.expires_at > now,
        )
        .order_by(CaseCode.made_at.desc(), CaseCode.id)
        .limit(1)
    )


def code_in_hand(code_id: str, *, case_id: str | None = None) -> CaseCode:
    """The code, locked until the deed is done; of that very case where one is named. Raises NotFound."""
    found = db.session.get(CaseCode, code_id, with_for_update=True, populate_existing=True)
    if found is None or case_id not in (None, found.case_id):
        raise NotFound("not_found")
    return found


def withdraw_open(case_id: str, *, now: dt.datetime) -> int:
    """An older code opens nothing once there is a newer; gives how many were open."""
    done = db.session.execute(
        update(CaseCode)
        .where(
            CaseCode.case_id == case_id,
            CaseCode.used_at.is_(None),
            CaseCode.withdrawn_at.is_(None),
            CaseCode.expires_at > now,
        )
        .values(withdrawn_at=now)
        .returning(CaseCode.id)
    )
    return len(done.all())


def add(row: CaseCode | CaseSession) -> None:
    """Keeps a new code or session."""
    db.session.add(row)
    db.session.flush()


def own_case_of(digest: str, now: dt.datetime) -> OwnCase | None:
    """The case of an unexpired session of that digest."""
    row = db.session.execute(
        select(Case.id, Case.case_number, Association.id, Association.name)
        .join(CaseSession, CaseSession.case_id == Case.id)
        .join(Association, Association.id == Case.association_id)
        .where(CaseSession.token_digest == digest, CaseSession.expires_at > now)
    ).one_or_none()
    return None if row is None else OwnCase(*row, session=digest)


def require_session(own: OwnCase, now: dt.datetime) -> None:
    """The session still stands: asked again within the deed, for it may have been ended since the page was
    asked for. Raises NotFound."""
    if own_case_of(own.session, now) is None:
        raise NotFound("not_found")


def end_session(digest: str) -> None:
    """Forgets one session."""
    db.session.execute(delete(CaseSession).where(CaseSession.token_digest == digest))


def end_sessions_of(case_id: str) -> None:
    """Nobody reads the case by a code any more."""
    db.session.execute(delete(CaseSession).where(CaseSession.case_id == case_id))


def forget_ended(now: dt.datetime) -> int:
    """Deletes the sessions that have run out and gives how many."""
    gone = db.session.execute(
        delete(CaseSession).where(CaseSession.expires_at <= now).returning(CaseSession.token_digest)
    )
    return len(gone.all())
