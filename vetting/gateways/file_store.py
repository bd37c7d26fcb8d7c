"""Files by the digest of their bytes, below the data folder and never below a web root."""

import hashlib
import os
import tempfile
from pathlib import Path

from vetting.domain.errors import Refused, UnusableFile


def keep(folder: Path, data: bytes) -> str:
    """Stores `data` whole or not at all and gives its SHA-256 in hex; the same bytes are stored once.

    Raises Refused `storage_full` when the data folder does not take them.
    """
    digest = hashlib.sha256(data).hexdigest()
    target = path_of(folder, digest)
    if target.exists():
        return digest
    try:
        _write(target, data)
    except OSError as error:
        raise Refused("storage_full") from error
    return digest


def _write(target: Path, data: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
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
