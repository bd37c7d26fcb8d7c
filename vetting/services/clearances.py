"""Clearances lifted by a person: the pair must be judged again."""

import datetime as dt

from vetting.domain import authority, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.partner_answers import require_impersonal
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import SignalKind
from vetting.records import cross_checks, judgements, signals, watched
from vetting.records.clearances import Clearance, Signal
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db, transaction
from vetting.records.journal import note


def lift_clearance(clearance_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Takes a clearance back. Its hit is open again in every case under preparation; where the association
    only has live support, a signal asks for it to be judged.

    Raises NotFound, and Refused `reason_missing`, `personal_number_in_text`, `outlook_in_text` or
    `clearance_ended`.
    """
    authority.require(by, Act.PREPARE_CASE)
    with transaction():
        clearance = judgements.clearance(clearance_id)
        authority.require(by, Act.PREPARE_CASE, clearance.board_id)
        if clearance.signatory_id is not None:  # judged anew on the page of its hit, within its case
            raise NotFound("not_found")
        if clearance.lifted_at is not None or clearance.lapsed_at is not None:
            raise Refused("clearance_ended")
        text = require_impersonal(screening.require_reason(reason), "reason")
        judgements.lift(clearance, text, by=by.id, now=now)
        if not _open_again(clearance):
            _ask_again(clearance, now=now)
        hit = db.session.get_one(Hit, clearance.hit_id)
        case_id = db.session.get_one(CrossCheck, hit.check_id).case_id or ""
        note(
            Entry.CLEARANCE_LIFTED,
            by=by,
            now=now,
            subject=f"clearance:{clearance.id}",
            case_id=case_id,
            judgement=clearance.judgement.value,
        )


def _open_again(clearance: Clearance) -> bool:
    """The pair's hits in cases that are not proposed yet wait for a new word; gives whether there are any."""
    found = [
        hit
        for hit, case in signals.hits_that_count(
            clearance.board_id, clearance.association_id, clearance.fingerprint
        )
        if case.stage in UNDER_PREPARATION
    ]
    for hit in found:
        hit.judgement, hit.awaits_second = None, False
    return bool(found)


def _ask_again(clearance: Clearance, *, now: dt.datetime) -> None:
    watching = watched.parties_to_watch(swedish_day(now), [clearance.association_id])
    cases = watching[0].cases if watching else {}
    case_id = cases.get(clearance.board_id or "")
    if case_id is None:
        return
    hit, check, _ = cross_checks.hit_to_judge(clearance.hit_id)
    signals.keep([_signal(clearance, hit, check, case_id=case_id, now=now)])


def _signal(clearance: Clearance, hit: Hit, check: CrossCheck, *, case_id: str, now: dt.datetime) -> Signal:
    return Signal(
        kind=SignalKind.CLEARANCE_LAPSED,
        association_id=clearance.association_id,
        board_id=clearance.board_id,
        case_id=case_id,
        decision_id=signals.decisions_of([case_id]).get(case_id),
        clearance_id=clearance.id,
        source_id=clearance.source_id,
        record_id=clearance.record_id,
        listing_id=hit.listing_id,
        band=hit.band,
        score=hit.score,
        reasons=hit.reasons,
        asked=check.asked,
        record=hit.record,
        fingerprint=clearance.fingerprint,
        raised_at=now,
    )
