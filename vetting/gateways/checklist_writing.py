"""Writes a checklist as TOML, from the table that TOML or a workbook was read into."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence

HEAD = ("name", "version", "in_force_on", "words", "act_gate", "title", "norm")
QUESTION = (
    *("id", "section", "text", "why", "evidence", "answers", "options", "bad", "effect", "required"),
    *("local", "parameters", "view_risk", "opens_with_act", "opens_after", "focus"),
    *("source", "in_force", "status"),
)


def toml_of(table: Mapping[str, object]) -> bytes:
    """The TOML of a checklist's table: the same table, the same bytes. Unknown keys are written last, so that
    the reader names them."""
    lines = list(_pairs(table, HEAD, nested=("focus_areas", "results", "questions", "own")))
    for kind, names in _mapping(table.get("own")).items():
        lines += ["", f"[own.{_key(kind)}]"]
        lines += [f"{_key(name)} = {_value(value)}" for name, value in _mapping(names).items()]
    for name, order in (
        ("focus_areas", ("id", "text")),
        ("results", ("id", "text")),
        ("questions", QUESTION),
    ):
        for entry in _entries(table.get(name)):
            lines += ["", f"[[{name}]]", *_pairs(entry, order)]
    return ("\n".join(lines) + "\n").encode()


def _pairs(table: Mapping[str, object], order: Sequence[str], *, nested: Sequence[str] = ()) -> Iterator[str]:
    names = [*(name for name in order if name in table), *(name for name in table if name not in order)]
    for name in names:
        value = table[name]
        if name in nested:
            continue
        if isinstance(value, Mapping):  # a text in its languages
            for language, text in value.items():
                yield f"{_key(name)}.{_key(str(language))} = {_value(text)}"
        else:
            yield f"{_key(name)} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | int | float):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(str(name))} = {_value(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _entries(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []
