"""Routines and guidelines as dated texts: which roles must read them, and in which boards they hold."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.terms import Role

LONGEST_TITLE = 160
LONGEST_TEXT = 20_000
READERS = tuple(role for role in Role if role is not Role.PARTNER_AGENT)


@dataclass(frozen=True)
class RoutineText:
    """One version. `boards` empty: of every board. `text` may be "" where a PDF holds it."""

    title: str
    text: str
    in_force_from: dt.date
    in_force_to: dt.date | None
    roles: tuple[Role, ...]
    boards: tuple[str, ...] = ()


def sound(version: RoutineText, *, has_file: bool, begins_after: dt.date | None) -> RoutineText:
    """The version with its texts tidied. `begins_after`: the first day of the version before, if any.

    Raises Refused `routine_without_text`, `routine_without_readers`, `routine_days_overlap`,
    `ends_before_it_begins`, or as free_text.require_written.
    """
    if not has_file and not version.text.strip():
        raise Refused("routine_without_text", field="text")
    if not version.roles or not set(version.roles) <= set(READERS):
        raise Refused("routine_without_readers", field="roles")
    if begins_after is not None and version.in_force_from <= begins_after:
        raise Refused("routine_days_overlap", field="in_force_from", day=begins_after.isoformat())
    if version.in_force_to is not None and version.in_force_to < version.in_force_from:
        raise Refused("ends_before_it_begins", field="in_force_to")
    return replace(
        version,
        title=require_written(version.title, field="title", longest=LONGEST_TITLE),
        text=require_writable(version.text, field="text", longest=LONGEST_TEXT),
    )


def must_read(
    appointments: Iterable[tuple[Role, str | None]], roles: Collection[Role], boards: Collection[str]
) -> bool:
    """Whether somebody with these appointments has to read it: one of the roles, in one of the boards."""
    return any(
        role in roles and (not boards or board_id is None or board_id in boards)
        for role, board_id in appointments
    )


def require_training_day(has_taken: bool, taken_on: dt.date | None, *, today: dt.date) -> None:
    """Raises Refused `training_day_missing`, `training_day_ahead`, `training_day_without`."""
    if has_taken and taken_on is None:
        raise Refused("training_day_missing", field="taken_on")
    if not has_taken and taken_on is not None:
        raise Refused("training_day_without", field="taken_on")
    if taken_on is not None and taken_on > today:
        raise Refused("training_day_ahead", field="taken_on")
