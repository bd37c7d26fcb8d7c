"""A case beside the closest earlier ones: which criteria stand out in each, and what came of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import DECIDING, Act, Actor, boards_for, may
from vetting.domain.checklist import Checklist
from vetting.domain.mirror import (
    Pattern,
    SideBySide,
    compared_since,
    distance,
    nearest_keys,
    pattern_from,
    pattern_of,
    side_by_side,
    treatment_of,
)
from vetting.domain.stages import OPEN
from vetting.domain.terms import Outcome, SupportKind
from vetting.domain.terms_decisions import Treatment
from vetting.reading import decision_grounds as grounds
from vetting.records import case_facts
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import Decision, open_proposal
from vetting.records.mirror import DecisionPattern, DifferenceWord, faults_of
from vetting.records.officers import Board, Officer

MOST = 12  # beside the case at once
OF_EACH = 3  # with the same pattern and the same treatment
MOST_OLD = 4


@dataclass(frozen=True)
class NamedCase:
    """A case within the reader's boards. `explanation`: why it was treated otherwise, where it was."""

    id: str
    case_number: str
    association: str
    board: str
    decided_on: dt.date
    amount: int
    explanation: str


@dataclass(frozen=True)
class Compared:
    """An earlier case beside this one. Of a case outside the reader's boards there is no `named`:
    pattern and outcome only."""

    decision_id: str
    outcome: Outcome
    treatment: Treatment
    distance: int
    sides: SideBySide
    is_recent: bool
    is_own_board: bool
    is_same_scheme: bool
    named: NamedCase | None


@dataclass(frozen=True)
class WordLine:
    """What was said of a difference. `about` the case named, where the reader may know of it; `against` None:
    no case can be compared. `holds` while the case has the pattern it was said of."""

    explanation: str
    against: Treatment | None
    about: str
    said_by: str
    said_at: dt.datetime
    holds: bool


@dataclass(frozen=True)
class MirrorPage:
    """The case, its pattern, what is closest to it, and what is said.

    `tally`: outcomes of the last 24 months with the same pattern; `treatment`: what is proposed;
    `is_unexplained`: that differs from some of them and nobody has said why.
    """

    matter: grounds.CaseMatter
    pattern: Pattern
    tally: Mapping[Outcome, int]
    recent: tuple[Compared, ...]
    old: tuple[Compared, ...]
    words: tuple[WordLine, ...]
    treatment: Treatment | None
    is_unexplained: bool
    may_explain: bool

    @property
    def to_choose(self) -> tuple[Compared, ...]:
        """Those a word can be about: the same pattern, and treated otherwise than is proposed."""
        return tuple(one for one in self.recent if not one.distance and one.treatment is not self.treatment)


def mirror_page(case_id: str, checklist: Checklist, *, actor: Actor, today: dt.date) -> MirrorPage:
    """The case beside earlier ones of the same kind of support. Raises NotFound."""
    row = grounds.case_within_reach(case_id, actor)
    matter = grounds.matter_of(row)
    _, verdict = case_facts.answers_and_verdict(row, checklist)
    pattern = pattern_of(verdict)
    proposal = open_proposal(row.id)
    treatment, is_unexplained = None, False
    if proposal is not None:
        treatment = treatment_of(proposal.outcome)
        is_unexplained = bool(faults_of(row, proposal.outcome, pattern=pattern.key, today=today))
    earlier = _Earlier(
        matter.names.kind, row.decided_at, compared_since(today), actor, row.board_id, row.scheme_id
    )
    patterns = earlier.patterns()
    found = earlier.closest(pattern, patterns)
    acts = (Act.PREPARE_CASE, *DECIDING)
    return MirrorPage(
        matter=matter,
        pattern=pattern,
        tally={one: count for (key, one), (_, count) in patterns.items() if key == pattern.key and count},
        recent=tuple(one for one in found if one.is_recent)[:MOST],
        old=tuple(one for one in found if not one.is_recent)[:MOST_OLD],
        words=_words_of(row.id, pattern, actor),
        treatment=treatment,
        is_unexplained=is_unexplained,
        may_explain=row.stage in OPEN and any(may(actor, act, row.board_id) for act in acts),
    )


