"""Signals as a re-screening raises them: of a pair that makes work, and of a row that decisions rested on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from vetting.domain import clearances
from vetting.domain.clearances import Pair
from vetting.domain.terms import SignalKind
from vetting.records.clearances import Rescreening, Signal
from vetting.records.listings import facts_of
from vetting.records.pairs import FoundPair
from vetting.records.signals import Cited, PairKey, decisions_of
from vetting.records.watched import Watched

Work = tuple[SignalKind, Watched, FoundPair]


def key_of(one: Watched, pair: FoundPair) -> PairKey:
    """What the pair is known by in a board."""
    return one.association_id, pair.source_id, pair.record_id, one.signatory_id


def of_pairs(work: Sequence[Work], run: Rescreening, board_id: str, now: dt.datetime) -> list[Signal]:
    """A signal for each, in their order. About a signatory it holds both sides as the hits of their case do;
    lists tell of it without the person."""
    decisions = decisions_of([one.cases[board_id] for _, one, _ in work])
    return [
        Signal(
            kind=kind,
            association_id=one.association_id,
            board_id=board_id,
            case_id=one.cases[board_id],
            decision_id=decisions.get(one.cases[board_id]),
            source_id=pair.source_id,
            signatory_id=one.signatory_id,
            record_id=pair.record_id,
            listing_id=pair.listing_id,
            band=pair.band,
            score=pair.score,
            reasons=pair.reasons,
            asked=asdict(one.party),
            record=pair.record,
            fingerprint=pair.fingerprint,
            rescreening_id=run.id,
            raised_at=now,
        )
        for kind, one, pair in work
    ]


def of_withdrawn(cited: Cited, run: Rescreening, now: dt.datetime) -> Signal:
    """A row that a decision rested on is no longer so: its record as cited, and which facts differ."""
    now_so = asdict(facts_of(cited.now)) if cited.now is not None else None
    before = Pair({}, cited.hit.record)
    facts = clearances.changed_facts(before, Pair({}, now_so)) if now_so is not None else []
    return Signal(
        kind=SignalKind.EVIDENCE_WITHDRAWN,
        association_id=cited.association_id,
        board_id=cited.board_id,
        case_id=cited.case_id,
        decision_id=cited.decision_id,
        source_id=cited.hit.source_id,
        record_id=cited.hit.record_id,
        listing_id=cited.now.id if cited.now is not None else cited.hit.listing_id,
        band=cited.hit.band,
        score=cited.hit.score,
        reasons=cited.reasons,
        asked=cited.asked,
        record=cited.record,
        changed_facts=facts,
        fingerprint=cited.fingerprint,
        rescreening_id=run.id,
        raised_at=now,
    )
