"""Only what is new or has changed makes work, and what may be said of it."""

import pytest

from vetting.domain import rescreening
from vetting.domain.errors import Refused
from vetting.domain.rescreening import KnownPair, SignalWord, Tally
from vetting.domain.terms import Judgement, SignalKind

K, W = SignalKind, SignalWord


@pytest.mark.parametrize(
    ("seen", "holding", "kind"),
    [
        ([], {}, K.NEW_HIT),
        (["now"], {}, None),
        (["before"], {}, K.CHANGED_HIT),
        (["now"], {"c": "now"}, None),
        ([], {"c": "now"}, None),
        (["before"], {"c": "before"}, K.CLEARANCE_LAPSED),
        (["before", "now"], {"c": "before"}, K.CLEARANCE_LAPSED),
        (["before"], {"c": "before", "d": "now"}, None),
    ],
)
def test_a_pair_makes_work_once(seen, holding, kind):
    assert rescreening.signal_for("now", KnownPair(frozenset(seen), holding)) is kind


@pytest.mark.parametrize(
    ("kind", "judgement", "word", "code"),
    [
        (K.NEW_HIT, None, W.DECISION_STANDS, "signal_not_judged"),
        (K.NEW_HIT, None, W.NOTHING_TO_DO, None),
        (K.NEW_HIT, Judgement.SAME, W.DECISION_STANDS, None),
        (K.EVIDENCE_WITHDRAWN, None, W.DECISION_CHANGED, None),
        (K.EVIDENCE_WITHDRAWN, None, W.NOTHING_TO_DO, "signal_word"),
        (K.ANSWER_CORRECTED, None, W.DECISION_STANDS, None),
        (K.ANSWER_CORRECTED, None, W.NOTHING_TO_DO, "signal_word"),
        (K.CHANGED_HIT, None, W.OVERTAKEN, "signal_word"),
    ],
)
def test_what_may_be_said_of_a_signal(kind, judgement, word, code):
    if code is None:
        rescreening.require_word(word, kind, judgement)
    else:
        with pytest.raises(Refused, match=code):
            rescreening.require_word(word, kind, judgement)


def test_counts_of_several_sources_add_up_but_the_parties_are_the_same():
    whole = Tally(parties=3)
    for one in (Tally(3, 10, 1, 0, 2, 0), Tally(3, 5, 0, 1, 0, 1)):
        whole.add(one)
    assert whole.facts() == {
        "parties": 3, "pairs_compared": 15, "new": 1, "changed": 1, "lapsed_clearances": 2,
        "withdrawn_evidence": 1,
    }  # fmt: skip
