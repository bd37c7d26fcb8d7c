"""The post by e-mail: what waits, was sent, or could not be sent. Addresses are shown in part only."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.outbox import masked_address
from vetting.records.db import db
from vetting.records.outbox import Message

PER_PAGE = 50
STATES = ("failed", "waiting", "sent")  # in the order in which somebody has to look at them


@dataclass(frozen=True)
class PostLine:
    """One message. `to` is masked; `last_failure` a code, or ""."""

    id: str
    to: str
    subject: str
    queued_at: dt.datetime
    not_before_at: dt.datetime
    attempts: int
    last_failure: str
    sent_at: dt.datetime | None
    given_up_at: dt.datetime | None


@dataclass(frozen=True)
class PostPage:
    """A page of messages of one state, and how many there are of each."""

    lines: tuple[PostLine, ...]
    counts: Mapping[str, int]
    page: int
    pages: int
    total: int


def post_counts(*, actor: Actor) -> dict[str, int]:
    """How many messages there are of each state."""
    require(actor, Act.KEEP_POST)
    return {name: _count(name) for name in STATES}


def first_state(counts: Mapping[str, int]) -> str:
    """The first state that holds a message; what waits, where none does."""
    return next((name for name in STATES if counts[name]), "waiting")


def post_page(state: str, counts: Mapping[str, int], *, page: int, actor: Actor) -> PostPage:
    """What waits comes oldest first, what was sent or given up newest first."""
    require(actor, Act.KEEP_POST)
    total = counts[state]
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    order = {
        "waiting": Message.queued_at,
        "failed": Message.given_up_at.desc(),
        "sent": Message.sent_at.desc(),
    }
    rows = db.session.scalars(
        select(Message)
        .where(*_of(state))
        .order_by(order[state], Message.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return PostPage(tuple(_line(row) for row in rows), counts, page, pages, total)


def _count(state: str) -> int:
    return db.session.scalar(select(func.count()).select_from(Message).where(*_of(state))) or 0


def _of(state: str) -> tuple[ColumnElement[bool], ...]:
    if state == "sent":
        return (Message.sent_at.is_not(None),)
    if state == "failed":
        return (Message.given_up_at.is_not(None),)
    return (Message.sent_at.is_(None), Message.given_up_at.is_(None))


def _line(row: Message) -> PostLine:
    return PostLine(
        id=row.id,
        to=masked_address(row.to_address),
        subject=row.subject,
        queued_at=row.queued_at,
        not_before_at=row.not_before_at,
        attempts=row.attempts,
        last_failure=row.last_failure,
        sent_at=row.sent_at,
        given_up_at=row.given_up_at,
    )
