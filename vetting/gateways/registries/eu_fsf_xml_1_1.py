"""The European Union's consolidated financial sanctions list (FSF XML 1.1), persons and enterprises."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK, read_org_number
from vetting.domain.terms import PartyKind, RowState
from vetting.gateways.row_text import clean, day
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally
from vetting.gateways.xml_entries import encoding_of, entries, local
from vetting.gateways.xml_structure import tell_structure

ADAPTER = "eu_fsf_xml_1_1"
READER_VERSION = "1"
ROOT = "export"
ENTITY = "sanctionEntity"
NAMESPACE = "http://eu.europa.ec/fpi/fsd/export"
DOCUMENTED = """remark additionalInformation regulation subjectType nameAlias citizenship birthdate address
    identification"""
KINDS = {
    "p": PartyKind.PERSON,
    "person": PartyKind.PERSON,
    "e": PartyKind.ORGANISATION,
    "enterprise": PartyKind.ORGANISATION,
}
MAX_ENTRIES = 200_000

_FALSE = frozenset({"false", "0"})
_TRUE = frozenset({"true", "1"})
_LOW_QUALITY = ("low quality", "low-quality")
_YEARS = range(1800, 2101)
# What is kept of each detail: the attribute of the list and the name it has here.
_REGULATION = {
    "numberTitle": "number",
    "programme": "programme",
    "regulationType": "type",
    "organisationType": "organisation",
    "publicationDate": "published",
    "entryIntoForceDate": "in_force",
}
_ADDRESS = {
    "street": "street",
    "poBox": "po_box",
    "zipCode": "postal_code",
    "city": "city",
    "region": "region",
    "place": "place",
    "asAtListingTime": "at_listing_time",
}
_BIRTH_PLACE = {key: _ADDRESS[key] for key in ("zipCode", "city", "region", "place")}
_IDENTIFICATION = {
    "identificationTypeCode": "type",
    "number": "number",
    "latinNumber": "number_latin",
    "nameOnDocument": "name",
    "issuedBy": "issued_by",
    "issueDate": "issued",
    "validFrom": "valid_from",
    "validTo": "valid_to",
    "knownExpired": "known_expired",
    "knownFalse": "known_false",
    "reportedLost": "reported_lost",
    "revokedByIssuer": "revoked",
    "diplomatic": "diplomatic",
}


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing | Removal]:
    """Each sanctioned person and enterprise, by its EU reference number, else by its logical id.

    Shapes are those of the schema 1.1 (NAMESPACE), but more is
    accepted than it allows, several regulations among it: the schema is no gate. Raises UnusableFile
    too_few_rows, too_many_rows and those of `xml_entries.entries`.
    """
    count = 0
    tally.encoding = encoding_of(file)
    for attributes, entry in entries(file, root=ROOT, tags=(ENTITY,), filename=filename):
        count += 1
        if count > MAX_ENTRIES:
            raise UnusableFile("too_many_rows", filename=filename, limit=MAX_ENTRIES)
        tally.as_of = day(attributes.get("generationDate", ""))
        tell_structure(entry, tally, namespace=NAMESPACE, documented=DOCUMENTED)
        yield _listing(entry, tally, count)
    least = max(options.min_rows, 1)
    if count < least:
        raise UnusableFile("too_few_rows", filename=filename, found=count, expected=least)


def _listing(entry: Element, tally: Tally, row_no: int) -> Listing:
    kind, own_id = _kind(entry), _own_id(entry)
    name, aliases, weak = _names(entry)
    problems = [
        code
        for code, is_so in (
            ("missing_name", not name),
            ("missing_record_id", not own_id),
            ("kind_unknown", kind is None),
            ("personal_number_in_text", MASK in name),
        )
        if is_so
    ]
    record_id = own_id or "name-" + hashlib.sha256((name or f"row {row_no}").encode()).hexdigest()[:16]
    for code in problems:
        tally.problem(row_no, "id" if code == "missing_record_id" else "name", code, name or record_id)
    masked = problems == ["personal_number_in_text"]
    return Listing(
        record_id=record_id,
        kind=kind or PartyKind.ORGANISATION,
        name=name,
        aliases=aliases,
        org_number=None if kind is PartyKind.PERSON else _swedish_number(entry),
        birth_date="; ".join(_births(entry)) or None,
        status=_status(entry),
        listed_on=day(entry.get("designationDate", "")),
        payload=_payload(entry, weak),
        state=RowState.MASKED if masked else RowState.QUARANTINED if problems else RowState.OK,
        row_no=row_no,
    )


def _own_id(entry: Element) -> str:
    own_id = clean(entry.get("euReferenceNumber")) or clean(entry.get("logicalId"))
    return "" if MASK in own_id else own_id


def _kind(entry: Element) -> PartyKind | None:
    for subject in _children(entry, "subjectType"):
        for told in ("classificationCode", "code"):
            if kind := KINDS.get(clean(subject.get(told)).casefold()):
                return kind
    return None


def _names(entry: Element) -> tuple[str, tuple[str, ...], list[str]]:
    """The main name, the others, and which of all are weak everywhere they stand.

    One name comes again for each amending regulation and language. The main one is the first that is
    not weak. Low quality is told by the attribute or in a remark.
    """
    names: dict[str, bool] = {}
    for alias in _children(entry, "nameAlias"):
        parts = (alias.get("firstName"), alias.get("middleName"), alias.get("lastName"))
        name = clean(alias.get("wholeName")) or clean(" ".join(filter(None, parts)))
        if name:
            names[name] = names.get(name, True) and _is_weak(alias)
    main = next((name for name, weak in names.items() if not weak), next(iter(names), ""))
    return main, tuple(name for name in names if name != main), [one for one, weak in names.items() if weak]


def _is_weak(alias: Element) -> bool:
    remarks = " ".join(_remarks(alias)).casefold()
    return clean(alias.get("strong")).casefold() in _FALSE or any(word in remarks for word in _LOW_QUALITY)


def _births(entry: Element) -> list[str]:
    """Dates, years and spans of the Gregorian calendar, as the listing shape has them."""
    found = (_birth(one) for one in _children(entry, "birthdate") if _is_gregorian(one))
    return list(dict.fromkeys(filter(None, found)))


def _is_gregorian(birth: Element) -> bool:
    return clean(birth.get("calendarType")).upper() in ("", "GREGORIAN")


def _birth(birth: Element) -> str:
    about = "~" if clean(birth.get("circa")).casefold() in _TRUE else ""
    known = day(birth.get("birthdate", "")) or _date_of_parts(birth)
    if known and known.year in _YEARS:
        return f"~{known.year}" if about else known.isoformat()
    years = [_year(birth, part) for part in ("year", "yearRangeFrom", "yearRangeTo")]
    if not years[0] and years[1] and years[2]:
        return f"{about}{years[1]}/{years[2]}"
    single = next(filter(None, years), "")
    return f"{about}{single}" if single else ""


def _date_of_parts(birth: Element) -> date | None:
    try:
        return date(*(int(birth.get(part, "")) for part in ("year", "monthOfYear", "dayOfMonth")))
    except ValueError:
        return None


def _year(birth: Element, part: str) -> str:
    told = clean(birth.get(part))
    return told if told.isdecimal() and int(told[:9]) in _YEARS else ""


def _status(entry: Element) -> str | None:
    """The programmes it is listed under; from a delisting date on it is told that it is delisted."""
    if delisted := day(entry.get("delistingDate", "")):
        return f"delisted {delisted.isoformat()}"
    programmes = {clean(one.get("programme")) for one in _children(entry, "regulation")} - {""}
    return ", ".join(sorted(programmes)) or None


def _swedish_number(entry: Element) -> str | None:
    """The organisation number of an enterprise, where a Swedish document gives one."""
    told = (
        read_org_number(one.get("number") or one.get("latinNumber")).canonical
        for one in _children(entry, "identification")
        if clean(one.get("countryIso2Code")).upper() == "SE"
    )
    return next(filter(None, told), None)


def _payload(entry: Element, weak: list[str]) -> dict[str, object]:
    aliases, births = _children(entry, "nameAlias"), _children(entry, "birthdate")
    other = [one for one in births if not _is_gregorian(one)]
    found: dict[str, object] = {
        "logical_id": clean(entry.get("logicalId")),
        "united_nations_id": clean(entry.get("unitedNationId")),
        "designation": clean(entry.get("designationDetails")),
        "delisted": clean(entry.get("delistingDate")),
        "remarks": _remarks(entry),
        "more": [
            f"{clean(one.get('key'))}: {clean(one.get('value'))}"
            for one in _children(entry, "additionalInformation")
        ],
        "regulations": _distinct(
            _kept(one, _REGULATION) | _url(one) for one in _children(entry, "regulation")
        ),
        "weak_aliases": weak,
        "languages": sorted({clean(one.get("nameLanguage")).upper() for one in aliases} - {""}),
        "functions": _texts(aliases, "function"),
        "titles": _texts(aliases, "title"),
        "genders": [one for one in _texts(aliases, "gender") if one != "?"],
        "citizenships": _distinct(filter(None, map(_country, _children(entry, "citizenship")))),
        "birth_places": _distinct(filter(None, (_kept(one, _BIRTH_PLACE) | _where(one) for one in births))),
        "births_in_other_calendars": _distinct(map(_other_calendar, other)),
        "addresses": _distinct(filter(None, map(_address, _children(entry, "address")))),
        "identifications": _distinct(
            _kept(one, _IDENTIFICATION) | _where(one) for one in _children(entry, "identification")
        ),
    }
    return {key: value for key, value in found.items() if value}


def _other_calendar(birth: Element) -> str:
    """As written: a day of another calendar is no date to compare with."""
    parts = ("birthdate", "year", "monthOfYear", "dayOfMonth", "yearRangeFrom", "yearRangeTo")
    told = (f"{part} {text}" for part in parts if (text := clean(birth.get(part))))
    return ", ".join((clean(birth.get("calendarType")).upper(), *told))


def _address(address: Element) -> dict[str, object]:
    contacts = [
        f"{clean(one.get('key'))}: {clean(one.get('value'))}" for one in _children(address, "contactInfo")
    ]
    more: dict[str, object] = {"contacts": contacts} if contacts else {}
    return _kept(address, _ADDRESS) | _where(address) | more


def _country(element: Element) -> str:
    """The country as the list names it; UNKNOWN, with the code 00, is none."""
    named = clean(element.get("countryDescription"))
    code = clean(element.get("countryIso2Code")).upper()
    return "" if named.upper() in ("", "UNKNOWN") and code in ("", "00") else named or code


def _where(element: Element) -> dict[str, object]:
    return {"country": told} if (told := _country(element)) else {}


def _url(regulation: Element) -> dict[str, object]:
    told = next((clean(one.text) for one in _children(regulation, "publicationUrl")), "")
    return {"url": told} if told else {}


def _kept(element: Element, wanted: Mapping[str, str]) -> dict[str, object]:
    """The filled attributes under the names they have here; flags only where they are set."""
    told = {name: clean(element.get(attribute)) for attribute, name in wanted.items()}
    return {name: text for name, text in told.items() if text and text.casefold() not in _FALSE}


def _texts(elements: list[Element], attribute: str) -> list[str]:
    return list(dict.fromkeys(text for one in elements if (text := clean(one.get(attribute)))))


def _remarks(element: Element) -> list[str]:
    return [text for one in _children(element, "remark") if (text := clean(one.text))]


def _distinct(values: Iterator[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _children(element: Element, tag: str) -> list[Element]:
    return [one for one in element if local(one.tag) == tag]
