"""The decision letter: the plan word for word, the right review, and a tagged PDF."""

import datetime as dt
import io
import re

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from vetting.domain.decision_letter import (
    DecisionLetter,
    LetterItem,
    LetterReason,
    LetterRules,
    content_of,
    digest_of,
)
from vetting.gateways import letters

PLAN = (
    LetterItem("meeting", "Uppstartsmöte om villkor", "Anteckningar från mötet", "Anna Ask", "2027-02-01"),
    LetterItem(
        "report", "Redovisning av <pengarna> & verksamheten", "Nämndens blankett", "Bo Ek", "2028-02-29"
    ),
)


def a_letter(**changes: object) -> dict[str, object]:
    facts: dict[str, object] = {
        "municipality": "Nordköpstad",
        "board": "Norrdals stadsdelsnämnd",
        "case_number": "NOR 2026/0007",
        "association": "Granlunda Kulturförening",
        "org_number": "8899999018",
        "scheme": "Verksamhetsstöd",
        "regime": "legality_review",
        "outcome": "partly_granted",
        "amount": 45_000,
        "applied": 60_000,
        "purpose": "Öppen kulturverksamhet för unga",
        "starts_on": "2027-01-01",
        "ends_on": "2027-12-31",
        "summary": "Verksamheten når målgruppen.",
        "reasons": (LetterReason("S01", "Finns antagna stadgar?", "Ja", "Stadgarna antogs 2024."),),
        "proportionality": "",
        "conditions": ("Bidraget används till kvällarna.", "Tolv kvällar hålls."),
        "reservation": "Nämnden kan kräva tillbaka bidraget.",
        "plan": PLAN,
        "rules": LetterRules("democracy-criteria", "Demokrativillkor", "2026-01", "2026-01-01", "ab" * 32),
        "signature": "delegate",
        "decided_on": "2026-11-20",
        "decided_by": "Cilla Dahl",
        "prepared_by": "Anna Ask",
        "delegation_item": "4.2",
        "minutes": "",
    }
    return content_of(DecisionLetter(**{**facts, **changes}))  # type: ignore[arg-type]


def words_of(content: dict[str, object]) -> str:
    text = re.sub(r"<[^>]+>", " ", letters.letter_markup(content))
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\u00a0", " ")
    return " ".join(text.split())


def test_the_plan_stands_word_for_word():
    words = words_of(a_letter())
    for item in PLAN:
        assert f"{item.title} {item.evidence} {item.owner}" in words
    assert "1 februari 2027" in words
    assert "29 februari 2028" in words


@pytest.mark.parametrize(
    "expected",
    [
        "Norrdals stadsdelsnämnd Nordköpstad",
        "889999-9018",
        "NOR 2026/0007",
        "ett bidrag på 45 000 kronor",
        "sökt 60 000 kronor",
        "Demokrativillkor, version 2026-01",
        "ab" * 32,
        "av Cilla Dahl på delegation från Norrdals stadsdelsnämnd, punkt 4.2",
        "inom tre veckor från den dag då det tillkännagavs på kommunens anslagstavla",
        "S01. Finns antagna stadgar?",
    ],
)
def test_a_letter_says(expected):
    assert expected in words_of(a_letter())


@pytest.mark.parametrize(
    ("outcome", "expected", "absent"),
    [
        ("granted", "beviljar Granlunda Kulturförening ett bidrag", "avslås"),
        ("partly_granted", "I övrigt avslås ansökan", "avvisar"),
        ("refused", "avslår ansökan", "Uppföljningsplan"),
        ("dismissed", "avvisar ansökan", "Villkor"),
        ("closed", "avskriver ärendet", "Förbehåll"),
    ],
)
def test_each_outcome_has_its_words(outcome, expected, absent):
    words = words_of(a_letter(outcome=outcome))
    assert expected in words
    assert absent not in words


@pytest.mark.parametrize("regime", ["legality_review", "civil_law"])
def test_no_letter_speaks_of_appeal_under_the_administrative_procedure_act(regime):
    """FL 40-44 §§ do not apply where legality review does (FL 2 §)."""
    words = words_of(a_letter(regime=regime)).lower()
    assert "förvaltningslagen" not in words
    assert "överklaga" not in words
    assert "laglighetsprövning enligt 13 kap. kommunallagen" in words


