"""A row of a list of applications as it is kept between the file and its case, and read back."""

import datetime as dt
from collections.abc import Mapping
from typing import cast

from vetting.domain.application import Applied
from vetting.domain.application_matching import PlacedRow
from vetting.domain.identity import format_org_number

Values = dict[str, object]


def values_of(placed: PlacedRow) -> Values:
    """What is kept of a row, as JSON."""
    row = placed.listed
    return {
        "name": row.name,
        "org_number": format_org_number(row.number.canonical or "") or row.number.shown,
        "scheme": row.scheme,
        "board": row.board,
        "own_id": row.own_id,
        "year": row.year,
        "amount": row.amount,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "purpose": row.purpose,
        "expected_result": row.expected_result,
        "members_total": row.members_total,
        "other_support": row.other_support,
        "scheme_id": placed.scheme_id,
        "source_key": placed.source_key,
    }


def applied_from(values: Mapping[str, object]) -> Applied:
    """What is applied for in a row that can be opened."""
    return Applied(
        purpose=str(values["purpose"]),
        amount=cast("int", values["amount"]),
        starts_on=dt.date.fromisoformat(str(values["starts_on"])),
        ends_on=dt.date.fromisoformat(str(values["ends_on"])),
        expected_result=str(values["expected_result"]),
        members_total=cast("int | None", values["members_total"]),
        other_support=str(values["other_support"]),
    )
