"""What a check may say: the age of its sources, its outcome, and which judgements still hold."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vetting.domain.asking import BY_RULE
from vetting.domain.errors import Refused
from vetting.domain.inquiries import API_ADAPTERS, BY_NUMBER, REPLY_ADAPTER
from vetting.domain.names import display
from vetting.domain.terms import Band, CheckOutcome, PartyKind, SourcePurpose, SourceState

CANDIDATES_COMPARED = 100  # what is left out is counted and shown
RELIABLE = frozenset({SourceState.FRESH, SourceState.AGEING})
# Facts a judgement rests on. The last two are told only where they are known.
IDENTITY = ("name", "aliases", "org_number", "seat", "birth_date", "giro", "other_numbers")
_WHERE_KNOWN = frozenset({"giro", "other_numbers"})

# How each kind of source is asked.
QUESTIONS_ONLY = "manual_query"  # no file: the partner is asked case by case
OWN_DIRECTORY = "directory"  # the municipality's own register, read where it lies
FILE_ADAPTERS = (
    "un_sc_xml",
    "eu_fsf_xml_1_1",
    "ftm_json",
    "spreadsheet_drop",
    "list_csv",
    "municipal_assoc_json",
    "scb_bulk_tsv",
    "bv_bulk_txt",
    "targets_simple_csv",
)
ADAPTERS = (*FILE_ADAPTERS, *API_ADAPTERS, REPLY_ADAPTER, OWN_DIRECTORY, QUESTIONS_ONLY)
# One file lists persons and organisations.
BOTH_KINDS = frozenset({"un_sc_xml", "eu_fsf_xml_1_1", "ftm_json", "targets_simple_csv"})

MERELY_TELLING = frozenset({Band.CONFIRMED, Band.POSSIBLE, Band.SECTION_OR_UMBRELLA})

# Associations of one place are named alike by nature: in the municipality's own register only a row that may
# be the same body, or a part of it, is worth an officer's time.
TELLING_IN_OWN_DIRECTORY = frozenset(Band) - {Band.POSSIBLE}
_SPEAKS_AGAINST = ("konkurs", "likvid", "avregistr", "upplös", "bankrupt", "liquidat", "deregist", "dissolv")


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
    if adapter == QUESTIONS_ONLY or (adapter in BY_NUMBER and party is PartyKind.PERSON):
        return False
    return kind is party or adapter in BOTH_KINDS


def is_reliable(state: SourceState, reason: str = "") -> bool:
    """Whether what a source said may be relied on; `reason` tells why it answered in part or not at all.

    One that by rule is not asked leaves nothing open."""
    return reason in BY_RULE or (state in RELIABLE and not reason)


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
    sides = [_stated(party), _stated(record), where]
    text = json.dumps(sides, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _stated(facts: Mapping[str, object]) -> dict[str, object]:
    told = identity_facts(facts)
    return {name: value for name, value in told.items() if value or name not in _WHERE_KNOWN}


def telling_status(status: str | None) -> str:
    """What the status tells that speaks against: bankruptcy, liquidation, deregistration; else blank.

    That somebody is inactive, or lacks F-tax, speaks against nobody.
    """
    told = (status or "").casefold()
    return (status or "").strip() if any(stem in told for stem in _SPEAKS_AGAINST) else ""


def told_by(purpose: SourcePurpose, status: str | None) -> str:
    """The telling status of a source that tells who somebody is; blank for a source to watch, where being
    listed is the question."""
    return telling_status(status) if purpose is SourcePurpose.IDENTITY else ""


def needs_judgement(purpose: SourcePurpose, band: Band, status: str | None) -> bool:
    """Whether a person must judge the hit: not where a register merely tells who the association is, nor
    where it lists others of a like name, unless the row tells of bankruptcy and such."""
    return purpose is SourcePurpose.WATCH or bool(telling_status(status)) or band not in MERELY_TELLING


def require_reason(reason: str) -> str:
    """The reason without outer blanks. Raises Refused `reason_missing`: a bare word explains nothing."""
    text = reason.strip()
    if len(text) < 5:
        raise Refused("reason_missing")
    return text
