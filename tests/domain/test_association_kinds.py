"""Kinds for the fairness table: what an association does, and never a word of what anybody believes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.association_kinds import kind_of
from vetting.domain.terms_spot_checks import AssociationKind as Kind

BY_WORD = {
    Kind.SPORTS: "Idrottsförening|Idrottsföreningar|Fotboll|Innefotboll|E-sport|Gymnastik|Skolidrott|Simskola"
    "|Fysisk aktivitet|Bordtennis|Thaiboxning|Mixed Martial Arts|Ishockey|Discgolf|Skidor|Qi-gong"
    "|Handboll ej klister|Baseboll/Softboll|Undervattensrugby|Kraftsport|Bad|Simidrott|Bågskytte|Basket|Pickleball",
    Kind.CULTURE: "Kulturförening|Kulturverksamhet|Teater & Film|Musik|Dans|Folkdans|Körsång|Hembygdsföreningar"
    "|Bildkonst|Släktforskning|Kulturhistoria|Foto|Vävning",
    Kind.YOUTH: "Ungdomsverksamhet|Ungdom (7-25 år)|Barn (0-6 år)",
    Kind.SENIORS: "Pensionärsförening|Pensionärsorganisationer|Seniorverksamhet",
    Kind.DISABILITY: "Funktionsnedsättning|Funktionshinderverksamhet|Parasport",
    Kind.EDUCATION: "Studieförbund|Studentföreningar|Studieverksamhet|Utbildningsverksamhet|Språk|Skolverksamhet",
    Kind.HOUSING_AREA: "Samfälligheter|Villa- och samfällighetsföreningar|Bostadsrättsförening|Byalag",
    Kind.OUTDOOR: "Scout och friluftsliv|Friluftsverksamhet|Scouting|Djur & Natur|Odling|Fiske",
    Kind.OTHER: "Övrigt|Övriga föreningar|Social förening|Intresseförening|Mötesplats|Bingo|Transport|Danska föreningen"
    "|Vuxna (26-100 år)|Integration|Konferens|[MASKED]|",
}
_UNSPOKEN = (
    "Religiös förening|Församlingar/religiösa organisationer och trossamfund|Religion och livsåskådning"
    "|Politiskt ungdomsförbund|Politiska organisationer|Politisk verksamhet|Politik|Idéföreningar"
    "|Etniska föreningar|Kristen idrottsförening|Islamiskt kulturcenter|Judisk ungdomsförening"
    "|Buddhistisk studiegrupp|Invandrarförening|Kyrkokör|HBTQ-ungdom|Facklig studieverksamhet"
)
UNSPOKEN = _UNSPOKEN.split("|")


@pytest.mark.parametrize(
    ("kind", "word"),
    [(kind, word) for kind, words in BY_WORD.items() for word in words.split("|")],
)
def test_every_word_has_its_kind_as_type_and_as_activity(kind, word):
    assert kind_of([word], []) is kind
    assert kind_of([], [word]) is kind


@pytest.mark.parametrize("word", UNSPOKEN)
def test_belief_opinion_and_origin_are_no_kind(word):
    assert kind_of([word], []) is Kind.OTHER
    assert kind_of([], [word]) is Kind.OTHER
    assert kind_of([word.upper()], [word.lower()]) is Kind.OTHER


WORDS = [word for words in BY_WORD.values() for word in words.split("|")]
some_words = st.lists(st.sampled_from(WORDS), max_size=4)
unspoken = st.lists(st.sampled_from(UNSPOKEN), max_size=3)


@given(some_words, some_words, unspoken, unspoken)
def test_words_of_belief_change_nothing(types, activities, beside_types, beside_activities):
    """Nobody can be told apart by them: whoever does the same is of the same kind."""
    kind = kind_of(types, activities)
    assert kind_of([*types, *beside_types], [*beside_activities, *activities]) is kind


@given(some_words, some_words)
def test_the_order_of_the_words_changes_nothing(types, activities):
    assert kind_of(reversed(types), reversed(activities)) is kind_of(types, activities)


@pytest.mark.parametrize(
    ("types", "activities", "kind"),
    [
        (["Kulturförening"], ["Fotboll", "Fotboll", "Boule"], Kind.CULTURE),  # the type goes first
        (["Social förening"], ["Musik", "Fotboll", "Dans"], Kind.CULTURE),  # then what is done most
        (["Social förening"], ["Musik", "Fotboll"], Kind.SPORTS),  # then the order of the kinds
        (["Kulturförening", "Idrottsförening", "Kulturförening"], [], Kind.CULTURE),
        ([], [], Kind.OTHER),
    ],
)
def test_types_go_before_activities_and_most_before_few(types, activities, kind):
    assert kind_of(types, activities) is kind


def test_the_list_of_kinds_is_closed():
    assert {kind.value for kind in Kind} == {
        "sports", "culture", "youth", "seniors", "disability", "education", "housing_area", "outdoor", "other",
    }  # fmt: skip
