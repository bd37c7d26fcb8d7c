"""What sealing a round would freeze at this moment: its frame, and the seal reckoned from it."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import select

from vetting.domain.frame import (
    REMEMBERED_HALF_YEARS,
    WEIGHT_POINTS,
    FrameLine,
    Period,
    RoundPlan,
    SamplingFrame,
    SupportFacts,
    frame_of,
    why_excluded,
)
from vetting.domain.round_terms import KINDS_OF, DrawTerms, terms_from
from vetting.domain.seal import (
    Seal,
    SealedChecklist,
    SealedItem,
    SealedRules,
    SealTerms,
    SeedRule,
    frame_line,
    seal_round,
)
from vetting.domain.seasons import HalfYear
from vetting.records import rounds
from vetting.records.db import db, settings
from vetting.records.officers import Board
from vetting.records.round_frames import Reach, present_facts, support_facts
from vetting.records.rounds import SpotCheckRound


def plan_of(row: SpotCheckRound) -> RoundPlan:
    """The plan of a round that is kept."""
    period = Period(row.period_from_on, row.period_until_on)
    return RoundPlan(row.half_year, row.scope, rounds.board_ids_of(row.id), period, terms_from(row.terms))


def frame_now(plan: RoundPlan, *, today: dt.date) -> SamplingFrame:
    """The frame as the register gives it today."""
    return frame_of(support_facts(_reach(plan), today=today), plan.terms, plan.period)


def present_items(plan: RoundPlan) -> list[SupportFacts]:
    """What is in the frame today, without anybody's history."""
    return [facts for facts in present_facts(_reach(plan)) if why_excluded(facts, plan.period) is None]


def _reach(plan: RoundPlan) -> Reach:
    remembered = HalfYear(plan.half_year).back(REMEMBERED_HALF_YEARS)
    return Reach(plan.board_ids, KINDS_OF[plan.scope], plan.period, str(remembered))


def seal_of(plan: RoundPlan, frame: SamplingFrame, checklist: SealedChecklist) -> Seal:
    """The seal of the frame. Raises Refused `frame_empty`."""
    prefixes = db.session.scalars(select(Board.prefix).where(Board.id.in_(plan.board_ids)))
    terms = plan.terms
    return seal_round(
        SealTerms(
            municipality=settings().municipality,
            half_year=plan.half_year,
            scope=plan.scope,
            boards=tuple(sorted(prefixes)),
            from_on=plan.period.from_on,
            until_on=plan.period.until_on,
            rules=_rules(terms),
            checklist=checklist,
            seed_rule=SeedRule(terms.seed_kind, terms.public_source, terms.public_on),
        ),
        _sealed_lines(frame.lines),
        frame.exclusions,
    )


def checklist_of(row: SpotCheckRound) -> SealedChecklist:
    """The questionnaire the round is pinned to."""
    return SealedChecklist(row.checklist_name, row.checklist_version, row.checklist_digest)


def _rules(terms: DrawTerms) -> SealedRules:
    return SealedRules(
        random_percent=terms.random_percent,
        weighted_size=terms.weighted_size,
        second_reading_percent=terms.second_reading_percent,
        weight_points=WEIGHT_POINTS,
        amount_threshold=terms.amount_threshold,
        first_time=terms.first_time,
        earlier_breach=terms.earlier_breach,
        coverage_rounds=terms.coverage_rounds,
    )


def _sealed_lines(lines: Iterable[FrameLine]) -> list[SealedItem]:
    return [
        frame_line(
            line.facts.item,
            line.facts.stratum,
            points=WEIGHT_POINTS,
            weight_grounds=line.weight_grounds,
            take_all_grounds=line.take_all_grounds,
        )
        for line in lines
    ]
