"""Words for action plans, local pictures, routines and training."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_action_plans as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.PlanState: {
        t.PlanState.DRAFT: _("draft"),
        t.PlanState.ADOPTED: _("adopted by the board"),
        t.PlanState.APPROVED: _("approved by the executive board"),
        t.PlanState.SENT_BACK: _("sent back by the executive board"),
    },
    t.PlanStanding: {
        t.PlanStanding.NONE: _("no plan"),
        t.PlanStanding.DRAFT: _("draft"),
        t.PlanStanding.ADOPTED: _("adopted by the board"),
        t.PlanStanding.APPROVED: _("approved by the executive board"),
        t.PlanStanding.REVISED: _("revised and approved"),
        t.PlanStanding.SENT_BACK: _("sent back by the executive board"),
    },
    t.RowProgress: {
        t.RowProgress.BEGUN: _("under way"),
        t.RowProgress.DONE: _("activity done"),
        t.RowProgress.NOT_DONE: _("will not be done"),
    },
    t.RowStanding: {
        t.RowStanding.WAITING: _("nothing told yet"),
        t.RowStanding.BEGUN: _("under way"),
        t.RowStanding.DONE: _("activity done"),
        t.RowStanding.NOT_DONE: _("will not be done"),
        t.RowStanding.LATE: _("late"),
    },
    t.ServiceTie: {
        t.ServiceTie.SPOT_CHECKS: _("spot checks"),
        t.ServiceTie.CHECKLIST: _("control of grants by the checklist"),
        t.ServiceTie.PREMISES: _("letting of premises"),
        t.ServiceTie.FOLLOW_UP: _("follow-up of grants"),
        t.ServiceTie.PARTNERS: _("questions to other agencies"),
        t.ServiceTie.REVOCATIONS: _("revocations and stop marks"),
        t.ServiceTie.TRAINING: _("the basic course"),
        t.ServiceTie.ROUTINES: _("routines in force"),
        t.ServiceTie.REPORTS: _("reports handed in"),
        t.ServiceTie.LOCAL_PICTURE: _("the local picture"),
    },
    t.PictureSource: {
        t.PictureSource.POLICE: _("the police"),
        t.PictureSource.SCHOOL: _("schools"),
        t.PictureSource.SOCIAL_SERVICES: _("social services"),
        t.PictureSource.YOUTH_WORK: _("youth work"),
        t.PictureSource.HOUSING: _("housing companies"),
        t.PictureSource.CIVIL_SOCIETY: _("civil society"),
        t.PictureSource.SAFETY_SURVEY: _("safety survey"),
        t.PictureSource.INCIDENTS: _("reports of damage and incidents"),
        t.PictureSource.STAFF: _("staff of the administration"),
        t.PictureSource.COORDINATOR: _("the coordinators' network"),
        t.PictureSource.OTHER: _("another source"),
    },
    t.RoutineKind: {
        t.RoutineKind.ROUTINE: _("routine"),
        t.RoutineKind.GUIDELINE: _("guideline"),
    },
    t.Course: {t.Course.BASIC: _("the basic course")},
}
