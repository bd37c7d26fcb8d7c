"""Killed at any point of a reading the old snapshot serves on; of several processes at once one does it."""

import signal
from collections.abc import Callable

import pytest

from tests.forked import REFUSED, die, ended, in_process
from tests.makers import NOW
from tests.makers_sources import a_list, a_source, delivered
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import Partner
from vetting.gateways import names_beside
from vetting.gateways.name_index import Manifest, SnapshotWriter
from vetting.gateways.name_segments import SegmentTexts
from vetting.records import deliveries, listings, reading_pieces, snapshots
from vetting.records.db import db
from vetting.records.snapshots import Snapshot
from vetting.services import screening
from vetting.services import snapshots as deeds

OLD = a_list([(f"Gammal Exempelförening {n}", "", "Provby", "") for n in range(30)])
NEW = a_list([(f"Ny Exempelförening {n}", "", "Provby", "") for n in range(30)])


def after(deed: Callable[..., object]) -> Callable[..., object]:
    """The deed, and then the end."""

    def both(*args: object, **more: object) -> object:
        done = deed(*args, **more)
        die()
        return done

    return both


def names_now(key: str) -> set[str]:
    db.session.rollback()
    source = snapshots.source_named(key)
    seq = deliveries.current_seq(source)
    query = db.session.query(snapshots.Listing.name).filter_by(source_id=source.id)
    found = [name for (name,) in query.filter(listings.visible_at(seq))]
    db.session.rollback()
    assert len(found) == 30
    return {name.split()[0] for name in found}


def candidates(name: str) -> int:
    """How many near listings a check of that name meets."""
    found = screening.check_party(PartyFacts(name), ("skulder",), by=SYSTEM, now=NOW)
    db.session.rollback()
    return found.looks[0].considered


def at_piece(number: int) -> Callable[[int, int], None]:
    steps = iter(range(1, 100))
    return lambda done, total: die() if next(steps) == number else None


POINTS: dict[str, Callable[[pytest.MonkeyPatch], object]] = {
    "when the file is read": lambda m: m.setattr(deeds, "_unusual", die),
    "after a piece of old spans": lambda m: at_piece(1),
    "after the first new piece": lambda m: at_piece(4),
    "after the last piece": lambda m: at_piece(6),
    "inside a piece": lambda m: m.setattr(
        reading_pieces.new_listings, "add_rows", after(reading_pieces.new_listings.add_rows)
    ),
    "while the index is written": lambda m: m.setattr(SegmentTexts, "write", die),
    "when the index is written": lambda m: m.setattr(SnapshotWriter, "finish", after(SnapshotWriter.finish)),
    "between index and pointer": lambda m: m.setattr(Manifest, "publish", after(Manifest.publish)),
}


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_kill_at_any_point_and_deliver_again(own_app, monkeypatch, point):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", OLD)
    stored = deeds.store_delivery("skulder", NEW, file_name="ny.csv", as_of=None, by=SYSTEM, now=NOW)

    def read_and_die() -> None:
        deeds.PIECE = 10
        progress = POINTS[point](monkeypatch)
        deeds.read_delivery(stored.snapshot, by=SYSTEM, now=NOW, progress=progress)

    assert ended(in_process(read_and_die)) == -signal.SIGKILL
    assert names_now("skulder") == {"Gammal"}
    assert candidates("Gammal Exempelförening 7") > 0
    told = delivered("skulder", NEW)
    assert (told.state, told.snapshot) == ("active", stored.snapshot)
    assert names_now("skulder") == {"Ny"}
    assert candidates("Ny Exempelförening 7") > 0
    assert db.session.query(Snapshot).count() == 2
    assert db.session.query(snapshots.Listing).count() == 60
    db.session.rollback()


def test_the_process_that_indexes_is_killed_and_the_file_delivered_again(own_app, monkeypatch):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", OLD)
    monkeypatch.setattr(names_beside, "WORTHWHILE", 10)
    monkeypatch.setattr(names_beside.os, "cpu_count", lambda: 2)
    with monkeypatch.context() as patch:
        patch.setattr(names_beside, "_COMMAND", "import os; os.kill(os.getpid(), 9)")
        with pytest.raises(Refused, match="reading_stopped"):
            delivered("skulder", NEW)
    assert names_now("skulder") == {"Gammal"}
    assert candidates("Gammal Exempelförening 7") > 0
    assert delivered("skulder", NEW).state == "active"
    assert names_now("skulder") == {"Ny"}
    assert candidates("Ny Exempelförening 7") > 0
    assert db.session.query(snapshots.Listing).count() == 60
    db.session.rollback()


def test_two_processes_read_one_delivery(own_app):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", OLD)
    stored = deeds.store_delivery("skulder", NEW, file_name="ny.csv", as_of=None, by=SYSTEM, now=NOW)

    def read() -> None:
        deeds.PIECE = 5
        deeds.read_delivery(stored.snapshot, by=SYSTEM, now=NOW)

    codes = [ended(child) for child in [in_process(read) for _ in range(3)]]
    assert set(codes) <= {0, REFUSED}
    assert 0 in codes
    assert names_now("skulder") == {"Ny"}
    assert db.session.query(snapshots.Listing).count() == 60
    db.session.rollback()


def test_two_deliveries_of_one_source_at_once(own_app):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", OLD)
    other = NEW.replace(b"Ny ", b"Annan ")
    children = [in_process(lambda data=data: delivered("skulder", data)) for data in (NEW, other)]
    assert set(ended(child) for child in children) <= {0, 3}
    assert names_now("skulder") in ({"Ny"}, {"Annan"})
    last = delivered("skulder", NEW.replace(b"Ny ", b"Sista "))
    assert last.state == "active"
    assert names_now("skulder") == {"Sista"}
    source = snapshots.source_named("skulder")
    open_rows = db.session.query(snapshots.Listing).filter_by(source_id=source.id, until_seq=None).count()
    db.session.rollback()
    assert open_rows == 30
