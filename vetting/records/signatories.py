"""The declared signatories of a case. They belong to it: nothing finds a person across cases (RF 2:3)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import CheckConstraint, ForeignKey, String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.signatories import LONGEST_NAME, Declared, Person
from vetting.domain.terms import OfficeRole
from vetting.records.columns import UtcTime, Word
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import Base, db, new_id


class Signatory(Base):
    """One who signs for the association, as a paper of the case says. Never changed, only ended."""

    __tablename__ = "signatories"
    __table_args__ = (CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="end_whole"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    born_on: Mapped[dt.date]
    function: Mapped[OfficeRole] = mapped_column(Word(OfficeRole))
    declared_on: Mapped[dt.date]
    paper_id: Mapped[str | None] = mapped_column(ForeignKey("papers.id"))  # None: the application itself
    added_by: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended_by: Mapped[str | None] = mapped_column(String(40))
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)

    @property
    def person(self) -> Person:
        """What lists of persons are asked by: the name and the birth date."""
        return Person(self.name, self.born_on)


def signatories_now(case_id: str) -> Sequence[Signatory]:
    """Those of the case who have not been ended, in the order they were declared."""
    return db.session.scalars(
        select(Signatory)
        .where(Signatory.case_id == case_id, Signatory.ended_at.is_(None))
        .order_by(Signatory.added_at, Signatory.id)
    ).all()


def signatory_of(case_id: str, signatory_id: str) -> Signatory:
    """A signatory of that very case. Raises NotFound."""
    found = db.session.scalar(
        select(Signatory).where(Signatory.id == signatory_id, Signatory.case_id == case_id)
    )
    if found is None:
        raise NotFound("not_found")
    return found


def asked_about(hit: Hit, check: CrossCheck) -> Mapping[str, object]:
    """The facts of the one whom a hit is about: the association, or a declared signatory."""
    if hit.signatory_id is None:
        return check.asked
    return asdict(db.session.get_one(Signatory, hit.signatory_id).person.party)


def add_signatory(
    case_id: str, person: Person, declared: Declared, *, by: str, now: dt.datetime
) -> Signatory:
    """Keeps a declared signatory with the case."""
    row = Signatory(
        case_id=case_id,
        name=person.name,
        born_on=person.born_on,
        function=declared.function,
        declared_on=declared.declared_on,
        paper_id=declared.paper_id,
        added_by=by,
        added_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def end_signatory(row: Signatory, *, by: str, now: dt.datetime) -> None:
    """They sign for the association no longer, or never did."""
    row.ended_by, row.ended_at = by, now
    db.session.flush()


def outdate_check(case_id: str) -> None:
    """The check that counts was made of others than those who sign now."""
    db.session.execute(
        update(CrossCheck).where(CrossCheck.case_id == case_id, CrossCheck.is_latest).values(is_outdated=True)
    )
