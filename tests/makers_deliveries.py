"""A reader for tests of the pipeline: lines of JSON, whole registers or changes, in any order wanted."""

import json
from pathlib import Path

from vetting.domain.terms import PartyKind, RowState
from vetting.gateways import readers
from vetting.gateways.source import Listing, Removal
from vetting.records import deliveries, listings, snapshots
from vetting.records.db import db


def read_lines(file: Path, tally, *, filename, options):
    head, *lines = file.read_text("utf-8").splitlines()
    told = json.loads(head)
    tally.version, tally.follows = told.get("version", ""), told.get("follows", "")
    tally.is_delta = "follows" in told
    for number, line in enumerate(lines, start=2):
        row = json.loads(line)
        if "gone" in row:
            yield Removal(row["gone"], number)
        elif "left_out" in row:
            tally.left_out[RowState(row["left_out"])] += 1
        else:
            state = RowState(row.get("state", "ok"))
            yield Listing(row["id"], PartyKind.ORGANISATION, row["name"], state=state, row_no=number)


def with_lines(monkeypatch) -> None:
    """From now on `spreadsheet_drop` reads such lines."""
    monkeypatch.setattr(readers, "READERS", {**readers.READERS, "spreadsheet_drop": read_lines})


def whole(names: dict[str, str], *, version: str = "", more: list[dict[str, str]] = ()) -> bytes:
    """A whole register of id and name; `more` are further lines as they are."""
    rows = [{"id": one, "name": name} for one, name in names.items()]
    return _lines({"version": version, "salt": version}, [*rows, *more])


def changes(put: dict[str, str], gone: list[str], *, follows: str, version: str) -> bytes:
    """Changes alone."""
    rows = [{"id": one, "name": name} for one, name in put.items()]
    return _lines({"version": version, "follows": follows}, [*rows, *({"gone": one} for one in gone)])


def _lines(head, rows) -> bytes:
    return "".join(json.dumps(one) + "\n" for one in (head, *rows)).encode()


def read_back(key: str, seq: int | None = None) -> dict[str, str]:
    """Id and name of every listing of a snapshot, the one in use unless told."""
    source = snapshots.source_named(key)
    seq = deliveries.current_seq(source) if seq is None else seq
    rows = db.session.query(listings.Listing.record_id, listings.Listing.name)
    found = [tuple(row) for row in rows.filter_by(source_id=source.id).filter(listings.visible_at(seq))]
    db.session.rollback()
    assert len(found) == len(dict(found)), "a record is there twice"
    return dict(found)
