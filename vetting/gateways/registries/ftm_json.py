"""FollowTheMoney entities as JSON lines: a whole collection, or the delta between two of its versions."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from vetting.domain.errors import UnusableFile
from vetting.domain.identity import MASK, read_org_number
from vetting.domain.terms import NumberClass, PartyKind, RowState
from vetting.gateways.row_text import clean, day
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally

ADAPTER = "ftm_json"
READER_VERSION = "1"
# A legal entity is a party of a kind the collection does not know; it is compared as an organisation.
PARTIES = {
    "Person": PartyKind.PERSON,
    "Organization": PartyKind.ORGANISATION,
    "Company": PartyKind.ORGANISATION,
    "LegalEntity": PartyKind.ORGANISATION,
    "PublicBody": PartyKind.ORGANISATION,
}
MAX_LINE = 8 * 1024 * 1024

_BOM = b"\xef\xbb\xbf"
_VERSION = re.compile(r"(?<!\d)(\d{14}-[a-z0-9]{3})(?![a-z0-9])")
_BIRTH = re.compile(r"((?:18|19|20)\d\d)(-\d\d-\d\d)?(?:$|[-T ])")
_NAMES = ("name", "alias", "previousName", "weakAlias", "abbreviation")
_WEAK = ("weakAlias", "abbreviation")
_NUMBERS = ("registrationNumber", "taxNumber", "vatCode", "idNumber")
_COUNTRIES = ("country", "jurisdiction", "mainCountry")
# Contact details are no part of a comparison and stay outside.
_KEPT = (
    *("topics", "programId", "country", "jurisdiction", "mainCountry", "nationality", "citizenship"),
    *("birthPlace", "birthCountry", "deathDate", "gender", "position", "title", "address", "notes"),
    *("incorporationDate", "dissolutionDate", "legalForm", "status", "leiCode", "innCode", "ogrnCode"),
    *("passportNumber", "sourceUrl"),
)
_ABOUT = ("referents", "datasets")


def delta_version(filename: str) -> str:
    """The version a delta's file name tells, such as 20260131120000-abc; empty for any other file."""
    found = _VERSION.search(filename)
    return found.group(1) if found and _is_delta(filename) else ""


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing | Removal]:
    """Each party of a collection (`…entities.ftm.json`), or each change of a delta
    (`…entities.delta.json`, lines `{"op": "ADD" | "MOD" | "DEL", "entity": {…}}`).

    The version stands in the file name or in the setting `version`. Which version a delta builds on is
    in no file of it: the setting `follows` tells, or `versions`, the publisher's versions in order. A
    delta without lines says that nothing changed. What is cut off just between two lines cannot be
    seen in this format: a collection is held by the guard against shrinking.

    Raises UnusableFile: empty_file, broken_json, truncated_json, json_too_deep, entry_too_large,
    not_ftm_line, delta_op_unknown, delta_repeats, delta_version_unknown, delta_order_unknown, too_few_rows.
    """
    tally.is_delta = _is_delta(filename)
    found = _VERSION.search(filename)
    tally.version = found.group(1) if found else str(options.settings.get("version") or "")
    tally.as_of = day(f"{tally.version[:4]}-{tally.version[4:6]}-{tally.version[6:8]}")
    if tally.is_delta:
        tally.follows = _followed(tally.version, options.settings, filename)
        yield from _changes(file, tally, filename)
        return
    count = 0
    for line_no, entity in _lines(file, tally, filename):
        if listing := _listing(entity, tally, line_no, filename):
            count += 1
            yield listing
    least = max(options.min_rows, 1)
    if not file.stat().st_size:
        raise UnusableFile("empty_file", filename=filename)
    if count < least:
        raise UnusableFile("too_few_rows", filename=filename, found=count, expected=least)


def _is_delta(filename: str) -> bool:
    return "delta" in filename.casefold()


def _followed(version: str, settings: Mapping[str, object], filename: str) -> str:
    """The version before, as told; versions begin with their time, so they sort in order."""
    if not version:
        raise UnusableFile("delta_version_unknown", filename=filename)
    told, listed = str(settings.get("follows") or ""), settings.get("versions")
    if not told and isinstance(listed, list | tuple | Mapping) and version in listed:
        told = max((one for one in map(str, listed) if one < version), default="")
    if not told or told >= version:
        raise UnusableFile("delta_order_unknown", filename=filename, version=version)
    return told


def _changes(file: Path, tally: Tally, filename: str) -> Iterator[Listing | Removal]:
    """What was a party and is now another kind of entity is taken away like one that was deleted."""
    seen: set[str] = set()
    for line_no, change in _lines(file, tally, filename):
        op, entity = change.get("op"), change.get("entity")
        own_id = clean(_string(entity.get("id"))) if isinstance(entity, dict) else ""
        if op is None or not isinstance(entity, dict) or not own_id:
            raise UnusableFile("not_ftm_line", filename=filename, line=line_no)
        if op not in ("ADD", "MOD", "DEL"):
            raise UnusableFile("delta_op_unknown", filename=filename, line=line_no, found=clean(str(op))[:40])
        if own_id in seen:
            raise UnusableFile("delta_repeats", filename=filename, line=line_no)
        seen.add(own_id)
        if op == "DEL" or (op == "MOD" and _is_other(entity)):
            yield Removal(own_id, line_no)
        elif listing := _listing(entity, tally, line_no, filename):
            yield listing


def _is_other(entity: Mapping[str, object]) -> bool:
    return isinstance(entity.get("schema"), str) and entity["schema"] not in PARTIES


