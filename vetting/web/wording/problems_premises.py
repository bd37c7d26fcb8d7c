"""What is refused of premises and bookings, and how to go on."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "booking_public_place": _(
        "This is a public place. The police decide on its use (Public Order Act 3:1), and the municipality is only heard. Point the applicant to the police."
    ),
    "booking_dates_missing": _("Give at least one date."),
    "booking_too_many_dates": _("A request has at most %(most)s dates. Divide it."),
    "booking_year_odd": _("A date lies in the years %(first)s to %(last)s. Correct the date."),
    "booking_date_passed": _(
        "%(day)s is over: what has been can be neither booked nor cancelled. Choose days that are still to come."
    ),
    "booking_times_reversed": _("A date ends before it begins. Correct the times."),
    "booking_too_long": _("A date is at most %(days)s days long. A longer use needs a contract of its own."),
    "booking_date_twice": _("The same date stands twice in the request."),
    "booking_expected_odd": _("The number of people is from 1 to %(most)s."),
    "booking_source_half": _("The sender's system and its id of the request belong together."),
    "premises_of_other_board": _("All dates of a request must lie in premises of one board."),
    "same_booking_twice": _("The same request came in the same moment. Try again."),
    "premises_key_taken": _("Another of the board's premises has that key."),
    "premises_not_found": _("There are no open premises with that key in the board."),
    "premises_changed_meanwhile": _(
        "Somebody else has changed the premises meanwhile. Look at the page again and make your change."
    ),
    "premises_capacity_odd": _("The number of people that fit is from 1 to %(most)s."),
    "state_aid_wrong_kind": _("State aid to assembly halls is never given for a public place."),
    "tariff_odd": _("The price is from 0 to %(most)s kronor an hour."),
    "free_is_support": _("Use without payment is support: mark the tariff as free or reduced."),
    "hours_odd": _("The hours must be two times of day, the later one last, such as 08:00 and 22:00."),
    "version_overlaps": _("A version already begins on %(begins_on)s. A new one must begin later."),
    "officer_cannot_manage": _("The officer may not decide on bookings of this board."),
    "manager_already": _("The officer manages the premises already from that day."),
}
