"""Turns the TOML of a checklist, or of its words, into domain values; what does not fit is named exactly."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from vetting.domain.checklist import (
    OPTIONS,
    Checklist,
    Label,
    Parameter,
    Question,
    Text,
    Words,
    faults_of,
)
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus
from vetting.domain.terms_decisions import ParameterKind

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def checklist_from(content: bytes, *, file: str, digest: str, words: Words) -> Checklist:
    """The checklist in the bytes of a file. Raises UnusableFile with file, question and key.

    Labels in its table `own` are added to the shared words, and may not say otherwise than those.
    """
    table = _Table(toml_table(content, file), file)
    if table.take("words", str) != words.version:
        raise UnusableFile("checklist_other_words", file=file, question="", key="words")
    words = _with_own(words, table)
    checklist = Checklist(
        name=table.take("name", str),
        version=table.take("version", str),
        in_force_on=table.take("in_force_on", date),
        title=table.text("title"),
        norm=table.text("norm"),
        act_gate=table.take("act_gate", str, ""),
        focus_areas=tuple(_label(entry) for entry in table.tables("focus_areas")),
        results=tuple(_label(entry) for entry in table.tables("results")),
        questions=tuple(_question(entry) for entry in table.tables("questions")),
        words=words,
        digest=digest,
    )
    table.close()
    if not checklist.questions:
        raise UnusableFile("checklist_without_questions", file=file, question="", key="questions")
    for fault in faults_of(checklist):
        raise UnusableFile(f"checklist_{fault.code}", file=file, question=fault.question, key=fault.key)
    return checklist


def words_version_in(content: bytes, *, file: str) -> str:
    """Which version of the words a checklist file is written with."""
    return _Table(toml_table(content, file), file).take("words", str)


def faults_of_questions(table: Mapping[str, object], *, file: str) -> list[UnusableFile]:
    """The first fault of each question of a table, so that somebody can mend them in one go."""
    found = []
    for entry in _Table(table, file).tables("questions"):
        try:
            _question(entry)
        except UnusableFile as fault:
            found.append(fault)
    return found


def words_from(content: bytes, *, file: str) -> Words:
    """The labels in the bytes of a words file. Raises UnusableFile with file and key."""
    table = _Table(toml_table(content, file), file)
    words = Words(
        version=table.take("version", str),
        evidence=_texts(table, "evidence"),
        answers=_texts(table, "answers"),
        sections=_texts(table, "sections"),
        sources=_texts(table, "sources"),
        parameters={name: _parameter(name, entry) for name, entry in table.named("parameters").items()},
    )
    table.close()
    missing = [gate.value for gate in Gate if gate.value not in words.sections]
    if missing:
        raise UnusableFile("checklist_section_without_words", file=file, question="", key=missing[0])
    return words


class _Table:
    """A TOML table from which keys are taken one by one, so that a leftover key is found."""

    def __init__(self, raw: Mapping[str, object], file: str, question: str = "") -> None:
        self.left = dict(raw)
        self.file, self.question = file, question

    def fail(self, code: str, key: str) -> UnusableFile:
        return UnusableFile(f"checklist_{code}", file=self.file, question=self.question, key=key)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        value = self.left.pop(key, default)
        if value is None:
            raise self.fail("missing_key", key)
        if type(value) is not kind:
            raise self.fail("wrong_type", key)
        return value

    def text(self, key: str) -> Text:
        pair = self.take(key, dict)
        for language in ("sv", "en"):
            written = pair.get(language, "")
            if not isinstance(written, str) or not written.strip():
                raise self.fail("missing_language", f"{key}.{language}")
        if set(pair) != {"sv", "en"}:
            raise self.fail("unknown_key", f"{key}.{min(set(pair) - {'sv', 'en'})}")
        return Text(pair["sv"], pair["en"])

    def names(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        values: list[object] = self.take(key, list, None if default is None else list(default))
        if not all(isinstance(value, str) and value for value in values):
            raise self.fail("wrong_type", key)
        return tuple(str(value) for value in values)

    def member(self, key: str, terms: type[E]) -> E:
        value = self.take(key, str)
        if value not in set(terms):
            raise self.fail("unknown_value", key)
        return terms(value)

    def tables(self, key: str) -> "list[_Table]":
        entries: list[object] = self.take(key, list, [])
        found = []
        for entry in entries:
            if not isinstance(entry, dict):
                raise self.fail("wrong_type", key)
            found.append(_Table(entry, self.file, str(entry.get("id", ""))))
        return found

    def named(self, key: str, default: dict[str, object] | None = None) -> "dict[str, _Table]":
        entries = self.take(key, dict, default)
        if not all(isinstance(entry, dict) for entry in entries.values()):
            raise self.fail("wrong_type", key)
        return {name: _Table(entry, self.file) for name, entry in entries.items()}

    def close(self) -> None:
        if self.left:
            raise self.fail("unknown_key", min(self.left))


def toml_table(content: bytes, file: str) -> dict[str, object]:
    """What stands in the bytes of a file. Raises UnusableFile `checklist_not_toml`.

    Brackets within brackets without end, and numbers of thousands of digits, are no TOML either.
    """
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        told = str(error)[:200]
        raise UnusableFile("checklist_not_toml", file=file, question="", key="", found=told) from error


def _with_own(words: Words, table: "_Table") -> Words:
    own = _Table(table.take("own", dict, {}), table.file)
    evidence, sources = [_texts(own, key, {}) for key in ("evidence", "sources")]
    parameters = {name: _parameter(name, one) for name, one in own.named("parameters", {}).items()}
    own.close()
    for mine, shared in (
        (evidence, words.evidence),
        (sources, words.sources),
        (parameters, words.parameters),
    ):
        if taken := sorted(set(mine) & set(shared)):
            raise own.fail("own_word_taken", taken[0])
    return replace(
        words,
        evidence={**words.evidence, **evidence},
        sources={**words.sources, **sources},
        parameters={**words.parameters, **parameters},
    )


def _question(table: _Table) -> Question:
    answers = table.member("answers", AnswerKind)
    question = Question(
        id=table.take("id", str),
        section=table.member("section", Gate),
        text=table.text("text"),
        why=table.text("why"),
        evidence=table.names("evidence"),
        answers=answers,
        options=table.names("options", OPTIONS[answers]),
        bad=table.names("bad"),
        effect=table.member("effect", Effect),
        source=table.names("source"),
        in_force=table.take("in_force", str),
        status=table.member("status", SourceStatus),
        required=table.take("required", bool),
        local=table.take("local", bool, False),
        parameters=table.names("parameters", ()),
        view_risk=table.take("view_risk", bool, False),
        opens_with_act=table.take("opens_with_act", bool, False),
        opens_after=table.names("opens_after", ()),
        focus=table.take("focus", str, ""),
    )
    table.close()
    return question


def _label(table: _Table) -> Label:
    label = Label(table.take("id", str), table.text("text"))
    table.close()
    return label


def _parameter(name: str, table: _Table) -> Parameter:
    parameter = Parameter(name, table.text("text"), table.member("kind", ParameterKind))
    table.close()
    return parameter


def _texts(table: _Table, key: str, default: dict[str, object] | None = None) -> dict[str, Text]:
    part = _Table(table.take(key, dict, default), table.file)
    return {name: part.text(name) for name in list(part.left)}
