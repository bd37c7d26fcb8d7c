"""Who may not make a spot check, and why: a part in the case, or something of one's own in it."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import CompoundSelect, Select, literal, select, union

from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.entries import Entry
from vetting.domain.terms_spot_checks import BarredWhy
from vetting.records.applications import Case, SupplementRequest
from vetting.records.assessments import Answer, Evidence, RecordedAct
from vetting.records.check_sheets import CheckAnswer, CheckEvidence, CheckReading
from vetting.records.cross_checks import CrossCheck, Hit, HitJudgement
from vetting.records.db import db
from vetting.records.decisions import ConflictDeclaration, Decision, Proposal
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import accounts_of_one_person
from vetting.records.spot_checks import CheckerConflict, SpotCheck

Bars = dict[str, dict[str, BarredWhy]]

# What is told of somebody who is barred for several reasons: the first of these.
_ORDER = (
    BarredWhy.CONFLICT,
    BarredWhy.DECIDED,
    BarredWhy.PREPARED,
    BarredWhy.ASSIGNED,
    BarredWhy.ANSWERED,
    BarredWhy.JUDGED_HITS,
    BarredWhy.OTHER_READING,
)


def barred_from(checks: Mapping[str, str], *, others: Mapping[str, frozenset[str]] | None = None) -> Bars:
    """Officers barred from each check (D-06, D-11), with the weightiest reason, in five questions.
    Every account of a barred person is barred.

    `checks`: case id by check id; `others` as accounts_of_one_person, where it was asked already.
    """
    found: dict[str, list[tuple[str, BarredWhy]]] = defaultdict(list)
    case_ids = sorted(set(checks.values()))
    of_case: dict[str, list[tuple[str, BarredWhy]]] = defaultdict(list)
    for case_id, officer_id, why in (*_parts(case_ids), *_conflicts(case_ids), *_once_assigned(case_ids)):
        of_case[case_id].append((officer_id, why))
    for check_id, case_id in checks.items():
        found[check_id] += of_case[case_id]
    declared = db.session.execute(
        select(CheckerConflict.check_id, CheckerConflict.officer_id).where(
            CheckerConflict.check_id.in_(list(checks))
        )
    )
    for check_id, officer_id in declared:
        found[check_id].append((officer_id, BarredWhy.CONFLICT))
    others = accounts_of_one_person() if others is None else others
    return {
        check_id: _weightiest(
            [(one, why) for account, why in found[check_id] for one in _all(account, others)]
        )
        for check_id in checks
    }


def hands_in(
    check_ids: Collection[str], *, others: Mapping[str, frozenset[str]] | None = None
) -> dict[str, dict[int, frozenset[str]]]:
    """Who has written in or signed each reading (1, 2) of the checks, on any account of theirs; what nobody
    has begun is left out."""
    ids = list(check_ids)
    rows: CompoundSelect[str, int, str] = union(
        select(CheckAnswer.check_id, CheckAnswer.reading, CheckAnswer.answered_by).where(
            CheckAnswer.check_id.in_(ids)
        ),
        select(CheckEvidence.check_id, CheckEvidence.reading, CheckEvidence.added_by).where(
            CheckEvidence.check_id.in_(ids)
        ),
        select(CheckReading.check_id, CheckReading.reading, CheckReading.signed_by).where(
            CheckReading.check_id.in_(ids), CheckReading.signed_by.is_not(None)
        ),
    )
    found: dict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    others = accounts_of_one_person() if others is None else others
    for check_id, reading, officer_id in db.session.execute(rows):
        known = found[check_id].get(reading, frozenset())
        found[check_id][reading] = known | _all(officer_id, others)
    return dict(found)


def _all(account: str, others: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return others.get(account, frozenset()) | {account}


def apart(
    check: SpotCheck,
    reading: int,
    hands: Mapping[str, Mapping[int, frozenset[str]]],
    *,
    others: Mapping[str, frozenset[str]],
) -> dict[str, BarredWhy]:
    """Who may not have that reading because the other one is, or was, theirs, on any account. `others` as
    accounts_of_one_person."""
    other, seat = (SECOND, check.second_officer_id) if reading == FIRST else (FIRST, check.officer_id)
    writers = hands.get(check.id, {}).get(other, frozenset()) | (_all(seat, others) if seat else set())
    return dict.fromkeys(writers, BarredWhy.OTHER_READING)


def signed_readings(check_ids: Collection[str]) -> frozenset[tuple[str, int]]:
    """Check and reading (1, 2) of each reading that is signed."""
    rows = db.session.execute(
        select(CheckReading.check_id, CheckReading.reading).where(
            CheckReading.check_id.in_(list(check_ids)), CheckReading.signed_at.is_not(None)
        )
    )
    return frozenset((check_id, reading) for check_id, reading in rows)


def _weightiest(pairs: Collection[tuple[str, BarredWhy]]) -> dict[str, BarredWhy]:
    ordered = sorted(pairs, key=lambda pair: _ORDER.index(pair[1]), reverse=True)
    return dict(ordered)


def _parts(case_ids: Collection[str]) -> list[tuple[str, str, BarredWhy]]:
    """Who proposed, decided, has the case, asked for completion, answered, or judged hits."""

    def part(query: Select[Any, Any], why: BarredWhy) -> Select[Any, Any, str]:
        return query.add_columns(literal(why.value))

    in_case: list[tuple[Any, Any, BarredWhy]] = [
        (Proposal.case_id, Proposal.proposed_by, BarredWhy.PREPARED),
        (SupplementRequest.case_id, SupplementRequest.requested_by, BarredWhy.PREPARED),
        (Decision.case_id, Decision.decided_by, BarredWhy.DECIDED),
        (Case.id, Case.assigned_to, BarredWhy.ASSIGNED),
        (Answer.case_id, Answer.answered_by, BarredWhy.ANSWERED),
        (Evidence.case_id, Evidence.added_by, BarredWhy.ANSWERED),
        (RecordedAct.case_id, RecordedAct.recorded_by, BarredWhy.ANSWERED),
    ]
    queries = [part(select(case, officer).where(case.in_(case_ids)), why) for case, officer, why in in_case]
    judged = (
        select(CrossCheck.case_id, HitJudgement.judged_by)
        .join(Hit, Hit.check_id == CrossCheck.id)
        .join(HitJudgement, HitJudgement.hit_id == Hit.id)
        .where(CrossCheck.case_id.in_(case_ids))
    )
    rows = db.session.execute(union(*queries, part(judged, BarredWhy.JUDGED_HITS)))
    return [(case_id, officer_id, BarredWhy(why)) for case_id, officer_id, why in rows if officer_id]


def _conflicts(case_ids: Collection[str]) -> list[tuple[str, str, BarredWhy]]:
    """Whose latest word is that they have a conflict of interest in the case."""
    rows = db.session.execute(
        select(ConflictDeclaration.case_id, ConflictDeclaration.officer_id, ConflictDeclaration.has_conflict)
        .where(ConflictDeclaration.case_id.in_(case_ids))
        .order_by(ConflictDeclaration.declared_at, ConflictDeclaration.id)
    )
    latest = {(case_id, officer_id): has_conflict for case_id, officer_id, has_conflict in rows}
    return [(*pair, BarredWhy.CONFLICT) for pair, has_conflict in latest.items() if has_conflict]


def _once_assigned(case_ids: Collection[str]) -> list[tuple[str, str, BarredWhy]]:
    """Who had the case and gave it away again, as the journal tells."""
    rows = db.session.execute(
        select(JournalEntry.case_id, JournalPayload.body)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(JournalEntry.name == Entry.CASE_ASSIGNED.value, JournalEntry.case_id.in_(case_ids))
    )
    return [
        (case_id, facts[key], BarredWhy.ASSIGNED)
        for case_id, facts in ((case_id, json.loads(body)) for case_id, body in rows)
        for key in ("before", "after", "to")
        if facts.get(key)
    ]
