"""What is wrong with a deed about claims, payments or double funding, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "claim_not_found": _("There is no such claim for repayment within your reach."),
    "claim_settled": _("Nothing is due on the claim any more."),
    "claim_day_impossible": _("The day must lie between the decision (%(first)s) and today."),
    "claim_amount_odd": _(
        "The amount must be at least 1 krona and at most %(most)s kronor: more is not due."
    ),
    "claim_until_odd": _("The day must not lie before today."),
    "claim_plan_odd": _(
        "The plan must have between 2 and %(most)s parts, begin today or later and come to %(due)s kronor in all."
    ),
    "claim_voucher_noted": _(
        "That voucher is noted already. If the earlier line is wrong, take it back first."
    ),
    "claim_payment_gone": _("That repayment is taken back already. Read the page again."),
    "claim_handed_over": _("The claim is handed over already."),
    "relief_not_found": _("There is no such proposal within your reach."),
    "relief_waits": _("A proposal waits already. It must be answered first."),
    "relief_settled": _("The proposal is answered already."),
    "rate_day_odd": _("The day must be the first of January or the first of July."),
    "rate_odd": _("The rate must lie between -5 and 30 per cent."),
    "instalments_odd": _(
        "Together the parts must be %(amount)s kronor, in the order of their days, none before the decision and "
        "at most %(most)s of them."
    ),
    "payments_begun": _("Something is paid already, so the plan stands."),
    "support_ended": _("The support has ended, so nothing more is planned."),
    "payment_not_found": _("There is no such payment within your reach."),
    "payment_tied": _("The payment is tied to a case already."),
    "alarm_not_found": _("There is no such payment within your reach."),
    "alarm_settled": _("Somebody has settled it already."),
    "case_number_unknown": _("No case of the board has that number."),
    "case_grants_nothing": _("That case has granted nothing."),
    "overlap_not_found": _("That overlap is no longer there. Read the page again."),
}
