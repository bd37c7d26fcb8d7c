"""Premises as a person or a list describes them: facts, house rules, tariffs and opening hours, checked."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms_premises import PremisesKind

KEY_LIMIT, NAME_LIMIT, ADDRESS_LIMIT = 40, 120, 200
RULE_LIMIT, ADOPTED_BY_LIMIT = 4000, 200
MOST_PERSONS = 100_000
MOST_KRONOR = 100_000  # per hour
WEEKDAYS = range(7)  # 0 is Monday
_TIME = re.compile(r"([01]?\d|2[0-4])[:.]?([0-5]\d)?")


@dataclass(frozen=True, slots=True)
class PremisesFacts:
    """What the register says of premises. `key`: as the municipality's booking system knows them.
    `capacity`: persons, by the fire authority's number; None where nobody has told."""

    key: str
    name: str
    kind: PremisesKind
    address: str = ""
    capacity: int | None = None
    is_state_aided: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class DatedRule:
    """A house rule as it was adopted, and by whom; the last day only where one was set."""

    text: str
    adopted_by: str
    adopted_on: dt.date
    in_force_from_on: dt.date
    in_force_to_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TariffTerms:
    """What an hour costs, in whole kronor. `is_subsidised`: free or reduced, so the terms of support hold."""

    name: str
    kronor_per_hour: int
    is_subsidised: bool
    in_force_from_on: dt.date
    in_force_to_on: dt.date | None = None


def sound_facts(facts: PremisesFacts) -> PremisesFacts:
    """The facts tidied.

    Raises Refused of free_text, `premises_capacity_odd`, and `state_aid_wrong_kind` for a public place, which
    nobody aids as a hall.
    """
    if facts.capacity is not None and not 1 <= facts.capacity <= MOST_PERSONS:
        raise Refused("premises_capacity_odd", most=MOST_PERSONS, field="capacity")
    if facts.is_state_aided and facts.kind is PremisesKind.PUBLIC_PLACE:
        raise Refused("state_aid_wrong_kind", field="is_state_aided")
    return replace(
        facts,
        key=require_written(facts.key, field="key", longest=KEY_LIMIT, is_received=True),
        name=require_written(facts.name, field="name", longest=NAME_LIMIT, is_received=True),
        address=require_writable(facts.address, field="address", longest=ADDRESS_LIMIT, is_received=True),
    )


def sound_rule(rule: DatedRule, *, today: dt.date) -> DatedRule:
    """The rule with its texts tidied. Unwritten practice is no rule (JO 4432-2008).

    Raises Refused of free_text, `adopted_ahead`, `in_force_before_adopted`, `ends_before_it_begins`.
    """
    if rule.adopted_on > today:
        raise Refused("adopted_ahead", field="adopted_on")
    if rule.in_force_from_on < rule.adopted_on:
        raise Refused("in_force_before_adopted", field="in_force_from_on")
    _require_order(rule.in_force_from_on, rule.in_force_to_on)
    return replace(
        rule,
        text=require_written(rule.text, field="text", longest=RULE_LIMIT),
        adopted_by=require_written(rule.adopted_by, field="adopted_by", longest=ADOPTED_BY_LIMIT),
    )


def sound_tariff(tariff: TariffTerms) -> TariffTerms:
    """The tariff with its name tidied.

    Raises Refused of free_text, `tariff_odd`, `ends_before_it_begins`, and `free_is_support` where nothing is
    paid and it is not called subsidised."""
    if not 0 <= tariff.kronor_per_hour <= MOST_KRONOR:
        raise Refused("tariff_odd", most=MOST_KRONOR, field="kronor_per_hour")
    if tariff.kronor_per_hour == 0 and not tariff.is_subsidised:
        raise Refused("free_is_support", field="is_subsidised")
    _require_order(tariff.in_force_from_on, tariff.in_force_to_on)
    return replace(tariff, name=require_written(tariff.name, field="name", longest=NAME_LIMIT))


def sound_hours(hours: Mapping[int, tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Hours by weekday as "08:00"; a weekday that is not there is closed.

    Raises Refused `hours_odd` (weekday) for what is no time, or ends before it begins.
    """
    found: dict[int, tuple[str, str]] = {}
    for weekday, (opens, closes) in hours.items():
        begin, end = clock_time(opens), clock_time(closes)
        if weekday not in WEEKDAYS or begin is None or end is None or begin >= end:
            raise Refused("hours_odd", weekday=weekday)
        found[weekday] = (begin, end)
    return found


def clock_time(text: str) -> str | None:
    """8, 8.30, 0830 or 08:30 as "08:30"; "24:00" is midnight. None for what is no time of day."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return None if hour == 24 and minute else f"{hour:02}:{minute:02}"


def hours_in(text: str) -> tuple[str, str] | None:
    """The two ends of "08:00–22:30". None for what cannot be read."""
    parts = [clock_time(part) for part in re.split(r"\s*[-\u2013\u2014]\s*", text.strip())]
    if len(parts) != 2 or parts[0] is None or parts[1] is None or parts[0] >= parts[1]:
        return None
    return parts[0], parts[1]


def is_within_hours(
    hours: Mapping[int, tuple[str, str]], starts_at: dt.datetime, ends_at: dt.datetime
) -> bool:
    """Whether a date lies within its weekday's hours by the Swedish clock; a missing weekday is closed."""
    begins, ends = starts_at.astimezone(SWEDEN), ends_at.astimezone(SWEDEN)
    opens, closes = hours.get(begins.weekday(), ("24:00", "00:00"))
    midnight = dt.datetime.combine(begins.date() + dt.timedelta(days=1), dt.time(), SWEDEN)
    last = "24:00" if ends == midnight else f"{ends:%H:%M}"
    return ends <= midnight and opens <= f"{begins:%H:%M}" and last <= closes


def holds(first: dt.date, last: dt.date | None, on: dt.date) -> bool:
    """Whether a version in force between two days holds on a day."""
    return first <= on and (last is None or on <= last)


def _require_order(first: dt.date, last: dt.date | None) -> None:
    if last is not None and last < first:
        raise Refused("ends_before_it_begins", field="in_force_to_on")
