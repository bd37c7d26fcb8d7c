"""Cross-checks against the current snapshots; clearances that hold are carried over to the new hits."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from vetting.domain import authority, clearances
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.matching import MATCHER_VERSION
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.gateways.name_index import NameIndexes
from vetting.records import case_looks, cross_checks, judgements, listings, looks, signatories, snapshots
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit
from vetting.records.db import new_id, settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.looks import Checked as Checked
from vetting.records.looks import Look
from vetting.records.watched import party_of


def cross_check(
    *, case_id: str | None = None, association_id: str | None = None, by: Actor, now: dt.datetime
) -> str:
    """Runs the check of a case, or of an association without a case, and gives its id.

    Raises NotFound, and Refused `case_not_open`, `no_sources` or `association_changed_meanwhile` (merged as
    the check was begun).
    """
    authority.require(by, Act.RUN_CHECK)
    with transaction():
        found, case = _locked(case_id, association_id, by)
        party, persons = party_of(found), _persons_of(case_id)
        index, today = _index(), swedish_day(now)
        looked = case_looks.look_for_case(party, persons, today=today, own_id=found.id, index=index)
        checked = looked.checked
        cross_checks.set_aside_earlier(found.id, case_id)
        check = CrossCheck(
            id=new_id(),
            association_id=found.id,
            case_id=case_id,
            asked=asdict(party),
            signatories=len(persons),
            outcome=checked.outcome,
            matcher_version=MATCHER_VERSION,
            settings_version=checked.settings_version,
            run_by=by.id,
            run_at=now,
        )
        cross_checks.keep_rows([check])
        made = looked.as_hits(check.id)
        cross_checks.keep_rows([*(_checked_source(check.id, look) for look in checked.looks), *made])
        carried = _keep(check, made, board_id=case.board_id if case else None, by=by, now=now)
        facts = {"carried_over": carried, "signatories": len(persons), **_found(checked)}
        where = {"subject": f"check:{check.id}", "case_id": case_id or ""}
        note(Entry.CROSS_CHECKED, by=by, now=now, **where, **facts)
        return check.id


def _locked(case_id: str | None, association_id: str | None, by: Actor) -> tuple[Association, Case | None]:
    """What is checked, so that no fact of it changes as the check looks: first the association, then the
    case, as whoever merges associations takes them."""
    if case_id is None:
        return cross_checks.association_to_check(association_id or "", lock=True), None
    found = cross_checks.association_to_check(cross_checks.association_of(case_id), lock=True)
    case = _case_to_check(case_id, by)
    if case.association_id != found.id:
        raise Refused("association_changed_meanwhile")
    return found, case


def _case_to_check(case_id: str, by: Actor) -> Case:
    case = cross_checks.case_to_check(case_id)
    authority.require(by, Act.RUN_CHECK, case.board_id)
    require_preparation(case.stage)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    return case


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
        checked = looks.look_everywhere(
            party, source_keys or None, today=swedish_day(now), own_id=None, index=_index()
        )
        told = {"kind": party.kind.value, **_found(checked)}
        note(Entry.CROSS_CHECKED, by=by, now=now, subject="check:unkept", **told)
        return checked


def _index() -> NameIndexes:
    return NameIndexes(settings().index_dir, listings.rows_to_index)


def _found(checked: Checked) -> dict[str, Any]:
    """What the journal tells of a check: numbers and snapshots, never whom a source lists."""
    return {
        "outcome": checked.outcome.value,
        "matcher": MATCHER_VERSION,
        "sources": {look.source: look.snapshot for look in checked.looks},
        "hits": sum(len(look.hits) for look in checked.looks),
    }


def _persons_of(case_id: str | None) -> dict[str, PartyFacts]:
    """The declared signatories of a case by id; outside a case nobody is looked for."""
    declared = signatories.signatories_now(case_id) if case_id else ()
    return {one.id: one.person.party for one in declared}


def _keep(check: CrossCheck, made: list[Hit], *, board_id: str | None, by: Actor, now: dt.datetime) -> int:
    """Carries over every clearance that holds and lets those lapse whose facts have changed; gives how many
    hold."""
    holding = 0
    by_record = {(hit.source_id, hit.record_id, hit.signatory_id): hit for hit in made}
    persons = {hit.signatory_id for hit in made if hit.signatory_id}
    for one in judgements.standing({check.association_id}, board_id, by_record, signatory_ids=persons):
        hit = by_record[one.clearance.source_id, one.clearance.record_id, one.clearance.signatory_id]
        if hit.fingerprint == one.clearance.fingerprint:
            judgements.carry_over(hit, one.clearance)
            holding += 1
            continue
        asked = one.was.ours if hit.signatory_id else check.asked  # a signatory's facts never change
        facts = clearances.changed_facts(one.was, clearances.Pair(asked, hit.record))
        judgements.lapse(one.clearance, facts, now)
        subject = f"clearance:{one.clearance.id}"
        note(
            Entry.CLEARANCE_LAPSED,
            by=by,
            now=now,
            subject=subject,
            case_id=check.case_id or "",
            fields=facts,
        )
    return holding


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
        signatories=look.signatories,
        weights_version=look.weights_version,
        reason=look.reason,
        facts=dict(look.facts),
        is_mandatory=look.is_mandatory,
        inquiry_id=look.inquiry_id,
        rivals=[asdict(one) for one in look.rivals],
    )
