"""What a word rests on, when it needs a second person, when it lapses."""

import pytest

from vetting.domain import clearances
from vetting.domain.authority import Actor
from vetting.domain.clearances import Pair
from vetting.domain.errors import Refused
from vetting.domain.terms import Band, Judgement

OURS = {"name": "Provbygdens IF", "org_number": "8899999018", "seat": "Provby", "birth_date": None}
THEIRS = {"name": "Provet", "aliases": ["PIF"], "org_number": None, "seat": None, "birth_date": "1970-01-02"}
PAIR = Pair(OURS, THEIRS)


@pytest.mark.parametrize("band", Band)
@pytest.mark.parametrize("judgement", Judgement)
def test_only_a_clearing_word_on_a_near_hit_needs_a_second_person(band, judgement):
    near = band in (Band.CONFIRMED, Band.ID_MATCH_NAME_CONFLICT, Band.STRONG)
    assert clearances.needs_second(band, judgement) is (near and judgement is Judgement.OTHER)


def test_nobody_is_their_own_second_person():
    clearances.require_second("anna", Actor("bo", "Bo"))
    with pytest.raises(Refused, match="second_is_first"):
        clearances.require_second("anna", Actor("anna", "Anna"))
    with pytest.raises(Refused, match="same_person"):
        clearances.require_second("anna", Actor("bo", "Bo", other_accounts=frozenset({"anna"})))


@pytest.mark.parametrize(
    ("judgement", "rests_on", "found"),
    [
        (Judgement.OTHER, ["birth_date", "name"], ("name", "birth_date")),
        (Judgement.SAME, ["org_number"], ("org_number",)),
        (Judgement.UNSURE, [], ()),
        (Judgement.OTHER, [], "facts_missing"),
        (Judgement.SAME, [], "facts_missing"),
        (Judgement.UNSURE, ["giro"], "facts_unknown"),
    ],
)
def test_a_word_rests_on_facts_that_one_side_states(judgement, rests_on, found):
    if isinstance(found, str):
        with pytest.raises(Refused, match=found):
            clearances.require_facts(judgement, rests_on, PAIR)
    else:
        assert clearances.require_facts(judgement, rests_on, PAIR) == found


def test_a_pair_that_states_nothing_asks_for_no_fact():
    assert clearances.require_facts(Judgement.OTHER, [], Pair({}, {})) == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "changed"),
    [
        ({}, {}, []),
        ({"name": "Provbygdens  IF "}, {"aliases": ("PIF",)}, []),
        ({"seat": "Annanby"}, {}, ["ours.seat"]),
        ({}, {"birth_date": "1971-01-02"}, ["theirs.birth_year"]),
        ({}, {"birth_date": "1970-01-03"}, ["theirs.birth_date"]),
        ({"name": "Nya IF"}, {"name": "Provet 2", "org_number": "8899999026"},
         ["ours.name", "theirs.name", "theirs.org_number"]),
        ({}, {"status": "Konkurs"}, ["theirs.status"]),
    ],
)  # fmt: skip
def test_what_has_changed_is_named_by_side(ours, theirs, changed):
    after = Pair({**OURS, **ours}, {**THEIRS, **theirs})
    assert clearances.changed_facts(PAIR, after) == changed


def test_the_values_of_a_changed_fact():
    assert clearances.value_at(PAIR, "theirs.birth_year") == "1970-01-02"
    assert clearances.value_at(PAIR, "theirs.aliases") == "PIF"
    assert clearances.value_at(PAIR, "theirs.seat") == ""
    assert clearances.chosen(THEIRS, ["name", "seat"]) == {"name": "Provet", "seat": None}
