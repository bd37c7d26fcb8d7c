"""Other thresholds over pairs people have seen."""

from dataclasses import replace

from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.match_settings import DEFAULT
from vetting.domain.terms import Band, Judgement
from vetting.domain.what_if import StoredPair, try_settings

NUMBER = "8899999018"


def a_pair(name: str, listed: str, judgement: Judgement | None, *, number: str | None = None) -> StoredPair:
    return StoredPair(
        name,
        PartyFacts(name, org_number=number),
        ListingFacts("1", listed, org_number=number),
        "",
        judgement,
    )


PAIRS = [
    a_pair("Granlunda Kulturförening", "Granlunda Kulturförening", Judgement.SAME, number=NUMBER),
    a_pair("Provbygdens Idrottsförening", "Provbygdens Idrottsförenng", Judgement.SAME),
    a_pair("Sjöviks Hembygdsförening", "Sjövikens Hembygdsförening", Judgement.OTHER),
    a_pair("Ekdungens Schackklubb", "Ekdungens Schackklub", None),
]


def test_the_same_thresholds_move_nothing():
    tried = try_settings(PAIRS, {}, before=DEFAULT, after=replace(DEFAULT, version="x"))
    assert tried.moved == ()
    assert tried.before == tried.after
    assert tried.before.pairs == 4


def test_stricter_thresholds_show_fewer_and_say_which():
    strictest = replace(
        DEFAULT, version="x", possible_from=1.0, strong_same_seat_from=1.0, strong_from=1.0, section_from=1.0
    )
    tried = try_settings(PAIRS, {}, before=DEFAULT, after=strictest)
    assert tried.after.shown < tried.before.shown
    assert tried.after.by_band[Band.CONFIRMED] == 1, "the number does not hang on a threshold"
    assert tried.after.recall == 0.5
    assert tried.after.precision == 1.0
    assert {one.pair.id for one in tried.moved} >= {"Sjöviks Hembygdsförening"}
    assert all(one.before is not one.after for one in tried.moved)


def test_what_nobody_has_judged_is_work_but_no_share():
    tried = try_settings(PAIRS[3:], {}, before=DEFAULT, after=DEFAULT)
    assert tried.before.shown == 1
    assert tried.before.precision is None
    assert tried.before.recall is None
    assert set(tried.as_facts()) == {"before", "after", "moved"}
