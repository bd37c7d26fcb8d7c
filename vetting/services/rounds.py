"""Rounds of spot checks up to the seal: opened, their terms settled, their frame frozen."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from vetting.domain.authority import SYSTEM, Act, Actor, require, require_person
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.frame import SamplingFrame
from vetting.domain.round_stages import require_sealable, require_stage
from vetting.domain.round_terms import PARTS_OF, DrawTerms, require_usable, terms_from
from vetting.domain.seal import Seal
from vetting.domain.sealed_document import digest_of, sealed_bytes
from vetting.domain.seasons import HalfYear
from vetting.domain.slots import Turn
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import CheckScope, RoundStage
from vetting.gateways.calendar import season_of
from vetting.gateways.checklist_shelf import shelf
from vetting.records import job_runs, officers, reminders, round_seals, round_watch, rounds
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.reminders import remind_coordinators
from vetting.records.round_access import require_boards, round_to_run
from vetting.records.rounds import Programme, SpotCheckRound

CHECKLIST = "spot-check"
CERTAIN = "1.000000000"


@dataclass(frozen=True)
class NewRound:
    """What a round is opened with. No boards named means every board in use."""

    half_year: str
    scope: CheckScope
    board_ids: tuple[str, ...] = ()
    terms: DrawTerms = field(default_factory=DrawTerms)


def open_round(new: NewRound, *, by: Actor, now: dt.datetime) -> str:
    """Opens the half-year's round and gives its id.

    Raises Refused `half_year_odd`, `terms_faulty`, `no_boards`, or `round_exists` with the boards that a
    round of that half-year already draws from; NotFound for another's board.
    """
    try:
        with transaction():
            return _opened(new, by=by, now=now).id
    except Refused as refusal:
        if refusal.code != "round_exists" or refusal.facts:
            raise
        raise _taken_meanwhile(new) from refusal


def _taken_meanwhile(new: NewRound) -> Refused:
    """Somebody else opened it in the same moment: the table refused, and the boards are told."""
    board_ids = new.board_ids or tuple(board.id for board in officers.boards_in_use())
    taken = rounds.rounds_taken(new.half_year, board_ids, PARTS_OF[new.scope])
    return Refused("round_exists", half_year=new.half_year, boards=taken)


def _opened(new: NewRound, *, by: Actor, now: dt.datetime) -> SpotCheckRound:
    half_year = HalfYear(new.half_year)
    terms = require_usable(new.terms)
    board_ids = new.board_ids or tuple(board.id for board in officers.boards_in_use())
    require_boards(by, board_ids)
    parts = PARTS_OF[new.scope]
    if taken := rounds.rounds_taken(str(half_year), board_ids, parts):
        raise Refused("round_exists", half_year=str(half_year), boards=taken)
    checklist = shelf().latest_in_force(CHECKLIST, swedish_day(now))
    planned = season_of(new.half_year)
    row = rounds.add_round(
        SpotCheckRound(
            half_year=str(half_year),
            scope=new.scope,
            period_from_on=planned.period_from_on,
            period_until_on=planned.period_until_on,
            terms=terms.kept(),
            checklist_name=checklist.name,
            checklist_version=checklist.version,
            checklist_digest=checklist.digest,
            replaces_id=rounds.voided_before(str(half_year), new.scope, board_ids),
            opened_by=by.id,
            opened_at=now,
        ),
        board_ids,
        parts,
    )
    reminders.settle_reminders(f"half_year:{half_year}", "round_to_open", by=by.id, now=now)
    about: dict[str, Any] = {"half_year": row.half_year, "scope": row.scope.value, "boards": len(board_ids)}
    note(Entry.ROUND_OPENED, by=by, now=now, subject=f"round:{row.id}", **about, terms=row.terms)
    return row


def open_due_rounds(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Opens what the programmes say for the half-year the turn is named by. A deed of the clock.

    Of boards no round draws from even so the coordinators are reminded: a half-year is never passed over.
    """
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        half_year = HalfYear(turn.slot)
        ids = [
            _opened(new, by=SYSTEM, now=now).id
            for programme in round_watch.programmes_in_use()
            if (new := _due(programme, half_year)) is not None
        ]
        due_on = season_of(turn.slot).seal_by_on
        facts = {"half_year": turn.slot, "due_on": due_on.isoformat()}
        for round_id in ids:
            remind_coordinators("round_to_seal", f"round:{round_id}", facts, now=now)
        if round_watch.is_any_board_without_round(turn.slot):
            remind_coordinators("round_to_open", f"half_year:{turn.slot}", facts, now=now)
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=len(ids))
        return job_runs.tell(turn, count=len(ids))


