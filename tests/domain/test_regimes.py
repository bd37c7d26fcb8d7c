"""The five regimes: who decides, what can be decided, how it is tried, and whose words stand in a letter."""

import datetime as dt

import pytest

from vetting.domain.appeals import ANNOUNCED, last_day_of_party_appeal, review_of
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
        (Regime.ADMINISTRATIVE_APPEAL, DecidedBy.BOARD, ReviewPath.ADMINISTRATIVE_APPEAL, 3),
        (Regime.CIVIL_LAW, DecidedBy.BOARD, ReviewPath.CONTRACT, 3),
        (Regime.PUBLIC_PLACE, DecidedBy.POLICE, ReviewPath.POLICE, 0),
        (Regime.STATE_AIDED_HALL, DecidedBy.HALL_OWNER, ReviewPath.HALL_OWNER, 0),
    ],
)
def test_who_decides_and_how_it_is_tried(regime, decided_by, path, weeks):
    rules = rules_of(regime)
    assert (rules.decided_by, rules.review.path, rules.review.weeks) == (decided_by, path, weeks)
    assert rules.review.is_announced == (regime in ANNOUNCED) == (DeadlineKind.APPEAL in rules.deadlines)
    assert rules.review.is_served == (DeadlineKind.PARTY_APPEAL in rules.deadlines)


def test_lr_01_every_regime_of_the_table_is_there():
    """LR-01: legality review, administrative appeal, civil law, police; and the hall that its owner lets."""
    assert set(Regime) == {
        "legality_review",
        "administrative_appeal",
        "civil_law",
        "public_place",
        "state_aided_hall",
    }


def test_fl_44_the_party_appeals_within_three_weeks_of_the_day_it_received_the_decision():
    """FL 40-44 §§, of state grants passed on: the party and nobody else, and another clock than the notice board's."""
    review = review_of(Regime.ADMINISTRATIVE_APPEAL)
    assert (review.by, review.court, review.is_announced) == ("party", "administrative_court", False)
    assert review.paragraphs == ("FL 40", "FL 41", "FL 42", "FL 43", "FL 44")
    assert last_day_of_party_appeal(dt.date(2026, 11, 20), ()) == dt.date(2026, 12, 11)
    christmas = (dt.date(2026, 12, 25), dt.date(2026, 12, 26))
    assert last_day_of_party_appeal(dt.date(2026, 12, 4), christmas) == dt.date(2026, 12, 28)
    assert rules_of(Regime.ADMINISTRATIVE_APPEAL).house_rules == frozenset()  # the act itself applies


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
    for regime in (Regime.LEGALITY_REVIEW, Regime.ADMINISTRATIVE_APPEAL, Regime.CIVIL_LAW):
        assert faults_of_outcome(regime, outcome) == ()
    found = {regime: [fault.code for fault in faults_of_outcome(regime, outcome)] for regime in NOT_OURS}
    if outcome in (Outcome.DISMISSED, Outcome.CLOSED):
        assert found == {regime: [] for regime in NOT_OURS}
    else:
        assert found == {NOT_OURS[0]: ["police_decide"], NOT_OURS[1]: ["hall_owner_decides"]}


@pytest.mark.parametrize("kind", list(SupportKind))
def test_only_premises_are_let_placed_or_lent(kind):
    require_kind(Regime.LEGALITY_REVIEW, kind)
    require_kind(Regime.ADMINISTRATIVE_APPEAL, kind)
    for regime in (Regime.CIVIL_LAW, *NOT_OURS):
        if kind is SupportKind.PREMISES:
            require_kind(regime, kind)
        else:
            with pytest.raises(Refused, match="regime_without_kind"):
                require_kind(regime, kind)


def test_a_board_holds_to_its_own_procedure_only_where_it_decides():
    for regime in Regime:
        rules = rules_of(regime)
        by_law = regime is Regime.ADMINISTRATIVE_APPEAL  # there the whole act applies
        assert rules.house_rules == (frozenset(HouseRuleKey) if rules.is_ours and not by_law else frozenset())


def test_every_provision_has_words():
    told = {one for regime in Regime for one in (*rules_of(regime).law, *review_of(regime).paragraphs)}
    assert told <= set(LAW)
    for regime in set(Regime) - {Regime.ADMINISTRATIVE_APPEAL}:  # 40-44 §§ belong to that way alone
        told = (*rules_of(regime).law, *review_of(regime).paragraphs)
        assert not any(one.startswith("FL 4") for one in told)
