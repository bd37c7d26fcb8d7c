"""One association with its whole history: identity, seats, papers, support, cases, checks, merges."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.deadlines import day_due
from vetting.domain.errors import NotFound
from vetting.domain.terms import NumberClass, OfficeRole, RowState
from vetting.domain.terms_decisions import DeadlineKind
from vetting.reading import association_history as history
from vetting.reading.association_history import CaseLine, CheckLine, MergeLine, PapersOfYear, SupportLine
from vetting.reading.bars import BarLine, bars_of_association
from vetting.reading.known_as import KnownAs, known_as_of
from vetting.reading.signals import SignalLine, signals_of_association
from vetting.records.associations import Association, OfficeHolder, alike
from vetting.records.db import db
from vetting.records.imports import ImportRow, ListImport


@dataclass(frozen=True)
class Seat:
    """A seat in the governing body: role and term only."""

    id: str
    role: OfficeRole
    term_from_on: dt.date
    term_until_on: dt.date | None
    proof: str
    is_current: bool


@dataclass(frozen=True)
class SetAside:
    """The row of a register that put the association in quarantine or was masked."""

    import_id: str
    row_no: int
    file_name: str
    problems: tuple[dict[str, object], ...]
    is_settled: bool


MOST_ALIKE = 10


@dataclass(frozen=True)
class Alike:
    """Another association with the same number or the same name."""

    id: str
    name: str
    org_number: str | None
    city: str | None
    same_number: bool


@dataclass(frozen=True)
class Identity:
    """What the directory says of the association itself."""

    id: str
    name: str
    org_number: str | None
    number_class: NumberClass
    number_shown: str
    source_system: str
    municipal_id: str | None
    types: tuple[str, ...]
    activities: tuple[str, ...]
    district: str | None
    postal_code: str | None
    city: str | None
    email: str | None
    row_state: RowState
    confirmed_on: dt.date | None
    is_stale: bool
    merged_into_id: str | None
    created_at: dt.datetime
    updated_at: dt.datetime
    version: int


@dataclass(frozen=True)
class AssociationPage:
    """Everything of the page. `sharing` counts other units in the directory with the same number."""

    identity: Identity
    merged_into: str | None
    also: tuple[str, ...]
    seats: tuple[Seat, ...]
    papers: tuple[PapersOfYear, ...]
    supports: tuple[SupportLine, ...]
    cases: tuple[CaseLine, ...]
    checks: tuple[CheckLine, ...]
    merges: tuple[MergeLine, ...]
    set_aside: SetAside | None
    sharing: int
    alike: tuple[Alike, ...]
    sees_cases: bool
    signals: tuple[SignalLine, ...]
    known_as: KnownAs
    bars: tuple[BarLine, ...]


def association_page(association_id: str, *, actor: Actor, today: dt.date) -> AssociationPage:
    """The page of one association. Raises NotAllowed, NotFound.

    Cases and checks of boards the actor does not see are left out; support is of the whole municipality,
    since a board must know what others have granted.
    """
    require(actor, Act.SEE_DIRECTORY)
    row = _row(association_id)
    boards = boards_for(actor, Act.SEE_CASES)
    sees_cases = boards is None or bool(boards)
    merges = history.merges_of(association_id)
    like = _alike(row)
    return AssociationPage(
        identity=_identity(row, today),
        merged_into=_name_of(row.merged_into_id),
        also=tuple(line.absorbed_name for line in merges if line.is_in_force and line.kept_id == row.id),
        seats=_seats(association_id, today),
        papers=history.papers_of(association_id),
        supports=history.supports_of(association_id, boards),
        cases=history.cases_of(association_id, boards),
        checks=history.checks_of(association_id, boards),
        merges=merges,
        set_aside=_set_aside(association_id),
        sharing=_sharing(row, like),
        alike=like,
        sees_cases=sees_cases,
        signals=signals_of_association(association_id, actor=actor) if sees_cases else (),
        known_as=known_as_of(row, actor=actor),
        bars=bars_of_association(association_id, today=today),
    )


def identity_of(association_id: str, *, actor: Actor, today: dt.date) -> Identity:
    """What the directory says of one association, to be corrected. Raises NotAllowed, NotFound."""
    require(actor, Act.SEE_DIRECTORY)
    return _identity(_row(association_id), today)


def briefly(ids: list[str], *, actor: Actor) -> tuple[Alike, ...]:
    """Those associations by name, as shown in a warning."""
    require(actor, Act.SEE_DIRECTORY)
    rows = db.session.scalars(
        select(Association).where(Association.id.in_(ids)).order_by(Association.sort_key)
    )
    return tuple(Alike(row.id, row.name, row.org_number, row.city, False) for row in rows)


def _row(association_id: str) -> Association:
    row = db.session.get(Association, association_id)
    if row is None:
        raise NotFound("association_not_found")
    return row


def _identity(row: Association, today: dt.date) -> Identity:
    return Identity(
        id=row.id,
        name=row.name,
        org_number=row.org_number,
        number_class=row.number_class,
        number_shown=row.number_shown,
        source_system=row.source_system,
        municipal_id=row.municipal_id,
        types=tuple(row.types),
        activities=tuple(row.activities),
        district=row.district,
        postal_code=row.postal_code,
        city=row.city,
        email=row.email,
        row_state=row.row_state,
        confirmed_on=row.confirmed_on,
        is_stale=row.confirmed_on is not None
        and today > day_due(DeadlineKind.CONFIRMATION, row.confirmed_on),
        merged_into_id=row.merged_into_id,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
    )


def _name_of(association_id: str | None) -> str | None:
    if association_id is None:
        return None
    return db.session.scalar(select(Association.name).where(Association.id == association_id))


def _seats(association_id: str, today: dt.date) -> tuple[Seat, ...]:
    rows = db.session.scalars(
        select(OfficeHolder)
        .where(OfficeHolder.association_id == association_id)
        .order_by(OfficeHolder.term_from_on.desc(), OfficeHolder.role, OfficeHolder.id)
    )
    return tuple(
        Seat(
            id=row.id,
            role=row.role,
            term_from_on=row.term_from_on,
            term_until_on=row.term_until_on,
            proof=row.proof,
            is_current=row.term_from_on <= today
            and (row.term_until_on is None or row.term_until_on >= today),
        )
        for row in rows
    )


def _set_aside(association_id: str) -> SetAside | None:
    found = db.session.execute(
        select(ImportRow, ListImport.file_name)
        .join(ListImport, ListImport.id == ImportRow.import_id)
        .where(
            ImportRow.association_id == association_id,
            ImportRow.state.in_([RowState.QUARANTINED, RowState.MASKED]),
        )
        .order_by(ListImport.received_at.desc(), ImportRow.row_no)
        .limit(1)
    ).first()
    if found is None:
        return None
    row, file_name = found
    return SetAside(row.import_id, row.row_no, file_name, tuple(row.problems), row.settlement is not None)


def _sharing(row: Association, like: tuple[Alike, ...]) -> int:
    """How many others have the number; counted apart only where the likeness found was cut short."""
    if row.org_number is None:
        return 0
    if row.merged_into_id is None and len(like) < MOST_ALIKE:
        return sum(one.same_number for one in like)
    others = (
        select(func.count())
        .select_from(Association)
        .where(
            Association.org_number == row.org_number,
            Association.id != row.id,
            Association.merged_into_id.is_(None),
        )
    )
    return db.session.scalar(others) or 0


def _alike(row: Association) -> tuple[Alike, ...]:
    found = [] if row.merged_into_id else alike(row.name, row.org_number, but_not=row.id, limit=MOST_ALIKE)
    return tuple(
        Alike(
            other.id,
            other.name,
            other.org_number,
            other.city,
            row.org_number is not None and other.org_number == row.org_number,
        )
        for other in found
    )