def _due(programme: Programme, half_year: HalfYear) -> NewRound | None:
    """What the programme opens now: the boards that no round of the half-year draws from yet."""
    every = {board.id: board.name for board in officers.boards_in_use()}
    wanted = [board_id for board_id in programme.board_ids or every if board_id in every]
    taken = rounds.rounds_taken(str(half_year), wanted, PARTS_OF[programme.scope])
    free = tuple(board_id for board_id in wanted if every[board_id] not in taken)
    return NewRound(str(half_year), programme.scope, free, terms_from(programme.terms)) if free else None


def change_terms(round_id: str, terms: DrawTerms, *, by: Actor, now: dt.datetime) -> None:
    """Changes what is settled before the seal. Raises Refused `round_sealed` afterwards, `terms_faulty`."""
    with transaction():
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.OPEN)
        row.terms = require_usable(terms).kept()
        note(Entry.ROUND_TERMS_CHANGED, by=by, now=now, subject=f"round:{row.id}", terms=row.terms)


def seal_round(round_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Freezes the frame and the terms, and gives the seal's digest, ready for the notice board.

    Raises Refused `round_sealed`, `frame_empty`, `public_day_passed`.
    """
    with transaction():
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.OPEN)
        today = swedish_day(now)
        plan = round_seals.plan_of(row)
        frame = round_seals.frame_now(plan, today=today)
        require_sealable(plan.terms, len(frame.lines), today=today)
        seal = round_seals.seal_of(plan, frame, round_seals.checklist_of(row))
        body = sealed_bytes(seal)
        rounds.keep_document(row.id, "seal", body.decode(), digest_of(body))
        rounds.keep_frame(_kept_items(row.id, frame, seal))
        row.stage, row.sealed_by, row.sealed_at = RoundStage.SEALED, by.id, now
        row.frame_digest, row.seal_digest = seal.frame_digest, digest_of(body)
        reminders.settle_reminders(f"round:{row.id}", "round_to_seal", by=by.id, now=now)
        note(
            Entry.ROUND_SEALED,
            by=by,
            now=now,
            subject=f"round:{row.id}",
            items=len(frame.lines),
            excluded=len(frame.exclusions),
            frame_digest=row.frame_digest,
            seal_digest=row.seal_digest,
        )
        return digest_of(body)


def set_programme(
    programme_id: str | None,
    scope: CheckScope,
    board_ids: Collection[str],
    *,
    terms: DrawTerms,
    is_active: bool,
    by: Actor,
    now: dt.datetime,
) -> str:
    """Says what the clock opens each half-year; gives the programme's id. Raises Refused `terms_faulty`."""
    with transaction():
        require_person(by, Act.RUN_SPOT_CHECKS)
        require(by, Act.RUN_SPOT_CHECKS)
        require_boards(by, board_ids or [board.id for board in officers.boards_in_use()])
        kept = require_usable(terms).kept()
        if programme_id is None:
            row = Programme(scope=scope, board_ids=[], terms={}, set_by=by.id, set_at=now)
            db.session.add(row)
        else:
            row = rounds.programme_in_hand(programme_id)
            require_boards(by, row.board_ids or [board.id for board in officers.boards_in_use()])
        row.scope, row.board_ids, row.terms = scope, sorted(board_ids), kept
        row.is_active, row.set_by, row.set_at = is_active, by.id, now
        db.session.flush()
        about: dict[str, Any] = {"scope": scope.value, "is_active": is_active, "boards": len(row.board_ids)}
        note(Entry.PROGRAMME_SET, by=by, now=now, subject=f"programme:{row.id}", **about, terms=kept)
        return row.id


def _kept_items(round_id: str, frame: SamplingFrame, seal: Seal) -> list[dict[str, object]]:
    """The rows of the frame; `frame.lines` and `seal.items` are in the same order, by item."""
    chances = {(one.stratum, one.weight): one.total for one in seal.chances}
    return [
        {
            "round_id": round_id,
            "item": sealed.item,
            "support_id": line.facts.support_id,
            "association_id": line.facts.association_id,
            "board_id": line.facts.board_id,
            "kind": line.facts.kind,
            "association_kind": line.facts.association_kind,
            "amount": line.facts.amount,
            "stratum": sealed.stratum,
            "weight": sealed.weight,
            "chance": CERTAIN if sealed.take_all_grounds else chances[sealed.stratum, sealed.weight],
        }
        for line, sealed in zip(frame.lines, seal.items, strict=True)
    ]
