"""Cross-checks against the current snapshots, and people's judgements of the hits."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from vetting.domain import authority, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.comparing import Met
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.matching import MATCHER_VERSION
from vetting.domain.partner_answers import require_impersonal
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Judgement
from vetting.records import cross_checks, looks, snapshots
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import new_id, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.looks import Checked as Checked
from vetting.records.looks import Look


def cross_check(
    *, case_id: str | None = None, association_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Runs the check of a case, or of an association without a case, and gives its id.

    Raises NotFound, and Refused `case_not_open` or `no_sources`.
    """
    authority.require(by, Act.RUN_CHECK)
    with transaction():
        case = cross_checks.case_to_check(case_id) if case_id else None
        if case is not None:
            authority.require(by, Act.RUN_CHECK, case.board_id)
            require_preparation(case.stage)
            require_no_conflict(bool(declared_by(case.id, by.id)))
        found = cross_checks.association_to_check(
            case.association_id if case else association_id or "", lock=case is None
        )
        party = PartyFacts(found.name, org_number=found.org_number, seat=found.city)
        checked = looks.look_everywhere(party, None, today=swedish_day(now), own_id=found.id)
        cross_checks.set_aside_earlier(found.id, case_id)
        check = CrossCheck(
            id=new_id(),
            association_id=found.id,
            case_id=case_id,
            asked=asdict(party),
            outcome=checked.outcome,
            matcher_version=MATCHER_VERSION,
            run_by=by.id,
            run_at=now,
        )
        cross_checks.keep_rows([check])
        carried = _keep(check, checked, party, board_id=case.board_id if case else None)
        facts = {"carried_over": carried, **_found(checked)}
        subject = f"check:{check.id}"
        note(Entry.CROSS_CHECKED, by=by, now=now, subject=subject, case_id=case_id or "", **facts)
        return check.id


def check_party(party: PartyFacts, source_keys: Collection[str], *, by: Actor, now: dt.datetime) -> Checked:
    """One party that need not be in the directory; nothing of it is kept but that a check was made.

    `source_keys` empty: every source that can list such a party. Raises NotFound `source_not_found`
    and Refused `nothing_to_check`.
    """
    authority.require(by, Act.RUN_CHECK)
    if not party.name.strip() and not party.org_number:
        raise Refused("nothing_to_check")
    with transaction():
        for key in source_keys:
            snapshots.source_named(key)
        checked = looks.look_everywhere(party, source_keys or None, today=swedish_day(now), own_id=None)
        note(Entry.CROSS_CHECKED, by=by, now=now, subject="check:unkept", **_found(checked))
        return checked


def judge_hit(hit_id: str, judgement: Judgement, reason: str, *, by: Actor, now: dt.datetime) -> None:
    """A person's word on a hit, followed but never overwritten by later ones.

    Raises NotFound, and Refused `reason_missing`, `personal_number_in_text`, `check_superseded` or
    `case_not_open`.
    """
    authority.require(by, Act.PREPARE_CASE)
    with transaction():
        hit, check, case = cross_checks.hit_to_judge(hit_id)
        if case is not None:
            authority.require(by, Act.PREPARE_CASE, case.board_id)
            require_preparation(case.stage)
            require_no_conflict(bool(declared_by(case.id, by.id)))
        if not check.is_latest:
            raise Refused("check_superseded")
        text = require_impersonal(screening.require_reason(reason), "reason")
        cross_checks.add_judgement(hit, judgement, text, by=by.id, at=now)
        note(
            Entry.HIT_JUDGED,
            by=by,
            now=now,
            subject=f"hit:{hit.id}",
            case_id=check.case_id or "",
            judgement=judgement.value,
            fingerprint=hit.fingerprint,
        )


def _found(checked: Checked) -> dict[str, Any]:
    """What the journal tells of a check: numbers and snapshots, never whom a source lists."""
    return {
        "outcome": checked.outcome.value,
        "matcher": MATCHER_VERSION,
        "sources": {look.source: look.snapshot for look in checked.looks},
        "hits": sum(len(look.hits) for look in checked.looks),
    }


def _keep(check: CrossCheck, checked: Checked, party: PartyFacts, *, board_id: str | None) -> int:
    """Stores what every source said, with each hit's values; gives how many judgements still hold."""
    made = [_hit(check.id, look, met, party) for look in checked.looks for met in look.hits]
    cross_checks.keep_rows([*(_checked_source(check.id, look) for look in checked.looks), *made])
    prints = {hit.fingerprint for hit in made}
    earlier = cross_checks.earlier_judgements(check.association_id, board_id, prints)
    holding = screening.carried_over(prints, {one: found.judgement for one, found in earlier.items()})
    for hit in made:
        if hit.fingerprint in holding:
            cross_checks.carry_over(hit, earlier[hit.fingerprint])
    return sum(hit.fingerprint in holding for hit in made)


def _checked_source(check_id: str, look: Look) -> CheckedSource:
    return CheckedSource(
        check_id=check_id,
        source_id=look.source_id,
        snapshot_id=look.snapshot,
        as_of=look.as_of,
        age_days=look.age_days,
        state=look.state,
        candidates=look.considered,
        compared=look.compared,
        hits=len(look.hits),
        weights_version=look.weights_version,
    )


def _hit(check_id: str, look: Look, met: Met, party: PartyFacts) -> Hit:
    record = asdict(met.listing)
    listing_id = dict(look.listing_ids).get(met.listing.record_id)
    return Hit(
        check_id=check_id,
        source_id=look.source_id,
        listing_id=listing_id,
        other_association_id=None if listing_id else met.listing.record_id,
        record_id=met.listing.record_id,
        record=record,
        name=met.listing.name,
        band=met.match.band,
        score=met.match.score,
        reasons=[asdict(reason) for reason in met.match.reasons],
        fingerprint=screening.fingerprint(
            asdict(party), record, where=f"{look.source}|{met.listing.record_id}"
        ),
    )
