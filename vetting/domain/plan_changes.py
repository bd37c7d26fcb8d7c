"""What changed from one version of a plan to the next, item by item."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class PlanChange(StrEnum):
    """What became of one item."""

    ADDED = "added"
    REMOVED = "removed"
    DAY = "day"
    OWNER = "owner"
    WORDS = "words"


class Line(Protocol):
    """An item of a version; `key` is the same in every version."""

    @property
    def key(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def evidence(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def deputy(self) -> str: ...
    @property
    def due_on(self) -> dt.date: ...


@dataclass(frozen=True)
class Changed:
    """One change; `before` and `after` are a day, a name or words, "" where there is none."""

    kind: PlanChange
    title: str
    before: str = ""
    after: str = ""


def changes_between(old: Sequence[Line], new: Sequence[Line]) -> tuple[Changed, ...]:
    """What is new, gone or otherwise, in the order of the new version; what is gone comes last."""
    before = {line.key: line for line in old}
    after = {line.key for line in new}
    found: list[Changed] = []
    for line in new:
        former = before.get(line.key)
        if former is None:
            found.append(Changed(PlanChange.ADDED, line.title, after=line.due_on.isoformat()))
        else:
            found += _of_item(former, line)
    found += [
        Changed(PlanChange.REMOVED, line.title, before=line.due_on.isoformat())
        for line in old
        if line.key not in after
    ]
    return tuple(found)


def _of_item(old: Line, new: Line) -> Iterator[Changed]:
    if old.due_on != new.due_on:
        yield Changed(PlanChange.DAY, new.title, old.due_on.isoformat(), new.due_on.isoformat())
    if (old.owner, old.deputy) != (new.owner, new.deputy):
        yield Changed(PlanChange.OWNER, new.title, _people(old), _people(new))
    if (old.title, old.evidence) != (new.title, new.evidence):
        yield Changed(
            PlanChange.WORDS, new.title, f"{old.title} ({old.evidence})", f"{new.title} ({new.evidence})"
        )


def _people(line: Line) -> str:
    return f"{line.owner}, {line.deputy}" if line.deputy else line.owner
