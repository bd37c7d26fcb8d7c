"""The United Nations Security Council consolidated list (XML), persons and entities."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from vetting.domain.directory import RowProblem
from vetting.domain.errors import UnusableFile
from vetting.domain.identity import mask
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.source import Listing, SourceFile, SourceOptions

ADAPTER = "un_sc_xml"
ROOT = "CONSOLIDATED_LIST"
KINDS = {"INDIVIDUAL": PartyKind.PERSON, "ENTITY": PartyKind.ORGANISATION}
MAX_ENTRIES = 100_000

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
# Version numbers that stand still and sort keys say nothing of the content.
_NOT_CONTENT = frozenset({"DATAID", "VERSIONNUM", "SORT_KEY", "SORT_KEY_LAST_MOD", "LISTED_ON", *_NAMES})


def read(data: bytes, *, filename: str = "", options: SourceOptions | None = None) -> SourceFile:
    """Read the whole list or none of it.

    Raises UnusableFile: empty_file, truncated_xml, broken_xml, xml_entities_refused, wrong_root,
    too_few_rows, too_many_rows. The list's own schema is no gate: genuine files do not validate against it.
    """
    if not data.strip():
        raise UnusableFile("empty_file", filename=filename)
    listings: dict[str, Listing] = {}
    problems: list[RowProblem] = []
    as_of: date | None = None
    rows_in = 0
    for rows_in, (generated, entry, tag) in enumerate(_entries(data, filename), start=1):
        as_of = generated
        listing = _listing(entry, KINDS[tag], rows_in)
        if listing.record_id in listings:
            problems.append(RowProblem(rows_in, "id", "duplicate_row", listing.record_id))
            continue
        if listing.state is RowState.QUARANTINED:
            code = "missing_name" if not listing.name else "missing_record_id"
            problems.append(
                RowProblem(rows_in, "name" if not listing.name else "id", code, listing.record_id)
            )
        listings[listing.record_id] = listing
    least = options.min_rows if options else 1
    if rows_in < max(least, 1):
        raise UnusableFile("too_few_rows", filename=filename, found=rows_in, expected=least)
    found = tuple(listings.values())
    return SourceFile(as_of, found, tuple(problems), rows_in, duplicates=rows_in - len(found))


def _entries(data: bytes, filename: str) -> Iterator[tuple[date | None, Element, str]]:
    """Each entry with the list's date, streamed; cleared once used."""
    root: Element | None = None
    count = 0
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            tag = _local(element.tag)
            if root is None:
                root = element
                if tag != ROOT:
                    raise UnusableFile("wrong_root", filename=filename, expected=ROOT, found=tag)
            if event == "end" and tag in KINDS:
                count += 1
                if count > MAX_ENTRIES:
                    raise UnusableFile("too_many_rows", filename=filename, limit=MAX_ENTRIES)
                yield _generated(root), element, tag
                element.clear()
    except ParseError as error:
        line, column = error.position
        raise UnusableFile(_damage(data), filename=filename, line=line, column=column) from error
    except DefusedXmlException as error:
        raise UnusableFile("xml_entities_refused", filename=filename) from error


def _damage(data: bytes) -> str:
    """Cut off when the root's end tag is not where the file ends; else damaged within, or no XML at all."""
    is_xml = data[:100].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    return "truncated_xml" if is_xml and ROOT.encode() not in data[-200:] else "broken_xml"


def _listing(entry: Element, kind: PartyKind, row_no: int) -> Listing:
    own_id, name = _text(entry, "DATAID"), " ".join(filter(None, (_text(entry, tag) for tag in _NAMES)))
    aliases, weak = _aliases(entry)
    payload: defaultdict[str, list[object]] = defaultdict(list)
    for child in entry:
        value = _value(child)
        if value and _local(child.tag) not in _NOT_CONTENT:
            payload[_local(child.tag).lower()].append(value)
    if weak:
        payload["weak_aliases"] = list(weak)
    return Listing(
        record_id=own_id or f"row-{row_no}",
        kind=kind,
        name=name,
        aliases=aliases,
        birth_date="; ".join(_births(entry)) or None,
        status=_text(entry, "UN_LIST_TYPE") or None,
        listed_on=_day(_text(entry, "LISTED_ON")),
        payload=dict(payload),
        state=RowState.OK if own_id and name else RowState.QUARANTINED,
    )


def _aliases(entry: Element) -> tuple[tuple[str, ...], list[str]]:
    """All names it is known by, and which of them the list itself calls low quality. Empty elements are
    placeholders; one element may hold several names parted by semicolons."""
    names: dict[str, bool] = {}
    for child in entry:
        if _local(child.tag) in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS"):
            low = _text(child, "QUALITY").casefold() == "low"
            for piece in _text(child, "ALIAS_NAME").split(";"):
                if name := " ".join(piece.split()):
                    names[name] = names.get(name, True) and low
    if original := _text(entry, "NAME_ORIGINAL_SCRIPT"):
        names.setdefault(original, False)
    return tuple(names), [name for name, low in names.items() if low]


def _births(entry: Element) -> list[str]:
    """Full dates, years and spans as the listing shape has them, those of aliases as about."""
    found = []
    for child in entry:
        tag = _local(child.tag)
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
    if day := _day(full):
        return f"~{day.year}" if about else day.isoformat()
    if first and last:
        return f"{about}{first[:4]}/{last[:4]}"
    single = year or first or last or full
    return f"{about}{single[:4]}" if single[:4].isdigit() else ""


def _value(element: Element) -> object:
    """An element as JSON: its text, or its filled children; personal numbers masked."""
    if not len(element):
        return mask(_clean(element.text))
    inner: dict[str, object] = {}
    for child in element:
        if value := _value(child):
            key = _local(child.tag).lower()
            inner[key] = f"{inner[key]}; {value}" if key in inner else value
    return inner["value"] if set(inner) == {"value"} else inner


def _generated(root: Element) -> date | None:
    return _day(root.get("dateGenerated") or "")


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text[:10]).date()
    except ValueError:
        return None


def _text(element: Element, tag: str) -> str:
    return next((_clean(child.text) for child in element if _local(child.tag) == tag), "")


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())


def _local(tag: str) -> str:
    """The tag without its namespace: some deliveries carry one."""
    return tag.rpartition("}")[2]
