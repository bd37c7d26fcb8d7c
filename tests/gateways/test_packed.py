"""ZIP deliveries: exactly one data file comes out, or nothing does."""

import io
import os
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from vetting.domain.errors import Refused, UnusableFile
from vetting.gateways import packed

DATA = "".join(f"{at}\tExempelföreningen {at * 7919 % 1000}\n" for at in range(3000)).encode()
Opening = Callable[..., tuple[bytes, str]]


def a_zip(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b"") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, data in members or (("bulkfil.txt", DATA),):
            archive.writestr(name, data)
        archive.comment = comment
    return kept.getvalue()


def an_office_file() -> bytes:
    return a_zip(("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>"))


@pytest.fixture
def opened(tmp_path: Path) -> Opening:
    """What is to be read and its name; nothing is left behind afterwards, whatever happened."""

    def opening(data: bytes, filename: str = "bulkfil.zip", **more: int) -> tuple[bytes, str]:
        file, folder = tmp_path / "stored", tmp_path / "work"
        file.write_bytes(data)
        try:
            with packed.opened(file, filename, folder=folder, **more) as (found, name):
                assert found.parent in (tmp_path, folder)
                return found.read_bytes(), name
        finally:
            assert not folder.exists() or not list(folder.iterdir())
            assert sorted(one.name for one in tmp_path.iterdir() if one != folder) == ["stored"]
            assert file.read_bytes() == data

    return opening


def refusal(opened: Opening, data: bytes, filename: str = "bulkfil.zip", **more: int) -> str:
    with pytest.raises(UnusableFile) as refused:
        opened(data, filename, **more)
    return refused.value.code


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    ("members", "name"),
    [
        ((("bulkfil.txt", DATA),), "bulkfil.txt"),
        ((("mapp/", b""), ("mapp/bulkfil.txt", DATA)), "bulkfil.txt"),
        ((("__MACOSX/._bulkfil.txt", b"x"), ("bulkfil.txt", DATA), (".DS_Store", b"x")), "bulkfil.txt"),
        ((("bulkfil.txt", DATA), ("Thumbs.db", b"x")), "bulkfil.txt"),
        ((("../../../etc/cron.d/bulkfil.txt", DATA),), "bulkfil.txt"),
        ((("/etc/bulkfil.txt", DATA),), "bulkfil.txt"),
        ((("C:\\mapp\\bulkfil.txt", DATA),), "bulkfil.txt"),
        ((("Företag åäö.txt", DATA),), "Företag åäö.txt"),
    ],
)
def test_the_data_file_comes_out(
    opened: Opening, members: tuple[tuple[str, bytes], ...], name: str, method: int
) -> None:
    """Only the bare name is used, so a path in it leads nowhere."""
    assert opened(a_zip(*members, method=method)) == (DATA, name)


def test_an_empty_file_and_a_workbook_may_be_packed(opened: Opening) -> None:
    assert opened(a_zip(("x_entities.delta.json", b""))) == (b"", "x_entities.delta.json")
    assert opened(a_zip(("lista.xlsx", an_office_file()))) == (an_office_file(), "lista.xlsx")


@pytest.mark.parametrize(
    "data", [DATA, b"", b"P", b"<x/>", b"PK-listan;1\n", an_office_file()],
    ids=["text", "nothing", "one byte", "xml", "text that begins so", "workbook"],
)  # fmt: skip
def test_what_is_not_packed_is_left_alone(opened: Opening, data: bytes) -> None:
    assert opened(data, "lista.dat") == (data, "lista.dat")


def encrypted() -> bytes:
    """The mark of encryption in both headers, as a packer sets it."""
    data = bytearray(a_zip())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying_about_size() -> bytes:
    """Both headers say a tenth of what comes out."""
    data = bytearray(a_zip(("x.txt", bytes(5_000_000))))
    for at in (22, data.rindex(b"PK\x01\x02") + 24):
        data[at : at + 4] = struct.pack("<I", 500_000)
    return bytes(data)


def overlapping() -> bytes:
    """Two names for the same bytes."""
    data = a_zip(("a.txt", DATA))
    at, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[at:end]
    tail = bytearray(data[end:])
    tail[8:12] = struct.pack("<HH", 2, 2)
    tail[12:16] = struct.pack("<I", 2 * len(entry))
    return data[:end] + entry.replace(b"a.txt", b"b.txt") + bytes(tail)


def wrong_checksum() -> bytes:
    data = bytearray(a_zip(method=zipfile.ZIP_STORED))
    data[200] ^= 0xFF
    return bytes(data)


