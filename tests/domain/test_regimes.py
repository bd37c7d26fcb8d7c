"""The four regimes: who decides, what can be decided, how it is tried, and whose words stand in a letter."""

import pytest

from vetting.domain.appeals import ANNOUNCED, review_of
from vetting.domain.errors import Refused
from vetting.domain.regimes import faults_of_outcome, require_kind, rules_of
from vetting.domain.terms import Outcome, Regime, SupportKind
from vetting.domain.terms_decisions import DeadlineKind, DecidedBy, HouseRuleKey, ReviewPath
from vetting.web.wording.regimes import LAW

NOT_OURS = (Regime.PUBLIC_PLACE, Regime.STATE_AIDED_HALL)


@pytest.mark.parametrize(
    ("regime", "decided_by", "path", "weeks"),
    [
        (Regime.LEGALITY_REVIEW, DecidedBy.BOARD, ReviewPath.LEGALITY_REVIEW, 3),
        (Regime.CIVIL_LAW, DecidedBy.BOARD, ReviewPath.CONTRACT, 3),
        (Regime.PUBLIC_PLACE, DecidedBy.POLICE, ReviewPath.POLICE, 0),
        (Regime.STATE_AIDED_HALL, DecidedBy.HALL_OWNER, ReviewPath.HALL_OWNER, 0),
    ],
)
def test_who_decides_and_how_it_is_tried(regime, decided_by, path, weeks):
    rules = rules_of(regime)
    assert (rules.decided_by, rules.review.path, rules.review.weeks) == (decided_by, path, weeks)
    assert rules.review.is_announced == (regime in ANNOUNCED) == (DeadlineKind.APPEAL in rules.deadlines)


def test_what_the_board_decides_is_announced_and_tried_at_the_wish_of_members():
    """KL 13:1, 13:5: a member of the municipality, within three weeks of the announcement; to let premises or
    not is a decision of the board as any other."""
    assert ANNOUNCED == (Regime.LEGALITY_REVIEW, Regime.CIVIL_LAW)
    for regime in ANNOUNCED:
        review = review_of(regime)
        assert (review.by, review.court) == ("member_of_municipality", "administrative_court")
    assert {review_of(regime).path for regime in Regime} == set(ReviewPath)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_is_not_the_municipalitys_to_decide_is_neither_granted_nor_refused(outcome):
    for regime in (Regime.LEGALITY_REVIEW, Regime.CIVIL_LAW):
        assert faults_of_outcome(regime, outcome) == ()
    found = {regime: [fault.code for fault in faults_of_outcome(regime, outcome)] for regime in NOT_OURS}
    if outcome in (Outcome.DISMISSED, Outcome.CLOSED):
        assert found == {regime: [] for regime in NOT_OURS}
    else:
        assert found == {NOT_OURS[0]: ["police_decide"], NOT_OURS[1]: ["hall_owner_decides"]}


@pytest.mark.parametrize("kind", list(SupportKind))
def test_only_premises_are_let_placed_or_lent(kind):
    require_kind(Regime.LEGALITY_REVIEW, kind)
    for regime in (Regime.CIVIL_LAW, *NOT_OURS):
        if kind is SupportKind.PREMISES:
            require_kind(regime, kind)
        else:
            with pytest.raises(Refused, match="regime_without_kind"):
                require_kind(regime, kind)


def test_a_board_holds_to_its_own_procedure_only_where_it_decides():
    for regime in Regime:
        rules = rules_of(regime)
        assert rules.house_rules == (frozenset(HouseRuleKey) if rules.is_ours else frozenset())


def test_every_provision_has_words():
    told = {one for regime in Regime for one in (*rules_of(regime).law, *review_of(regime).paragraphs)}
    assert told <= set(LAW)
    assert not any("FL 4" in one for one in told)  # 40-44 §§ belong to another way of review
