"""What is refused about sources, deliveries, checks and questions to partners, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "source_not_found": _("There is no source with that key. See the list of sources."),
    "snapshot_not_found": _("There is no such delivery."),
    "source_key": _(
        "The key “%(source)s” cannot be used. Write at most 60 letters a–z, digits, - or _, without å ä ö."
    ),
    "unknown_adapter": _("The way of reading “%(adapter)s” is not known. Choose one of: %(allowed)s."),
    "map_without_sheet": _("Columns can only be mapped for a workbook or CSV. Leave the map empty."),
    "age_limits": _("The source must be ageing (%(warn)s days) before it is too old (%(most)s days)."),
    "min_rows": _("The least number of rows is a number from 1 to 10,000,000."),
    "max_shrink": _("The largest shrinking is a percentage from 0 to 99."),
    "max_growth": _("The largest growth is a percentage from 0 to %(most)s."),
    "ground_too_long": _("Write the purpose and legal route in at most %(most)s characters."),
    "bad_setting": _(
        "Line %(row)s, “%(text)s”: write one setting a line as name = value, the name in small letters a–z."
    ),
    "secret_setting": _(
        "Line %(row)s: “%(name)s” looks like a secret. Secrets stand in the environment of the service, never here."
    ),
    "source_closed": _("The source is closed. Open it again before anything is delivered."),
    "source_not_closed": _("The source is open already."),
    "source_not_mandatory": _("Only a mandatory source that could not be relied on needs this."),
    "source_overridden": _("Somebody has already let the case go on without that source."),
    "source_takes_no_files": _(
        "This source takes no files. Its partner is asked case by case, or it is read where it lies."
    ),
    "as_of_in_future": _("The date %(as_of)s has not come yet. Give the day the list stands for."),
    "delivery_overtaken": _(
        "A later delivery was read first, so this one was set aside. Send it again if it is the right one."
    ),
    "reading_stopped": _(
        "The reading was stopped before it was done, and nothing of it was taken into use. Send the same file "
        "again: it is then read anew."
    ),
    "already_delivered": _("The same file is already in use or has been. Nothing was changed."),
    "shrunk_too_much": _(
        "The file has %(after)s rows where the one in use has %(before)s; at most %(most)s percent may go. "
        "Ask the sender for the whole file."
    ),
    "counts_do_not_add_up": _(
        "Of %(rows)s rows only %(counted)s were accounted for. Report it; the old snapshot stays in use."
    ),
    "no_sources": _(
        "There is no source to check against. Ask the coordinator to declare one under Deliveries."
    ),
    "nothing_to_check": _("Give a name or an organisation number to check."),
    "bad_org_number": _("That is no organisation number (%(kind)s). Write ten digits, NNNNNN-NNNN."),
    "bad_birth_date": _("Write the birth date as YYYY-MM-DD, or the year alone."),
    "check_superseded": _("A later check has been made. Judge the hits of that one."),
    "reason_missing": _("Write the reason in a few words: which facts it rests on."),
    "question_missing": _("Write the question."),
    "ground_missing": _("Write the purpose and the legal ground for asking."),
    "reply_due_passed": _("The date %(due_on)s has passed. Choose a coming day."),
    "function_missing": _("Write which function answered, such as “registrator”. Never a person's name."),
    "already_answered": _("The question is already answered. Ask anew if the answer is no longer valid."),
    "answer_code": _("This partner does not answer in that way. Choose one of the answers listed."),
    "answered_on": _("The answer must have come between %(asked_on)s, when it was asked, and %(today)s."),
    "valid_until": _("The answer cannot end before it came (%(answered_on)s)."),
}
