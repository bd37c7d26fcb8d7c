"""What is refused in special reviews, of holds and of revocations, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "support_ended_already": _(
        "The support has ended by an earlier decision. There is nothing left to review."
    ),
    "review_open": _(
        "A review of this support is open already: %(case_number)s. Record there what has come since."
    ),
    "review_not_application": _(
        "This case reviews support already granted; nobody has applied in it. Ask the association in the letter by "
        "which it is heard."
    ),
    "outcome_of_review": _(
        "Only a special review can let support continue or revoke it. Open one from the case the support was "
        "granted in."
    ),
    "outcome_of_application": _(
        "A special review ends with support that continues or is revoked, or is closed. Choose one of these."
    ),
    "revocation_ground_missing": _(
        "Choose the ground for changing the decision: its reservation, wrong information or compelling safety."
    ),
    "revocation_without_reservation": _(
        "The decision reserves no change, so it cannot be revoked because a condition is not met. It stands, unless "
        "it rests on wrong information or compelling safety demands otherwise."
    ),
    "reservation_words_missing": _(
        "Write which words of the reservation are met, and how, in at least %(needed)s characters."
    ),
    "wrong_information_untold": _(
        "Write what was told wrong or left untold, and that it decided, in at least %(needed)s characters."
    ),
    "danger_untold": _(
        "Write which danger there is, to whom, and why nothing milder averts it, in at least %(needed)s characters."
    ),
    "undoing_untold": _(
        "Say whether it can be undone if a court annuls it, and how, or why it cannot wait, in at least %(needed)s "
        "characters."
    ),
    "payout_undoing_untold": _(
        "The grant is paid before the time for appeal has run out. Say whether the payment can be undone if a court "
        "annuls the decision, and how, or why it cannot wait, in at least %(needed)s characters."
    ),
    "period_reversed": _("Period %(row)s ends before it begins. Change its days."),
    "period_outside_support": _(
        "Period %(row)s lies outside the days the support was granted for. Change its days."
    ),
    "periods_overlap": _("Period %(row)s begins before the one before it ends. A day is claimed once only."),
    "period_without_amount": _(
        "Period %(row)s has no amount. Write the kronor of those days, or empty the row."
    ),
    "claim_above_grant": _(
        "The periods together claim %(amount)s kronor, more than the %(granted)s that were granted. Lower them."
    ),
    "part_without_evidence": _(
        "A part is revoked for days with evidence, and no period has any. Date the evidence of the grounds, or "
        "choose another outcome."
    ),
    "part_is_whole": _(
        "The periods claim all that was granted, %(granted)s kronor. Then it is no part: choose to revoke the support."
    ),
    "hold_reason_short": _("Write why payment must wait now in at least %(needed)s characters."),
    "hold_day_impossible": _("Payment can wait from today. Choose a later day."),
    "hold_too_long": _(
        "Payment may wait 60 days in all without a decision in the review; %(days)s are left. Choose an earlier day."
    ),
    "hold_amount": _(
        "The part that waits must be less than the %(granted)s kronor granted. Leave the field empty for all of it."
    ),
    "hold_running": _("Payment waits already. End that hold first."),
    "hold_not_running": _("No payment waits in this review."),
    "plan_agreed_already": _("A plan is agreed already. Change it on the page of the plan."),
}
