"""People's words on hits and signals, and the second person's on those that are near."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from vetting.domain import authority, clearances, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.clearances import Pair
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.partner_answers import require_impersonal
from vetting.domain.rescreening import SignalWord
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.terms import CheckOutcome, Judgement
from vetting.records import cross_checks, judgements, signals
from vetting.records.applications import Case
from vetting.records.clearances import Clearance, Signal
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import new_id, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.judgements import Given
from vetting.records.signal_hits import checked_source, hit_of, run_of
from vetting.records.signatories import asked_about
from vetting.records.watched import facts_of


@dataclass(frozen=True)
class Word:
    """What a person says of a hit: the judgement, why, and the facts of both sides it rests on."""

    judgement: Judgement
    reason: str
    rests_on: Collection[str] = ()


@dataclass(frozen=True)
class _Place:
    """Whose hit it is. `case_id` is blank for a run without a case."""

    association_id: str
    board_id: str | None
    case_id: str


def judge_hit(hit_id: str, word: Word, *, by: Actor, now: dt.datetime) -> None:
    """A person's word on a hit, followed but never overwritten by later ones.

    "Another body" on a near hit waits for a second person. Raises NotFound, and Refused `reason_missing`,
    `personal_number_in_text`, `outlook_in_text`, `facts_missing`, `facts_unknown`, `check_superseded` or
    `case_not_open`.
    """
    authority.require(by, Act.PREPARE_CASE)
    with transaction():
        hit, check, place = _hit_to_judge(hit_id, by, (Act.PREPARE_CASE,))
        _say(hit, Pair(asked_about(hit, check), hit.record), word, place=place, by=by, now=now)


def second_hit(hit_id: str, *, agrees: bool, reason: str, by: Actor, now: dt.datetime) -> None:
    """Another person's word on a clearing word of a near hit: it holds, or the hit is open again.

    Raises as judge_hit, and Refused `nothing_to_second` or `second_is_first`.
    """
    _require_either(by)
    with transaction():
        hit, _, place = _hit_to_judge(hit_id, by, (Act.PREPARE_CASE, Act.DECIDE))
        _second(hit, agrees=agrees, reason=reason, place=place, by=by, now=now)


def judge_signal(signal_id: str, word: Word, *, by: Actor, now: dt.datetime) -> None:
    """A person's word on what re-screening found, kept as a hit of its own run. "Another body" settles it.

    Raises as judge_hit, and Refused `signal_settled` or `signal_without_hit`.
    """
    authority.require(by, Act.PREPARE_CASE)
    with transaction():
        signal = _signal_to_judge(signal_id, by, (Act.PREPARE_CASE,))
        hit = hit_of(signal) or _hit_from(signal)
        place = _Place(signal.association_id, signal.board_id, signal.case_id or "")
        clearance = _say(hit, Pair(signal.asked, signal.record), word, place=place, by=by, now=now)
        signal.clearance_id = clearance.id


def second_signal(signal_id: str, *, agrees: bool, reason: str, by: Actor, now: dt.datetime) -> None:
    """Another person's word on a clearing word of a signal. Raises as second_hit and judge_signal."""
    _require_either(by)
    with transaction():
        signal = _signal_to_judge(signal_id, by, (Act.PREPARE_CASE, Act.DECIDE))
        hit = hit_of(signal)
        if hit is None:
            raise Refused("nothing_to_second")
        place = _Place(signal.association_id, signal.board_id, signal.case_id or "")
        _second(hit, agrees=agrees, reason=reason, place=place, by=by, now=now)


def _hit_to_judge(hit_id: str, by: Actor, acts: Collection[Act]) -> tuple[Hit, CrossCheck, _Place]:
    hit, check, case = cross_checks.hit_to_judge(hit_id)
    if case is not None:
        _require_in(by, case, acts)
    if not check.is_latest:
        raise Refused("check_superseded")
    place = _Place(check.association_id, case.board_id if case else None, check.case_id or "")
    return hit, check, place


def _require_in(by: Actor, case: Case, acts: Collection[Act]) -> None:
    if not any(authority.may(by, act, case.board_id) for act in acts):
        raise NotFound("not_found")
    require_preparation(case.stage)
    require_no_conflict(bool(declared_by(case.id, by.id)))


def _require_either(by: Actor) -> None:
    if not authority.may(by, Act.DECIDE):
        authority.require(by, Act.PREPARE_CASE)


