"""What is wrong with a delivery of a tree, a delta or a packed file, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "entry_too_large": _(
        "One entry of “%(filename)s” is larger than %(limit)s bytes, which no genuine list has. "
        "Fetch the file again; the earlier one stays in use."
    ),
    "xml_too_deep": _(
        "“%(filename)s” is nested more than %(limit)s levels deep, which no genuine list is. Fetch it again."
    ),
    "json_too_deep": _(
        "Line %(line)s of “%(filename)s” is nested too deep to be read. Fetch the file again."
    ),
    "not_ftm_line": _(
        "Line %(line)s of “%(filename)s” is not an entity, or not a change where the file name says delta. "
        "Send entities.ftm.json or entities.delta.json under the publisher's name."
    ),
    "delta_op_unknown": _(
        "Line %(line)s of “%(filename)s” says %(found)s; a change is ADD, MOD or DEL. Send the whole collection instead."
    ),
    "delta_repeats": _(
        "Line %(line)s of “%(filename)s” changes an entity for the second time; which change holds cannot be seen. "
        "Send the whole collection instead."
    ),
    "delta_version_unknown": _(
        "The name of “%(filename)s” does not tell its version (such as 20260131120000-abc). "
        "Send the delta under the publisher's name."
    ),
    "delta_order_unknown": _(
        "It cannot be seen which version the delta “%(filename)s” (%(version)s) builds on. "
        "Tell the version before it, as the publisher's delta.json has it, or send the whole collection."
    ),
    "packed_members": _("“%(filename)s” holds %(found)s data files. Pack exactly one data file in each ZIP."),
    "packed_encrypted": _("“%(filename)s” is protected by a password. Send it without one."),
    "packed_nested": _("“%(filename)s” holds another packed file. Pack the data file itself, once."),
    "packed_other": _("“%(filename)s” is packed in a way that is not read here. Send it as an ordinary ZIP."),
}
