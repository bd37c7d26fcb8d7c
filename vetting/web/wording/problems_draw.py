"""What is wrong with a seed, a frame or a document of a draw, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "seed_unusable": _("The seed holds characters that cannot be written. Write it with letters and digits."),
    "item_unusable": _(
        "An id in the frame is blank, holds a line break or cannot be written in UTF-8. "
        "Give every item an id on one line."
    ),
    "item_twice": _("%(item)s stands twice in the frame. Every item may stand there once."),
    "sealed_document_unreadable": _(
        "The sealed document is not as it was when it was sealed. Fetch it from a backup; nothing was drawn."
    ),
    "protocol_unreadable": _(
        "The protocol of the draw is not as it was when it was written. Fetch it from a backup."
    ),
    "column_twice": _("“%(filename)s” has the column %(missing)s twice. Rename one of them."),
    "row_width": _("Row %(row)s has %(found)s cells where the header has %(expected)s. Mend the row."),
    "protocol_over_frame": _("The protocol would be written over the frame. Give it another file name."),
    "file_not_written": _("“%(filename)s” could not be written. Choose a folder that can be written to."),
}
