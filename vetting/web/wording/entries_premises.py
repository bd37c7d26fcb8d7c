"""What the journal's entries about premises and bookings are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "PremisesAdded": _("Premises added"),
    "PremisesChanged": _("Premises changed"),
    "PremisesRuleAdopted": _("House rule of premises recorded"),
    "TariffSet": _("Tariff set"),
    "OpeningHoursSet": _("Opening hours set"),
    "PremisesManagerNamed": _("Premises manager named"),
    "PremisesManagerLeft": _("Premises manager's duty ended"),
    "PremisesListReceived": _("List of premises received"),
    "PremisesImported": _("Premises imported"),
    "PremisesListDiscarded": _("List of premises discarded"),
    "BookingReceived": _("Booking request received"),
    "BookingChanged": _("Booking request changed by its sender"),
    "BookingListReceived": _("List of bookings received"),
    "BookingsImported": _("Bookings imported"),
    "BookingListRejected": _("List of bookings rejected"),
    "BookingQuestionsAsked": _("Questions put about a booking"),
    "BookingQuestionsAnswered": _("Answers about a booking kept"),
    "PoliceContacted": _("Contact with the police noted"),
    "BookingApproved": _("Booking approved"),
    "BookingRefused": _("Booking refused"),
    "BookingCancelled": _("Confirmed booking cancelled"),
    "BookingRefusalProposed": _("Refusal proposed to a second person"),
    "BookingRefusalReturned": _("Refusal returned"),
    "ObservationNoted": _("Observation on site noted"),
    "ObservationSettled": _("Observation on site settled"),
}
