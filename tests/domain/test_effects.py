"""What a revocation reaches: a row for each thing a party holds, and what may be said of a row."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.effects import (
    EffectWord,
    Held,
    HeldGrant,
    Holdings,
    Part,
    cancelling_of,
    due_day,
    effects_of,
    kept_cancelling,
    new_among,
    require_may_end,
    require_none_open,
    require_waiting,
    tidied,
)
from vetting.domain.errors import Refused
from vetting.domain.lettings import Cancellation, TriedMeasure
from vetting.domain.terms_lettings import FreedomRight, LettingGround
from vetting.domain.terms_premises import MilderMeasure
from vetting.domain.terms_revocations import EffectKind as K
from vetting.domain.terms_revocations import EffectState as S

TODAY = dt.date(2026, 11, 20)
NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
CANCELLING = Cancellation(
    LettingGround.BARRED,
    "Nämnden har den 18 november återkallat stödet med stöd av villkor 4 i beslutet.",
    dt.date(2026, 11, 18),
    (TriedMeasure(MilderMeasure.SINGLE_DATE, "Att behålla enstaka kvällar ändrar inte grunden."),),
    frozenset(FreedomRight),
)


def a_series(dates: int) -> list[Held]:
    return [
        Held(f"date{n:02}", "nor", TODAY + dt.timedelta(weeks=n + 1), request_id="r") for n in range(dates)
    ]


def kinds(held: Holdings) -> list[K]:
    return [row.kind for row in effects_of(held)]


def test_two_grants_a_tariff_and_a_series_of_fourteen_are_seventeen_rows():
    held = Holdings(
        grants=[HeldGrant("g1", "nor", 40_000), HeldGrant("g2", "kul", 25_000)],
        tariffs=[Held("t", "nor")],
        dates=a_series(14),
    )
    assert kinds(held) == [K.GRANT] * 2 + [K.TARIFF] + [K.BOOKING] * 14


@pytest.mark.parametrize(
    ("parts", "unpaid", "rows"),
    [(0, 0, 1), (1, 0, 1), (1, 1, 1), (2, 1, 2), (2, 2, 3), (4, 3, 4)],
    ids=["no plan", "paid at once", "to be paid at once", "half paid", "nothing of two paid", "one of four"],
)
def test_a_grant_paid_in_parts_has_a_row_for_each_part_not_paid(parts, unpaid, rows):
    left = [Part(f"p{n}", 10_000, TODAY) for n in range(unpaid)]
    found = effects_of(Holdings(grants=[HeldGrant("g", "nor", 40_000, parts, left)]))
    assert [row.kind for row in found] == [K.GRANT] + [K.INSTALMENT] * (rows - 1)
    assert [row.held.amount for row in found] == [40_000] + [10_000] * (rows - 1)


def test_dates_stand_in_their_order_and_what_is_a_question_last():
    held = Holdings(
        dates=list(reversed(a_series(3))),
        requests=[Held("waiting", "nor")],
        applications=[Held("case", "kul")],
        linked=[Held("other", "nor")],
    )
    assert [row.subject_id for row in effects_of(held)] == [
        "date00",
        "date01",
        "date02",
        "waiting",
        "case",
        "other",
    ]


def test_only_what_no_row_stands_for_is_new():
    rows = effects_of(Holdings(dates=a_series(2), requests=[Held("date00", "nor")]))
    assert [(row.kind, row.subject_id) for row in new_among(rows, [(K.BOOKING, "date00")])] == [
        (K.BOOKING, "date01"),
        (K.BOOKING_REQUEST, "date00"),  # the same id as another kind is another thing
    ]


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (None, "2026-12-04"),
        ("2027-03-01", "2026-12-04"),
        ("2026-11-27", "2026-11-26"),
        ("2026-11-20", "2026-11-20"),
    ],
)
def test_a_row_is_due_before_the_day_it_concerns(on, due):
    day = dt.date.fromisoformat(on) if on else None
    assert due_day(day, dt.date(2026, 12, 4), today=TODAY).isoformat() == due


@pytest.mark.parametrize(
    ("kind", "has_ended", "code"),
    [
        (K.GRANT, False, "ended_elsewhere"),
        (K.INSTALMENT, False, "ended_elsewhere"),
        (K.APPLICATION, False, "ended_elsewhere"),
        (K.BOOKING_REQUEST, False, "ended_elsewhere"),
        (K.LINKED_REQUEST, True, "link_ends_nothing"),
        (K.GRANT, True, None),
        (K.BOOKING, False, None),
        (K.TARIFF, False, None),
    ],
)
def test_the_list_ends_nothing_that_only_its_own_decision_can_end(kind, has_ended, code):
    if code is None:
        require_may_end(kind, has_ended=has_ended)
        return
    with pytest.raises(Refused, match=code):
        require_may_end(kind, has_ended=has_ended)


@pytest.mark.parametrize("state", S)
def test_a_row_that_is_kept_or_ended_waits_for_nobody(state):
    if state in (S.KEPT, S.ENDED):
        with pytest.raises(Refused, match="effect_decided"):
            require_waiting(state)
    else:
        require_waiting(state)


def test_a_list_with_a_row_that_waits_stays_open():
    require_none_open(0)
    with pytest.raises(Refused, match="effects_open") as refused:
        require_none_open(1)
    assert refused.value.facts == {"rows": 1}


@pytest.mark.parametrize(
    ("word", "kinds", "code"),
    [
        (EffectWord(S.KEPT, " "), [K.GRANT], "text_missing"),
        (EffectWord(S.KEPT, "Föreningens åsikter är kända sedan länge."), [K.GRANT], "wording_outlook"),
        (EffectWord(S.ENDED, "Grunden har fallit."), [K.BOOKING], "new_fact_missing"),
        (EffectWord(S.ENDED, "Grunden har fallit.", CANCELLING), [K.BOOKING, K.TARIFF], "effect_mixed"),
    ],
)
def test_a_word_on_rows_is_refused(word, kinds, code):
    with pytest.raises(Refused, match=code):
        tidied(word, kinds, now=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"new_fact": "Kort."}, "new_fact_missing"),
        ({"measures": ()}, "measure_missing"),
        ({"rights": frozenset()}, "freedoms_untried"),
    ],
)
def test_confirmed_dates_need_a_new_fact_a_milder_measure_and_the_freedoms_gone_through(changes, code):
    word = EffectWord(S.ENDED, "Grunden har fallit.", replace(CANCELLING, **changes))
    with pytest.raises(Refused, match=code):
        tidied(word, [K.BOOKING], now=NOW)


def test_what_is_written_of_a_cancelling_is_kept_whole():
    word = tidied(EffectWord(S.ENDED, " Grunden har fallit. ", CANCELLING), [K.BOOKING], now=NOW)
    assert word == EffectWord(S.ENDED, "Grunden har fallit.", CANCELLING)
    assert cancelling_of(kept_cancelling(CANCELLING)) == CANCELLING


def test_of_a_grant_nothing_is_cancelled():
    assert tidied(EffectWord(S.KEPT, "Annan verksamhet.", CANCELLING), [K.GRANT], now=NOW).cancelling is None
