"""How two sides met: their facts beside each other, and word by word with weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.evidence import Feature

# Reasons that speak of a whole fact; the others are words of the names.
_FACT = {
    Feature.ORG_NUMBER_SAME: ("org_number", True),
    Feature.ORG_NUMBER_NEAR: ("org_number", None),
    Feature.ORG_NUMBER_DIFFERS: ("org_number", False),
    Feature.ORG_NUMBER_FORMER: ("other_numbers", True),
    Feature.GIRO_SAME: ("giro", True),
    Feature.SEAT_SAME: ("seat", True),
    Feature.SEAT_DIFFERS: ("seat", False),
    Feature.BIRTH_DATE_SAME: ("birth_date", True),
    Feature.BIRTH_DATE_NEAR: ("birth_date", None),
    Feature.BIRTH_YEAR_SAME: ("birth_date", None),
    Feature.BIRTH_DATE_UNKNOWN: ("birth_date", None),
    Feature.NAME_SAME: ("name", True),
    Feature.NAMES_SHARE_NOTHING: ("name", False),
}
_IGNORED = frozenset({Feature.LEFT_OVER, Feature.NAME_MISSING})


@dataclass(frozen=True)
class FactPair:
    """One fact of both sides; `agrees` is None when they cannot be compared or are only near."""

    fact: str
    ours: str
    theirs: str
    agrees: bool | None
    weight: float | None


@dataclass(frozen=True)
class Met:
    """Two words that met, or words that were left over: for (above 0) or against (below 0)."""

    feature: Feature
    ours: str
    theirs: str
    weight: float


def facts_beside(
    ours: Mapping[str, object], theirs: Mapping[str, object], reasons: Sequence[Mapping[str, object]]
) -> tuple[FactPair, ...]:
    """The facts of both sides that either states."""
    met: dict[str, tuple[bool | None, float | None]] = {}
    for reason in reasons:
        told = _FACT.get(Feature(str(reason["feature"])))
        if told is not None:
            met[told[0]] = (told[1], _weight(reason))
    pairs = []
    for fact in ("name", "org_number", "other_numbers", "giro", "seat", "birth_date"):
        left, right = _told(ours, fact), _told(theirs, fact)
        if fact == "other_numbers" and fact in met:  # on one side it may be the number in use
            left, right = left or _told(ours, "org_number"), right or _told(theirs, "org_number")
        if left or right:
            agrees, weight = met.get(fact, (True if left == right else None, None))
            pairs.append(FactPair(fact, left, right, agrees, weight))
    return tuple(pairs)


def _told(facts: Mapping[str, object], fact: str) -> str:
    value = facts.get(fact)
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")


def words_met(reasons: Sequence[Mapping[str, object]]) -> tuple[tuple[Met, ...], tuple[Met, ...]]:
    """What met word by word, and what was not counted for either side."""
    words: list[Met] = []
    ignored: list[Met] = []
    for reason in reasons:
        feature = Feature(str(reason["feature"]))
        if feature in _FACT and _FACT[feature][0] != "name":
            continue
        one = Met(feature, str(reason["query"]), str(reason["record"]), _weight(reason))
        (ignored if feature in _IGNORED else words).append(one)
    return tuple(words), tuple(ignored)


def _weight(reason: Mapping[str, object]) -> float:
    weight = reason["weight"]
    return float(weight) if isinstance(weight, int | float) else 0.0


def texts_of(value: object) -> tuple[str, ...]:
    """A list of texts out of stored JSON."""
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
