"""Patterns of decided cases, and why a case was treated otherwise than one with the same pattern."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.decisions import Blocker
from vetting.domain.errors import NotFound, Refused
from vetting.domain.mirror import compared_since, treatment_of
from vetting.domain.terms import Outcome, Signature, Stage, SupportKind
from vetting.domain.terms_decisions import Treatment
from vetting.records.applications import Case, Scheme
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, insert_unless_there, new_id
from vetting.records.decisions import Decision, Proposal

EXAMINED = tuple(outcome for outcome in Outcome if treatment_of(outcome) is not None)


class DifferenceWord(Base):
    """Why a case is treated otherwise than one named, or why none with its pattern can be compared with it.

    It holds for the pattern the case had when it was said, against that treatment or, with no case named,
    against any.
    """

    __tablename__ = "difference_words"
    __table_args__ = (
        CheckConstraint("(comparator_id IS NULL) = (against IS NULL)", name="comparator_whole"),
        CheckConstraint("explanation <> ''", name="explanation_there"),
        Index("ix_difference_words_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    pattern: Mapped[str] = mapped_column(Text)
    comparator_id: Mapped[str | None] = mapped_column(ForeignKey("decisions.id"))
    against: Mapped[Treatment | None] = mapped_column(Word(Treatment))
    explanation: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    said_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class DecisionPattern(Base):
    """What a decided case looked like by criterion, and how it was treated: kept when it is decided.

    `word_id`: what was said of the difference, where there was one to explain at that moment.
    """

    __tablename__ = "decision_patterns"
    __table_args__ = (
        Index("ix_decision_patterns_kind_pattern", "kind", "pattern", "treatment", "decided_on"),
        Index("ix_decision_patterns_decided_on", "decided_on"),
    )

    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    kind: Mapped[SupportKind] = mapped_column(Word(SupportKind))
    pattern: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome] = mapped_column(Word(Outcome))
    treatment: Mapped[Treatment] = mapped_column(Word(Treatment))
    decided_on: Mapped[dt.date]
    decided_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    word_id: Mapped[str | None] = mapped_column(ForeignKey("difference_words.id"))


@dataclass(frozen=True)
class Departure:
    """Earlier cases with the pattern of a case that came out otherwise than it would, and why it does."""

    count: int
    word: DifferenceWord | None = None

    @property
    def faults(self) -> tuple[Blocker, ...]:
        """What stands in the way until somebody has said why."""
        if not self.count or self.word is not None:
            return ()
        return (Blocker("difference_unexplained", {"count": self.count}),)


def departure_of(case: Case, outcome: Outcome, *, pattern: str, today: dt.date) -> Departure:
    """How the case would differ with that outcome; in nothing where the matter is not examined."""
    treatment = treatment_of(outcome)
    if treatment is None or not (count := _otherwise(case, pattern, treatment, today=today)):
        return Departure(0)
    return Departure(count, _word_standing(case.id, pattern, treatment))


def faults_of(
    case: Case, outcome: Outcome, *, pattern: str | None, signature: Signature | None = None, today: dt.date
) -> tuple[Blocker, ...]:
    """That the case would be treated otherwise than earlier ones with its pattern, and nobody has said why.

    Nothing of what the board itself has decided, nor of a proposal made before patterns were kept.
    """
    if pattern is None or signature is Signature.BOARD:
        return ()
    return departure_of(case, outcome, pattern=pattern, today=today).faults


def keep_pattern(decision: Decision, case: Case, pattern: str | None) -> None:
    """Keeps the pattern of a case with its decision; none where the matter was not examined."""
    treatment = treatment_of(decision.outcome)
    if pattern is None or treatment is None:
        return
    word = departure_of(case, decision.outcome, pattern=pattern, today=decision.decided_on).word
    insert_unless_there(
        DecisionPattern,
        decision_id=decision.id,
        board_id=case.board_id,
        kind=kind_of(case),
        pattern=pattern,
        outcome=decision.outcome,
        treatment=treatment,
        decided_on=decision.decided_on,
        decided_at=decision.decided_at,
        word_id=None if word is None else word.id,
    )


def kind_of(case: Case) -> SupportKind:
    """The kind of support the case is about."""
    return db.session.get_one(Scheme, case.scheme_id).kind


def comparator(case: Case, decision_id: str, *, pattern: str, today: dt.date) -> DecisionPattern:
    """A decision the case can be held against.

    Raises NotFound, Refused `comparator_not_alike` or `comparator_old`.
    """
    found = db.session.get(DecisionPattern, decision_id)
    if found is None:
        raise NotFound("not_found")
    if found.kind is not kind_of(case) or found.pattern != pattern:
        raise Refused("comparator_not_alike")
    if found.decided_on < compared_since(today):
        raise Refused("comparator_old", decided_on=found.decided_on.isoformat())
    return found


def add_word(word: DifferenceWord) -> DifferenceWord:
    """Keeps what was said; a later word follows it and never replaces it."""
    db.session.add(word)
    db.session.flush()
    return word


def without_pattern() -> Sequence[str]:
    """Decisions in the matter made before patterns were kept."""
    kept = select(DecisionPattern.decision_id)
    query = (
        select(Decision.id)
        .join(Case, Case.id == Decision.case_id)
        .where(Decision.outcome.in_(EXAMINED), Decision.id.not_in(kept), Case.stage == Stage.DECIDED)
        .order_by(Decision.decided_at, Decision.id)
    )
    return db.session.scalars(query).all()


def decision_case_proposal(decision_id: str) -> tuple[Decision, Case, Proposal]:
    """A decision with what it was made of."""
    row = db.session.execute(
        select(Decision, Case, Proposal)
        .join(Case, Case.id == Decision.case_id)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .where(Decision.id == decision_id)
    ).one()
    return row[0], row[1], row[2]


def _otherwise(case: Case, pattern: str, treatment: Treatment, *, today: dt.date) -> int:
    """How many of the last 24 months had the same pattern and came out otherwise, without being an explained
    departure themselves."""
    query = (
        select(func.count())
        .select_from(DecisionPattern)
        .join(Scheme, Scheme.kind == DecisionPattern.kind)
        .where(
            Scheme.id == case.scheme_id,
            DecisionPattern.pattern == pattern,
            DecisionPattern.treatment != treatment,
            DecisionPattern.word_id.is_(None),
            DecisionPattern.decided_on >= compared_since(today),
        )
    )
    return db.session.scalar(query) or 0


def _word_standing(case_id: str, pattern: str, treatment: Treatment) -> DifferenceWord | None:
    """The last word that explains why the case with that pattern is treated so."""
    return db.session.scalar(
        select(DifferenceWord)
        .where(
            DifferenceWord.case_id == case_id,
            DifferenceWord.pattern == pattern,
            or_(DifferenceWord.against.is_(None), DifferenceWord.against != treatment),
        )
        .order_by(DifferenceWord.said_at.desc(), DifferenceWord.id.desc())
        .limit(1)
    )