def _signal_to_judge(signal_id: str, by: Actor, acts: Collection[Act]) -> Signal:
    signal = signals.signal_of(signal_id, lock=True)
    if not any(authority.may(by, act, signal.board_id) for act in acts):
        raise NotFound("not_found")
    if signal.case_id is not None:
        require_no_conflict(bool(declared_by(signal.case_id, by.id)))
    if signal.settled_at is not None:
        raise Refused("signal_settled")
    if signal.kind not in signals.OF_A_PAIR:
        raise Refused("signal_without_hit")
    return signal


def _say(hit: Hit, pair: Pair, word: Word, *, place: _Place, by: Actor, now: dt.datetime) -> Clearance:
    """Keeps the word and the clearance it makes; the one before it on the same facts no longer stands."""
    reason = require_impersonal(screening.require_reason(word.reason), "reason")
    rests_on = clearances.require_facts(word.judgement, word.rests_on, pair)
    given = Given(word.judgement, reason, by.id, now, rests_on)
    whose, board_id = place.association_id, place.board_id
    earlier = judgements.clearance_of(hit, association_id=whose, board_id=board_id)
    if earlier is not None:
        judgements.lift(earlier, reason, by=by.id, now=now)
    judgements.add_word(hit, given)
    hit.judgement = word.judgement
    hit.awaits_second = clearances.needs_second(hit.band, word.judgement)
    clearance = judgements.add_clearance(hit, pair, given, association_id=whose, board_id=board_id)
    if not hit.awaits_second:
        _settle(hit, place, by=by, now=now)
    note(
        Entry.HIT_JUDGED,
        by=by,
        now=now,
        subject=f"hit:{hit.id}",
        case_id=place.case_id,
        judgement=word.judgement.value,
        fields=list(rests_on),
        awaits_second=hit.awaits_second,
        fingerprint="" if hit.signatory_id else hit.fingerprint,  # nothing of a person is in the journal
    )
    return clearance


def _second(hit: Hit, *, agrees: bool, reason: str, place: _Place, by: Actor, now: dt.datetime) -> None:
    clearance = judgements.clearance_of(hit, association_id=place.association_id, board_id=place.board_id)
    if not hit.awaits_second or clearance is None:
        raise Refused("nothing_to_second")
    text = require_impersonal(screening.require_reason(reason), "reason")
    clearances.require_second(clearance.given_by, by)
    first = judgements.word_of(clearance)
    given = Given(Judgement.OTHER if agrees else Judgement.UNSURE, text, by.id, now)
    judgements.add_word(hit, given, seconds=first.id if first else None)
    hit.awaits_second = False
    if agrees:
        clearance.seconded_by, clearance.seconded_at = by.id, now
        _settle(hit, place, by=by, now=now)
    else:
        judgements.lift(clearance, text, by=by.id, now=now)
        hit.judgement = None
    subject = f"hit:{hit.id}"
    note(Entry.HIT_SECONDED, by=by, now=now, subject=subject, case_id=place.case_id, agrees=agrees)


def _settle(hit: Hit, place: _Place, *, by: Actor, now: dt.datetime) -> None:
    """The same pair as another body: nothing is left to do about it in the board."""
    if hit.judgement is not Judgement.OTHER:
        return
    pair = (place.association_id, hit.source_id, hit.record_id, hit.signatory_id)
    for signal in signals.open_signals_of([pair], place.board_id):
        if signal.fingerprint == hit.fingerprint:
            signals.settle(signal, SignalWord.JUDGED.value, note="", by=by.id, now=now)


def _hit_from(signal: Signal) -> Hit:
    """The pair of a signal as the hit of a run of its own, which is not the one that counts.

    It is of the time, the matcher and the thresholds of the re-screening: nothing was looked up anew.
    """
    run = run_of(signal)
    check = CrossCheck(
        id=new_id(),
        association_id=signal.association_id,
        case_id=signal.case_id,
        is_latest=False,
        asked=signal.asked if signal.signatory_id is None else facts_of(signal.association_id),
        signatories=int(signal.signatory_id is not None),
        outcome=CheckOutcome.HITS,
        matcher_version=run.matcher_version,
        settings_version=run.settings_version,
        run_by=run.run_by,
        run_at=signal.raised_at,
    )
    hit = Hit(
        id=new_id(),
        check_id=check.id,
        source_id=signal.source_id,
        listing_id=signal.listing_id,
        signatory_id=signal.signatory_id,
        other_association_id=None if signal.listing_id else signal.record_id,
        record_id=signal.record_id,
        record=signal.record,
        name=str(signal.record.get("name") or ""),
        band=signal.band,
        score=signal.score or 0.0,
        reasons=signal.reasons,
        fingerprint=signal.fingerprint,
    )
    cross_checks.keep_rows([check])
    cross_checks.keep_rows([checked_source(check.id, signal), hit])
    return hit
