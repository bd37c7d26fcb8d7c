"""The seed, the draw and what is told of it; and a round that is voided and stays visible."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from vetting import VERSION
from vetting.domain.authority import Act, Actor, require, require_person
from vetting.domain.draw import draw
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.protocol import Protocol, protocol_bytes
from vetting.domain.round_stages import (
    Witness,
    require_stage,
    require_witnesses,
    same_reading,
    seed_of,
)
from vetting.domain.round_terms import terms_from
from vetting.domain.seal import Seal
from vetting.domain.sealed_document import digest_of, read_seal
from vetting.domain.separation import require_other_person
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import RoundStage, SeedKind
from vetting.records import drawn_checks, officers, reminders, round_watch, rounds
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.round_access import require_boards, round_to_draw, round_to_run
from vetting.records.rounds import SpotCheckRound


def record_seed(
    round_id: str,
    value: str,
    *,
    witness_ids: Sequence[str] = (),
    typed_by: str = "",
    by: Actor,
    now: dt.datetime,
) -> None:
    """Records the seed after the seal: dice that two named officers saw, or the value published as agreed.

    `typed_by` is told in the journal when somebody else than `by` typed it, at the command line.

    Raises Refused `seed_before_seal`, `seed_already_recorded`, `two_witnesses_needed`, `witnesses_alike`,
    `dice_only_digits`, `dice_too_few`, `public_seed_too_early`.
    """
    with transaction():
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.SEALED)
        terms = terms_from(row.terms)
        sealed_on = swedish_day(row.sealed_at or now)
        seed = seed_of(value, terms, sealed_on=sealed_on, today=swedish_day(now))
        witnesses = [_witness(officer_id) for officer_id in dict.fromkeys(witness_ids)]
        if terms.seed_kind is SeedKind.DICE:
            require_witnesses(witnesses)
        row.stage, row.seed = RoundStage.SEED_RECORDED, seed
        row.seed_witnesses = [_shown(witness) for witness in witnesses]
        row.seed_recorded_by, row.seed_recorded_at = by.id, now
        note(
            Entry.SEED_RECORDED,
            by=by,
            now=now,
            subject=f"round:{row.id}",
            seed=seed,
            seed_kind=terms.seed_kind.value,
            witnesses=[witness.officer_id for witness in witnesses],
            **_typed(typed_by),
        )


def confirm_seed(round_id: str, value: str, *, typed_by: str = "", by: Actor, now: dt.datetime) -> None:
    """A second person writes what they read, without being shown what was recorded.

    Raises Refused `seed_needs_second_person`, `seed_differs`, `seed_missing`.
    """
    with transaction():
        require(by, Act.MAKE_SPOT_CHECK)
        row = rounds.round_in_hand(round_id)
        require_stage(row.stage, RoundStage.SEED_RECORDED)
        require_other_person(row.seed_recorded_by, by, code="seed_needs_second_person")
        if not same_reading(value, row.seed or "", row.seed_kind):
            raise Refused("seed_differs")
        row.stage, row.seed_confirmed_by, row.seed_confirmed_at = RoundStage.SEED_CONFIRMED, by.id, now
        note(Entry.SEED_CONFIRMED, by=by, now=now, subject=f"round:{row.id}", **_typed(typed_by))


def set_seed_aside(round_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """A witness who did not record the seed says it is wrong: it stays visible, another follows (D-05).

    Raises Refused `seed_not_yours_to_set_aside`, `text_missing`.
    """
    with transaction():
        require(by, Act.MAKE_SPOT_CHECK)
        row = rounds.round_in_hand(round_id)
        require_stage(row.stage, RoundStage.SEED_RECORDED)
        require_other_person(row.seed_recorded_by, by, code="seed_not_yours_to_set_aside")
        if row.seed_kind is SeedKind.DICE and by.id not in {one["id"] for one in row.seed_witnesses}:
            raise Refused("seed_not_yours_to_set_aside")
        why = require_written(reason, field="reason", longest=1000)
        seed = row.seed or ""
        row.seeds_set_aside = [*row.seeds_set_aside, {"seed": seed, "reason": why, "at": now.isoformat()}]
        row.stage, row.seed, row.seed_witnesses = RoundStage.SEALED, None, []
        row.seed_recorded_by = row.seed_recorded_at = None
        note(Entry.SEED_SET_ASIDE, by=by, now=now, subject=f"round:{row.id}", seed=seed, reason=why)


def draw_round(round_id: str, *, by: Actor, now: dt.datetime) -> int:
    """Draws the sealed round with its confirmed seed, writes the protocol, and gives how many are checked.

    The clock may do this with a public seed only. Raises Refused `seed_not_confirmed`, `already_drawn`,
    `seal_broken`.
    """
    with transaction():
        row = round_to_draw(round_id, by=by)
        require_stage(row.stage, RoundStage.SEED_CONFIRMED)
        if by.is_system and row.seed_kind is not SeedKind.PUBLIC:
            raise Refused("not_for_the_clock")
        seal = _seal_of(row)
        protocol = _protocol(row, seal, now)
        body = protocol_bytes(protocol)
        rounds.keep_document(row.id, "protocol", body.decode(), digest_of(body))
        count = drawn_checks.add_drawn(row.id, protocol.drawn, now=now)
        row.stage, row.drawn_by, row.drawn_at = RoundStage.DRAWN, by.id, now
        row.protocol_digest = digest_of(body)
        reminders.settle_reminders(f"round:{row.id}", "round_to_draw", by=by.id, now=now)
        round_watch.settle_missed_draw(row.half_year, by=by.id, now=now)
        about: dict[str, Any] = {"count": count, "protocol_digest": row.protocol_digest}
        note(Entry.SPOT_CHECKS_DRAWN, by=by, now=now, subject=f"round:{row.id}", **about)
        return count


def publish_round(round_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Puts the protocol on the public page, when every drawn association has had its letter (D-08).

    Raises Refused `round_not_drawn`, `already_published`, `letters_not_sent` with how many.
    """
    with transaction():
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.DRAWN)
        if row.published_at is not None:
            raise Refused("already_published")
        if waiting := drawn_checks.without_letter(row.id):
            raise Refused("letters_not_sent", count=waiting)
        row.published_by, row.published_at = by.id, now
        note(Entry.ROUND_PUBLISHED, by=by, now=now, subject=f"round:{row.id}")


