"""Words of the pages about premises and of the lists they and their bookings come in."""

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _

COLUMNS: dict[str, LazyString] = {
    "own_id": _("Booking id"),
    "series": _("Series"),
    "premises": _("Premises"),
    "board": _("Board"),
    "day": _("Date"),
    "starts_at": _("Begins"),
    "ends_at": _("Ends"),
    "status": _("Status"),
    "name": _("Name"),
    "org_number": _("Organisation number"),
    "party_kind": _("Kind of customer"),
    "booker_name": _("Contact"),
    "booker_phone": _("Telephone"),
    "booker_email": _("E-mail"),
    "actual_user": _("Actual user"),
    "site_responsible": _("Responsible on site"),
    "site_phone": _("Telephone on site"),
    "purpose": _("Kind of purpose"),
    "is_public": _("Open or closed"),
    "expected": _("Number of people"),
    "co_organisers": _("Co-organisers"),
    "is_sublet": _("Let on to others"),
    "tariff": _("Tariff"),
    "key": _("Key"),
    "kind": _("Kind"),
    "address": _("Address"),
    "capacity": _("People that fit"),
    "is_state_aided": _("State aid"),
    "is_open": _("In use"),
    "price": _("Kronor an hour"),
}
WEEKDAY_COLUMNS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def column_word(name: str) -> str:
    """What a column is called."""
    if name in WEEKDAY_COLUMNS:
        return weekday_words()[WEEKDAY_COLUMNS.index(name)]
    return str(COLUMNS.get(name, name))


def weekday_words() -> list[str]:
    """The weekdays from Monday, with a capital."""
    locale = get_locale()
    if locale is None:
        return [name.capitalize() for name in WEEKDAY_COLUMNS]
    return [str(locale.days["format"]["wide"][day]).capitalize() for day in range(7)]
