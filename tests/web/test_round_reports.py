"""The report on the page and as files: what it says, what it never says, who may read it."""

import io
import json
import re

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.makers import NOW, a_board, an_officer, sign_in
from tests.makers_reports import (
    BAD,
    GOOD,
    answered,
    checks_of,
    closed_with,
    left,
    the_round_of_feature_10,
    two_who_draw,
)
from tests.makers_rounds import a_drawn_round, an_open_round, some_supports
from tests.queries import count_queries
from vetting.domain.round_terms import DrawTerms
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import FindingResult, Stream
from vetting.services import draws

NEVER = re.compile(
    r"(?i)\b(no (problems?|errors?|faults?)|inga (problem|fel)|utan problem|problemfri|everything is in order|allt är i sin ordning)\b"
)
# Nobody is named: not those who drew and closed, and no association (of makers_rounds).
NAMES = re.compile(r"Ekdungen|Samordnare|Chef Dragning|Setup|Förening \d")


@pytest.fixture
def auditor(client):
    an_officer(Role.AUDITOR, username="revisor", everywhere=True)
    return sign_in(client, "revisor")


def words_of(markup: str) -> str:
    """What stands in the main part of a page, in one line."""
    main = markup.split("<main", 1)[1].split("</main>", 1)[0] if "<main" in markup else markup
    text = re.sub(r"<[^>]+>", " ", main).replace("\xa0", " ")
    return re.sub(r"\s+", " ", text)


def page_of(client, path: str, lang: str = "sv") -> str:
    client.set_cookie("lang", lang)
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return words_of(answer.text)


def book_words(data: bytes) -> str:
    book = load_workbook(io.BytesIO(data))
    return "\n".join(
        str(c) for page in book for row in page.iter_rows(values_only=True) for c in row if c is not None
    )


