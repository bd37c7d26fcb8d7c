"""What became of the work that re-screening made: no machine changes a decision, people say what they did."""

import datetime as dt

from vetting.domain import authority, rescreening, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.partner_answers import require_impersonal
from vetting.domain.rescreening import SignalWord
from vetting.domain.separation import require_no_conflict
from vetting.records import signals
from vetting.records.clearances import Signal
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.signal_hits import hit_of


def reconsider(signal_id: str, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Notes on the case that its decision is looked at anew; the decision stands until people decide.

    Raises NotFound, and Refused `reason_missing`, `personal_number_in_text`, `outlook_in_text`,
    `signal_settled` or `signal_without_decision`.
    """
    _require_either(by)
    with transaction():
        signal = _open_signal(signal_id, by)
        if signal.decision_id is None:
            raise Refused("signal_without_decision")
        signal.note = require_impersonal(screening.require_reason(reason), "reason")
        signal.settled_as = SignalWord.RECONSIDERED.value
        note(
            Entry.DECISION_RECONSIDERED,
            by=by,
            now=now,
            subject=f"decision:{signal.decision_id}",
            case_id=signal.case_id or "",
            kind=signal.kind.value,
        )


def settle_signal(signal_id: str, word: SignalWord, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """Says what became of it. Raises as reconsider, and Refused `signal_not_judged` or `signal_word`."""
    _require_either(by)
    with transaction():
        signal = _open_signal(signal_id, by)
        hit = hit_of(signal)
        is_judged = hit is not None and not hit.awaits_second
        rescreening.require_word(word, signal.kind, hit.judgement if hit and is_judged else None)
        text = require_impersonal(screening.require_reason(reason), "reason")
        signals.settle(signal, word.value, note=text, by=by.id, now=now)
        note(
            Entry.SIGNAL_SETTLED,
            by=by,
            now=now,
            subject=f"signal:{signal.id}",
            case_id=signal.case_id or "",
            kind=signal.kind.value,
            settled_as=word.value,
        )


def _open_signal(signal_id: str, by: Actor) -> Signal:
    signal = signals.signal_of(signal_id, lock=True)
    if not any(authority.may(by, act, signal.board_id) for act in (Act.PREPARE_CASE, Act.DECIDE)):
        raise NotFound("not_found")
    if signal.case_id is not None:
        require_no_conflict(bool(declared_by(signal.case_id, by.id)))
    if signal.settled_at is not None:
        raise Refused("signal_settled")
    return signal


def _require_either(by: Actor) -> None:
    if not authority.may(by, Act.DECIDE):
        authority.require(by, Act.PREPARE_CASE)
