"""What is odd about a row of a list of bookings or premises, in English: msgids as in row_words."""


def _(text: str) -> str:
    """Marks a text for the catalogue of the pages' words."""
    return text


ROW_WORDS: dict[str, str] = {
    "booking_id_missing": _(
        "The row has no id of its own, so it could not be known again. Add the booking system's id to the list."
    ),
    "party_missing": _(
        "The row says neither who books nor a number. It was taken in; ask who books before it is approved."
    ),
    "party_unknown": _(
        "No association in the directory has this number alone. The booking was taken in under the name it gave."
    ),
    "party_barred": _(
        "A stop mark holds against the party. The booking was taken in and waits for an answer; nothing was approved."
    ),
    "decided_here": _(
        "Dates were refused or cancelled here, and the list says otherwise. Nothing was changed: tell the booking system."
    ),
    "premises_missing": _("The row does not say which premises. Write their name or key."),
    "premises_unknown": _(
        "There are no open premises of that name or key within your boards. Add them, or write the key they have here."
    ),
    "premises_ambiguous": _(
        "Several premises have that name. Write the key, or add a column with the board."
    ),
    "public_place": _(
        "This is a public place: the police decide on its use, and it is not booked here. Point the applicant to the police."
    ),
    "time_missing": _("The row lacks a time. Write when it begins and ends, such as 18:00."),
    "time_odd": _(
        "The time cannot be read. Write 2026-01-31 18:00, or a date and 18:00 in columns of their own."
    ),
    "ends_next_day": _(
        "The end was taken to be the next day, as it comes before the beginning; nothing to do."
    ),
    "booking_reversed": _("The booking ends before it begins. Correct the times."),
    "status_unknown": _("The status is not known here. Write preliminär, bekräftad or avbokad."),
    "series_differs": _(
        "The row belongs to a series whose first row names another party. Give it a series of its own."
    ),
    "booking_too_many_dates": _("The series has more dates than a request can hold. Divide it into several."),
    "booking_year_odd": _("Give a date from 2000 to 2100."),
    "booking_too_long": _("The booking is longer than a month. A longer use needs a contract of its own."),
    "premises_of_other_board": _(
        "The series has dates in premises of several boards. Give each board's dates a series of their own."
    ),
    "expected_odd": _("The number of people cannot be read and was left out; ask for it."),
    "tariff_unknown": _("The premises have no tariff of that name today. The row was taken in without."),
    "key_missing": _("The row has no key. Write the one the booking system has for the premises."),
    "premises_kind_unknown": _(
        "The kind cannot be read. Write sal, öppet rum, offentlig plats or samarbetsparts lokal."
    ),
    "board_missing": _("The row does not say which board. Add a column with the board, or choose it."),
    "capacity_odd": _("The number of people that fit cannot be read. Write a whole number."),
    "hours_odd": _("The hours of a weekday cannot be read. Write them as 08:00-22:00, or leave them empty."),
    "price_odd": _("The price cannot be read. Write whole kronor an hour; 0 is free and counts as support."),
    "yes_no_odd": _("Write ja or nej."),
}
