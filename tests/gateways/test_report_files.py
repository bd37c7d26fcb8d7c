"""Workbooks and PDF of reports: text stays text, numbers stay numbers, equal content gives equal bytes."""

import io
from dataclasses import replace

import pytest
from markupsafe import Markup
from openpyxl import load_workbook
from pypdf import PdfReader

from vetting.gateways.report_files import BookSheet, ReportPage, book_of, document_of, pdf_of

SHEETS = (
    BookSheet(
        "Resultat",
        ("Omgång", "Antal", "Andel", "Kostnad", "Från"),
        ("text", "count", "share", "kronor", "decimal"),
        (("hösten 2026", 40, 0.075, 1250, 2.5), ("=1+1", None, None, None, None)),
        ("Så är det räknat.\x07",),
    ),
    BookSheet("Tom", ("Omgång",), ("text",), ()),
)
PAGE = ReportPage(
    "Stickprov 2026",
    "sv",
    "Nordköpstad",
    ("Stickprov 2026", "Sida"),
    Markup("<h1>Stickprov 2026</h1><p>Åå</p>"),
)


def test_numbers_text_and_formats():
    book = load_workbook(io.BytesIO(book_of(SHEETS, title="Stickprov")))
    assert book.sheetnames == ["Resultat", "Tom"]
    page = book["Resultat"]
    assert [cell.value for cell in page[2]] == ["hösten 2026", 40, 0.075, 1250, 2.5]
    assert [cell.number_format for cell in page[2]][1:3] == ["#,##0", "0.0%"]
    assert (page["A3"].value, page["A3"].data_type, page["B3"].value) == ("=1+1", "s", None)
    assert page["A5"].value == "Så är det räknat."
    assert page["A1"].font.bold
    assert (page.freeze_panes, book.properties.title) == ("B2", "Stickprov")


def test_names_of_sheets_end_with_a_whole_word():
    titles = (
        "Avslag och återkallelser, och vad domstol gjort med dem",
        "Kriterier som negativa beslut vilar på",
    )
    sheets = [BookSheet(title, ("Omgång",), ("text",), ()) for title in (*titles, "a" * 40)]
    names = load_workbook(io.BytesIO(book_of(sheets, title="Namn"))).sheetnames
    assert names == ["Avslag och återkallelser", "Kriterier som negativa beslut", "a" * 31]


def test_text_longer_than_its_column_is_wrapped_and_read_from_the_top():
    rows = (("Kort", 1), ("Längre än kolumnen är bred. " * 4, 2))
    sheet = BookSheet("Utfall", ("Utfall", "Antal"), ("text", "count"), rows)
    page = load_workbook(io.BytesIO(book_of([sheet], title="Utfall")))["Utfall"]
    assert [bool(cell.alignment.wrap_text) for cell in page["A"]] == [True, False, True]
    assert [page[place].alignment.vertical for place in ("A3", "B3")] == ["top", "top"]


@pytest.mark.parametrize("above", [682, 690])
def test_a_table_begins_on_no_page_without_its_first_row(above):
    table = Markup(
        '<div style="height: {}pt"></div><h3>Tabell</h3><div><table><caption class="ds-sr-only">Tabell</caption>'
        "<thead><tr><th>Rubrik</th></tr></thead><tbody><tr><td>Rad</td></tr></tbody></table></div>"
    ).format(above)
    first, second = PdfReader(io.BytesIO(pdf_of(replace(PAGE, markup=table)))).pages
    assert "Rubrik" not in first.extract_text()
    assert "Rad" in second.extract_text()


def test_equal_content_gives_equal_bytes(monkeypatch):
    before = book_of(SHEETS, title="Stickprov")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert book_of(SHEETS, title="Stickprov") == before
    assert b"2026" not in load_workbook(io.BytesIO(before)).properties.modified.isoformat().encode()


def test_the_document_carries_its_language_styles_and_nothing_to_fetch():
    document = document_of(PAGE)
    assert '<html lang="sv">' in document
    assert "<h1>Stickprov 2026</h1>" in document
    assert "http://" not in document
    assert "https://" not in document


def test_a_tagged_pdf_with_its_footer():
    data = pdf_of(PAGE)
    reader = PdfReader(io.BytesIO(data))
    text = reader.pages[0].extract_text()
    assert "Åå" in text
    assert "Sida 1 / 1" in text
    assert reader.trailer["/Root"]["/Lang"] == "sv"
    assert reader.metadata.title == "Stickprov 2026"
    assert pdf_of(PAGE) == data


@pytest.mark.parametrize("markup", ["<script>", "Ärende"])
def test_a_title_is_escaped(markup):
    page = ReportPage(markup, "en", "x", ("x", "Page"), Markup(""))
    assert "<script>" not in document_of(page)
