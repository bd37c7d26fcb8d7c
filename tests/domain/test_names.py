"""Names: compared, sorted and searched; type words are classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.names import (
    PartKind,
    TokenKind,
    compatible,
    display,
    folded,
    joined_key,
    parts,
    search_key,
    sort_key,
    strict,
    tokens,
)
from vetting.domain.token_weights import UNWEIGHTED
from vetting.domain.weighed import ready


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NORDBY & LJUS", "nordby och ljus"),
        ("Nordby\u2013Ljus", "Nordby-Ljus"),
        ("Nordby\u00a0 Ljus", "Nordby Ljus"),
        ("Nord\u200bby", "Nordby"),
        ("”Ljus” i Nordby", "Ljus i Nordby"),
        ("Nordby Kulturfören.", "Nordby kulturfören"),
        ("A\u030angby", "Ångby"),
    ],
)
def test_strict_form_unifies_what_means_nothing(one: str, other: str) -> None:
    assert strict(one) == strict(other)


def test_strict_keeps_swedish_letters_and_folded_does_not() -> None:
    assert strict("Ängby Öl Å") == "ängby öl å"
    assert folded("Ängby Öl Å éçğışøæ") == "angby ol a ecgisoa"
    assert folded("Олена") == "olena"


def test_display_keeps_what_was_written() -> None:
    assert display("  Nordby  IF\u200b ") == "Nordby IF"


def test_search_and_joined_keys() -> None:
    assert search_key("Ju-Jutsu Klubb, Å!") == "ju jutsu klubb a"
    assert joined_key("HA 74") == joined_key("HA74")


WORDS = st.sampled_from(
    [
        "Ängby",
        "IF",
        "o",
        "+",
        "&",
        "och",
        "A&B",
        "'o'",
        "o.",
        "fören.",
        "f:a",
        "I.F.K.",
        "Ljus,",
        "Ju-Jutsu",
        "\u200bo",
        "KKub",
        "¨a",
        "ideell",
        "ek",
        "ID",
        "klubb",
        "7",
        "Åbo1",
    ]
)


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_a_name_made_ready_word_by_word_is_the_name_read_whole(name: str) -> None:
    made = ready(name, UNWEIGHTED)
    assert made.joined == joined_key(name)
    assert made.whole.tokens == tokens(parts(name)[0].text)
    assert made.whole.weights == tuple(UNWEIGHTED.of(token) for token in made.whole.tokens)


def test_swedish_order() -> None:
    names = ["Öland", "zeta", "Ål", "Älv", "Éa", "alfa", "Alfb", "9 vägen"]
    assert sorted(names, key=sort_key) == ["9 vägen", "alfa", "Alfb", "Éa", "zeta", "Ål", "Älv", "Öland"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nordby Kulturförening", ["nordby", "kultur", "forening"]),
        ("Nordby Kulturfören.", ["nordby", "kultur", "forening"]),
        ("Nordby kultur f:a", ["nordby", "kultur", "forening"]),
        ("Idrottsföreningen Kamraterna Nordby", ["ifk", "nordby"]),
        ("Kulturföreningen Ljus, ideell förening", ["kultur", "forening", "ljus"]),
        ("Kulturföreningen för Ljus i Nordby", ["kultur", "forening", "ljus", "nordby"]),
        ("Exempelbygdens GoIF", ["exempelbygden", "gif"]),
        ("HA74", ["ha", "74"]),
        ("I.F.K. Nordby", ["ifk", "nordby"]),
        ("Prov Company Ltd.", ["prov"]),
        ("Oskar", ["oskar"]),
    ],
)
def test_tokens(name: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(name)] == expected


def test_token_kinds() -> None:
    kinds = {token.text: token.kind for token in tokens("1172 Nordby IF Kulturförening")}
    assert kinds["1172"] is TokenKind.NUMBER
    assert kinds["if"] is TokenKind.ABBREVIATION
    assert kinds["forening"] is TokenKind.HEAD
    assert kinds["kultur"] is TokenKind.WORD


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("if", "Idrottsförening", True),
        ("if", "Idrottsklubb", False),
        ("ik", "Idrottsförening", False),
        ("ik", "Idrottsklubb", True),
        ("is", "Idrottssällskap", True),
        ("sk", "Simklubb", True),
        ("sk", "Skytteklubb", True),
        ("bmk", "Badmintonklubb", True),
        ("ibf", "Innebandyförening", True),
        ("fc", "Floorball Club", True),
        ("gif", "Gymnastik- och Idrottsförening", True),
        ("brf", "Bostadsrättsförening", True),
        ("vbk", "Volley Bollklubb", True),
        ("hf", "Kulturförening", False),
    ],
)
def test_type_words_are_compatible_by_initials(short: str, name: str, fits: bool) -> None:
    assert compatible(short, tokens(name)) is fits


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nordby IF", [("Nordby IF", PartKind.WHOLE)]),
        ("Museiföreningen Ljus, MfL", [("Museiföreningen Ljus", PartKind.MAIN), ("MfL", PartKind.ACRONYM)]),
        ("Riksförbundet Ljus (RLJ)", [("Riksförbundet Ljus", PartKind.MAIN), ("RLJ", PartKind.ACRONYM)]),
        ("Riksförbundet Ljus RLJ", [("Riksförbundet Ljus", PartKind.MAIN), ("RLJ", PartKind.ACRONYM)]),
        ("Nordby IK \u2013 Rodd", [("Nordby IK", PartKind.FIRST), ("Rodd", PartKind.OTHER)]),
        ("Ljus/Mörker", [("Ljus", PartKind.FIRST), ("Mörker", PartKind.OTHER)]),
    ],
)
def test_parts(name: str, expected: list[tuple[str, PartKind]]) -> None:
    found = [(part.text, part.kind) for part in parts(name)]
    assert found[0] == (name, PartKind.WHOLE)
    assert (found[1:] or found) == expected


@given(st.text(max_size=60))
def test_no_name_breaks_the_forms(name: str) -> None:
    for form in (display, strict, folded, search_key, joined_key, sort_key):
        assert isinstance(form(name), str)
    assert parts(name)[0].kind is PartKind.WHOLE
    tokens(name)
