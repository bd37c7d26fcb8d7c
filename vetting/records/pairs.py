"""Pairs of an association and a record that a look found: what is kept of them, in a check or a signal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from vetting.domain import screening
from vetting.domain.comparing import Met
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import Band, SourcePurpose
from vetting.records.cross_checks import Hit
from vetting.records.db import db
from vetting.records.looks import Look
from vetting.records.snapshots import Listing, Source

AT_ONCE = 500


@dataclass(frozen=True)
class FoundPair:
    """One pair. `listing_id` is None for a row of the own directory and for an answer to a question;
    `record` as the look saw it, with the status that tells against; `fingerprint` of both sides' facts."""

    source_id: str
    record_id: str
    listing_id: str | None
    name: str
    band: Band
    score: float
    reasons: list[dict[str, object]]
    record: dict[str, object]
    fingerprint: str
    needs_judgement: bool
    inquiry_id: str | None = None

    def as_hit(self, check_id: str) -> Hit:
        """The pair as a hit of a check."""
        return Hit(
            check_id=check_id,
            source_id=self.source_id,
            listing_id=self.listing_id,
            other_association_id=None if self.listing_id or self.inquiry_id else self.record_id,
            inquiry_id=self.inquiry_id,
            record_id=self.record_id,
            record=self.record,
            name=self.name,
            band=self.band,
            score=self.score,
            reasons=self.reasons,
            fingerprint=self.fingerprint,
            needs_judgement=self.needs_judgement,
        )


@dataclass(frozen=True)
class _Listed:
    """Where a pair's record stands: its listing, what the status tells against, what the source is for."""

    listing_id: str | None
    told: str
    purpose: SourcePurpose


def pairs_of(party: PartyFacts, looks: Iterable[Look]) -> list[FoundPair]:
    """Every pair that the looks found, in their order."""
    return pairs_of_each([(party, list(looks))])[0]


def pairs_of_each(found: Sequence[tuple[PartyFacts, Sequence[Look]]]) -> list[list[FoundPair]]:
    """The same of many parties, in as few questions as one takes."""
    purposes = _purposes({look.source_id for _, looks in found for look in looks if look.hits})
    statuses = _statuses(
        [
            listing_id
            for _, looks in found
            for look in looks
            if purposes.get(look.source_id) is SourcePurpose.IDENTITY
            for _, listing_id in look.listing_ids
        ]
    )
    return [
        [pair for look in looks for pair in _pairs_in(party, look, purposes, statuses)]
        for party, looks in found
    ]


def _pairs_in(
    party: PartyFacts,
    look: Look,
    purposes: Mapping[str, SourcePurpose],
    statuses: Mapping[str, str | None],
) -> Iterator[FoundPair]:
    listing_ids = dict(look.listing_ids)
    for met in look.hits:
        listing_id = listing_ids.get(met.listing.record_id)
        told = screening.told_by(purposes[look.source_id], statuses.get(listing_id or ""))
        yield _pair(party, look, met, _Listed(listing_id, told, purposes[look.source_id]))


def _pair(party: PartyFacts, look: Look, met: Met, listed: _Listed) -> FoundPair:
    told, record_id = listed.told, met.listing.record_id
    record = asdict(met.listing) | ({"status": told} if told else {})
    where = f"{look.source}|{record_id}" + (f"|{told}" if told else "")
    return FoundPair(
        source_id=look.source_id,
        record_id=record_id,
        listing_id=listed.listing_id,
        name=met.listing.name,
        band=met.match.band,
        score=met.match.score,
        reasons=[asdict(reason) for reason in met.match.reasons],
        record=record,
        fingerprint=screening.fingerprint(asdict(party), record, where=where),
        needs_judgement=look.inquiry_id is not None
        or screening.needs_judgement(listed.purpose, met.match.band, told),
        inquiry_id=look.inquiry_id,
    )


def _purposes(source_ids: Collection[str]) -> dict[str, SourcePurpose]:
    if not source_ids:
        return {}
    rows = db.session.execute(select(Source.id, Source.purpose).where(Source.id.in_(source_ids)))
    return {source_id: purpose for source_id, purpose in rows}


def _statuses(listing_ids: list[str]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for start in range(0, len(listing_ids), AT_ONCE):
        some = listing_ids[start : start + AT_ONCE]
        rows = db.session.execute(select(Listing.id, Listing.status).where(Listing.id.in_(some)))
        found.update({listing_id: status for listing_id, status in rows})
    return found
