"""What a check may say: the age of its sources, its outcome, and which judgements still hold."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.names import display
from vetting.domain.terms import Band, CheckOutcome, Judgement, PartyKind, SourceState

CANDIDATES_COMPARED = 100  # what is left out is counted and shown
RELIABLE = frozenset({SourceState.FRESH, SourceState.AGEING})
IDENTITY = ("name", "aliases", "org_number", "seat", "birth_date")  # facts a judgement rests on

# How each kind of source is asked.
QUESTIONS_ONLY = "manual_query"  # no file: the partner is asked case by case
OWN_DIRECTORY = "directory"  # the municipality's own register, read where it lies
FILE_ADAPTERS = ("un_sc_xml", "spreadsheet_drop")
ADAPTERS = (*FILE_ADAPTERS, OWN_DIRECTORY, QUESTIONS_ONLY)
BOTH_KINDS = frozenset({"un_sc_xml"})  # one file lists persons and organisations

# Associations of one place are named alike by nature: in the municipality's own register only a row that may
# be the same body, or a part of it, is worth an officer's time.
TELLING_IN_OWN_DIRECTORY = frozenset(Band) - {Band.POSSIBLE}


@dataclass(frozen=True, slots=True)
class Ageing:
    """How old a source may grow, in whole days: over `warn_days` it is ageing, over `max_days` too old."""

    warn_days: int
    max_days: int


def age_days(as_of: dt.date, today: dt.date) -> int:
    """Whole days since the source's own date; a date ahead of today counts as today."""
    return max((today - as_of).days, 0)


def source_state(as_of: dt.date | None, today: dt.date, limits: Ageing) -> SourceState:
    """State by the source's own date: fetching an unchanged old file does not make it fresh."""
    if as_of is None:
        return SourceState.NEVER_LOADED
    age = age_days(as_of, today)
    if age > limits.max_days:
        return SourceState.STALE
    return SourceState.AGEING if age > limits.warn_days else SourceState.FRESH


def require_limits(limits: Ageing) -> None:
    """Raises Refused `age_limits` unless 0 <= warn <= max."""
    if not 0 <= limits.warn_days <= limits.max_days:
        raise Refused("age_limits", warn=limits.warn_days, most=limits.max_days)


def can_hold(adapter: str, kind: PartyKind, party: PartyKind) -> bool:
    """Whether a source can list such a party at all; one that cannot is no part of the check."""
    if adapter == QUESTIONS_ONLY:
        return False
    return kind is party or adapter in BOTH_KINDS


def outcome_of(states: Iterable[SourceState], hits: int) -> CheckOutcome:
    """Outcome of a whole check. Nothing found is only said when every source could be relied on."""
    found = list(states)
    if hits:
        return CheckOutcome.HITS
    reliable = bool(found) and all(state in RELIABLE for state in found)
    return CheckOutcome.NONE_FOUND if reliable else CheckOutcome.INCOMPLETE


def identity_facts(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts of one side that tell who it is, in one form."""
    told: dict[str, object] = {}
    for name in IDENTITY:
        value = facts.get(name)
        if isinstance(value, str):
            told[name] = display(value)
        elif isinstance(value, list | tuple):
            told[name] = sorted(display(str(one)) for one in value)
        else:
            told[name] = value
    return told


def fingerprint(party: Mapping[str, object], record: Mapping[str, object], *, where: str = "") -> str:
    """SHA-256 of both sides' identity facts and of `where` the record stands (source and record id):
    a judgement holds as long as it is the same."""
    sides = [identity_facts(party), identity_facts(record), where]
    text = json.dumps(sides, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def changed_facts(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Names of the identity facts that differ, in fixed order."""
    old, new = identity_facts(before), identity_facts(after)
    return [name for name in IDENTITY if (old[name] or None) != (new[name] or None)]


def carried_over(fingerprints: Iterable[str], earlier: Mapping[str, Judgement]) -> dict[str, Judgement]:
    """Judgements of an earlier run that hold for this one: same fingerprint, nothing else."""
    return {one: earlier[one] for one in fingerprints if one in earlier}


def require_reason(reason: str) -> str:
    """The reason without outer blanks. Raises Refused `reason_missing`: a bare word explains nothing."""
    text = reason.strip()
    if len(text) < 5:
        raise Refused("reason_missing")
    return text
