"""A word on what makes a case different, for tests that are about something else."""

from tests.makers import NOW
from vetting.domain.authority import Actor
from vetting.domain.decisions import Draft
from vetting.domain.mirror import treatment_of
from vetting.records.db import db
from vetting.records.mirror import DecisionPattern
from vetting.services import mirror

EXPLANATION = "Föreningen har inte lämnat in någon verksamhetsberättelse för förra året."


def tell_apart(case_id: str, draft: Draft, *, by: Actor) -> None:
    """Explains the draft's outcome beforehand, where some decided case was treated otherwise."""
    treatment = treatment_of(draft.outcome)
    if db.session.query(DecisionPattern).filter(DecisionPattern.treatment != treatment).count():
        mirror.state_none_comparable(case_id, EXPLANATION, by=by, now=NOW)
