"""Facts of both sides beside each other."""

from vetting.reading.met import facts_beside, words_met

OLD, NEW = "8299999014", "2529999019"


def test_a_hit_sets_the_former_number_beside_the_one_it_met():
    ours = {"name": "Skutan", "org_number": NEW, "other_numbers": [OLD], "giro": None}
    theirs = {"name": "Skutan", "org_number": OLD, "other_numbers": []}
    reason = {"feature": "org_number_former", "query": NEW, "record": OLD, "weight": 0.95}
    beside = {one.fact: (one.ours, one.theirs, one.agrees) for one in facts_beside(ours, theirs, [reason])}
    assert beside["other_numbers"] == (OLD, OLD, True)
    assert beside["org_number"] == (NEW, OLD, None)
    assert words_met([reason]) == ((), ())
