"""Bytes to text, strictly: which encoding was believed, on what ground, and what was mended."""

import codecs
import re
from dataclasses import dataclass

from vetting.domain.errors import UnusableFile

NORDIC = frozenset("åäöÅÄÖéÉüÜèàáíóúñçæøÆØ")
# Never letters in Windows-1252; as C1 controls they only "decode" because ISO-8859-1 never fails.
UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_TWICE = re.compile("[\u00c2-\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6"
                    "\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a"
                    "\u20ac\u2122]")  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """`how` is the decision: bom, utf8, declared or cp1252. `notes`: codes of what a person should know
    (double_encoding_mended, replacement_characters)."""

    text: str
    encoding: str
    how: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None, filename: str = "") -> Decoded:
    """Decode or refuse: UnusableFile empty_file, binary_not_text, broken_encoding, unknown_encoding."""
    if not data.strip():
        raise UnusableFile("empty_file", filename=filename)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            if not data.removeprefix(bom).strip(b"\x00 \t\r\n"):
                raise UnusableFile("empty_file", filename=filename)
            return _checked(_strictly(data, encoding, filename), encoding, "bom")
    if b"\x00" in data:
        raise UnusableFile("binary_not_text", filename=filename)
    try:
        return _checked(data.decode("utf-8"), "utf-8", "utf8")
    except UnicodeDecodeError as error:
        return _decode_single_byte(data, declared, filename, error)


def _decode_single_byte(
    data: bytes, declared: str | None, filename: str, error: UnicodeDecodeError
) -> Decoded:
    """Not UTF-8: the declared encoding, else Windows-1252 when it yields Nordic letters."""
    if declared and _codec(declared) not in ("utf-8", "iso8859-1", "cp1252", "ascii"):
        return _checked(_strictly(data, declared, filename), declared, "declared")
    if UNDEFINED.search(data):
        raise UnusableFile("unknown_encoding", filename=filename, position=error.start)
    text = _strictly(data, "cp1252", filename)
    odd = [c for c in text if ord(c) > 127]
    if sum(c in NORDIC for c in odd) * 2 < len(odd):
        raise UnusableFile("unknown_encoding", filename=filename, position=error.start)
    return _checked(text, "cp1252", "declared" if declared else "cp1252")


def _strictly(data: bytes, encoding: str, filename: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnusableFile(
            "broken_encoding", filename=filename, encoding=encoding, position=error.start
        ) from error


def _codec(name: str) -> str:
    """Python's own name of an encoding; an unknown name counts as not declared."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def _checked(text: str, encoding: str, how: str) -> Decoded:
    mended = _TWICE.sub(_once, text)
    notes = []
    if mended != text:
        notes.append("double_encoding_mended")
    if "\ufffd" in mended:
        notes.append("replacement_characters")
    return Decoded(mended.removeprefix("\ufeff"), encoding, how, tuple(notes))


def _once(found: re.Match[str]) -> str:
    """UTF-8 that was read as Windows-1252 and saved again: Ã¥ back to å, when a Nordic letter results."""
    try:
        letter = _as_cp1252(found.group()).decode("utf-8")
    except UnicodeError:
        return found.group()
    return letter if letter in NORDIC or letter == "\u00a0" else found.group()


def _as_cp1252(text: str) -> bytes:
    return b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in text)
