"""A name made ready for comparing: its pieces with their weights and marks, worked out once."""

import re
from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.names import (
    NamePart,
    Token,
    TokenKind,
    folded,
    parts,
    search_key,
    strict,
    tokens,
)
from vetting.domain.token_weights import COMMON_STEMS, Marks, TokenWeights

REMEMBERED = 50_000  # names per snapshot's weights
LONGEST_SHORT = 4
_TOLD = tuple(
    (re.compile(rf"\b(?:{pattern})"), form)
    for pattern, form in (
        (r"ek(?:onomisk)?\.? for", "society"),
        (r"hb\b|kb\b|handelsbolag|kommanditbolag", "partnership"),
        (r"gmbh\b|ltd\b|limited\b|llc\b|srl\b|sarl\b", "limited"),
        (r"ab\b|ag\b|aktiebolag|aktiengesell|inc\b|corp\b|corporation|plc\b|o?jsc\b|joint stock", "company"),
    )
)
_ANY_TOLD = re.compile("|".join(pattern.pattern for pattern, _ in _TOLD))


class LegalForm(StrEnum):
    """What a name says of its legal form; most names say nothing for certain."""

    UNTOLD = "untold"
    EITHER = "either"  # förening: a society may leave out that it is one
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    SOCIETY = "society"  # ekonomisk förening
    COMPANY = "company"  # aktiebolag and its like abroad
    LIMITED = "limited"  # GmbH, Ltd and their like
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The pieces of one name and, position by position, what the comparison asks of them."""

    name: str
    tokens: tuple[Token, ...]
    texts: tuple[str, ...]
    weights: tuple[float, ...]
    types: tuple[bool, ...]
    words: tuple[bool, ...]
    places: tuple[bool, ...]
    distinctive: tuple[bool, ...]
    common: tuple[bool, ...]
    shorts: tuple[int, ...]  # positions of what may be a short form
    form: LegalForm


@dataclass(frozen=True, slots=True)
class ReadyName:
    """A name with its forms and its parts, the whole first."""

    name: str
    strict: str
    folded: str
    key: str
    joined: str
    parts: tuple[tuple[Weighed, NamePart], ...]

    @property
    def whole(self) -> Weighed:
        return self.parts[0][0]


def ready(name: str, weights: TokenWeights) -> ReadyName:
    """The name made ready, remembered with the weights it was made for."""
    found = weights.memory.get(name)
    if not isinstance(found, ReadyName):
        if len(weights.memory) >= REMEMBERED:
            weights.memory.clear()
        key = search_key(name)
        made = tuple([(_weighed(part.text, weights), part) for part in parts(name)])
        found = ReadyName(name, strict(name), folded(name), key, key.replace(" ", ""), made)
        weights.memory[name] = found
    return found


def _weighed(name: str, weights: TokenWeights) -> Weighed:
    found = tokens(name)
    marks = [_marks(token, weights) for token in found]
    weight, types, words, places, distinctive, common, short = zip(*marks, strict=True) if marks else [()] * 7
    return Weighed(
        name=name,
        tokens=found,
        texts=tuple([token.text for token in found]),
        weights=weight,
        types=types,
        words=words,
        places=places,
        distinctive=distinctive,
        common=common,
        shorts=tuple([at for at, may in enumerate(short) if may]),
        form=_form(name, found),
    )


def _marks(token: Token, weights: TokenWeights) -> Marks:
    """Weight, type, word, place, distinctive, common and may-be-short of a piece; a word's are remembered."""
    text = token.text
    if token.kind is TokenKind.WORD and (known := weights.marks.get(text)):
        return known
    is_word = token.kind is TokenKind.WORD
    found = (
        weights.of(token),
        token.is_type,
        is_word,
        weights.is_place(token),
        weights.is_distinctive(token),
        text in COMMON_STEMS,
        token.kind is TokenKind.ABBREVIATION or (is_word and 2 <= len(text) <= LONGEST_SHORT),
    )
    if is_word:
        if len(weights.marks) >= REMEMBERED:
            weights.marks.clear()
        weights.marks[text] = found
    return found


def _form(name: str, found: tuple[Token, ...]) -> LegalForm:
    heads = {token.text for token in found if token.is_type}
    if "stiftelse" in heads or (found and found[-1].text.endswith("fond")):
        return LegalForm.FOUNDATION
    text = folded(name)
    if _ANY_TOLD.search(text):
        return next(LegalForm(form) for pattern, form in _TOLD if pattern.search(text))
    if not heads:
        return LegalForm.UNTOLD
    return LegalForm.EITHER if heads == {"forening"} else LegalForm.ASSOCIATION
