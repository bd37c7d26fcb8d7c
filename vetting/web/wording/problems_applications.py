"""What can be refused about applications, papers and completion, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "amount_not_positive": _("The amount must be more than 0 kronor."),
    "amount_too_large": _("The amount is larger than any grant (at most %(limit)s kronor). Check it."),
    "period_odd": _("The period must lie within the years %(first)s–%(last)s. Check the dates."),
    "period_reversed": _("The period ends before it begins. Change one of the dates."),
    "members_odd": _("The number of members must lie between 0 and %(limit)s."),
    "year_odd": _("The year must lie between %(first)s and %(last)s."),
    "scheme_closed": _("The grant “%(scheme)s” is closed for applications. The administrator can open it."),
    "scheme_not_found": _("There is no such grant here. Choose one of the board's grants."),
    "association_not_found": _("There is no such association in the directory. Add it there first."),
    "association_ambiguous": _("Several associations have this number. Name the association by its id."),
    "same_application_twice": _("The same application was sent twice at once. Look in the list of cases."),
    "source_key_reused": _("The same key was used for another application (%(case_number)s). Use a new one."),
    "application_changed": _(
        "%(by)s registered version %(version)s while you wrote. What you wrote stands below: compare it with "
        "the case in another window, reload and write it again."
    ),
    "nothing_changed": _("Nothing differs from what is registered already."),
    "only_named_points": _(
        "Completion is awaited: only the points asked for can change. Use “Register the completion”."
    ),
    "case_ended": _("The case is ended and is not handed over any more."),
    "assigned_meanwhile": _("The case was just handed to %(officer)s. Reload the page and choose again."),
    "officer_cannot_prepare": _("That person does not prepare cases for this board. Choose somebody else."),
    "reason_length": _("Write between %(least)s and %(most)s characters."),
    "same_paper_again": _("The case already has the very same file as “%(file_name)s”. Nothing was added."),
    "paper_not_found": _("There is no such paper in this case."),
    "file_damaged": _(
        "The stored file of “%(filename)s” is missing or damaged. Ask operations to restore it."
    ),
    "no_points": _("Tick at least one point to be completed."),
    "point_unknown": _("“%(key)s” is not a point that can be asked for."),
    "point_twice": _("“%(key)s” is named twice."),
    "note_too_long": _("A note may have at most %(limit)s characters."),
    "received_ahead": _("The application is registered once it has come in: the day lies ahead."),
    "due_too_soon": _("The last day must lie at least %(days)s days ahead."),
    "due_too_late": _("The last day may lie at most %(days)s days ahead."),
    "no_open_request": _("No completion is awaited in this case. Reload it to see where it stands."),
    "nothing_sent": _(
        "Nothing was filled in or attached. If nothing comes, wait until the last day has passed."
    ),
    "not_asked_for": _("“%(key)s” was not asked for. Only the named points can be completed."),
    "supplement_not_due": _("The last day is %(due_on)s. Until then the association may still answer."),
    "papers_not_base64": _("The contents of “%(filename)s” are not base64. Encode the file's bytes."),
    "fields_odd": _("Some fields cannot be used; each is told under “errors”."),
}
