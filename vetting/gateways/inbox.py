"""Watched folders: files that lie whole in a source's folder, and where they go with word of it."""

import contextlib
import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vetting.domain.identity import mask

QUIET = dt.timedelta(seconds=60)  # a file nothing was written to for so long is whole
LONGEST_STEM, LONGEST_SUFFIX = 150, 10  # bytes, characters
DONE, REFUSED = "done", "refused"
_UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload")


@dataclass(frozen=True, slots=True)
class Arrived:
    """A whole file in the folder of a source."""

    source_key: str
    path: Path


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else on this machine empties the folders; the lock goes with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def arrived(folder: Path, now: dt.datetime) -> list[Arrived]:
    """Every whole file, the oldest first. Any writing, renaming or change of rights makes a file young."""
    found: list[tuple[float, Arrived]] = []
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.name.startswith(".") or not place.is_dir() or place.is_symlink():
            continue
        for entry in os.scandir(place):
            if entry.is_file(follow_symlinks=False) and not _is_unfinished(entry.name):
                told = entry.stat(follow_symlinks=False)
                touched = max(told.st_ctime, told.st_mtime)
                if touched + QUIET.total_seconds() <= now.timestamp():
                    found.append((told.st_mtime, Arrived(place.name, Path(entry.path))))
    return [one for _, one in sorted(found, key=lambda pair: (pair[0], str(pair[1].path)))]


@contextlib.contextmanager
def opened(one: Arrived) -> Iterator[IO[bytes]]:
    """The bytes of such a file. Raises OSError when it has become a link meanwhile."""
    handle = os.open(one.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    with open(handle, "rb") as content:
        yield content


def put_away(one: Arrived, where: str, text: str, now: dt.datetime) -> Path:
    """Moves a file to `done` or `refused` beside where it lay, with a text of what happened.

    Whoever may write in the folder could have put links there: nothing is written through one.
    """
    place = one.path.parent / where
    if place.is_symlink():
        place.unlink()
    place.mkdir(exist_ok=True)
    target = place / f"{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{_kept_name(one.path)}"
    word = target.with_name(f"{target.name}.txt")
    word.unlink(missing_ok=True)
    with word.open("x", encoding="utf-8", errors="replace") as file:
        file.write(text)
    one.path.replace(target)
    return target


def _kept_name(path: Path) -> str:
    """The name as it may stay: masked, printable, and short enough to have a text beside it."""
    stem = mask("".join(one for one in path.stem if one.isprintable()))
    suffix = "".join(one for one in path.suffix if one.isprintable())[:LONGEST_SUFFIX]
    return stem.encode()[:LONGEST_STEM].decode(errors="ignore") + suffix


def _is_unfinished(name: str) -> bool:
    return name.startswith((".", "~")) or name.casefold().endswith(_UNFINISHED)
