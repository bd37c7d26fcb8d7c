"""Boards, officers, their appointments, sessions and tokens."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Select,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound
from vetting.domain.terms import BoardKind, Partner, Regime, Role
from vetting.domain.terms_decisions import DelegatedAct
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, insert_unless_there, new_id


class Board(Base):
    """A nämnd: the political body that decides."""

    __tablename__ = "boards"
    __table_args__ = (UniqueConstraint("prefix"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    prefix: Mapped[str] = mapped_column(String(12))  # leads the case numbers
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[BoardKind] = mapped_column(Word(BoardKind))
    district: Mapped[str | None] = mapped_column(String(120))
    is_active: Mapped[bool] = mapped_column(default=True)


class Delegation(Base):
    """Up to which amount a role may decide for a board: the delegation order as dated data (KL 6:37)."""

    __tablename__ = "delegations"
    __table_args__ = (CheckConstraint("max_amount >= 0", name="amount_not_negative"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    max_amount: Mapped[int]  # whole kronor
    in_force_on: Mapped[dt.date]
    item: Mapped[str] = mapped_column(String(40))  # point of the delegation order
    scheme_id: Mapped[str | None] = mapped_column(ForeignKey("schemes.id"))  # only such matters
    regime: Mapped[Regime | None] = mapped_column(Word(Regime))
    act: Mapped[DelegatedAct] = mapped_column(Word(DelegatedAct), default=DelegatedAct.DECISION)


class Officer(Base):
    __tablename__ = "officers"
    __table_args__ = (UniqueConstraint("username"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(80))
    display_name: Mapped[str] = mapped_column(String(120))
    staff_number: Mapped[str | None] = mapped_column(String(40))  # two accounts with the same: one person
    email: Mapped[str | None] = mapped_column(String(254))  # where reminders go; None: My day alone
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Appointment(Base):
    """A role an officer holds in one board, or everywhere when no board is named."""

    __tablename__ = "appointments"
    __table_args__ = (UniqueConstraint("officer_id", "role", "board_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), index=True)
    role: Mapped[Role] = mapped_column(Word(Role))
    board_id: Mapped[str | None] = mapped_column(ForeignKey("boards.id"))
    partner: Mapped[Partner | None] = mapped_column(Word(Partner))  # whose agent it is, for that role alone


class OfficerSession(Base):
    """A signed-in browser. Only the digest of its token is kept; deleting the row signs it out."""

    __tablename__ = "officer_sessions"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class SignInFailures(Base):
    """Failed sign-ins per account and per address within a window: exact with several processes."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)  # digest of account or address
    window_start_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    count: Mapped[int]


