"""A delivery walked by its reader, with what a test of readers asks of it."""

import tempfile
from collections import Counter
from pathlib import Path

from tests.makers_walks import Walk
from vetting.gateways.source import Listing, SourceOptions


class Walked(Walk):
    """A walk counted by state, with its problems as (row, column, code)."""

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(one.state.value for one in self.listings)
        counted.update({state.value: count for state, count in self.tally.left_out.items()})
        return dict(counted)

    @property
    def told(self) -> list[tuple[int, str, str]]:
        return [(one.row, one.field, one.code) for one in self.tally.problems]

    @property
    def by_id(self) -> dict[str, Listing]:
        return {one.record_id: one for one in self.listings}


def walk(adapter: str, data: bytes | str, filename: str, **options: object) -> Walked:
    """Everything the reader hands over. Raises what it raises, at whatever row."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "delivery"
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return Walked(adapter, file, filename=filename, options=SourceOptions(**options))  # type: ignore[arg-type]
