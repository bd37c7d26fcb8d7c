"""Arrays of numbers in one uncompressed file that processes map and share; whole, or refused as damaged."""

import json
import mmap
import os
import secrets
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FORMAT_VERSION = 1
MAGIC = b"VETTINGNAMES\n"
_HEAD = 4096  # bytes before the first array, the JSON description padded with blanks
_ALIGNED = 64

Arrays = dict[str, NDArray[Any]]


class DamagedFile(ValueError):
    """The file is cut, changed, or of another format version; it can be made anew."""


def write_arrays(target: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes the file whole or not at all: under another name, flushed to the disk, then renamed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    sections: dict[str, list[object]] = {}
    check, at = 0, _HEAD
    try:
        with aside.open("wb") as file:
            file.write(b" " * _HEAD)
            for name, array in arrays.items():
                data = np.ascontiguousarray(array).view(np.uint8).data
                sections[name] = [array.dtype.str, at, len(array)]
                filling = b"\0" * (-len(data) % _ALIGNED)
                for piece in (data, filling):
                    file.write(piece)
                    check = zlib.crc32(piece, check)
                at += len(data) + len(filling)
            head = {"version": FORMAT_VERSION, "size": at, "crc": check, "sections": sections}
            file.seek(0)
            file.write(MAGIC + json.dumps(head).encode())
            flushed(file)
        aside.replace(target)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    flush_folder(target.parent)


def read_arrays(path: Path) -> Arrays:
    """The arrays of the file, mapped and read-only. Raises DamagedFile, also when there is no file."""
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = json.loads(mapped[:_HEAD].removeprefix(MAGIC))
        if head["version"] != FORMAT_VERSION or head["size"] != len(mapped) or mapped[: len(MAGIC)] != MAGIC:
            raise DamagedFile(path.name)
        if zlib.crc32(memoryview(mapped)[_HEAD:]) != head["crc"]:
            raise DamagedFile(path.name)
        return {
            name: np.frombuffer(mapped, dtype=kind, offset=at, count=count)
            for name, (kind, at, count) in head["sections"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedFile(path.name) from error


def flushed(file: Any) -> None:
    """Waits until the disk has what was written."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Waits until the disk has the names of the folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
