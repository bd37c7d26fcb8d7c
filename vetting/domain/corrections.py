"""What may be changed in one row of a register, and how it is read from what somebody typed."""

import datetime as dt
from collections.abc import Mapping

from vetting.domain.errors import UnreadableRow
from vetting.domain.identity import mask, read_org_number
from vetting.domain.names import display, search_key

TEXTS = ("seat", "birth_date", "status")
FIELDS = ("name", "aliases", "org_number", "listed_on", *TEXTS)

Changed = Mapping[str, str | tuple[str, ...]]


def corrected_fields(changed: Changed) -> dict[str, object]:
    """The fields of a listing as they will stand, masked.

    Raises UnreadableRow `unknown_field`, `missing_name`, `bad_org_number` or `bad_date` with the field.
    """
    found: dict[str, object] = {}
    for field, value in changed.items():
        if field not in FIELDS:
            raise UnreadableRow("unknown_field", field=field)
        if field == "aliases":
            found[field] = tuple(text for one in value if (text := _text(one)))
        else:
            found[field] = _field(field, _text(value if isinstance(value, str) else " ".join(value)))
    return found


def _field(field: str, text: str) -> object:
    if field == "name" and not search_key(text):
        raise UnreadableRow("missing_name", field=field)
    if field == "org_number" and text:
        return _org_number(text)
    if field == "listed_on" and text:
        return _day(text)
    return text if field == "name" else text or None


def _org_number(text: str) -> str:
    reading = read_org_number(text)
    if reading.canonical is None:
        raise UnreadableRow("bad_org_number", field="org_number", kind=reading.cls.value)
    return reading.canonical


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UnreadableRow("bad_date", field="listed_on") from None


def _text(value: str) -> str:
    return display(mask(value))
