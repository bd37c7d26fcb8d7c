"""Terms of letting in every board; one contract that was broken and suspended; one stop mark after a revocation."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import Desk, Town
from vetting.domain.authority import OPERATOR
from vetting.domain.breach_ladder import NewStep
from vetting.domain.clause_texts import SUGGESTED
from vetting.domain.contract_terms import NewTerms
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Outcome
from vetting.domain.terms_contracts import BreachKind, BreachStepKind, TermsAcceptance
from vetting.reading.decision_list import DecisionFilter, decision_list
from vetting.reading.letting_list import ListFilter, Wanted, letting_list
from vetting.services import bars, breaches, contract_terms
from vetting.services.bars import BarTerms
from vetting.services.breaches import NewBreach
from vetting.services.contract_terms import Acceptance

DAY = dt.timedelta(days=1)
BROKEN, BARRED = 18 * DAY, 15 * DAY
FACTS = (
    "En annan förening hade träning i salen båda kvällarna. Nyckeln var utkvitterad av hyresgästen, och ingen från "
    "hyresgästen fanns på plats."
)
ASKED = "Lokalen får bara användas av er. Se till att det upphör, eller ansök om samtycke för den andra föreningen."
STOPPED = "Det hände igen efter uppmaningen. Ni kan inte göra nya bokningar under den här tiden."
WHY = (
    "Ni fick en skriftlig uppmaning, och samma sak hände igen veckan efter. En varning till räcker inte. Tider som "
    "redan är bokade får ni behålla."
)
REASON = (
    "Stödet återkallades efter hot mot ledare under en kväll som bidraget betalade. Styrelsen har inte gjort något åt "
    "det, och en tid utan nytt stöd behövs till dess det är åtgärdat."
)
AGAIN = "Styrelsen visar i protokoll vad den har beslutat för att det inte ska hända igen."


def plan_contracts(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """The terms came a year ago; the breach after the bookings, the stop mark after the revocation."""
    calendar.add(now - 399 * DAY, _terms(town, now - 399 * DAY))
    calendar.add(now - BROKEN, _broken(town, now - BROKEN))
    calendar.add(now - BARRED, _barred(town.boards[0], now - BARRED))


def _terms(town: Town, at: dt.datetime) -> Steps:
    on = swedish_day(at)
    for desk in town.boards:
        adopted = NewTerms(SUGGESTED, f"{desk.name}, protokoll 11, § 14", on, on)
        contract_terms.adopt_terms(desk.id, adopted, by=OPERATOR, now=at)
    yield from ()


def _broken(town: Town, at: dt.datetime) -> Steps:
    """A series in the first board's hall: asked to correct, and suspended when it happened again."""
    desk, manager = town.boards[0], town.managers[town.boards[0].id]
    asked = ListFilter(Wanted.APPROVED, desk.id, is_all=True)
    lines = [
        line for line in letting_list(asked, actor=manager, today=swedish_day(at)).lines if line.dates > 5
    ]
    if not lines:
        return
    request_id, on = lines[0].request_id, swedish_day(at)
    accepted = Acceptance("Föreningens kassör", on - DAY, TermsAcceptance.SIGNED)
    contract_terms.accept_terms(request_id, accepted, by=manager, now=at)
    seen = NewBreach(BreachKind.SUBLET, FACTS, "Kontroll på plats, två kvällar", on - 2 * DAY, on)
    breach_id = breaches.record_breach(request_id, seen, by=manager, now=at)
    told = NewStep(BreachStepKind.CORRECTION, ASKED, WHY, reply_by=on + 7 * DAY)
    breaches.take_step(breach_id, told, by=manager, now=at)
    at += 9 * DAY
    yield at
    on = swedish_day(at)
    ends_on, review_on = on + 90 * DAY, on + 60 * DAY
    heavier = NewStep(BreachStepKind.SUSPENSION, STOPPED, WHY, ends_on=ends_on, review_on=review_on)
    step_id = breaches.take_step(breach_id, heavier, by=manager, now=at)
    at += DAY
    yield at
    breaches.sign_step(step_id, by=desk.head, now=at)


def _barred(desk: Desk, at: dt.datetime) -> Steps:
    """A stop mark after the revocation, proposed by one and signed by another."""
    wanted = DecisionFilter(only="made", board_id=desk.id, outcome=Outcome.REVOKED.value)
    lines = decision_list(wanted, actor=desk.secretary).lines
    if not lines:
        return
    on = swedish_day(at)
    terms = BarTerms(REASON, on + 365 * DAY, on + 180 * DAY, conditions=AGAIN)
    move_id = bars.propose_bar(lines[0].case_id, terms, by=desk.secretary, now=at)
    at += DAY
    yield at
    bars.sign_move(move_id, by=desk.head, now=at)
