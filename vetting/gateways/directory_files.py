"""The municipality's association register from a file: JSON exports, workbooks, delimited text."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vetting.domain.directory import DirectoryRow
from vetting.domain.errors import UnusableFile
from vetting.domain.terms_associations import GiroKind
from vetting.gateways.decoding import decode
from vetting.gateways.headers import Columns
from vetting.gateways.sheets import read_table

# Swedish headings the products and municipalities use. Contact columns are absent on purpose:
# contact persons, addresses and phones are dropped at the door.
COLUMNS = Columns(
    {
        "municipal_id": (
            "id",
            "föreningsnummer",
            "föreningsnr",
            "föreningsid",
            "kundnummer",
            "kundnr",
            "nummer",
        ),
        "name": (
            "namn",
            "förening",
            "föreningens namn",
            "föreningsnamn",
            "organisation",
            "organisationsnamn",
        ),
        "org_number": (
            "org.nr",
            "orgnr",
            "organisationsnummer",
            "organisationsnr",
            "org nummer",
            "orgNumber",
        ),
        "types": ("typ", "föreningstyp", "kategori", "föreningskategori", "types"),
        "activities": ("verksamhet", "aktivitet", "aktiviteter", "verksamheter", "activities"),
        "district": ("stadsdel", "område", "distrikt", "kommundel", "stadsdelsområde"),
        "postal_code": ("postnr", "postnummer", "zip", "zipcode"),
        "city": ("ort", "postort", "stad", "tätort", "postadress ort"),
        "municipality": ("kommun",),
        "bankgiro": ("bankgironr", "bankgironummer", "bg", "bankGiro"),
        "plusgiro": ("plusgironr", "plusgironummer", "postgiro", "pg", "plusGiro"),
        "former_names": ("tidigare namn", "andra namn", "kallas även", "alias"),
        "former_numbers": (
            "tidigare organisationsnummer",
            "tidigare orgnr",
            "tidigare org.nr",
            "föregångarens organisationsnummer",
        ),
    },
    required=frozenset({"name"}),
)


@dataclass(frozen=True, slots=True)
class DirectoryFile:
    """What a file held. `as_of` is the source's own date where it tells one; `problems` are codes about
    the file as a whole (encoding notes, unknown columns)."""

    format: str
    source_system: str | None
    as_of: date | None
    rows: tuple[DirectoryRow, ...]
    problems: tuple[str, ...] = ()


def read_directory(data: bytes, filename: str) -> DirectoryFile:
    """Read a register by what it is, not by its name.

    Raises UnusableFile: empty_file, truncated_json, broken_json, unknown_json, incomplete_file and those
    of sheets and decoding.
    """
    head = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if filename.lower().endswith(".json") or head.startswith((b"{", b"[")):
        return read_json(data, filename)
    table = read_table(data, filename, COLUMNS)
    rows = tuple(_row_of(row.row_no, row.values) for row in table.rows)
    kind = "xlsx" if data.startswith(b"PK") else "csv"
    return DirectoryFile(kind, None, None, _not_empty(rows, filename), table.notes)


def load_json(data: bytes, filename: str) -> tuple[object, tuple[str, ...]]:
    """JSON with a truncated file told apart from a broken one; and the notes of decoding."""
    decoded = decode(data, filename=filename)
    text = decoded.text.rstrip()
    try:
        return json.loads(text), decoded.notes
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text) or error.msg.startswith("Unterminated") or not text.endswith(("]", "}"))
        code = "truncated_json" if cut else "broken_json"
        raise UnusableFile(code, filename=filename, line=error.lineno, column=error.colno) from error
    except (RecursionError, ValueError) as error:  # nested, or a number written, without end
        raise UnusableFile("broken_json", filename=filename, line=1, column=1) from error


def read_json(data: bytes, filename: str) -> DirectoryFile:
    """The IBGO envelope or the flat export, whole or refused as in `read_directory`."""
    loaded, notes = load_json(data, filename)
    if isinstance(loaded, dict) and isinstance(customers := loaded.get("Customers"), list):
        return _ibgo(customers, loaded.get("TotalNumberOfElements"), filename, notes)
    if isinstance(loaded, list) and all(isinstance(item, dict) for item in loaded):
        return _flat(loaded, filename, notes)
    raise UnusableFile("unknown_json", filename=filename, found=type(loaded).__name__)


def _ibgo(customers: list[object], expected: object, filename: str, notes: tuple[str, ...]) -> DirectoryFile:
    """IBGO tells how many there are: fewer rows mean that the file is not whole."""
    if isinstance(expected, int) and expected != len(customers):
        raise UnusableFile("incomplete_file", filename=filename, expected=expected, found=len(customers))
    rows = tuple(_ibgo_row(at, item) for at, item in enumerate(customers, start=1))
    return DirectoryFile("ibgo_json", "IBGO", None, _not_empty(rows, filename), notes)


def _ibgo_row(row_no: int, item: object) -> DirectoryRow:
    values = item if isinstance(item, dict) else {}
    occupations = values.get("CustomerOccupations")
    names = (
        [o.get("Name") for o in occupations if isinstance(o, dict)] if isinstance(occupations, list) else []
    )
    return _row_of(
        row_no,
        {
            "municipal_id": values.get("Id"),
            "name": values.get("Name"),
            "org_number": values.get("OrganisationNumber") or values.get("OrgNumber"),
            "types": values.get("AssociationCategoryName"),
            "activities": names,
            "district": values.get("DistrictNames"),
            "postal_code": values.get("ZipCode"),
            "city": values.get("City"),
        },
    )


def _flat(items: Sequence[Mapping[str, object]], filename: str, notes: tuple[str, ...]) -> DirectoryFile:
    """The flat export: one object per row with the association inside, and when it was fetched."""
    if items and not any("association" in item or "name" in item for item in items):
        raise UnusableFile("missing_column", filename=filename, missing=["name"], found=sorted(items[0])[:30])
    systems = {str(item["source_system"]) for item in items if item.get("source_system")}
    days = [day for item in items if (day := _day(item.get("scraped_at")))]
    rows = tuple(_flat_row(at, item) for at, item in enumerate(items, start=1))
    system = systems.pop() if len(systems) == 1 else None
    return DirectoryFile("flat_json", system, max(days, default=None), _not_empty(rows, filename), notes)


def _flat_row(row_no: int, item: Mapping[str, object]) -> DirectoryRow:
    inner = item.get("association")
    values: dict[str, object] = dict(inner) if isinstance(inner, dict) else dict(item)
    values.setdefault("municipal_id", values.get("id"))
    values.setdefault("district", values.get("categories"))
    values["municipality"] = item.get("municipality")
    return _row_of(row_no, values)


def _row_of(row_no: int, values: Mapping[str, object]) -> DirectoryRow:
    return DirectoryRow(
        row_no=row_no,
        name=_text(values.get("name")) or "",
        org_number=values.get("org_number"),
        municipal_id=_text(values.get("municipal_id")),
        types=_several(values.get("types")),
        activities=_several(values.get("activities")),
        district="; ".join(_several(values.get("district"))) or None,
        postal_code=_text(values.get("postal_code")),
        city=_text(values.get("city")),
        municipality=_text(values.get("municipality")),
        giros=tuple((kind, text) for kind in GiroKind if (text := _text(_giro(kind, values)))),
        former_names=_several(values.get("former_names")),
        former_numbers=_several(values.get("former_numbers")),
    )


def _giro(kind: GiroKind, values: Mapping[str, object]) -> object:
    """The cell of that kind of account; JSON writes bankgiro or bankGiro."""
    return values.get(kind.value) or values.get(kind.value.replace("giro", "Giro"))


def _text(value: object) -> str | None:
    """A cell as text; a whole number without its .0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None or isinstance(value, dict | list) else str(value).strip()
    return text or None


def _several(value: object) -> tuple[str, ...]:
    """A list, or a cell that holds several parted by semicolon or bar."""
    pieces = value if isinstance(value, list) else re.split(r"[;|]", _text(value) or "")
    return tuple(text for piece in pieces if (text := _text(piece)))


def _day(value: object) -> date | None:
    try:
        return datetime.fromisoformat(str(value)).date() if value else None
    except ValueError:
        return None


def _not_empty(rows: tuple[DirectoryRow, ...], filename: str) -> tuple[DirectoryRow, ...]:
    if not rows:
        raise UnusableFile("no_rows", filename=filename)
    return rows
