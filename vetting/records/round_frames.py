"""The facts a frame is made of: live support with its history, gathered in a fixed number of questions."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from vetting.domain.association_kinds import kind_of
from vetting.domain.frame import BREACHES, SHORTCOMINGS, Period, SupportFacts
from vetting.domain.terms import SupportKind
from vetting.domain.terms_spot_checks import FindingResult, RoundStage, SpotCheckState
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.follow_ups import FollowUp, FollowUpPlan
from vetting.records.officers import Board
from vetting.records.rounds import FrameItem, SpotCheckRound
from vetting.records.spot_checks import Finding, FindingReopening, SpotCheck


@dataclass(frozen=True)
class Reach:
    """Which support a round looks at, and how far back findings are remembered (a half-year's name)."""

    board_ids: Collection[str]
    kinds: Collection[SupportKind]
    period: Period
    remembered_from: str


def support_facts(reach: Reach, *, today: dt.date) -> list[SupportFacts]:
    """Every support that can be in the frame, by item. What ended by its own date before is not looked at."""
    history = _History(reach, today)
    rows = db.session.execute(_looked_at(reach)).all()
    return sorted((history.facts_of(row) for row in rows), key=lambda facts: facts.item)


def present_facts(reach: Reach) -> list[SupportFacts]:
    """As `support_facts` in one question, without history: being in the frame does not rest on it."""
    nothing_known: dict[str, Any] = {
        "is_first": False,
        "has_late_follow_up": False,
        "had_breach": False,
        "had_shortcoming": False,
        "amount_before": 0,
        "boards": 1,
        "rounds_unchecked": 0,
    }
    rows = db.session.execute(_looked_at(reach)).all()
    return [SupportFacts(**_present(row), **nothing_known) for row in rows]


def _within(reach: Reach) -> ColumnElement[bool]:
    return and_(
        Support.board_id.in_(reach.board_ids),
        Support.kind.in_(reach.kinds),
        or_(Support.ends_on >= reach.period.from_on, Decision.decided_on >= reach.period.from_on),
    )


def _looked_at(reach: Reach) -> Select[Support, str, dt.date, str, list[str], list[str]]:
    return (
        select(
            Support,
            Case.case_number,
            Decision.decided_on,
            Board.prefix,
            Association.types,
            Association.activities,
        )
        .join(Case, Case.id == Support.case_id)
        .join(Decision, Decision.id == Support.decision_id)
        .join(Board, Board.id == Support.board_id)
        .join(Association, Association.id == Support.association_id)
        .where(_within(reach))
    )


def _present(row: Row[Support, str, dt.date, str, list[str], list[str]]) -> dict[str, Any]:
    support, case_number, decided_on, prefix, types, activities = row
    return {
        "item": case_number,
        "support_id": support.id,
        "association_id": support.association_id,
        "board_id": support.board_id,
        "board_prefix": prefix,
        "kind": support.kind,
        "association_kind": kind_of(types, activities).value,
        "amount": support.amount,
        "decided_on": decided_on,
        "starts_on": support.starts_on,
        "ended_on": support.ended_on,
    }


class _History:
    """What is known of the associations whose support is looked at.

    Whose a check or an item of a frame was goes by its support: that follows when associations are merged.
    """

    def __init__(self, reach: Reach, today: dt.date) -> None:
        self._period = reach.period
        self._supported = (
            select(Support.association_id)
            .join(Decision, Decision.id == Support.decision_id)
            .where(_within(reach))
        )
        self._supports = self._earlier_and_other_supports()
        self._late = self._cases_with_late_follow_up(today)
        self._results = self._latest_results(reach.remembered_from)
        self._unchecked = self._rounds_unchecked()

    def facts_of(self, row: Row[Support, str, dt.date, str, list[str], list[str]]) -> SupportFacts:
        """One looked-at support with its history."""
        support, _, decided_on, *_ = row
        known = self._supports[support.association_id]
        earlier = [s for s in known if (s.decided_on, s.id) < (decided_on, support.id)]
        alike = [s for s in earlier if s.kind is support.kind]
        results = self._results[support.association_id]
        return SupportFacts(
            **_present(row),
            is_first=not earlier,
            has_late_follow_up=support.case_id in self._late,
            had_breach=bool(results & BREACHES),
            had_shortcoming=bool(results & SHORTCOMINGS),
            amount_before=alike[-1].amount if alike else 0,
            boards=len({s.board_id for s in known if self._runs(s)}),
            rounds_unchecked=self._unchecked.get(support.association_id, 0),
        )

    def _runs(self, support: "_Known") -> bool:
        return support.starts_on <= self._period.until_on and support.ends_on >= self._period.from_on

    def _earlier_and_other_supports(self) -> defaultdict[str, list["_Known"]]:
        rows = db.session.execute(
            select(
                Support.association_id,
                Support.id,
                Support.board_id,
                Support.kind,
                Support.amount,
                Decision.decided_on,
                Support.starts_on,
                func.coalesce(Support.ended_on, Support.ends_on),
            )
            .join(Decision, Decision.id == Support.decision_id)
            .where(Support.association_id.in_(self._supported))
            .order_by(Decision.decided_on, Support.id)
        )
        found: defaultdict[str, list[_Known]] = defaultdict(list)
        for row in rows:
            found[row.association_id].append(_Known(*row[1:]))
        return found

    def _cases_with_late_follow_up(self, today: dt.date) -> frozenset[str]:
        in_force = (
            select(FollowUpPlan.case_id, func.max(FollowUpPlan.version).label("version"))
            .group_by(FollowUpPlan.case_id)
            .subquery()
        )
        rows = db.session.scalars(
            select(FollowUpPlan.case_id)
            .join(
                in_force,
                and_(
                    in_force.c.case_id == FollowUpPlan.case_id,
                    in_force.c.version == FollowUpPlan.version,
                ),
            )
            .join(FollowUp, FollowUp.plan_id == FollowUpPlan.id)
            .where(FollowUp.due_on < today, FollowUp.done_at.is_(None))
        )
        return frozenset(rows)

    def _latest_results(self, since: str) -> defaultdict[str, frozenset[FindingResult]]:
        """Results by association that stand: of rounds that were not voided, and not reopened since."""
        rows = db.session.execute(
            select(Support.association_id, Finding.result)
            .join(SpotCheck, SpotCheck.id == Finding.check_id)
            .join(Support, Support.id == SpotCheck.support_id)
            .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
            .outerjoin(FindingReopening, FindingReopening.finding_id == Finding.id)
            .where(
                SpotCheckRound.stage != RoundStage.VOIDED,
                SpotCheckRound.half_year >= since,
                FindingReopening.finding_id.is_(None),
                Support.association_id.in_(self._supported),
            )
        )
        found: defaultdict[str, frozenset[FindingResult]] = defaultdict(frozenset)
        for association_id, result in rows:
            found[association_id] |= {result}
        return found

    def _rounds_unchecked(self) -> dict[str, int]:
        """Half-years with the association in a drawn frame, since its last closed check."""
        checked = dict(
            db.session.execute(
                select(Support.association_id, func.max(SpotCheckRound.half_year))
                .join(SpotCheck, SpotCheck.support_id == Support.id)
                .join(SpotCheckRound, SpotCheckRound.id == SpotCheck.round_id)
                .where(
                    SpotCheck.state == SpotCheckState.CLOSED,
                    SpotCheckRound.stage == RoundStage.DRAWN,
                    Support.association_id.in_(self._supported),
                )
                .group_by(Support.association_id)
            ).all()
        )
        rows = db.session.execute(
            select(Support.association_id, SpotCheckRound.half_year)
            .join(FrameItem, FrameItem.support_id == Support.id)
            .join(SpotCheckRound, SpotCheckRound.id == FrameItem.round_id)
            .where(
                SpotCheckRound.stage == RoundStage.DRAWN,
                Support.association_id.in_(self._supported),
            )
            .distinct()
        ).all()
        unchecked: dict[str, int] = defaultdict(int)
        for association_id, half_year in rows:
            unchecked[association_id] += half_year > checked.get(association_id, "")
        return unchecked


@dataclass(frozen=True)
class _Known:
    """A support of an association, whichever board gave it."""

    id: str
    board_id: str
    kind: SupportKind
    amount: int
    decided_on: dt.date
    starts_on: dt.date
    ends_on: dt.date
