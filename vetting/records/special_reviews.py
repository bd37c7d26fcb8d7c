"""Special reviews: a case about support already decided, payment held meanwhile, and support taken back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.decisions import Blocker, Draft
from vetting.domain.errors import NotFound, Refused
from vetting.domain.revocation import Revocation
from vetting.domain.revocation_rules import Reviewed, days_of, faults_of_kind, faults_of_review
from vetting.domain.stages import OPEN
from vetting.domain.terms import Outcome
from vetting.domain.terms_revocations import HoldScope, RevocationGround
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id, one_only
from vetting.records.decisions import Decision, Proposal, Support


class SpecialReview(Base):
    """A case that reviews one support, because of what happened: an act with its day, as it was told then."""

    __tablename__ = "special_reviews"
    __table_args__ = (
        CheckConstraint("circumstance <> ''", name="circumstance_there"),
        Index("ix_special_reviews_support_id", "support_id"),
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    support_id: Mapped[str] = mapped_column(ForeignKey("supports.id"))
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))  # the one that is reviewed
    act_id: Mapped[str] = mapped_column(ForeignKey("recorded_acts.id"))
    circumstance: Mapped[str] = mapped_column(Text)
    act_on: Mapped[dt.date]
    opened_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    opened_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PaymentHold(Base):
    """Payment that waits while support is reviewed, at most until a day; ended earlier with a reason."""

    __tablename__ = "payment_holds"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="days_in_order"),
        CheckConstraint("(scope = 'part') = (amount IS NOT NULL)", name="amount_of_part"),
        CheckConstraint(
            "(ended_on IS NULL) = (ended_by IS NULL) AND (ended_on IS NULL) = (end_reason = '')",
            name="end_whole",
        ),
        Index("ix_payment_holds_case_id", "case_id"),
        Index("ix_payment_holds_support_id", "support_id"),
        one_only("uq_payment_holds_open", "case_id", "ended_on IS NULL"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    support_id: Mapped[str] = mapped_column(ForeignKey("supports.id"))
    scope: Mapped[HoldScope] = mapped_column(Word(HoldScope))
    amount: Mapped[int | None]  # whole kronor
    reason: Mapped[str] = mapped_column(Text)
    undoing: Mapped[str] = mapped_column(Text)  # how it is put right if it was wrong (KL 13:14)
    delegation_item: Mapped[str] = mapped_column(String(40))
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]  # the last day
    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"))
    held_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    held_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended_on: Mapped[dt.date | None]
    ended_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    end_reason: Mapped[str] = mapped_column(Text, default="")


class RevokedSupport(Base):
    """Support taken back, wholly or in part. `amount`: claimed back, whole kronor, for periods with evidence;
    `ended_on` None where the rest of the support goes on."""

    __tablename__ = "revoked_supports"
    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("ended_on IS NOT NULL OR amount > 0", name="something_revoked"),
        Index("ix_revoked_supports_support_id", "support_id"),
    )

    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    support_id: Mapped[str] = mapped_column(ForeignKey("supports.id"))
    ground: Mapped[RevocationGround] = mapped_column(Word(RevocationGround))
    amount: Mapped[int]
    ended_on: Mapped[dt.date | None]
    again: Mapped[list[str]] = mapped_column(JSON)  # conditions for new support
    again_from_on: Mapped[dt.date | None]


@dataclass(frozen=True)
class UnderReview:
    """A review with what it reviews. `reservation`: of the decision the support rests on."""

    review: SpecialReview
    support: Support
    reservation: str

    @property
    def facts(self) -> Reviewed:
        """As the rules see it."""
        support = self.support
        is_ended = support.ended_on is not None
        return Reviewed(support.starts_on, support.ends_on, support.amount, self.reservation, is_ended)


def under_review(case_id: str, *, hold: bool = False) -> UnderReview:
    """The review with its support, locked with `hold` until the deed is done. Raises NotFound."""
    query = (
        select(SpecialReview, Support, Proposal.reservation)
        .join(Support, Support.id == SpecialReview.support_id)
        .join(Decision, Decision.id == SpecialReview.decision_id)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .where(SpecialReview.case_id == case_id)
    )
    if hold:
        query = query.with_for_update(of=Support).execution_options(populate_existing=True)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return UnderReview(*row)


def support_in_hand(support_id: str) -> Support:
    """The support, locked until the deed is done. Raises NotFound."""
    found = db.session.get(Support, support_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def require_reviewable(support: Support) -> None:
    """Raises Refused `support_ended_already`, or `review_open` with the number of the case it has."""
    if support.ended_on is not None:
        raise Refused("support_ended_already")
    open_case = db.session.scalar(
        select(Case.case_number)
        .join(SpecialReview, SpecialReview.case_id == Case.id)
        .where(SpecialReview.support_id == support.id, Case.stage.in_(OPEN))
        .limit(1)
    )
    if open_case is not None:
        raise Refused("review_open", case_number=open_case)


def add(row: SpecialReview | PaymentHold | RevokedSupport) -> None:
    """Keeps the row."""
    db.session.add(row)
    db.session.flush()


def faults_of_proposal(case: Case, draft: Draft) -> tuple[Blocker, ...]:
    """What a tidied draft lacks as the outcome of a review, or of an application."""
    if not case.is_review:
        return faults_of_kind(draft.outcome, is_review=False)
    return faults_of_review(draft, under_review(case.id).facts)


def faults_at_signing(case: Case, proposal: Proposal) -> tuple[Blocker, ...]:
    """As faults_of_proposal, of what was proposed: the support may have ended since."""
    if not case.is_review:
        return faults_of_kind(proposal.outcome, is_review=False)
    kept = proposal.revocation
    revocation = None if kept is None else Revocation.from_kept(kept)
    draft = Draft(proposal.outcome, proposal.amount, proposal.summary, revocation=revocation)
    return faults_of_review(draft, under_review(case.id, hold=True).facts)


def granted_amount(case: Case, outcome: Outcome, amount: int) -> int:
    """The amount that decides who may sign: of a review that what it reviews, else the decision's own."""
    if not case.is_review or outcome is Outcome.CLOSED:
        return amount
    return under_review(case.id).support.amount


def holds_of(case_id: str) -> Sequence[PaymentHold]:
    """The holds made in the review, in the order they were made."""
    query = select(PaymentHold).where(PaymentHold.case_id == case_id)
    return db.session.scalars(query.order_by(PaymentHold.held_at, PaymentHold.id)).all()


def running_hold(holds: Sequence[PaymentHold]) -> PaymentHold | None:
    """The hold that nobody has ended, also when its last day has passed."""
    return next((one for one in holds if one.ended_on is None), None)


def held_days(holds: Sequence[PaymentHold]) -> int:
    """How many days of holding the review has used."""
    return days_of((one.starts_on, one.ended_on or one.ends_on) for one in holds)
