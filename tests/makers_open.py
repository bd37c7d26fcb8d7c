"""Concerns without names, published lists of grants and files taken out of lists, for tests."""

import datetime as dt
from dataclasses import asdict

from tests.makers import NOW
from vetting.domain.concerns import ConcernSaid
from vetting.domain.open_grants_list import Funder, grants_list
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.records.concerns import Concern
from vetting.records.db import db, transaction
from vetting.records.exports import Export
from vetting.records.open_grants_lists import OpenGrantsList

FUNDER = "8899999018"
SEEN = "Klistermärken som uppmanar till våld satt på dörren till en skola två gånger."


def a_saying(**changes) -> ConcernSaid:
    said = {
        "kind": ConcernKind.MARKS,
        "setting": ConcernSetting.SCHOOL,
        "district": "–",
        "month": f"{NOW:%Y-%m}",
        "text": SEEN,
    }
    return ConcernSaid(**{**said, **changes})


def a_concern(**changes) -> str:
    """A row as the deed keeps it."""
    values = {**vars(a_saying()), "received_on": NOW.date(), **changes}
    with transaction(is_piece=True):
        row = Concern(**values)
        db.session.add(row)
        db.session.flush()
        return row.id


def an_edition(year: int = 2025, number: int = 1) -> str:
    found = grants_list([], Funder(FUNDER, "Nordköpstad"))
    with transaction(is_piece=True):
        row = OpenGrantsList(
            year=year,
            edition=number,
            reason="" if number == 1 else "Rättad",
            funder_number=FUNDER,
            document=found.document,
            size=len(found.document.encode()),
            quality=asdict(found.quality),
            digest=found.digest,
            published_by="x",
            published_at=NOW,
        )
        db.session.add(row)
        db.session.flush()
        return row.id


def an_export(owner_id: str, at: dt.datetime = NOW, **changes) -> str:
    values = {
        "kind": ExportKind.CASES,
        "args": {},
        "ending": ExportEnding.XLSX,
        "language": "sv",
        "state": ExportState.WAITING,
        "rows_total": 2000,
        "asked_at": at,
    }
    with transaction(is_piece=True):
        row = Export(owner_id=owner_id, **{**values, **changes})
        db.session.add(row)
        db.session.flush()
        return row.id


def open_rows(owner_id: str, number: int) -> dict[str, str]:
    """One of each, by the names of addresses."""
    return {
        "concern_id": a_concern(),
        "oppna-data/list_id": an_edition(2020 + number),
        "oppna-data/ending": "json",
        "export_id": an_export(owner_id),
    }
