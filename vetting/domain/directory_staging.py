"""A row of the register as it is kept between the file and the directory, and read back."""

from collections.abc import Iterable, Mapping
from typing import cast

from vetting.domain.association import SHOWN_LIMIT, AssociationFacts, tidy
from vetting.domain.directory import ClassifiedRow
from vetting.domain.directory_changes import Incoming
from vetting.domain.terms import NumberClass, RowState
from vetting.domain.terms_associations import GiroKind


def values_of(found: ClassifiedRow) -> dict[str, object]:
    """What is kept of a row, as JSON: nothing that a person could be known by."""
    row, number = found.row, found.number
    return {
        "name": row.name,
        "org_number": number.canonical,
        "number_class": number.cls.value,
        "number_shown": tidy(number.shown)[:SHOWN_LIMIT],
        "proposal": number.proposal,
        "municipal_id": row.municipal_id,
        "types": list(row.types),
        "activities": list(row.activities),
        "district": row.district,
        "postal_code": row.postal_code,
        "city": row.city,
        "duplicate_of": found.duplicate_of,
        "giro": [row.giros[0][0].value, row.giros[0][1]] if row.giros else None,
        "former_names": list(row.former_names),
        "former_numbers": list(row.former_numbers),
    }


def problems_of(found: ClassifiedRow) -> list[dict[str, object]]:
    """The row's problems as JSON, with row, field, code and masked value."""
    return [
        {
            "row": problem.row,
            "field": problem.field,
            "code": problem.code,
            "value_masked": tidy(problem.value_masked),
        }
        for problem in found.problems
    ]


def incoming_of(row_no: int, state: RowState, values: Mapping[str, object]) -> Incoming:
    """The row as it is compared with the directory."""
    return Incoming(row_no, facts_of(values), state, cast("str | None", values["municipal_id"]))


def facts_of(values: Mapping[str, object]) -> AssociationFacts:
    """The facts that values_of kept; rows staged by an earlier version know of no accounts and such."""
    giro = cast("list[str]", values.get("giro") or [])
    return AssociationFacts(
        name=str(values["name"]),
        org_number=cast("str | None", values["org_number"]),
        number_class=NumberClass(str(values["number_class"])),
        number_shown=str(values["number_shown"]),
        types=tuple(map(str, cast("Iterable[object]", values["types"]))),
        activities=tuple(map(str, cast("Iterable[object]", values["activities"]))),
        district=cast("str | None", values["district"]),
        postal_code=cast("str | None", values["postal_code"]),
        city=cast("str | None", values["city"]),
        giro_kind=GiroKind(giro[0]) if giro else None,
        giro=giro[1] if giro else None,
        former_names=tuple(map(str, cast("Iterable[object]", values.get("former_names") or ()))),
        former_numbers=tuple(map(str, cast("Iterable[object]", values.get("former_numbers") or ()))),
    )
