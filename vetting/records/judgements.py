"""People's words on hits, the clearances they stand in, and when those no longer hold."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from vetting.domain import clearances as rules
from vetting.domain.clearances import NEAR, Pair
from vetting.domain.errors import NotFound
from vetting.domain.terms import Judgement
from vetting.records.clearances import Clearance
from vetting.records.cross_checks import CrossCheck, Hit, HitJudgement
from vetting.records.db import db

# A hit that keeps a decision from being proposed.
WAITS = or_(and_(Hit.needs_judgement, Hit.judgement.is_(None)), Hit.awaits_second)
OF_ASSOCIATION = Clearance.signatory_id.is_(None)
PairRecord = tuple[str, str, str | None]  # source id, record id, signatory id or None for the association
STANDS = and_(Clearance.lapsed_at.is_(None), Clearance.lifted_at.is_(None))


@dataclass(frozen=True)
class Given:
    """A word on a hit: by whom, when, why, and the facts it rests on."""

    judgement: Judgement
    reason: str
    by: str
    at: dt.datetime
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """A clearance that stands, with the facts of both sides as they were when it was given."""

    clearance: Clearance
    was: Pair
    holds: bool  # False while it waits for a second person


def add_word(
    hit: Hit, given: Given, *, carried_from: str | None = None, seconds: str | None = None
) -> HitJudgement:
    """Follows the earlier words on a hit with a new one; `seconds`: the word it agrees or disagrees with."""
    word = HitJudgement(
        hit_id=hit.id,
        judgement=given.judgement,
        reason=given.reason,
        judged_by=given.by,
        judged_at=given.at,
        carried_from_id=carried_from,
        seconds_id=seconds,
    )
    db.session.add(word)
    db.session.flush()
    return word


def add_clearance(
    hit: Hit, was: Pair, given: Given, *, association_id: str, board_id: str | None
) -> Clearance:
    """Keeps a word for the pair, with the facts of both sides it rests on."""
    row = Clearance(
        association_id=association_id,
        board_id=board_id,
        source_id=hit.source_id,
        signatory_id=hit.signatory_id,
        record_id=hit.record_id,
        hit_id=hit.id,
        judgement=given.judgement,
        reason=given.reason,
        ours=rules.chosen(was.ours, given.rests_on),
        theirs=rules.chosen(was.theirs, given.rests_on),
        fingerprint=hit.fingerprint,
        given_by=given.by,
        given_at=given.at,
    )
    db.session.add(row)
    db.session.flush()
    return row


def standing(
    association_ids: Collection[str],
    board_id: str | None,
    records: Collection[PairRecord] | None = None,
    *,
    signatory_ids: Collection[str] = (),
) -> list[Standing]:
    """Clearances of those associations in the board that neither lapsed nor were lifted, oldest first.
    `records`: only those of these.

    Another board's reasons are its own; a run without a case has no board. A word on a declared signatory
    holds for that one alone, so only a check of the very case asks for `signatory_ids`.
    """
    wanted = None if records is None else set(records)
    rows = db.session.execute(
        select(Clearance, Hit, CrossCheck.asked)
        .join(Hit, Hit.id == Clearance.hit_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .where(Clearance.association_id.in_(association_ids), Clearance.board_id == board_id, STANDS)
        .where(or_(OF_ASSOCIATION, Clearance.signatory_id.in_(signatory_ids)))
        .order_by(Clearance.given_at, Clearance.id)
    )
    return [
        Standing(row, Pair(row.ours if row.signatory_id else asked, hit.record), is_complete(row, hit))
        for row, hit, asked in rows
        if wanted is None or (row.source_id, row.record_id, row.signatory_id) in wanted
    ]


def is_complete(clearance: Clearance, hit: Hit) -> bool:
    """Whether nobody else has to agree: `hit` is the one it is asked of, whose band may have changed."""
    return clearance.seconded_at is not None or not rules.needs_second(hit.band, clearance.judgement)


def complete() -> ColumnElement[bool]:
    """As is_complete, of the hit the clearance was given on, in SQL."""
    return or_(
        Clearance.seconded_at.is_not(None),
        Clearance.judgement != Judgement.OTHER,
        Hit.band.not_in(NEAR),
    )


def clearance_of(hit: Hit, *, association_id: str, board_id: str | None) -> Clearance | None:
    """The word that stands for the pair of a hit as its facts are; the newest one."""
    return db.session.scalar(
        select(Clearance)
        .where(
            Clearance.association_id == association_id,
            Clearance.board_id == board_id,
            Clearance.source_id == hit.source_id,
            Clearance.record_id == hit.record_id,
            Clearance.signatory_id == hit.signatory_id,
            Clearance.fingerprint == hit.fingerprint,
            STANDS,
        )
        .order_by(Clearance.given_at.desc(), Clearance.id.desc())
        .limit(1)
    )


def word_of(clearance: Clearance) -> HitJudgement | None:
    """The word a clearance came from."""
    return db.session.scalar(
        select(HitJudgement)
        .where(
            HitJudgement.hit_id == clearance.hit_id,
            HitJudgement.judged_by == clearance.given_by,
            HitJudgement.judged_at == clearance.given_at,
            HitJudgement.judgement == clearance.judgement,
        )
        .limit(1)
    )


def lapse(clearance: Clearance, facts: Sequence[str], now: dt.datetime) -> None:
    """The facts it rests on have changed: it no longer holds."""
    clearance.lapsed_at, clearance.lapsed_facts = now, list(facts)


def lift(clearance: Clearance, reason: str, *, by: str, now: dt.datetime) -> None:
    """A person takes the word back, or another word takes its place."""
    clearance.lifted_at, clearance.lifted_by, clearance.lift_reason = now, by, reason


def carry_over(hit: Hit, clearance: Clearance) -> None:
    """A clearance that holds: the same word, by the same person, of the same day, on the new hit."""
    word = word_of(clearance)
    given = Given(clearance.judgement, clearance.reason, clearance.given_by, clearance.given_at)
    add_word(hit, given, carried_from=word.id if word else None)
    hit.judgement = clearance.judgement
    hit.awaits_second = not is_complete(clearance, hit)


def clearance(clearance_id: str) -> Clearance:
    """The clearance of that id, locked. Raises NotFound."""
    found = db.session.get(Clearance, clearance_id, with_for_update=True)
    if found is None:
        raise NotFound("not_found")
    return found