def propose_void(round_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Proposes that the round be voided. Raises Refused `void_already_proposed`, `round_voided`."""
    with transaction():
        row = round_to_run(round_id, by=by)
        _require_not_voided(row)
        if row.void_proposed_by is not None:
            raise Refused("void_already_proposed")
        row.void_reason = require_written(reason, field="reason", longest=1000)
        row.void_proposed_by, row.void_proposed_at = by.id, now
        note(Entry.ROUND_VOID_PROPOSED, by=by, now=now, subject=f"round:{row.id}", reason=row.void_reason)


def decline_void(round_id: str, *, by: Actor, now: dt.datetime) -> None:
    """A second person, or whoever proposed it, says no: the round goes on.

    Raises Refused `void_not_proposed`.
    """
    with transaction():
        row = _round_to_judge(round_id, by)
        row.void_reason, row.void_proposed_by, row.void_proposed_at = "", None, None
        note(Entry.ROUND_VOID_DECLINED, by=by, now=now, subject=f"round:{row.id}")


def void_round(round_id: str, *, typed_by: str = "", by: Actor, now: dt.datetime) -> None:
    """A second person agrees: the round is voided, stays visible, and another may be opened in its place.

    Raises Refused `void_not_proposed`, `void_needs_second_person`.
    """
    with transaction():
        row = _round_to_judge(round_id, by)
        require_other_person(row.void_proposed_by, by, code="void_needs_second_person")
        row.stage, row.voided_by, row.voided_at = RoundStage.VOIDED, by.id, now
        rounds.give_up_claims(row.id)
        reminders.settle_all(f"round:{row.id}", by=by.id, now=now)
        about = {"reason": row.void_reason, **_typed(typed_by)}
        note(Entry.ROUND_VOIDED, by=by, now=now, subject=f"round:{row.id}", **about)


def _typed(typed_by: str) -> dict[str, Any]:
    return {"typed_by": typed_by} if typed_by else {}


def _round_to_judge(round_id: str, by: Actor) -> SpotCheckRound:
    """A round somebody wants voided, for whoever runs rounds in one of its boards at least."""
    require_person(by, Act.RUN_SPOT_CHECKS)
    row = rounds.round_in_hand(round_id)
    require_boards(by, rounds.board_ids_of(row.id), all_of_them=False)
    _require_not_voided(row)
    if row.void_proposed_by is None:
        raise Refused("void_not_proposed")
    return row


def _require_not_voided(row: SpotCheckRound) -> None:
    if row.stage is RoundStage.VOIDED:
        raise Refused("round_voided")


def _seal_of(row: SpotCheckRound) -> Seal:
    """The sealed document as it was published. Raises Refused `seal_broken` when a byte has changed."""
    body = rounds.document(row.id, "seal").body.encode()
    if digest_of(body) != row.seal_digest:
        raise Refused("seal_broken")
    return read_seal(body)


def _protocol(row: SpotCheckRound, seal: Seal, now: dt.datetime) -> Protocol:
    return Protocol(
        seal=seal,
        drawn=draw(seal, row.seed or ""),
        sealed_at=row.sealed_at or now,
        seed_kind=row.seed_kind,
        seed_recorded_at=row.seed_recorded_at or now,
        witnesses=tuple(witness["name"] for witness in row.seed_witnesses),
        drawn_at=now,
        software=f"vetting {VERSION}",
    )


def _witness(officer_id: str) -> Witness:
    actor = officers.actor_of(officers.officer(officer_id))
    return Witness(actor.id, actor.name, actor.appointments)


def _shown(witness: Witness) -> dict[str, str]:
    roles = sorted({role.value for role, _ in witness.appointments})
    return {"id": witness.officer_id, "name": witness.name, "role": roles[0] if roles else ""}
