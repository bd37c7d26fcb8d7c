"""What is wrong with a plan's measures, parts, later days or post, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "deputy_not_possible": _(
        "The deputy in row %(row)s cannot follow up in this board. Choose somebody from the list."
    ),
    "deputy_is_owner": _("Row %(row)s has the same person as responsible and deputy. Choose two people."),
    "indicators_missing": _("Say what the grant is measured by: one to %(most)s counts with a target."),
    "indicators_too_many": _("At most %(most)s measures. Take some away."),
    "indicator_target_odd": _("Measure %(row)s has no target. Write a whole number, 0 or more."),
    "indicator_twice": _("Measure %(row)s stands twice. Take one of them away."),
    "indicator_outcome_odd": _("Write the outcome as a whole number, 0 or more."),
    "indicator_not_found": _("The measure does not exist. Go back to the plan."),
    "instalment_item_unknown": _(
        "Part %(row)s waits for something that is not in the plan. Choose one of the plan's rows."
    ),
    "instalment_not_found": _("The part of the grant does not exist. Go back to the plan."),
    "instalment_released": _("The part is released already."),
    "instalment_unconditional": _("The part has no condition and needs no release: it is paid on its day."),
    "instalment_condition_open": _(
        "What the part waits for is not done. Mark it as done first, or ask a unit head to release the part."
    ),
    "release_reason_missing": _("Write why the part is released."),
    "extension_not_found": _("The request does not exist. Go back to the plan."),
    "extension_answered": _("The request is answered already."),
    "extension_waits": _("A later day is already asked for here. Wait for the answer."),
    "extension_day_odd": _(
        "The new day must be later than %(due_on)s, lie ahead, and come within a year. Choose another day."
    ),
    "message_not_found": _("The message does not exist."),
    "message_sent": _("The message is sent already."),
    "message_in_hand": _("The message is being sent just now. Look again in ten minutes."),
    "address_odd": _("The address cannot be read. Write one e-mail address, such as styrelsen@forening.se."),
}
