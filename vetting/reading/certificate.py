"""The certificate of a check: which snapshot of which source answered, as it stands also years later."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from vetting.domain import screening
from vetting.domain.answer_facts import Fact, facts_in
from vetting.domain.authority import Act, Actor, may
from vetting.domain.errors import NotFound
from vetting.domain.terms import (
    Band,
    CheckOutcome,
    Judgement,
    OfficeRole,
    Partner,
    PartyKind,
    SourcePurpose,
    SourceState,
)
from vetting.reading.checks import CaseHeading, case_heading
from vetting.records.cross_checks import CheckedSource, CheckOverride, CrossCheck, Hit
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.signatories import Signatory
from vetting.records.snapshots import Snapshot, Source


@dataclass(frozen=True)
class CertifiedHit:
    """A hit as the run found it; `judgement` is the word people have given since. About a declared signatory
    it has their `function` and no name."""

    name: str
    function: OfficeRole | None
    record_id: str
    band: Band
    score: float
    fingerprint: str
    judgement: Judgement | None


@dataclass(frozen=True)
class CertifiedSource:
    """What one source contributed. `rows`: listings its snapshot showed; `digest`: SHA-256 of the bytes
    delivered or answered; `reason`: why it was not, or only in part, asked."""

    key: str
    name: str
    partner: Partner
    purpose: SourcePurpose
    is_own: bool  # the municipality's own directory, read where it lies
    is_answer: bool  # of a register that is asked number by number; it has no snapshot
    is_mandatory: bool
    state: SourceState
    reason: str
    as_of: dt.date | None
    age_days: int | None
    snapshot: str | None
    seq: int | None
    file_name: str
    digest: str
    received_at: dt.datetime | None
    rows: int | None
    considered: int
    compared: int
    signatories: int  # how many declared ones it was asked about
    is_of_bodies: bool  # it was asked about the association too
    weights_version: str
    facts: Mapping[str, object]
    hits: tuple[CertifiedHit, ...]
    override: str
    overridden_by: str
    overridden_at: dt.datetime | None

    @property
    def answer(self) -> tuple[Fact, ...]:
        return facts_in(self.facts)

    @property
    def is_reliable(self) -> bool:
        return screening.is_reliable(self.state, self.reason)

    @property
    def is_blocking(self) -> bool:
        return self.is_mandatory and not self.is_reliable and not self.override


@dataclass(frozen=True)
class Certificate:
    """One run of a case. `digest` is of everything the run saw: no later word changes it.
    `runs`: every run of the case with its time, newest first."""

    case: CaseHeading
    id: str
    is_latest: bool
    is_outdated: bool  # facts or signatories changed since
    asked: Mapping[str, object]
    signatories: int
    outcome: CheckOutcome
    matcher_version: str
    settings_version: str
    run_at: dt.datetime
    run_by: str
    sources: tuple[CertifiedSource, ...]
    digest: str
    runs: tuple[tuple[str, dt.datetime], ...]

    @property
    def not_relied_on(self) -> tuple[CertifiedSource, ...]:
        return tuple(source for source in self.sources if not source.is_reliable)


def certificate_of(case_id: str, check_id: str, *, actor: Actor) -> Certificate:
    """The certificate of a check of a case. Raises NotFound when either is not there for the actor."""
    heading = case_heading(case_id, actor=actor)
    row = db.session.execute(
        select(CrossCheck, Officer.display_name)
        .outerjoin(Officer, Officer.id == CrossCheck.run_by)
        .where(CrossCheck.id == check_id, CrossCheck.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    check, by = row
    sources = _sources(check_id)
    return Certificate(
        case=heading,
        id=check.id,
        is_latest=check.is_latest,
        is_outdated=check.is_outdated,
        asked=check.asked,
        signatories=check.signatories,
        outcome=check.outcome,
        matcher_version=check.matcher_version,
        settings_version=check.settings_version,
        run_at=check.run_at,
        run_by=by or check.run_by,
        sources=sources,
        digest=_digest(check, sources),
        runs=_runs(case_id),
    )


def may_override(heading: CaseHeading, actor: Actor) -> bool:
    """Whether the actor may let this case go on without a mandatory source."""
    return heading.in_preparation and may(actor, Act.OVERRIDE_SOURCE, heading.board_id)


def _runs(case_id: str) -> tuple[tuple[str, dt.datetime], ...]:
    rows = db.session.execute(
        select(CrossCheck.id, CrossCheck.run_at)
        .where(CrossCheck.case_id == case_id)
        .order_by(CrossCheck.run_at.desc(), CrossCheck.id)
    )
    return tuple((one, at) for one, at in rows)


def _sources(check_id: str) -> tuple[CertifiedSource, ...]:
    head = aliased(Officer)
    rows = db.session.execute(
        select(CheckedSource, Source, Snapshot, CheckOverride, head.display_name)
        .join(Source, Source.id == CheckedSource.source_id)
        .outerjoin(Snapshot, Snapshot.id == CheckedSource.snapshot_id)
        .outerjoin(
            CheckOverride,
            (CheckOverride.check_id == CheckedSource.check_id)
            & (CheckOverride.source_id == CheckedSource.source_id),
        )
        .outerjoin(head, head.id == CheckOverride.overridden_by)
        .where(CheckedSource.check_id == check_id)
        .order_by(Source.name, Source.id)
    ).all()
    hits = db.session.execute(
        select(Hit, Signatory.function)
        .outerjoin(Signatory, Signatory.id == Hit.signatory_id)
        .where(Hit.check_id == check_id)
        .order_by(Hit.score.desc(), Hit.record_id, Hit.id)
    ).all()
    return tuple(_source(row, [one for one in hits if one[0].source_id == row[1].id]) for row in rows)


def _hit(hit: Hit, function: OfficeRole | None) -> CertifiedHit:
    name = "" if function else hit.name
    return CertifiedHit(name, function, hit.record_id, hit.band, hit.score, hit.fingerprint, hit.judgement)


def _source(row: Any, hits: Sequence[Any]) -> CertifiedSource:
    looked, source, snapshot, override, by = row
    return CertifiedSource(
        key=source.key,
        name=source.name,
        partner=source.partner,
        purpose=source.purpose,
        is_own=source.adapter == screening.OWN_DIRECTORY,
        is_answer=looked.inquiry_id is not None,
        is_mandatory=looked.is_mandatory,
        state=looked.state,
        reason=looked.reason,
        as_of=looked.as_of,
        age_days=looked.age_days,
        snapshot=looked.snapshot_id,
        seq=snapshot.seq if snapshot else None,
        file_name=snapshot.file_name if snapshot else "",
        digest=snapshot.digest if snapshot else str(looked.facts.get("digest", "")),
        received_at=snapshot.received_at if snapshot else None,
        rows=snapshot.row_total if snapshot else None,
        considered=looked.candidates,
        compared=looked.compared,
        signatories=looked.signatories,
        is_of_bodies=screening.can_hold(source.adapter, source.kind, PartyKind.ORGANISATION),
        weights_version=looked.weights_version,
        facts=looked.facts,
        hits=tuple(_hit(hit, function) for hit, function in hits),
        **_override(override, by),
    )


def _override(said: CheckOverride | None, by: str | None) -> dict[str, Any]:
    """A unit head's word that the case goes on without the source, if there is one."""
    return {
        "override": said.reason if said else "",
        "overridden_by": (by or said.overridden_by) if said else "",
        "overridden_at": said.overridden_at if said else None,
    }


def _digest(check: CrossCheck, sources: Sequence[CertifiedSource]) -> str:
    """SHA-256 of the run in canonical JSON, without what people said afterwards."""
    later = {"override", "overridden_by", "overridden_at", "name", "purpose", "is_own", "is_of_bodies"}
    seen = []
    for source in sources:
        told = {key: value for key, value in asdict(source).items() if key not in later}
        told["hits"] = [
            {key: value for key, value in hit.items() if key != "judgement"} for hit in told["hits"]
        ]
        seen.append(told)
    content = {
        "check": check.id,
        "asked": check.asked,
        "signatories": check.signatories,
        "outcome": check.outcome.value,
        "matcher": [check.matcher_version, check.settings_version],
        "run_at": check.run_at.isoformat(),
        "sources": sorted(seen, key=lambda one: one["key"]),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
