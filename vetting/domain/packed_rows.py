"""Rows of one shape packed for writing: what every row of a piece has alike is told once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class PackedRows:
    """`same`: by place, the value every row has there; `rows`: a JSON array with an array per row of the
    other values in order. Most columns of a delivery say the same of all its rows."""

    count: int
    width: int
    same: Mapping[int, object]
    rows: str

    def unpacked(self) -> Iterator[list[object]]:
        """The rows as they were, tuples as lists."""
        for told in json.loads(self.rows):
            rest = iter(told)
            yield [self.same[at] if at in self.same else next(rest) for at in range(self.width)]


def packed(rows: Sequence[Row]) -> PackedRows:
    """Packs rows of text, whole numbers, truth values and None."""
    columns = list(zip(*rows, strict=True))
    same = {at: column[0] for at, column in enumerate(columns) if column.count(column[0]) == len(rows)}
    if len(same) < len(columns):
        rows = list(zip(*[column for at, column in enumerate(columns) if at not in same], strict=True))
    else:
        rows = [()] * len(rows)
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return PackedRows(len(rows), len(columns), same, text)
