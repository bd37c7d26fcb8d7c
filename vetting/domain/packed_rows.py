"""Rows of one shape packed for writing, column by column: what all rows have alike is told once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class PackedRows:
    """`columns`: a list has a value per row, as the first one always does; anything else is what every row
    has there. Values are text, whole numbers, truth values and None."""

    count: int
    columns: tuple[object, ...]

    def unpacked(self) -> Iterator[Row]:
        """The rows as they were."""
        columns = [one if isinstance(one, list) else repeat(one, self.count) for one in self.columns]
        return zip(*columns, strict=True)


def packed(rows: Sequence[Row]) -> PackedRows:
    """Packs rows; there must be one at least."""
    first, *others = (list(column) for column in zip(*rows, strict=True))
    return PackedRows(len(rows), (first, *map(_alike, others)))


def joined(parts: Sequence[PackedRows]) -> PackedRows:
    """The rows of all parts in their order."""
    if len(parts) == 1:
        return parts[0]
    columns = zip(*(part.columns for part in parts), strict=True)
    counts = [part.count for part in parts]
    return PackedRows(sum(counts), tuple(_joined(column, counts) for column in columns))


def _alike(column: list[object]) -> object:
    return column[0] if column.count(column[0]) == len(column) else column


def _joined(column: Sequence[object], counts: Sequence[int]) -> object:
    first = column[0]
    if not isinstance(first, list) and all(one is first or one == first for one in column):
        return first
    lists = (one if isinstance(one, list) else [one] * n for one, n in zip(column, counts, strict=True))
    return list(chain.from_iterable(lists))
