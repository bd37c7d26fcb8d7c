"""What the directory's codes say to people: what is wrong, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "association_not_found": _("There is no such association."),
    "office_holder_not_found": _("There is no such seat in the governing body."),
    "merge_not_found": _("There is no such merge."),
    "import_not_found": _("There is no such import."),
    "import_row_not_found": _("The import has no such row."),
    "name_missing": _("Write the association's name with letters or digits."),
    "number_is_personal": _(
        "That is a personal number. It was not saved. Write the association's organisation number, or leave "
        "the field blank."
    ),
    "number_lost_zeros": _(
        "The number is too short; leading zeros may be missing. If it is %(proposal)s, write it with all ten "
        "digits."
    ),
    "number_unusable": _(
        "This is not an organisation number: ten digits with the right check digit. Compare with the "
        "statutes, or leave the field blank."
    ),
    "number_missing": _("Write the organisation number, or choose to accept the row as it stands."),
    "association_may_exist": _(
        "The directory already has %(count)s with the same number or name. Look at them first; if this is "
        "another association, tick the box and send the form again."
    ),
    "association_changed_meanwhile": _(
        "Somebody else has changed the association since you opened it. What you wrote stands below; the "
        "present facts have been read anew. Compare and send the form again."
    ),
    "association_is_merged": _("The association is merged into another. Make the change there."),
    "association_unchanged": _("Nothing differs from what the directory already says."),
    "term_backwards": _("The term cannot end before it begins."),
    "term_ended": _("The term ended already on %(ended_on)s."),
    "merge_with_itself": _("An association cannot be merged with itself. Choose another."),
    "merge_numbers_differ": _(
        "The two have different organisation numbers and are two legal persons. If one number is wrong, "
        "correct it first."
    ),
    "merge_undone": _("The merge is already undone."),
    "merge_covered": _("The association was later merged into another. Undo that merge first."),
    "import_not_open": _("The import no longer waits for a decision. Reload the page to see how it stands."),
    "import_not_applied": _("Import the register first; then its rows can be settled."),
    "row_not_set_aside": _("The row is in order and needs no settling."),
    "row_settled_already": _("Somebody has already settled the row. Reload the page to see how."),
}
