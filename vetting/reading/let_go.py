"""What boards let go of their claims, waived or written off, as it is told to them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import extract, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.terms_revocations import ClaimEventKind
from vetting.reading.claims import officer_names, within
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.claims import ClaimEvent, RepaymentClaim
from vetting.records.db import db
from vetting.records.officers import Board


@dataclass(frozen=True)
class LetGo:
    """One line of the list of what was waived or written off, as it is told to the board."""

    case_number: str
    association: str
    board: str
    kind: ClaimEventKind
    amount: int
    on: dt.date
    reason: str
    proposed_by: str
    by: str


def let_go(*, board_id: str = "", year: int | None = None, actor: Actor) -> tuple[LetGo, ...]:
    """What was waived or written off, in the order of its days, for the list to the board."""
    require(actor, Act.SEE_LEDGER)
    kinds = (ClaimEventKind.WAIVED, ClaimEventKind.WRITTEN_OFF)
    query = (
        select(ClaimEvent, Case.case_number, Association.name, Board.name)
        .join(RepaymentClaim, RepaymentClaim.id == ClaimEvent.claim_id)
        .join(Case, Case.id == RepaymentClaim.case_id)
        .join(Association, Association.id == RepaymentClaim.association_id)
        .join(Board, Board.id == RepaymentClaim.board_id)
        .where(ClaimEvent.kind.in_(kinds), within(actor))
    )
    if board_id:
        query = query.where(RepaymentClaim.board_id == board_id)
    if year is not None:
        query = query.where(extract("year", ClaimEvent.happened_on) == year)
    rows = db.session.execute(query.order_by(ClaimEvent.happened_on, ClaimEvent.id)).all()
    names = officer_names({row[0].noted_by for row in rows} | {row[0].proposed_by or "" for row in rows})
    return tuple(
        LetGo(
            number, association, board, event.kind, event.amount, event.happened_on, event.reason,
            names.get(event.proposed_by or "", ""), names.get(event.noted_by, ""),
        )
        for event, number, association, board in rows
    )  # fmt: skip
