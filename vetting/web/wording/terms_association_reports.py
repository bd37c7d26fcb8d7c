"""Words of what associations report, of visits and of evaluations."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_association_reports as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.AskedKind: {
        t.AskedKind.TEXT: _("text"),
        t.AskedKind.KRONOR: _("kronor"),
        t.AskedKind.COUNT: _("number"),
    },
    t.ReportSection: {
        t.ReportSection.MONEY: _("The money"),
        t.ReportSection.ACTIVITIES: _("What was done"),
        t.ReportSection.PARTICIPANTS: _("Participants, totals only"),
        t.ReportSection.RESULTS: _("Results and deviations"),
        t.ReportSection.INDICATORS: _("Goals of the plan"),
        t.ReportSection.SEEN: _("What was seen"),
        t.ReportSection.TALKED: _("What was talked of"),
    },
    t.ReportChannel: {
        t.ReportChannel.OWN_VIEW: _("written by the association on its own page"),
        t.ReportChannel.PAPER: _("on paper"),
    },
    t.ReadingKind: {
        t.ReadingKind.APPROVED: _("approved"),
        t.ReadingKind.COMPLETION: _("asked to complete"),
    },
    t.ReportState: {
        t.ReportState.TO_READ: _("to read"),
        t.ReportState.COMPLETION: _("awaits completion"),
        t.ReportState.APPROVED: _("approved"),
    },
    t.SignKind: {
        t.SignKind.EQUAL: _("equal passages"),
        t.SignKind.JUMP: _("sudden change"),
        t.SignKind.OVER: _("more than was granted"),
        t.SignKind.PART: _("a part greater than its whole"),
    },
    t.OwnReportStanding: {
        t.OwnReportStanding.NOT_BEGUN: _("not begun"),
        t.OwnReportStanding.DRAFT: _("a draft, not handed in"),
        t.OwnReportStanding.AWAITS_SIGNATURE: _("waits to be signed"),
        t.OwnReportStanding.HANDED_IN: _("handed in, waits to be read"),
        t.OwnReportStanding.COMPLETION: _("is to be completed"),
        t.OwnReportStanding.APPROVED: _("approved"),
    },
    t.RestsOn: {
        t.RestsOn.REPORT: _("what the report says"),
        t.RestsOn.PAPER: _("another paper"),
        t.RestsOn.VISIT: _("a visit"),
        t.RestsOn.DECISION: _("the decision and its conditions"),
        t.RestsOn.SIGN: _("a question of the comparison"),
    },
    t.VisitWay: {
        t.VisitWay.PHONE: _("on the phone"),
        t.VisitWay.PAPER: _("on paper, written in afterwards"),
    },
    t.Activity: {
        t.Activity.MEETING_PLACE: _("Meeting place"),
        t.Activity.YOUTH: _("Activities for young people"),
        t.Activity.CULTURE: _("Culture"),
        t.Activity.SPORT: _("Sport and outdoor life"),
        t.Activity.EDUCATION: _("Courses and studies"),
        t.Activity.FAMILIES: _("Support to families"),
        t.Activity.EQUALITY: _("Gender equality and equal terms"),
        t.Activity.DIALOGUE: _("Dialogue and preventive talks"),
        t.Activity.OTHER: _("Something else"),
    },
    t.Again: {
        t.Again.YES: _("yes"),
        t.Again.CHANGED: _("yes, with changes"),
        t.Again.NO: _("no"),
    },
}