@dataclass(frozen=True)
class _Earlier:
    """Decisions of one kind of support before a moment, as the reader may see them."""

    kind: SupportKind
    before: dt.datetime | None
    since: dt.date
    actor: Actor
    board_id: str
    scheme_id: str

    def patterns(self) -> dict[tuple[str, Outcome], tuple[int, int]]:
        """How many there are, and how many of them recent, by pattern and outcome."""
        recent = func.sum(case((DecisionPattern.decided_on >= self.since, 1), else_=0))
        rows = db.session.execute(
            select(DecisionPattern.pattern, DecisionPattern.outcome, func.count(), recent)
            .where(self._meant())
            .group_by(DecisionPattern.pattern, DecisionPattern.outcome)
        )
        return {(key, outcome): (count, int(of_late)) for key, outcome, count, of_late in rows}

    def closest(
        self, mine: Pattern, patterns: Mapping[tuple[str, Outcome], tuple[int, int]]
    ) -> list[Compared]:
        """The closest recent ones, then old ones with the very same pattern."""
        near = {key for (key, _), (_, of_late) in patterns.items() if of_late}
        wanted = nearest_keys(mine, near, most=MOST)
        found = [self._compared(row, mine) for row in self._rows({mine.key, *wanted}, mine.key)]
        return sorted(found, key=lambda one: (one.distance, not one.is_same_scheme, not one.is_own_board))

    def _rows(self, keys: Iterable[str], mine: str) -> Iterable[Row[Any]]:
        """Of each pattern the newest few of each treatment, the case's own scheme first and then its board
        (LR-05: same board, same scheme)."""
        is_recent = DecisionPattern.decided_on >= self.since
        is_own = case(
            (Case.scheme_id == self.scheme_id, 0), (DecisionPattern.board_id == self.board_id, 1), else_=2
        )
        place = func.row_number().over(
            partition_by=(DecisionPattern.pattern, DecisionPattern.treatment, is_recent),
            order_by=(is_own, DecisionPattern.decided_at.desc(), DecisionPattern.decision_id),
        )
        inner = (
            select(DecisionPattern.decision_id, is_recent.label("is_recent"), place.label("place"))
            .join(Decision, Decision.id == DecisionPattern.decision_id)
            .join(Case, Case.id == Decision.case_id)
            .where(self._meant(), DecisionPattern.pattern.in_(sorted(keys)))
            .where(or_(is_recent, DecisionPattern.pattern == mine))
            .subquery()
        )
        return db.session.execute(
            select(
                DecisionPattern, inner.c.is_recent, Decision.amount, Case.id.label("case_id"),
                Case.case_number, Case.scheme_id, Association.name.label("association"),
                Board.name.label("board"), DifferenceWord.explanation,
            )
            .join(inner, inner.c.decision_id == DecisionPattern.decision_id)
            .join(Decision, Decision.id == DecisionPattern.decision_id)
            .join(Case, Case.id == Decision.case_id)
            .join(Association, Association.id == Case.association_id)
            .join(Board, Board.id == DecisionPattern.board_id)
            .outerjoin(DifferenceWord, DifferenceWord.id == DecisionPattern.word_id)
            .where(inner.c.place <= OF_EACH)
            .order_by(DecisionPattern.decided_at.desc(), DecisionPattern.decision_id)
        )  # fmt: skip

    def _compared(self, row: Any, mine: Pattern) -> Compared:
        kept: DecisionPattern = row.DecisionPattern
        theirs = pattern_from(kept.pattern)
        boards = boards_for(self.actor, Act.SEE_CASES)
        named = None
        if boards is None or kept.board_id in boards:
            named = NamedCase(
                id=row.case_id,
                case_number=row.case_number,
                association=row.association,
                board=row.board,
                decided_on=kept.decided_on,
                amount=row.amount,
                explanation=row.explanation or "",
            )
        return Compared(
            decision_id=kept.decision_id,
            outcome=kept.outcome,
            treatment=kept.treatment,
            distance=distance(mine, theirs),
            sides=side_by_side(mine, theirs),
            is_recent=bool(row.is_recent),
            is_own_board=kept.board_id == self.board_id,
            is_same_scheme=row.scheme_id == self.scheme_id,
            named=named,
        )

    def _meant(self) -> ColumnElement[bool]:
        meant = DecisionPattern.kind == self.kind
        return meant if self.before is None else and_(meant, DecisionPattern.decided_at < self.before)


def _words_of(case_id: str, pattern: Pattern, actor: Actor) -> tuple[WordLine, ...]:
    """What was said in the case, the newest first."""
    other = aliased(Case)
    boards = boards_for(actor, Act.SEE_CASES)
    rows = db.session.execute(
        select(DifferenceWord, Officer.display_name, other.case_number, other.board_id)
        .join(Officer, Officer.id == DifferenceWord.said_by)
        .outerjoin(Decision, Decision.id == DifferenceWord.comparator_id)
        .outerjoin(other, other.id == Decision.case_id)
        .where(DifferenceWord.case_id == case_id)
        .order_by(DifferenceWord.said_at.desc(), DifferenceWord.id.desc())
    )
    return tuple(
        WordLine(
            explanation=word.explanation,
            against=word.against,
            about=number if number and (boards is None or board_id in boards) else "",
            said_by=name,
            said_at=word.said_at,
            holds=word.pattern == pattern.key,
        )
        for word, name, number, board_id in rows
    )
