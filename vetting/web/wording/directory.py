"""Words for the rows and files of the association register."""

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from vetting.domain.row_words import ROW_WORDS

FIELDS: dict[str, LazyString] = {
    "name": _("Name"),
    "org_number": _("Organisation number"),
    "types": _("Type of association"),
    "activities": _("Activities"),
    "district": _("City district"),
    "postal_code": _("Postal code"),
    "city": _("Town"),
    "municipal_id": _("Number in the register"),
    "giro": _("Account"),
    "former_names": _("Other names"),
    "former_numbers": _("Numbers before and after it"),
}

FOLLOWING: dict[str, LazyString] = {
    "cases": _("Cases"),
    "papers": _("Papers"),
    "supports": _("Support granted"),
    "cross_checks": _("Cross-checks"),
    "office_holders": _("Seats in the governing body"),
    "association_names": _("Other names"),
    "related_numbers": _("Numbers before and after it"),
    "associations": _("Associations merged into it"),
}

WARNINGS: dict[str, LazyString] = {
    "encoding_cp1252": _("The file was written in an older encoding (Windows-1252) and was converted."),
    "double_encoding_mended": _("Letters such as å ä ö had been damaged in an earlier step and were mended."),
    "replacement_characters": _("Some letters were lost before the file came here. Compare the names."),
    "more_sheets": _("The workbook has more sheets. Only the first one with column names was read."),
    "hidden_sheet": _("The workbook has a hidden sheet, which was not read."),
    "repeated_header": _("The row of column names stands several times in the list. It was read past."),
    "totals_row": _("A row of sums stands in the list. It was read past and is not counted."),
    "not_parties_left_out": _(
        "Entities that are neither persons nor organisations, such as addresses and links, were left out."
    ),
    "xml_namespace_other": _(
        "The file's namespace is not the one that the format documents. It was read all the same: compare the counts."
    ),
    "xml_unknown_elements": _(
        "The file has elements that the format does not document. They are used for nothing."
    ),
    "unknown_columns": _("Columns that are not used here were left out, contact details among them."),
}


def field_word(name: str) -> str:
    """What a column is called."""
    return str(FIELDS.get(name, name))


def row_problem_text(code: str) -> str:
    """What is odd about a row and how to mend it."""
    return gettext(ROW_WORDS[code]) if code in ROW_WORDS else code


def warning_text(code: str) -> str | None:
    """What a note about a whole file says; None where there is nothing to tell."""
    found = WARNINGS.get(code)
    return None if found is None else str(found)
