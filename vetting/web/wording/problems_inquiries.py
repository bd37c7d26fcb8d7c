"""What is refused or fails when registers are asked number by number, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    # The network
    "source_address": _(
        "The address %(host)s may not be reached. Sources are asked over https at public addresses; a host "
        "on the municipality's own network is named in VETTING_INSIDE_HOSTS."
    ),
    "source_down": _("%(host)s does not answer. Try again later."),
    "source_not_trusted": _(
        "The secure connection to %(host)s could not be trusted. Nothing was sent. Ask whoever runs it."
    ),
    "source_timeout": _("%(host)s took too long to answer. Try again later."),
    "source_answered_500": _("%(host)s has a fault of its own (%(status)s). Try again later."),
    "source_answered_oddly": _(
        "%(host)s answered in a way that is not understood (%(status)s). Check the settings of the source."
    ),
    "source_redirected": _("%(host)s sends the question on to %(to)s, which is not followed."),
    "source_too_large": _("The answer from %(host)s is larger than %(limit)s bytes and was not read."),
    "source_cut_short": _("The answer from %(host)s broke off. Nothing of it is used. Try again."),
    "source_refused": _(
        "%(host)s does not let us in (%(status)s). The keys or the rights are wrong: ask the operator."
    ),
    "source_busy": _("%(host)s is busy and asks us to come back in %(seconds)s seconds."),
    "source_answer_unreadable": _("The answer from %(host)s cannot be read (%(found)s)."),
    "source_answered_of_other": _("%(host)s answered about another number. Nothing of it is used."),
    "source_paused": _(
        "The source has failed five times in a row and is left alone for five minutes. Try again then."
    ),
    # Settings and keys
    "source_secret_missing": _("The key %(setting)s is missing. The operator sets it in the environment."),
    "source_certificate_missing": _("The file named by %(setting)s is not there. Ask the operator."),
    "source_setting": _("The setting “%(setting)s” of the source is missing or cannot be used."),
    "not_asked_by_api": _("This source has no API to ask."),
    "not_asked_by_file": _("This source is not asked by file."),
    "layout_missing": _("There is no layout “%(layout)s”. Name one in the settings of the source."),
    "layout_unusable": _("The layout “%(layout)s” cannot be used: see %(where)s."),
    # Questions
    "number_missing": _("The association has no organisation number, so the register cannot be asked."),
    "nothing_to_ask": _("There is nobody to ask about who does not already wait for an answer."),
    "too_many_to_ask": _("%(found)s numbers are too many for one file; at most %(most)s."),
    "inquiry_waits": _("The register is already asked about the number. The answer will count here too."),
    "inquiry_closed": _("The question has ended already."),
    "inquiry_not_found": _("There is no such question."),
    "inquiry_file_not_found": _("There is no such question file."),
    # Receipts and answers
    "posts_encoding": _("The file is not written in %(expected)s. Nothing of it is used. Ask for it anew."),
    "posts_cut_short": _(
        "The file is cut short: its end is missing. Nothing of it is used. Ask for it anew."
    ),
    "posts_count": _(
        "The file says %(told)s lines and has %(counted)s. Nothing of it is used. Ask for it anew."
    ),
    "posts_sum": _("The amounts of the file do not add up. Nothing of it is used. Ask for it anew."),
    "post_unknown": _(
        "Line %(row)s is of a kind that does not belong there (%(found)s). Nothing of the file is used."
    ),
    "post_field": _("In line %(row)s the field “%(field)s” cannot be read. Nothing of the file is used."),
    "posts_other_kind": _("The file is neither a receipt nor an answer (%(found)s)."),
    "answer_contradicts": _("Line %(row)s contradicts an earlier one. Nothing of the file is used."),
    "reply_to_nothing": _("The file refers to a question file that was never sent (%(found)s)."),
    "reply_to_other_question": _(
        "The file answers a question that was not in the question file (%(found)s). Nothing of it is used."
    ),
    "reply_of_other_number": _(
        "The file answers about another number than was asked (%(found)s). Nothing of it is used."
    ),
}
