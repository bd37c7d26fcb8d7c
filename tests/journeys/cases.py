"""A case of the journeys' municipality taken forward by deeds, where the journey begins in its middle."""

import datetime as dt

from tests.journeys.town import CHECKLIST, LIMITS, Town
from vetting.demo.answering import good_answers
from vetting.domain.application import Applied, NewApplication
from vetting.domain.association import Written
from vetting.domain.decisions import Draft
from vetting.domain.follow_up import Grant
from vetting.domain.indicators import PlannedIndicator
from vetting.domain.payouts import Payout
from vetting.domain.sources import Declaration
from vetting.domain.terms import Judgement, Outcome, Partner
from vetting.reading.checks import checks_of_case
from vetting.reading.sheet import pinned_checklist
from vetting.services import (
    applications,
    assessments,
    associations,
    decisions,
    judgements,
    proposals,
    screening,
    snapshots,
    sources,
)
from vetting.services.judgements import Word

AMOUNT = 40_000
DEBTS = "skulder"
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
    case_id = a_case_gone_through(town, now)
    _propose(case_id, town, now, why="Listorna fylls på i december.")
    return case_id


def a_case_gone_through(town: Town, now: dt.datetime) -> str:
    """The id of a case that is checked against the registers and answered, its papers in order."""
    case_id, by = a_case_in_review(town, now), town.officers["sekreterare"]
    register = Declaration("egna", "directory", Partner.ASSOCIATIONS, name="Föreningsregistret")
    sources.declare_source(register, by=town.officers["samordnare"], now=now)
    screening.cross_check(case_id=case_id, by=by, now=now)
    _answer(case_id, town, now)
    return case_id


def a_debt_list(town: Town, *rows: str, now: dt.datetime) -> None:
    """A list of debts in use; each row is id, name, number, town."""
    by = town.officers["samordnare"]
    declared = Declaration(DEBTS, "spreadsheet_drop", Partner.ENFORCEMENT_AUTHORITY, name="Skuldlistan")
    sources.declare_source(declared, by=by, now=now)
    snapshots.receive_delivery(DEBTS, a_list(*rows), file_name="skulder.csv", as_of=None, by=by, now=now)


def a_list(*rows: str) -> bytes:
    """A list of debts as text, with rows that are nobody's."""
    others = [f"x{at};Ovidkommande Sammanslutning {at};;Fjärrby" for at in range(9)]
    return "\n".join(["Id;Namn;Orgnr;Ort", *rows, *others, ""]).encode()


def a_supported_case(town: Town, now: dt.datetime) -> str:
    """The id of a decided case whose only hit two people cleared, by name and town."""
    case_id, by, head = a_case_in_review(town, now), town.officers["sekreterare"], town.officers["chef"]
    screening.cross_check(case_id=case_id, by=by, now=now)
    check = checks_of_case(case_id, today=now.date()).check
    for hit in check.hits if check else ():
        word = Word(Judgement.OTHER, "Annan ort och annan verksamhet.", ("name", "seat"))
        judgements.judge_hit(hit.id, word, by=by, now=now)
        judgements.second_hit(hit.id, agrees=True, reason="Har sett detsamma.", by=head, now=now)
    _answer(case_id, town, now)
    proposal_id = _propose(case_id, town, now)
    proposals.declare_no_conflict(case_id, by=head, now=now)
    decisions.decide(case_id, proposal_id, by=head, now=now)
    return case_id


def _answer(case_id: str, town: Town, now: dt.datetime) -> None:
    by = town.officers["sekreterare"]
    edition = pinned_checklist(case_id, actor=by).version
    answers = good_answers(CHECKLIST, edition, LIMITS, owes=False)
    assessments.answer_checklist(case_id, answers, sheet_version=0, has_no_conflict=True, by=by, now=now)


def _propose(case_id: str, town: Town, now: dt.datetime, *, why: str = "") -> str:
    by = town.officers["sekreterare"]
    grant = Grant(AMOUNT, dt.date(now.year + 1, 1, 1), dt.date(now.year + 1, 12, 31), (CONDITION,))
    draft = Draft(
        outcome=Outcome.GRANTED,
        amount=AMOUNT,
        summary="Villkoren är uppfyllda.",
        conditions=(CONDITION,),
        reservation="Nämnden kan kräva tillbaka bidraget om villkoret inte följs.",
        plan=proposals.suggest_plan(grant, owner_id=by.id, now=now),
        indicators=(PlannedIndicator("Öppna kvällar", "kvällar", 30),),
        payout=Payout(True, "Det som har betalats ut krävs tillbaka inom en månad."),
    )
    return proposals.propose_decision(case_id, draft, acknowledgement=why, by=by, now=now)
