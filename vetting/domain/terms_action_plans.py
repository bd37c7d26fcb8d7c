"""Words of action plans, local pictures, routines and training."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a version of a board's action plan stands."""

    DRAFT = "draft"
    ADOPTED = "adopted"  # by the board
    APPROVED = "approved"  # by the executive board
    SENT_BACK = "sent_back"  # by the executive board, with a reason


class PlanStanding(StrEnum):
    """How a board stands with its plan of a year, as the city looks at it."""

    NONE = "none"
    DRAFT = "draft"
    ADOPTED = "adopted"
    APPROVED = "approved"
    REVISED = "revised"  # approved, and it carries on what an earlier version said
    SENT_BACK = "sent_back"


class RowProgress(StrEnum):
    """What somebody has said of an activity."""

    BEGUN = "begun"
    DONE = "done"
    NOT_DONE = "not_done"


class RowStanding(StrEnum):
    """How an activity stands on a day: what was said of it, and whether its day has passed."""

    WAITING = "waiting"
    BEGUN = "begun"
    DONE = "done"
    NOT_DONE = "not_done"
    LATE = "late"


class ServiceTie(StrEnum):
    """Which part of the service shows how an activity has gone."""

    SPOT_CHECKS = "spot_checks"
    CHECKLIST = "checklist"  # the control of grants from a democracy perspective
    PREMISES = "premises"  # what was let, by the routine
    FOLLOW_UP = "follow_up"
    PARTNERS = "partners"  # questions to other agencies
    REVOCATIONS = "revocations"
    TRAINING = "training"
    ROUTINES = "routines"
    REPORTS = "reports"
    LOCAL_PICTURE = "local_picture"


class FactState(StrEnum):
    """What a piece of evidence is: done, due on a day, late, or a count."""

    DONE = "done"
    DUE = "due"
    LATE = "late"
    COUNT = "count"


class PictureSource(StrEnum):
    """Where a line of the local picture comes from."""

    POLICE = "police"
    SCHOOL = "school"
    SOCIAL_SERVICES = "social_services"
    YOUTH_WORK = "youth_work"
    HOUSING = "housing"
    CIVIL_SOCIETY = "civil_society"
    SAFETY_SURVEY = "safety_survey"
    INCIDENTS = "incidents"  # the municipality's own reports of damage and incidents
    STAFF = "staff"  # talks, and the form without identity
    COORDINATOR = "coordinator"
    OTHER = "other"


class RoutineKind(StrEnum):
    ROUTINE = "routine"
    GUIDELINE = "guideline"


class Course(StrEnum):
    BASIC = "basic"  # grundutbildningen
