"""One signal: both sides beside each other as the re-screening saw them, and what can be done about it."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.clearances import Pair, facts_stated
from vetting.domain.errors import NotFound
from vetting.domain.rescreening import SignalWord, words_for
from vetting.domain.terms import OfficeRole, Partner, PartyKind, SignalKind
from vetting.reading.hit import Said, may_second, said_of, standing_of
from vetting.reading.lapses import ChangedFact, WordGiven, changes, words_of_pair
from vetting.reading.met import FactPair, Met, facts_beside, texts_of, words_met
from vetting.reading.signals import SignalLine, signal_and_line
from vetting.records.clearances import Signal
from vetting.records.cross_checks import Hit
from vetting.records.db import db
from vetting.records.decisions import Decision
from vetting.records.listings import facts_of, listing_at
from vetting.records.officers import Officer
from vetting.records.signal_hits import hit_of, snapshot_seen
from vetting.records.signatories import Signatory
from vetting.records.snapshots import Listing, Snapshot, Source


@dataclass(frozen=True)
class SignalPage:
    """Everything the page shows. `is_gone`: the source has no such record any more; `now_other`: it has
    another content than the re-screening saw. `is_quarantined`: the row, as it was seen or as it is now, was
    set aside when it was read. `function`: what the declared signatory is whom the pair is about.
    `settlements` are the words that may be said of what became of it."""

    line: SignalLine
    association_id: str
    source_key: str
    partner: Partner
    record_id: str
    function: OfficeRole | None
    as_of: dt.date | None
    status: str
    is_quarantined: bool
    is_gone: bool
    facts: tuple[FactPair, ...]
    aliases: tuple[str, ...]
    words: tuple[Met, ...]
    ignored: tuple[Met, ...]
    changed: tuple[ChangedFact, ...]
    lapsed: WordGiven | None
    said: tuple[Said, ...]
    stands: WordGiven | None
    rests_on: tuple[str, ...]
    decided_on: dt.date | None
    note: str
    settled_by: str | None
    can_judge: bool
    can_second: bool
    can_reconsider: bool
    settlements: tuple[SignalWord, ...]


def signal_page(signal_id: str, *, actor: Actor) -> SignalPage:
    """The signal. Raises NotFound when it is not there or belongs to another board."""
    boards = boards_for(actor, Act.SEE_CASES)
    signal, line = signal_and_line(signal_id)
    if boards is not None and signal.board_id not in boards:
        raise NotFound("not_found")
    source, function, decided_on, settled_by = _beside(signal)
    hit = hit_of(signal)
    pair = Pair(signal.asked, signal.record)
    given = words_of_pair(
        signal.association_id,
        signal.board_id,
        (signal.source_id or "", signal.record_id, signal.signatory_id),
        now=pair,
    )
    words, ignored = words_met(signal.reasons)
    return SignalPage(
        line=line,
        association_id=signal.association_id,
        source_key=source.key,
        partner=source.partner,
        record_id=signal.record_id,
        function=function,
        facts=facts_beside(signal.asked, signal.record, signal.reasons),
        aliases=texts_of(signal.record.get("aliases")),
        words=words,
        ignored=ignored,
        said=said_of(hit.id) if hit else (),
        rests_on=facts_stated(pair),
        decided_on=decided_on,
        note=signal.note or "",
        settled_by=settled_by or signal.settled_by,
        **_source_now(signal, source, given),
        **_what_can_be_done(signal, hit, standing_of(given), actor),
    )


def _beside(signal: Signal) -> tuple[Source, OfficeRole | None, dt.date | None, str | None]:
    """Its source, what the signatory is whom it is about, when its decision was made, and who settled it."""
    row = db.session.execute(
        select(Source, Signatory.function, Decision.decided_on, Officer.display_name)
        .select_from(Signal)
        .join(Source, Source.id == Signal.source_id)
        .outerjoin(Signatory, Signatory.id == Signal.signatory_id)
        .outerjoin(Decision, Decision.id == Signal.decision_id)
        .outerjoin(Officer, Officer.id == Signal.settled_by)
        .where(Signal.id == signal.id)
    ).one()
    return row.Source, row.function, row.decided_on, row.display_name


def _source_now(signal: Signal, source: Source, given: tuple[WordGiven, ...]) -> dict[str, Any]:
    """What the source has of the record by now, and what that changes."""
    current = db.session.get(Snapshot, source.current_snapshot_id) if source.current_snapshot_id else None
    now = listing_at(source.id, current.seq, signal.record_id) if current and signal.listing_id else None
    cited = db.session.get(Listing, signal.listing_id) if signal.listing_id else None
    seen = snapshot_seen(signal) or current
    lapsed = next((one for one in given if one.lapsed_at or one.lifted_at), None)
    changed = lapsed.changed if lapsed else ()
    if signal.kind is SignalKind.EVIDENCE_WITHDRAWN:
        after = asdict(facts_of(now)) if now is not None else {}
        is_person = signal.record.get("kind") == PartyKind.PERSON  # whose facts are told in the case alone
        changed = () if is_person else changes(signal.changed_facts, Pair({}, signal.record), Pair({}, after))
    return {
        "as_of": seen.as_of if seen else None,
        "status": (now.status or "") if now else "",
        "is_quarantined": any(row is not None and row.is_quarantined for row in (cited, now)),
        "is_gone": bool(signal.listing_id) and now is None,
        "changed": changed,
        "lapsed": lapsed if signal.kind is SignalKind.CLEARANCE_LAPSED else None,
    }


def _what_can_be_done(
    signal: Signal, hit: Hit | None, stands: WordGiven | None, actor: Actor
) -> dict[str, Any]:
    board_id, acts = signal.board_id, (Act.PREPARE_CASE, Act.DECIDE)
    may_act = signal.settled_at is None and any(may(actor, act, board_id) for act in acts)
    judged = hit.judgement if hit and not hit.awaits_second else None
    is_hit = signal.kind is not SignalKind.EVIDENCE_WITHDRAWN
    return {
        "stands": stands,
        "can_judge": may_act and is_hit and may(actor, Act.PREPARE_CASE, board_id),
        "can_second": may_act and bool(hit and hit.awaits_second) and may_second(actor, board_id, stands),
        "can_reconsider": may_act and signal.decision_id is not None,
        "settlements": words_for(signal.kind, judged) if may_act else (),
    }
