"""Rows of a register that were set aside: what a person makes of them."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.association import NAME_LIMIT, SHOWN_LIMIT, keys_of, number_by_person, tidy
from vetting.domain.authority import Act, Actor, require
from vetting.domain.directory_staging import facts_of
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.identity import OrgNumberReading
from vetting.domain.names import search_key
from vetting.domain.terms import RowState
from vetting.domain.terms_imports import ImportState, ListKind, Settlement
from vetting.records import associations, directory_rows, imports, known_as
from vetting.records.associations import Association
from vetting.records.db import transaction
from vetting.records.imports import ImportRow
from vetting.records.journal import note

SETTLED_STATES = (RowState.QUARANTINED, RowState.MASKED)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a person says of a row: `number` when one is given, `name` when the row has none."""

    settlement: Settlement
    reason: str
    number: str = ""
    name: str = ""


def settle_row(import_id: str, row_no: int, *, settled: Settled, by: Actor, now: dt.datetime) -> None:
    """Settles a quarantined or masked row of an imported register; the association follows.

    Raises NotFound, Refused `import_not_applied`, `row_not_set_aside`, `row_settled_already`,
    `number_missing`, name_missing, text_missing and those of number_by_person.
    """
    require(by, Act.EDIT_DIRECTORY)
    with transaction():
        row = _open_row(import_id, row_no)
        reason = require_written(settled.reason, field="reason")
        number = _number(settled)
        if settled.settlement is not Settlement.SET_ASIDE:
            _put_in_order(row, settled, number, now)
        row.settlement, row.settled = settled.settlement, reason
        row.settled_by, row.settled_at = by.id, now
        note(
            Entry.DIRECTORY_ROW_SETTLED,
            by=by,
            now=now,
            subject=f"import:{import_id}",
            row=row_no,
            association=row.association_id,
            settlement=settled.settlement.value,
            reason=reason,
        )


def _open_row(import_id: str, row_no: int) -> ImportRow:
    found = imports.list_import(import_id, ListKind.DIRECTORY, to_change=True)
    row = imports.import_row(import_id, row_no)
    if found.state is not ImportState.APPLIED:
        raise Refused("import_not_applied")
    if row.state not in SETTLED_STATES:
        raise Refused("row_not_set_aside")
    if row.settlement is not None:
        raise Refused("row_settled_already")
    return row


def _number(settled: Settled) -> OrgNumberReading | None:
    if settled.settlement is not Settlement.NUMBER_GIVEN:
        return None
    number = number_by_person(settled.number)
    if number.canonical is None:
        raise Refused("number_missing")
    return number


def _put_in_order(
    row: ImportRow, settled: Settled, number: OrgNumberReading | None, now: dt.datetime
) -> None:
    association = _association_of(row, settled, now)
    if number is not None:
        association.org_number = number.canonical
        association.number_class = number.cls
        association.number_shown = number.shown[:SHOWN_LIMIT]
        known_as.outdate_checks({association.id})
    association.row_state = RowState.OK
    association.updated_at, association.version = now, association.version + 1


def _association_of(row: ImportRow, settled: Settled, now: dt.datetime) -> Association:
    """The association the row became; a nameless row becomes one only now, under the name given."""
    if row.association_id is not None:
        return associations.association(row.association_id, to_change=True)
    name = tidy(settled.name)[:NAME_LIMIT]
    if not search_key(name):
        raise Refused("name_missing")
    columns = {**directory_rows.columns_of(facts_of(row.values)), "name": name, **keys_of(name)}
    (row.association_id,) = directory_rows.add_associations(
        [{**columns, "source_system": "", "row_state": RowState.QUARANTINED}], now=now
    )
    return associations.association(row.association_id, to_change=True)
