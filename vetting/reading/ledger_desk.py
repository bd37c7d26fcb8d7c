"""What of grants given calls for somebody on My day: claims, payments, double funding, evaluations."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.reading.claims import LIMIT_NEAR, calling
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.reading.double_funding import OverlapToSettle, overlaps_to_settle
from vetting.reading.payments import count_of_alarms
from vetting.reading.to_sign import EvaluationToSign, evaluations_to_sign
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.claims import ClaimRelief, RepaymentClaim
from vetting.records.db import db


@dataclass(frozen=True)
class CallingClaim:
    """A claim that calls for somebody: not demanded, late, near its limitation, or with a proposal to let go
    (`waits_for_second`) that the reader may answer."""

    id: str
    case_number: str
    association: str
    due: int
    awaited_on: dt.date | None
    limitation_on: dt.date
    is_near_limit: bool
    waits_for_second: bool


@dataclass(frozen=True)
class LedgerDesk:
    """The part of the desk about money that was given; None where it is no business of the reader's."""

    claims: Listed[CallingClaim] | None
    alarms: int
    overlaps: Listed[OverlapToSettle] | None
    evaluations: Listed[EvaluationToSign] | None

    @property
    def is_empty(self) -> bool:
        """Nothing calls."""
        return not (self.claims or self.alarms or self.overlaps or self.evaluations)


def ledger_desk(actor: Actor, *, today: dt.date) -> LedgerDesk | None:
    """What calls, in at most six queries; None when nothing does."""
    keeps = may(actor, Act.KEEP_LEDGER)
    claims = _calling(actor, today) if keeps else None
    overlaps = overlaps_to_settle(actor, today=today) if may(actor, Act.PREPARE_CASE) else None
    beside = count_of_alarms(boards_for(actor, Act.KEEP_LEDGER))
    alarms, evaluations = evaluations_to_sign(actor, beside=beside) if keeps else (0, Listed((), 0))
    found = LedgerDesk(
        claims=claims if claims and claims.total else None,
        alarms=alarms,
        overlaps=overlaps if overlaps and overlaps.total else None,
        evaluations=evaluations if evaluations.total else None,
    )
    return None if found.is_empty else found


def _calling(actor: Actor, today: dt.date) -> Listed[CallingClaim]:
    waits = (
        select(ClaimRelief.id)
        .where(
            ClaimRelief.claim_id == RepaymentClaim.id,
            ClaimRelief.settled_at.is_(None),
            ClaimRelief.proposed_by.not_in([actor.id, *sorted(actor.other_accounts)]),
        )
        .exists()
    )
    rows = db.session.execute(
        select(RepaymentClaim, Case.case_number, Association.name, waits, func.count().over())
        .join(Case, Case.id == RepaymentClaim.case_id)
        .join(Association, Association.id == RepaymentClaim.association_id)
        .where(_kept_by(actor), calling(today) | waits)
        .order_by(RepaymentClaim.limitation_on, RepaymentClaim.id)
        .limit(SHOWN)
    ).all()
    return Listed(
        tuple(
            CallingClaim(
                claim.id, number, name, claim.due, claim.awaited_on, claim.limitation_on,
                claim.limitation_on <= today + LIMIT_NEAR, bool(second),
            )
            for claim, number, name, second, _ in rows
        ),
        rows[0][-1] if rows else 0,
    )  # fmt: skip


def _kept_by(actor: Actor) -> ColumnElement[bool]:
    boards = boards_for(actor, Act.KEEP_LEDGER)
    if boards is None:
        return RepaymentClaim.id.is_not(None)
    return RepaymentClaim.board_id.in_(sorted(boards))
