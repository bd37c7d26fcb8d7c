"""What is wrong with a file, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    # Backups
    "file_exists": _("There is a file “%(filename)s” already. Choose another name."),
    "file_not_read": _("“%(filename)s” cannot be read. Check its name and who may read it."),
    "not_a_backup": _("“%(filename)s” is not a backup of this service."),
    "backup_cut_short": _("“%(filename)s” is a backup that was cut short. Take it from where it was made."),
    "backup_damaged": _("“%(filename)s” is not as it was written (%(part)s). Use another backup."),
    "backup_newer": _(
        "“%(filename)s” was made by a newer version of this service. Install that version first."
    ),
    "backup_other_key": _(
        "“%(filename)s” belongs to another journal.key. Put the key of the service that made the backup in "
        "the data folder."
    ),
    "backup_not_loaded": _("The database did not take the rows of “%(filename)s”. It is as empty as before."),
    "database_not_empty": _("The database holds rows already. A backup is restored into an empty one only."),
    "restore_file_there": _(
        "“%(filename)s” is in the data folder with other content. Restore into an empty data folder."
    ),
    "empty_file": _("“%(filename)s” is empty. Export it again and send the new file."),
    "binary_not_text": _("“%(filename)s” is not text. Save it as CSV, XLSX, JSON or XML."),
    "unknown_encoding": _("The letters of “%(filename)s” cannot be read. Save it as CSV UTF-8 or as XLSX."),
    "broken_encoding": _(
        "The letters å, ä and ö of “%(filename)s” were damaged on the way. Export it again as CSV UTF-8 or as XLSX."
    ),
    "no_header": _(
        "No row with column names was found in “%(filename)s”. The first table needs a header row."
    ),
    "missing_column": _(
        "“%(filename)s” lacks the column %(missing)s. Found: %(found)s. Name the column and send again."
    ),
    "broken_xlsx": _(
        "“%(filename)s” is not a whole XLSX workbook. Open it, save it as .xlsx and send it again."
    ),
    "broken_csv": _("“%(filename)s” cannot be read as CSV. Save it as XLSX, or as CSV with semicolons."),
    "too_many_rows": _("“%(filename)s” has more than %(limit)s rows. Split it into several files."),
    "too_many_columns": _(
        "The rows of “%(filename)s” reach beyond %(limit)s columns. Delete the empty columns to the right, and "
        "send the file again."
    ),
    "too_few_rows": _(
        "“%(filename)s” has only %(found)s rows where at least %(expected)s are expected. "
        "The earlier delivery stays in use; ask the sender for the whole file."
    ),
    "no_rows": _("“%(filename)s” has column names but no rows."),
    "too_large": _("“%(filename)s” is too large (at most %(limit)s bytes). Send a smaller file, or several."),
    "zip_bomb": _("“%(filename)s” unpacks to far more than its size and is refused. Save the sheet anew."),
    "broken_zip": _("“%(filename)s” was cut off or damaged on the way. Send it again."),
    "old_office_format": _(
        "“%(filename)s” is in an old Office format. Save it as .xlsx or .docx and send it again."
    ),
    "macros_refused": _(
        "“%(filename)s” holds macros. Save it without macros (.xlsx or .docx) and send it again."
    ),
    "renamed_file": _(
        "“%(filename)s” is called %(expected)s but its content is %(found)s. Send it under its right name, "
        "or save it in the format the name says."
    ),
    "unknown_kind": _(
        "The kind of file of “%(filename)s” is not known. Send PDF, PNG, JPEG, DOCX, XLSX or ODT."
    ),
    "kind_not_allowed": _("“%(filename)s” is %(found)s, which cannot be used here. Allowed: %(allowed)s."),
    "truncated_json": _(
        "“%(filename)s” ends in the middle (line %(line)s). Export it again and send the whole file."
    ),
    "broken_json": _("“%(filename)s” is not correct JSON (line %(line)s, position %(column)s)."),
    "unknown_json": _(
        "“%(filename)s” is JSON, but not an association register in a form that is known here."
    ),
    "incomplete_file": _(
        "“%(filename)s” says that it holds %(expected)s rows but has %(found)s. Ask the sender for the whole file."
    ),
    "truncated_xml": _(
        "“%(filename)s” ends in the middle (line %(line)s). Fetch it again; the earlier one stays in use."
    ),
    "broken_xml": _("“%(filename)s” is not correct XML (line %(line)s, position %(column)s)."),
    "xml_entities_refused": _("“%(filename)s” defines entities of its own, which is refused for safety."),
    "wrong_root": _(
        "“%(filename)s” is another kind of list: it begins with %(found)s, expected %(expected)s."
    ),
    "unknown_column_map": _("The column map names %(found)s, which is not known. Allowed: %(allowed)s."),
}