def far_away() -> bytes:
    """The directory says that the member begins beyond the end."""
    data = bytearray(a_zip())
    at = data.rindex(b"PK\x01\x02") + 42
    data[at : at + 4] = struct.pack("<I", 0x7FFFFFFF)
    return bytes(data)


def huge_directory() -> bytes:
    data = bytearray(a_zip())
    at = data.rindex(b"PK\x05\x06") + 12
    data[at : at + 4] = struct.pack("<I", 0x10000000)
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (a_zip(("a.txt", b"a"), ("b.txt", b"b")), "packed_members"),
        (a_zip(("__MACOSX/x", b"a")), "packed_members"),
        (a_zip(("mapp/", b"")), "packed_members"),
        (b"PK\x05\x06" + bytes(18), "packed_members"),
        (a_zip(("inre.zip", a_zip())), "packed_nested"),
        (a_zip(("inre.gz", b"\x1f\x8b\x08" + bytes(40))), "packed_nested"),
        (encrypted(), "packed_encrypted"),
        (a_zip(method=zipfile.ZIP_BZIP2), "packed_other"),
        (a_zip(method=zipfile.ZIP_LZMA), "packed_other"),
        (b"\x1f\x8b\x08\x00" + bytes(60), "packed_other"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(60), "packed_other"),
        (a_zip(("nollor.txt", bytes(5_000_000))), "zip_bomb"),
        (huge_directory(), "zip_bomb"),
        (a_zip(*((f"{at}.txt", b"") for at in range(2001))), "zip_bomb"),
        (lying_about_size(), "zip_bomb broken_zip"),
        (overlapping(), "packed_members broken_zip"),
        (wrong_checksum(), "broken_zip"),
        (far_away(), "broken_zip"),
        (DATA, "broken_zip"),
        (b"", "broken_zip"),
        (b"PK\x03\x04" + bytes(100), "broken_zip"),
    ],
)
def test_refused(opened: Opening, data: bytes, codes: str) -> None:
    assert refusal(opened, data) in codes.split()


def test_the_largest_size_is_told_by_who_asks(opened: Opening) -> None:
    assert refusal(opened, a_zip(), max_bytes=len(DATA) - 1) == "zip_bomb"
    assert opened(a_zip(), max_bytes=len(DATA))[0] == DATA


@pytest.mark.parametrize("comment", [b"", b"veckans fil"])
def test_a_zip_cut_off_anywhere_is_refused(opened: Opening, comment: bytes) -> None:
    data = a_zip(comment=comment)
    for cut in (*range(4, 60), *range(60, len(data), 211), *range(len(data) - 60, len(data))):
        assert refusal(opened, data[:cut]) == "broken_zip", cut


def test_a_zip_spoilt_anywhere_is_refused_or_gives_the_very_data(opened: Opening) -> None:
    """Not every byte of the format matters; those that do are noticed."""
    data = a_zip()
    refused = 0
    for at in (*range(0, 60), *range(60, len(data) - 130, 307), *range(len(data) - 130, len(data))):
        spoilt = bytearray(data)
        spoilt[at] ^= 0x55
        try:
            assert opened(bytes(spoilt), "lista.dat")[0] in (DATA, bytes(spoilt))
        except UnusableFile:
            refused += 1
    assert refused > 100


def test_a_reader_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    file, folder = tmp_path / "stored", tmp_path / "work"
    file.write_bytes(a_zip())

    def reading() -> None:
        with packed.opened(file, "bulkfil.zip", folder=folder) as (found, _):
            assert found.exists()
            raise UnusableFile("too_few_rows")

    with pytest.raises(UnusableFile, match="too_few_rows"):
        reading()
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_behind_goes(tmp_path: Path) -> None:
    file, folder = tmp_path / "stored", tmp_path / "work"
    file.write_bytes(a_zip())
    folder.mkdir()
    for name, age in (("unpacked-old", packed.LEFT_BEHIND + 60), ("unpacked-new", 60), ("other", 10**6)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age, time.time() - age))
    with packed.opened(file, "bulkfil.zip", folder=folder):
        assert not (folder / "unpacked-old").exists()
    assert sorted(one.name for one in folder.iterdir()) == ["other", "unpacked-new"]


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    file = tmp_path / "stored"
    file.write_bytes(a_zip())
    with (
        pytest.raises(Refused, match="storage_full"),
        packed.opened(file, "bulkfil.zip", folder=file / "work"),
    ):
        pass
