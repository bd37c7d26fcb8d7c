"""Agreement of two blind readings against tables worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vetting.domain.agreement import agreement, cohens_kappa


def pairs(yes_yes: int, yes_no: int, no_yes: int, no_no: int) -> list[tuple[str, str]]:
    return [("y", "y")] * yes_yes + [("y", "n")] * yes_no + [("n", "y")] * no_yes + [("n", "n")] * no_no


@pytest.mark.parametrize(
    ("answers", "kappa"),
    [
        # observed 35/50; by chance 25/50 * 30/50 + 25/50 * 20/50 = 1/2; (7/10 - 1/2) / (1/2) = 2/5
        (pairs(20, 5, 10, 15), Fraction(2, 5)),
        # observed 60/100; by chance 60/100 * 70/100 + 40/100 * 30/100 = 54/100; 6/46
        (pairs(45, 15, 25, 15), Fraction(6, 46)),
        # observed 60/100; by chance 60/100 * 30/100 + 40/100 * 70/100 = 46/100; 14/54
        (pairs(25, 35, 5, 35), Fraction(14, 54)),
        (pairs(3, 0, 0, 2), Fraction(1)),
        (pairs(0, 1, 1, 0), Fraction(-1)),
        (pairs(0, 4, 0, 0), Fraction(0)),  # never alike, and chance would never make them so
        (pairs(4, 0, 0, 0), None),  # one answer alone: chance agrees always
        ([], None),
    ],
)
def test_kappa_equals_the_one_worked_out_by_hand(answers, kappa):
    assert cohens_kappa(answers) == kappa


CHECKS = [
    ({"a": "yes", "b": "yes", "c": "yes", "d": "no"}, {"a": "yes", "b": "no", "c": "yes"}),
    ({"a": "no", "b": "no", "c": "yes"}, {"a": "yes", "b": "no", "c": "yes", "e": "no"}),
    ({"a": "yes", "b": "yes"}, {"a": "yes", "b": "unclear", "c": "yes"}),
    ({"a": "no"}, {"a": "no"}),
]


def test_the_weakest_question_comes_first_and_unpaired_answers_are_counted_apart():
    found = agreement(["a", "b", "c", "d", "e", "never"], CHECKS)
    assert [(q.question_id, q.both, q.equal, q.one_only, q.share, q.kappa) for q in found] == [
        # by chance yes 2/3 * 0, no 1/3 * 2/3: 2/9; (1/3 - 2/9) / (7/9) = 1/7
        ("b", 3, 1, 0, Fraction(1, 3), Fraction(1, 7)),
        # by chance yes 2/4 * 3/4, no 2/4 * 1/4: 1/2; (3/4 - 1/2) / (1/2) = 1/2
        ("a", 4, 3, 0, Fraction(3, 4), Fraction(1, 2)),
        ("c", 2, 2, 1, Fraction(1), None),
        ("d", 0, 0, 1, None, None),
        ("e", 0, 0, 1, None, None),
    ]


def test_among_equal_shares_the_lower_kappa_is_the_weaker():
    # Both agree three times in four; where nearly all answers are yes that says less.
    checks = [
        ({"one_sided": "yes", "even": "yes"}, {"one_sided": "yes", "even": "yes"}),
        ({"one_sided": "yes", "even": "no"}, {"one_sided": "yes", "even": "no"}),
        ({"one_sided": "yes", "even": "no"}, {"one_sided": "yes", "even": "no"}),
        ({"one_sided": "yes", "even": "no"}, {"one_sided": "no", "even": "yes"}),
    ]
    assert [q.question_id for q in agreement(["even", "one_sided"], checks)] == ["one_sided", "even"]


def test_no_checks_no_questions():
    assert agreement(["a"], []) == ()
    assert agreement([], CHECKS) == ()


answers = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["yes", "no", "unclear"]))


@given(st.lists(st.tuples(answers, answers)))
def test_exchanging_the_readers_or_the_checks_changes_nothing(checks):
    found = agreement("abc", checks)
    assert agreement("abc", [(second, first) for first, second in reversed(checks)]) == found
    for question in found:
        assert question.equal <= question.both
        assert question.both + question.one_only <= len(checks)
        assert question.kappa is None or -1 <= question.kappa <= 1
        assert question.kappa is None or (question.kappa == 1) == (question.share == 1)
