"""A case of the journeys' municipality taken forward by deeds, where the journey begins in its middle."""

import datetime as dt

from tests.journeys.town import CHECKLIST, LIMITS, Town
from vetting.demo.answering import good_answers
from vetting.domain.application import Applied, NewApplication
from vetting.domain.association import Written
from vetting.domain.decisions import Draft
from vetting.domain.follow_up import Grant
from vetting.domain.sources import Declaration
from vetting.domain.terms import Outcome, Partner
from vetting.reading.sheet import pinned_checklist
from vetting.services import (
    applications,
    assessments,
    associations,
    proposals,
    screening,
    sources,
)

AMOUNT = 40_000
CONDITION = "Bidraget används till dansen."


def a_case_in_review(town: Town, now: dt.datetime) -> str:
    """The id of a case that the culture secretary has taken up."""
    by = town.officers["sekreterare"]
    written = Written(name="Almviks Folkdansgille", org_number="889999-9018")
    association_id = associations.add_association(written, although_alike=True, by=by, now=now)
    applied = Applied(
        purpose="Dans för unga",
        amount=AMOUNT,
        starts_on=dt.date(now.year + 1, 1, 1),
        ends_on=dt.date(now.year + 1, 12, 31),
    )
    new = NewApplication(association_id, town.scheme_id, now.year + 1, applied)
    case_id = applications.open_application(new, by=town.officers["registrator"], now=now).case_id
    applications.begin_review(case_id, by=by, now=now)
    return case_id


def a_proposed_case(town: Town, now: dt.datetime) -> str:
    """The id of a case that waits for a decider."""
    case_id, by = a_case_in_review(town, now), town.officers["sekreterare"]
    register = Declaration("egna", "directory", Partner.ASSOCIATIONS, name="Föreningsregistret")
    sources.declare_source(register, by=town.officers["samordnare"], now=now)
    screening.cross_check(case_id=case_id, by=by, now=now)
    edition = pinned_checklist(case_id, actor=by).version
    answers = good_answers(CHECKLIST, edition, LIMITS, owes=False)
    assessments.answer_checklist(case_id, answers, sheet_version=0, by=by, now=now)
    proposals.declare_no_conflict(case_id, by=by, now=now)
    grant = Grant(AMOUNT, dt.date(now.year + 1, 1, 1), dt.date(now.year + 1, 12, 31), (CONDITION,))
    draft = Draft(
        outcome=Outcome.GRANTED,
        amount=AMOUNT,
        summary="Villkoren är uppfyllda.",
        conditions=(CONDITION,),
        reservation="Nämnden kan kräva tillbaka bidraget om villkoret inte följs.",
        plan=proposals.suggest_plan(grant, owner_id=by.id, now=now),
    )
    why = "Listorna fylls på i december."
    proposals.propose_decision(case_id, draft, acknowledgement=why, by=by, now=now)
    return case_id
