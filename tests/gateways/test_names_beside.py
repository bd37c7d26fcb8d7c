"""Names taken by a process beside the reader: the same index and weights as in one, and no trace of a failure."""

import os
import signal

import pytest

from tests.makers_names import a_row, found, the_rows, written
from vetting.domain.errors import Refused
from vetting.domain.terms import PartyKind
from vetting.domain.token_weights import weights_of
from vetting.gateways import names_beside
from vetting.gateways.name_index import NameIndexes
from vetting.gateways.names_beside import NamesBeside
from vetting.gateways.process_beside import ProcessBeside

ORGANISATION = PartyKind.ORGANISATION


@pytest.fixture(params=["here", "beside"])
def beside(request, monkeypatch):
    """Few names are worth a process, or no number of them is."""
    monkeypatch.setattr(names_beside, "WORTHWHILE", 10 if request.param == "beside" else 10**9)
    monkeypatch.setattr(names_beside.os, "cpu_count", lambda: 2)
    return request.param


def taken(folder, rows, *, seq=1, follows=None, ended=(), everything=()):
    """The rows told one by one and together, mixed; the manifest in its place, and the weights."""
    names = [row[2][0] for row in rows]
    with NamesBeside(folder, "s", seq) as index:
        for row in rows[:5]:
            index.add(*row)
        rest = rows[5:]
        if rest:
            ids, seats = [row[0] for row in rest], [row[4] for row in rest]
            index.add_all(ids, ORGANISATION, [row[2][0] for row in rest], [None] * len(rest), seats)
        index.weigh(names, {"Norrlycka"})
        index.finish(follows=follows, ended=ended, rows=lambda: everything).publish()
        weights = index.weights()
    return NameIndexes(folder, lambda source_id, seq: pytest.fail("nothing was lost")), weights


def segments(folder):
    return [path.read_bytes() for path in sorted((folder / "s").glob("*.names"))]


def test_the_files_and_the_weights_are_those_of_one_process(beside, tmp_path):
    rows = the_rows(60)
    _, weights = taken(tmp_path / "one", rows)
    written(tmp_path / "other", rows)
    assert segments(tmp_path / "one") == segments(tmp_path / "other")
    assert weights == weights_of([row[2][0] for row in rows], {"Norrlycka"})


def test_what_follows_and_what_is_lost(beside, tmp_path):
    rows = the_rows(60)
    taken(tmp_path, rows)
    new = [a_row(100 + n, f"Nya Rosenfors Schackförening {n}") for n in range(30)]
    index, _ = taken(tmp_path, new, seq=2, follows=1, ended=[rows[0][0]])
    assert rows[0][0] not in found(index, rows[0][2][0], 2).listing_ids
    assert rows[1][0] in found(index, rows[1][2][0], 2).listing_ids
    assert new[7][0] in found(index, new[7][2][0], 2).listing_ids
    for path in (tmp_path / "s").glob("2*"):
        path.unlink()
    everything = [*rows[1:], *new, a_row(900, "Dalstorps Segelklubb")]
    index, _ = taken(tmp_path, [], seq=3, follows=2, everything=everything)
    assert found(index, "Dalstorps Segelklubb", 3).listing_ids[0] == f"{900:016x}"
    assert rows[1][0] in found(index, rows[1][2][0], 3).listing_ids


def failing(folder, fails=lambda: None, told=None):
    """Names taken and finished, and then what fails."""
    with NamesBeside(folder, "s", 1) as index:
        for row in told or the_rows(40):
            index.add(*row)
        index.nothing_before()
        index.finish(follows=None, ended=(), rows=lambda: ())
        fails()


def test_what_goes_wrong_afterwards_leaves_no_file(beside, tmp_path):
    def fails():
        assert segments(tmp_path)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing(tmp_path, fails)
    assert not list((tmp_path / "s").iterdir())


def test_what_the_disk_refuses_is_told(beside, tmp_path):
    (tmp_path / "s").write_text("no folder")
    with pytest.raises(OSError, match="s"):
        failing(tmp_path)


def test_a_process_that_is_killed_stops_the_reading(tmp_path, monkeypatch):
    begun = []
    begins = ProcessBeside.__init__

    def killed(self, command):
        begins(self, command)
        begun.append(self._process)
        os.kill(self._process.pid, signal.SIGKILL)

    monkeypatch.setattr(ProcessBeside, "__init__", killed)
    monkeypatch.setattr(names_beside, "WORTHWHILE", 10)
    monkeypatch.setattr(names_beside.os, "cpu_count", lambda: 2)
    with pytest.raises(Refused, match="reading_stopped"):
        failing(tmp_path, told=the_rows(200_000))  # more than waits or fits between two processes
    assert begun[0].returncode == -signal.SIGKILL
    begun.clear()
    with pytest.raises(Refused, match="reading_stopped"):
        failing(tmp_path)
    assert begun[0].returncode == -signal.SIGKILL


def test_few_names_begin_no_process(tmp_path, monkeypatch):
    monkeypatch.setattr(names_beside, "ProcessBeside", lambda command: pytest.fail("they are few"))
    taken(tmp_path, the_rows(60))
