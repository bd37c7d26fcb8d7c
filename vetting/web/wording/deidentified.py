"""The lines of a case without identity, as people read them."""

from flask_babel import gettext as _

from vetting.domain.deidentified import Deidentified
from vetting.domain.terms import Outcome, Regime, Signature, Stage, SupportKind
from vetting.domain.terms_decisions import CriterionMark
from vetting.web.wording import word
from vetting.web.wording.secrecy import KINDS


def lines_of(case: Deidentified) -> list[tuple[str, str]]:
    """Name and value of every fact, in the order of the case."""
    marks = [f"{question} {word(CriterionMark(mark)).lower()}" for question, mark in case.criteria.items()]
    material = [f"{KINDS[kind]} {count}" for kind, count in case.material.items()]
    levels = [_("level %(level)s: %(count)s", level=level, count=n) for level, n in case.levels.items()]
    return [
        (_("Kind of support"), word(SupportKind(case.kind))),
        (_("Regime"), word(Regime(case.regime))),
        (_("Stage"), word(Stage(case.stage))),
        (_("Outcome"), word(Outcome(case.outcome)) if case.outcome else "–"),
        (_("Decided"), word(Signature(case.signature)) if case.signature else "–"),
        (_("Applied in"), case.applied_in),
        (_("Decided in"), case.decided_in or "–"),
        (_("Weeks from application to decision"), "–" if case.weeks is None else str(case.weeks)),
        (_("Checklist"), case.checklist),
        (_("Criteria that stand out"), ", ".join(marks) or "–"),
        (_("Grounds of the decision"), ", ".join(case.grounds) or "–"),
        (_("Material"), ", ".join(material) or "–"),
        (_("Evidence by level"), ", ".join(levels) or "–"),
        (_("Referred to CVE"), _("Yes") if case.is_referred else _("No")),
    ]
