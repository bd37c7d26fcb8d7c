"""What refusals of administration say to people."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    # Boards and schemes
    "prefix_odd": _(
        "A prefix has two to twelve letters and digits and begins with a letter, for example NOR."
    ),
    "name_blank": _("Write a name."),
    "board_inactive": _("The board is out of use. Take it into use first, or choose another."),
    "board_has_open_cases": _(
        "The board still has %(count)s open cases. End them before it is taken out of use."
    ),
    "scheme_exists": _(
        "The board already has a scheme called %(name)s. Open that one again, or choose another name."
    ),
    "scheme_not_found": _("There is no such grant scheme."),
    "scheme_already_open": _("The grant scheme is already open."),
    "scheme_already_closed": _("The grant scheme is already closed."),
    "role_cannot_decide": _("That role may not decide, so nothing can be delegated to it."),
    "scheme_of_other_board": _("The scheme is another board's. Choose one of this board's."),
    "amount_out_of_range": _("Write an amount between 0 and %(largest)s kronor."),
    "delegation_item_missing": _("Write the point of the delegation order, for example 4.2."),
    # Local values
    "year_out_of_range": _("Choose a year between %(first)s and %(last)s."),
    "unknown_parameter": _("The checklist has no such value."),
    "value_not_a_number": _("Write a number, for example 20 or 0,5."),
    "parameter_not_a_switch": _("Choose yes, no or not set."),
    "parameter_too_long": _("Write at most %(limit)s characters."),
    "parameters_unchanged": _("Nothing was changed: the values are the same as before."),
    # Officers
    "username_odd": _("A user name has 2 to 80 letters, digits, points, hyphens, underscores or @."),
    "name_is_number": _("A name must not hold a personal identity number. Write it without."),
    "officer_inactive": _("The account is deactivated. Activate it first."),
    "officer_active": _("The account is already active."),
    "already_appointed": _("The officer already has that role there."),
    "appointment_not_found": _("There is no such appointment. It may have been ended already."),
    "appointment_has_work": _(
        "The officer has %(cases)s open cases and %(follow_ups)s open follow-ups that need this appointment. "
        "Hand them over first."
    ),
    "last_administrator": _("This is the last active administrator. Appoint another one first."),
    "officer_has_work": _(
        "The officer has %(cases)s open cases and %(follow_ups)s open follow-ups. Choose who takes over."
    ),
    "successor_not_active": _("Choose another officer with an active account."),
    "successor_lacks_board": _(
        "That officer may not handle this work in %(board)s. Choose another, or appoint them there."
    ),
    "successor_in_conflict": _(
        "That officer has declared a conflict of interest in %(case_number)s. Choose another."
    ),
    # Keys
    "scopes_missing": _("Choose at least one thing the key may do."),
    "scope_unknown": _("There is nothing called %(scope)s that a key may do."),
    "token_not_found": _("There is no such key."),
    "token_revoked": _("The key is already revoked."),
}
