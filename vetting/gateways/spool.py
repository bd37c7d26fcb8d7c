"""Rows set aside in memory and on disk between the reading of a delivery and the writing of its listings."""

import marshal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from vetting.domain.packed_rows import PackedRows, Row, joined, packed

HELD = 3  # pieces held in memory: most registers are no longer


class Spool:
    """Plain rows (text, whole numbers, truth values, None), handed back in order and in pieces.

    What is not held lies in a temporary file without a name, which no other process can reach and which is
    gone when this one is.
    """

    def __init__(self, folder: Path, piece: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self._piece = piece
        self._single: list[Row] = []
        self._parts: list[PackedRows] = []
        self._held: list[PackedRows] = []  # the first pieces
        self._sizes: list[int] = []  # bytes of each piece
        self._waiting = self._written = 0

    def __len__(self) -> int:
        return self._written + self._waiting

    def add(self, row: Row) -> None:
        """Takes one row in."""
        self._single.append(row)
        self._took(1)

    def add_all(self, rows: PackedRows) -> None:
        """Takes some rows in that are packed already: fewer than a piece has."""
        self._pack()
        self._parts.append(rows)
        self._took(rows.count)

    def pieces(self) -> Iterator[PackedRows]:
        """Every row, piece by piece; asked for once the last row is in."""
        self._put()
        yield from self._held
        self._file.seek(0)
        for size in self._sizes:
            yield PackedRows(*marshal.loads(self._file.read(size)))  # noqa: S302 - written by this very object

    def _took(self, count: int) -> None:
        self._waiting += count
        if self._waiting >= self._piece:
            self._put()

    def _pack(self) -> None:
        if self._single:
            self._parts.append(packed(self._single))
            self._single = []

    def _put(self) -> None:
        self._pack()
        if self._parts:
            rows = joined(self._parts)
            if len(self._held) < HELD:
                self._held.append(rows)
            else:
                told: Any = (rows.count, rows.columns)
                self._sizes.append(self._file.write(marshal.dumps(told)))
            self._written, self._parts, self._waiting = len(self), [], 0

    def close(self) -> None:
        """Ends the file, and lets go of what is held."""
        self._held = []
        self._file.close()

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
