"""What the journal's entries about registers asked number by number are called."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

ENTRIES: dict[str, LazyString] = {
    "QuestionQueued": _("Question put in the next question file"),
    "QuestionsMade": _("Question file made"),
    "ReplyReceived": _("Reply to a question file received"),
    "ReplyRejected": _("Reply to a question file rejected"),
    "InquiryAsked": _("Register asked"),
    "InquiryAnswered": _("Register answered"),
    "InquiryFailed": _("Register did not answer"),
}
