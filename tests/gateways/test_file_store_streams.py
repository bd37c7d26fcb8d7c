"""Bytes of any size go into the store as they come, whole or not at all."""

import hashlib
import io
import os
import tracemalloc

import pytest

from vetting.domain.errors import Refused, UnusableFile
from vetting.gateways import file_store
from vetting.gateways.spool import Spool


class Long(io.RawIOBase):
    """A stream of so many bytes that are never all there."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:
        piece = b"x" * min(size, self.left)
        self.left -= len(piece)
        return piece


def files(folder):
    return [one for one in folder.rglob("*") if one.is_file()]


def test_bytes_that_are_kept_again_are_stored_once_and_count_as_new(tmp_path):
    path = file_store.path_of(tmp_path, file_store.keep(tmp_path, b"svar"))
    os.utime(path, (0, 0))
    file_store.keep(tmp_path, b"svar")
    assert path.stat().st_mtime > 0
    assert files(tmp_path) == [path]


def test_a_long_stream_takes_little_memory(tmp_path):
    size = 40 * file_store.CHUNK + 7
    tracemalloc.start()
    stored = file_store.keep_stream(tmp_path, Long(size), limit=size, filename="lång.csv")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 6 * file_store.CHUNK
    assert (stored.size, stored.digest) == (size, hashlib.sha256(b"x" * size).hexdigest())
    assert file_store.require_whole(tmp_path, stored.digest, "lång.csv").stat().st_size == size


def test_what_is_too_large_or_breaks_off_leaves_nothing(tmp_path):
    with pytest.raises(UnusableFile, match="too_large"):
        file_store.keep_stream(tmp_path, Long(11), limit=10, filename="a")

    class Broken(Long):
        def read(self, size: int = -1) -> bytes:
            if self.left < 5:
                raise ConnectionResetError
            return super().read(6)

    with pytest.raises(ConnectionResetError):
        file_store.keep_stream(tmp_path, Broken(10), limit=10, filename="a")
    assert files(tmp_path) == []


def test_no_room(tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="storage_full"):
        file_store.keep_stream(tmp_path, io.BytesIO(b"a"), limit=10, filename="a")
    assert files(tmp_path) == []


def test_damaged_and_lost_bytes_are_told(tmp_path):
    stored = file_store.keep_stream(tmp_path, io.BytesIO(b"abc"), limit=10, filename="a")
    path = file_store.path_of(tmp_path, stored.digest)
    path.write_bytes(b"abd")
    with pytest.raises(UnusableFile, match="file_damaged"):
        file_store.require_whole(tmp_path, stored.digest, "a")
    path.unlink()
    with pytest.raises(UnusableFile, match="file_damaged"):
        file_store.require_whole(tmp_path, stored.digest, "a")
    assert file_store.keep_stream(tmp_path, io.BytesIO(b"abc"), limit=10, filename="a") == stored
    assert path.read_bytes() == b"abc"


def test_a_file_another_process_moves_meanwhile_is_no_full_disk(tmp_path):
    (tmp_path / "incoming-moved").symlink_to(tmp_path / "nowhere")  # listed, and gone when asked for
    assert file_store.keep_stream(tmp_path, io.BytesIO(b"abc"), limit=10, filename="a").size == 3


def test_left_overs_go_after_a_day(tmp_path):
    for name, age in (("incoming-old", 2 * 86400), ("incoming-new", 60)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (os.stat(tmp_path).st_mtime - age,) * 2)
    file_store.keep_stream(tmp_path, io.BytesIO(b"abc"), limit=10, filename="a")
    assert sorted(one.name for one in files(tmp_path))[-1:] == ["incoming-new"]
    assert not (tmp_path / "incoming-old").exists()


@pytest.mark.parametrize("count", [0, 1, 3, 4, 9, 10, 25])  # nine are held in memory
def test_rows_set_aside_come_back_in_order(tmp_path, count):
    rows = [(f"å{n}", n, None, True) for n in range(count)]
    with Spool(tmp_path, 3) as spool:
        for row in rows:
            spool.add(row)
        assert len(spool) == count
        assert [tuple(row) for piece in spool.pieces() for row in piece.unpacked()] == rows
        assert all(piece.count <= 3 for piece in spool.pieces())
    assert files(tmp_path) == []
