"""What boards have adopted for themselves, and a case that is not the municipality's to decide."""

import datetime as dt

from vetting.demo.calendar import Calendar, Steps
from vetting.demo.people import CHECKLIST, Desk, Town
from vetting.domain.application import Applied, NewApplication
from vetting.domain.authority import OPERATOR
from vetting.domain.delegation import Power, Scope
from vetting.domain.house_rule_texts import SUGGESTED
from vetting.domain.house_rules import HouseRule
from vetting.domain.place_statements import PlaceStatement
from vetting.domain.retention_plan import Adoption
from vetting.domain.terms import Regime, Role, SupportKind
from vetting.domain.terms_decisions import DelegatedAct, HouseRuleKey, PlaceInterest, PlaceStance
from vetting.reading.applicants import applicant_numbered
from vetting.services import (
    applications,
    board_meetings,
    boards,
    disposal,
    house_rules,
    place_statements,
)

EVERYWHERE = (HouseRuleKey.HEARING, HouseRuleKey.REASONS)
MARKET = "Loppmarknad på Almviks torg, med tjugo bord och servering."
GRASS = "Borden ställs på den hårdgjorda ytan, eftersom gräset inte tål tyngden i blött väder."
CARS = "Infarten från Torggatan hålls fri, eftersom den är räddningsväg."


def adopt(town: Town, start: dt.datetime) -> None:
    """Two rules in every board, all seven in the first; that one has sharpened one of them since. And a retention
    plan for the municipality."""
    for desk in town.boards:
        for key in HouseRuleKey if desk is town.boards[0] else EVERYWHERE:
            _adopt(town, desk, SUGGESTED[key].sv, (key, "§ 12"), start)
    longer = SUGGESTED[HouseRuleKey.HEARING].sv.replace("minst sju", "minst fjorton")
    sharper = longer.replace(", i regel fjorton", "")
    later = start + dt.timedelta(days=400)
    _adopt(town, town.boards[0], sharper, (HouseRuleKey.HEARING, "§ 41"), later)
    plan = Adoption("Kommunstyrelsen, protokoll 1, § 112", start.date(), f"KS {start.year}/114")
    disposal.adopt_suggestion(plan, by=town.administrator, now=start)


def _adopt(town: Town, desk: Desk, text: str, what: tuple[HouseRuleKey, str], at: dt.datetime) -> None:
    key, paragraph = what
    body = f"{desk.name}, protokoll 1, {paragraph}"
    rule = HouseRule(key, text, body, at.date(), at.date() + dt.timedelta(days=14))
    waiting_id = house_rules.record_house_rule(desk.id, rule, by=OPERATOR, now=at)
    house_rules.confirm_house_rule(desk.id, waiting_id, by=town.administrator, now=at)


def plan_meetings(calendar: Calendar, town: Town, now: dt.datetime) -> None:
    """The days the boards meet next, and in one of them a rule that another person is yet to confirm."""
    at = now - dt.timedelta(days=6)
    calendar.add(at, _meetings(town, at))


def _meetings(town: Town, at: dt.datetime) -> Steps:
    tuesday = at.date() + dt.timedelta(days=8 - at.isoweekday() + 1)
    for place, desk in enumerate(town.boards):
        for weeks in (2, 6, 11):
            held_on = tuesday + dt.timedelta(weeks=weeks, days=place % 3)
            board_meetings.plan_meeting(desk.id, held_on, by=town.administrator, now=at)
    desk, key = town.boards[0], HouseRuleKey.NOTES
    text = f"{SUGGESTED[key].sv} Anteckningen görs senast nästa arbetsdag."
    rule = HouseRule(
        key, text, f"{desk.name}, protokoll 9, § 94", at.date(), at.date() + dt.timedelta(days=30)
    )
    house_rules.record_house_rule(desk.id, rule, by=OPERATOR, now=at)
    yield from ()


def plan_place(calendar: Calendar, town: Town, org_number: str, now: dt.datetime) -> None:
    """A market on a square three weeks ago: the police decide, and the unit head has given a statement."""
    at = now - dt.timedelta(days=21)
    calendar.add(at, _place(town.boards[0], org_number, at))


def _place(desk: Desk, org_number: str, at: dt.datetime) -> Steps:
    terms = boards.SchemeTerms("Offentlig plats", SupportKind.PREMISES, Regime.PUBLIC_PLACE, CHECKLIST, ())
    scheme_id = boards.open_scheme(desk.id, terms, by=OPERATOR, now=at)
    scope = Scope(regime=Regime.PUBLIC_PLACE, act=DelegatedAct.PLACE_STATEMENT)
    opinion = Power(Role.UNIT_HEAD, 0, dt.date(at.year, 1, 1), "6.4", scope)
    boards.record_delegation(desk.id, opinion, by=OPERATOR, now=at)
    held_on = at.date() + dt.timedelta(days=60)
    applied = Applied(
        purpose=MARKET,
        amount=1,
        starts_on=held_on,
        ends_on=held_on,
        expected_result="Ett hundratal besökare.",
        members_total=60,
    )
    applicant = applicant_numbered(org_number, actor=desk.registrar)
    new = NewApplication(applicant.id, scheme_id, held_on.year, applied)
    case_id = applications.open_application(new, by=desk.registrar, now=at).case_id
    at += dt.timedelta(days=2)
    yield at
    statement = PlaceStatement(
        PlaceStance.CONDITIONS,
        {PlaceInterest.CARE: GRASS, PlaceInterest.TRAFFIC: CARS},
        police_number="A00.001/2026",
    )
    place_statements.give_statement(case_id, statement, has_no_conflict=True, by=desk.head, now=at)
