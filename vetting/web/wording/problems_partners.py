"""What is refused about partners' agents, their desk and their answers, and how to mend it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "partner_answer_old": _(
        "The answer from %(partner)s held until %(until)s, and nothing can be decided against the association on "
        "it. Ask again."
    ),
    "partner_missing": _("Choose which partner the agent belongs to."),
    "partner_without_agent": _("Only a partner's agent belongs to a partner. Leave the partner empty."),
    "agent_has_no_board": _("A partner's agent has no board. Leave the board at every board."),
    "agent_is_nothing_else": _(
        "An account is either a partner's agent or has roles in the house, never both. Add an account of its own."
    ),
    "police_lists_no_persons": _(
        "The police deliver no lists. Declare the source as asked case by case, and put one question at a time."
    ),
    "partner_not_here": _(
        "The partner has nobody at its desk here. Choose another way to ask, or have an agent added."
    ),
    "police_answers_minimal": _("The police answer with one of the codes alone. Take the attachment away."),
    "not_answered": _("The question has not been answered yet."),
    "answer_is_partners": _(
        "The partner wrote this answer itself at its own desk. Ask the partner to correct it there."
    ),
    "answer_unchanged": _("The answer says just what it said before. Change what was wrong."),
    "not_due_yet": _("The day the answer is wanted by has not come yet, so there is nothing to remind of."),
    "question_not_needed": _("The municipality no longer needs the answer: its own work with it has ended."),
    "function_is_name": _("Write the function that answers, such as “registrator”, and not your name."),
    "body_too_large": _(
        "The call takes at most %(limit)s MB. Agree with the municipality to leave a larger list in the watched folder."
    ),
    "row_not_in_use": _(
        "The list in use has no such row. It may have been changed meanwhile: look for it again."
    ),
    "authority_ended": _(
        "The key or the account was closed while the file came in. The delivery is not taken in."
    ),
    "delivery_read": _("The delivery has already been read. See its report."),
    "delivery_withdrawn": _("The sender threw the delivery away before it was used."),
}
