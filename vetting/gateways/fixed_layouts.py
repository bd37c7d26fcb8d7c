"""Layouts of files in fixed posts, as data: which post has which field where, and what the fields tell.

The agencies hand out their record layouts under agreement, so a layout is a TOML file: those shipped here are
for the test bench and say so; an installation puts the real one into its own folder under the data.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vetting.domain.errors import UnusableFile

SHIPPED = Path(__file__).parent / "layouts"
ENCODINGS = frozenset({"iso-8859-1", "utf-8", "ascii"})
NEEDED: Mapping[str, frozenset[str]] = {
    "start": frozenset({"kind", "made_on", "reference"}),
    "end": frozenset({"count", "sum"}),
    "question": frozenset({"org_number", "reference"}),
    "receipt": frozenset({"reference", "result", "reason"}),
    "nothing": frozenset({"org_number", "reference"}),
}
FACT_KEYS = frozenset({"kind", "kind_from", "state", "state_from", "text_from", "on_from", "amount_from"})


class FieldKind(StrEnum):
    """How a field is written: text to the left, digits and amounts (öre) to the right with zeros before."""

    TEXT = "text"
    DIGITS = "digits"
    AMOUNT = "amount"
    DATE = "date"  # YYYYMMDD, zeros for none
    ORG_NUMBER = "org_number"  # twelve: 16 and the ten digits
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `start` counts from 1 as the agencies' descriptions do."""

    name: str
    start: int
    length: int
    kind: FieldKind = FieldKind.TEXT
    codes: Mapping[str, str] = field(default_factory=dict)
    constant: str | None = None
    is_summed: bool = False

    @property
    def end(self) -> int:
        return self.start + self.length - 1


@dataclass(frozen=True, slots=True)
class Post:
    """One type of line. `facts`: what its fields tell of the organisation."""

    name: str
    type: str
    fields: tuple[Field, ...]
    facts: tuple[Mapping[str, str], ...] = ()

    @property
    def length(self) -> int:
        return max(one.end for one in self.fields)

    def has(self, names: frozenset[str]) -> bool:
        """Whether all of these fields are there."""
        return names <= {one.name for one in self.fields}


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole layout: `kinds` says how the start post names a question, a receipt and an answer."""

    name: str
    note: str
    encoding: str
    kinds: Mapping[str, str]
    posts: Mapping[str, Post]
    parts: Mapping[str, str]  # start, end, question, receipt, nothing -> name of its post

    def part(self, name: str) -> Post:
        """The post that plays a part."""
        return self.posts[self.parts[name]]

    @property
    def answers(self) -> tuple[Post, ...]:
        """Posts that tell something of an organisation."""
        return tuple(post for post in self.posts.values() if post.facts)


def names_in(folders: Sequence[Path]) -> tuple[str, ...]:
    """Names of the layouts at hand: an installation's own, and those of the bench."""
    found = {one.stem for folder in (*folders, SHIPPED) if folder.is_dir() for one in folder.glob("*.toml")}
    return tuple(sorted(found))


def load(name: str, folders: Sequence[Path] = ()) -> Layout:
    """The layout of that name. Raises UnusableFile `layout_missing`, or `layout_unusable` saying where."""
    for folder in (*folders, SHIPPED):
        path = folder / f"{name}.toml"
        if name in names_in([folder]) and path.is_file():
            return _read(name, path)
    raise UnusableFile("layout_missing", layout=name)


def _read(name: str, path: Path) -> Layout:
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        posts = {key: _post(key, value) for key, value in told["posts"].items()}
        layout = Layout(
            name=name,
            note=str(told.get("note", "")),
            encoding=str(told["encoding"]).lower(),
            kinds={str(key): str(value) for key, value in told["kinds"].items()},
            posts=posts,
            parts={part: str(told[part]) for part in NEEDED},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # broken TOML is a ValueError
        raise UnusableFile("layout_unusable", layout=name, where=str(error)[:80]) from error
    if (fault := _fault(layout)) is not None:
        raise UnusableFile("layout_unusable", layout=name, where=fault)
    return layout


def _post(name: str, told: Mapping[str, object]) -> Post:
    fields, facts = told["fields"], told.get("facts", [])
    assert isinstance(fields, list) and isinstance(facts, list)  # noqa: S101, PT018 - for the type checker
    made = tuple(Field(**{**one, "kind": FieldKind(one.get("kind", "text"))}) for one in fields)
    return Post(name, str(told["type"]), made, tuple(dict(one) for one in facts))


def _fault(layout: Layout) -> str | None:
    """Where the layout cannot be used, or None."""
    if layout.encoding not in ENCODINGS:
        return "encoding"
    if set(layout.kinds) != {"question", "receipt", "answer"}:
        return "kinds"
    types = [post.type for post in layout.posts.values()]
    if len(set(types)) != len(types) or len({len(one) for one in types}) != 1:
        return "type"
    for part, needed in NEEDED.items():
        if layout.parts[part] not in layout.posts or not layout.part(part).has(needed):
            return part
    return next((fault for post in layout.posts.values() if (fault := _post_fault(post))), None)


def _post_fault(post: Post) -> str | None:
    names = {one.name for one in post.fields}
    free = len(post.type) + 1
    for one in sorted(post.fields, key=lambda found: found.start):
        if one.start < free or one.length < 1:
            return f"{post.name}.{one.name}"
        free = one.end + 1
    if post.facts and not post.has(NEEDED["nothing"]):
        return post.name
    for fact in post.facts:
        used = {value for key, value in fact.items() if key.endswith("_from")}
        if set(fact) - FACT_KEYS or used - names or not {"kind", "kind_from"} & set(fact):
            return f"{post.name}.facts"
    return None
