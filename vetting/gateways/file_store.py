"""Files by the digest of their bytes, below the data folder and never below a web root."""

import contextlib
import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vetting.domain.errors import Refused, UnusableFile

CHUNK = 1024 * 1024
ASIDE = "incoming-"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
LEFT_BEHIND = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Stored:
    """Bytes in the store: their SHA-256 in hex, and how many they are."""

    digest: str
    size: int


def keep_stream(folder: Path, stream: IO[bytes], *, limit: int, filename: str) -> Stored:
    """Stores what a stream holds, digested as it comes; whole or not at all, the same bytes once.

    Raises UnusableFile `too_large` beyond `limit` bytes, and Refused `storage_full`.
    """
    digest = hashlib.sha256()
    with set_aside(folder, stream, limit=limit, filename=filename, digest=digest) as file:
        size, target = file.stat().st_size, path_of(folder, digest.hexdigest())
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
        except OSError as error:
            raise Refused("storage_full") from error
    return Stored(digest.hexdigest(), size)


@contextlib.contextmanager
def set_aside(
    folder: Path, stream: IO[bytes], *, limit: int, filename: str, digest: "hashlib._Hash | None" = None
) -> Iterator[Path]:
    """What a stream holds as a file that is gone afterwards unless it was moved. Raises as keep_stream."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        handle, name = tempfile.mkstemp(prefix=ASIDE, dir=folder)
    except OSError as error:
        raise Refused("storage_full") from error
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in _pieces(stream, limit, filename):
                _put(file, piece)
                if digest is not None:
                    digest.update(piece)
            _put(file, b"", is_last=True)
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _pieces(stream: IO[bytes], limit: int, filename: str) -> Iterator[bytes]:
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > limit:
            raise UnusableFile("too_large", filename=filename, size=size, limit=limit)
        yield piece


def _put(file: IO[bytes], piece: bytes, *, is_last: bool = False) -> None:
    try:
        file.write(piece)
        if is_last:
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Refused("storage_full") from error


def _sweep(folder: Path) -> None:
    """What a process that was killed left behind goes after a day."""
    for old in folder.glob(f"{ASIDE}*"):
        with contextlib.suppress(FileNotFoundError):  # its owner moved it meanwhile, or another process swept
            if time.time() - old.stat().st_mtime > LEFT_BEHIND:
                old.unlink()


def require_whole(folder: Path, digest: str, file_name: str) -> Path:
    """Where the file of that digest lies. Raises UnusableFile `file_damaged` when it is gone or changed."""
    found = hashlib.sha256()
    try:
        with path_of(folder, digest).open("rb") as file:
            while piece := file.read(CHUNK):
                found.update(piece)
    except FileNotFoundError:
        raise UnusableFile("file_damaged", filename=file_name) from None
    if found.hexdigest() != digest:
        raise UnusableFile("file_damaged", filename=file_name)
    return path_of(folder, digest)


@contextlib.contextmanager
def needs_room() -> Iterator[None]:
    """Around whatever writes much: a full disk is told as Refused `storage_full`."""
    try:
        yield
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Refused("storage_full") from error


def keep(folder: Path, data: bytes) -> str:
    """Stores `data` whole or not at all and gives its SHA-256 in hex; the same bytes are stored once,
    and their file is as new again. Raises Refused `storage_full` when the data folder does not take them.
    """
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(folder, digest)
    try:
        os.utime(target)
    except FileNotFoundError:
        place(target, data)
    return digest


def place(path: Path, data: bytes) -> None:
    """Puts a file where others fetch it, whole or not at all. Raises Refused `storage_full`."""
    try:
        _write(path, data)
    except OSError as error:
        raise Refused("storage_full") from error


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def path_of(folder: Path, digest: str) -> Path:
    """Where the file of that digest lies."""
    return folder / digest[:2] / digest


def read_whole(folder: Path, digest: str, file_name: str) -> bytes:
    """The bytes of that digest. Raises UnusableFile `file_damaged` when they are gone or were changed."""
    try:
        data = read(folder, digest)
    except FileNotFoundError:
        raise UnusableFile("file_damaged", filename=file_name) from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise UnusableFile("file_damaged", filename=file_name)
    return data


def read(folder: Path, digest: str) -> bytes:
    """The bytes of that digest. Raises FileNotFoundError."""
    return path_of(folder, digest).read_bytes()


def forget(folder: Path, digest: str) -> None:
    """Removes the bytes of that digest, where they are."""
    path_of(folder, digest).unlink(missing_ok=True)
