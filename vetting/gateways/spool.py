"""Rows set aside on disk between the reading of a delivery and the writing of its listings."""

import pickle
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from vetting.domain.packed_rows import PackedRows, Row, packed


class Spool:
    """Plain rows (text, whole numbers, truth values, None), handed back in order and in pieces.

    They lie in a temporary file without a name, which no other process can reach and which is gone when
    this one is.
    """

    def __init__(self, folder: Path, piece: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by close()
        self._piece = piece
        self._waiting: list[Row] = []
        self._sizes: list[int] = []  # rows of each piece

    def __len__(self) -> int:
        return sum(self._sizes) + len(self._waiting)

    def add(self, row: Row) -> None:
        """Takes one row in."""
        self._waiting.append(row)
        if len(self._waiting) >= self._piece:
            self._put()

    def pieces(self) -> Iterator[PackedRows]:
        """Every row, piece by piece; asked for once the last row is in."""
        self._put()
        self._file.seek(0)
        for _ in self._sizes:
            yield pickle.load(self._file)  # noqa: S301 - written by this very object

    def _put(self) -> None:
        if self._waiting:
            pickle.dump(packed(self._waiting), self._file)
            self._sizes.append(len(self._waiting))
            self._waiting = []

    def close(self) -> None:
        """Ends the file."""
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
