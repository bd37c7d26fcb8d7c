"""What is said when terms, a breach of contract, a step on it or a stop mark cannot stand."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    # Terms
    "terms_empty": _("Write at least one clause."),
    "terms_too_many": _("The terms can hold at most %(most)s clauses."),
    "clause_key": _("“%(key)s” cannot name a clause: use small letters a–z, digits and hyphens."),
    "clause_twice": _("Two clauses are called “%(key)s”. Give each a name of its own."),
    "terms_days": _("The terms can be in force from the day they were adopted at the earliest."),
    "terms_not_later": _(
        "Terms in force from %(day)s are recorded already. A new version needs a later day."
    ),
    "no_terms_in_force": _("The board had no terms in force that day. Record the terms first."),
    "accepted_in_future": _("The terms cannot have been accepted in the future."),
    "terms_accepted": _("The tenant has accepted these terms already."),
    "clause_unknown": _("Choose a clause of the terms that the tenant accepted."),
    # Breaches and steps
    "breach_days": _("The day it was known cannot lie before the day it happened, nor in the future."),
    "breach_settled": _("The breach is settled. Nothing more is done about it."),
    "step_waiting": _("A step waits for another person. It is carried out or returned first."),
    "step_gone": _("The step has been carried out or returned already."),
    "step_taken": _("That step has been taken already."),
    "step_too_late": _(
        "The last day for this step was %(day)s, two months (for crime six) after it was known (JB 12:43)."
    ),
    "milder_step_untried": _(
        "Milder steps have not been tried. Write in at least %(least)s characters why they are not enough."
    ),
    "proportionality_short": _(
        "Write in at least %(least)s characters why a milder step is not enough (proportionality)."
    ),
    "breach_is_minor": _(
        "The breach is of small importance. It can lead to a remark, a warning or a request."
    ),
    "crime_needs_lawyer": _("Crime in the premises goes by a lawyer. Write who said what, and when."),
    "correction_first": _(
        "First ask the tenant in writing to correct it or to apply for consent, with a last day (JB 12:42)."
    ),
    "written_step_first": _("First a written warning or request, so that the tenant can answer."),
    "reply_day_open": _("The tenant can answer and put it right until %(day)s. Wait until then."),
    "reply_day_missing": _("Give a last day to answer, after today."),
    "suspension_length": _("Give the last day of the suspension: after today, at most %(days)s days ahead."),
    "review_day": _("Give a day of review, after today and no later than the last day."),
    "termination_day": _("Choose how the contract ends, and its last day: today or later."),
    "notice_too_short": _("With notice the contract can end on %(day)s at the earliest (JB 12:4)."),
    "clause_not_weighty": _(
        "The clause is not marked as of exceptional importance in the terms accepted, so the lease is not "
        "forfeited by it (JB 12:42 p. 11). Choose notice."
    ),
    # Stop marks
    "party_barred": _("A stop mark set by %(board)s holds until %(until)s."),
    "bar_party": _("A stop mark is for one association, or for the party of one contract."),
    "bar_scope": _(
        "A stop mark in every board is signed by somebody who may set one in every board. Send it back, and "
        "propose it for your own board."
    ),
    "bar_days": _("The last day must come after the first, at most %(days)s days ahead."),
    "bar_review": _("The day of review must be ahead, and no later than the last day."),
    "bar_without_revocation": _(
        "A stop mark rests on a decided revocation, or on a suspension for a breach."
    ),
    "bar_move_waiting": _("A proposal about this waits for another person already."),
    "bar_move_gone": _("The proposal has been carried out or returned already."),
    "bar_over": _("The stop mark is lifted or over. Nothing more can be done with it."),
    "bar_not_asking": _(
        "The stop mark is not to be reviewed before %(day)s. Until then the decision holds; to end it sooner, "
        "propose to lift it."
    ),
    "bar_run_out": _("The last day has passed. Say that its time is over, or propose to renew it."),
    "bar_still_holds": _("The stop mark holds still. Propose to lift it if it is not needed."),
    "text_too_short": _("Write a little more: at least %(least)s characters."),
}
