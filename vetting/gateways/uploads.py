"""Guards on what comes in as a file: size, real kind by its first bytes, zip bombs; and its digest."""

import hashlib
import html
import io
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from vetting.domain.errors import UnusableFile

MEBIBYTE = 1024 * 1024
MAX_BYTES = 50 * MEBIBYTE
MAX_MEMBER = 60 * MEBIBYTE
MAX_UNPACKED = 100 * MEBIBYTE
MAX_RATIO = 150
MAX_MEMBERS = 2000
MAX_OF_PART = {"xl/workbook.xml": 2 * MEBIBYTE, "xl/styles.xml": 8 * MEBIBYTE}  # read whole, into objects
SMALLEST_SUSPECT = MEBIBYTE  # a few bytes of repeated text compress well and harm nobody


class FileKind(StrEnum):
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TXT = "txt"


MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.JSON: "application/json",
    FileKind.XML: "application/xml",
    FileKind.CSV: "text/csv",
    FileKind.TXT: "text/plain",
}
PAPERS = frozenset(
    {FileKind.PDF, FileKind.PNG, FileKind.JPEG, FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.TXT}
)
_ENDINGS = {"jpg": FileKind.JPEG, "tsv": FileKind.CSV, "tab": FileKind.CSV, "skv": FileKind.CSV}
_TEXTS = frozenset({FileKind.CSV, FileKind.TXT})
_MAGIC = ((b"%PDF-", FileKind.PDF), (b"\x89PNG\r\n\x1a\n", FileKind.PNG), (b"\xff\xd8\xff", FileKind.JPEG))
_TYPES = "[Content_Types].xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that passed the guards. `filename` is the bare name; `sha256` lower-case hex of the bytes."""

    filename: str
    kind: FileKind
    media_type: str
    size: int
    sha256: str


def inspect_upload(
    data: bytes, filename: str, *, allowed: frozenset[FileKind] = PAPERS, max_bytes: int = MAX_BYTES
) -> Upload:
    """Refuse what cannot be used, with UnusableFile: empty_file, too_large, zip_bomb, broken_zip,
    old_office_format, macros_refused, renamed_file, unknown_kind, kind_not_allowed."""
    name = PurePath(filename.replace("\\", "/")).name
    if not data.strip(b"\x00 \t\r\n"):
        raise UnusableFile("empty_file", filename=name)
    if len(data) > max_bytes:
        raise UnusableFile("too_large", filename=name, size=len(data), limit=max_bytes)
    kind = _kind_of(data, name)
    if kind not in allowed:
        raise UnusableFile("kind_not_allowed", filename=name, found=kind.value, allowed=sorted(allowed))
    return Upload(name, kind, MEDIA_TYPES[kind], len(data), digest_of(data))


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def guard_zip(data: bytes, filename: str = "", *, max_unpacked: int = MAX_UNPACKED) -> zipfile.ZipFile:
    """The zip's directory, after the bomb guard. The caller closes it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnusableFile("broken_zip", filename=filename) from error
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    reason = _bomb_reason(members, total, len(data), max_unpacked)
    if reason:
        archive.close()
        raise UnusableFile("zip_bomb", filename=filename, reason=reason, members=len(members), unpacked=total)
    return archive


def _bomb_reason(members: list[zipfile.ZipInfo], total: int, packed: int, most: int) -> str | None:
    if len(members) > MAX_MEMBERS:
        return "too_many_members"
    if any(member.file_size > MAX_OF_PART.get(member.filename, MAX_MEMBER) for member in members):
        return "member_too_large"
    if total > most:
        return "too_large_unpacked"
    suspect = [m for m in members if m.file_size > SMALLEST_SUSPECT]
    if any(m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in suspect):
        return "ratio"
    # Members that overlap share their bytes: the directory's sum of packed sizes exceeds the file.
    return "overlapping_members" if sum(m.compress_size for m in members) > packed else None


def _kind_of(data: bytes, name: str) -> FileKind:
    """The kind by content; a name that says otherwise is refused and told which it is."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if data.startswith(OLD_OFFICE):
        raise UnusableFile("old_office_format", filename=name)
    found = next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)
    if found is None and data.startswith(b"PK"):
        found = _kind_of_zip(data, name)
    found = found or _kind_of_text(data, ending, name)
    claimed = _ENDINGS.get(ending) or (FileKind(ending) if ending in set(FileKind) else None)
    if claimed and claimed is not found and not {claimed, found} <= _TEXTS:
        raise UnusableFile("renamed_file", filename=name, expected=claimed.value, found=found.value)
    return found


def _kind_of_zip(data: bytes, name: str) -> FileKind:
    with guard_zip(data, name) as archive:
        names = set(archive.namelist())
        if _holds_macros(archive, names):
            raise UnusableFile("macros_refused", filename=name)
        if _TYPES in names and "word/document.xml" in names:
            return FileKind.DOCX
        if _TYPES in names and "xl/workbook.xml" in names:
            return FileKind.XLSX
        if "mimetype" in names and archive.read("mimetype").strip() == MEDIA_TYPES[FileKind.ODT].encode():
            return FileKind.ODT
    raise UnusableFile("unknown_kind", filename=name)


def _holds_macros(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """By name, and by what the file tells of its parts: a part with macros may be called anything."""
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        return True
    if _TYPES not in names:
        return False
    with archive.open(_TYPES) as stream:
        told = html.unescape(
            stream.read(MEBIBYTE).replace(b"\x00", b"").decode("utf-8", "replace")
        ).casefold()
    return any(mark in told for mark in ("macroenabled", "vbaproject", "macrosheet"))


def _kind_of_text(data: bytes, ending: str, name: str) -> FileKind:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not utf16 and b"\x00" in data[: 64 * 1024]:
        raise UnusableFile("unknown_kind", filename=name)
    if head.startswith((b"{", b"[")):
        return FileKind.JSON if ending not in ("csv", "txt") else FileKind(ending)
    if head.startswith(b"<"):
        return FileKind.XML
    if ending == "txt":
        return FileKind.TXT
    first = head.splitlines()[0] if head else b""
    tabular = any(mark in first for mark in (b";", b",", b"\t")) or first.lower().startswith(b"sep=")
    return FileKind.CSV if ending in ("csv", "tsv", "tab", "skv") or tabular else FileKind.TXT
