"""Statistics Sweden's register of legal persons, bulk file `scb_bulkfil_JE_*.txt`: tabs, 35 columns.

Declared as ISO-8859-1 and proven like any other text. Being inactive there says only that nobody pays VAT,
wages or tax: most genuine associations never were active, and nothing of it counts against anybody.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import read_org_number
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.gateways.headers import Columns
from vetting.gateways.listing_rows import digest_id, odd_names, odd_number, state_told
from vetting.gateways.machine_text import BulkFormat, BulkText, open_bulk_text
from vetting.gateways.row_text import clean
from vetting.gateways.source import Listing, SourceOptions, Tally

ADAPTER = "scb_bulk_tsv"
_ACTIVITIES = ("Ng1", "Ng2", "Ng3", "Ng4", "Ng5")
_REQUIRED = ("PeOrgNr", "Namn", "Foretagsnamn", "PostOrt", "JurForm", "FtgStat", "JEStat", "RegDatKtid")
_OTHERS = ("COAdress", "Gatuadress", "PostNr", "Reklamsparrtyp", *_ACTIVITIES)  # read or knowingly left out
COLUMNS = ("ForAndrTyp", *_REQUIRED, *_OTHERS, *(f"m{name}" for name in (*_REQUIRED, *_OTHERS)))
_FACTS = {"legal_form": "JurForm", "enterprise_status": "FtgStat", "registration_status": "JEStat"}
_FORM = BulkFormat(
    Columns({name: () for name in COLUMNS}, frozenset(_REQUIRED)),
    cut=lambda line: line.split("\t"),
    declared="iso-8859-1",
)


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing]:
    """Walk every legal person into a listing; natural persons are counted at the door and not kept.

    Raises UnusableFile too_few_rows, too_many_broken_rows, and those of `open_bulk_text`.
    """
    with open_bulk_text(file, tally, _FORM, filename=filename) as text:
        for row_no, cells in text.rows():
            if (listing := _listing(row_no, cells, text, tally)) is not None:
                yield listing
        if text.count < max(options.min_rows, 1):
            raise UnusableFile("too_few_rows", filename=filename, found=text.count, expected=options.min_rows)


def _listing(row_no: int, cells: list[str], text: BulkText, tally: Tally) -> Listing | None:
    if len(cells) != text.width:  # whose number and whose name cannot be told apart from the rest
        tally.problem(row_no, "name", "wrong_columns", str(len(cells)))
        tally.left_out[RowState.QUARANTINED] += 1
        return None
    written = cells[text.at["PeOrgNr"]].strip()
    if len(written) == 12 and written[:2] != "16" and written[:2].isdigit():
        tally.left_out[RowState.MASKED] += 1  # 18, 19, 20: a natural person
        return None
    number = read_org_number(written[2:] if len(written) == 12 else written)
    if number.cls is NumberClass.PERSONAL:
        tally.left_out[RowState.MASKED] += 1
        return None
    names = [name for column in ("Namn", "Foretagsnamn") if (name := _value(cells, text, column))]
    payload: dict[str, object] = {
        name: value for name, column in _FACTS.items() if (value := _value(cells, text, column))
    }
    if activities := [
        value for name in _ACTIVITIES if name in text.at and (value := _value(cells, text, name)).strip("0")
    ]:
        payload["activities"] = activities
    return Listing(
        record_id=number.canonical or digest_id(*names, fallback=f"row|{row_no}"),
        kind=PartyKind.ORGANISATION,
        name=names[0] if names else "",
        aliases=tuple(name for name in names[1:] if name != names[0]),
        org_number=number.canonical,
        seat=_value(cells, text, "PostOrt") or None,
        listed_on=_day(_value(cells, text, "RegDatKtid")),
        payload=payload,
        state=state_told(tally, row_no, [*odd_number(number), *odd_names(names)]),
        row_no=row_no,
    )


def _value(cells: list[str], text: BulkText, column: str) -> str:
    """A cell's text, masked; asterisks stand for what this account may not see."""
    value = cells[text.at[column]]
    return clean(value) if value.strip("* ") else ""


def _day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
