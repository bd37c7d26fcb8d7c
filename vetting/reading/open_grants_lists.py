"""The published lists of decided grants for everybody, and what the next edition would hold."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.open_grants_list import Quality
from vetting.domain.terms import Outcome
from vetting.records import open_grants_lists as records
from vetting.records.db import db
from vetting.records.decisions import Decision

GRANTED = (Outcome.GRANTED, Outcome.PARTLY_GRANTED)


@dataclass(frozen=True)
class Edition:
    """One published edition, without its rows."""

    id: str
    year: int
    number: int
    reason: str
    digest: str
    funder_number: str
    quality: Quality
    published_at: dt.datetime
    size: int


@dataclass(frozen=True)
class PublishedYear:
    """A year's editions, the one that holds first."""

    year: int
    editions: tuple[Edition, ...]

    @property
    def latest(self) -> Edition:
        return self.editions[0]


def published_years() -> tuple[PublishedYear, ...]:
    """Every year that is published, the latest first; one query, open to anybody."""
    by_year: dict[int, list[Edition]] = {}
    for row in records.editions():
        by_year.setdefault(row.year, []).append(_edition(row))
    return tuple(PublishedYear(year, tuple(found)) for year, found in by_year.items())


def document_of(list_id: str) -> tuple[Edition, str]:
    """An edition and its JSON, byte for byte. Raises NotFound."""
    row = records.edition_of(list_id)
    return _edition(row), row.document


def years_with_decisions(*, actor: Actor, today: dt.date) -> tuple[int, ...]:
    """The years that can be published, the latest first: those with a grant decided. Raises NotAllowed."""
    require(actor, Act.PUBLISH_OPEN_DATA)
    first, last = db.session.execute(
        select(
            select(Decision.decided_on)
            .where(Decision.outcome.in_(GRANTED))
            .order_by(Decision.decided_on)
            .limit(1)
            .scalar_subquery(),
            select(Decision.decided_on)
            .where(Decision.outcome.in_(GRANTED))
            .order_by(Decision.decided_on.desc())
            .limit(1)
            .scalar_subquery(),
        )
    ).one()
    if first is None:
        return ()
    return tuple(range(min(last.year, today.year), first.year - 1, -1))


def _edition(row: records.OpenGrantsList) -> Edition:
    return Edition(
        row.id,
        row.year,
        row.edition,
        row.reason,
        row.digest,
        row.funder_number,
        Quality(**row.quality),
        row.published_at,
        row.size,
    )
