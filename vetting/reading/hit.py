"""One hit: both sides beside each other, which words met with what weight, and every word said of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain.answer_facts import Fact, facts_in
from vetting.domain.authority import Act, Actor, may
from vetting.domain.clearances import Pair, facts_stated
from vetting.domain.errors import NotFound
from vetting.domain.terms import Band, Judgement, OfficeRole, Partner, SourceState
from vetting.reading.checks import CaseHeading, case_heading
from vetting.reading.lapses import WordGiven, words_of_pair
from vetting.reading.met import FactPair, Met, facts_beside, texts_of, words_met
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit, HitJudgement
from vetting.records.db import db
from vetting.records.judgements import WAITS
from vetting.records.officers import Officer
from vetting.records.signatories import Signatory, asked_about
from vetting.records.snapshots import Listing, Source


@dataclass(frozen=True)
class Said:
    """A judgement of this hit; `is_carried` when it was given of an earlier run. `seconds`: whether it is a
    second person's word."""

    judgement: Judgement
    reason: str
    by: str
    at: dt.datetime
    is_carried: bool
    seconds: bool


@dataclass(frozen=True)
class HitPage:
    """Everything the page of a hit shows. `stands`: the clearance of the pair as its facts are, `lapsed` the
    latest of its clearances whose facts have changed; `rests_on` the facts a word can rest on. `next_id`: the
    next hit of the run that nobody has judged. `function`: what the declared signatory is whom it is about,
    None when it is about the association."""

    case: CaseHeading
    id: str
    function: OfficeRole | None
    band: Band
    score: float
    name: str
    record_id: str
    source: str
    source_key: str
    partner: Partner
    as_of: dt.date | None
    age_days: int | None
    source_state: SourceState
    answer: tuple[Fact, ...]
    status: str
    is_quarantined: bool
    matcher_version: str
    run_at: dt.datetime
    facts: tuple[FactPair, ...]
    aliases: tuple[tuple[str, ...], tuple[str, ...]]
    words: tuple[Met, ...]
    ignored: tuple[Met, ...]
    judgement: Judgement | None
    needs_judgement: bool
    awaits_second: bool
    said: tuple[Said, ...]
    stands: WordGiven | None
    lapsed: WordGiven | None
    rests_on: tuple[str, ...]
    can_judge: bool
    can_second: bool
    is_latest: bool
    next_id: str | None
    waiting: int
    total: int

    @property
    def is_person(self) -> bool:
        """Whether it is about a declared signatory."""
        return self.function is not None


def hit_page(case_id: str, hit_id: str, *, actor: Actor) -> HitPage:
    """The hit of a case. Raises NotFound when it is not there or lies in another board."""
    heading = case_heading(case_id, actor=actor)
    hit, check, looked, source, status, is_quarantined, function = _hit_with_its_source(case_id, hit_id)
    pair = Pair(asked_about(hit, check), hit.record)
    record = (hit.source_id, hit.record_id, hit.signatory_id)
    given = words_of_pair(check.association_id, heading.board_id, record, now=pair)
    stands = standing_of(given)
    is_open = check.is_latest and heading.in_preparation
    return HitPage(
        case=heading,
        id=hit.id,
        function=function,
        source=source.name,
        source_key=source.key,
        partner=source.partner,
        as_of=looked.as_of,
        age_days=looked.age_days,
        source_state=looked.state,
        answer=facts_in(looked.facts),
        status=status or "",
        is_quarantined=bool(is_quarantined),
        said=said_of(hit.id),
        stands=stands,
        lapsed=None if hit.judgement else next((one for one in given if one.lapsed_at), None),
        rests_on=facts_stated(pair),
        can_judge=may(actor, Act.PREPARE_CASE, heading.board_id) and is_open,
        can_second=is_open and hit.awaits_second and may_second(actor, heading.board_id, stands),
        **_compared(hit, check, pair.ours),
        **_others(hit),
    )


def _compared(hit: Hit, check: CrossCheck, asked: Mapping[str, object]) -> dict[str, Any]:
    """What the run said of the hit."""
    words, ignored = words_met(hit.reasons)
    return {
        "band": hit.band,
        "score": hit.score,
        "name": hit.name,
        "record_id": hit.record_id,
        "judgement": hit.judgement,
        "needs_judgement": hit.needs_judgement,
        "awaits_second": hit.awaits_second,
        "matcher_version": check.matcher_version,
        "run_at": check.run_at,
        "is_latest": check.is_latest,
        "facts": facts_beside(asked, hit.record, hit.reasons),
        "aliases": (texts_of(asked.get("aliases")), texts_of(hit.record.get("aliases"))),
        "words": words,
        "ignored": ignored,
    }


def _others(hit: Hit) -> dict[str, Any]:
    """How many hits of the run wait, and which one is next."""
    rows = db.session.execute(
        select(Hit.id, WAITS, Hit.awaits_second).where(Hit.check_id == hit.check_id).order_by(Hit.id)
    ).all()
    unjudged = (one for one, waits, awaits_second in rows if waits and not awaits_second)
    return {
        "next_id": next((one for one in unjudged if one != hit.id), None),
        "waiting": sum(bool(waits) for _, waits, _ in rows),
        "total": len(rows),
    }


def _hit_with_its_source(case_id: str, hit_id: str) -> Any:
    row = db.session.execute(
        select(Hit, CrossCheck, CheckedSource, Source, Listing.status, Listing.is_quarantined)
        .add_columns(Signatory.function)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Source, Source.id == Hit.source_id)
        .join(
            CheckedSource,
            (CheckedSource.check_id == Hit.check_id) & (CheckedSource.source_id == Hit.source_id),
        )
        .outerjoin(Listing, Listing.id == Hit.listing_id)
        .outerjoin(Signatory, Signatory.id == Hit.signatory_id)
        .where(Hit.id == hit_id, CrossCheck.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row


def standing_of(given: tuple[WordGiven, ...]) -> WordGiven | None:
    """The clearance that stands for the pair, if one does."""
    return next((one for one in given if one.lapsed_at is None and one.lifted_at is None), None)


def may_second(actor: Actor, board_id: str | None, first: WordGiven | None) -> bool:
    """Whether the actor is the other person who may agree with the word."""
    acts = (Act.PREPARE_CASE, Act.DECIDE)
    if first is None or actor.is_person(first.by_id):
        return False
    return any(may(actor, act, board_id) for act in acts)


def said_of(hit_id: str) -> tuple[Said, ...]:
    """Every word on a hit, the newest first."""
    rows = db.session.execute(
        select(HitJudgement, Officer.display_name)
        .outerjoin(Officer, Officer.id == HitJudgement.judged_by)
        .where(HitJudgement.hit_id == hit_id)
        .order_by(HitJudgement.judged_at.desc(), HitJudgement.id)
    )
    return tuple(
        Said(
            one.judgement,
            one.reason,
            name or one.judged_by,
            one.judged_at,
            one.carried_from_id is not None,
            one.seconds_id is not None,
        )
        for one, name in rows
    )
