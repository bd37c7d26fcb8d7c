"""What is refused when dates of a room are decided on, and how to go on."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "nothing_to_ask": _("No fact of the request calls for a question. It can be approved."),
    "question_put_already": _("The question was put in the same moment by somebody else. Reload the page."),
    "answer_missing": _("Write what the party answered to at least one of the questions."),
    "booking_not_waiting": _(
        "The dates no longer wait for an answer. Reload the page to see what was decided."
    ),
    "booking_not_confirmed": _("Only confirmed dates can be cancelled. Reload the page."),
    "questions_open": _(
        "Something is still to be asked. Put the questions, or write why it is approved all the same (at least "
        "%(needed)s characters)."
    ),
    "slot_taken": _(
        "Another party has the room at one of the times. Choose other dates, or offer another room."
    ),
    "over_capacity": _(
        "%(expected)s people are expected and the room holds %(capacity)s. Offer another room."
    ),
    "room_closed": _("The room is closed for bookings."),
    "refusal_waits": _(
        "A refusal of this request waits for a second person. It is signed or returned first."
    ),
    "refusal_gone": _("The proposal is already signed or returned. Reload the page."),
    "hindrance_missing": _(
        "Write the fact that stands in the way, in at least %(needed)s characters. The reasons are given at once "
        "and cannot be made up afterwards (JO 1008-2021)."
    ),
    "new_fact_missing": _(
        "A confirmed booking is cancelled only on a new concrete fact. Write it, in at least %(needed)s characters "
        "(JO 4602-2014)."
    ),
    "new_fact_before_approval": _(
        "The fact was there when the booking was confirmed on %(confirmed_on)s. Only what is new since then can "
        "cancel it."
    ),
    "new_fact_ahead": _("The day of the new fact lies ahead."),
    "ground_not_borne_out": _("Nothing recorded here bears out that ground. Choose another, or approve."),
    "question_not_put": _("The question must have been put before its answer can be missing."),
    "measure_missing": _(
        "Tell which milder measure was tried and what came of it: another time, fewer people, guards, a deposit, "
        "another room or one date at a time."
    ),
    "freedoms_untried": _(
        "Go through each of the freedoms and tick it: none of them may be limited because of outlook (Instrument "
        "of Government 2:1, 2:20-24)."
    ),
    "police_note_missing": _(
        "Risk to order is no ground without a note of what the police said, made before the decision "
        "(JO 5221-2014). Contact the police and note their answer."
    ),
    "police_note_later": _("The contact with the police is not earlier than the decision."),
    "police_saw_no_risk": _("The police saw no risk. That is no ground."),
    "police_not_imminent": _("The police have not judged an offence to be close at hand."),
    "police_contact_ahead": _("The contact with the police lies ahead."),
    "observation_ahead": _("What was seen lies ahead."),
    "observation_heads": _("The number of people is from 0 to %(most)s."),
    "observation_settled": _("Somebody has already settled it."),
}
