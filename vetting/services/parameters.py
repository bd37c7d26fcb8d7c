"""What a board sets for its local criteria, per year: minimum members, ceiling for own means and the like."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.parameters import kept_text
from vetting.gateways.checklist_shelf import shelf
from vetting.records import boards
from vetting.records.assessments import LocalParameter
from vetting.records.db import db, transaction
from vetting.records.journal import note

YEARS = range(2020, 2100)


@dataclass(frozen=True)
class Place:
    """Where a local value belongs: the checklist, its question, and the parameter's name."""

    checklist: str
    question_id: str
    name: str


def checklist_names() -> list[str]:
    """The checklists that are published, by name."""
    return shelf().names()


def checklist_of_year(name: str, year: int) -> Checklist:
    """The version in force at the end of the year. Raises NotFound `no_checklist_in_force`."""
    return shelf().latest_in_force(name, dt.date(year, 12, 31))


def years_with(name: str, years: Iterable[int]) -> list[int]:
    """Those of the years at whose end a version of the checklist is in force."""
    on_shelf, found = shelf(), []
    for year in years:
        with contextlib.suppress(NotFound):
            on_shelf.latest_in_force(name, dt.date(year, 12, 31))
            found.append(year)
    return found


def checklists_in_force(on: dt.date) -> list[Checklist]:
    """The version of each checklist that is in force that day."""
    on_shelf, found = shelf(), []
    for name in on_shelf.names():
        with contextlib.suppress(NotFound):
            found.append(on_shelf.latest_in_force(name, on))
    return found


def set_parameters(
    board_id: str, year: int, *, values: Mapping[Place, str], by: Actor, now: dt.datetime
) -> int:
    """Sets the board's values for the year and gives how many changed; an empty text takes a value away.

    Raises Refused `value_not_a_number`, `parameter_not_a_switch`, `parameter_too_long` (each with
    `question` and `parameter`), `year_out_of_range`, `unknown_question` or `parameters_unchanged`, and
    NotFound `unknown_parameter`.
    """
    if year not in YEARS:
        raise Refused("year_out_of_range", first=YEARS.start, last=YEARS.stop - 1)
    checklists = {name: checklist_of_year(name, year) for name in {place.checklist for place in values}}
    texts = {place: _checked(checklists[place.checklist], place, value) for place, value in values.items()}
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        changed = [place for place, kept in texts.items() if _set(board_id, year, place, kept, by, now)]
        if not changed:
            raise Refused("parameters_unchanged")
        return len(changed)


def _checked(checklist: Checklist, place: Place, value: str) -> str:
    if place.name not in checklist.question(place.question_id).parameters:
        raise NotFound("unknown_parameter", parameter=place.name)
    try:
        return kept_text(checklist.words.parameters[place.name].kind, value)
    except Refused as refusal:
        raise Refused(
            refusal.code, **refusal.facts, question=place.question_id, parameter=place.name
        ) from None


def _set(board_id: str, year: int, place: Place, kept: str, by: Actor, now: dt.datetime) -> bool:
    row = boards.local_parameter(
        board_id, year, checklist=place.checklist, question_id=place.question_id, name=place.name
    )
    before = "" if row is None else row.value
    if before == kept:
        return False
    if row is None:
        row = LocalParameter(
            board_id=board_id,
            year=year,
            checklist_name=place.checklist,
            question_id=place.question_id,
            name=place.name,
        )
        db.session.add(row)
    row.value = kept
    if not kept:
        db.session.delete(row)
    note(
        Entry.PARAMETER_SET,
        by=by,
        now=now,
        subject=f"board:{board_id}",
        year=year,
        checklist=place.checklist,
        question=place.question_id,
        parameter=place.name,
        value=kept,
        value_before=before,
    )
    return True
