"""Masking a copy of a case: what may not be read is cut out of every text, numbered, and told of in a log."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from vetting.domain.identity import MASK, is_personal, mask
from vetting.domain.secret_words import bare_texts

PERSONAL_NUMBER = "Personnummer"
MASK_SHOWN = re.compile(r"\[Maskat \d+\]")
_LOOKS_PERSONAL = re.compile(r"(?<!\d)(?:18|19|20)?(\d{6})\s?[-+\u2010-\u2015\u2212]\s?(\d{4})(?!\d)")


class MaskKind(StrEnum):
    """What stands behind a mask."""

    ITEM = "item"  # a whole item of the case
    PASSAGE = "passage"
    SIGNATORY = "signatory"
    OFFICER = "officer"
    PERSONAL_NUMBER = "personal_number"


@dataclass(frozen=True)
class Mask:
    """Why something is masked. All places with the same `key` get the same number; `on` is an ISO day."""

    key: str
    kind: MaskKind
    ground: str
    by: str = ""
    on: str = ""


@dataclass(frozen=True)
class Secret:
    """Words that may not be read wherever they stand."""

    mask: Mask
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class CopyLine:
    """One line of a copy: what it is, its text, and the key of the item it tells of, if any."""

    label: str
    text: str
    item: str = ""


@dataclass(frozen=True)
class CopySection:
    title: str
    lines: tuple[CopyLine, ...]


@dataclass(frozen=True)
class LogLine:
    """One number of the log."""

    number: int
    kind: MaskKind
    ground: str
    by: str
    on: str


@dataclass(frozen=True)
class MaskedCopy:
    """A copy without its secrets, and the log of what was cut out, by number."""

    sections: tuple[CopySection, ...]
    log: tuple[LogLine, ...]


def masked(
    sections: Sequence[CopySection], *, secrets: Sequence[Secret], items: Mapping[str, Mask]
) -> MaskedCopy:
    """The sections with every secret cut out; `items` are those masked whole, by key.

    Secrets are looked for in the order they are given; numbers are given in the order of reading. Personal
    numbers are always cut out, each with a number of its own.
    """
    masker = _Masker(tuple(secrets), dict(items))
    done = tuple(
        CopySection(masker.text(section.title), tuple(masker.line(line) for line in section.lines))
        for section in sections
    )
    # Whoever set a mark may be called as somebody who is masked: then the log grows while it is gone through.
    log = tuple(replace(line, by=masker.text(line.by)) for line in masker.log)
    return MaskedCopy(done, log)


def survivors(texts: Iterable[str], secrets: Sequence[Secret]) -> tuple[Mask, ...]:
    """Whose words can still be read in texts that should be without them."""
    found: dict[Mask, None] = {}
    for text in texts:
        for form in dict.fromkeys(bare_texts(text)):
            found |= {one.mask: None for one in secrets if one.pattern.search(form)}
            if _without_numbers(form) != form:
                found[Mask("", MaskKind.PERSONAL_NUMBER, PERSONAL_NUMBER)] = None
    return tuple(found)


Part = str | Mask


@dataclass
class _Masker:
    """Cuts text by text, and remembers which number each mask got."""

    secrets: tuple[Secret, ...]
    items: dict[str, Mask]
    log: list[LogLine] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    personal: int = 0

    def line(self, line: CopyLine) -> CopyLine:
        """A whole item leaves nothing but its mask; else its words are gone through."""
        whole = self.items.get(line.item)
        text = self._shown(whole) if whole else self.text(line.text)
        return replace(line, label=self.text(line.label), text=text)

    def text(self, text: str) -> str:
        """The text with its masks."""
        as_written, folded = bare_texts(text)
        parts = self._cut(as_written)
        if folded != as_written:  # words may hide in odd characters
            parts = max(parts, self._cut(folded), key=_masks_in)
        return "".join(self._shown(part) if isinstance(part, Mask) else part for part in parts)

    def _cut(self, text: str) -> list[Part]:
        parts: list[Part] = []
        for number, piece in enumerate(_without_numbers(text).split(MASK)):
            if number:
                self.personal += 1
                key = f"{MaskKind.PERSONAL_NUMBER}:{self.personal}"
                parts.append(Mask(key, MaskKind.PERSONAL_NUMBER, PERSONAL_NUMBER))
            parts.append(piece)
        for secret in self.secrets:
            parts = [one for part in parts for one in _cut_by(secret, part)]
        return [part for part in parts if part != ""]

    def _shown(self, of: Mask) -> str:
        number = self.numbers.get(of.key)
        if number is None:
            number = self.numbers[of.key] = len(self.numbers) + 1
            self.log.append(LogLine(number, of.kind, of.ground, of.by, of.on))
        return f"[Maskat {number}]"


def _cut_by(secret: Secret, part: Part) -> list[Part]:
    if isinstance(part, Mask):
        return [part]
    pieces: list[Part] = []
    at = 0
    for found in secret.pattern.finditer(part):
        pieces += [part[at : found.start()], secret.mask]
        at = found.end()
    return [*pieces, part[at:]]


def _masks_in(parts: Sequence[Part]) -> int:
    return sum(isinstance(part, Mask) for part in parts)


def _without_numbers(text: str) -> str:
    """Personal numbers masked, also those whose check digit is wrong: somebody may have typed it so."""
    return _LOOKS_PERSONAL.sub(
        lambda found: MASK if is_personal(found[1] + found[2]) else found[0], mask(text)
    )
