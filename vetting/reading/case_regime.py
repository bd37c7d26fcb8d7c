"""By which law a case is decided: the regime's data, the procedure its board holds to, what has been told."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.deadlines import day_due
from vetting.domain.house_rules import HouseRule
from vetting.domain.regimes import RegimeRules, rules_of
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.domain.terms_decisions import DeadlineKind, PlaceInterest, PlaceStance
from vetting.domain.working_days import Days
from vetting.reading.decision_grounds import case_within_reach
from vetting.records import place_statements
from vetting.records.decision_papers import names_of_officers, newest_application_and_names
from vetting.records.house_rules import rules_in_force

_OF_THE_EVENT = (DeadlineKind.POLICE_PERMIT, DeadlineKind.POLICE_NOTICE)


@dataclass(frozen=True)
class GivenStatement:
    """A statement to the police as it was given."""

    id: str
    stance: PlaceStance
    concerns: tuple[tuple[PlaceInterest, str], ...]
    is_assembly: bool
    police_number: str
    given_by: str
    given_at: dt.datetime


@dataclass(frozen=True)
class CaseRegime:
    """A case and the law it is decided by. `event_days`: by when the police want to know, for a public place.

    `decided_on`: the day that the house rules shown held on; today's while nothing is decided.
    """

    case_id: str
    case_number: str
    association: str
    board_id: str
    board: str
    rules: RegimeRules
    house_rules: tuple[HouseRule, ...]
    held_on: dt.date
    starts_on: dt.date
    event_days: tuple[tuple[DeadlineKind, dt.date], ...]
    statements: tuple[GivenStatement, ...]
    may_give_statement: bool


def case_regime(case_id: str, *, actor: Actor, days: Days) -> CaseRegime:
    """The page's facts, in six queries. Raises NotFound."""
    case = case_within_reach(case_id, actor)
    application, names = newest_application_and_names(case_id)
    rules = rules_of(case.regime)
    held_on = (
        days.today
        if case.decided_at is None or case.stage is not Stage.DECIDED
        else swedish_day(case.decided_at)
    )
    is_place = not rules.is_ours and DeadlineKind.POLICE_PERMIT in rules.deadlines
    return CaseRegime(
        case_id=case.id,
        case_number=case.case_number,
        association=names.association,
        board_id=case.board_id,
        board=names.board,
        rules=rules,
        house_rules=rules_in_force(case.board_id, held_on) if rules.house_rules else (),
        held_on=held_on,
        starts_on=application.starts_on,
        event_days=_event_days(rules, application.starts_on, days),
        statements=_statements(case.id) if is_place else (),
        may_give_statement=is_place
        and case.stage in UNDER_PREPARATION
        and may(actor, Act.DECIDE, case.board_id),
    )


def _event_days(
    rules: RegimeRules, starts_on: dt.date, days: Days
) -> tuple[tuple[DeadlineKind, dt.date], ...]:
    return tuple(
        (kind, day_due(kind, starts_on, days.holidays)) for kind in _OF_THE_EVENT if kind in rules.deadlines
    )


def _statements(case_id: str) -> tuple[GivenStatement, ...]:
    rows = place_statements.statements_of(case_id)
    names = names_of_officers({row.given_by for row in rows})
    return tuple(
        GivenStatement(
            row.id,
            row.stance,
            tuple((one, row.concerns[one.value]) for one in PlaceInterest if one.value in row.concerns),
            row.is_assembly,
            row.police_number,
            names.get(row.given_by, row.given_by),
            row.given_at,
        )
        for row in rows
    )
