"""What waits for a signature or a reader on My day: evaluations written, and concerns nobody has handled."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, func, literal, select, true

from vetting.domain.authority import Act, Actor, boards_for
from vetting.reading.case_filter import visible
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.concerns import Concern
from vetting.records.db import db
from vetting.records.evaluations import EvaluationDraft


@dataclass(frozen=True)
class EvaluationToSign:
    """An evaluation that is written and not signed; `saved_at` is when it was last changed."""

    case_id: str
    case_number: str
    association: str
    saved_at: dt.datetime


def evaluations_to_sign(actor: Actor, *, beside: Select[int]) -> tuple[int, Listed[EvaluationToSign]]:
    """What is counted beside, and the evaluations of the boards the actor decides for, the oldest first: in
    one query, as My day has few."""
    lines = _unsigned(actor).subquery("lines")
    one = select(literal(1)).subquery("one")
    rows = db.session.execute(
        select(beside.scalar_subquery(), lines)
        .select_from(one)
        .outerjoin(lines, true())
        .order_by(lines.c.saved_at, lines.c.case_id)
    ).all()
    found = [row[1:] for row in rows if row.case_id is not None]
    listed = Listed(tuple(EvaluationToSign(*row[:-1]) for row in found), found[0][-1] if found else 0)
    return rows[0][0], listed


def _unsigned(actor: Actor) -> Select[str, str, str, dt.datetime, int]:
    query = (
        select(
            EvaluationDraft.case_id,
            Case.case_number,
            Association.name,
            EvaluationDraft.saved_at,
            func.count().over().label("total"),
        )
        .join(Case, Case.id == EvaluationDraft.case_id)
        .join(Association, Association.id == Case.association_id)
        .where(visible(actor))
        .order_by(EvaluationDraft.saved_at, EvaluationDraft.case_id)
        .limit(SHOWN)
    )
    boards = boards_for(actor, Act.DECIDE)
    return query if boards is None else query.where(Case.board_id.in_(sorted(boards)))


def concerns_waiting() -> int:
    """How many concerns wait for the coordinator; one query, and nothing of what they say."""
    waiting = select(func.count()).select_from(Concern).where(Concern.handled_on.is_(None))
    return db.session.scalar(waiting) or 0
