"""What the figures of a board's report are called, and what each of them counts."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.terms_reports import ReportArea

_A, _C, _F, _S = ReportArea.CHECKLIST, ReportArea.CROSS_CHECK, ReportArea.FOLLOW_UP, ReportArea.SPOT_CHECKS
_P, _O, _R, _T = ReportArea.PREMISES, ReportArea.STOPS, ReportArea.ROUTINES, ReportArea.TRIALS

# The name of each figure, and beside it what is counted.
FIGURES: dict[tuple[ReportArea, str], tuple[LazyString, LazyString]] = {
    (_A, "received"): (
        _("Applications received"),
        _("By the day the application came in; special reviews are not counted."),
    ),
    (_A, "decided"): (
        _("Cases decided"),
        _("By the day of the decision, special reviews too. The sum of the five rows below."),
    ),
    (_A, "granted"): (_("Granted, in full or in part"), _("Of the cases decided.")),
    (_A, "refused"): (_("Applications refused"), _("Of the cases decided.")),
    (_A, "not_examined"): (
        _("Dismissed or closed"),
        _("Of the cases decided: those in which the matter was not examined."),
    ),
    (_A, "continued"): (
        _("Support left as it was"),
        _("Of the cases decided: special reviews after which nothing was changed."),
    ),
    (_A, "taken_back"): (
        _("Support revoked"),
        _("Of the cases decided: special reviews that ended in revocation, in full or in part."),
    ),
    (_A, "handling_days"): (
        _("Days from application to decision, median"),
        _("Calendar days of the cases decided; half took longer. Special reviews are not counted."),
    ),
    (_A, "supplements"): (_("Requests for completion"), _("Letters asking for something that was missing.")),
    (_A, "supplements_answered"): (_("Completions received"), _("Of those requests: answered so far.")),
    (_A, "hearings"): (
        _("Letters with the right to reply"),
        _("Communication before a decision; cases that were exempt are not counted."),
    ),
    (_A, "escalated"): (
        _("Cases escalated to a second reader"),
        _("Decided cases with an answer that the checklist gives to a second reader."),
    ),
    (_A, "urgent"): (
        _("Decisions that could not await the board"),
        _("Of the cases decided: signed by the chair."),
    ),
    (_A, "compared"): (
        _("Decisions with a like case to compare with"),
        _(
            "Examined cases where one with the same criteria was decided within 24 months before, in any board."
        ),
    ),
    (_A, "compared_share"): (
        _("Share of decisions with a like case"),
        _("Of the cases decided in which the matter was examined."),
    ),
    (_A, "differences"): (
        _("Differences from like cases explained"),
        _("Written words on why a case is treated otherwise than one alike."),
    ),
    (_C, "checked"): (
        _("Decided cases with a whole cross-check"),
        _("Of the cases decided: every mandatory register was asked and answered."),
    ),
    (_C, "checked_share"): (_("Share of decided cases checked"), _("The row above, of the cases decided.")),
    (_C, "hits_judged"): (
        _("Hits judged by a person"),
        _("Words said on hits in the period; words that went along from an earlier check are not counted."),
    ),
    (_C, "partner_questions"): (_("Questions put to partner agencies"), _("By the day they were asked.")),
    (_F, "due"): (
        _("Items of follow-up plans with their day in the period"),
        _("Of the plans in force. The sum of the three rows below."),
    ),
    (_F, "done"): (_("Items done"), _("Of those, before the day, on it or after it.")),
    (_F, "waiting"): (_("Items not yet due on the day of the report"), _("Of those of the period.")),
    (_F, "overdue"): (_("Overdue and not done"), _("Of those of the period.")),
    (_F, "late"): (_("Items done after their day"), _("Of those done.")),
    (_F, "moved_late"): (
        _("Items given a later day when theirs had passed"),
        _("By the day that had passed. Such an item is late, even when done by its new day."),
    ),
    (_F, "reports_due"): (
        _("Reports and accounts with their day in the period"),
        _("Of all items: the associations' reports, accounts and audit reports."),
    ),
    (_F, "reports_overdue"): (_("Overdue reports"), _("Of these: overdue and not in.")),
    (_S, "rounds"): (_("Rounds drawn"), _("By the day of the draw.")),
    (_S, "closed"): (_("Random checks closed"), _("Of the random draw of those rounds.")),
    (_S, "open"): (_("Random checks still open"), _("Of the same draw.")),
    (_S, "found"): (
        _("With deviations"),
        _("Of the random checks closed; how many there may be at most of all stands in the table of rounds."),
    ),
    (_P, "requests"): (
        _("Requests for premises"),
        _("By the day they came in. The sum of the five rows below."),
    ),
    (_P, "pending"): (_("Requests waiting"), _("Of those requests.")),
    (_P, "let"): (_("Requests approved"), _("Of those requests.")),
    (_P, "not_let"): (_("Requests refused"), _("Of those requests.")),
    (_P, "withdrawn"): (_("Requests withdrawn by the one who booked"), _("Of those requests.")),
    (_P, "cancelled"): (_("Requests cancelled by the municipality"), _("Of those requests.")),
    (_P, "letting_checked"): (
        _("Lettings checked"),
        _("Of those approved, refused or cancelled: the facts were looked at and kept when somebody acted."),
    ),
    (_P, "letting_checked_share"): (
        _("Share of lettings checked"),
        _("The row above, of those approved, refused or cancelled."),
    ),
    (_P, "dates"): (_("Approved dates within the period"), _("Each evening or meeting by itself.")),
    (_P, "days_before"): (
        _("Days from request to first date, median"),
        _("Calendar days of the requests that came in."),
    ),
    (_P, "decided_before"): (
        _("Days from answer to first date, median"),
        _("From the first approval or refusal; how long before the event the answer came."),
    ),
    (_P, "dates_cancelled"): (
        _("Dates cancelled by the municipality"),
        _("By the day of the cancellation."),
    ),
    (_P, "cancelled_before"): (
        _("Days from cancellation to the date, median"),
        _("How long before the event the municipality cancelled."),
    ),
    (_P, "terminated"): (_("Contracts terminated"), _("By the day two persons had signed.")),
    (_O, "reviews"): (_("Special reviews opened"), _("By the day they were opened.")),
    (_O, "holds"): (_("Payments held"), _("By the day payment was held.")),
    (_O, "revoked"): (
        _("Revoked, in full or in part"),
        _("By the day of the decision; the same cases as under decided cases."),
    ),
    (_O, "bars"): (_("Stop marks set"), _("By the day they were set.")),
    (_O, "claimed"): (_("Claimed back"), _("Claims for repayment by the day they were opened.")),
    (_O, "collected"): (
        _("Paid back"),
        _("Payments on claims by their day, of this year's claims and older ones."),
    ),
    (_R, "routines"): (
        _("Routines in force"),
        _("On the last day; a routine is counted once for each board in which it holds."),
    ),
    (_R, "routines_used"): (
        _("Routines that the board holds to"),
        _("Of these: the board has told the day from which it works by them."),
    ),
    (_R, "staff"): (_("Staff who work with support"), _("Active today, by their roles in the service.")),
    (_R, "trained"): (_("With the basic course"), _("Of these: a course is recorded by the last day.")),
    (_R, "trained_share"): (_("Share with the basic course"), _("The row above, of the staff.")),
    (_T, "complaints"): (
        _("Complaints received"),
        _("Counted by people, since complaints do not come in through the service."),
    ),
    (_T, "ombudsman"): (
        _("Matters before the Parliamentary Ombudsman"),
        _("Counted by people: matters about the work told of here."),
    ),
    (_T, "judged"): (
        _("Judgments on decisions"),
        _("By the day of the judgment, also of decisions of earlier years."),
    ),
    (_T, "annulled"): (_("Decisions annulled, in full or in part"), _("Of those judgments.")),
}
# Those that the table of activities tells; the whole stands in the table of figures.
TOLD: dict[ReportArea, tuple[str, ...]] = {
    _A: ("received", "decided", "granted", "refused", "handling_days", "supplements", "escalated"),
    _C: ("checked", "checked_share", "partner_questions"),
    _F: ("due", "done", "overdue", "reports_overdue"),
    _S: ("rounds", "closed", "found"),
    _P: ("requests", "let", "not_let", "cancelled", "letting_checked", "terminated"),
    _O: ("reviews", "holds", "revoked", "claimed", "collected"),
    _R: ("routines", "routines_used", "trained", "trained_share"),
    _T: ("complaints", "ombudsman", "judged", "annulled"),
}
UNITS: dict[str, LazyString] = {
    "count": _("number"),
    "days": _("days"),
    "percent": _("percent"),
    "kronor": _("kronor"),
}
RESPONSIBLE: dict[ReportArea, LazyString] = {
    _A: _("Culture secretary"),
    _C: _("Culture secretary with partner agencies"),
    _F: _("The granting board"),
    _S: _("Culture secretary, coordinator"),
    _P: _("Premises manager"),
    _O: _("Unit head, the board"),
    _R: _("Unit head, the board"),
    _T: _("The board"),
}
TIMETABLES: dict[ReportArea, LazyString] = {
    _A: _("continuously"),
    _C: _("when needed"),
    _F: _("by each plan"),
    _S: _("twice a year"),
    _P: _("continuously"),
    _O: _("when needed"),
    _R: _("continuously"),
    _T: _("when needed"),
}
