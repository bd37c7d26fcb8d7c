"""The words of a snapshot's names are counted as the names are compared, however they are read."""

import math

from vetting.domain import token_weights
from vetting.domain.names import TokenKind, tokens
from vetting.domain.token_weights import TUNED_REMEMBERED, USUAL, KindWeights, weights_of
from vetting.domain.weighed import ready

NAMES = [
    "Granlunda Kulturförening",
    "Granlunda Granlundas Kultur",  # twice in one name
    "Ek. för. Ljuset",
    "Ekonomisk Förening Solen",
    "A och O i Provby",
    "I.F.K. Norr & Söder",
    "Svenska Röda Korset, Provbykretsen",
    "HA74",
    "",
    "  ",
]


def test_each_name_counts_its_words_once():
    found = weights_of(NAMES)
    counts = {}
    for name in NAMES:
        for word in {token.text for token in tokens(name) if token.kind is TokenKind.WORD}:
            counts[word] = counts.get(word, 0) + 1
    assert counts["granlunda"] == 2
    assert dict(found.idf) == {word: 1 + math.log(1001 / (count + 1)) for word, count in counts.items()}


def test_of_very_many_names_every_tenth_is_counted_for_all(monkeypatch):
    monkeypatch.setattr(token_weights, "COUNTED_ALL", 2)
    found = weights_of(["Ljus", "Mörker", "Stjärna", *["Sol"] * 9, "Stjärna"])
    counted = {"ljus": 1, "morker": 1, "stjarna": 20}
    assert dict(found.idf) == {word: 1 + math.log(1001 / (count + 1)) for word, count in counted.items()}


def test_other_weights_of_kinds_are_a_table_of_their_own_beside_the_same_rarities():
    usual = weights_of(NAMES)
    other = usual.under(KindWeights(number=9.0))
    assert usual.under(USUAL) is usual
    assert usual.under(KindWeights(number=9.0)) is other, "remembered with the names it has made ready"
    assert (other.idf, other.version) == (usual.idf, usual.version)
    name = "Ljusets Loge 25"
    assert [one.whole.weights[-1] for one in (ready(name, usual), ready(name, other))] == [4.0, 9.0]
    for number in range(20):
        usual.under(KindWeights(number=number))
    assert len(usual.tuned) <= TUNED_REMEMBERED
