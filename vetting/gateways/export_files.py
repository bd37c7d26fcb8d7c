"""The files of exports in a folder of their own, by digest, until their time is out."""

import contextlib
import time
from collections.abc import Collection
from pathlib import Path

from vetting.gateways import file_store

FOLDER = "exports"
SETTLED = 3600  # seconds: a file just stored is not told of yet


def keep(data_dir: Path, data: bytes) -> str:
    """Stores the bytes whole or not at all and gives their SHA-256. Raises Refused `storage_full`."""
    return file_store.keep(data_dir / FOLDER, data)


def read(data_dir: Path, digest: str, name: str) -> bytes:
    """The bytes of that digest. Raises UnusableFile `file_damaged` when they are gone or were changed."""
    return file_store.read_whole(data_dir / FOLDER, digest, name)


def sweep(data_dir: Path, held: Collection[str]) -> int:
    """Removes every file that no export holds and that was not written just now; gives how many."""
    gone = 0
    for path in sorted((data_dir / FOLDER).glob("*/*")):
        with contextlib.suppress(FileNotFoundError):
            if path.name not in held and time.time() - path.stat().st_mtime > SETTLED:
                path.unlink()
                gone += 1
    return gone
