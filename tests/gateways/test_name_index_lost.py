"""Files of the candidate index that are lost, damaged, half written, or written by two at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.makers_names import a_row, found, the_rows, written
from vetting.gateways.array_files import DamagedFile
from vetting.gateways.name_index import NameIndexes, opened, sweep

ROOT = Path(__file__).resolve().parents[2]


def harmed(folder, how):
    (segment,) = (folder / "s").glob("*.names")
    manifest = folder / "s" / "1.json"
    data = segment.read_bytes()
    if how == "manifest gone":
        manifest.unlink()
    elif how == "manifest cut":
        manifest.write_bytes(manifest.read_bytes()[:-5])
    elif how == "other version":
        manifest.write_text(manifest.read_text().replace('"version": 1', '"version": 0'))
    elif how == "segment gone":
        segment.unlink()
    elif how == "segment cut":
        segment.write_bytes(data[: len(data) // 2])
    elif how == "a byte changed":
        segment.write_bytes(data[:-70] + bytes([data[-70] ^ 1]) + data[-69:])
    elif how == "empty":
        segment.write_bytes(b"")
    os.utime(manifest if manifest.exists() else folder, (1, 1))  # another sign: what was open is let go


@pytest.mark.parametrize(
    "how",
    [
        "manifest gone",
        "manifest cut",
        "other version",
        "segment gone",
        "segment cut",
        "a byte changed",
        "empty",
    ],
)
def test_lost_and_damaged_files_are_made_anew_and_find_the_same(tmp_path, how):
    rows = the_rows(120)
    index = written(tmp_path, rows)
    asked = ["Granlunda Hembygdsförening", "Tallviks Kulturförenig 7"]
    before = [found(index, one) for one in asked]
    harmed(tmp_path, how)
    if how != "manifest gone":
        with pytest.raises(DamagedFile):
            opened(tmp_path / "s", 1)
    assert [found(NameIndexes(tmp_path, lambda source_id, seq: iter(rows)), one) for one in asked] == before
    assert [found(NameIndexes(tmp_path, lambda source_id, seq: ()), one) for one in asked] == before


def test_a_delta_upon_lost_files_is_made_whole_from_the_table(tmp_path):
    rows = the_rows(60)
    written(tmp_path, rows)
    harmed(tmp_path, "segment gone")
    fresh = a_row(5000, "Nya Sångsällskapet")
    index = written(tmp_path, [fresh], 2, follows=1, ended=[rows[0][0]], everything=[*rows[1:], fresh])
    assert found(index, "Nya Sångsällskapet", 2).listing_ids[0] == fresh[0]
    assert rows[0][0] not in found(index, rows[0][2][0], 2).listing_ids


def test_sweeping_keeps_what_is_named_and_what_is_young(tmp_path):
    index = written(tmp_path, the_rows(30))
    written(tmp_path, the_rows(20, seed=2), 2)
    left, young = tmp_path / "s" / "9-x.names.part", tmp_path / "s" / "9-y.names.part"
    left.write_bytes(b"half")
    young.write_bytes(b"half")
    for path in tmp_path.glob("s/*.names"):
        os.utime(path, (1, 1))
    os.utime(left, (1, 1))
    (tmp_path / "s" / "9-z.names.part").symlink_to(
        tmp_path / "nowhere"
    )  # as one another process just removed
    sweep(tmp_path, "s", keep=[2])
    assert sorted(path.suffix for path in (tmp_path / "s").iterdir()) == [".json", ".names", ".part", ".part"]
    assert young.exists()
    assert found(index, "Tallviks Kulturförening", 2).listing_ids
    sweep(tmp_path, "nobody", keep=[1])


BUILDS = """
import sys, os, signal
from pathlib import Path
from vetting.domain.terms import PartyKind
from vetting.gateways import array_files
from vetting.gateways.name_index import SnapshotWriter
folder, stop = Path(sys.argv[1]), sys.argv[2]
def stopped(*told):
    os.kill(os.getpid(), signal.SIGKILL)
if stop == "writing":
    array_files.flushed = stopped
with SnapshotWriter(folder, "s", 1) as writer:
    for n in range(200):
        writer.add(f"{n:016x}", PartyKind.ORGANISATION, (f"Granlunda Exempel {n}",))
    manifest = writer.finish(follows=None, ended=(), rows=lambda: ())
    if stop == "unpublished":
        stopped()
    manifest.publish()
"""


def building(folder, stop=""):
    return subprocess.Popen(
        [sys.executable, "-c", BUILDS, str(folder), stop],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
    )


def test_killed_while_building_and_two_at_once(tmp_path):
    runs = {stop: building(tmp_path, stop) for stop in ("writing", "unpublished")}
    for run in runs.values():
        assert (run.wait(60), run.stderr.read()) == (-signal.SIGKILL, b"")
    with pytest.raises(DamagedFile):
        opened(tmp_path / "s", 1)
    both = [building(tmp_path), building(tmp_path)]
    assert [run.wait(60) for run in both] == [0, 0]
    index = NameIndexes(tmp_path, lambda source_id, seq: pytest.fail("nothing was lost"))
    assert found(index, "Granlunda Exempel 7").listing_ids[0] == f"{7:016x}"
    for path in (tmp_path / "s").iterdir():
        if path.suffix != ".json":
            os.utime(path, (1, 1))
    sweep(tmp_path, "s", keep=[1])
    assert len(list((tmp_path / "s").iterdir())) == 2
