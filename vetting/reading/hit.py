"""One hit: both sides beside each other, which words met with what weight, and every word said of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain import screening
from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.domain.evidence import Feature
from vetting.domain.terms import Band, Judgement, Partner, SourceState
from vetting.reading.checks import CaseHeading, case_heading
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit, HitJudgement
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.snapshots import Listing, Source

# Reasons that speak of a whole fact; the others are words of the names.
_FACT = {
    Feature.ORG_NUMBER_SAME: ("org_number", True),
    Feature.ORG_NUMBER_NEAR: ("org_number", None),
    Feature.ORG_NUMBER_DIFFERS: ("org_number", False),
    Feature.SEAT_SAME: ("seat", True),
    Feature.SEAT_DIFFERS: ("seat", False),
    Feature.BIRTH_DATE_SAME: ("birth_date", True),
    Feature.BIRTH_DATE_NEAR: ("birth_date", None),
    Feature.BIRTH_YEAR_SAME: ("birth_date", None),
    Feature.BIRTH_DATE_UNKNOWN: ("birth_date", None),
    Feature.NAME_SAME: ("name", True),
    Feature.NAMES_SHARE_NOTHING: ("name", False),
}
_IGNORED = frozenset({Feature.LEFT_OVER, Feature.NAME_MISSING})


@dataclass(frozen=True)
class FactPair:
    """One fact of both sides; `agrees` is None when they cannot be compared or are only near."""

    fact: str
    ours: str
    theirs: str
    agrees: bool | None
    weight: float | None


@dataclass(frozen=True)
class Met:
    """Two words that met, or words that were left over: for (above 0) or against (below 0)."""

    feature: Feature
    ours: str
    theirs: str
    weight: float


@dataclass(frozen=True)
class Said:
    """A judgement of this hit; `is_carried` when it was given of an earlier run."""

    judgement: Judgement
    reason: str
    by: str
    at: dt.datetime
    is_carried: bool


@dataclass(frozen=True)
class Lapsed:
    """A judgement of the same record that no longer holds, and which facts have changed since."""

    judgement: Judgement
    reason: str
    at: dt.datetime
    ours_changed: tuple[str, ...]
    theirs_changed: tuple[str, ...]


@dataclass(frozen=True)
class HitPage:
    """Everything the page of a hit shows. `next_id`: the next hit of the run that nobody has judged."""

    case: CaseHeading
    id: str
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
    status: str
    is_quarantined: bool
    matcher_version: str
    run_at: dt.datetime
    facts: tuple[FactPair, ...]
    aliases: tuple[tuple[str, ...], tuple[str, ...]]
    words: tuple[Met, ...]
    ignored: tuple[Met, ...]
    judgement: Judgement | None
    said: tuple[Said, ...]
    lapsed: Lapsed | None
    can_judge: bool
    is_latest: bool
    next_id: str | None
    waiting: int
    total: int


def hit_page(case_id: str, hit_id: str, *, actor: Actor) -> HitPage:
    """The hit of a case. Raises NotFound when it is not there or lies in another board."""
    heading = case_heading(case_id, actor=actor)
    hit, check, looked, source, status, is_quarantined = _hit_with_its_source(case_id, hit_id)
    others = db.session.execute(select(Hit.id, Hit.judgement).where(Hit.check_id == check.id)).all()
    waiting = sorted(one for one, judgement in others if judgement is None)
    words, ignored = _words(hit.reasons)
    may_judge = may(actor, Act.PREPARE_CASE, heading.board_id)
    return HitPage(
        case=heading,
        id=hit.id,
        band=hit.band,
        score=hit.score,
        name=hit.name,
        record_id=hit.record_id,
        source=source.name,
        source_key=source.key,
        partner=source.partner,
        as_of=looked.as_of,
        age_days=looked.age_days,
        source_state=looked.state,
        status=status or "",
        is_quarantined=bool(is_quarantined),
        matcher_version=check.matcher_version,
        run_at=check.run_at,
        facts=_facts(check.asked, hit.record, hit.reasons),
        aliases=(_texts(check.asked.get("aliases")), _texts(hit.record.get("aliases"))),
        words=words,
        ignored=ignored,
        judgement=hit.judgement,
        said=_said(hit.id),
        lapsed=None if hit.judgement else _lapsed(hit, check),
        can_judge=may_judge and check.is_latest and heading.in_preparation,
        is_latest=check.is_latest,
        next_id=next((one for one in waiting if one != hit.id), None),
        waiting=len(waiting),
        total=len(others),
    )


def _hit_with_its_source(case_id: str, hit_id: str) -> Any:
    row = db.session.execute(
        select(Hit, CrossCheck, CheckedSource, Source, Listing.status, Listing.is_quarantined)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Source, Source.id == Hit.source_id)
        .join(
            CheckedSource,
            (CheckedSource.check_id == Hit.check_id) & (CheckedSource.source_id == Hit.source_id),
        )
        .outerjoin(Listing, Listing.id == Hit.listing_id)
        .where(Hit.id == hit_id, CrossCheck.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row


def _facts(
    ours: Mapping[str, object], theirs: Mapping[str, object], reasons: Sequence[Mapping[str, object]]
) -> tuple[FactPair, ...]:
    met: dict[str, tuple[bool | None, float | None]] = {}
    for reason in reasons:
        told = _FACT.get(Feature(str(reason["feature"])))
        if told is not None:
            met[told[0]] = (told[1], _weight(reason))
    pairs = []
    for fact in ("name", "org_number", "seat", "birth_date"):
        left, right = str(ours.get(fact) or ""), str(theirs.get(fact) or "")
        if left or right:
            agrees, weight = met.get(fact, (None, None))
            pairs.append(FactPair(fact, left, right, agrees, weight))
    return tuple(pairs)


def _words(reasons: Sequence[Mapping[str, object]]) -> tuple[tuple[Met, ...], tuple[Met, ...]]:
    """What met word by word, and what was not counted for either side."""
    words: list[Met] = []
    ignored: list[Met] = []
    for reason in reasons:
        feature = Feature(str(reason["feature"]))
        if feature in _FACT and _FACT[feature][0] != "name":
            continue
        one = Met(feature, str(reason["query"]), str(reason["record"]), _weight(reason))
        (ignored if feature in _IGNORED else words).append(one)
    return tuple(words), tuple(ignored)


def _weight(reason: Mapping[str, object]) -> float:
    weight = reason["weight"]
    return float(weight) if isinstance(weight, int | float) else 0.0


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def _said(hit_id: str) -> tuple[Said, ...]:
    rows = db.session.execute(
        select(HitJudgement, Officer.display_name)
        .outerjoin(Officer, Officer.id == HitJudgement.judged_by)
        .where(HitJudgement.hit_id == hit_id)
        .order_by(HitJudgement.judged_at.desc(), HitJudgement.id)
    )
    return tuple(
        Said(one.judgement, one.reason, name or one.judged_by, one.judged_at, one.carried_from_id is not None)
        for one, name in rows
    )


def _lapsed(hit: Hit, check: CrossCheck) -> Lapsed | None:
    """The latest judgement of the same record for the same case whose facts have changed since."""
    row = db.session.execute(
        select(HitJudgement, Hit.record, CrossCheck.asked)
        .join(Hit, Hit.id == HitJudgement.hit_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .where(
            CrossCheck.case_id == check.case_id,
            Hit.source_id == hit.source_id,
            Hit.record_id == hit.record_id,
            Hit.fingerprint != hit.fingerprint,
        )
        .order_by(HitJudgement.judged_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    said, record, asked = row
    return Lapsed(
        said.judgement,
        said.reason,
        said.judged_at,
        tuple(screening.changed_facts(asked, check.asked)),
        tuple(screening.changed_facts(record, hit.record)),
    )
