"""Stop marks: their days, when they ask, and what ties a request to one; facts of contracts, never persons."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.bars import (
    STOPPING,
    BarDays,
    ContractFacts,
    NewBar,
    links_between,
    slot_of,
    sound_bar,
    standing,
    strongest,
)
from vetting.domain.errors import Refused
from vetting.domain.terms_contracts import BarLink, BarStanding
from vetting.domain.terms_revocations import BarReach

TODAY = dt.date(2026, 11, 20)
BAR = NewBar(
    board_id="b1",
    reach=BarReach.BOTH,
    reason="Stödet återkallades den 12 november 2026 för oriktiga uppgifter i redovisningen.",
    owner_id="o1",
    starts_on=TODAY,
    ends_on=TODAY + dt.timedelta(days=365),
    review_on=TODAY + dt.timedelta(days=180),
    association_id="a1",
)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"association_id": None}, "bar_party"),
        ({"request_id": "r1"}, "bar_party"),
        ({"ends_on": TODAY}, "bar_days"),
        ({"ends_on": TODAY + dt.timedelta(days=1099)}, "bar_days"),
        ({"request_id": "r1", "association_id": None, "ends_on": TODAY + dt.timedelta(days=367)}, "bar_days"),
        ({"review_on": TODAY}, "bar_review"),
        ({"review_on": TODAY + dt.timedelta(days=366)}, "bar_review"),
        ({"reason": "  "}, "text_missing"),
        ({"reason": "För kort."}, "text_too_short"),
        (
            {"reason": "Föreningen har en ideologi som kommunen inte delar, enligt uppgift."},
            "wording_outlook",
        ),
        (
            {"reason": "Ordföranden 19790101-1234 lämnade oriktiga uppgifter till kommunen."},
            "personal_number_in_text",
        ),
    ],
)
def test_a_stop_mark_that_cannot_stand(changes, code):
    with pytest.raises(Refused) as caught:
        sound_bar(replace(BAR, **changes))
    assert caught.value.code == code


def test_a_sound_one_is_kept_as_it_was_written():
    assert sound_bar(BAR) == BAR


ENDS, REVIEW = dt.date(2026, 12, 31), dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("today", "more", "expected"),
    [
        (dt.date(2026, 11, 30), {}, BarStanding.HOLDS),
        (dt.date(2026, 12, 1), {}, BarStanding.TO_REVIEW),
        (dt.date(2026, 12, 16), {"review_on": ENDS}, BarStanding.HOLDS),
        (dt.date(2026, 12, 17), {"review_on": ENDS}, BarStanding.TO_REVIEW),  # two weeks before its end
        (dt.date(2026, 12, 31), {}, BarStanding.TO_REVIEW),
        (dt.date(2027, 1, 1), {}, BarStanding.RUN_OUT),
        (dt.date(2030, 1, 1), {}, BarStanding.RUN_OUT),  # it asks for as long as nobody answers
        (dt.date(2027, 1, 1), {"is_closed": True}, BarStanding.ENDED),
        (dt.date(2026, 11, 30), {"is_lifted": True}, BarStanding.LIFTED),
    ],
)
def test_where_a_stop_mark_stands(today, more, expected):
    assert standing(BarDays(**{"ends_on": ENDS, "review_on": REVIEW, **more}), today) is expected


SLOT = slot_of("hall", dt.datetime(2026, 11, 20, 17, 0, tzinfo=dt.UTC))
ASKED = ContractFacts("r1", None, "8899999018", "p", "e", frozenset({SLOT}), "bankgiro:55551111")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (ContractFacts("r2", None, None, None, None), ()),  # nothing told is nothing in common
        (ContractFacts("r2", None, "8899999018", "p", None), (BarLink.NUMBER, BarLink.PHONE)),
        (ContractFacts("r2", "a1", None, None, "e"), (BarLink.EMAIL,)),
        (ContractFacts("r2", None, None, None, None, frozenset({SLOT})), (BarLink.SLOT,)),
        (ContractFacts("r2", None, None, None, None, frozenset(), "bankgiro:55551111"), (BarLink.ACCOUNT,)),
        (ContractFacts("r2", None, None, None, None, frozenset(), "plusgiro:55551111"), ()),
        (ContractFacts("r1", None, None, None, None), (BarLink.CONTRACT,)),
    ],
)
def test_what_two_contracts_have_in_common(other, expected):
    assert links_between(ASKED, other) == expected
    assert strongest(links_between(ASKED, other)) == (expected[0] if expected else None)


def test_a_telephone_an_address_an_account_or_an_hour_is_a_question_and_never_a_stop():
    assert set(BarLink) - STOPPING == {BarLink.PHONE, BarLink.EMAIL, BarLink.ACCOUNT, BarLink.SLOT}


def test_the_same_hour_by_the_swedish_clock_in_summer_and_winter():
    winter = dt.datetime(2026, 11, 19, 17, 30, tzinfo=dt.UTC)
    summer = dt.datetime(2026, 7, 16, 16, 0, tzinfo=dt.UTC)
    assert slot_of("hall", winter) == slot_of("hall", summer) == ("hall", 3, 18)
