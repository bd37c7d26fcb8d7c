"""Which account belongs to whom at the municipality's own sign-in; the person there is kept as a digest."""

import datetime as dt

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.records.columns import UtcTime
from vetting.records.db import Base, db
from vetting.records.officers import Officer


class OutsideIdentity(Base):
    """One link: a person at the provider signs in to one account, and an account has one such person."""

    __tablename__ = "outside_identities"
    __table_args__ = (UniqueConstraint("digest"),)

    officer_id: Mapped[str] = mapped_column(ForeignKey("officers.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of issuer and subject
    linked_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def officer_of_identity(digest: str) -> Officer | None:
    """The officer linked with that identity, whether the account is in use or not."""
    return db.session.scalar(
        select(Officer)
        .join(OutsideIdentity, OutsideIdentity.officer_id == Officer.id)
        .where(OutsideIdentity.digest == digest)
    )


def link_of(officer_id: str) -> OutsideIdentity | None:
    """The account's link, if it has one."""
    return db.session.get(OutsideIdentity, officer_id)


def add_link(link: OutsideIdentity) -> None:
    """Keeps a link."""
    db.session.add(link)
    db.session.flush()


def end_link(officer_id: str) -> bool:
    """Forgets the account's link; gives whether there was one."""
    there = link_of(officer_id) is not None
    db.session.execute(delete(OutsideIdentity).where(OutsideIdentity.officer_id == officer_id))
    return there