def pdf_words(data: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return re.sub(r"\s+", " ", text.replace("\xa0", " "))


def test_feature_10_in_both_languages(auditor):
    path = f"/stickprov/{the_round_of_feature_10()}/rapport"
    swedish, english = page_of(auditor, path), page_of(auditor, path, "en")
    assert "3 av 40 slumpade kontroller visade en avvikelse: 7,5 % (95 %-intervall 2,6–19,9)." in swedish
    assert "3 of 40 random checks found a deviation: 7.5 % (95 % interval 2.6–19.9)." in english
    assert "3 of 40 of 100 still allows 15" in english
    assert "counts only: no percentage and no interval" in english
    assert "Silence is a finding" in english
    # 9 of 50 pooled would be 18 %, 6 of 10 targeted 60 %.
    assert "18 %" not in english
    assert "60 %" not in english


def test_nothing_found_is_told_with_what_it_leaves_possible(auditor):
    some_supports(300)
    round_id = a_drawn_round(*two_who_draw(), terms=DrawTerms(random_percent=10))
    closed_with(round_id, {Stream.RANDOM: [GOOD] * 30})
    english = page_of(auditor, f"/stickprov/{round_id}/rapport", "en")
    assert "None of 30 random checks found a deviation: 0 %, could be up to 11.4 %." in english
    assert "0 of 30 of 300 still allows 27" in english


def test_0_of_20_of_100_still_allows_12(auditor):
    some_supports(100)
    round_id = a_drawn_round(*two_who_draw(), terms=DrawTerms(random_percent=20))
    closed_with(round_id, {Stream.RANDOM: [GOOD] * 20})
    assert "0 of 20 of 100 still allows 12" in page_of(auditor, f"/stickprov/{round_id}/rapport", "en")
    assert "0 av 20 av 100 utesluter inte 12" in page_of(auditor, f"/stickprov/{round_id}/rapport")


def test_a_preliminary_figure_says_what_is_missing(auditor):
    some_supports(20)
    round_id = a_drawn_round(*two_who_draw())
    path = f"/stickprov/{round_id}/rapport"
    assert "Ingen av de 10 slumpade kontrollerna är avslutad än" in page_of(auditor, path)
    closed_with(round_id, {Stream.RANDOM: [FindingResult.NO_REPLY] + [GOOD] * 6})
    text = page_of(auditor, path)
    assert "1 av 7 slumpade kontroller visade en avvikelse: 14,3 %" in text
    assert (
        "preliminär: 3 slumpade kontroller är inte avslutade. När de är det ligger andelen mellan 10 % och 40 %"
        in text
    )


def test_who_left_and_who_came_are_told(auditor):
    some_supports(10)
    round_id = a_drawn_round(*two_who_draw())
    left(checks_of(round_id, Stream.RANDOM)[0].id)
    text = page_of(auditor, f"/stickprov/{round_id}/rapport")
    assert "1 draget stöd lämnade populationen" in text
    assert "1 reserv kom i stället, i dragningens ordning" in text


def test_without_a_random_draw_no_percentage_is_given(auditor):
    some_supports(10)
    terms = DrawTerms(random_percent=0, weighted_size=4)
    round_id = a_drawn_round(*two_who_draw(), terms=terms)
    closed_with(round_id, {Stream.WEIGHTED: [BAD] * 2 + [GOOD] * 2})
    english = page_of(auditor, f"/stickprov/{round_id}/rapport", "en")
    assert "No check of this round was drawn at random" in english
    assert "50 %" not in english


def test_agreement_and_questions_with_their_words(auditor):
    some_supports(6)
    terms = DrawTerms(random_percent=100, second_reading_percent=100)
    round_id = a_drawn_round(*two_who_draw(), terms=terms)
    for at, check in enumerate(checks_of(round_id, Stream.RANDOM)):
        answered(check.id, 1, {"K01": "ja", "U06": "ja"})
        answered(check.id, 2, {"K01": "nej" if at else "ja", "U06": "ja"})
    closed_with(round_id, {Stream.RANDOM: [GOOD] * 6})
    text = page_of(auditor, f"/stickprov/{round_id}/rapport")
    agreement = text.split("Samstämmighet mellan två oberoende bedömningar", 1)[1]
    assert agreement.index("K01 Gäller de stadgar") < agreement.index("U06 Har föreningen anmält")
    assert "6 1 16,7 %" in agreement


def test_charts_are_described_and_stand_beside_their_table(auditor):
    markup = auditor.get(f"/stickprov/{the_round_of_feature_10()}/rapport").text
    charts = re.findall(r"<svg class=\"chart\".*?</svg>", markup, re.DOTALL)
    assert len(charts) == 4
    for chart in charts:
        named = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', chart).groups()
        assert f'<title id="{named[0]}">' in chart
        assert f'<desc id="{named[1]}">' in chart
        assert "style=" not in chart
    assert "NaN" not in markup


def everything_said(client, round_id: str) -> dict[str, str]:
    said = {}
    for lang in ("sv", "en"):
        client.set_cookie("lang", lang)
        for name, path in (("round", f"/stickprov/{round_id}/rapport"), ("year", "/stickprov/ar/2026")):
            said[f"{name} {lang}"] = words_of(client.get(path).text)
            said[f"{name} {lang} xlsx"] = book_words(client.get(f"{path}.xlsx").data)
            said[f"{name} {lang} pdf"] = pdf_words(client.get(f"{path}.pdf").data)
            said[f"{name} {lang} json"] = client.get(f"{path}.json").text
    return said


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_what_is_never_said_and_who_is_never_named(auditor):
    some_supports(40)
    round_id = a_drawn_round(*two_who_draw(), terms=DrawTerms(random_percent=50, weighted_size=5))
    closed_with(round_id, {Stream.RANDOM: [GOOD] * 20, Stream.WEIGHTED: [GOOD] * 5})
    for where, text in everything_said(auditor, round_id).items():
        assert not NEVER.search(text), (where, NEVER.search(text))
        assert not NAMES.search(text), (where, NAMES.search(text))
        assert re.search(r"\b20\b", text), where
    assert not re.search(r"NOR-2026-\d", text)


@pytest.mark.parametrize("empty_app", ["sqlite"], indirect=True)
def test_every_file_has_n_n_streams_and_bound(auditor):
    """Domain note 14, point 25."""
    path = f"/stickprov/{the_round_of_feature_10()}/rapport"
    auditor.set_cookie("lang", "en")
    for ending, read in (("xlsx", book_words), ("pdf", pdf_words)):
        answer = auditor.get(f"{path}.{ending}")
        assert f"stickprov-2026-H2-{path[11:15]}.{ending}" in answer.headers["Content-Disposition"]
        text = read(answer.data)
        for words in (
            "Supports in the frame (N)",
            "Random checks (n)",
            "Random draw",
            "Risk-weighted draw",
            "Taken in full",
        ):
            assert words in text, (ending, words)
        assert "3 of 40 of 100 still allows 15" in text.replace("\xa0", " ")
    document = json.loads(auditor.get(f"{path}.json").data)["rounds"][0]
    assert (document["items"], document["error_rate"]["upper_bound_95"]) == (100, 15)
    assert document["streams"]["weighted"]["found"] == 6


def test_the_workbooks_sheets_and_numbers(auditor):
    round_id = the_round_of_feature_10()
    data = auditor.get(f"/stickprov/{round_id}/rapport.xlsx").data
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == [
        "Sammanfattning", "Strömmar", "Strata", "Resultat", "Nämnder", "Rättvisa", "Åtgärder", "Frågor", "Samstämmighet",
    ]  # fmt: skip
    headings, figures = (list(row) for row in book["Sammanfattning"].iter_rows(max_row=2, values_only=True))
    assert figures[:6] == ["hösten 2026, bidrag", 100, 40, 40, 3, 0.075]
    assert headings[5] == "Andel med avvikelse"
    again = auditor.get(f"/stickprov/{round_id}/rapport.xlsx").data
    assert again == data
    json_twice = [auditor.get(f"/stickprov/{round_id}/rapport.json").data for _ in range(2)]
    assert json_twice[0] == json_twice[1]


def test_a_year_side_by_side_with_what_is_missing(auditor):
    by = two_who_draw()
    first = the_round_of_feature_10(by)
    second = a_drawn_round(*by, half_year="2027-H1", terms=DrawTerms(random_percent=20))
    closed_with(second, {Stream.RANDOM: [BAD] * 2 + [GOOD] * 18})
    text = page_of(auditor, "/stickprov/ar/2026", "en")
    assert "No round was drawn in spring 2026." in text
    assert f'href="/stickprov/{first}/rapport"' in auditor.get("/stickprov/ar/2026").text
    later = page_of(auditor, "/stickprov/ar/2027", "en")
    assert "2 of 20 random checks found a deviation: 10 %" in later
    trend = later.split("Half-years compared", 1)[1]
    assert "7.5 %" in trend
    assert "10 %" in trend
    assert "8.3 %" not in later  # 5 of 60: never reckoned over both


def test_a_voided_round_and_an_empty_year(auditor):
    some_supports(6)
    coordinator, head = two_who_draw()
    round_id = a_drawn_round(coordinator, head)
    draws.propose_void(round_id, "Fel lista", by=coordinator, now=NOW)
    draws.void_round(round_id, by=head, now=NOW)
    assert auditor.get(f"/stickprov/{round_id}/rapport").status_code == 409
    assert "Ingen stickprovsomgång drogs 2026" in page_of(auditor, "/stickprov/ar/2026")
    assert "det finns inget att rapportera" in auditor.get("/stickprov/ar/2026.pdf").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/stickprov/nowhere/rapport", 404),
        ("/stickprov/nowhere/rapport.pdf", 404),
        ("/stickprov/ar/1999", 404),
        ("/stickprov/ar/2099", 200),
        ("/stickprov/ar/2099.xlsx", 404),
        ("/stickprov/ar/2026.exe", 404),
    ],
)
def test_what_is_not_there(auditor, path, status):
    assert auditor.get(path).status_code == status


def test_a_round_that_is_not_drawn_says_so(auditor):
    some_supports(3)
    round_id = an_open_round(two_who_draw()[0])
    answer = auditor.get(f"/stickprov/{round_id}/rapport")
    assert answer.status_code == 409
    assert "inte dragen än" in answer.text


@pytest.mark.parametrize("role", Role)
def test_who_may_read_it(client, role):
    some_supports(6)
    round_id = a_drawn_round(*two_who_draw())
    an_officer(role, username="nagon", board=a_board("SYD", "Sörlunda stadsdelsnämnd"))
    sign_in(client, "nagon")
    expected = 403 if role in (Role.ADMINISTRATOR, Role.PARTNER_AGENT) else 200
    for path in (
        f"/stickprov/{round_id}/rapport",
        f"/stickprov/{round_id}/rapport.json",
        "/stickprov/ar/2026",
    ):
        assert client.get(path).status_code == expected, path


def test_a_page_within_the_budget(auditor):
    path = f"/stickprov/{the_round_of_feature_10()}/rapport"
    for address in (path, "/stickprov/ar/2026"):
        auditor.get(address)
        with count_queries() as sent:
            auditor.get(address)
        assert len(sent) <= 15, sent
