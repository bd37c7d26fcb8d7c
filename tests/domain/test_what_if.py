"""Other thresholds over pairs people have seen, judged together as the checks judged them."""

from dataclasses import replace

import pytest

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.match_settings import DEFAULT
from vetting.domain.matching import match
from vetting.domain.terms import Band, Judgement, SourcePurpose
from vetting.domain.token_weights import TokenWeights
from vetting.domain.what_if import StoredLook, StoredPair, try_settings

NUMBER = "8899999018"
SAME, OTHER, UNSURE = Judgement.SAME, Judgement.OTHER, Judgement.UNSURE
CONFIRMED, STRONG, POSSIBLE = Band.CONFIRMED, Band.STRONG, Band.POSSIBLE


def a_look(name: str, *listed: str, check: str = "c1", **more: object) -> list[StoredPair]:
    """Pairs that one source held for one party; without a judgement."""
    number = more.pop("number", None)
    look = StoredLook(check, str(more.pop("source", "s1")), PartyFacts(name, org_number=number), "", **more)
    return [
        StoredPair(f"{check}{at}", look, ListingFacts(str(at), one, org_number=number), None)
        for at, one in enumerate(listed)
    ]


def tried(pairs: list[StoredPair], **changes: float):
    return try_settings(pairs, {}, before=DEFAULT, after=replace(DEFAULT, version="x", **changes))


# A party, what one source held, the settings changed, and each pair's band before and after.
CASES = {
    "a rival at some distance holds back when the margin grows": (
        (
            "Ekdungens Schackklubb Kastanjen",
            "Ekdungens Schackklubb Kastanjen",
            "Ekdungens Schackklubb Kastanjerna",
        ),
        {"runner_up_margin": 0.1},
        [(STRONG, POSSIBLE), (POSSIBLE, POSSIBLE)],
    ),
    "a rival close by no longer does when the margin shrinks": (
        ("Provbygdens Schackklubb", "Provbygdens Schackklubb", "Provbygdens Schackklub"),
        {"runner_up_margin": 0.005},
        [(POSSIBLE, STRONG), (POSSIBLE, POSSIBLE)],
    ),
    "a rival that is no longer shown does not hold back": (
        ("Provbygdens Schackklubb", "Provbygdens Schackklubb", "Provbygdens Schackklub"),
        {"possible_from": 0.935, "strong_same_seat_from": 0.935, "strong_from": 0.935},
        [(POSSIBLE, STRONG), (POSSIBLE, None)],
    ),
    "a heavier cut hides": (
        ("Stiftelsen Kastanjen", "Föreningen Kastanjen"),
        {"cut_legal_forms": 0.3},
        [(POSSIBLE, None)],
    ),
    "a lighter share of a name's first part hides": (
        ("Kastanjens Dansvänner", "Kastanjens Dansvänner (tidigare Ekdungens Orienteringslöpare)"),
        {"share_first_part": 0.3, "section_from": 0.65},
        [(Band.SECTION_OR_UMBRELLA, None)],
    ),
    "a higher threshold hides": (
        ("Sjöviks Hembygdsförening", "Sjövikens Hembygdsförening"),
        {"possible_from": 0.78},
        [(POSSIBLE, None)],
    ),
    "a lighter type word shows more strongly": (
        ("Kastanjens Idrottsförening", "Kastanjens Idrott"),
        {"weight_type": 0.3},
        [(POSSIBLE, STRONG)],
    ),
    "a heavier type word that one lacks hides": (
        ("Ekdungens Kulturförening", "Ekdungens Kulturvänner"),
        {"weight_type": 20.0},
        [(POSSIBLE, None)],
    ),
    "a heavier bare type word hides": (
        ("Föreningen Ljusklotet", "Ljusklotet Ekdungen"),
        {"weight_bare_type": 1.0},
        [(POSSIBLE, None)],
    ),
    "a heavier number that one lacks hides": (
        ("Kastanjen 25 Ekdungen", "Kastanjen Ekdungen Lönnen"),
        {"weight_number": 20.0},
        [(POSSIBLE, None)],
    ),
    "common words that weigh as others hide": (
        ("Kastanjens Ungdomsförening", "Kastanjens Kulturförening"),
        {"common_share": 1.0},
        [(POSSIBLE, None)],
    ),
    "words that weigh little a letter hide": (
        ("Kastanjens Ungdomsförening", "Kastanjens Kulturförening"),
        {"weight_letter": 0.5},
        [(POSSIBLE, None)],
    ),
    "a coverage that counts both sides alike shows more strongly": (
        ("Kastanjens Idrottsförening", "Kastanjens Idrott"),
        {"smaller_side": 0.2},
        [(POSSIBLE, STRONG)],
    ),
    "words that must be rarer to tell make no section": (
        ("Ask Alm", "Ask Alm Idrott"),
        {"distinctive_share": 1.0},
        [(Band.SECTION_OR_UMBRELLA, POSSIBLE)],
    ),
    "a setting of persons moves no association": (
        ("Sjöviks Hembygdsförening", "Sjövikens Hembygdsförening"),
        {"person_from": 0.1, "person_strong_from": 0.1},
        [(POSSIBLE, POSSIBLE)],
    ),
}


