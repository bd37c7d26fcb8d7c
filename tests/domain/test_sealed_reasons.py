"""The seal of reasons: the same text for the same reasons, and what recomputing its digest comes to."""

import unicodedata

import pytest

from vetting.domain.errors import Refused
from vetting.domain.sealed_reasons import (
    SealState,
    digest_of_text,
    require_sound_addendum,
    sealed_text,
    state_of,
)
from vetting.domain.terms import Outcome, Regime

TEXT = sealed_text({"summary": "Skälen är dessa.", "grounds": []})
DIGEST = digest_of_text(TEXT)
OTHER = digest_of_text(TEXT + " ")


@pytest.mark.parametrize(
    ("text", "digest", "noted", "state"),
    [
        (TEXT, DIGEST, DIGEST, SealState.HOLDS),
        (TEXT, DIGEST, None, SealState.JOURNAL_SILENT),
        (TEXT, DIGEST, OTHER, SealState.JOURNAL_DIFFERS),
        (TEXT, DIGEST, "", SealState.JOURNAL_DIFFERS),
        (TEXT + " ", DIGEST, DIGEST, SealState.TEXT_CHANGED),
        (TEXT, OTHER, OTHER, SealState.TEXT_CHANGED),
        (TEXT + " ", OTHER, DIGEST, SealState.JOURNAL_DIFFERS),
    ],
)
def test_what_recomputing_comes_to(text, digest, noted, state):
    assert state_of(text, digest, noted) is state


def test_the_same_reasons_give_the_same_text_whatever_the_order_and_the_composition_of_letters():
    apart = {"grounds": [], "summary": unicodedata.normalize("NFD", "Skälen är dessa.")}
    assert sealed_text(apart) == TEXT


@pytest.mark.parametrize(
    ("outcome", "acts", "passes"),
    [
        (Outcome.REFUSED, {"A01"}, True),
        (Outcome.REFUSED, {"A02"}, False),
        (Outcome.DISMISSED, set(), False),
        (Outcome.PARTLY_GRANTED, set(), False),
        (Outcome.CLOSED, set(), False),
        (Outcome.GRANTED, set(), True),
    ],
)
def test_an_addition_to_an_adverse_decision_rests_on_acts(outcome, acts, passes):
    words = {"questions": ["A01"], "acts": acts, "regime": Regime.LEGALITY_REVIEW}
    if passes:
        require_sound_addendum("Föreningen står inte bakom demokratin.", outcome, **words)
        return
    with pytest.raises(Refused, match="wording_outlook"):
        require_sound_addendum("Föreningen står inte bakom demokratin.", outcome, **words)
