"""A process killed in the middle of a reading: the old snapshot serves on, the same file finishes the work."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers import NOW
from tests.makers_sources import a_list, a_source, delivered
from vetting.domain.authority import SYSTEM
from vetting.domain.terms import Partner
from vetting.records import deliveries, listings, snapshots
from vetting.records.db import db
from vetting.records.snapshots import Snapshot
from vetting.services import snapshots as deeds

ROOT = Path(__file__).resolve().parents[2]
OLD = a_list([(f"Gammal Exempelförening {n}", "", "Provby", "") for n in range(30)])
NEW = a_list([(f"Ny Exempelförening {n}", "", "Provby", "") for n in range(30)])
KILLED = """
import os, signal, sys, datetime as dt
from pathlib import Path
from vetting.app import create_app
from vetting.config import Settings
from vetting.domain.authority import SYSTEM
from vetting.services import snapshots
url, folder, snapshot_id, after = sys.argv[1:]
snapshots.PIECE = 10
steps = 0
def progress(done, total):
    global steps
    steps += 1
    if steps == int(after):
        os.kill(os.getpid(), signal.SIGKILL)
app = create_app(Settings(database_url=url, data_dir=Path(folder), secret_key="t" * 40, testing=True))
with app.app_context():
    snapshots.read_delivery(snapshot_id, by=SYSTEM, now=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), progress=progress)
"""


def names_now(key: str) -> set[str]:
    db.session.rollback()
    source = snapshots.source_named(key)
    seq = deliveries.current_seq(source)
    query = db.session.query(snapshots.Listing.name).filter_by(source_id=source.id)
    found = {name for (name,) in query.filter(listings.visible_at(seq))}
    db.session.rollback()
    return found


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 3, 5])
def test_kill_at_any_piece_and_deliver_again(own_app, after):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered("skulder", OLD)
    stored = deeds.store_delivery("skulder", NEW, file_name="ny.csv", as_of=None, by=SYSTEM, now=NOW)
    settings = own_app.config["SETTINGS"]
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED,
            settings.database_url,
            str(settings.data_dir),
            stored.snapshot,
            str(after),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    assert all(name.startswith("Gammal") for name in names_now("skulder"))
    assert len(names_now("skulder")) == 30
    told = delivered("skulder", NEW)
    assert (told.state, told.snapshot) == ("active", stored.snapshot)
    assert all(name.startswith("Ny") for name in names_now("skulder"))
    assert len(names_now("skulder")) == 30
    assert db.session.query(Snapshot).count() == 2
    db.session.rollback()