@pytest.mark.parametrize(("names", "changes", "bands"), CASES.values(), ids=CASES)
def test_each_pair_is_judged_among_the_others_of_its_look(names, changes, bands):
    pairs = a_look(*names)
    found = {one.pair.id: (one.before, one.after) for one in tried(pairs, **changes).moved}
    assert found == {pair.id: band for pair, band in zip(pairs, bands, strict=True) if band[0] is not band[1]}
    shown = [sum(band[at] is not None for band in bands) for at in (0, 1)]
    both = tried(pairs, **changes)
    assert [both.before.shown, both.after.shown] == shown
    strong = [sum(band[at] is STRONG for band in bands) for at in (0, 1)]
    assert [both.before.strong, both.after.strong] == strong


@pytest.mark.parametrize(
    ("elsewhere", "strong"),
    [({}, 0), ({"source": "s2"}, 2), ({"check": "c2"}, 2)],
    ids=["same look", "other source", "other check"],
)
def test_only_what_the_same_look_held_is_a_rival(elsewhere, strong):
    near = ("Provbygdens Schackklubb", "Provbygdens Schackklub")
    if not elsewhere:
        pairs = a_look(near[0], *near)
    else:
        pairs = [*a_look(near[0], near[0]), *a_look(near[0], near[0], **elsewhere)]
    assert tried(pairs).before.strong == strong


def test_a_number_settles_it_whatever_the_rivals():
    pairs = a_look(
        "Provbygdens Schackklubb", "Provbygdens Schackklubb", "Provbygdens Schackklub", number=NUMBER
    )
    both = tried(pairs, runner_up_margin=1.0)
    assert (both.before.strong, both.after.strong, both.moved) == (2, 2, ())


def test_in_the_own_directory_only_telling_bands_are_shown_and_others_are_rivals():
    name = "Ekdungens Schackklubb Kastanjen"
    rival = ListingFacts("r", "Ekdungens Schackklubb Kastanjerna")
    (pair,) = a_look(name, name, is_own=True, rivals=(rival,))
    both = tried([pair], runner_up_margin=0.1)
    assert [(one.before, one.after) for one in both.moved] == [(STRONG, None)]
    assert tried(a_look(name, name, is_own=True), runner_up_margin=0.1).moved == ()


def test_where_a_register_only_tells_who_it_is_there_is_no_work():
    telling = a_look("Sjöviks Hembygdsförening", "Sjövikens Hembygdsförening", purpose=SourcePurpose.IDENTITY)
    assert (tried(telling).before.shown, tried(telling).before.to_judge) == (1, 0)
    bankrupt = [replace(one, status="Konkurs inledd") for one in telling]
    assert tried(bankrupt).before.to_judge == 1


def test_a_town_and_an_account_lift_as_much_as_they_are_set_to():
    party = PartyFacts("Sjöviks Hembygdsförening", seat="Granlunda", giro="5050-1055")
    look = StoredLook("c1", "s1", party, "")
    same_town = ListingFacts("1", "Sjövikens Hembygdsförening", seat="Granlunda")
    same_account = ListingFacts("2", "Sjövikens Hembygdsförening", giro="5050-1055")
    (pair,) = [StoredPair("a", look, same_town, None)]
    assert tried([pair], possible_from=0.78, lift_seat=0.0).after.shown == 0
    assert tried([pair], possible_from=0.78).after.shown == 1
    scores = [
        match(party, same_account, TokenWeights(""), replace(DEFAULT, strong_from=0.78, lift_giro=lift)).score
        for lift in (0.0, 0.05, 0.2)
    ]
    assert scores == sorted(set(scores)), "each lift more than the one before"


def test_the_weights_of_the_snapshot_are_used():
    (pair,) = a_look("Stiftelsen Kastanjen", "Föreningen Kastanjen")
    pair = replace(pair, look=replace(pair.look, weights="snap"))
    light = {"snap": TokenWeights("w", idf={"kastanj": 0.01, "kastanjen": 0.01})}
    heavy = tried([pair]).before.shown
    assert (heavy, try_settings([pair], light, before=DEFAULT, after=DEFAULT).before.shown) == (1, 0)


JUDGED = [
    replace(a_look(*names, check=f"c{at}", number=number)[0], judgement=word)
    for at, (names, number, word) in enumerate(
        (
            (("Granlunda Kulturförening", "Granlunda Kulturförening"), NUMBER, SAME),
            (("Provbygdens Idrottsförening", "Provbygdens Idrottsförenng"), None, SAME),
            (("Sjöviks Hembygdsförening", "Sjövikens Hembygdsförening"), None, OTHER),
            (("Ekdungens Schackklubb", "Ekdungens Schackklub"), None, UNSURE),
        )
    )
]


def test_precision_recall_and_what_would_be_lost():
    strictest = {
        name: 1.0 for name in ("possible_from", "strong_same_seat_from", "strong_from", "section_from")
    }
    both = tried(JUDGED, **strictest)
    assert (both.before.precision, both.before.recall) == (2 / 3, 1.0)
    assert (both.after.precision, both.after.recall) == (1.0, 0.5)
    assert (both.before.to_judge, both.after.to_judge, both.lost) == (4, 1, 1)
    assert both.moved[0].pair.judgement is SAME, "what would be lost is told first"
    assert both.as_facts()["after"] == {
        "pairs": 4, "shown": 1, "to_judge": 1, "strong": 1, "precision": 1.0, "recall": 0.5
    }  # fmt: skip


def test_the_same_thresholds_move_nothing():
    both = tried(JUDGED)
    assert (both.moved, both.lost) == ((), 0)
    assert both.before == both.after


def test_what_nobody_has_judged_is_work_but_no_share():
    both = tried(JUDGED[3:])
    assert both.before.to_judge == 1
    assert (both.before.precision, both.before.recall) == (None, None)
