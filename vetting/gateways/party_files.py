"""Many parties in a file of questions, and the file of matches that answers it: CSV in UTF-8, row by row."""

import csv
import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from vetting.domain.errors import UnreadableRow, UnusableFile
from vetting.domain.evidence import PartyFacts
from vetting.domain.identity import mask, read_org_number
from vetting.domain.terms import PartyKind

ORGANISATIONS = ("query_id", "name", "orgnr", "city")
PERSONS = ("query_id", "name", "birth_date")
MATCHES = ("query_id", "record_id", "score", "band", "source")
LONGEST = 400  # letters of a field

_YEAR = re.compile(r"(?:18|19|20)\d\d")

Question = tuple[str, PartyFacts]


def read_parties(path: Path) -> Iterator[Question]:
    """The parties in file order, with the ids they are asked under.

    Raises UnusableFile (empty_file, broken_encoding, broken_csv, unknown_headings) and UnreadableRow
    (short_row, value_missing, value_too_long, same_query_again, nothing_to_check, bad_org_number,
    bad_birth_date), each with the file's name, the row and the field.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _parties(csv.reader(file, strict=True), path.name)
    except UnicodeDecodeError as error:
        raise UnusableFile("broken_encoding", filename=path.name, position=error.start) from None
    except OSError as error:
        raise UnusableFile("file_not_read", filename=path.name, reason=error.strerror) from error


def _parties(rows: "Iterator[list[str]]", filename: str) -> Iterator[Question]:
    head = tuple(one.strip() for one in _next(rows, filename, 1) or ())
    if not head:
        raise UnusableFile("empty_file", filename=filename)
    if head not in (ORGANISATIONS, PERSONS):
        expected = " / ".join(",".join(one) for one in (ORGANISATIONS, PERSONS))
        raise UnusableFile(
            "unknown_headings", filename=filename, row=1, found=mask(",".join(head))[:200], expected=expected
        )
    seen: set[str] = set()
    row_no = 1
    while (cells := _next(rows, filename, row_no := row_no + 1)) is not None:
        if any(cells):
            yield _party(head, cells, filename, row_no, seen)


def _next(rows: "Iterator[list[str]]", filename: str, row_no: int) -> list[str] | None:
    try:
        return [cell.strip() for cell in next(rows)]
    except StopIteration:
        return None
    except csv.Error as error:
        raise UnusableFile("broken_csv", filename=filename, row=row_no) from error


def _party(head: tuple[str, ...], cells: list[str], filename: str, row_no: int, seen: set[str]) -> Question:
    where = {"filename": filename, "row": row_no}
    if len(cells) != len(head):
        raise UnreadableRow(
            "short_row", **where, field=head[min(len(cells), len(head) - 1)], found=len(cells)
        )
    told = dict(zip(head, cells, strict=True))
    for name, cell in told.items():
        if len(cell) > LONGEST:
            raise UnreadableRow("value_too_long", **where, field=name, most=LONGEST)
    query_id = told["query_id"]
    if not query_id:
        raise UnreadableRow("value_missing", **where, field="query_id")
    if query_id in seen:
        raise UnreadableRow("same_query_again", **where, field="query_id")
    seen.add(query_id)
    if head == PERSONS:
        return query_id, _person(told, where)
    return query_id, _organisation(told, where)


def _organisation(told: dict[str, str], where: dict[str, object]) -> PartyFacts:
    number = read_org_number(told["orgnr"] or None)
    if told["orgnr"] and number.canonical is None:
        raise UnreadableRow("bad_org_number", **where, field="orgnr", kind=number.cls.value)
    if not told["name"] and not told["orgnr"]:
        raise UnreadableRow("nothing_to_check", **where, field="name")
    return PartyFacts(told["name"], org_number=number.canonical, seat=told["city"] or None)


def _person(told: dict[str, str], where: dict[str, object]) -> PartyFacts:
    born = told["birth_date"]
    if born and not is_birth_date(born):
        raise UnreadableRow("bad_birth_date", **where, field="birth_date")
    if not told["name"]:
        raise UnreadableRow("nothing_to_check", **where, field="name")
    return PartyFacts(told["name"], birth_date=born or None, kind=PartyKind.PERSON)


def is_birth_date(text: str) -> bool:
    """A full date as YYYY-MM-DD, or a year alone."""
    if _YEAR.fullmatch(text):
        return True
    with suppress(ValueError):
        return len(text) == 10 and bool(dt.date.fromisoformat(text))
    return False


class MatchesFile:
    """The file of matches, in its place only when it is whole: `place`, else nothing of it is left.

    Raises UnusableFile `file_not_written`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._aside = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._file: TextIO | None = None

    def __enter__(self) -> "MatchesFile":
        if self._path.exists() and not self._path.is_file():
            raise self._unusable("no regular file")
        try:
            self._file = self._aside.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise self._unusable(error.strerror) from error
        self.write([MATCHES])
        return self

    def write(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Further rows, see MATCHES."""
        assert self._file is not None  # noqa: S101 - for the type checker
        try:
            csv.writer(self._file, lineterminator="\n").writerows(rows)
        except OSError as error:
            raise self._unusable(error.strerror) from error

    def place(self) -> None:
        """Puts the whole file in its place."""
        assert self._file is not None  # noqa: S101 - for the type checker
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._aside.replace(self._path)
        except OSError as error:
            raise self._unusable(error.strerror) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
        with suppress(OSError):
            self._aside.unlink(missing_ok=True)

    def _unusable(self, reason: str | None) -> UnusableFile:
        return UnusableFile("file_not_written", filename=self._path.name, field="MATCHES", reason=reason)
