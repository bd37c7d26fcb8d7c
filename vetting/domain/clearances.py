"""What a person's word on a pair rests on, when it needs a second person, and when it no longer holds."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.screening import IDENTITY, identity_facts
from vetting.domain.separation import require_other_person
from vetting.domain.terms import Band, Judgement

# So near that one person alone may not say "another body".
NEAR = frozenset({Band.CONFIRMED, Band.ID_MATCH_NAME_CONFLICT, Band.STRONG})
STATUS = "status"  # what a register tells that speaks against: bankruptcy, liquidation, deregistration
OURS, THEIRS = "ours", "theirs"
_YEAR = re.compile(r"\d{4}")

Facts = Mapping[str, object]


class ClearanceState(StrEnum):
    """How a word on a pair stands. Only one that holds is carried over to a new check."""

    AWAITS_SECOND = "awaits_second"
    HOLDS = "holds"
    LAPSED = "lapsed"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Pair:
    """The facts of both sides of a pair, the association's and the source's, as they were at one time."""

    ours: Facts
    theirs: Facts


def needs_second(band: Band, judgement: Judgement) -> bool:
    """Whether the word holds only when another person agrees."""
    return judgement is Judgement.OTHER and band in NEAR


def require_second(first_by: str, by: Actor) -> None:
    """Raises Refused `second_is_first` or `same_person`: two people see what one overlooks."""
    require_other_person(first_by, by, code="second_is_first")


def facts_stated(pair: Pair) -> tuple[str, ...]:
    """Names of the facts that either side states, in fixed order: what a word can rest on."""
    ours, theirs = identity_facts(pair.ours), identity_facts(pair.theirs)
    return tuple(name for name in IDENTITY if ours[name] or theirs[name])


def require_facts(judgement: Judgement, rests_on: Collection[str], pair: Pair) -> tuple[str, ...]:
    """The chosen facts in fixed order.

    Raises Refused `facts_missing` when "the same" or "another" rests on none, and `facts_unknown` for a
    fact that neither side states.
    """
    stated = facts_stated(pair)
    unknown = sorted(set(rests_on) - set(stated))
    if unknown:
        raise Refused("facts_unknown", fields=unknown)
    if stated and not rests_on and judgement is not Judgement.UNSURE:
        raise Refused("facts_missing")
    return tuple(name for name in stated if name in rests_on)


def chosen(facts: Facts, rests_on: Collection[str]) -> dict[str, object]:
    """The values of the chosen facts of one side, as they were compared."""
    told = identity_facts(facts)
    return {name: told[name] for name in IDENTITY if name in rests_on}


def changed_facts(before: Pair, after: Pair) -> list[str]:
    """What has changed since a word was given, as `side.fact`: "theirs.birth_year", "ours.name"."""
    return [
        f"{side}.{name}"
        for side, old, new in ((OURS, before.ours, after.ours), (THEIRS, before.theirs, after.theirs))
        for name in _changed(old, new)
    ]


def _changed(before: Facts, after: Facts) -> list[str]:
    old, new = identity_facts(before), identity_facts(after)
    names = [name for name in IDENTITY if (old[name] or None) != (new[name] or None)]
    told = ["birth_year" if name == "birth_date" and _years(old) != _years(new) else name for name in names]
    return told + [STATUS] * ((before.get(STATUS) or None) != (after.get(STATUS) or None))


def _years(facts: Facts) -> set[str]:
    return set(_YEAR.findall(str(facts["birth_date"] or "")))


def value_at(pair: Pair, fact: str) -> str:
    """The value of a fact named as in `changed_facts`, as text; blank when it was not stated."""
    side, _, name = fact.partition(".")
    facts = pair.ours if side == OURS else pair.theirs
    value = facts.get("birth_date" if name == "birth_year" else name)
    return "; ".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value or "")
