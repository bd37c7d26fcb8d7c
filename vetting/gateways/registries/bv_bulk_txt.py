"""The Companies Registration Office's bulk file `bolagsverket_bulkfil.txt`: 11 quoted columns, semicolons.

`$` parts a value, `|` parts repeated values. Stray quotes stand inside descriptions, so a line is cut at
`";"` and its columns are counted. One identity has a row for each `namnskyddslopnummer`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK, OrgNumberReading, read_org_number
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.gateways.headers import Columns
from vetting.gateways.listing_rows import digest_id, odd_names, odd_number, state_told
from vetting.gateways.machine_text import BulkFormat, BulkText, open_bulk_text
from vetting.gateways.row_text import clean
from vetting.gateways.source import Listing, SourceOptions, Tally

ADAPTER = "bv_bulk_txt"
_PROCEEDINGS = "pagaendeAvvecklingsEllerOmstruktureringsforfarande"
_COLUMNS = Columns(
    {
        "identity": ("organisationsidentitet",),
        "serial": ("namnskyddslopnummer",),
        "country": ("registreringsland",),
        "names": ("organisationsnamn",),
        "form": ("organisationsform",),
        "deregistered_on": ("avregistreringsdatum",),
        "deregistration_reason": ("avregistreringsorsak",),
        "proceedings": (_PROCEEDINGS, _PROCEEDINGS.replace("pagaende", "pagande")),
        "registered_on": ("registreringsdatum",),
        "description": ("verksamhetsbeskrivning",),
        "address": ("postadress",),
    },
    frozenset({"identity", "serial", "names", "form", "deregistered_on", "proceedings"}),
)
# What the office calls the proceedings that are under way most often; others stand by their code.
_CALLED = {
    "KK": "Konkurs",
    "LI": "Likvidation",
    "FR": "Företagsrekonstruktion",
    "AC": "Ackordsförhandling",
    "RES": "Resolution",
}
_OWN_NAMES = frozenset({"FORETAGSNAMN-ORGNAM", "NAMN-ORGNAM"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FORM = BulkFormat(_COLUMNS, cut=lambda line: line.removeprefix('"').removesuffix('"').split('";"'))


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing]:
    """Walk every registration of a legal person into a listing. Sole traders and estates stand under a
    personal number: they are counted at the door and not kept.

    Raises UnusableFile too_few_rows, too_many_broken_rows, and those of `open_bulk_text`.
    """
    with open_bulk_text(file, tally, _FORM, filename=filename) as text:
        for row_no, cells in text.rows():
            if (listing := _listing(row_no, cells, text, tally)) is not None:
                yield listing
        if text.count < max(options.min_rows, 1):
            raise UnusableFile("too_few_rows", filename=filename, found=text.count, expected=options.min_rows)


def _listing(row_no: int, cells: list[str], text: BulkText, tally: Tally) -> Listing | None:
    """A line out of step keeps number and name when both stand before the damage: it stays searchable."""
    at = text.at
    identity, _, id_type = (cells[at["identity"]] if at["identity"] < len(cells) else "").partition("$")
    number = read_org_number(identity.strip())
    if id_type not in ("", "ORGNR-IDORG") or number.cls is NumberClass.PERSONAL:
        tally.left_out[RowState.MASKED] += 1
        return None
    odd = odd_number(number)
    if len(cells) != text.width:
        odd = [("name", "wrong_columns", str(len(cells)))]
        before = max(at["identity"], at["serial"], at["names"])
        if number.canonical is None or before > 3 or len(cells) <= 4:
            tally.left_out[state_told(tally, row_no, odd)] += 1
            return None
        cells = [*cells[:4], *[""] * (text.width - 4)]
    found = _registration(row_no, {name: cells[at[name]] for name in at}, number)
    names = [found.name, *found.aliases] if found.name else []
    return replace(found, state=state_told(tally, row_no, odd + odd_names(names)))


def _registration(row_no: int, cells: dict[str, str], number: OrgNumberReading) -> Listing:
    names = _names(cells["names"])
    current, ended = _proceedings(cells["proceedings"])
    gone = _deregistered(cells["deregistered_on"], cells.get("deregistration_reason", ""))
    serial = written if MASK not in (written := clean(cells["serial"])) else str(row_no)
    payload = {
        "legal_form": _code(cells["form"]),
        "proceedings": current,
        "ended_proceedings": ended,
        "deregistered": gone,
        "name_protection_serial": serial,
    }
    base = number.canonical or digest_id(*names, fallback=f"row|{row_no}")
    return Listing(
        record_id=f"{base}/{serial}" if serial else base,
        kind=PartyKind.ORGANISATION,
        name=names[0] if names else "",
        aliases=tuple(names[1:]),
        org_number=number.canonical,
        seat=_town(cells.get("address", "")),
        status="; ".join([*map(_said, current), *(_said_gone(gone) if gone else ())]) or None,
        listed_on=_day(cells.get("registered_on", "")),
        payload={name: value for name, value in payload.items() if value},
        row_no=row_no,
    )


def _names(cell: str) -> list[str]:
    """`NAME$TYPE$DATE[$extra]`, repeated: the body's own newest name first, then every other it goes by."""
    found = []
    for place, piece in enumerate(cell.split("|")):
        name, _, rest = piece.partition("$")
        kind, _, registered = rest.partition("$")
        if text := clean(name):
            found.append((kind in _OWN_NAMES, registered[:10], -place, text))
    return list(dict.fromkeys(text for _, _, _, text in sorted(found, reverse=True)))


def _proceedings(cell: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """What is under way, and what is over: `CODE-AVOMFO$DATE`, repeated, perhaps after a bar. The ending
    tells which: KKAVOV-AVSLAVOMFO is a bankruptcy that has ended, although it begins like one."""
    current: list[dict[str, str]] = []
    ended: list[dict[str, str]] = []
    for piece in filter(None, cell.split("|")):
        written, _, since = piece.partition("$")
        code, _, ending = clean(written).partition("-")
        if code:
            told = {"code": code} | ({"since": since[:10]} if _DAY.match(since) else {})
            (ended if ending.startswith("AVSL") else current).append(told)
    return current, ended


def _deregistered(on: str, reason: str) -> dict[str, str]:
    code, day = _code(reason), clean(on)[:10]
    return {name: value for name, value in (("on", day), ("reason", code)) if value}


def _said(one: dict[str, str]) -> str:
    code = one["code"]
    return " ".join(
        filter(None, (_CALLED.get(code, ""), f"({code})" if code in _CALLED else code, one.get("since")))
    )


def _said_gone(gone: dict[str, str]) -> list[str]:
    reason = f"({gone['reason']})" if "reason" in gone else ""
    return [" ".join(filter(None, ("Avregistrerad", reason, gone.get("on"))))]


def _code(cell: str) -> str:
    """The code without the name of its list: I-ORGFO is I."""
    code = clean(cell)
    return code if MASK in code else code.partition("$")[0].rpartition("-")[0] or code


def _town(address: str) -> str | None:
    """The town of `street$c/o$TOWN$postcode$country`; street and c/o are dropped at the door."""
    pieces = address.split("$")
    return (clean(pieces[2]) or None) if len(pieces) > 2 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
