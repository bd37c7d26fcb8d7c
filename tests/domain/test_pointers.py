"""What in a text points at somebody: names in any case, numbers, addresses, links, dates and associations."""

import pytest

from vetting.domain.pointers import phrases_of, pointers_in
from vetting.domain.terms_concerns import PointerKind as P

PLACES = ("Almvik", "Björkhaga")
ASSOCIATIONS = {"ekdungens kulturforening", "fenix"}


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("I går stod Vera Påhittad vid dörren.", P.PERSON, "Vera Påhittad"),
        ("Vera Påhittad stod vid dörren.", P.PERSON, "Vera Påhittad"),
        ("vi såg anna svensson där", P.PERSON, "anna svensson"),
        ("Kalle hotade några yngre.", P.PERSON, "Kalle"),
        ("det var ahmeds bror", P.PERSON, "ahmeds"),
        ("Flera gick på Ekskolan.", P.NAME, "Ekskolan"),
        ("Flygbladen kom från XYZ enligt dem.", P.NAME, "XYZ"),
        ("Det var på Ekdungens kulturförening i Almvik.", P.ASSOCIATION, "Ekdungens kulturförening"),
        ("det var på ekdungens  kulturförening", P.ASSOCIATION, "ekdungens  kulturförening"),
        ("De sågs hos Fenix efteråt.", P.ASSOCIATION, "Fenix"),
        ("Numret 811228-9874 stod på lappen.", P.NUMBER, "811228-9874"),
        ("Numret 19811228 9874 stod där.", P.NUMBER, "19811228 9874"),
        ("Organisationsnummer 889999-9018 stod där.", P.NUMBER, "889999-9018"),
        ("En bil med skylten ABC 12D stod där.", P.NUMBER, "ABC 12D"),
        ("Ring 070-123 45 67 sade de.", P.PHONE, "070-123 45 67"),
        ("Ring 070.123.45.67 sade de.", P.PHONE, "070.123.45.67"),
        ("Ring 070_123_45_67 sade de.", P.PHONE, "070_123_45_67"),
        ("Ring 0.7.0.1.2.3.4.5.6.7 sade de.", P.NUMBER, "0.7.0.1.2.3.4.5.6.7"),
        ("Numret 8 1 1 2 2 8 - 9 8 7 4 stod där.", P.NUMBER, "8 1 1 2 2 8 - 9 8 7 4"),
        ("Ring +46 70 123 45 67 sade de.", P.PHONE, "+46 70 123 45 67"),
        ("Skriv till nagon@exempel.se sade de.", P.EMAIL, "nagon@exempel.se"),
        ("Skriv till nagon (at) exempel.se sade de.", P.EMAIL, "nagon (at) exempel.se"),
        ("Det stod på www.exempel.se/sida hela tiden.", P.LINK, "www.exempel.se/sida"),
        ("Det stod på exempel.nu hela tiden.", P.LINK, "exempel.nu"),
        ("Kontot @hotfull skrev det.", P.LINK, "@hotfull"),
        ("Det var vid Påhittsgatan 12 B igen.", P.ADDRESS, "Påhittsgatan 12 B"),
        ("det var vid påhittsgatan 12 igen", P.ADDRESS, "påhittsgatan 12"),
        ("Brevet gick till 123 45 Almvik.", P.ADDRESS, "123 45 Almvik"),
        ("Det hände 2026-11-03 på kvällen.", P.DAY, "2026-11-03"),
        ("Det hände den 3 november på kvällen.", P.DAY, "den 3 november"),
    ],
)
def test_what_points_is_found_as_it_stands(text, kind, words):
    found = pointers_in(text, places=PLACES, associations=ASSOCIATIONS & phrases_of(text))
    assert [(one.kind, one.words) for one in found] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Klistermärken som hyllar våld satt på en skolas entré. Det har hänt två gånger.",
        "I november sågs en grupp ungdomar i Almvik. De ropade hot mot dem som gick förbi.",
        "Hans mössa låg kvar. Per telefon kom ett hot; polisen på 112 och 114 14 är underrättad.",
        "På Facebook och Telegram spreds en uppmaning till våld, enligt personal vid en fritidsgård.",
        "En ungdom sade: ”Stanna hemma i morgon.” Personalen tog det på allvar.",
        "Tre gånger under 2026 har en samling hotat dem som går till biblioteket i Björkhagas centrum.",
        "Det hände mellan 18.00-20.00 och igen 07.30; 3, 4, 5, 6, 7, 8 och 9 personer sågs.",
        "• Klotter på en vägg\n• Hot mot personal\n- Skadegörelse i ett omklädningsrum",
    ],
)
def test_a_text_about_what_was_done_passes(text):
    assert pointers_in(text, places=PLACES, associations=ASSOCIATIONS & phrases_of(text)) == ()


def test_several_are_told_in_the_order_of_the_text_and_each_once():
    text = "Vera Påhittad och Kalle var på Ekskolan. Sedan kom Kalle igen."
    assert [one.words for one in pointers_in(text)] == ["Vera Påhittad", "Kalle", "Ekskolan"]


def test_odd_letters_and_invisible_signs_hide_nothing():
    cyrillic = "V\u0435ra P\u00e5hittad stod d\u00e4r i g\u00e5r"
    hidden = "numret 8112\u200b28-9874 stod d\u00e4r"
    assert pointers_in(cyrillic)[0].kind is P.PERSON
    assert pointers_in(hidden)[0].kind is P.NUMBER


def test_a_lone_common_word_is_not_taken_for_an_association():
    assert "fenix" not in phrases_of("som en fenix ur askan")
    assert "ekdungens kulturforening" in phrases_of("hos Ekdungens Kulturförening i går")
