"""The letter to a partner: the product's own words for each answer, and a tagged A4 page."""

import io

import pytest
from babel.messages.pofile import read_po
from pypdf import PdfReader

from vetting.domain.partner_answers import CODES, AnswerCode, may_attach
from vetting.domain.question_letter import QuestionLetter, content_of
from vetting.domain.terms import Partner
from vetting.gateways import question_letters
from vetting.paths import templates_dir
from vetting.web.wording.terms import TERMS


def a_letter(partner: Partner = Partner.TAX_AGENCY, **more: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "question": "q1",
        "is_reminder": False,
        "municipality": "Nordköpstad",
        "board": "Norrdals nämnd",
        "case_number": "NOR 2026/0001",
        "partner": partner.value,
        "association": "Exempelkören <b>",
        "org_number": "8899999018",
        "asked": "Är föreningen aktiv?",
        "ground": "Offentlig uppgift",
        "codes": tuple(code.value for code in CODES[partner]),
        "may_attach": may_attach(partner),
        "written_on": "2026-11-20",
        "asked_on": "2026-11-20",
        "was_due_on": "",
        "due_on": "2026-11-27",
    }
    return content_of(QuestionLetter(**{**usual, **more}))  # type: ignore[arg-type]


def swedish() -> dict[str, str]:
    catalogue = templates_dir().parent / "vetting/web/translations/sv/LC_MESSAGES/messages.po"
    with catalogue.open("rb") as file:
        return {str(one.id): str(one.string) for one in read_po(file, locale="sv") if one.id}


def test_each_answer_is_ticked_in_the_words_it_is_recorded_in():
    words = swedish()
    for partner in Partner:
        markup = question_letters.letter_markup(a_letter(partner))
        expected = [partner, *CODES[partner]]
        for one in expected:
            told = TERMS[type(one)][one]._args[0]
            assert f"{words[told]}<" in markup, one
    assert {code for codes in CODES.values() for code in codes} == set(AnswerCode)


def test_what_people_wrote_is_told_as_text():
    markup = question_letters.letter_markup(a_letter())
    assert "Exempelkören &lt;b&gt;" in markup


@pytest.mark.parametrize("is_reminder", [False, True])
def test_the_pdf_is_tagged_swedish_a4_and_the_same_each_time(is_reminder):
    content = a_letter(is_reminder=is_reminder, was_due_on="2026-11-13")
    data = question_letters.letter_pdf(content)
    assert data == question_letters.letter_pdf(content)
    reader = PdfReader(io.BytesIO(data))
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    assert "Påminnelse" in (reader.metadata.title or "") or not is_reminder
    assert len(reader.pages) <= 2
