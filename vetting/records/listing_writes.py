"""The spans of listings ended, opened and taken back in pieces when a reading goes on or was stopped."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, RowMapping, delete, select, update

from vetting.domain.terms import NumberClass, PartyKind
from vetting.records.db import among, db, new_id
from vetting.records.listings import visible_at
from vetting.records.new_listings import COLUMNS, Columns
from vetting.records.readings import Reading
from vetting.records.snapshots import Listing

AT_ONCE = 500


def end_rows(source_id: str, record_ids: Sequence[str], seq: int) -> None:
    """Ends the span of listings that snapshot `seq` no longer has, or has changed."""
    if not record_ids:
        return
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "UPDATE listings SET until_seq = ? WHERE source_id = ? AND record_id = ? "
            "AND until_seq IS NULL AND first_seq < ?",
            [(seq, source_id, one, seq) for one in record_ids],
        )
        return
    db.session.execute(
        update(Listing)
        .where(
            Listing.source_id == source_id,
            among(Listing.record_id, record_ids),
            Listing.until_seq.is_(None),
            Listing.first_seq < seq,
        )
        .values(until_seq=seq)
        .execution_options(synchronize_session=False)
    )


def end_unlike(run: Reading, *, after: str, limit: int) -> str | None:
    """After a roll-back: ends what the newest snapshot has and the one gone back to has not.

    At most `limit` listings from the record id `after` on; gives the one it came to, None at the end.
    """
    ids, came_to = _some(
        run.source_id,
        (Listing.until_seq.is_(None), Listing.first_seq > run.base_seq, Listing.first_seq < run.seq),
        after=after,
        limit=limit,
    )
    _set_until(ids, run.seq)
    return came_to


def copied_again(
    run: Reading, *, but: Collection[str], after: str, limit: int
) -> tuple[list[Columns], str | None]:
    """After a roll-back: what the snapshot gone back to has and a later one ended, made anew.

    Reads at most `limit` ended rows behind the id `after`, leaves out the record ids of `but`, and gives the
    rows with the id to go on behind, None at the end.
    """
    found = db.session.execute(
        select(Listing.__table__)
        .where(
            Listing.source_id == run.source_id,
            visible_at(run.base_seq),
            Listing.until_seq < run.seq,
            Listing.id > after,
        )
        .order_by(Listing.id)
        .limit(limit)
    ).mappings()
    rows: list[Columns] = []
    last = None
    for one in found:
        last = str(one["id"])
        if one["record_id"] not in but:
            rows.append(_copied(one, run.seq))
    return rows, last


def _copied(row: RowMapping, seq: int) -> Columns:
    more = {
        "id": new_id(),
        "first_seq": seq,
        "aliases": json.dumps(row["aliases"]),
        "payload": json.dumps(row["payload"]),
        "kind": PartyKind(str(row["kind"])).value,
        "number_class": NumberClass(str(row["number_class"])).value,
        "listed_on": str(row["listed_on"]) if row["listed_on"] else None,
    }
    return tuple(more.get(name, row[name]) for name in COLUMNS)


def take_back(run: Reading, *, after: str, limit: int) -> str | None:
    """Undoes what stopped readings wrote after the last accepted snapshot: listings of theirs go, and spans
    they ended are open again. In pieces as `end_unlike`."""
    wrote = (Listing.first_seq > run.accepted_seq,)
    ids, came_to = _some(run.source_id, wrote, after=after, limit=limit)
    for start in range(0, len(ids), AT_ONCE):
        db.session.execute(delete(Listing).where(Listing.id.in_(ids[start : start + AT_ONCE])))
    return came_to


def open_again(run: Reading, *, after: str, limit: int) -> str | None:
    """Opens the spans that stopped readings had ended. In pieces as `end_unlike`."""
    ended = (Listing.until_seq > run.accepted_seq, Listing.first_seq <= run.accepted_seq)
    ids, came_to = _some(run.source_id, ended, after=after, limit=limit)
    _set_until(ids, None)
    return came_to


def _some(
    source_id: str, criteria: tuple[ColumnElement[bool], ...], *, after: str, limit: int
) -> tuple[list[str], str | None]:
    """Ids of some listings in the order of their record ids, and the last of these."""
    found = db.session.execute(
        select(Listing.id, Listing.record_id)
        .where(Listing.source_id == source_id, Listing.record_id >= after, *criteria)
        .order_by(Listing.record_id)
        .limit(limit)
    ).all()
    return [one.id for one in found], str(found[-1].record_id) if found else None


def _set_until(ids: Sequence[str], seq: int | None) -> None:
    for start in range(0, len(ids), AT_ONCE):
        db.session.execute(
            update(Listing)
            .where(Listing.id.in_(ids[start : start + AT_ONCE]))
            .values(until_seq=seq)
            .execution_options(synchronize_session=False)
        )