class ApiToken(Base):
    """Another system's key, bound to a board or a partner and to scopes. Only its digest is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        UniqueConstraint("digest"),
        CheckConstraint("(board_id IS NULL) <> (partner IS NULL)", name="one_owner"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[str] = mapped_column(String(64))
    board_id: Mapped[str | None] = mapped_column(ForeignKey("boards.id"))
    partner: Mapped[Partner | None] = mapped_column(Word(Partner))
    scopes: Mapped[str] = mapped_column(String(200))  # blank-separated
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def officer_named(username: str) -> Officer | None:
    """The officer of that sign-in name, active or not, in capitals or small letters."""
    if not username.isascii():  # what is a small å, SQLite does not know, nor PostgreSQL in every locale
        others = db.session.scalars(select(Officer))
        return next((one for one in others if one.username.casefold() == username.casefold()), None)
    return db.session.scalar(select(Officer).where(func.lower(Officer.username) == username.lower()))


def actor_of(officer: Officer) -> Actor:
    """The officer with all appointments, as the rules see them."""
    rows = db.session.execute(_OF_OFFICER, {"officer_id": officer.id}).all()
    return _actor(officer.id, officer.display_name, rows)


def _actor(officer_id: str, name: str, rows: Sequence[Any]) -> Actor:
    """`rows` end in role, board, partner and another account of the same person."""
    return Actor(
        id=officer_id,
        name=name,
        appointments=frozenset((row[-4], row[-3]) for row in rows if row[-4] is not None),
        partners=frozenset(row[-2] for row in rows if row[-2] is not None),
        other_accounts=frozenset(row[-1] for row in rows if row[-1] is not None),
    )


def accounts_of_one_person() -> dict[str, frozenset[str]]:
    """By account that shares its person with others, those others."""
    rows = db.session.execute(select(Officer.id, _TWIN.id).join(_TWIN, _SAME_PERSON))
    found: dict[str, set[str]] = {}
    for account_id, other_id in rows:
        found.setdefault(account_id, set()).add(other_id)
    return {account_id: frozenset(others) for account_id, others in found.items()}


def accounts_of_person(officer_id: str | InstrumentedAttribute[str]) -> Select[str]:
    """The question which accounts the same person has as that one, itself among them."""
    mine, any_of_them = aliased(Officer), aliased(Officer)
    number = select(mine.staff_number).where(mine.id == officer_id).correlate_except(mine).scalar_subquery()
    return (
        select(any_of_them.id)
        .where(or_(any_of_them.id == officer_id, any_of_them.staff_number == number))
        .correlate_except(any_of_them)
    )


def boards_in_use() -> Sequence[Board]:
    """Active boards by name."""
    return db.session.scalars(select(Board).where(Board.is_active).order_by(Board.name)).all()


def officer(officer_id: str) -> Officer:
    """The officer of that id. Raises NotFound."""
    found = db.session.get(Officer, officer_id)
    if found is None:
        raise NotFound("officer_not_found")
    return found


def board(board_id: str) -> Board:
    """The board of that id. Raises NotFound."""
    found = db.session.get(Board, board_id)
    if found is None:
        raise NotFound("board_not_found")
    return found


def add_session(digest: str, officer_id: str, *, created_at: dt.datetime, expires_at: dt.datetime) -> None:
    """Keeps a new session by the digest of its token."""
    db.session.add(
        OfficerSession(
            token_digest=digest, officer_id=officer_id, created_at=created_at, expires_at=expires_at
        )
    )


def officer_of_session(digest: str, now: dt.datetime) -> tuple[Actor, bool] | None:
    """Who has an unexpired session of that digest, and whether a new password must be set first."""
    rows = db.session.execute(_OF_SESSION, {"digest": digest, "now": now}).all()
    if not rows:
        return None
    officer_id, name, must_change, *_ = rows[0]
    return _actor(officer_id, name, rows), must_change


_TWIN = aliased(Officer)
_SAME_PERSON = and_(_TWIN.staff_number == Officer.staff_number, _TWIN.id != Officer.id)
_OF_OFFICER = (
    select(Appointment.role, Appointment.board_id, Appointment.partner, _TWIN.id)
    .select_from(Officer)
    .outerjoin(Appointment, Appointment.officer_id == Officer.id)
    .outerjoin(_TWIN, _SAME_PERSON)
    .where(Officer.id == bindparam("officer_id"))
)
# Asked by every request: built once, since building takes longer than running it.
_OF_SESSION = (
    select(Officer.id, Officer.display_name, Officer.must_change_password)
    .add_columns(Appointment.role, Appointment.board_id, Appointment.partner, _TWIN.id)
    .join(OfficerSession, OfficerSession.officer_id == Officer.id)
    .outerjoin(Appointment, Appointment.officer_id == Officer.id)
    .outerjoin(_TWIN, _SAME_PERSON)
    .where(
        OfficerSession.token_digest == bindparam("digest"),
        OfficerSession.expires_at > bindparam("now"),
        Officer.is_active,
    )
)


def end_session(digest: str) -> None:
    """Forgets one session."""
    db.session.execute(delete(OfficerSession).where(OfficerSession.token_digest == digest))


def end_sessions_of(officer_id: str) -> None:
    """Signs the officer out everywhere."""
    db.session.execute(delete(OfficerSession).where(OfficerSession.officer_id == officer_id))


def failure_key(kind: str, value: str) -> str:
    """Under which failed sign-ins of an account, or from an address, are counted."""
    return hashlib.sha256(f"{kind}|{value}".encode()).hexdigest()


def failures(key: str, *, since: dt.datetime) -> int:
    """Failed sign-ins counted under `key` in a window that began after `since`."""
    row = db.session.get(SignInFailures, key)
    return row.count if row is not None and row.window_start_at > since else 0


def count_failure(key: str, *, now: dt.datetime, window: dt.timedelta) -> None:
    """Adds one failure; a window that has passed starts anew. The row is locked while it is counted."""
    insert_unless_there(SignInFailures, key=key, window_start_at=now, count=0)
    row = db.session.get_one(SignInFailures, key, with_for_update=True)
    if row.window_start_at <= now - window:
        row.window_start_at, row.count = now, 1
    else:
        row.count += 1


def forget_failures(keys: list[str]) -> None:
    """A good sign-in clears what was counted."""
    db.session.execute(delete(SignInFailures).where(SignInFailures.key.in_(keys)))


def forget_ended(now: dt.datetime, *, window: dt.timedelta) -> int:
    """Deletes ended sessions and passed failure windows; gives the number of sessions."""
    ended = select(func.count()).select_from(OfficerSession).where(OfficerSession.expires_at <= now)
    count = db.session.scalar(ended) or 0
    db.session.execute(delete(OfficerSession).where(OfficerSession.expires_at <= now))
    db.session.execute(delete(SignInFailures).where(SignInFailures.window_start_at <= now - window))
    return count
