"""The coordinator's list of concerns, the choices of the form, and the signpost; no text is listed."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.concerns import WHOLE_CITY, months_to_choose
from vetting.domain.errors import Problem
from vetting.domain.pointers import Pointer, phrases_of, pointers_in
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.records import concerns
from vetting.records.concerns import Concern
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers

PER_PAGE = 25


@dataclass(frozen=True)
class ConcernLine:
    """One concern without its text, which is opened by itself."""

    id: str
    kind: ConcernKind
    setting: ConcernSetting
    district: str
    month: str
    received_on: dt.date
    handled_on: dt.date | None


@dataclass(frozen=True)
class ConcernList:
    """One page: those that wait first, the latest day first within."""

    lines: tuple[ConcernLine, ...]
    waiting: int
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Choices:
    """What the form offers: districts by name with the whole city first, months with the latest first."""

    districts: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True)
class Signpost:
    """Contact lines; blank where none is written. `number` 0 before the first edition."""

    social_services: str = ""
    out_of_hours: str = ""
    coordinator: str = ""
    number: int = 0
    written_at: dt.datetime | None = None
    written_by: str = ""


def concern_list(*, actor: Actor, page: int = 1) -> ConcernList:
    """A page of what came in, in two queries. Raises NotAllowed."""
    require(actor, Act.HANDLE_CONCERNS)
    total, waiting = db.session.execute(
        select(func.count(), func.count().filter(Concern.handled_on.is_(None)))
    ).one()
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    rows = db.session.execute(
        select(
            Concern.id,
            Concern.kind,
            Concern.setting,
            Concern.district,
            Concern.month,
            Concern.received_on,
            Concern.handled_on,
        )
        .order_by(Concern.handled_on.is_not(None), Concern.received_on.desc(), Concern.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return ConcernList(tuple(ConcernLine(*row) for row in rows), waiting, total, page, pages)


def choices(today: dt.date) -> Choices:
    """What can be chosen in the form."""
    return Choices((WHOLE_CITY, *concerns.districts_of_city()), months_to_choose(today))


def to_rewrite(text: str, problem: Problem) -> tuple[Pointer, ...]:
    """What in a text that was refused points at somebody, each with its kind; nothing of other refusals."""
    if problem.code != "concern_points":
        return ()
    named = concerns.names_in_directory(phrases_of(text))
    return pointers_in(text, places=concerns.districts_of_city(), associations=named)


def signpost() -> Signpost:
    """The lines that hold, for everybody with an account; one query."""
    row = concerns.signpost_edition()
    if row is None:
        return Signpost()
    return Signpost(row.social_services, row.out_of_hours, row.coordinator, row.number, row.written_at)


def signpost_editions(*, actor: Actor) -> tuple[Signpost, ...]:
    """Every edition for whoever writes them, the latest first. Raises NotAllowed."""
    require(actor, Act.HANDLE_CONCERNS)
    rows = concerns.signpost_editions()
    names = names_of_officers({row.written_by for row in rows})
    return tuple(
        Signpost(
            row.social_services,
            row.out_of_hours,
            row.coordinator,
            row.number,
            row.written_at,
            names.get(row.written_by, row.written_by),
        )
        for row in rows
    )
