"""What is wrong when an association has not been heard, or its own page cannot be opened, and what to do."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "hearing_missing": _(
        "The association has not been heard. Before a refusal, or a ground against it in another decision, it sees "
        "the material and may answer: write the letter under “Right to reply”, or record there why not."
    ),
    "hearing_material_unshown": _(
        "%(count)s item(s) of material have not been put before the association. Send a letter that lists them: "
        "what it has not seen carries nothing against it."
    ),
    "hearing_reply_awaited": _(
        "The association may still answer, through %(due_on)s. Wait until that day has passed, or until its whole "
        "answer has come: what you have considered says whether it is."
    ),
    "statement_not_considered": _(
        "%(count)s statement(s) from the association have not been considered. Read them, and say what they mean "
        "for the case."
    ),
    "hearing_material_changed": _(
        "The material changed while you wrote, so the letter would not have listed all of it. The list below is "
        "now the present one: read it, and send again."
    ),
    "hearing_not_longer": _(
        "The new day must lie after today and after %(due_on)s. The time to answer is never made shorter."
    ),
    "exemption_without_items": _(
        "There is nothing to make an exception from: everything has been put before the association or excepted. "
        "Only that the decision cannot await an answer, or would be frustrated, ends a time that still runs."
    ),
    "exemption_reason_short": _(
        "Say what in this very case makes the exception right: at least %(needed)s characters."
    ),
    "statement_day_impossible": _(
        "A statement cannot have come on %(received_on)s: before the case was opened, or later than today."
    ),
    "statement_channel": _("Choose how the statement reached you."),
    "statement_empty": _("Write what was said, or attach the file that came."),
    "statement_after_decision": _(
        "The case is already decided. Your reply is kept with the case as incoming, but it changes nothing in the "
        "decision. How a decision can be tried is told in the letter with the decision."
    ),
    "statements_too_many": _(
        "At most %(most)s replies a day can be sent from this page. Send the rest by post or e-mail."
    ),
    "statement_files_too_large": _(
        "At most %(most)s MB a day can be sent from this page. Send the rest by post or e-mail."
    ),
    "already_considered": _("Somebody has already said what this statement means for the case."),
    "code_channel": _("Choose how the code is sent."),
    "code_without_address": _(
        "No e-mail address is kept for the association. Send the code by letter, or write the address on the "
        "association's page first."
    ),
    "code_withdrawn": _("The code is withdrawn already."),
    "code_wrong": _(
        "The case number or the code is not right, or the code has been used, has run out or been withdrawn. A code "
        "opens the case once. Ask the case officer for a new one."
    ),
    "code_tries": _("Too many wrong tries. Wait %(minutes)s minutes and try again."),
}
