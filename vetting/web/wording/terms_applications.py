"""Words for the points of an application and how they stand."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain.points import ApplicationField, PointKind, PointState

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    ApplicationField: {
        ApplicationField.PURPOSE: _("Purpose"),
        ApplicationField.AMOUNT: _("Amount applied for"),
        ApplicationField.PERIOD: _("Period"),
        ApplicationField.EXPECTED_RESULT: _("Expected result"),
        ApplicationField.MEMBERS_TOTAL: _("Members"),
        ApplicationField.OTHER_SUPPORT: _("Other support"),
    },
    PointKind: {
        PointKind.FIELD: _("Statement"),
        PointKind.PAPER: _("Paper"),
        PointKind.QUESTION: _("Question of the checklist"),
    },
    PointState: {
        PointState.IN_ORDER: _("In order"),
        PointState.MISSING: _("Missing"),
        PointState.DOUBTFUL: _("Doubtful"),
    },
}
