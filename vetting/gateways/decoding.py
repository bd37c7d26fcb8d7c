"""Bytes to text, strictly: which encoding was believed, on what ground, and what was mended."""

import codecs
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from vetting.domain.errors import UnusableFile

NORDIC = frozenset("åäöÅÄÖéÉüÜèàáíóúñçæøÆØ")
# Never letters in Windows-1252; as C1 controls they only "decode" because ISO-8859-1 never fails.
UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_TWICE = re.compile("[\u00c2-\u00c5][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6"
                    "\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a"
                    "\u20ac\u2122]")  # fmt: skip
# The first bytes of letters that were encoded twice (Ã, Â) and the mark of a lost letter, in UTF-8.
_DOUBTFUL = (b"\xc3\x83", b"\xc3\x82", b"\xef\xbf\xbd")
_ODD_BYTES = bytes(range(0x80, 0x100))
_WINDOWS_ONLY = bytes(range(0x80, 0xA0))  # where Windows-1252 and ISO-8859-1 differ
_NORDIC_BYTES = "".join(sorted(NORDIC)).encode("cp1252")
BLOCK = 1024 * 1024
_BLANKS = b" \t\r\n\x0b\x0c"
LONGEST_LINE = 16  # blocks without a line's end: no text that has rows
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


@dataclass(frozen=True, slots=True)
class Proof:
    """The encoding that all bytes of a file were read with. `is_doubtful`: letters encoded twice or lost
    may stand in it, so every line is looked at."""

    encoding: str
    is_doubtful: bool = False


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


def prove_encoding(file: Path, *, declared: str | None = None, filename: str = "") -> Proof:
    """The encoding of a file of any length, proven over all of its bytes before the first row is used.

    BOM, else strict UTF-8, else Windows-1252 when Nordic letters appear and no byte is undefined there.
    ISO-8859-1 never fails and therefore proves nothing: a format that declares it is proven the same
    way, and called by its own name when no byte stands where the two differ.
    Raises UnusableFile as `decode` does.
    """
    with file.open("rb") as stream:
        head = stream.read(4)
    mark, encoding = next(((mark, name) for mark, name in _BOMS if head.startswith(mark)), (b"", "utf-8"))
    found = _scan(file, encoding, bom=mark)
    if found.is_blank:
        raise UnusableFile("empty_file", filename=filename)
    if mark:
        if found.error is not None:
            raise UnusableFile("broken_encoding", filename=filename, encoding=encoding, position=found.error)
        return Proof(encoding, encoding == "utf-16" or found.is_doubtful)
    if found.has_nul:
        raise UnusableFile("binary_not_text", filename=filename)
    if found.error is None:
        return Proof("utf-8", found.is_doubtful)
    own = _require_windows(file, filename, found.error) and declared == "iso-8859-1"
    return Proof("iso-8859-1" if own else "cp1252", is_doubtful=True)


@contextmanager
def open_text(file: Path, proof: Proof, told: Callable[[str], None]) -> Iterator[Iterator[str]]:
    """The file's lines with their ends, mended where they were encoded twice; `told` gets codes of notes."""
    with file.open(encoding=proof.encoding, newline="") as stream:
        yield _mended(stream, told) if proof.is_doubtful else iter(stream)


def ends_with_newline(file: Path) -> bool:
    """Whether the last line is whole: machines end each line, and a file cut off on the way does not."""
    with file.open("rb") as stream:
        stream.seek(-1, 2)
        return stream.read(1) == b"\n"


def _mended(stream: TextIO, told: Callable[[str], None]) -> Iterator[str]:
    for line in stream:
        mended = line if line.isascii() else _TWICE.sub(_once, line)
        if mended != line:
            told("double_encoding_mended")
        if "\ufffd" in mended:
            told("replacement_characters")
        yield mended


@dataclass(slots=True)
class _Scan:
    """What all bytes of a file say. `error` is the first position that is not in the tried encoding."""

    is_blank: bool = True
    has_nul: bool = False
    is_doubtful: bool = False
    error: int | None = None


def _scan(file: Path, encoding: str, *, bom: bytes) -> _Scan:
    found, at, seam, unbroken = _Scan(), 0, b"", 0
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            window = seam + block
            unbroken = 0 if b"\n" in block or b"\r" in block else unbroken + 1
            found.has_nul = found.has_nul or b"\x00" in block or unbroken > LONGEST_LINE
            found.is_doubtful = found.is_doubtful or any(mark in window for mark in _DOUBTFUL)
            _try(decoder, block, found, at)
            filled = block.removeprefix(bom) if at == 0 else block
            found.is_blank = found.is_blank and not filled.strip(_BLANKS + b"\x00" * bool(bom))
            at, seam = at + len(block), block[-2:]
    _try(decoder, b"", found, at)
    return found


def _try(decoder: codecs.IncrementalDecoder, block: bytes, found: _Scan, at: int) -> None:
    """Decodes on until the first error."""
    if found.error is None:
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            found.error = at + error.start


def _require_windows(file: Path, filename: str, position: int) -> bool:
    """Refuse what Windows-1252 does not explain either. True when ISO-8859-1 reads the same letters."""
    odd, nordic, is_latin = 0, 0, True
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            if UNDEFINED.search(block):
                raise UnusableFile("unknown_encoding", filename=filename, position=position)
            odd += len(block) - len(block.translate(None, _ODD_BYTES))
            nordic += len(block) - len(block.translate(None, _NORDIC_BYTES))
            is_latin = is_latin and len(block) == len(block.translate(None, _WINDOWS_ONLY))
    if nordic * 2 < odd:
        raise UnusableFile("unknown_encoding", filename=filename, position=position)
    return is_latin


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
