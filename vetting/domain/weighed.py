"""A name made ready for comparing: its pieces with their weights and marks, worked out once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from vetting.domain.names import (
    NamePart,
    Token,
    TokenKind,
    folded,
    joined_key,
    parts,
    tokens,
    word_form,
)
from vetting.domain.token_weights import COMMON_STEMS, TokenWeights

NAMES_REMEMBERED, WORDS_REMEMBERED = 20_000, 100_000  # per snapshot's weights
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
_MAY_TELL = re.compile(rf"{_ANY_TOLD.pattern}|\b(?:ek|joint)")  # what begins where a word does


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


class Piece(NamedTuple):
    """A piece of a name with its marks."""

    token: Token
    text: str
    weight: float
    is_type: bool
    is_word: bool
    is_place: bool
    is_distinctive: bool
    is_common: bool
    may_be_short: bool


class Word(NamedTuple):
    """A blank-parted word of a name, see `names.WordForm`. `may_tell`: its legal form, perhaps."""

    pieces: tuple[Piece, ...]
    letters: str | None
    spans: bool
    may_tell: bool


@dataclass(frozen=True, slots=True)
class ReadyName:
    """A name with its parts, the whole first; `joined` as `names.joined_key`."""

    name: str
    joined: str
    parts: tuple[tuple[Weighed, NamePart], ...]

    @property
    def whole(self) -> Weighed:
        return self.parts[0][0]


def ready(name: str, weights: TokenWeights) -> ReadyName:
    """The name made ready, remembered with the weights it was made for."""
    found = weights.names.get(name)
    if not isinstance(found, ReadyName):
        if len(weights.names) >= NAMES_REMEMBERED:
            weights.names.clear()
        words = _words(name, weights)
        letters = [word.letters for word in words]
        joined = joined_key(name) if None in letters else "".join(map(str, letters))
        whole, *others = parts(name)
        made = (
            (_weighed(whole.text, words, weights), whole),
            *[(_weighed(part.text, _words(part.text, weights), weights), part) for part in others],
        )
        found = weights.names[name] = ReadyName(name, joined, made)
    return found


def _weighed(name: str, words: list[Word], weights: TokenWeights) -> Weighed:
    if any([word.spans for word in words]):
        pieces = [_piece(token, weights) for token in tokens(name)]
    else:
        pieces = [piece for word in words for piece in word.pieces]
    columns = zip(*pieces, strict=True) if pieces else ((),) * len(Piece._fields)
    found, texts, weight, types, is_word, places, distinctive, common, shorts = columns
    told = any([word.may_tell for word in words])
    return Weighed(
        name=name,
        tokens=found,
        texts=texts,
        weights=weight,
        types=types,
        words=is_word,
        places=places,
        distinctive=distinctive,
        common=common,
        shorts=tuple([at for at, may in enumerate(shorts) if may]) if True in shorts else (),
        form=_form(folded(name) if told else "", pieces),
    )


def _words(name: str, weights: TokenWeights) -> list[Word]:
    known = weights.words
    found = []
    for written in name.split():
        word = known.get(written)
        found.append(word if isinstance(word, Word) else _learnt(written, weights))
    return found


def _learnt(written: str, weights: TokenWeights) -> Word:
    if len(weights.words) >= WORDS_REMEMBERED:
        weights.words.clear()
    form = word_form(written)
    pieces = tuple([_piece(token, weights) for token in form.pieces])
    may_tell = _MAY_TELL.search(folded(written)) is not None
    found = weights.words[written] = Word(pieces, form.letters, form.spans, may_tell)
    return found


def _piece(token: Token, weights: TokenWeights) -> Piece:
    text, is_word = token.text, token.kind is TokenKind.WORD
    return Piece(
        token,
        text,
        weights.of(token),
        token.is_type,
        is_word,
        weights.is_place(token),
        weights.is_distinctive(token),
        text in COMMON_STEMS,
        token.kind is TokenKind.ABBREVIATION or (is_word and 2 <= len(text) <= LONGEST_SHORT),
    )


def _form(told: str, pieces: Sequence[Piece]) -> LegalForm:
    """`told`: the folded name where it may say its form outright."""
    heads = {piece.text for piece in pieces if piece.is_type}
    if "stiftelse" in heads or (pieces and pieces[-1].text.endswith("fond")):
        return LegalForm.FOUNDATION
    if told and _ANY_TOLD.search(told):
        return next(LegalForm(form) for pattern, form in _TOLD if pattern.search(told))
    if not heads:
        return LegalForm.UNTOLD
    return LegalForm.EITHER if heads == {"forening"} else LegalForm.ASSOCIATION
