"""Associations with a debt to the state: refused, but for one that pays it off, and it is said why."""

import datetime as dt

from vetting.demo.plots import Plot
from vetting.domain.terms import Outcome
from vetting.domain.terms_decisions import Treatment
from vetting.reading.mirror import mirror_page
from vetting.reading.sheet import pinned_checklist
from vetting.services import assessments, mirror

SUMMARY = (
    "Föreningen har en skuld till det allmänna som betalas av enligt plan. I övrigt är kriterierna uppfyllda."
)
CONDITION = "Avbetalningsplanen för skulden till det allmänna följs, och kvitto på varje betalning lämnas in."
EXPLANATION = "Föreningen har en avbetalningsplan som har följts i sex månader, vilket den andra saknade."
REFUSED_BEFORE = 2


def pays_off(case_id: str, plot: Plot, at: dt.datetime) -> bool:
    """Whether the association with a debt has agreed on how to pay it: the first after two that had not. What
    makes the difference is then said."""
    by = plot.desk.secretary
    pinned = pinned_checklist(case_id, actor=by)
    checklist = assessments.pinned_checklist(pinned.name, pinned.version, digest=pinned.digest)
    page = mirror_page(case_id, checklist, actor=by, today=at.date())
    refused = [one for one in page.to_choose if one.treatment is Treatment.REFUSED]
    if len(refused) < len(page.to_choose) or page.tally.get(Outcome.REFUSED, 0) < REFUSED_BEFORE:
        return False
    mirror.explain_difference(case_id, refused[0].decision_id, EXPLANATION, by=by, now=at)
    return True
