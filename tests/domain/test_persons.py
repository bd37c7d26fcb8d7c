"""Persons: the birth date is the gate, and one name has many spellings."""

import re
from pathlib import Path

import pytest

from vetting.domain.evidence import ListingFacts, Match, PartyFacts
from vetting.domain.matching import match
from vetting.domain.persons import person_name_score
from vetting.domain.terms import Band, PartyKind
from vetting.domain.token_weights import UNWEIGHTED

BORN = "1970-05-04"


def person(name: str, born: str | None, record: str, listed: str | None) -> Match | None:
    party = PartyFacts(name, birth_date=born, kind=PartyKind.PERSON)
    return match(party, ListingFacts("p1", record, birth_date=listed, kind=PartyKind.PERSON), UNWEIGHTED)


def band(found: Match | None) -> Band | None:
    return found.band if found else None


@pytest.mark.parametrize(
    ("born", "listed", "expected"),
    [
        (None, None, Band.POSSIBLE),
        (BORN, None, Band.POSSIBLE),
        (BORN, BORN, Band.STRONG),
        (BORN, "1970-04-05", Band.POSSIBLE),  # day and month changed places
        (BORN, "1970-05-14", Band.POSSIBLE),  # one digit off
        (BORN, "1970", Band.POSSIBLE),
        (BORN, "1965/1972", Band.POSSIBLE),
        (BORN, "~1971", Band.POSSIBLE),
        (BORN, "1950-01-01; 1970-05-04", Band.STRONG),
        (BORN, "1983-11-30", None),
        (BORN, "1955", None),
    ],
)
def test_birth_date_is_the_gate_and_a_name_alone_never_above_possible(
    born: str | None, listed: str | None, expected: Band | None
) -> None:
    assert band(person("Testfrida Provsson", born, "TESTFRIDA PROVSSON", listed)) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna-Testa von Prov", "Prov Annatesta"),
        ("Testmaxamed Cabdiprov", "Testmohamed Abdiprov"),
        ("Provxasan Qaartest", "Provhassan Kaartest"),
        ("Dhaatest Khaprovli", "Datest Haprovli"),
        ("Testcarl Provwik", "Testkarl Provvik"),
        ("Philipa Testson", "Filipa Testsson"),
        ("Olena Provtjenko", "Олена Провченко"),
        ("Proveric Testsson", "Provericsson Testson Proverik"),
        ("TestaProvsson", "Testa Provsson"),
        ("Testa M Provsson", "Testa Maria Provsson"),
        ("Testa Provsson-Annans", "Testa Provsson"),
        ("Abd al-Testman Prov", "Abdtestman Prov"),
        ("李试", "Li Shi"),
    ],
)
def test_spellings_of_one_person_are_strong_with_the_same_birth_date(one: str, other: str) -> None:
    assert band(person(one, BORN, other, BORN)) is Band.STRONG
    assert band(person(other, BORN, one, BORN)) is Band.STRONG


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("T. Provstad", "Tisa Provstad"),
        ("Tisa Provstad", "Tita Provstad"),  # a slip, or a sister
        ("Ali Testhassan", "Ali Testhussein"),
    ],
)
def test_a_name_that_may_be_anothers_is_at_most_possible(one: str, other: str) -> None:
    assert band(person(one, BORN, other, BORN)) in (Band.POSSIBLE, None)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("Mohamed Abdi Hassan", Band.STRONG),
        ("Maxamed Cabdi Xasan", Band.STRONG),
        ("Mohamed Abdi", Band.STRONG),  # the grandfather may be left out
        ("Abdi Hassan", Band.POSSIBLE),  # the father's name, not his
        ("Hassan Mohamed Abdi", Band.POSSIBLE),
    ],
)
def test_given_father_and_grandfather_keep_their_order(other: str, expected: Band) -> None:
    # Three of the most usual given names: nobody in particular.
    found = person_name_score("Mohamed Abdi Hassan", other)
    assert (found.score > 0.86 and found.least >= 0.85) is (expected is Band.STRONG)


def test_one_shared_word_is_no_person_and_kinds_do_not_mix() -> None:
    assert person("Testfrida Provsson", None, "Testfrida Annansson", None) is None
    assert person("Anna Testa Provsson", BORN, "Eva Testa Provsson", BORN) is None
    assert person("Testfrida", BORN, "Testfrida", BORN) is None
    listing = ListingFacts("r1", "Testfrida Provsson", kind=PartyKind.ORGANISATION)
    assert match(PartyFacts("Testfrida Provsson", kind=PartyKind.PERSON), listing, UNWEIGHTED) is None


@pytest.mark.genuine
def test_genuine_names_in_arabic_and_cyrillic_meet_their_latin_spelling(genuine: Path) -> None:
    lines = (genuine / "names/watchman_cross_script_pairs.csv").read_text("utf-8").splitlines()
    pairs = [line.split(",")[:2] for line in lines if re.match(r"[\u0400-\u06ff]+ [\u0400-\u06ff]+,", line)]
    whole = [(one, other) for one, other in pairs if " " in other]  # one word is no person
    assert len(whole) >= 6
    for one, other in whole:
        assert band(person(one, BORN, other, BORN)) in (Band.STRONG, Band.POSSIBLE)
