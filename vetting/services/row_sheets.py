"""Rows handed to people as a file to work on: a workbook, or text that Swedish spreadsheets open."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence

from vetting.gateways.sheets import write_sheet

AT_ONCE = 500
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # wide ones, too


def workbook(header: Sequence[str], rows: Iterable[Sequence[object]], *, title: str) -> bytes:
    """One sheet; text stays text and is never a formula."""
    target = io.BytesIO()
    write_sheet(target, header, rows, title=title)
    return target.getvalue()


def delimited(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Semicolons and UTF-8 with its mark; what a spreadsheet would take for a formula gets an apostrophe."""
    return b"\xef\xbb\xbf" + _lines([header]) + _lines([_harmless(value) for value in row] for row in rows)


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows(rows)
    return target.getvalue().encode()


def delimited_pieces(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """As delimited, piece by piece: for files longer than should be held whole."""
    remaining = iter(rows)
    yield delimited(header, ())
    while some := list(itertools.islice(remaining, AT_ONCE)):
        yield _lines([_harmless(value) for value in row] for row in some)


def _harmless(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
