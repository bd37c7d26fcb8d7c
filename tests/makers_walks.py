"""Walks a delivery to its end with the reader of its kind."""

from pathlib import Path

from vetting.gateways.readers import READERS
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally


class Walk:
    """What a reader handed over of one file."""

    def __init__(
        self, adapter: str, file: Path, *, filename: str = "", options: SourceOptions | None = None
    ) -> None:
        self.tally = Tally()
        reader = READERS[adapter]
        options = options or SourceOptions()
        self.rows = list(reader(file, self.tally, filename=filename or file.name, options=options))

    @property
    def listings(self) -> list[Listing]:
        return [row for row in self.rows if isinstance(row, Listing)]

    @property
    def removals(self) -> list[Removal]:
        return [row for row in self.rows if isinstance(row, Removal)]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.tally.problems]

    @property
    def rows_in(self) -> int:
        return len(self.rows) + self.tally.left_out.total()


def walk_bytes(adapter: str, folder: Path, data: bytes, **more: object) -> Walk:
    """Writes `data` down and walks it; `filename` is the name it came under."""
    file = folder / "delivery"
    file.write_bytes(data)
    return Walk(adapter, file, **more)  # type: ignore[arg-type]
