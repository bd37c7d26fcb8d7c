"""Bulk text that a machine writes: one record a line, always the same columns, each line ended."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.gateways.decoding import ends_with_newline, open_text, prove_encoding
from vetting.gateways.headers import Columns, find_header
from vetting.gateways.source import Tally

TOLERATED = 20  # lines out of step that any file may have
TOLERATED_SHARE = 0.001


@dataclass(slots=True)
class BulkText:
    """Where each column stands, and the lines below the header cut into cells."""

    at: Mapping[str, int]
    width: int
    lines: Iterator[tuple[int, list[str]]]
    filename: str
    count: int = 0
    broken: int = 0

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Row number and cells; a line out of step is counted and handed over all the same.

        Raises UnusableFile too_many_broken_rows at the end.
        """
        for row_no, cells in self.lines:
            self.count += 1
            self.broken += len(cells) != self.width
            yield row_no, cells
        if self.broken > max(TOLERATED, self.count * TOLERATED_SHARE):
            raise UnusableFile(
                "too_many_broken_rows", filename=self.filename, found=self.broken, of=self.count
            )


@dataclass(frozen=True, slots=True)
class BulkFormat:
    """The columns such a file has, how a line is cut into cells, and the encoding the format declares."""

    columns: Columns
    cut: Callable[[str], list[str]]
    declared: str | None = None


@contextmanager
def open_bulk_text(file: Path, tally: Tally, form: BulkFormat, *, filename: str) -> Iterator[BulkText]:
    """Open such a file; an added column is noted, their order is free.

    Raises UnusableFile truncated_text when the last line is not ended, no_header, missing_column, and
    those of decoding.
    """
    proof = prove_encoding(file, declared=form.declared, filename=filename)
    if not ends_with_newline(file):
        raise UnusableFile("truncated_text", filename=filename)
    tally.encoding = proof.encoding
    with open_text(file, proof, tally.noted) as lines:
        cells = form.cut(next(lines).rstrip("\r\n"))
        header = find_header([(1, cells)], form.columns, filename=filename)
        if header.unknown:
            tally.noted("unknown_columns")
        yield BulkText(header.positions, len(cells), _cut_lines(lines, form.cut), filename)


def _cut_lines(lines: Iterator[str], cut: Callable[[str], list[str]]) -> Iterator[tuple[int, list[str]]]:
    for row_no, line in enumerate(lines, start=2):
        if text := line.rstrip("\r\n"):
            yield row_no, cut(text)
