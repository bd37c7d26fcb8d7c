"""What an association is known as besides its name: other names, numbers before and after it, its account."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may
from vetting.domain.giro import Giro
from vetting.domain.terms_associations import NameKind, NumberRelation
from vetting.records import known_as
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.known_as import AssociationName, RelatedNumber

SEES_ACCOUNTS = (Act.SEE_CASES, Act.EDIT_DIRECTORY)  # those who pay support out, or keep the directory


@dataclass(frozen=True)
class OtherName:
    """A former or other name; `source` tells where it is known from."""

    id: str
    name: str
    kind: NameKind
    from_on: dt.date | None
    until_on: dt.date | None
    source: str


@dataclass(frozen=True)
class OtherNumber:
    """The number of a predecessor or successor; `holders` are the directory's associations that have it."""

    id: str
    org_number: str
    relation: NumberRelation
    since_on: dt.date | None
    source: str
    holders: tuple[tuple[str, str], ...]  # id and name


@dataclass(frozen=True)
class KnownAs:
    """Everything of it. `account` is None also for those who may not see it, see `sees_account`."""

    names: tuple[OtherName, ...]
    numbers: tuple[OtherNumber, ...]
    account: Giro | None
    sees_account: bool


def known_as_of(row: Association, *, actor: Actor) -> KnownAs:
    """What the association is known as. The page it stands on has asked whether the actor may see it."""
    numbers = known_as.numbers_of([row.id])
    holders = _holders({one.org_number for one in numbers}, row.id)
    sees_account = any(may(actor, act) for act in SEES_ACCOUNTS)
    names = sorted(known_as.names_of([row.id]), key=_latest_first)
    return KnownAs(
        names=tuple(_name(one) for one in names),
        numbers=tuple(_number(one, holders.get(one.org_number, ())) for one in numbers),
        account=_account(row) if sees_account else None,
        sees_account=sees_account,
    )


def account_of(association_id: str) -> Giro | None:
    """The account as it is now, to be changed."""
    row = db.session.get(Association, association_id)
    return _account(row) if row else None


def _account(row: Association) -> Giro | None:
    return Giro(row.giro_kind, row.giro) if row.giro_kind and row.giro else None


def _latest_first(one: AssociationName) -> tuple[int, str]:
    until = one.until_on or one.from_on
    return (-until.toordinal() if until else 0, one.search_key)


def _name(one: AssociationName) -> OtherName:
    return OtherName(one.id, one.name, one.kind, one.from_on, one.until_on, one.source)


def _number(one: RelatedNumber, holders: tuple[tuple[str, str], ...]) -> OtherNumber:
    return OtherNumber(one.id, one.org_number, one.relation, one.since_on, one.source, holders)


def _holders(numbers: Collection[str], but_not: str) -> dict[str, tuple[tuple[str, str], ...]]:
    if not numbers:
        return {}
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    rows = db.session.execute(
        select(Association.org_number, Association.id, Association.name)
        .where(
            Association.org_number.in_(sorted(numbers)),
            Association.merged_into_id.is_(None),
            Association.id != but_not,
        )
        .order_by(Association.sort_key, Association.id)
    )
    for number, association_id, name in rows:
        found[number or ""] = (*found.get(number or "", ()), (association_id, name))
    return found
