"""Words of concerns without identity: the acts told of, and how a text is rewritten so that it points at nobody."""

import datetime as dt
from enum import StrEnum

from flask_babel import LazyString, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.terms_concerns import ConcernKind, ConcernSetting, PointerKind

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    ConcernKind: {
        ConcernKind.MARKS: lazy("graffiti, stickers or posters with threats or praise of violence"),
        ConcernKind.THREAT: lazy("a threat against somebody or a place of work"),
        ConcernKind.CALL_TO_VIOLENCE: lazy("a call to violence"),
        ConcernKind.RECRUITMENT: lazy("attempts to win young people for violence"),
        ConcernKind.COERCION: lazy("pressure or force to take part or to stay away"),
        ConcernKind.HARASSMENT: lazy("harassment of a group"),
        ConcernKind.DAMAGE: lazy("damage"),
        ConcernKind.GATHERING: lazy("a gathering that threatened those who passed"),
        ConcernKind.SPREADING: lazy("spreading of material that calls for violence"),
        ConcernKind.OTHER_ACT: lazy("something else that was done"),
    },
    ConcernSetting: {
        ConcernSetting.SCHOOL: lazy("school"),
        ConcernSetting.YOUTH_CENTRE: lazy("youth centre"),
        ConcernSetting.PREMISES: lazy("premises that the municipality lets"),
        ConcernSetting.LIBRARY: lazy("library"),
        ConcernSetting.PUBLIC_PLACE: lazy("street, square or park"),
        ConcernSetting.HOUSING: lazy("where people live"),
        ConcernSetting.ONLINE: lazy("on the net"),
        ConcernSetting.OTHER_PLACE: lazy("another kind of place"),
    },
    PointerKind: {
        PointerKind.PERSON: lazy("a person's name"),
        PointerKind.NAME: lazy("a name"),
        PointerKind.ASSOCIATION: lazy("an association's name"),
        PointerKind.NUMBER: lazy("a number"),
        PointerKind.PHONE: lazy("a telephone number"),
        PointerKind.EMAIL: lazy("an e-mail address"),
        PointerKind.LINK: lazy("a link or an account on the net"),
        PointerKind.ADDRESS: lazy("an address"),
        PointerKind.DAY: lazy("a date"),
    },
}
REWRITES: dict[PointerKind, LazyString] = {
    PointerKind.PERSON: lazy("Say what part somebody played: “a young person”, “an adult visitor”."),
    PointerKind.NAME: lazy(
        "Write the kind of thing with a small letter instead: “a school”, “a group”, “a square”."
    ),
    PointerKind.ASSOCIATION: lazy("Write “an association”. Of an association one writes in its case."),
    PointerKind.NUMBER: lazy("Leave the number out."),
    PointerKind.PHONE: lazy("Leave the number out."),
    PointerKind.EMAIL: lazy("Leave the address out."),
    PointerKind.LINK: lazy("Write “a page on the net” or “an account” and what was shown there."),
    PointerKind.ADDRESS: lazy(
        "The part of the city is chosen above; write “at a square” or “by a bus stop”."
    ),
    PointerKind.DAY: lazy("The month is chosen above; leave the day out."),
}


def month_word(month: str) -> str:
    """A month as people read it: november 2026."""
    return str(format_date(dt.date.fromisoformat(f"{month}-01"), "LLLL yyyy"))


def count_word(count: int | None) -> str:
    """A number of concerns; small ones are withheld."""
    return _("fewer than 3") if count is None else str(count)
