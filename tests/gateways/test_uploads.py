"""What comes in as a file is what its bytes say, and never a bomb."""

import hashlib
import io
import zipfile

import pytest

from vetting.domain.errors import UnusableFile
from vetting.gateways.sheets import write_sheet
from vetting.gateways.uploads import FileKind, guard_zip, inspect_upload

DATA_FILES = frozenset({FileKind.XLSX, FileKind.CSV, FileKind.JSON, FileKind.XML, FileKind.TXT})


def a_workbook() -> bytes:
    target = io.BytesIO()
    write_sheet(target, ["Namn"], [["Norrlyckan IF"]])
    return target.getvalue()


def a_zip(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


def a_docx() -> bytes:
    return a_zip(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>"})


def refusal(data: bytes, filename: str, **options: object) -> UnusableFile:
    with pytest.raises(UnusableFile) as refused:
        inspect_upload(data, filename, **options)  # type: ignore[arg-type]
    return refused.value


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (b"%PDF-1.7 ...", "stadgar.pdf", FileKind.PDF),
        (b"\x89PNG\r\n\x1a\n...", "karta.png", FileKind.PNG),
        (b"\xff\xd8\xff\xe0...", "bild.jpg", FileKind.JPEG),
        (a_docx(), "protokoll.docx", FileKind.DOCX),
        (a_workbook(), "bokslut.xlsx", FileKind.XLSX),
        (a_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "brev.odt", FileKind.ODT),
        (b"Hej", "brev.txt", FileKind.TXT),
    ],
)
def test_papers_are_known_by_their_bytes(data: bytes, filename: str, kind: FileKind) -> None:
    found = inspect_upload(data, f"C:\\mapp\\{filename}")
    assert (found.kind, found.filename, found.size) == (kind, filename, len(data))
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (b'[{"name": "x"}]', "register.json", FileKind.JSON),
        (b"<?xml version='1.0'?><a/>", "lista.xml", FileKind.XML),
        (b"Namn;Orgnr\na;b\n", "lista.csv", FileKind.CSV),
        (b"Namn;Orgnr\na;b\n", "", FileKind.CSV),
        ("Namn;Ort\nÅ;Ä\n".encode("utf-16"), "lista.csv", FileKind.CSV),
    ],
)
def test_data_files_are_known_too(data: bytes, filename: str, kind: FileKind) -> None:
    assert inspect_upload(data, filename, allowed=DATA_FILES).kind is kind


def test_a_renamed_csv_is_named_as_such() -> None:
    facts = refusal(b"Namn;Orgnr\na;b\n", "lista.xlsx", allowed=DATA_FILES)
    assert (facts.code, facts.facts["expected"], facts.facts["found"]) == ("renamed_file", "xlsx", "csv")


@pytest.mark.parametrize(
    ("data", "filename", "code"),
    [
        (b"", "a.pdf", "empty_file"),
        (b"\x00\x00\x00", "a.pdf", "empty_file"),
        (a_docx(), "a.pdf", "renamed_file"),
        (b"<html>", "a.pdf", "renamed_file"),
        (b"MZ\x90\x00\x03", "a.exe", "unknown_kind"),
        (a_zip(a=b"b"), "a.zip", "unknown_kind"),
        (b"PK\x03\x04 cut off", "a.docx", "broken_zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "a.xls", "old_office_format"),
        (b"<?xml version='1.0'?><a/>", "a.xml", "kind_not_allowed"),
        (
            a_zip(**{"[Content_Types].xml": b"", "xl__workbook.xml": b"", "xl__vbaProject.bin": b"x"}),
            "a.xlsx",
            "macros_refused",
        ),
    ],
)
def test_refused_with_a_code(data: bytes, filename: str, code: str) -> None:
    assert refusal(data, filename).code == code


def test_too_large_says_how_much() -> None:
    found = refusal(b"%PDF-" + b"x" * 100, "a.pdf", max_bytes=50)
    assert (found.code, found.facts["size"], found.facts["limit"]) == ("too_large", 105, 50)


def test_a_bomb_is_refused_by_its_directory() -> None:
    bomb = a_zip(**{"[Content_Types].xml": b"", "xl__workbook.xml": b"", "xl__sheet1.xml": bytes(30_000_000)})
    found = refusal(bomb, "a.xlsx", allowed=DATA_FILES)
    assert (found.code, found.facts["reason"]) == ("zip_bomb", "ratio")


def test_too_many_members_are_refused() -> None:
    many = a_zip(**{f"m{at}": b"" for at in range(2001)})
    with pytest.raises(UnusableFile) as refused:
        guard_zip(many)
    assert refused.value.facts["reason"] == "too_many_members"
