"""What stands in the way of action plans, local pictures, routines and training."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

PROBLEMS: dict[str, LazyString] = {
    "person_named": _(
        "The text names somebody or leads to somebody: %(words)s. Write the function instead, for example “unit head”."
    ),
    "due_outside_year": _("The day must lie in %(year)s or the year after."),
    "plan_not_draft": _(
        "The board has adopted this version, so it no longer changes. Begin a new version instead."
    ),
    "plan_changed": _(
        "Somebody changed the plan while you were writing. Load the page again before you save."
    ),
    "plan_without_rows": _("The plan has no activity yet. Write at least one before the board adopts it."),
    "plan_full": _("A plan has at most %(most)s activities."),
    "plan_year_odd": _("Choose a year: the plan's own or the next one."),
    "plan_exists": _("The board has a plan for %(year)s already. Open it and make a new version of it."),
    "plan_draft_there": _("There is a draft for %(year)s already. Go on with that one."),
    "plan_not_newest": _("Only the newest version that the board has adopted can be revised."),
    "plan_not_adopted": _("The executive board answers a plan that the board has adopted, and only once."),
    "plan_not_in_force": _("How it goes is told once the board has adopted the plan."),
    "plan_answered_by_adopter": _(
        "You entered that the board adopted the plan. Another person enters the executive board's answer."
    ),
    "answered_before_adopted": _(
        "The executive board cannot answer before the board adopted the plan, %(day)s."
    ),
    "answered_ahead": _("The meeting lies ahead. Enter the answer once it is given."),
    "picture_points": _(
        "This can lead to a person or an association: %(words)s. Write what was done and in what kind of place, "
        "for example “a young person”, “outside a school”. If it is the name of a place or an authority, write it "
        "under “Names that may stand”."
    ),
    "place_is_person": _("This is the name of a person and may not stand: %(words)s."),
    "picture_changed": _(
        "Somebody saved the picture while you were writing. Load the page again before you save."
    ),
    "picture_not_written": _("Nothing is written for this half-year yet."),
    "picture_without_sources": _("Write at least one source, with its day and who told it as a function."),
    "picture_same_as_before": _("It says the same as the version adopted before."),
    "too_many_sources": _("At most %(most)s sources can be written."),
    "source_ahead": _("A source cannot have a day that lies ahead."),
    "source_incomplete": _("A source needs a kind, a day and a function."),
    "routine_without_text": _("Write the text, or add it as a PDF."),
    "routine_without_readers": _("Choose at least one role that must read it."),
    "routine_days_overlap": _("The version before is in force from %(day)s. The new one must begin later."),
    "routine_replaced": _("This version is not in force, so it is not read and signed for."),
    "routine_not_of_board": _("The text does not apply to that board."),
    "in_use_before_force": _("The text is in force from %(day)s. The board cannot hold to it before that."),
    "in_use_ahead": _("The day lies ahead. Say it once the text is in force with you."),
    "training_day_missing": _("Give the day on which the course was taken."),
    "training_day_without": _("A day is given only when the course was taken."),
    "training_day_ahead": _("The day lies ahead. Register the course once it is taken."),
    "training_same": _("That is registered already."),
    "training_own": _("Your own training is registered by somebody else."),
}
