"""Words of premises and bookings."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_premises as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.PremisesKind: {
        t.PremisesKind.HALL: _("Hall"),
        t.PremisesKind.OPEN_ROOM: _("Open room"),
        t.PremisesKind.PUBLIC_PLACE: _("Public place"),
        t.PremisesKind.PARTNER_HALL: _("Partner's hall"),
    },
    t.PartyKind: {
        t.PartyKind.ASSOCIATION: _("association in the directory"),
        t.PartyKind.BODY: _("other organisation"),
        t.PartyKind.PRIVATE: _("private person"),
    },
    t.PurposeKind: {
        t.PurposeKind.MEETING: _("Meeting of members or others"),
        t.PurposeKind.COURSE: _("Course or study circle"),
        t.PurposeKind.TRAINING: _("Sport or exercise"),
        t.PurposeKind.CULTURE: _("Concert, theatre or exhibition"),
        t.PurposeKind.PUBLIC_TALK: _("Talk or debate"),
        t.PurposeKind.CELEBRATION: _("Celebration"),
        t.PurposeKind.CEREMONY: _("Ceremony"),
        t.PurposeKind.MARKET: _("Market or fair"),
        t.PurposeKind.OTHER: _("Something else"),
    },
    t.BookingChannel: {
        t.BookingChannel.DESK: _("over the counter"),
        t.BookingChannel.FILE: _("file sent in"),
        t.BookingChannel.FOLDER: _("watched folder"),
        t.BookingChannel.API: _("other system"),
    },
    t.BookingState: {
        t.BookingState.PENDING: _("Waiting for an answer"),
        t.BookingState.APPROVED: _("Approved"),
        t.BookingState.REFUSED: _("Not approved"),
        t.BookingState.WITHDRAWN: _("Cancelled by the party"),
        t.BookingState.CANCELLED: _("Cancelled by the municipality"),
    },
    t.TenancyVerdict: {
        t.TenancyVerdict.GO: _("Nothing to ask"),
        t.TenancyVerdict.ASK: _("Ask first"),
        t.TenancyVerdict.STOP: _("Stop: look closer"),
    },
    t.MilderMeasure: {
        t.MilderMeasure.OTHER_TIME: _("another time"),
        t.MilderMeasure.FEWER: _("fewer people"),
        t.MilderMeasure.GUARD: _("guards"),
        t.MilderMeasure.DEPOSIT: _("a deposit"),
        t.MilderMeasure.OTHER_ROOM: _("another room"),
        t.MilderMeasure.SINGLE_DATE: _("one date at a time"),
    },
}
