"""What the matcher reaches on genuine names and on invented ones with known truth."""

from pathlib import Path

import pytest

from benchmarks import genuine_names as genuine_pairs
from benchmarks.noisy_names import bodies, near_misses, questions
from benchmarks.noisy_persons import near_persons, person_questions, persons
from vetting.domain.comparing import hits_among
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.matching import match
from vetting.domain.terms import Band, PartyKind
from vetting.domain.token_weights import UNWEIGHTED, weights_of

STRANGERS = 200
HELD_OUT = 1  # the half the matcher was not made on


@pytest.mark.genuine
def test_genuine_pairs_are_found_among_all_names(genuine: Path) -> None:
    register = genuine_pairs.read_register(genuine)
    drawn = genuine_pairs.drawn_by_grams(register.names)
    strangers = [name for name, known in genuine_pairs.read_strangers(genuine, register).items() if known]
    best = [max((score for score, _ in register.hits(n, drawn)), default=0.0) for n in strangers[:STRANGERS]]
    least = genuine_pairs.threshold_for(best)
    queries = [one for one in genuine_pairs.read_queries(genuine, register) if one.half == HELD_OUT]
    looked = [genuine_pairs.Looked(query, register.hits(query.name, drawn)) for query in queries]
    assert len(looked) > 100
    assert len(best) == STRANGERS
    assert sum(one.right_score >= least for one in looked) / len(looked) >= 0.8
    assert sum(one.rank == 1 for one in looked) / len(looked) >= 0.85
    assert sum(one.rank <= 20 for one in looked) / len(looked) >= 0.95


def test_invented_bodies_are_found_and_near_names_never_strong() -> None:
    register = list(bodies(2000))
    listings = [
        ListingFacts(str(at), body.name, org_number=body.org_number, seat=body.seat)
        for at, body in enumerate(register)
    ]
    weights = weights_of((body.name for body in register), (body.seat or "" for body in register))
    draw = genuine_pairs.drawn_by_grams([body.name for body in register], 25)
    in_ten = right = wrong = 0
    asked = questions(register, 150)
    for one in [*asked, *near_misses(register, 120)]:
        party = PartyFacts(one.body.name, org_number=one.body.org_number, seat=one.body.seat)
        met = hits_among(party, [listings[row] for row in draw(one.body.name)], weights)
        in_ten += one.truth is not None and str(one.truth) in [hit.match.record_id for hit in met[:10]]
        strong = [hit.match.record_id for hit in met if hit.match.band in (Band.STRONG, Band.CONFIRMED)]
        right += strong.count(str(one.truth))
        wrong += len(strong) - strong.count(str(one.truth))
    assert in_ten / len(asked) >= 0.98
    assert right / len(asked) >= 0.7
    assert right / (right + wrong) >= 0.995


def test_invented_persons_are_found_and_others_never_strong() -> None:
    register = list(persons(2000))
    listings = [
        ListingFacts(str(at), body.name, birth_date=body.birth_date, kind=PartyKind.PERSON)
        for at, body in enumerate(register)
    ]
    asked = person_questions(register, 800)
    parties = [
        PartyFacts(one.body.name, birth_date=one.body.birth_date, kind=PartyKind.PERSON) for one in asked
    ]
    found = [
        match(party, listings[one.truth or 0], UNWEIGHTED) for party, one in zip(parties, asked, strict=True)
    ]
    assert sum(one is not None for one in found) / len(found) >= 0.98
    wrong = 0
    for one in near_persons(register, 40):
        party = PartyFacts(one.body.name, birth_date=one.body.birth_date, kind=PartyKind.PERSON)
        met = [match(party, listing, UNWEIGHTED) for listing in listings]
        wrong += any(hit is not None and hit.band is Band.STRONG for hit in met)
    assert wrong == 0
