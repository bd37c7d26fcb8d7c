"""An association's facts as the directory keeps them: cleaned, masked, cut to size, never silently wrong."""

import unicodedata
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.identity import OrgNumberReading, mask, read_org_number
from vetting.domain.names import display, search_key, sort_key
from vetting.domain.terms import NumberClass
from vetting.domain.terms_associations import GiroKind

NAME_LIMIT, KEY_LIMIT, SHOWN_LIMIT = 200, 400, 60
DISTRICT_LIMIT, POSTAL_CODE_LIMIT, CITY_LIMIT, MUNICIPAL_ID_LIMIT = 120, 12, 80, 80

# What a person may give: a usable number, none at all, or a foreign one (kept as text, never checked).
ACCEPTED = frozenset(
    {
        NumberClass.OK,
        NumberClass.OK_ODD_FORMAT,
        NumberClass.REPAIRED_PREFIX,
        NumberClass.MISSING,
        NumberClass.FOREIGN,
    }
)


@dataclass(frozen=True, slots=True)
class AssociationFacts:
    """What the directory says of one association. `org_number` is ten digits or None; `number_shown` is the
    number as it was given, masked when personal; `giro` the digits of its account. `former_names` and
    `former_numbers` are all that it is known by besides, whatever they are to it."""

    name: str
    org_number: str | None = None
    number_class: NumberClass = NumberClass.MISSING
    number_shown: str = ""
    types: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    district: str | None = None
    postal_code: str | None = None
    city: str | None = None
    giro_kind: GiroKind | None = None
    giro: str | None = None
    former_names: tuple[str, ...] = ()
    former_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The same facts as a person wrote them, nothing checked yet."""

    name: str
    org_number: str = ""
    types: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    district: str = ""
    postal_code: str = ""
    city: str = ""


def facts_from(written: Written) -> AssociationFacts:
    """The facts a person wrote, checked. Raises Refused: name_missing and those of number_by_person."""
    name = tidy(written.name)
    if not search_key(name):
        raise Refused("name_missing")
    number = number_by_person(written.org_number)
    return AssociationFacts(
        name=name[:NAME_LIMIT],
        org_number=number.canonical,
        number_class=number.cls,
        number_shown=number.shown[:SHOWN_LIMIT],
        types=several(written.types),
        activities=several(written.activities),
        district=optional(written.district, DISTRICT_LIMIT),
        postal_code=optional(written.postal_code, POSTAL_CODE_LIMIT),
        city=optional(written.city, CITY_LIMIT),
    )


def number_by_person(raw: str) -> OrgNumberReading:
    """The number a person gave. Raises Refused number_is_personal, number_lost_zeros or number_unusable."""
    number = read_org_number(raw)
    if number.cls is NumberClass.PERSONAL:
        raise Refused("number_is_personal")
    if number.cls is NumberClass.LOST_ZEROS:
        raise Refused("number_lost_zeros", proposal=number.proposal)
    if number.cls not in ACCEPTED:
        raise Refused("number_unusable", number_class=number.cls.value)
    return number


def keys_of(name: str) -> dict[str, str]:
    """The forms a name is found and sorted by, as the table's columns."""
    return {"search_key": search_key(name)[:KEY_LIMIT], "sort_key": sort_key(name)[:KEY_LIMIT]}


def tidy(text: str) -> str:
    """One line without control characters, half characters and personal numbers."""
    if not text.isprintable():
        text = "".join(
            c if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs", "Co") else " " for c in text
        )
    return mask(display(text))


def optional(text: str | None, limit: int) -> str | None:
    """Tidied and cut, or None when nothing is left."""
    return tidy(text or "")[:limit] or None


def several(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Each tidied, each once, in their order."""
    return tuple(dict.fromkeys(kept for text in texts if (kept := tidy(text))))
