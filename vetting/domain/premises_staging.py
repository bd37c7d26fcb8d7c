"""A row of a list of premises as it is kept between the file and the register, and read back."""

from collections.abc import Mapping
from typing import Any, cast

from vetting.domain.premises import PremisesFacts
from vetting.domain.premises_list import ListedPremises
from vetting.domain.terms_premises import PremisesKind

FACTS = ("key", "name", "kind", "address", "capacity", "is_state_aided", "is_open")

Values = dict[str, object]


def values_of(row: ListedPremises) -> Values:
    """What is kept of a row, as JSON."""
    facts: Values = {**dict.fromkeys(FACTS), "name": row.name}
    if row.facts is not None:
        facts = {name: getattr(row.facts, name) for name in FACTS} | {"kind": row.facts.kind.value}
    hours = None if row.hours is None else {str(day): list(ends) for day, ends in row.hours.items()}
    return {**facts, "board": row.board, "board_id": row.board_id, "hours": hours, "price": row.price}


def facts_from(values: Mapping[str, Any]) -> PremisesFacts:
    """The facts of a usable row."""
    return PremisesFacts(**{**{name: values[name] for name in FACTS}, "kind": PremisesKind(values["kind"])})


def hours_from(values: Mapping[str, Any]) -> dict[int, tuple[str, str]] | None:
    """Hours by weekday; None where the list tells of none."""
    hours = cast("dict[str, list[str]] | None", values["hours"])
    return None if hours is None else {int(day): (ends[0], ends[1]) for day, ends in hours.items()}
