"""Deliveries that come packed as ZIP: the one data file inside, unpacked while it is read."""

import os
import struct
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath

from vetting.domain.errors import Refused, UnusableFile
from vetting.gateways.uploads import MAX_MEMBERS, MAX_RATIO, SMALLEST_SUSPECT

GIBIBYTE = 1024 * 1024 * 1024
MAX_UNPACKED = 4 * GIBIBYTE
CHUNK = 1024 * 1024
PREFIX = "unpacked-"
LEFT_BEHIND = 24 * 3600  # seconds: older files are of a process that was killed

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # with members; without
_OTHER_PACKING = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!\x1a", b"BZh91AY", b"\xfd7zXZ")
_OFFICE = frozenset({"[Content_Types].xml", "mimetype"})  # workbooks and texts are ZIPs of their own
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
# What the library raises for a damaged archive, depending on where the damage is.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(ValueError, OverflowError, NotImplementedError, RuntimeError),
)
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_SEE_64 = 0xFFFFFFFF  # the size stands in the record of ZIP64
_LONGEST_END = 22 + 0xFFFF + 20 + 56  # the end of directory with its comment, and both records of ZIP64
_MOST_DIRECTORY = 4 * 1024 * 1024


@contextmanager
def opened(
    file: Path, filename: str, *, folder: Path, max_bytes: int = MAX_UNPACKED
) -> Iterator[tuple[Path, str]]:
    """The file to read and its name: the one data file of a ZIP, or `file` itself when it is none.

    What is unpacked lies in `folder` under a name of ours and is gone afterwards. `max_bytes` is the
    largest it may become. Raises UnusableFile broken_zip, zip_bomb, packed_members, packed_encrypted,
    packed_nested, packed_other, and Refused storage_full.
    """
    with file.open("rb") as stream:
        head = stream.read(8)
    if not head.startswith(_ZIP):
        _require_unpacked(head, filename)
        yield file, filename
        return
    with _archive(file, filename) as archive:
        member = None if _OFFICE & set(archive.namelist()) else _data_member(archive, filename)
        if member is None:
            yield file, filename
            return
        _require_honest(member, file.stat().st_size, filename=filename, max_bytes=max_bytes)
        target = _target(folder)
        try:
            _unpack(archive, member, target, filename=filename, max_bytes=max_bytes)
            yield target, _bare(member.filename)
        finally:
            target.unlink(missing_ok=True)


def _require_unpacked(head: bytes, filename: str) -> None:
    if head.startswith(_OTHER_PACKING):
        raise UnusableFile("packed_other", filename=filename)
    if filename.casefold().endswith(".zip"):
        raise UnusableFile("broken_zip", filename=filename)


@contextmanager
def _archive(file: Path, filename: str) -> Iterator[zipfile.ZipFile]:
    """The open ZIP. Its directory is read whole, so its size is asked first."""
    _require_end(file, filename)
    try:
        archive = zipfile.ZipFile(file)
    except (*_DAMAGE, OSError) as error:
        raise UnusableFile("broken_zip", filename=filename) from error
    with archive:
        yield archive


def _require_end(file: Path, filename: str) -> None:
    """The end record stands whole where the file ends, and tells of a directory that can be read."""
    with file.open("rb") as stream:
        stream.seek(max(file.stat().st_size - _LONGEST_END, 0))
        tail = stream.read()
    at, large = tail.rfind(_END), tail.rfind(_END_64)
    if at < 0 or at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") > len(tail):
        raise UnusableFile("broken_zip", filename=filename)
    size = int.from_bytes(tail[at + 12 : at + 16], "little")
    if size == _SEE_64 and large >= 0:
        size = int.from_bytes(tail[large + 40 : large + 48], "little")
    if size > _MOST_DIRECTORY:
        raise UnusableFile("zip_bomb", filename=filename, reason="too_many_members")


def _data_member(archive: zipfile.ZipFile, filename: str) -> zipfile.ZipInfo:
    members = [one for one in archive.infolist() if _is_data(one)]
    if len(archive.infolist()) > MAX_MEMBERS:
        raise UnusableFile("zip_bomb", filename=filename, reason="too_many_members")
    if len(members) != 1:
        raise UnusableFile("packed_members", filename=filename, found=len(members))
    return members[0]


def _is_data(member: zipfile.ZipInfo) -> bool:
    """Folders and what desktops leave beside the data are passed over."""
    path = PurePath(member.filename.replace("\\", "/"))
    hidden = path.name.startswith(".") or path.name.casefold() in ("thumbs.db", "desktop.ini")
    return not (member.is_dir() or "__MACOSX" in path.parts or hidden)


def _require_honest(member: zipfile.ZipInfo, packed: int, *, filename: str, max_bytes: int) -> None:
    if member.flag_bits & 0x1:
        raise UnusableFile("packed_encrypted", filename=filename)
    if member.compress_type not in _METHODS:
        raise UnusableFile("packed_other", filename=filename)
    if not 0 <= member.header_offset <= packed - member.compress_size:
        raise UnusableFile("broken_zip", filename=filename)
    reason = None
    if member.file_size > max_bytes:
        reason = "too_large_unpacked"
    elif member.file_size > SMALLEST_SUSPECT and member.file_size > MAX_RATIO * max(member.compress_size, 1):
        reason = "ratio"
    if reason:
        raise UnusableFile("zip_bomb", filename=filename, reason=reason, unpacked=member.file_size)


def _target(folder: Path) -> Path:
    """A new empty file; those that a killed process left behind go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(f"{PREFIX}*"):
            with suppress(FileNotFoundError):  # another process swept too
                if time.time() - old.stat().st_mtime > LEFT_BEHIND:
                    old.unlink()
        handle, name = tempfile.mkstemp(prefix=PREFIX, dir=folder)
    except OSError as error:
        raise Refused("storage_full") from error
    os.close(handle)
    return Path(name)


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, *, filename: str, max_bytes: int
) -> None:
    """Writes the member piece by piece; its checksum is compared at its end."""
    try:
        with archive.open(member) as source, target.open("wb") as file:
            first = source.read(CHUNK)
            _require_no_nesting(first, filename)
            size = file.write(first)
            while piece := source.read(CHUNK):
                size += file.write(piece)
                if size > max_bytes:
                    raise UnusableFile("zip_bomb", filename=filename, reason="too_large_unpacked")
    except _DAMAGE as error:
        raise UnusableFile("broken_zip", filename=filename) from error
    except OSError as error:
        raise Refused("storage_full") from error
    if size != member.file_size:
        raise UnusableFile("broken_zip", filename=filename)


def _require_no_nesting(first: bytes, filename: str) -> None:
    """A workbook inside is data; a further ZIP, or another packing, is not."""
    is_zip = first.startswith(_ZIP) and not any(name.encode() in first for name in _OFFICE)
    if is_zip or first.startswith(_OTHER_PACKING):
        raise UnusableFile("packed_nested", filename=filename)


def _bare(name: str) -> str:
    return PurePath(name.replace("\\", "/")).name
