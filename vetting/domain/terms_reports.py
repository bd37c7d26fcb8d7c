"""Words of the reporting chain: which report, and the activities it tells of."""

from enum import StrEnum


class BoardReportKind(StrEnum):
    """A report of a board's work, by its place in the year."""

    T1 = "t1"  # tertialrapport 1
    T2 = "t2"  # tertialrapport 2, with the interim accounts
    VB = "vb"  # verksamhetsberättelse
    KS = "ks"  # yearly follow-up to the executive board, of every board


class ReportArea(StrEnum):
    """An activity of the action plan that the service carries."""

    CHECKLIST = "checklist"  # control from a democracy perspective
    CROSS_CHECK = "cross_check"  # cooperation with other agencies
    FOLLOW_UP = "follow_up"
    SPOT_CHECKS = "spot_checks"
    PREMISES = "premises"
    STOPS = "stops"  # holds, revocations, repayment
    ROUTINES = "routines"  # routines in force, and who has taken the basic course
    TRIALS = "trials"  # complaints, the Ombudsman, courts
