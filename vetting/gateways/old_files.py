"""Stored files that nothing rests on any more, removed from the data folder."""

import contextlib
import time
from pathlib import Path

from vetting.gateways import file_store

SETTLED = 3600  # seconds: who has just stored the very same bytes has not told of them yet


def forget(folder: Path, digest: str) -> None:
    """Removes the bytes of that digest, unless they were written within the last hour."""
    with contextlib.suppress(FileNotFoundError):
        if time.time() - file_store.path_of(folder, digest).stat().st_mtime > SETTLED:
            file_store.forget(folder, digest)
