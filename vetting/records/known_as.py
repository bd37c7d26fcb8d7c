"""What associations are known as besides their names and numbers, and each as the matcher sees it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, ForeignKey, String, false, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from vetting.domain.association import keys_of
from vetting.domain.errors import NotFound
from vetting.domain.evidence import PartyFacts
from vetting.domain.names import strict
from vetting.domain.stages import OPEN
from vetting.domain.terms_associations import NameKind, NumberRelation
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.columns import UtcTime, Word
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import Base, db, new_id

AT_ONCE = 500
# What of an association a check asks the sources about: its columns, and what an import calls the rest.
ASKED = frozenset({"name", "org_number", "city", "giro", "former_names", "former_numbers"})


class AssociationName(Base):
    """A former or other name; `source` tells where it is known from."""

    __tablename__ = "association_names"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    search_key: Mapped[str] = mapped_column(String(400))  # folded, for finding
    kind: Mapped[NameKind] = mapped_column(Word(NameKind))
    from_on: Mapped[dt.date | None]
    until_on: Mapped[dt.date | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class RelatedNumber(Base):
    """The organisation number of a predecessor or successor, ten digits."""

    __tablename__ = "related_numbers"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    org_number: Mapped[str] = mapped_column(String(10), index=True)
    relation: Mapped[NumberRelation] = mapped_column(Word(NumberRelation))
    since_on: Mapped[dt.date | None]  # when the one took over from the other
    source: Mapped[str] = mapped_column(String(200), default="")
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Called(NamedTuple):
    """What an association itself says of who it is, see CALLED."""

    id: str
    name: str
    org_number: str | None
    city: str | None
    giro: str | None


CALLED = (Association.id, Association.name, Association.org_number, Association.city, Association.giro)


@dataclass(frozen=True, slots=True)
class Also:
    """Names and numbers of one association besides its own, each once."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def name_of(name_id: str, association_id: str) -> AssociationName:
    """The name of that id and association, locked. Raises NotFound."""
    found = db.session.get(AssociationName, name_id, with_for_update=True)
    if found is None or found.association_id != association_id:
        raise NotFound("association_name_not_found")
    return found


def number_of(number_id: str, association_id: str) -> RelatedNumber:
    """The related number of that id and association, locked. Raises NotFound."""
    found = db.session.get(RelatedNumber, number_id, with_for_update=True)
    if found is None or found.association_id != association_id:
        raise NotFound("related_number_not_found")
    return found


def keep(row: AssociationName | RelatedNumber) -> None:
    """Keeps a new name or number."""
    db.session.add(row)
    db.session.flush()


def outdate_checks(association_ids: Collection[str]) -> None:
    """The checks that count for their undecided cases asked about other facts than they have now; those of
    whom they were merged into as well."""
    for some in _pieces(association_ids):
        into = select(Association.merged_into_id).where(Association.id.in_(some))
        undecided = select(Case.id).where(
            or_(Case.association_id.in_(some), Case.association_id.in_(into)), Case.stage.in_(OPEN)
        )
        db.session.execute(
            update(CrossCheck)
            .where(CrossCheck.case_id.in_(undecided), CrossCheck.is_latest)
            .values(is_outdated=True)
        )


def names_of(association_ids: Collection[str]) -> Sequence[AssociationName]:
    """Every other name of the associations."""
    return db.session.scalars(
        select(AssociationName)
        .where(AssociationName.association_id.in_(association_ids))
        .order_by(AssociationName.search_key, AssociationName.id)
    ).all()


def numbers_of(association_ids: Collection[str]) -> Sequence[RelatedNumber]:
    """Every number before and after those of the associations."""
    return db.session.scalars(
        select(RelatedNumber)
        .where(RelatedNumber.association_id.in_(association_ids))
        .order_by(RelatedNumber.relation, RelatedNumber.org_number, RelatedNumber.id)
    ).all()


