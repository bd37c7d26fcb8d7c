"""Workbooks made to hurt, against every reader of workbooks sent in: a plain refusal, and soon."""

import io
import time
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from vetting.domain.errors import UnusableFile
from vetting.gateways import payment_lists, premises_lists, report_workbooks, sheets
from vetting.gateways.uploads import MEBIBYTE, PAPERS, FileKind, inspect_upload

HEADINGS = ("Verifikationsnummer", "Betalningsdatum", "Belopp", "Ärende", "Version", "Utkast", "Fråga", "Svar",
            "Nyckel", "Lokal", "Typ")  # fmt: skip
READERS: dict[str, Callable[[bytes, str], object]] = {
    "report": report_workbooks.read_report_sheet,
    "payments": payment_lists.read_payment_list,
    "premises": premises_lists.read_premises_list,
}
SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"
MAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SOON = 20.0  # seconds, on a machine that does other things too


def a_workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in (HEADINGS, *(rows or (("x",) * len(HEADINGS),))):
        book.active.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(part: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """A sound workbook with one part changed and others added."""
    sound, target = zipfile.ZipFile(io.BytesIO(a_workbook())), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            data = sound.read(name)
            archive.writestr(name, change(data) if name == part else data)
        for name, data in more.items():
            archive.writestr(name.replace("__", "/"), data)
    return target.getvalue()


def with_rows(rows: str) -> bytes:
    """Below the headings, as written in the sheet itself."""
    return changed(SHEET, lambda data: data.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))


def padded(kibibytes: int) -> bytes:
    """Text that is packed to a tenth, as a list is."""
    return b"".join(b'<xf id="%x"/>' % (at * 2654435761 % 2**32) for at in range(kibibytes * 64))


def cell(at: str) -> str:
    return f'<c r="{at}"><v>1</v></c>'


HOSTILE = {
    "a last row": (with_rows(f'<row r="1048576">{cell("A1048576")}</row>'), "too_many_rows"),
    "a row beyond": (with_rows(f'<row r="999999999">{cell("A999999999")}</row>'), "too_many_rows"),
    "wide rows": (
        with_rows("".join(f'<row r="{at}">{cell(f"XFD{at}")}</row>' for at in range(3, 1100))),
        "too_many_columns",
    ),
    "no such column": (with_rows(f'<row r="3">{cell("ZZZZZZ3")}</row>'), "broken_xlsx"),
    "entities": (
        changed(SHEET, lambda data: b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + data.replace(b">x<", b">&b;<")),
        "broken_xlsx",
    ),
    "file of the machine": (
        changed(SHEET, lambda data: b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data.replace(b">x<", b">&a;<")),
        "broken_xlsx",
    ),
    "bomb": (changed(SHEET, lambda data: data, xl__worksheets__sheet9=bytes(61 * MEBIBYTE)), "zip_bomb"),
    "names": (changed("xl/workbook.xml", lambda data: data + padded(2300)), "zip_bomb"),
    "styles": (changed("xl/styles.xml", lambda data: data + padded(9000)), "zip_bomb"),
    "macros": (changed(TYPES, lambda data: data.replace(MAIN, MACRO)), "macros_refused"),
    "macros by another name": (
        changed(TYPES, lambda data: data + b"<!-- application/vnd.ms-office.vba&#80;roject -->", xl__x=b"x"),
        "macros_refused",
    ),
}  # fmt: skip


def sent_in(data: bytes, reader: Callable[[bytes, str], object]) -> None:
    """As the deeds do: its kind first, then its rows."""
    inspect_upload(data, "lista.xlsx", allowed=frozenset({FileKind.XLSX}))
    reader(data, "lista.xlsx")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_words_and_soon(name: str, reader: str) -> None:
    data, code = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(UnusableFile) as told:
        sent_in(data, READERS[reader])
    assert told.value.code == code
    assert time.monotonic() - began < SOON


def test_a_paper_with_macros_is_refused_whatever_its_parts_are_called() -> None:
    """Papers are handed out again as they came."""
    for data in (HOSTILE["macros"][0], changed(SHEET, lambda data: data, **{"xl__VBAPROJECT.BIN": b"x"})):
        with pytest.raises(UnusableFile, match="macros_refused"):
            inspect_upload(data, "rutin.xlsx", allowed=PAPERS)


def test_a_filled_form_is_small_and_a_large_one_is_not_read() -> None:
    """Anybody with a code may send one: two million cells would hold a worker for a minute."""
    large = changed(SHEET, lambda data: data, xl__sharedStrings=padded(8200))
    with pytest.raises(UnusableFile, match="zip_bomb"):
        report_workbooks.read_report_sheet(large, "svar.xlsx")
    assert payment_lists.read_payment_list(large, "lista.xlsx")[0]


@pytest.mark.parametrize(
    "data",
    [
        a_workbook(('=HYPERLINK("http://x")',) * len(HEADINGS)),
        changed(SHEET, lambda data: data, **{"xl__externalLinks__externalLink1.xml": b"<externalLink/>"}),
        with_rows("".join(f'<row r="{at}">{cell(f"XFD{at}")}</row>' for at in range(3, 30))),
    ],
    ids=["formulas", "links", "some wide rows"],
)
def test_what_only_looks_odd_is_read_by_its_values(data: bytes) -> None:
    """Nothing is computed, nothing is followed, and what stands beyond the columns is left."""
    found = sheets.read_table(data, "lista.xlsx", payment_lists.PAYMENTS)
    assert not any("HYPERLINK" in str(value) for row in found.rows for value in row.values.values())
    for reader in READERS.values():
        reader(data, "lista.xlsx")
