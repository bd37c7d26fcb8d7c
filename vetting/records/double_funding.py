"""Grants of other funders as they publish them, and the words said on what two boards seem to pay for."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, db, new_id

AT_ONCE = 500


class OpenGrant(Base):
    """One grant of an open file, by the publisher's own identifier; a later file may change it."""

    __tablename__ = "open_grants"
    __table_args__ = (
        UniqueConstraint("identifier"),
        Index("ix_open_grants_org_number", "org_number"),
        Index("ix_open_grants_list_id", "list_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    list_id: Mapped[str] = mapped_column(ForeignKey("list_imports.id"))
    identifier: Mapped[str] = mapped_column(String(120))
    funder: Mapped[str] = mapped_column(String(200))
    org_number: Mapped[str] = mapped_column(String(10))
    purpose: Mapped[str] = mapped_column(Text)  # title and description
    amount: Mapped[int]  # whole kronor
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    read_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class DoubleFundingWord(Base):
    """Why two that seem to be paid for twice are in order, with the amounts it was said of."""

    __tablename__ = "double_funding_words"
    __table_args__ = (
        Index("ix_double_funding_words_first_key", "first_key"),
        Index("ix_double_funding_words_second_key", "second_key"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)  # on whose page it was said
    first_key: Mapped[str] = mapped_column(String(40))  # the pair, in the order of domain/double_funding
    second_key: Mapped[str] = mapped_column(String(40))
    first_amount: Mapped[int]
    second_amount: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    said_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def words_about(keys: Collection[str]) -> Sequence[DoubleFundingWord]:
    """What has been said of pairs with one of the keys, the latest first."""
    rows = db.session.scalars(
        select(DoubleFundingWord)
        .where(or_(DoubleFundingWord.first_key.in_(keys), DoubleFundingWord.second_key.in_(keys)))
        .order_by(DoubleFundingWord.said_at.desc(), DoubleFundingWord.id)
    )
    return rows.all()


def add_word(word: DoubleFundingWord) -> str:
    """Keeps what was said and gives its id."""
    db.session.add(word)
    db.session.flush()
    return word.id


def known_grants(identifiers: Collection[str]) -> Mapping[str, OpenGrant]:
    """The open grants of those identifiers that are here before."""
    found: dict[str, OpenGrant] = {}
    wanted = sorted(set(identifiers))
    for start in range(0, len(wanted), AT_ONCE):
        rows = db.session.scalars(
            select(OpenGrant).where(OpenGrant.identifier.in_(wanted[start : start + AT_ONCE]))
        )
        found |= {row.identifier: row for row in rows}
    return found


def add_grants(grants: Collection[OpenGrant]) -> None:
    """Keeps what a file said was granted."""
    db.session.add_all(grants)
    db.session.flush()
