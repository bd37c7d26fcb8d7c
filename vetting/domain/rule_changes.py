"""What one version of a checklist asks that another did not, and what it asks otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from vetting.domain.checklist import Checklist, Label, Question, Text

ABOUT = ("title", "norm", "act_gate", "focus_areas", "results")


@dataclass(frozen=True)
class FieldChange:
    """One field of a question before and after, as plain texts."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RuleChanges:
    """Question ids in the order of their version; `changed` by id; `about` what differs of the whole."""

    about: tuple[FieldChange, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: dict[str, tuple[FieldChange, ...]]

    @property
    def count(self) -> int:
        return len(self.about) + len(self.added) + len(self.removed) + len(self.changed)


def changes_between(before: Checklist, after: Checklist) -> RuleChanges:
    """What the later of two versions does otherwise."""
    old = {question.id: question for question in before.questions}
    new = {question.id: question for question in after.questions}
    differing = {key: tuple(fields_changed(old[key], new[key])) for key in new if key in old}
    return RuleChanges(
        about=tuple(_of_fields(before, after, ABOUT)),
        added=tuple(key for key in new if key not in old),
        removed=tuple(key for key in old if key not in new),
        changed={key: told for key, told in differing.items() if told},
    )


def fields_changed(before: Question, after: Question) -> Iterator[FieldChange]:
    """What differs between two versions of one question, a text in each of its languages."""
    yield from _of_fields(before, after, [one.name for one in fields(Question) if one.name != "id"])


def _of_fields(before: object, after: object, names: Iterable[str]) -> Iterator[FieldChange]:
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if isinstance(old, Text):
            for language in ("sv", "en"):
                told = (old.in_language(language), new.in_language(language))
                if told[0] != told[1]:
                    yield FieldChange(f"{name}_{language}", *told)
        elif old != new:
            yield FieldChange(name, _plain(old), _plain(new))


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(one.id if isinstance(one, Label) else str(one) for one in value) or "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return value.value
    return str(value) or "–"
