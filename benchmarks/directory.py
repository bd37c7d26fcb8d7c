"""A register of twenty thousand associations read, previewed and applied, beside a bare executemany."""

import csv
import io
import random
import sqlite3
from pathlib import Path

from benchmarks.databases import opened, place
from benchmarks.measuring import Figure, timed
from benchmarks.town import NOW, invented_name
from vetting.demo import names
from vetting.domain.authority import OPERATOR
from vetting.services import directory_imports

ROWS = 20_000


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Seconds of staging and of applying, and how many times the bare insert they take."""
    rows = _rows()
    data = _file(rows)
    with opened(place(kind, folder / "directory", server)):
        received: list[str] = []
        staging = timed(lambda: received.append(_staged(data)))
        applying = timed(lambda: directory_imports.apply_import(received[0], by=OPERATOR, now=NOW))
        again = timed(lambda: directory_imports.apply_import(_staged(data + b"\n"), by=OPERATOR, now=NOW))
    bare = min(timed(lambda: _bare(rows, folder / "bare.sqlite")) for _ in range(3))
    what = f"register of {ROWS}"
    return [
        Figure("directory", f"{what}: read and stage", staging / 1000, "s", kind),
        Figure("directory", f"{what}: apply", applying / 1000, "s", kind),
        Figure("directory", f"{what}: the same again, whole", again / 1000, "s", kind),
        Figure(
            "directory",
            f"{what}: rows staged and applied",
            ROWS / (staging + applying) * 1000,
            "rows/s",
            kind,
        ),
        Figure("directory", f"{what}: bare sqlite3 executemany", bare / 1000, "s", kind),
        Figure("directory", f"{what}: service / bare", (staging + applying) / bare, "×", kind),
    ]


def _rows() -> list[tuple[str, str, str, str]]:
    chance = random.Random(20)
    return [
        (invented_name(chance, number), "", chance.choice(names.DISTRICTS)[1], str(number))
        for number in range(1, ROWS + 1)
    ]


def _file(rows: list[tuple[str, str, str, str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";")
    writer.writerow(("Namn", "Org.nr", "Ort", "Id"))
    writer.writerows(rows)
    return written.getvalue().encode()


def _staged(data: bytes) -> str:
    import_id = directory_imports.receive_directory_file(data, "register.csv", by=OPERATOR, now=NOW)
    directory_imports.stage_directory(import_id, by=OPERATOR, now=NOW)
    return import_id


def _bare(rows: list[tuple[str, str, str, str]], file: Path) -> None:
    """A table without rules, in one transaction."""
    file.unlink(missing_ok=True)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE register (name TEXT, number TEXT, city TEXT, id TEXT PRIMARY KEY)")
        connection.executemany("INSERT INTO register VALUES (?, ?, ?, ?)", rows)
    connection.close()
