"""The matcher's thresholds by version, each in force from a date: tried, proposed, confirmed by another."""

import datetime as dt
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.match_settings import DEFAULT, MatchSettings
from vetting.domain.screening import OWN_DIRECTORY
from vetting.domain.terms import PartyKind, SourcePurpose
from vetting.domain.what_if import StoredLook, StoredPair
from vetting.records.columns import UtcTime
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import Base, db, new_id
from vetting.records.snapshots import Source

MOST_PAIRS = 5_000  # the newest are tried


class MatchSettingsVersion(Base):
    """One version of the thresholds. `tried`: what it would have meant for stored pairs when proposed."""

    __tablename__ = "match_settings"
    __table_args__ = (
        UniqueConstraint("version"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> proposed_by", name="two_persons"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    version: Mapped[str] = mapped_column(String(40))
    settings: Mapped[dict[str, object]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    tried: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    in_force_on: Mapped[dt.date]
    proposed_by: Mapped[str] = mapped_column(String(40))
    proposed_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(40))
    confirmed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def settings_in_force(today: dt.date) -> MatchSettings:
    """The thresholds that hold on a day: the newest confirmed ones, or those the service comes with."""
    stored = db.session.scalar(
        select(MatchSettingsVersion.settings)
        .where(
            MatchSettingsVersion.confirmed_at.is_not(None),
            MatchSettingsVersion.withdrawn_at.is_(None),
            MatchSettingsVersion.in_force_on <= today,
        )
        .order_by(MatchSettingsVersion.in_force_on.desc(), MatchSettingsVersion.confirmed_at.desc())
        .limit(1)
    )
    return DEFAULT if stored is None else MatchSettings.from_dict(stored)


def version_named(version: str) -> MatchSettingsVersion:
    """The thresholds of that version, locked until the deed ends. Raises NotFound."""
    found = db.session.scalar(
        select(MatchSettingsVersion).where(MatchSettingsVersion.version == version).with_for_update()
    )
    if found is None:
        raise NotFound("match_settings_not_found")
    return found


def is_version_known(version: str) -> bool:
    """Whether there are thresholds of that name."""
    return (
        version == DEFAULT.version
        or db.session.scalar(select(MatchSettingsVersion.id).where(MatchSettingsVersion.version == version))
        is not None
    )


def keep_version(row: MatchSettingsVersion) -> None:
    """Keeps proposed thresholds."""
    db.session.add(row)
    db.session.flush()


def stored_pairs(most: int = MOST_PAIRS) -> list[StoredPair]:
    """Pairs that the runs that count showed somebody, the newest runs first, each look whole.

    Not those of signatories, whom nothing sees across cases, nor answers to questions by number, which hang
    on no threshold.
    """
    rows = db.session.execute(
        select(Hit, CrossCheck.asked, CheckedSource, Source.purpose, Source.adapter)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Source, Source.id == Hit.source_id)
        .join(
            CheckedSource,
            (CheckedSource.check_id == Hit.check_id) & (CheckedSource.source_id == Hit.source_id),
        )
        .where(CrossCheck.is_latest, Hit.inquiry_id.is_(None), Hit.signatory_id.is_(None))
        .order_by(CrossCheck.run_at.desc(), Hit.check_id, Hit.source_id, Hit.id)
        .limit(most + 1)
    ).all()
    looks: dict[tuple[str, str], StoredLook] = {}
    pairs = []
    for hit, asked, looked, purpose, adapter in rows:
        place = (hit.check_id, hit.source_id)
        if place not in looks:
            looks[place] = _look(asked, looked, purpose, adapter)
        status = str(hit.record.get("status") or "")
        pairs.append(StoredPair(hit.id, looks[place], _listing(hit.record), hit.judgement, status))
    return pairs if len(pairs) <= most else [pair for pair in pairs if pair.look is not pairs[-1].look]


def _look(asked: dict[str, Any], looked: CheckedSource, purpose: SourcePurpose, adapter: str) -> StoredLook:
    return StoredLook(
        looked.check_id,
        looked.source_id,
        _party(asked),
        looked.snapshot_id or "",
        purpose,
        is_own=adapter == OWN_DIRECTORY,
        rivals=tuple(_listing(one) for one in looked.rivals),
    )


def _party(asked: dict[str, Any]) -> PartyFacts:
    return PartyFacts(
        str(asked.get("name") or ""),
        org_number=asked.get("org_number"),
        seat=asked.get("seat"),
        birth_date=asked.get("birth_date"),
        aliases=tuple(asked.get("aliases") or ()),
        other_numbers=tuple(asked.get("other_numbers") or ()),
        giro=asked.get("giro"),
        kind=PartyKind(asked.get("kind", "organisation")),
    )


def _listing(record: dict[str, Any]) -> ListingFacts:
    return ListingFacts(
        str(record.get("record_id") or ""),
        str(record.get("name") or ""),
        aliases=tuple(record.get("aliases") or ()),
        org_number=record.get("org_number"),
        seat=record.get("seat"),
        birth_date=record.get("birth_date"),
        kind=PartyKind(record.get("kind", "organisation")),
        giro=record.get("giro"),
        other_numbers=tuple(record.get("other_numbers") or ()),
    )