def also_of(association_ids: Collection[str]) -> dict[str, Also]:
    """What each of them is known as besides, what was merged into it included; by id, where there is any."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for some in _pieces(association_ids):
        for name in names_of(some):
            names[name.association_id].append(name.name)
        for number in numbers_of(some):
            numbers[number.association_id].append(number.org_number)
        absorbed = db.session.execute(
            select(Association.merged_into_id, Association.name, Association.org_number)
            .where(Association.merged_into_id.in_(some))
            .order_by(Association.sort_key, Association.id)
        )
        for kept_id, called, org_number in absorbed:
            names[kept_id or ""].append(called)
            numbers[kept_id or ""].extend([org_number] if org_number else [])
    return {
        one: Also(tuple(dict.fromkeys(names[one])), tuple(dict.fromkeys(numbers[one])))
        for one in [*names, *numbers]
    }


def every_name() -> dict[str, tuple[str, ...]]:
    """Every other name in the directory, by association."""
    return _by_association(AssociationName.association_id, AssociationName.name)


def every_number() -> dict[str, tuple[str, ...]]:
    """Every number before and after another in the directory, by association."""
    return _by_association(RelatedNumber.association_id, RelatedNumber.org_number)


def add_from_register(told: Mapping[str, Mapping[str, object]], *, source: str, now: dt.datetime) -> None:
    """Keeps what a register calls the associations besides: by id its `former_names`, `former_numbers`."""
    for association_id, known_by in told.items():
        for name in cast("tuple[str, ...]", known_by.get("former_names") or ()):
            db.session.add(
                AssociationName(
                    association_id=association_id,
                    name=name,
                    search_key=keys_of(name)["search_key"],
                    kind=NameKind.FORMER,
                    source=source,
                    recorded_at=now,
                )
            )
        for number in cast("tuple[str, ...]", known_by.get("former_numbers") or ()):
            db.session.add(
                RelatedNumber(
                    association_id=association_id,
                    org_number=number,
                    relation=NumberRelation.PREDECESSOR,
                    source=source,
                    recorded_at=now,
                )
            )
    db.session.flush()


def _by_association(
    owner: InstrumentedAttribute[str], told: InstrumentedAttribute[str]
) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for association_id, one in db.session.execute(select(owner, told).order_by(owner, told)):
        found[association_id].append(one)
    return {association_id: tuple(each) for association_id, each in found.items()}


def parties_of(called: Mapping[str, Called]) -> dict[str, PartyFacts]:
    """The associations as the matcher sees them, by id."""
    also, nothing = also_of(called), Also()
    return {key: _party(one, also.get(key, nothing)) for key, one in called.items()}


def is_called(piece: str) -> ColumnElement[bool]:
    """Condition on `associations`: the folded piece is within one of the other names."""
    called = AssociationName.search_key.contains(piece, autoescape=True)
    return Association.id.in_(select(AssociationName.association_id).where(called))


def has_number(numbers: Collection[str], giro: str | None) -> ColumnElement[bool]:
    """Condition on `associations`: one of the numbers is or was theirs, or the account is."""
    wanted = sorted(numbers)
    had = select(RelatedNumber.association_id).where(RelatedNumber.org_number.in_(wanted))
    signs = [Association.org_number.in_(wanted), Association.id.in_(had)] if wanted else []
    return or_(false(), *signs, *([Association.giro == giro] if giro else []))


def _party(row: Called, also: Also) -> PartyFacts:
    called = strict(row.name)
    return PartyFacts(
        row.name,
        org_number=row.org_number,
        seat=row.city,
        aliases=tuple(name for name in also.names if strict(name) != called),
        giro=row.giro,
        other_numbers=tuple(number for number in also.numbers if number != row.org_number),
    )


def _pieces(ids: Collection[str]) -> Iterator[list[str]]:
    every = sorted(ids)
    for start in range(0, len(every), AT_ONCE):
        yield every[start : start + AT_ONCE]
