"""What becomes of each row of the municipality's association register: nothing is lost, all is counted."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vetting.domain.association import (
    CITY_LIMIT,
    DISTRICT_LIMIT,
    MUNICIPAL_ID_LIMIT,
    NAME_LIMIT,
    POSTAL_CODE_LIMIT,
    optional,
    several,
    tidy,
)
from vetting.domain.giro import read_giro
from vetting.domain.identity import MASK, OrgNumberReading, mask, read_org_number
from vetting.domain.names import search_key, strict
from vetting.domain.terms import NumberClass, RowState
from vetting.domain.terms_associations import GiroKind

# Dead and test rows that genuine registers hold, as search keys.
_DEAD = re.compile(
    r"\bta bort\b|\btages? bort\b|\btas bort\b|\bej anvand\w*|\banvands ej\b|\banvand ej\b|^test\b"
    r"|^testforening|^test ?(?:idrott|kultur|person|kund|grupp|association)\w*|\btestforening\w*|\bavslutad\b"
    r"|\bvilande raderas\b|\braderas\b|\bmakulerad\w*|\bdubblett\b|^xx+$|^zz+$|^fel\b|\bupphord\b|^vagtest$"
)
_FILLED_NUMBER = frozenset(NumberClass) - {NumberClass.OK, NumberClass.MISSING}
_REPAIRED = frozenset({NumberClass.OK_ODD_FORMAT, NumberClass.REPAIRED_PREFIX})
LEFT_OUT = frozenset({"giro_unusable", "former_number_unusable"})  # the row stands without the cell


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """One row as the file has it, without contact persons, addresses and phones.

    `org_number` is the raw cell, still unmasked: it lives only until the row is classified and is
    therefore kept out of any printout. `row_no` is the spreadsheet's line, or the place in the list.
    """

    row_no: int
    name: str
    org_number: object = field(default=None, repr=False)
    municipal_id: str | None = None
    types: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    district: str | None = None
    postal_code: str | None = None
    city: str | None = None
    municipality: str | None = None
    giros: tuple[tuple[GiroKind, str], ...] = field(default=(), repr=False)
    former_names: tuple[str, ...] = ()
    former_numbers: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is odd about one row: `field` is the canonical column, `value_masked` safe to show."""

    row: int
    field: str
    code: str
    value_masked: str


@dataclass(frozen=True, slots=True)
class ClassifiedRow:
    """A row with its state. `row.org_number`, `giros` and `former_numbers` are the usable ones, in digits:
    the raw cells are gone."""

    row: DirectoryRow
    state: RowState
    number: OrgNumberReading
    problems: tuple[RowProblem, ...]
    duplicate_of: int | None = None


def classify_row(row: DirectoryRow) -> ClassifiedRow:
    """State of one row by itself. Quarantined rows stay searchable by name: dropping them would make
    a false "none found". A missing number is no fault; most genuine rows have none."""
    number = read_org_number(row.org_number)
    problems = []
    if not search_key(row.name):
        problems.append(RowProblem(row.row_no, "name", "missing_name", mask(row.name)))
    elif _DEAD.search(search_key(row.name)):
        problems.append(RowProblem(row.row_no, "name", "test_or_dead_row", mask(row.name)))
    if number.cls in _FILLED_NUMBER:
        problems.append(RowProblem(row.row_no, "org_number", number.cls.value, number.shown))
    if mask(row.name) != row.name:
        problems.append(RowProblem(row.row_no, "name", "personal_number_in_text", mask(row.name)))
    problems += _left_out(row)
    return ClassifiedRow(_clean(row, number), _state(problems), number, tuple(problems))


def _left_out(row: DirectoryRow) -> list[RowProblem]:
    """Accounts and former numbers that cannot be used; the rest of the row stands without them."""
    giros = [text for kind, text in row.giros if read_giro(kind, text) is None]
    numbers = [found for one in row.former_numbers if (found := read_org_number(one)).canonical is None]
    return [RowProblem(row.row_no, "giro", "giro_unusable", mask(text)) for text in giros] + [
        RowProblem(row.row_no, "former_numbers", "former_number_unusable", one.shown) for one in numbers
    ]


def classify_rows(rows: Iterable[DirectoryRow]) -> Iterator[ClassifiedRow]:
    """Each row with its state; the second of two equal ones is a duplicate of the first."""
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        found = classify_row(row)
        key = _key(found)
        first = seen.setdefault(key, found.row.row_no) if key else found.row.row_no
        if first == found.row.row_no:
            yield found
            continue
        problem = RowProblem(row.row_no, "name", "duplicate_row", f"{found.row.name} = {first}")
        yield ClassifiedRow(
            found.row, RowState.DUPLICATE, found.number, (*found.problems, problem), duplicate_of=first
        )


def counts_of(rows: Iterable[ClassifiedRow]) -> dict[RowState, int]:
    """Rows per state, every state named; their sum is the number of rows in."""
    counted = Counter(row.state for row in rows)
    return {state: counted[state] for state in RowState}


def _state(problems: list[RowProblem]) -> RowState:
    """A nameless or dead row is set aside whatever its number; a personal number goes before a bad one."""
    codes = {problem.code for problem in problems}
    if codes & {"missing_name", "test_or_dead_row"}:
        return RowState.QUARANTINED
    if codes & {NumberClass.PERSONAL.value, "personal_number_in_text"}:
        return RowState.MASKED
    if codes - {cls.value for cls in _REPAIRED} - LEFT_OUT:
        return RowState.QUARANTINED
    return RowState.REPAIRED if codes else RowState.OK


def _clean(row: DirectoryRow, number: OrgNumberReading) -> DirectoryRow:
    return DirectoryRow(
        row_no=row.row_no,
        name=tidy(row.name)[:NAME_LIMIT],
        org_number=number.canonical,
        municipal_id=optional(row.municipal_id, MUNICIPAL_ID_LIMIT),
        types=several(row.types),
        activities=several(row.activities),
        district=optional(row.district, DISTRICT_LIMIT),
        postal_code=optional(row.postal_code, POSTAL_CODE_LIMIT),
        city=optional(row.city, CITY_LIMIT),
        municipality=optional(row.municipality, CITY_LIMIT),
        giros=tuple((kind, giro.digits) for kind, text in row.giros if (giro := read_giro(kind, text))),
        former_names=tuple(
            one[:NAME_LIMIT] for one in several(row.former_names) if search_key(one) and MASK not in one
        ),
        former_numbers=tuple(
            dict.fromkeys(found for one in row.former_numbers if (found := read_org_number(one).canonical))
        ),
    )


def _key(found: ClassifiedRow) -> tuple[object, ...] | None:
    """Same municipal id, or same name and number. Namesakes without a number are one only when
    everything else agrees too; a masked number says nothing of who it was."""
    row = found.row
    if row.municipal_id and MASK not in row.municipal_id:
        return ("id", row.municipal_id)
    if not row.name or MASK in row.name or found.number.cls is NumberClass.PERSONAL:
        return None
    if found.number.cls is not NumberClass.MISSING:
        return ("number", strict(row.name), found.number.canonical or found.number.shown)
    return ("row", strict(row.name), row.types, row.activities, row.district, row.postal_code, row.city)
