"""When support can be taken back, for which days, and what of it may wait meanwhile: tables of cases."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest

from vetting.domain.decisions import Draft
from vetting.domain.delegation import BOARD_ONLY
from vetting.domain.errors import Refused
from vetting.domain.grounds import GroundEvidence
from vetting.domain.hearings import is_heard_before
from vetting.domain.mirror import treatment_of
from vetting.domain.reason_linter import blockers_of_wording
from vetting.domain.revocation import (
    OF_APPLICATION,
    OF_REVIEW,
    REVOKING,
    Period,
    Revocation,
    revocable,
    suggested_periods,
    tidied,
    with_evidence,
)
from vetting.domain.revocation_rules import Hold, Reviewed, days_of, faults_of_review, require_hold
from vetting.domain.terms import Outcome, Regime
from vetting.domain.terms_decisions import Treatment
from vetting.domain.terms_revocations import HoldScope, RevocationGround

DAY = dt.date
MARCH = DAY(2026, 3, 1)
RESERVED = "Nämnden kan kräva tillbaka bidraget om ett villkor inte följs."
REVIEWED = Reviewed(DAY(2026, 1, 1), DAY(2026, 12, 31), 100_000, RESERVED)
WHY = "Förbehållet gäller när ett villkor i beslutet inte följs, och villkor 2 har inte följts."
UNDOING = "Beloppet betalas ut på nytt om beslutet upphävs."
FIRST, SECOND = (
    Period(DAY(2026, 1, 1), DAY(2026, 6, 30), 50_000),
    Period(DAY(2026, 7, 1), DAY(2026, 12, 31), 50_000),
)
SHOWN = replace(FIRST, evidence_ids=("b1",))


def evidence(id_="b1", on=MARCH, level=3, is_contrary=False):
    at = dt.datetime(2026, 9, 1, tzinfo=dt.UTC)
    return GroundEvidence(id_, "note", "Anteckning", level, "", "", on, None, "", at, is_contrary)


def revocation(**changes):
    made = Revocation(
        RevocationGround.RESERVATION, WHY, can_be_undone=True, undoing=UNDOING, periods=(SHOWN,)
    )
    return replace(made, **changes)


def codes(outcome=Outcome.REVOKED, reviewed=REVIEWED, given=None, **changes):
    given = revocation(**changes) if given is None else given
    draft = Draft(outcome, 0, "Sammanfattning", revocation=given)
    return [one.code for one in faults_of_review(draft, reviewed)]


@pytest.mark.parametrize(
    ("ground", "reservation", "can"),
    [
        (RevocationGround.RESERVATION, RESERVED, True),
        (RevocationGround.RESERVATION, "  ", False),  # lawfulness 10
        (RevocationGround.WRONG_INFORMATION, "", True),
        (RevocationGround.COMPELLING_SAFETY, "", True),
    ],
)
def test_a_decision_in_favour_stands_unless_one_of_three_grounds_is_there(ground, reservation, can):
    assert revocable(ground, reservation) is can
    blocked = "revocation_without_reservation" in codes(
        reviewed=replace(REVIEWED, reservation=reservation), ground=ground
    )
    assert blocked is not can


def test_a_whole_proposal_to_revoke_lacks_nothing():
    assert codes() == []
    assert codes(Outcome.PARTLY_REVOKED) == []
    assert codes(periods=()) == []  # ended, and nothing claimed back


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"why": "För kort."}, "reservation_words_missing"),
        ({"why": "", "ground": RevocationGround.WRONG_INFORMATION}, "wrong_information_untold"),
        ({"why": "", "ground": RevocationGround.COMPELLING_SAFETY}, "danger_untold"),
        ({"can_be_undone": None}, "undoing_untold"),  # KL 13:14, asked and not guessed
        ({"undoing": "Ja."}, "undoing_untold"),
        ({"periods": (replace(SHOWN, ends_on=DAY(2025, 12, 31)),)}, "period_reversed"),
        ({"periods": (replace(SHOWN, ends_on=DAY(2027, 1, 1)),)}, "period_outside_support"),
        ({"periods": (replace(SHOWN, starts_on=DAY(2025, 12, 31)),)}, "period_outside_support"),
        ({"periods": (SHOWN, replace(SECOND, starts_on=DAY(2026, 6, 30)))}, "periods_overlap"),
        ({"periods": (replace(SHOWN, amount=0),)}, "period_without_amount"),
        ({"periods": (replace(SHOWN, amount=100_001),)}, "claim_above_grant"),
    ],
)
def test_what_a_proposal_to_revoke_lacks_is_told_by_its_own_code(changes, code):
    assert code in codes(**changes)


def test_a_part_rests_on_evidence_and_is_not_the_whole():
    assert codes(Outcome.PARTLY_REVOKED, periods=(FIRST,)) == ["part_without_evidence"]
    assert codes(Outcome.PARTLY_REVOKED, periods=(replace(SHOWN, amount=100_000),)) == ["part_is_whole"]
    assert codes(Outcome.REVOKED, periods=(replace(SHOWN, amount=100_000),)) == []


def test_without_a_ground_nothing_is_revoked_and_without_revoking_none_is_asked():
    draft = Draft(Outcome.REVOKED, 0, "Sammanfattning")
    assert [one.code for one in faults_of_review(draft, REVIEWED)] == ["revocation_ground_missing"]
    assert faults_of_review(replace(draft, outcome=Outcome.CONTINUED), REVIEWED) == ()
    assert faults_of_review(replace(draft, outcome=Outcome.CLOSED), REVIEWED) == ()
    assert [one.code for one in faults_of_review(replace(draft, outcome=Outcome.REFUSED), REVIEWED)] == [
        "outcome_of_application"
    ]


@pytest.mark.parametrize("outcome", sorted(OF_REVIEW - {Outcome.CLOSED}))
def test_support_that_has_ended_since_is_not_decided_on_again(outcome):
    assert "support_ended_already" in codes(outcome, replace(REVIEWED, is_ended=True))


@pytest.mark.parametrize(
    ("item", "counts"),
    [
        (evidence(), True),
        (evidence(on=DAY(2026, 6, 30)), True),
        (evidence(on=DAY(2026, 7, 1)), False),  # of the next period
        (evidence(on=None), False),  # of no day at all
        (evidence(level=6), False),  # the press alone
        (evidence(is_contrary=True), False),
    ],
)
def test_a_period_is_claimed_for_evidence_dated_within_it_alone(item, counts):
    """Lawfulness 11; Växjö 2020 and KR Stockholm 1383-19: only the years that were shown."""
    made = revocation(periods=with_evidence((FIRST, SECOND), [item]))
    assert (FIRST.starts_on in [one.starts_on for one in made.claimed]) is counts
    if counts:
        assert (made.amount, len(made.left_out)) == (50_000, 1)


def test_what_somebody_wrote_of_evidence_is_not_taken_for_it():
    assert with_evidence((replace(SECOND, evidence_ids=("b1",)),), [evidence()])[0].evidence_ids == ()


def test_five_years_of_seven_are_claimed_when_five_are_shown():
    """KR Stockholm 1383-19: 2011, 2012, 2013, 2015 and 2016 stood; for 2014 nothing was shown, nor for 2017."""
    years = tuple(Period(DAY(year, 1, 1), DAY(year, 12, 31), 10_000) for year in range(2011, 2018))
    found = [evidence(str(year), DAY(year, 5, 1)) for year in (2011, 2012, 2013, 2015, 2016)]
    made = revocation(periods=with_evidence(years, found))
    assert [one.starts_on.year for one in made.left_out] == [2014, 2017]
    assert made.amount == 50_000


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "amount", "parts"),
    [
        (DAY(2026, 1, 1), DAY(2026, 12, 31), 100_000, 2),
        (DAY(2026, 3, 1), DAY(2026, 5, 31), 9_999, 1),
        (DAY(2025, 11, 15), DAY(2027, 7, 1), 77_777, 5),
        (DAY(2026, 7, 1), DAY(2026, 7, 1), 1, 1),
    ],
)
def test_suggested_periods_cover_every_day_once_and_the_whole_amount(starts_on, ends_on, amount, parts):
    found = suggested_periods(starts_on, ends_on, amount)
    assert (found[0].starts_on, found[-1].ends_on, len(found)) == (starts_on, ends_on, parts)
    assert sum(one.amount for one in found) == amount
    for before, after in pairwise(found):
        assert after.starts_on == before.ends_on + dt.timedelta(days=1)


def test_a_revocation_is_kept_and_read_back_whole():
    made = revocation(again=("Visad rutin.",), again_from_on=DAY(2028, 1, 1), periods=(SHOWN, SECOND))
    assert Revocation.from_kept(made.as_kept()) == made
    assert Revocation.from_kept(revocation().as_kept()) == revocation()


def test_texts_are_tidied_and_empty_conditions_go():
    made = tidied(revocation(why=WHY + " \r\n", again=(" ", "Visad rutin.")))
    assert (made.why, made.again) == (WHY, ("Visad rutin.",))
    with pytest.raises(Refused) as refusal:
        tidied(revocation(undoing="Se 19121212-1212 i registret"))
    assert refusal.value.facts["field"] == "undoing"


def test_the_linter_reads_what_a_revocation_says_too():
    draft = Draft(
        Outcome.REVOKED, 0, "Sammanfattning", revocation=revocation(why="Föreningens värdegrund delas inte.")
    )
    found = blockers_of_wording(draft, acts=(), allowed=(), regime=Regime.LEGALITY_REVIEW)
    assert [(one.code, one.field) for one in found] == [("wording_outlook", "ground_why")]
    again = replace(draft, revocation=revocation(again=("Föreningen ska ta avstånd från sin ideologi.",)))
    found = blockers_of_wording(again, acts=("A01",), allowed=(), regime=Regime.LEGALITY_REVIEW)
    assert [one.field for one in found] == ["again"]


def test_every_outcome_belongs_to_an_application_or_a_review_and_closing_to_both():
    assert set(Outcome) == OF_APPLICATION | OF_REVIEW
    assert {Outcome.CLOSED} == OF_APPLICATION & OF_REVIEW


@pytest.mark.parametrize("outcome", sorted(REVOKING))
def test_what_is_taken_back_is_heard_first_decided_by_the_board_and_mirrored_as_a_refusal(outcome):
    assert is_heard_before(outcome, ())
    assert outcome in BOARD_ONLY
    assert treatment_of(outcome) is Treatment.REFUSED
    assert treatment_of(Outcome.CONTINUED) is Treatment.GIVEN


HOLD = Hold(
    "Redovisningen visar utgifter som inte går att följa, och frågan är ställd.", UNDOING, DAY(2026, 12, 1)
)
TODAY = DAY(2026, 11, 20)


@pytest.mark.parametrize(
    ("changes", "used", "code"),
    [
        ({"reason": "Kort."}, 0, "hold_reason_short"),
        ({"reason": " "}, 0, "text_missing"),
        ({"undoing": "Nej."}, 0, "undoing_untold"),
        ({"ends_on": TODAY}, 0, "hold_day_impossible"),
        ({"ends_on": TODAY + dt.timedelta(days=61)}, 0, "hold_too_long"),
        ({}, 50, "hold_too_long"),  # eleven days more than the sixty
        ({"amount": 0}, 0, "hold_amount"),
        ({"amount": 100_000}, 0, "hold_amount"),  # all of it is no part
    ],
)
def test_a_hold_is_reasoned_short_and_possible_to_undo(changes, used, code):
    with pytest.raises(Refused) as refusal:
        require_hold(replace(HOLD, **changes), granted=100_000, held_days=used, today=TODAY)
    assert refusal.value.code == code


def test_sixty_days_are_the_most_in_one_piece_or_in_two():
    sixty = replace(HOLD, ends_on=TODAY + dt.timedelta(days=60))
    assert require_hold(sixty, granted=100_000, held_days=0, today=TODAY).scope is HoldScope.WHOLE
    part = require_hold(replace(HOLD, amount=20_000), granted=100_000, held_days=49, today=TODAY)
    assert part.scope is HoldScope.PART
    assert days_of([(DAY(2026, 1, 1), DAY(2026, 1, 31)), (DAY(2026, 3, 1), DAY(2026, 3, 20))]) == 49
