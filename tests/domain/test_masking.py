"""What may not be read is found however it is written, and cut out with a number."""

import datetime as dt

import pytest

from vetting.domain.masking import CopyLine, CopySection, Mask, MaskKind, Secret, masked, survivors
from vetting.domain.secret_words import (
    day_patterns,
    name_patterns,
    pattern_of,
    quote_patterns,
    without_words,
)

BORN = dt.date(1971, 3, 4)
WHO = Mask("signatory:1", MaskKind.SIGNATORY, "Namn")
NAME = (*name_patterns("Vera Påhittad", spared="Granlunda Kulturförening"), *day_patterns(BORN))


def cut(text, patterns=NAME, items=None):
    sections = [CopySection("Rubrik", (CopyLine("Rad", text, "act:1"),))]
    return masked(sections, secrets=[Secret(WHO, one) for one in patterns], items=items or {})


def text_of(copy):
    return copy.sections[0].lines[0].text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Vera Påhittad sade", "[Maskat 1] sade"),
        ("vera   påhittad", "[Maskat 1]"),
        ("Vera\nPåhittad", "[Maskat 1]"),
        ("Vera\u00a0Påhittad", "[Maskat 1]"),
        ("Påhittad, Vera", "[Maskat 1]"),
        ("VERA PÅHITTADS ord", "[Maskat 1] ord"),
        ("Veras ord, Veranda", "[Maskat 1] ord, Veranda"),
        ("V. Påhittadska", "V. [Maskat 1]"),
        ("Påhit-\ntad", "[Maskat 1]"),  # parted at the end of a line
        ("På\u00adhit\u200btad", "[Maskat 1]"),  # soft hyphen, zero width
        ("Pa\u030ahittad", "[Maskat 1]"),  # not composed
        ("Ｖｅｒａ Ｐåｈｉｔｔａｄ", "[Maskat 1]"),  # full width
        ("V\u0435r\u0430 \u0420\u00e5hittad", "[Maskat 1]"),  # letters of another alphabet
        ("Vera Pahittad", "[Maskat 1]"),
        ("vera.pahittad@exempel.se", "[Maskat 1]"),
        ("info.vera@exempel.se", "[Maskat 1]"),
        ("sidan.se/vera.pahittad", "sidan.se/[Maskat 1]"),
        ("Protokoll_Vera_Påhittad_2026.pdf", "Protokoll_[Maskat 1]_2026.pdf"),
        ("stadgar_vera_pahittad.pdf", "stadgar_[Maskat 1].pdf"),
        ("VeraPåhittad, Vera/Påhittad", "[Maskat 1], [Maskat 1]"),
        ("V e r a  P å h i t t a d", "[Maskat 1]  [Maskat 1]"),
        ("född 4 mars 1971, 710304", "född [Maskat 1], [Maskat 1]"),
        ("811228-9874 och 19811228-0000", "[Maskat 1] och [Maskat 2]"),  # a wrong check digit too
        ("889999-9018, NOR 2026/0001, 2026-11-20", "889999-9018, NOR 2026/0001, 2026-11-20"),
    ],
)
def test_a_name_is_found_however_it_is_written(written, shown):
    copy = cut(written)
    assert text_of(copy) == shown
    assert survivors([text_of(copy)], [Secret(WHO, one) for one in NAME]) == ()


def test_a_word_of_the_associations_own_name_stays():
    patterns = name_patterns("Anna Berg", spared="Berg IF")
    assert text_of(cut("Berg IF, Anna Berg, berget", patterns)) == "Berg IF, [Maskat 1], berget"


@pytest.mark.parametrize("name", ["Å", "Bo Ek", "Anna-Lisa von Ö", "  ", "O’Hara (Li)", "***", "a.b*c("])
def test_odd_names_make_no_odd_pattern(name):
    assert text_of(cut("Mötet hölls i mars. (Se bilaga.)", name_patterns(name))).startswith("Mötet hölls")


def test_a_masked_text_is_masked_where_it_is_quoted():
    said = "Ledaren hotade en granne på gården. Två personer såg det och har berättat."
    quotes = quote_patterns(said)
    assert text_of(cut(f"Nämnden: {said}", quotes)) == "Nämnden: [Maskat 1]"
    assert text_of(cut("Ledaren hotade\nen granne på gården. Sedan", quotes)) == "[Maskat 1] Sedan"
    assert quote_patterns("Kort") == ()


@pytest.mark.parametrize(
    ("text", "passages", "left"),
    [
        ("Enligt anna  berg och ANNA\nBERGS bror", ["Anna Berg"], "Enligt [Maskat] och [Maskat] bror"),
        ("Hon är An\u00adna Berg, Ａｎｎａ Berg", ["Anna Berg"], "Hon är [Maskat], [Maskat]"),
        ("Anna Berg vid torget", ["Anna Berg", "Berg vid torget", "Maskat"], "[Maskat]"),
        ("Maskat och Anna Berg", ["Anna Berg", "Maskat"], "[Maskat] och [Maskat]"),
        ("Ingen nämns\u00ad här", ["Anna Berg"], "Ingen nämns\u00ad här"),
        ("Ingen nämns", [], "Ingen nämns"),
    ],
)
def test_a_letter_leaves_out_the_words_however_they_are_written(text, passages, left):
    assert without_words(text, passages) == left


def test_a_whole_item_leaves_only_its_number_and_the_log_tells_why():
    mark = Mask("act:1", MaskKind.ITEM, "Grund", by="Eva", on="2026-11-20")
    copy = cut("Vera Påhittad gjorde det", items={"act:1": mark})
    assert text_of(copy) == "[Maskat 1]"
    assert [(one.number, one.ground, one.by, one.on) for one in copy.log] == [
        (1, "Grund", "Eva", "2026-11-20")
    ]


def test_numbers_follow_the_reading_and_the_same_mask_has_the_same():
    other = Mask("signatory:2", MaskKind.SIGNATORY, "Namn")
    secrets = [Secret(WHO, pattern_of("Annan Namne")), Secret(other, pattern_of("Vera Påhittad"))]
    sections = [CopySection("Vera Påhittad", (CopyLine("Annan Namne", "Vera Påhittad, Annan Namne"),))]
    copy = masked(sections, secrets=secrets, items={})
    assert copy.sections[0].title == "[Maskat 1]"
    assert copy.sections[0].lines[0] == CopyLine("[Maskat 2]", "[Maskat 1], [Maskat 2]")
    assert [one.number for one in copy.log] == [1, 2]


def test_what_is_left_is_told():
    assert survivors(["Här står Vera"], [Secret(WHO, one) for one in NAME]) == (WHO,)
    assert [one.kind for one in survivors(["811228-9874"], [])] == [MaskKind.PERSONAL_NUMBER]
