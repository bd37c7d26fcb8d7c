"""One round on one page: its steps, its frame, the seed and who saw it, what was drawn, why it is void."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Actor
from vetting.domain.round_steps import StepState, steps_of
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage, SeedKind, Stream
from vetting.reading.round_difference import ListDifference, list_difference
from vetting.reading.round_frame import ShownFrame, seal_and_exclusions, shown_frame
from vetting.reading.round_rows import Counts, RoundHead, counts_of, head_of, names_of, round_row
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck


@dataclass(frozen=True)
class SeedSetAside:
    """A seed that the second person did not read: it stays visible (D-05)."""

    seed: str
    reason: str
    at: dt.datetime


@dataclass(frozen=True)
class SeedFacts:
    """The seed of a round. `value` is blank until a second person has confirmed it."""

    kind: SeedKind
    value: str
    witnesses: tuple[tuple[str, Role | None], ...]
    recorded_at: dt.datetime | None
    recorded_by: str
    confirmed_at: dt.datetime | None
    confirmed_by: str
    set_aside: tuple[SeedSetAside, ...]


@dataclass(frozen=True)
class SealFacts:
    """When the list was sealed, by whom, and the digests."""

    at: dt.datetime
    by: str
    frame_digest: str
    seal_digest: str


@dataclass(frozen=True)
class DrawFacts:
    """What was drawn; streams are never added together in a percentage."""

    at: dt.datetime
    by: str
    protocol_digest: str
    streams: tuple[tuple[Stream, int], ...]
    second_readings: int
    reserves_used: int
    published_at: dt.datetime | None
    published_by: str


@dataclass(frozen=True)
class VoidFacts:
    """Why the round is to be voided, or was."""

    reason: str
    proposed_at: dt.datetime
    proposed_by: str
    voided_at: dt.datetime | None
    voided_by: str


@dataclass(frozen=True)
class RoundPage:
    """Everything of one round. `frame` is of now before the seal, and as it was sealed after it; None when
    nothing is in it. `replaces` and `replaced_by` are ids of rounds."""

    head: RoundHead
    steps: tuple[StepState, ...]
    counts: Counts
    frame: ShownFrame | None
    opened_by: str
    seal: SealFacts | None
    seed: SeedFacts
    draw: DrawFacts | None
    void: VoidFacts | None
    difference: ListDifference | None
    replaces: str | None
    replaced_by: str | None


def round_page(round_id: str, *, actor: Actor, today: dt.date) -> RoundPage:
    """One round. Raises NotAllowed or NotFound, and UnusableFile when its sealed document is damaged."""
    row = round_row(round_id, actor)
    names = names_of(
        [
            *(row.opened_by, row.sealed_by, row.seed_recorded_by, row.seed_confirmed_by),
            *(row.drawn_by, row.published_by, row.void_proposed_by, row.voided_by),
        ]
    )
    counts = counts_of([row.id])[row.id]
    seal, _ = seal_and_exclusions(row, today=today)
    return RoundPage(
        head=head_of(row, actor),
        steps=steps_of(counts.standing(row)),
        counts=counts,
        frame=None if seal is None else shown_frame(seal),
        opened_by=names[row.opened_by],
        seal=_seal_facts(row, names),
        seed=seed_facts(row, names),
        draw=_draw_facts(row, names),
        void=_void_facts(row, names),
        difference=None if row.stage is RoundStage.VOIDED else list_difference(row),
        replaces=row.replaces_id,
        replaced_by=db.session.scalar(
            select(SpotCheckRound.id).where(SpotCheckRound.replaces_id == row.id).limit(1)
        ),
    )


def seed_facts(row: SpotCheckRound, names: Mapping[str | None, str]) -> SeedFacts:
    """The seed as it may be shown: what was recorded is kept back until a second person says the same."""
    is_confirmed = row.seed_confirmed_at is not None
    return SeedFacts(
        kind=row.seed_kind,
        value=(row.seed or "") if is_confirmed else "",
        witnesses=tuple((one["name"], _role(one["role"])) for one in row.seed_witnesses),
        recorded_at=row.seed_recorded_at,
        recorded_by=names[row.seed_recorded_by],
        confirmed_at=row.seed_confirmed_at,
        confirmed_by=names[row.seed_confirmed_by],
        set_aside=seeds_set_aside(row),
    )


def seeds_set_aside(row: SpotCheckRound) -> tuple[SeedSetAside, ...]:
    """Every seed that was set aside, the first one first."""
    return tuple(
        SeedSetAside(one["seed"], one["reason"], dt.datetime.fromisoformat(one["at"]))
        for one in row.seeds_set_aside
    )


def _role(kept: str) -> Role | None:
    return Role(kept) if kept else None


def _seal_facts(row: SpotCheckRound, names: Mapping[str | None, str]) -> SealFacts | None:
    if row.sealed_at is None:
        return None
    return SealFacts(row.sealed_at, names[row.sealed_by], row.frame_digest or "", row.seal_digest or "")


def _draw_facts(row: SpotCheckRound, names: Mapping[str | None, str]) -> DrawFacts | None:
    if row.drawn_at is None:
        return None
    rows = db.session.execute(
        select(
            SpotCheck.stream,
            func.count().filter(SpotCheck.replaces_id.is_(None)),
            func.count().filter(SpotCheck.replaces_id.is_(None), SpotCheck.has_second_reading),
            func.count().filter(SpotCheck.replaces_id.is_not(None)),
        )
        .where(SpotCheck.round_id == row.id)
        .group_by(SpotCheck.stream)
    ).all()
    drawn = {found[0]: found[1] for found in rows}
    return DrawFacts(
        at=row.drawn_at,
        by=names[row.drawn_by],
        protocol_digest=row.protocol_digest or "",
        streams=tuple((stream, drawn.get(stream, 0)) for stream in Stream),
        second_readings=sum(found[2] for found in rows),
        reserves_used=sum(found[3] for found in rows),
        published_at=row.published_at,
        published_by=names[row.published_by],
    )


def _void_facts(row: SpotCheckRound, names: Mapping[str | None, str]) -> VoidFacts | None:
    if row.void_proposed_at is None:
        return None
    return VoidFacts(
        row.void_reason,
        row.void_proposed_at,
        names[row.void_proposed_by],
        row.voided_at,
        names[row.voided_by],
    )
