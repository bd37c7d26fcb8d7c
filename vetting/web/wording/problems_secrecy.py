"""What stands in the way of a secrecy mark, a public copy or a referral to CVE."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "secrecy_ground": _("Choose one of the municipality's grounds for secrecy."),
    "passage_short": _(
        "Write at least %(shortest)s letters or digits: fewer would mask half the case. Mark the whole item instead."
    ),
    "mark_lifted": _("The mark is lifted already."),
    "mask_incomplete": _(
        "No copy was made: words that are marked (%(grounds)s) also stand where nothing is masked, such as the name "
        "of the board or the case number. Lift the mark, or mark other words."
    ),
    "partner_by_referral": _(
        "CVE is asked by a referral, which needs a recorded act and a reason. Open the CVE page of the case."
    ),
    "referral_without_act": _(
        "Choose at least one recorded act. A case is referred on what has happened, not on what somebody is said "
        "to stand for."
    ),
    "referral_one_sided": _(
        "Evidence that speaks against must go along too: CVE is to see the whole, and not half of it."
    ),
    "referral_item": _(
        "Only acts and evidence of the case can be sent along, and only what is recorded in it."
    ),
    "referral_reason_short": _(
        "Write the reason in at least %(shortest)s characters: which circumstances, what they point to, what needs "
        "to be looked into."
    ),
    "referral_personal_number": _(
        "An item or the reason holds a personal number. Nothing was sent along; take the number away first."
    ),
    "referral_open": _("The case is with CVE already. Wait for the opinion, or record that none comes."),
    "referral_sent": _("It is recorded already that the referral was sent."),
    "sent_on_impossible": _("The day must lie between %(made_on)s and today."),
}
