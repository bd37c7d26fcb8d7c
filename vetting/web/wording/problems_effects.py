"""What is refused about the effects of a revocation, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "effects_open": _(
        "Rows that still wait: %(rows)s. Every board must have decided its own rows before the list is closed."
    ),
    "effects_closed": _("The list is already closed. Read the page again."),
    "effect_decided": _("Somebody has already decided a row that you chose. Read the page again."),
    "effect_passed": _(
        "Dates among the rows that are already over: %(rows)s. Nothing of them is left to end. Leave them out, and "
        "mark them as kept."
    ),
    "effect_none": _("Choose at least one row."),
    "effect_not_proposed": _("Nobody has proposed that the row is to end. Read the page again."),
    "effect_second_person": _(
        "You said yourself that it is to end. Another person of the board must sign, or keep it."
    ),
    "effect_mixed": _("Bookings can be ended together only with other bookings. Choose rows of one kind."),
    "ended_elsewhere": _(
        "A grant, a payment, an application or a request can be ended only by a decision of its own, with hearing "
        "and reasons. Make that decision first, then say here that it has ended."
    ),
    "link_ends_nothing": _(
        "Somebody else asked with the same telephone, e-mail or account. That is a question to put and ends nothing: keep "
        "the row, or put it to a lawyer."
    ),
}
