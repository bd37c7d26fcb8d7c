"""What is refused about declared signatories, and how to mend it. Never with a name."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "digits_in_name": _("There are digits in the name. Write the name alone."),
    "name_not_whole": _("Write the whole name: at least one given name and a surname, without initials."),
    "name_too_long": _("The name is too long: at most %(longest)s characters."),
    "birth_date_odd": _("That is no birth date. Write year, month and day: YYYY-MM-DD."),
    "declared_ahead": _("That day has not come yet. Write the day on which it was declared."),
    "signs_for_nobody": _("Choose what the person is. Only those who sign for the association are kept."),
    "signatory_twice": _(
        "The case has that person already. End the old row first if the function is another."
    ),
    "too_many_signatories": _(
        "A case keeps at most %(most)s signatories. Only those who sign for the association are kept, "
        "never its members."
    ),
    "signatory_ended": _("That signatory is ended already."),
}
