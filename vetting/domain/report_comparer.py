"""This year's report beside last year's: equal passages and sudden jumps, as questions and never as answers.

A sign raises a question that an officer may put, and is closed with a word. Nothing follows from it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from vetting.domain.plain_questions import PlainQuestion, number_in
from vetting.domain.terms_association_reports import AskedKind, SignKind

LEAST_WORDS = 5  # equal words in a row that make a passage; fewer say nothing
LEAST_TEXT = 12  # words of a text whose likeness is told at all
LEAST_CHANGE = 5  # a jump of fewer than this, in persons, occasions or things, is none
WHOLE = "whole"
_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Limits:
    """Shares in percent from which a likeness, and a change of a figure, is told."""

    equal_percent: int = 80
    jump_percent: int = 50


@dataclass(frozen=True)
class Passage:
    """A piece of a text; `is_equal` when the other year's answer holds it too."""

    text: str
    is_equal: bool


@dataclass(frozen=True)
class TextBeside:
    """An answer beside that of the year before. `percent` of this year's words stand in last year's too."""

    question: PlainQuestion
    now: tuple[Passage, ...]
    before: tuple[Passage, ...]
    percent: int


@dataclass(frozen=True)
class FigureBeside:
    """A figure beside that of the year before; `percent` is the change, None where nothing is to compare."""

    question: PlainQuestion
    now: int | None
    before: int | None
    percent: int | None


@dataclass(frozen=True)
class Sign:
    """Something to ask about. `key` names it within the report; `percent` equal, or changed; `others`: of a
    part, its whole and the parts counted with it."""

    key: str
    kind: SignKind
    question: PlainQuestion | None
    percent: int
    now: int | None = None
    before: int | None = None
    others: tuple[PlainQuestion, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side. `percent` of all words of this year's texts stand in last year's too."""

    texts: tuple[TextBeside, ...]
    figures: tuple[FigureBeside, ...]
    percent: int
    signs: tuple[Sign, ...]


def compared(
    asked: Sequence[PlainQuestion],
    now: Mapping[str, str],
    before: Mapping[str, str],
    *,
    limits: Limits,
) -> Comparison:
    """The two reports, question by question; `asked` are the questions of this year's."""
    texts = tuple(
        _beside(one, now.get(one.id, ""), before.get(one.id, ""))
        for one in asked
        if one.kind is AskedKind.TEXT and (one.id in now or one.id in before)
    )
    figures = tuple(
        _figure(one, now.get(one.id, ""), before.get(one.id, ""))
        for one in asked
        if one.kind is not AskedKind.TEXT and (one.id in now or one.id in before)
    )
    percent = _share((len(_WORD.findall(p.text)), p.is_equal) for text in texts for p in text.now)
    return Comparison(texts, figures, percent, tuple(_signs(texts, figures, percent, limits)))


def _signs(
    texts: Sequence[TextBeside], figures: Sequence[FigureBeside], percent: int, limits: Limits
) -> Iterable[Sign]:
    if percent >= limits.equal_percent and _words(texts) >= LEAST_TEXT:
        yield Sign(f"{SignKind.EQUAL}:{WHOLE}", SignKind.EQUAL, None, percent)
    else:
        for text in texts:
            if text.percent >= limits.equal_percent and _words([text]) >= LEAST_TEXT:
                yield Sign(
                    f"{SignKind.EQUAL}:{text.question.id}", SignKind.EQUAL, text.question, text.percent
                )
    for one in figures:
        if one.percent is None or one.now is None or one.before is None:
            continue
        if abs(one.percent) >= limits.jump_percent and abs(one.now - one.before) >= LEAST_CHANGE:
            key = f"{SignKind.JUMP}:{one.question.id}"
            yield Sign(key, SignKind.JUMP, one.question, one.percent, one.now, one.before)


def _words(texts: Iterable[TextBeside]) -> int:
    return sum(len(_WORD.findall(passage.text)) for text in texts for passage in text.now)


def _beside(question: PlainQuestion, now: str, before: str) -> TextBeside:
    ours, theirs = _WORD.findall(now), _WORD.findall(before)
    blocks = [
        block
        for block in SequenceMatcher(None, _plain(ours), _plain(theirs), autojunk=False).get_matching_blocks()
        if block.size >= LEAST_WORDS or 0 < block.size == len(ours)
    ]
    mine = _passages(ours, [(block.a, block.size) for block in blocks])
    other = _passages(theirs, [(block.b, block.size) for block in blocks])
    percent = _share((len(_WORD.findall(p.text)), p.is_equal) for p in mine)
    return TextBeside(question, mine, other, percent)


def _plain(words: Sequence[str]) -> list[str]:
    return [word.strip().casefold().rstrip(".,;:!?") for word in words]


def _passages(words: Sequence[str], equal: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    found, at = [], 0
    for start, size in equal:
        found += [
            Passage("".join(words[at:start]), False),
            Passage("".join(words[start : start + size]), True),
        ]
        at = start + size
    found.append(Passage("".join(words[at:]), False))
    return tuple(passage for passage in found if passage.text)


def _share(parts: Iterable[tuple[int, bool]]) -> int:
    """Percent of the words that are equal, rounded down: 100 is told only of what is wholly so."""
    counted = list(parts)
    whole = sum(count for count, _ in counted)
    return 100 * sum(count for count, is_equal in counted if is_equal) // whole if whole else 0


def _figure(question: PlainQuestion, now: str, before: str) -> FigureBeside:
    ours, theirs = number_in(now), number_in(before)
    percent = None
    if ours is not None and theirs is not None and max(ours, theirs):
        percent = round(100 * (ours - theirs) / (theirs or 1)) if theirs else 100
    return FigureBeside(question, ours, theirs, percent)