@pytest.mark.parametrize("regime", ["legality_review", "civil_law"])
@pytest.mark.parametrize("outcome", ["granted", "partly_granted", "refused", "dismissed", "closed"])
def test_only_where_a_contract_comes_of_it_is_a_dispute_about_one_told(regime, outcome):
    """The decision to let is tried as any other (KL 13:1). Which court tries the contract was not read."""
    words = words_of(a_letter(regime=regime, outcome=outcome))
    assert "laglighetsprövning enligt 13 kap. kommunallagen" in words
    has_contract = regime == "civil_law" and outcome in ("granted", "partly_granted")
    assert ("Tvist om avtalet" in words) == has_contract
    assert "allmän domstol" not in words


def test_who_is_a_member_is_told_in_the_words_of_the_act_alone():
    """KL 1:5; that an association is seldom one is our conclusion, and no letter tells it as law."""
    words = words_of(a_letter())
    assert "vissa EU-medborgare som bor här (1 kap. 5 §)" in words
    assert "En förening är medlem" not in words


LEGALITY = "Laglighetsprövning Beslutet kan prövas genom laglighetsprövning"
WAYS = {
    "legality_review": LEGALITY,
    "civil_law": LEGALITY,
    "public_place": "Polisen beslutar Om en offentlig plats får användas avgörs av Polismyndigheten",
    "state_aided_hall": "Den som äger lokalen beslutar Lokalen tillhör en ägare som är oberoende av kommunen",
}


@pytest.mark.parametrize("regime", WAYS)
def test_each_regime_has_its_own_way_of_review_and_no_others(regime):
    words = words_of(a_letter(regime=regime, outcome="closed"))
    assert {told for told in WAYS.values() if told in words} == {WAYS[regime]}
    for paragraph in ("40 §", "41 §", "43 §", "44 §"):  # of the Act that does not apply
        assert paragraph not in words


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (
            "granted",
            "upplåter lokal till Granlunda Kulturförening genom avtal. Stödets värde är 45 000 kronor",
        ),
        ("partly_granted", "I övrigt avslås ansökan."),
        ("refused", "avslår ansökan"),
    ],
)
def test_premises_are_let_and_no_grant_is_given(outcome, expected):
    words = words_of(a_letter(regime="civil_law", outcome=outcome))
    assert expected in words
    assert "ett bidrag på" not in words


def test_a_board_decision_names_its_minutes():
    words = words_of(a_letter(signature="board", minutes="protokoll 2026-11-18 § 7"))
    assert "fattats av Norrdals stadsdelsnämnd, protokoll 2026-11-18 § 7" in words
    assert "Cilla Dahl" not in words


def test_the_same_content_gives_the_same_bytes_and_digest():
    assert letters.letter_document(a_letter()) == letters.letter_document(a_letter())
    assert digest_of(a_letter()) == digest_of(a_letter())
    assert digest_of(a_letter()) != digest_of(a_letter(amount=44_999))


def test_what_people_wrote_stays_text():
    assert "<pengarna>" not in letters.letter_markup(a_letter())


def test_the_pdf_is_tagged_and_titled():
    assert letters.pdf_available()
    data = letters.letter_pdf(a_letter())
    root = PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert "/StructTreeRoot" in root
    reader = PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Beslut i ärende NOR 2026/0007 – Granlunda Kulturförening"
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "Uppstartsmöte om villkor" in text
    assert data == letters.letter_pdf(a_letter())


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://169.254.169.254/latest"])
def test_a_letter_fetches_nothing(monkeypatch, address):
    with_image = letters.letter_document(a_letter()).replace("</article>", f'<img src="{address}"></article>')
    monkeypatch.setattr(letters, "letter_document", lambda content: with_image)
    with pytest.raises(FatalURLFetchingError):
        letters.letter_pdf(a_letter())


def test_days_are_written_in_swedish():
    assert dt.date(2026, 11, 20).isoformat() == a_letter()["decided_on"]
    assert "20 november 2026" in words_of(a_letter())
