"""What the rule desk refuses, and why a file of rules cannot be read."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "rule_draft_not_found": _("There is no such draft."),
    "rule_draft_settled": _("The draft is published or taken back already."),
    "rule_draft_changed": _("The draft is not the one that was shown. Read it anew before you publish."),
    "rule_draft_stopped": _("%(count)s things in the draft must be mended before it can be published."),
    "rule_second_person": _("Whoever drafted the rules does not publish them. Another person does."),
    "rule_version_taken": _("That version is published already. Versions never change: name the draft anew."),
    "rule_version_order": _("A later version is published already. Name this one after it."),
    "rule_days_overlap": _(
        "Another version begins the same day or later. A version holds until the next one begins."
    ),
    "rule_in_force_past": _("The day in force has passed. Rules do not reach back: set a day to come."),
    "adopted_by_missing": _("Write who adopted the rules, and where it can be read."),
    "adopted_later": _("The day of adoption has not come."),
    "adopted_after_start": _("The rules would hold before they were adopted."),
    "rules_several_faults": _("%(file)s: %(count)s questions cannot be read. Each is told below."),
    "rules_odd_name": _(
        "%(file)s: “%(found)s” is no name of a checklist. Names are written as in culture-grants."
    ),
    "rules_odd_version": _("%(file)s: “%(found)s” is no version. Versions look like 2027-01."),
    "rules_odd_code": _(
        "%(file)s: “%(found)s” is no code. Codes have at most 40 letters, figures, hyphens or points."
    ),
    "rules_sheet_missing": _("%(filename)s has no sheet %(sheet)s. Begin with a downloaded workbook."),
    "rules_column_missing": _("%(filename)s, sheet %(sheet)s: columns are missing (%(missing)s)."),
    "rules_formula": _(
        "%(filename)s, sheet %(sheet)s: cell %(cell)s holds a formula. Write what it is to say instead."
    ),
    "rules_too_many_rows": _("%(filename)s, sheet %(sheet)s: more than %(limit)s rows."),
    "rules_cell_unreadable": _("%(filename)s, sheet %(sheet)s, row %(row)s: “%(what)s” cannot be read."),
    "rules_personal_number_in_text": _("%(question)s: a personal number stands in the text. Take it away."),
    "rules_outlook_in_text": _("%(question)s: the text tells what a person believes (“%(phrase)s”)."),
    "rules_text_too_long": _("%(question)s: the text is too long (at most %(longest)s characters)."),
    "checklist_own_word_taken": _(
        "%(file)s: the word %(key)s belongs to the shared words. Name yours otherwise."
    ),
}
