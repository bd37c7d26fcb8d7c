"""What courts have found of decisions, so that nobody decides again what a court has settled (KR 1383-19)."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, and_, select
from sqlalchemy.orm import Mapped, aliased, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_court import CourtOutcome
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Decision


class CourtFinding(Base):
    """A judgment on a decision. `finding`: what it says that later decisions are bound by, in plain words."""

    __tablename__ = "court_findings"
    __table_args__ = (
        CheckConstraint("finding <> ''", name="finding_said"),
        Index("ix_court_findings_decision_id", "decision_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    court: Mapped[str] = mapped_column(String(120))
    number: Mapped[str] = mapped_column(String(60))  # the court's own case number
    judged_on: Mapped[dt.date]
    outcome: Mapped[CourtOutcome] = mapped_column(Word(CourtOutcome))
    finding: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add_finding(row: CourtFinding) -> str:
    """Keeps a finding and gives its id."""
    db.session.add(row)
    db.session.flush()
    return row.id


def case_with_findings(
    case_id: str, boards: Collection[str] | None
) -> tuple[Case, list[tuple[CourtFinding, Case]]]:
    """The case, if it lies in one of the boards (None: in any), and what findings_on gives. One question.
    Raises NotFound."""
    earlier = aliased(Case)
    tried = select(Decision.case_id).join(CourtFinding, CourtFinding.decision_id == Decision.id)
    within = [] if boards is None else [Case.board_id.in_(boards)]
    rows = db.session.execute(
        select(Case, CourtFinding, earlier)
        .select_from(Case)
        .outerjoin(earlier, and_(earlier.association_id == Case.association_id, earlier.id.in_(tried)))
        .outerjoin(Decision, Decision.case_id == earlier.id)
        .outerjoin(CourtFinding, CourtFinding.decision_id == Decision.id)
        .where(Case.id == case_id, *within)
        .order_by(CourtFinding.judged_on.desc(), CourtFinding.id)
    ).all()
    if not rows:
        raise NotFound("not_found")
    return rows[0][0], [(finding, of) for _, finding, of in rows if finding is not None]


def findings_on(association_id: str) -> Sequence[tuple[CourtFinding, Case]]:
    """What courts have found of decisions on the association in any board, the latest first: judgments are
    public, and the municipality is one party in all of them."""
    rows = db.session.execute(
        select(CourtFinding, Case)
        .join(Decision, Decision.id == CourtFinding.decision_id)
        .join(Case, Case.id == Decision.case_id)
        .where(Case.association_id == association_id)
        .order_by(CourtFinding.judged_on.desc(), CourtFinding.id)
    )
    return [(finding, case) for finding, case in rows]