def _lines(file: Path, tally: Tally, filename: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Each line's object with its number; blank lines are passed over."""
    tally.encoding = "utf-8"
    with file.open("rb") as opened:
        line_no = 0
        while line := opened.readline(MAX_LINE + 1):
            line_no += 1
            if len(line) > MAX_LINE:
                raise UnusableFile("entry_too_large", filename=filename, limit=MAX_LINE)
            if line_no == 1 and line.startswith(_BOM):
                line, tally.encoding = line.removeprefix(_BOM), "utf-8-sig"
            if line.strip():
                yield line_no, _object(line, line_no, filename)


def _object(line: bytes, line_no: int, filename: str) -> dict[str, object]:
    try:
        found = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except RecursionError as error:
        raise UnusableFile("json_too_deep", filename=filename, line=line_no) from error
    except ValueError as error:  # of JSON, of UTF-8, of a number with thousands of digits
        column = getattr(error, "pos", getattr(error, "start", 0)) + 1
        code = "broken_json" if line.endswith(b"\n") else "truncated_json"
        raise UnusableFile(code, filename=filename, line=line_no, column=column) from error
    if not isinstance(found, dict):
        raise UnusableFile("not_ftm_line", filename=filename, line=line_no)
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _listing(entity: Mapping[str, object], tally: Tally, line_no: int, filename: str) -> Listing | None:
    """None for what is no party, such as an address or a link between two: counted, and told once."""
    schema, properties = entity.get("schema"), entity.get("properties", {})
    if not isinstance(schema, str) or not isinstance(properties, Mapping) or "id" not in entity:
        raise UnusableFile("not_ftm_line", filename=filename, line=line_no)
    if schema not in PARTIES:
        tally.left_out[RowState.OK] += 1
        tally.noted("not_parties_left_out")
        return None
    own_id, (name, *aliases) = clean(_string(entity["id"])), _names(entity, properties)
    state = _told(own_id, name, tally, line_no)
    is_person = PARTIES[schema] is PartyKind.PERSON
    topics = _strings(properties, "topics")
    return Listing(
        record_id=own_id if own_id and MASK not in own_id else _made_id(name, line_no),
        kind=PARTIES[schema],
        name=name,
        aliases=tuple(aliases),
        org_number=None if is_person else _swedish_number(properties),
        birth_date="; ".join(_births(properties)) or None,
        status=", ".join(sorted(topics)) or None,
        payload=_payload(entity, properties, schema),
        state=state,
        row_no=line_no,
    )


def _told(own_id: str, name: str, tally: Tally, line_no: int) -> RowState:
    if not name:
        tally.problem(line_no, "name", "missing_name", own_id)
    if not own_id or MASK in own_id:
        tally.problem(line_no, "id", "missing_record_id", own_id)
    if not name or not own_id or MASK in own_id:
        return RowState.QUARANTINED
    if MASK in name:
        tally.problem(line_no, "name", "personal_number_in_text", name)
        return RowState.MASKED
    return RowState.OK


def _made_id(name: str, line_no: int) -> str:
    return "name-" + hashlib.sha256((name or f"row {line_no}").encode()).hexdigest()[:16]


def _names(entity: Mapping[str, object], properties: Mapping[str, object]) -> list[str]:
    """The main name, which may be empty, then the others; the caption is the publisher's choice of one."""
    strong = _strings(properties, "name")
    caption = clean(_string(entity.get("caption")))
    main = caption if caption in strong or not strong else min(strong)  # lists have no order of their own
    others = [one for kind in _NAMES for one in _strings(properties, kind)]
    return [one for one in dict.fromkeys([main, *others]) if one] or [""]


def _births(properties: Mapping[str, object]) -> list[str]:
    """Full dates and years; a month alone tells its year."""
    found = []
    for text in _strings(properties, "birthDate"):
        if told := _BIRTH.match(text):
            year, rest = told.groups()
            found.append(year + rest if rest and day(year + rest) else year)
    return sorted(set(found))


def _swedish_number(properties: Mapping[str, object]) -> str | None:
    """The organisation number of a body in Sweden: elsewhere ten digits may agree by chance."""
    if not any("se" in map(str.casefold, _strings(properties, name)) for name in _COUNTRIES):
        return None
    told = (read_org_number(text).canonical for name in _NUMBERS for text in _strings(properties, name))
    return next(filter(None, told), None)


def _payload(
    entity: Mapping[str, object], properties: Mapping[str, object], schema: str
) -> dict[str, object]:
    """Times of sight and change are left out: they move although nothing else did."""
    found: dict[str, object] = {"schema": schema}
    found |= {name: _strings(properties, name) for name in _KEPT if name in properties}
    found |= {name: [_number_shown(one) for one in _strings(properties, name)] for name in _NUMBERS}
    found |= {name: _strings(entity, name) for name in _ABOUT}
    found["weak_aliases"] = [one for name in _WEAK for one in _strings(properties, name)]
    if isinstance(entity.get("target"), bool):
        found["target"] = entity["target"]
    return {name: value for name, value in found.items() if value not in ([], "")}


def _number_shown(text: str) -> str:
    return MASK if read_org_number(text).cls is NumberClass.PERSONAL else text


def _strings(values: Mapping[str, object], name: str) -> list[str]:
    """The filled texts of a property, each once; anything else a property may hold is no text."""
    told = values.get(name)
    if not told:
        return []
    listed = told if isinstance(told, list) else [told]
    return list(dict.fromkeys(text for one in listed if (text := clean(_string(one)))))


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
