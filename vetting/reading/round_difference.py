"""How a sealed list differs from the register of today. The draw uses the list as it was sealed."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.records import round_seals
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.rounds import FrameItem, SpotCheckRound


@dataclass(frozen=True)
class ListDifference:
    """Items added to the register's list since the seal, gone from it, and changed in what the list holds.

    `corrected`: associations of the list whose entry in the directory was changed, the first time at
    `corrected_at`. `sealed_at` is when the list was frozen.
    """

    sealed_at: dt.datetime
    added: int
    gone: int
    changed: int
    corrected: int
    corrected_at: dt.datetime | None

    @property
    def differs(self) -> bool:
        """Whether anything differs at all."""
        return bool(self.added or self.gone or self.changed or self.corrected)


def list_difference(row: SpotCheckRound) -> ListDifference | None:
    """The difference, None before the seal."""
    if row.sealed_at is None:
        return None
    now = {
        facts.item: (
            facts.support_id,
            facts.association_id,
            facts.board_id,
            facts.kind,
            facts.association_kind,
            facts.amount,
        )
        for facts in round_seals.present_items(round_seals.plan_of(row))
    }
    sealed = _sealed(row.id)
    corrected, corrected_at = _corrected(row)
    return ListDifference(
        sealed_at=row.sealed_at,
        added=len(now.keys() - sealed.keys()),
        gone=len(sealed.keys() - now.keys()),
        changed=sum(1 for item, facts in sealed.items() if item in now and now[item] != facts),
        corrected=corrected,
        corrected_at=corrected_at,
    )


def _sealed(round_id: str) -> dict[str, tuple[object, ...]]:
    rows = db.session.execute(
        select(
            FrameItem.item,
            FrameItem.support_id,
            FrameItem.association_id,
            FrameItem.board_id,
            FrameItem.kind,
            FrameItem.association_kind,
            FrameItem.amount,
        ).where(FrameItem.round_id == round_id)
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def _corrected(row: SpotCheckRound) -> tuple[int, dt.datetime | None]:
    count, first = db.session.execute(
        select(func.count(), func.min(Association.updated_at)).where(
            Association.id.in_(select(FrameItem.association_id).where(FrameItem.round_id == row.id)),
            Association.updated_at > row.sealed_at,
        )
    ).one()
    return count, first
