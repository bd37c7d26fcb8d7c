"""What is odd about a row and how to mend it, in English: the command line's text, the pages' msgids."""

from vetting.domain import row_words_premises


def _(text: str) -> str:
    """Marks a text for the catalogue of the pages' words."""
    return text


ROW_WORDS: dict[str, str] = {
    **row_words_premises.ROW_WORDS,
    "missing_name": _("The row has no name. Write the association's name in the file, or give it here."),
    "test_or_dead_row": _(
        "The name looks like a test row or one that is no longer used. Say whether it is an association."
    ),
    "duplicate_row": _("The row is the same as an earlier one and is not imported twice."),
    "missing_record_id": _(
        "The row has no id of its own. It was given one made of its name; compare with the list."
    ),
    "too_many_cells": _(
        "The row has more cells than the header: a separator stands inside a text. Put the text in quotation marks, or send the list as a workbook."
    ),
    "wrong_columns": _(
        "The row does not have the columns of its format. What stands before the damage was kept, with low trust."
    ),
    "owner_missing": _("The row does not say who answers for it. Write the name of the unit or role."),
    "review_on_missing": _(
        "The row does not say when it is to be looked at again. Write the day as 2026-01-31."
    ),
    "kind_unknown": _(
        "The list does not say whether this is a person or an organisation. It is kept as an organisation, with low trust."
    ),
    "personal_number_in_text": _("A personal number stood in the text. It was masked and is not used."),
    "personal": _(
        "A personal number stood where the organisation number should be. It was masked and is not used. Ask the association for its organisation number."
    ),
    "ok_odd_format": _(
        "The number is in order but written in an unusual way. It was rewritten; nothing to do."
    ),
    "repaired_prefix": _("The number began with a needless 06, which was removed; nothing to do."),
    "placeholder": _("This is not a number. Ask the association for its organisation number."),
    "bad_checksum": _(
        "The check digit does not agree: one digit or two are wrong. Compare with the statutes or the tax agency's certificate."
    ),
    "bad_length": _("An organisation number has ten digits; this has another number of them."),
    "bad_group": _("The third digit of an organisation number is at least 2, so this cannot be one."),
    "lost_zeros": _(
        "Leading zeros may have been lost in a spreadsheet. Compare with the statutes before the proposed number is accepted."
    ),
    "excel_damage": _(
        "A spreadsheet has damaged the number (such as 8.02E+09 or a date). It cannot be restored: ask the sender for the column as text."
    ),
    "giro_unusable": _(
        "The account is neither a bankgiro nor a plusgiro with the right check digit. It was left out; the row stands without it."
    ),
    "former_number_unusable": _(
        "The former organisation number cannot be used. It was left out; the row stands without it."
    ),
    "foreign": _("This looks like a foreign number. It is kept as it stands and is not checked."),
    "association_unknown": _(
        "No association in the directory has this number or exactly this name. Add it to the directory or correct the row, and import the list again."
    ),
    "association_ambiguous": _(
        "Several associations fit. Write the organisation number in the row, or merge them in the directory."
    ),
    "number_differs": _(
        "The name is in the directory with another organisation number. Find out which is right."
    ),
    "name_differs": _(
        "The number is in the directory under another name. The number was trusted; compare the two."
    ),
    "scheme_missing": _(
        "The row does not say which grant is applied for. Write it in the column for the grant."
    ),
    "scheme_unknown": _(
        "There is no open grant of that name. Write it as it is called under Administration."
    ),
    "scheme_ambiguous": _(
        "Several boards have a grant of that name. Add a column with the board, or choose the board."
    ),
    "board_unknown": _("There is no such board here. Write its name or the prefix of its case numbers."),
    "amount_missing": _("The row has no amount. Write the amount applied for in whole kronor."),
    "amount_odd": _("The amount cannot be read. Write whole kronor, such as 25000."),
    "year_missing": _("Neither year nor period is given. Write the year that the application is for."),
    "year_odd": _("The year cannot be read. Write four digits."),
    "year_from_period": _("The year was taken from the period; nothing to do."),
    "period_from_year": _(
        "The period was taken to be the whole year; correct it in the case if it is another."
    ),
    "period_half": _("Only one end of the period is given. Write both."),
    "period_reversed": _("The period ends before it begins. Correct the dates."),
    "date_odd": _("The date cannot be read. Write it as 2026-01-31."),
    "members_odd": _("The number of members cannot be read and was left out; add it in the case."),
    "already_differs": _(
        "This application was imported before with other contents. Register the change in its case."
    ),
}


def row_words(code: str) -> str:
    """The English text of a row's code; the code itself where none is known."""
    return ROW_WORDS.get(code, code)
