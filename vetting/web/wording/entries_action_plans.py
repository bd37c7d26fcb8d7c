"""What the journal's entries about action plans, local pictures, routines and training are called."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_action_plans as t

ENTRIES: dict[str, LazyString] = {
    "ActionPlanDrafted": _("Action plan begun"),
    "ActionPlanChanged": _("Draft of an action plan changed"),
    "ActionPlanAdopted": _("Action plan adopted by the board"),
    "ActionPlanAnswered": _("Action plan answered by the executive board"),
    "ActivityTold": _("Told how an activity goes"),
    "PlanStatusRecorded": _("Status report of an action plan taken"),
    "LocalPictureWritten": _("Local picture written"),
    "LocalPictureAdopted": _("Local picture adopted"),
    "RoutinePublished": _("Routine or guideline published"),
    "RoutineAcknowledged": _("Routine or guideline read and understood"),
    "RoutineImplemented": _("Routine in force with a board"),
    "TrainingRegistered": _("Training registered"),
}
FACTS: dict[str, LazyString] = {
    "answered_on": _("answered on"),
    "course": _("course"),
    "has_taken": _("taken"),
    "plan_state": _("state of the plan"),
    "progress": _("how it goes"),
    "title": _("title"),
}
TRADE: dict[str, tuple[type[StrEnum], ...]] = {
    "course": (t.Course,),
    "plan_state": (t.PlanState,),
    "progress": (t.RowProgress,),
}
