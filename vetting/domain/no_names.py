"""Texts in which nobody is named: who is responsible is written as a function."""

from collections.abc import Collection

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.hidden_words import WORDS, given_name_in, readable
from vetting.domain.pointers import pointers_in
from vetting.domain.terms_concerns import PointerKind

_REACHES = (PointerKind.EMAIL, PointerKind.PHONE, PointerKind.NUMBER)


def require_nameless(text: str, *, field: str, longest: int, names: Collection[str]) -> str:
    """The text, tidied. `names`: of everybody the service knows by name, compared whole.

    Raises Refused `person_named` with the `words` to rewrite, and as require_writable.
    """
    kept = require_writable(text, field=field, longest=longest)
    found = persons_in(kept, names)
    if found:
        raise Refused("person_named", field=field, words=found)
    return kept


def require_no_person(text: str, *, field: str, own: Collection[str] = ()) -> None:
    """Raises Refused `person_named` with `words`, where somebody is called by a given name. `own`: names of
    bodies, whose words may be written. Amounts and days may stand."""
    found = [
        one.words
        for one in pointers_in(text, places=own)
        if one.kind is PointerKind.PERSON and _tells(one.kind, one.words)
    ]
    if found:
        raise Refused("person_named", field=field, words=found)


def persons_in(text: str, names: Collection[str]) -> list[str]:
    """What in the text names somebody or leads to them: known names, given names, e-mail, phone, numbers."""
    plain = " ".join(readable(text).casefold().split())
    known = [name for name in names if " " in name.strip() and name.casefold() in plain]
    told = [one.words for one in pointers_in(text) if _tells(one.kind, one.words)]
    return list(dict.fromkeys([*known, *told]))


def _tells(kind: PointerKind, words: str) -> bool:
    return kind in _REACHES or (kind is PointerKind.PERSON and has_given_name(words) and not is_word(words))


def has_given_name(words: str) -> bool:
    """Whether one of the words is a given name."""
    return given_name_in(words)


def is_word(words: str) -> bool:
    """Whether it is a word as well as a given name, and written as a word."""
    return words in WORDS
