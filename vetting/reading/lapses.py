"""Clearances of a pair as pages tell of them: the word, what it rests on, and what has changed since."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain import clearances
from vetting.domain.clearances import Pair
from vetting.domain.terms import Judgement
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.judgements import PairRecord
from vetting.records.officers import Officer


@dataclass(frozen=True)
class ChangedFact:
    """A fact that is not what it was. `is_ours`: of the association, else of the source."""

    fact: str
    is_ours: bool
    before: str
    now: str


@dataclass(frozen=True)
class WordGiven:
    """A clearance with who gave it, who agreed, and the facts of both sides it rests on."""

    id: str
    judgement: Judgement
    reason: str
    by: str
    by_id: str
    at: dt.datetime
    seconded_by: str | None
    seconded_at: dt.datetime | None
    rests_on: tuple[tuple[str, str, str], ...]  # fact, ours, theirs
    lapsed_at: dt.datetime | None
    lifted_at: dt.datetime | None
    lifted_by: str | None
    lift_reason: str
    changed: tuple[ChangedFact, ...]


def words_of_pair(
    association_id: str, board_id: str | None, record: PairRecord, *, now: Pair
) -> tuple[WordGiven, ...]:
    """Every clearance of a pair in a board, the newest first; `now`: the facts as they are, to tell what
    has changed since."""
    source_id, record_id, signatory_id = record
    first, second, lifter = aliased(Officer), aliased(Officer), aliased(Officer)
    rows = db.session.execute(
        select(
            Clearance, Hit.record, CrossCheck.asked, first.display_name, second.display_name,
            lifter.display_name,
        )
        .join(Hit, Hit.id == Clearance.hit_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .outerjoin(first, first.id == Clearance.given_by)
        .outerjoin(second, second.id == Clearance.seconded_by)
        .outerjoin(lifter, lifter.id == Clearance.lifted_by)
        .where(
            Clearance.association_id == association_id,
            Clearance.board_id == board_id,
            Clearance.source_id == source_id,
            Clearance.record_id == record_id,
            Clearance.signatory_id == signatory_id,
        )
        .order_by(Clearance.given_at.desc(), Clearance.id.desc())
    )  # fmt: skip
    return tuple(
        _given(
            row,
            Pair(now.ours if signatory_id else asked, then),
            now,
            by=by,
            second=second_by,
            lifter=lifted_by,
        )
        for row, then, asked, by, second_by, lifted_by in rows
    )


def _given(
    row: Clearance, was: Pair, now: Pair, *, by: str | None, second: str | None, lifter: str | None
) -> WordGiven:
    return WordGiven(
        id=row.id,
        judgement=row.judgement,
        reason=row.reason,
        by=by or row.given_by,
        by_id=row.given_by,
        at=row.given_at,
        seconded_by=second or row.seconded_by,
        seconded_at=row.seconded_at,
        rests_on=rests_on(row),
        lapsed_at=row.lapsed_at,
        lifted_at=row.lifted_at,
        lifted_by=lifter or row.lifted_by,
        lift_reason=row.lift_reason or "",
        changed=changes(row.lapsed_facts, was, now),
    )


def rests_on(row: Clearance) -> tuple[tuple[str, str, str], ...]:
    """Fact, ours and theirs, of the facts a clearance rests on."""
    return tuple((fact, _text(row.ours.get(fact)), _text(row.theirs.get(fact))) for fact in row.ours)


def changes(facts: list[str], before: Pair, now: Pair) -> tuple[ChangedFact, ...]:
    """Those facts, named `side.fact`, with what they were and are."""
    return tuple(
        ChangedFact(
            fact.partition(".")[2],
            fact.startswith(clearances.OURS),
            clearances.value_at(before, fact),
            clearances.value_at(now, fact),
        )
        for fact in facts
    )


def _text(value: object) -> str:
    return "; ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value or "")
