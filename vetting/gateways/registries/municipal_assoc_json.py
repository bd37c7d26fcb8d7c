"""Another municipality's or product's association register as JSON: IBGO's envelope or a flat export.

Shapes: `{"TotalNumberOfElements": n, "Customers": [...]}` (IBGO), and a list of objects with the
association inside (ActorSmartbook, RBOK). Contact persons, addresses and phones are dropped at the door.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from vetting.domain.directory import ClassifiedRow, classify_row
from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind
from vetting.gateways.decoding import prove_encoding
from vetting.gateways.directory_files import read_json
from vetting.gateways.listing_rows import digest_id, is_safe_id
from vetting.gateways.row_text import clean
from vetting.gateways.source import Listing, SourceOptions, Tally
from vetting.gateways.uploads import MAX_BYTES

ADAPTER = "municipal_assoc_json"


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing]:
    """Walk every row into a listing; test rows and dead ones are set aside, not lost.

    A register of one municipality fits in memory; a file beyond the upload limit is no such register.
    Raises UnusableFile too_large, incomplete_file, too_few_rows, and those of `directory_files`.
    """
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise UnusableFile("too_large", filename=filename, size=size, limit=MAX_BYTES)
    found = read_json(file.read_bytes(), filename)
    tally.as_of, tally.encoding = found.as_of, prove_encoding(file, filename=filename).encoding
    for code in found.problems:
        tally.noted(code)
    if len(found.rows) < max(options.min_rows, 1):
        raise UnusableFile(
            "too_few_rows", filename=filename, found=len(found.rows), expected=options.min_rows
        )
    seen: Counter[str] = Counter()
    for row in found.rows:
        classified = classify_row(row)
        for problem in classified.problems:
            tally.problem(problem.row, problem.field, problem.code, problem.value_masked)
        yield _listing(classified, found.source_system, seen)


def _listing(found: ClassifiedRow, system: str | None, seen: Counter[str]) -> Listing:
    row = found.row
    payload = {
        "types": list(row.types),
        "activities": list(row.activities),
        "district": row.district,
        "municipality": row.municipality,
        "source_system": clean(system),
        "giro": row.giros[0][1] if row.giros else None,
        "org_number_as_written": found.number.shown if not found.number.canonical else None,
    }
    return Listing(
        record_id=_record_id(found, seen),
        kind=PartyKind.ORGANISATION,
        name=row.name,
        aliases=row.former_names,
        org_number=found.number.canonical,
        seat=row.city or row.municipality,
        payload={name: value for name, value in payload.items() if value},
        state=found.state,
        row_no=row.row_no,
    )


def _record_id(found: ClassifiedRow, seen: Counter[str]) -> str:
    """The register's own id, else a digest of name, number and town. The number alone is none: sections
    and branches share one. Namesakes that agree in all of these are told apart by their order."""
    row = found.row
    if row.municipal_id and is_safe_id(row.municipal_id):
        return row.municipal_id
    key = digest_id(row.name, found.number.canonical or "", row.city or "", fallback=f"row|{row.row_no}")
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"
