"""The United Nations Security Council consolidated list (XML), persons and entities."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.row_text import clean, day
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally
from vetting.gateways.xml_entries import encoding_of, entries, local
from vetting.gateways.xml_structure import tell_structure

ADAPTER = "un_sc_xml"
READER_VERSION = "2"
ROOT = "CONSOLIDATED_LIST"
KINDS = {"INDIVIDUAL": PartyKind.PERSON, "ENTITY": PartyKind.ORGANISATION}
MAX_ENTRIES = 100_000
NAMESPACE = ""
# As its schema and the genuine lists have them; the Council's own lists do not validate against its schema.
DOCUMENTED = """
    DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON
    DELISTED_ON GENDER SUBMITTED_BY SUBMITTED_ON NAME_ORIGINAL_SCRIPT COMMENTS1 TITLE DESIGNATION NATIONALITY
    NATIONALITY2 LIST_TYPE LAST_DAY_UPDATED INDIVIDUAL_ALIAS INDIVIDUAL_ADDRESS INDIVIDUAL_DATE_OF_BIRTH
    INDIVIDUAL_PLACE_OF_BIRTH INDIVIDUAL_DOCUMENT ENTITY_ALIAS ENTITY_ADDRESS SORT_KEY SORT_KEY_LAST_MOD"""

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# Version numbers that stand still and sort keys say nothing of the content.
_NOT_CONTENT = frozenset({"DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LISTED_ON", *_NAMES})


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing | Removal]:
    """Each person and entity, by its DATAID; reference numbers may change and are all kept.

    Raises UnusableFile too_few_rows, too_many_rows and those of `xml_entries.entries`. The list's own
    schema is no gate: genuine files do not validate against it.
    """
    count = 0
    tally.encoding = encoding_of(file)
    for attributes, entry in entries(file, root=ROOT, tags=KINDS, filename=filename):
        count += 1
        if count > MAX_ENTRIES:
            raise UnusableFile("too_many_rows", filename=filename, limit=MAX_ENTRIES)
        tally.as_of = day(attributes.get("dateGenerated", ""))
        tell_structure(entry, tally, namespace=NAMESPACE, documented=DOCUMENTED)
        listing = _listing(entry, KINDS[local(entry.tag)], count)
        _tell(listing, tally)
        yield listing
    least = max(options.min_rows, 1)
    if count < least:
        raise UnusableFile("too_few_rows", filename=filename, found=count, expected=least)


def _tell(listing: Listing, tally: Tally) -> None:
    if not listing.name:
        tally.problem(listing.row_no, "name", "missing_name", listing.record_id)
    elif listing.state is RowState.QUARANTINED:
        tally.problem(listing.row_no, "id", "missing_record_id", listing.record_id)
    elif listing.state is RowState.MASKED:
        tally.problem(listing.row_no, "name", "personal_number_in_text", listing.name)


def _listing(entry: Element, kind: PartyKind, row_no: int) -> Listing:
    own_id, name = _text(entry, "DATAID"), " ".join(filter(None, (_text(entry, tag) for tag in _NAMES)))
    own_id = "" if MASK in own_id else own_id
    aliases, weak = _aliases(entry)
    payload: defaultdict[str, list[object]] = defaultdict(list)
    for child in entry:
        value = _value(child)
        if value and local(child.tag) not in _NOT_CONTENT:
            payload[local(child.tag).lower()].append(value)
    if weak:
        payload["weak_aliases"] = list(weak)
    return Listing(
        record_id=own_id or _made_id(name, aliases, row_no),
        kind=kind,
        name=name,
        aliases=aliases,
        birth_date="; ".join(_births(entry)) or None,
        status=_text(entry, "UN_LIST_TYPE") or None,
        listed_on=day(_text(entry, "LISTED_ON")),
        payload=dict(payload),
        state=_state(own_id, name),
        row_no=row_no,
    )


def _made_id(name: str, aliases: tuple[str, ...], row_no: int) -> str:
    """An id for an entry without one: of its names, so that it is the same in the next delivery."""
    if not name and not aliases:
        return f"row-{row_no}"
    return "name-" + hashlib.sha256("|".join((name, *sorted(aliases))).encode()).hexdigest()[:16]


def _state(own_id: str, name: str) -> RowState:
    if not own_id or not name:
        return RowState.QUARANTINED
    return RowState.MASKED if MASK in name else RowState.OK


def _aliases(entry: Element) -> tuple[tuple[str, ...], list[str]]:
    """All names it is known by, and which of them the list itself calls low quality. Empty elements are
    placeholders; one element may hold several names parted by semicolons."""
    names: dict[str, bool] = {}
    for child in entry:
        if local(child.tag) in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
            low = _text(child, "QUALITY").casefold() == "low"
            for piece in _text(child, "ALIAS_NAME").split(";"):
                if name := piece.strip():
                    names[name] = names.get(name, True) and low
    if original := _text(entry, "NAME_ORIGINAL_SCRIPT"):
        names.setdefault(original, False)
    return tuple(names), [name for name, low in names.items() if low]


def _births(entry: Element) -> list[str]:
    """Full dates, years and spans as the listing shape has them, those of aliases as about."""
    found = []
    for child in entry:
        tag = local(child.tag)
        if tag == "INDIVIDUAL_DATE_OF_BIRTH":
            found.append(_birth(child))
        elif tag == "INDIVIDUAL_ALIAS":
            years = re.findall(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", _text(child, "DATE_OF_BIRTH"))
            found += [f"~{year}" for year in years]
    return list(dict.fromkeys(filter(None, found)))


def _birth(element: Element) -> str:
    about = "~" if _text(element, "TYPE_OF_DATE").upper().startswith("APPROX") else ""
    full, year = _text(element, "DATE"), _text(element, "YEAR")
    first, last = _text(element, "FROM_YEAR"), _text(element, "TO_YEAR")
    if known := day(full):
        return f"~{known.year}" if about else known.isoformat()
    if first[:4].isdigit() and last[:4].isdigit():
        return f"{about}{first[:4]}/{last[:4]}"
    single = year or first or last or full
    return f"{about}{single[:4]}" if single[:4].isdigit() else ""


def _value(element: Element) -> object:
    """An element as JSON: its text, or its filled children."""
    if not len(element):
        return clean(element.text)
    inner: dict[str, object] = {}
    for child in element:
        if value := _value(child):
            key = local(child.tag).lower()
            inner[key] = f"{inner[key]}; {value}" if key in inner else value
    return inner["value"] if set(inner) == {"value"} else inner


def _text(element: Element, tag: str) -> str:
    return next((clean(child.text) for child in element if local(child.tag) == tag), "")
