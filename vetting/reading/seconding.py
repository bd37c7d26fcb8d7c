"""Hits that a colleague cleared and that wait for a second person, for the desks of those who may be it."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import case, exists, func, or_, select

from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import Band
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db


@dataclass(frozen=True)
class ToSecond:
    """A hit of a case that is being prepared; without a name when it is about a declared signatory."""

    id: str
    case_id: str
    case_number: str
    association: str
    name: str
    band: Band
    run_at: dt.datetime


def hits_to_second(actor: Actor) -> Listed[ToSecond]:
    """Those of the actor's boards that the actor did not clear, the oldest first."""
    rows = db.session.execute(_query(actor)).all()
    return Listed(tuple(ToSecond(*row[:-1]) for row in rows), rows[0][-1] if rows else 0)


@lru_cache(maxsize=256)  # building it takes longer than running it
def _query(actor: Actor) -> Any:
    boards = [boards_for(actor, act) for act in (Act.PREPARE_CASE, Act.DECIDE)]
    mine = [] if None in boards else [or_(*(Case.board_id.in_(sorted(ids)) for ids in boards if ids))]
    own = exists().where(
        Clearance.source_id == Hit.source_id,
        Clearance.record_id == Hit.record_id,
        Clearance.fingerprint == Hit.fingerprint,
        Clearance.association_id == CrossCheck.association_id,
        Clearance.lifted_at.is_(None),
        Clearance.given_by.in_((actor.id, *sorted(actor.other_accounts))),
    )
    return (
        select(
            Hit.id, Case.id, Case.case_number, Association.name,
            case((Hit.signatory_id.is_(None), Hit.name), else_=""), Hit.band, CrossCheck.run_at,
            func.count().over(),
        )
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Case, Case.id == CrossCheck.case_id)
        .join(Association, Association.id == Case.association_id)
        .where(CrossCheck.is_latest, Hit.awaits_second, Case.stage.in_(UNDER_PREPARATION), ~own, *mine)
        .order_by(CrossCheck.run_at, Hit.id)
        .limit(SHOWN)
    )  # fmt: skip
