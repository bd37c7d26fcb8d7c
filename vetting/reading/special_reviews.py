"""Special reviews: the support one could open, the ladder of one that is open, and what it came to."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.domain.revocation_rules import LONGEST_HOLD, step_of
from vetting.domain.stages import OPEN, UNDER_PREPARATION
from vetting.domain.terms import Outcome, Stage
from vetting.domain.terms_revocations import HoldScope, ReviewStep
from vetting.reading.case_filter import visible
from vetting.reading.plan_lines import PlanLine, plan_in_force
from vetting.records import special_reviews
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers, possible_owners
from vetting.records.decisions import Decision, Proposal, Support, declared_by
from vetting.records.hearings import last_day_to_answer
from vetting.records.officers import Board
from vetting.records.special_reviews import PaymentHold, SpecialReview


@dataclass(frozen=True)
class ReviewedSupport:
    """The support and the decision it rests on. `amount` in whole kronor; `ended_on`: taken back since."""

    support_id: str
    case_id: str
    case_number: str
    association_id: str
    association: str
    board_id: str
    board: str
    scheme: str
    amount: int
    starts_on: dt.date
    ends_on: dt.date
    ended_on: dt.date | None
    decided_on: dt.date
    reservation: str


@dataclass(frozen=True)
class ReviewLine:
    """One review of a support. `outcome` None: not decided."""

    case_id: str
    case_number: str
    circumstance: str
    opened_at: dt.datetime
    stage: Stage
    outcome: Outcome | None

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN


@dataclass(frozen=True)
class OpeningPage:
    """The support one is about to review, with the reviews made of it, the newest first."""

    reviewed: ReviewedSupport
    reviews: tuple[ReviewLine, ...]

    @property
    def may_open(self) -> bool:
        return self.reviewed.ended_on is None and not any(one.is_open for one in self.reviews)


@dataclass(frozen=True)
class HoldLine:
    """A hold of payment. `amount` None: all that is unpaid; `is_past`: its last day has gone and nobody has
    ended it."""

    id: str
    scope: HoldScope
    amount: int | None
    reason: str
    undoing: str
    starts_on: dt.date
    ends_on: dt.date
    held_by: str
    notice_id: str
    ended_on: dt.date | None
    end_reason: str
    is_past: bool

    @property
    def is_running(self) -> bool:
        return self.ended_on is None


@dataclass(frozen=True)
class ReviewPage:
    """A review on its ladder. `days_left`: of holding; `reply_due_on`: the last day the association got;
    `declared`: what the reader said of a conflict of interest."""

    case_id: str
    case_number: str
    board_id: str
    stage: Stage
    reviewed: ReviewedSupport
    circumstance: str
    act_on: dt.date
    opened_by: str
    opened_at: dt.datetime
    step: ReviewStep
    reply_due_on: dt.date | None
    holds: tuple[HoldLine, ...]
    days_left: int
    plan: tuple[PlanLine, ...]
    owners: dict[str, str]
    outcome: Outcome | None
    declared: bool | None
    may_prepare: bool
    may_decide: bool

    @property
    def is_under_preparation(self) -> bool:
        return self.stage in UNDER_PREPARATION

    @property
    def running_hold(self) -> HoldLine | None:
        return next((one for one in self.holds if one.is_running), None)


_ORIGINAL = aliased(Case)
_REVIEWED = (
    select(
        Support.id.label("support_id"),
        _ORIGINAL.id.label("case_id"),
        _ORIGINAL.case_number.label("case_number"),
        Association.id.label("association_id"),
        Association.name.label("association"),
        Board.id.label("board_id"),
        Board.name.label("board"),
        Scheme.name.label("scheme"),
        Support.amount.label("amount"),
        Support.starts_on.label("starts_on"),
        Support.ends_on.label("ends_on"),
        Support.ended_on.label("ended_on"),
        Decision.decided_on.label("decided_on"),
        Proposal.reservation.label("reservation"),
    )
    .join(_ORIGINAL, _ORIGINAL.id == Support.case_id)
    .join(Decision, Decision.id == Support.decision_id)
    .join(Proposal, Proposal.id == Decision.proposal_id)
    .join(Association, Association.id == Support.association_id)
    .join(Board, Board.id == Support.board_id)
    .join(Scheme, Scheme.id == _ORIGINAL.scheme_id)
)


def opening_page(case_id: str, *, actor: Actor) -> OpeningPage:
    """The support granted in the case, and the reviews of it. Raises NotFound where none was."""
    row = db.session.execute(_REVIEWED.where(_ORIGINAL.id == case_id)).one_or_none()
    if row is None or not may(actor, Act.SEE_CASES, row.board_id):
        raise NotFound("not_found")
    reviewed = ReviewedSupport(**row._mapping)
    rows = db.session.execute(
        select(
            Case.id, Case.case_number, SpecialReview.circumstance, SpecialReview.opened_at, Case.stage,
            Decision.outcome,
        )
        .join(SpecialReview, SpecialReview.case_id == Case.id)
        .outerjoin(Decision, Decision.case_id == Case.id)
        .where(SpecialReview.support_id == reviewed.support_id)
        .order_by(SpecialReview.opened_at.desc(), Case.id)
    )  # fmt: skip
    return OpeningPage(reviewed, tuple(ReviewLine(*line) for line in rows))


def review_page(case_id: str, *, actor: Actor, today: dt.date) -> ReviewPage:
    """The review in eight queries. Raises NotFound."""
    row = db.session.execute(
        select(Case, SpecialReview, Decision.outcome)
        .join(SpecialReview, SpecialReview.case_id == Case.id)
        .outerjoin(Decision, Decision.case_id == Case.id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    case, review, outcome = row
    return _page(case, review, outcome, actor=actor, today=today)


def _page(
    case: Case, review: SpecialReview, outcome: Outcome | None, *, actor: Actor, today: dt.date
) -> ReviewPage:
    holds = special_reviews.holds_of(case.id)
    names = names_of_officers({review.opened_by, *(one.held_by for one in holds)})
    due_on, (_, plan) = last_day_to_answer(case.id), plan_in_force(case.id)
    may_prepare = may(actor, Act.PREPARE_CASE, case.board_id)
    return ReviewPage(
        case_id=case.id,
        case_number=case.case_number,
        board_id=case.board_id,
        stage=case.stage,
        reviewed=reviewed_support(review.support_id),
        circumstance=review.circumstance,
        act_on=review.act_on,
        opened_by=names[review.opened_by],
        opened_at=review.opened_at,
        step=step_of(
            is_closed=case.stage not in OPEN,
            has_plan=bool(plan),
            is_held=special_reviews.running_hold(holds) is not None,
            is_asked=due_on is not None,
        ),
        reply_due_on=due_on,
        holds=tuple(_hold(one, names[one.held_by], today) for one in holds),
        days_left=max(0, LONGEST_HOLD - special_reviews.held_days(holds)),
        plan=plan,
        owners=dict(possible_owners(case.board_id)) if may_prepare else {},
        outcome=outcome,
        declared=declared_by(case.id, actor.id),
        may_prepare=may_prepare,
        may_decide=may(actor, Act.DECIDE, case.board_id),
    )


def reviewed_support(support_id: str) -> ReviewedSupport:
    """The support with the decision it rests on."""
    row = db.session.execute(_REVIEWED.where(Support.id == support_id)).one()
    return ReviewedSupport(**row._mapping)


def reviewed_in(case_id: str, *, actor: Actor) -> ReviewedSupport:
    """The support that a review is about. Raises NotFound."""
    row = db.session.execute(
        _REVIEWED.join(SpecialReview, SpecialReview.support_id == Support.id)
        .join(Case, Case.id == SpecialReview.case_id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return ReviewedSupport(**row._mapping)


def _hold(row: PaymentHold, held_by: str, today: dt.date) -> HoldLine:
    return HoldLine(
        id=row.id,
        scope=row.scope,
        amount=row.amount,
        reason=row.reason,
        undoing=row.undoing,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        held_by=held_by,
        notice_id=row.notice_id,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        is_past=row.ended_on is None and row.ends_on < today,
    )
