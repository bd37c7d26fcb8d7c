"""Signals: what is known of a pair, which decisions cited a row that is gone, and work that is open."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from vetting.domain.errors import NotFound
from vetting.domain.rescreening import OVERTAKEN, KnownPair
from vetting.domain.terms import Judgement, PartyKind, SignalKind
from vetting.records.applications import Case
from vetting.records.clearances import Rescreening, Signal
from vetting.records.cross_checks import CrossCheck, Hit
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.judgements import Standing, standing
from vetting.records.listings import visible_at
from vetting.records.snapshots import Listing

AT_ONCE = 500
OF_A_PAIR = (SignalKind.NEW_HIT, SignalKind.CHANGED_HIT, SignalKind.CLEARANCE_LAPSED)
# Association id, source id, record id, and the signatory's id: None where it is about the association.
PairKey = tuple[str, str, str, str | None]


@dataclass(frozen=True)
class Cited:
    """A row that a decision rested on, judged to be the association, which its source no longer has so."""

    decision_id: str
    case_id: str
    board_id: str
    association_id: str
    hit: Hit
    asked: dict[str, object]
    now: Listing | None  # as the source has it now; None when it is withdrawn
    fingerprint: str

    @property
    def record(self) -> dict[str, object]:
        """As the decision saw it; of a row about a person only that it is one: names stay within the case."""
        return self.hit.record if self.hit.signatory_id is None else {"kind": PartyKind.PERSON.value}

    @property
    def reasons(self) -> list[dict[str, object]]:
        return self.hit.reasons if self.hit.signatory_id is None else []


def signal_of(signal_id: str, *, lock: bool = False) -> Signal:
    """The signal of that id. Raises NotFound."""
    found = db.session.get(Signal, signal_id, with_for_update=lock or None)
    if found is None:
        raise NotFound("not_found")
    return found


def known_pairs(
    board_id: str, pairs: Collection[PairKey]
) -> tuple[dict[PairKey, KnownPair], dict[str, Standing]]:
    """What the board knows of those pairs, and the clearances that stand for them by id. Of a signatory only
    what is known in their own case."""
    signatories: defaultdict[str, set[str]] = defaultdict(set)
    for association_id, _, _, signatory_id in pairs:
        if signatory_id is not None:
            signatories[association_id].add(signatory_id)
    associations = sorted({pair[0] for pair in pairs})
    seen: defaultdict[PairKey, set[str]] = defaultdict(set)
    holding: defaultdict[PairKey, dict[str, str]] = defaultdict(dict)
    stands: dict[str, Standing] = {}
    for start in range(0, len(associations), AT_ONCE):
        some = associations[start : start + AT_ONCE]
        persons = sorted(one for association_id in some for one in signatories[association_id])
        for key, fingerprint in _seen(board_id, some, persons):
            seen[key].add(fingerprint)
        for one in standing(some, board_id, signatory_ids=persons):
            row = one.clearance
            key = (row.association_id, row.source_id, row.record_id, row.signatory_id)
            holding[key][row.id] = row.fingerprint
            stands[row.id] = one
    return {pair: KnownPair(frozenset(seen[pair]), holding[pair]) for pair in pairs}, stands


def _seen(
    board_id: str, association_ids: Sequence[str], signatory_ids: Sequence[str]
) -> Iterable[tuple[PairKey, str]]:
    hits = (
        select(CrossCheck.association_id, Hit.source_id, Hit.record_id, Hit.signatory_id, Hit.fingerprint)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Case, Case.id == CrossCheck.case_id)
        .where(CrossCheck.association_id.in_(association_ids), Case.board_id == board_id)
        .where(or_(Hit.signatory_id.is_(None), Hit.signatory_id.in_(signatory_ids)))
    )
    signals = select(
        Signal.association_id, Signal.source_id, Signal.record_id, Signal.signatory_id, Signal.fingerprint
    ).where(
        Signal.association_id.in_(association_ids),
        Signal.board_id == board_id,
        Signal.kind.in_(OF_A_PAIR),
        or_(Signal.signatory_id.is_(None), Signal.signatory_id.in_(signatory_ids)),
    )
    for query in (hits, signals):
        yield from (((row[0], row[1] or "", row[2], row[3]), row[4]) for row in db.session.execute(query))


def evidence_no_longer_so(source_id: str, seq: int) -> list[Cited]:
    """Rows of a source that decisions rested on and that its snapshot does not have as they were, each told
    once for each decision and each content."""
    rows = db.session.execute(
        select(
            Decision.id, Decision.case_id, Case.board_id, Case.association_id, Hit, CrossCheck.asked,
            Listing.content_hash,
        )
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .join(Hit, Hit.check_id == Proposal.check_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Listing, Listing.id == Hit.listing_id)
        .join(Case, Case.id == Decision.case_id)
        .where(Hit.source_id == source_id, Hit.judgement == Judgement.SAME, ~visible_at(seq))
        .order_by(Decision.id, Hit.id)
    ).all()  # fmt: skip
    present = _present(source_id, seq, {row[4].record_id for row in rows})
    told = _told(source_id, {row[0] for row in rows})
    found = []
    for decision_id, case_id, board_id, association_id, hit, asked, content in rows:
        now = present.get(hit.record_id)
        if now is not None and now.content_hash == content:
            continue
        mark = _mark(hit.fingerprint, now.content_hash if now else "")
        if (decision_id, hit.record_id, mark) not in told:
            own = asked if hit.signatory_id is None else {}
            found.append(Cited(decision_id, case_id, board_id, association_id, hit, own, now, mark))
    return found


def _mark(fingerprint: str, content: str) -> str:
    return hashlib.sha256(f"{fingerprint}|{content}".encode()).hexdigest()


def _present(source_id: str, seq: int, record_ids: Collection[str]) -> dict[str, Listing]:
    rows = db.session.scalars(
        select(Listing).where(
            Listing.source_id == source_id, Listing.record_id.in_(record_ids), visible_at(seq)
        )
    )
    return {row.record_id: row for row in rows}


def _told(source_id: str, decision_ids: Collection[str]) -> set[tuple[str, str, str]]:
    rows = db.session.execute(
        select(Signal.decision_id, Signal.record_id, Signal.fingerprint).where(
            Signal.source_id == source_id,
            Signal.decision_id.in_(decision_ids),
            Signal.kind == SignalKind.EVIDENCE_WITHDRAWN,
        )
    )
    return {(str(decision_id), record_id, mark) for decision_id, record_id, mark in rows}


def keep(rows: Sequence[Rescreening | Signal]) -> None:
    """Keeps a re-screening with its signals."""
    db.session.add_all(rows)
    db.session.flush()


def open_signals_of(pairs: Collection[PairKey], board_id: str | None) -> list[Signal]:
    """Open work about those pairs in a board."""
    associations = sorted({pair[0] for pair in pairs})
    found: list[Signal] = []
    for start in range(0, len(associations), AT_ONCE):
        found += db.session.scalars(
            select(Signal).where(
                Signal.association_id.in_(associations[start : start + AT_ONCE]),
                Signal.board_id == board_id,
                Signal.kind.in_(OF_A_PAIR),
                Signal.settled_at.is_(None),
            )
        )
    wanted = set(pairs)
    return [
        one
        for one in found
        if (one.association_id, one.source_id or "", one.record_id, one.signatory_id) in wanted
    ]


def settle(signal: Signal, settled_as: str, *, note: str, by: str, now: dt.datetime) -> None:
    """What became of it."""
    signal.settled_as, signal.settled_by, signal.settled_at = settled_as, by, now
    signal.note = note or signal.note


def overtake(pairs: Collection[PairKey], board_id: str, *, by: str, now: dt.datetime) -> None:
    """The pairs have changed again: older work about them is no longer to be done."""
    for signal in open_signals_of(pairs, board_id):
        settle(signal, OVERTAKEN, note="", by=by, now=now)


def decisions_of(case_ids: Collection[str]) -> dict[str, str]:
    """The decision of each of the cases that are decided."""
    cases = sorted(set(case_ids))
    found: dict[str, str] = {}
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        rows = db.session.execute(select(Decision.case_id, Decision.id).where(Decision.case_id.in_(some)))
        found.update({case_id: decision_id for case_id, decision_id in rows})
    return found


def hits_that_count(
    board_id: str | None, association_id: str, fingerprint: str
) -> Sequence[tuple[Hit, Case]]:
    """Hits of the pair in the runs that count, of cases of the board."""
    rows = db.session.execute(
        select(Hit, Case)
        .join(CrossCheck, and_(CrossCheck.id == Hit.check_id, CrossCheck.is_latest))
        .join(Case, Case.id == CrossCheck.case_id)
        .where(
            CrossCheck.association_id == association_id,
            Case.board_id == board_id,
            Hit.fingerprint == fingerprint,
        )
    )
    return [(hit, case) for hit, case in rows]
