"""The right to reply as a rule: what is unshown, what is awaited, what was never read."""

import datetime as dt
from contextlib import nullcontext
from dataclasses import replace

import pytest

from vetting.domain.case_codes import ALPHABET, as_typed, new_code, state_of
from vetting.domain.errors import Refused
from vetting.domain.grounds import AppliedRule, Ground
from vetting.domain.hearing_letter import listed
from vetting.domain.hearings import (
    HEARD_BEFORE,
    Heard,
    Said,
    Shown,
    Standing,
    awaited_until,
    before_the_board,
    blockers_of_hearing,
    is_heard_before,
    longer_time,
    print_of,
    require_purpose,
    require_reasoned,
    require_received,
    timing_of,
    unshown,
)
from vetting.domain.material import Material, MaterialKind
from vetting.domain.secrecy import Mark
from vetting.domain.secret_words import WITHHELD
from vetting.domain.terms import Outcome
from vetting.domain.terms_decisions import CodeState, HearingExemption, StatementTiming

SENT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)
SENT_ON = SENT.date()
DUE = dt.date(2026, 11, 16)
AFTER = DUE + dt.timedelta(days=1)
ITEM = Material(
    MaterialKind.EVIDENCE,
    "e1",
    "Lokalen stod tom.",
    "Tillsyn",
    added_at=SENT,
    on=DUE,
    question_id="A01",
    level=3,
)
IMMEDIATE, FRUSTRATES = HearingExemption.IMMEDIATE, HearingExemption.FRUSTRATES
OTHER = replace(ITEM, id="e2", text="Avtalet saknas.")
HIT = Material(MaterialKind.HIT, "h1", "Granlunda Kultur", "Skatteverket", added_at=SENT, on=SENT.date())


def shown(*items: Material, is_masked: bool = False) -> tuple[Shown, ...]:
    return tuple(Shown(item.key, print_of(item), is_masked) for item in items)


def letter(*items: Material, made_at: dt.datetime = SENT) -> Heard:
    return Heard(made_at, shown(*items), DUE)


def excepted(*items: Material, ground: HearingExemption = IMMEDIATE, made_at: dt.datetime = SENT) -> Heard:
    return Heard(made_at, shown(*items), None, ground)


def said(
    day: dt.date = SENT_ON, *, is_considered: bool = True, entered: int = 1, is_final: bool = True
) -> Said:
    return Said(day, SENT + dt.timedelta(hours=entered), is_considered, is_final)


def codes(standing: Standing, *, today: dt.date = AFTER) -> list[str]:
    return [blocker.code for blocker in blockers_of_hearing(standing, today=today)]


@pytest.mark.parametrize(
    ("standing", "today", "expected"),
    [
        (Standing(), AFTER, ["hearing_missing"]),
        (Standing((ITEM,)), AFTER, ["hearing_missing"]),
        (Standing(hearings=(letter(),)), AFTER, []),
        (Standing((ITEM,), (letter(ITEM),)), AFTER, []),
        (Standing((ITEM,), (letter(ITEM),)), DUE, ["hearing_reply_awaited"]),
        (Standing((ITEM,), (letter(ITEM),), (said(),)), DUE, []),
        (Standing((ITEM,), (letter(ITEM),), (said(is_considered=False),)), DUE, ["statement_not_considered"]),
        (Standing((ITEM, OTHER), (letter(ITEM),)), AFTER, ["hearing_material_unshown"]),
        (Standing((ITEM, OTHER), (letter(ITEM), letter(OTHER))), AFTER, []),
        (Standing((ITEM,), (excepted(ITEM),)), SENT.date(), []),
        (Standing((ITEM, OTHER), (excepted(ITEM),)), AFTER, ["hearing_material_unshown"]),
    ],
)
def test_what_stands_before_a_refusal(standing, today, expected):
    assert codes(standing, today=today) == expected


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_ground_against_the_association_is_heard_on_whatever_the_outcome(outcome):
    plain = Ground("S01", "Finns stadgar?", "nej", "Nej", "De saknas.")
    against = replace(plain, rule=AppliedRule("regler", "Regler", "1", SENT_ON, "0" * 64))
    assert is_heard_before(outcome, [plain, against])
    assert is_heard_before(outcome, [plain]) == is_heard_before(outcome, []) == (outcome in HEARD_BEFORE)


@pytest.mark.parametrize(
    ("answer", "awaited"),
    [
        (said(), None),
        (said(entered=0), DUE),  # entered with the letter, not after it
        (said(entered=-30), DUE),
        (said(dt.date(2026, 11, 1)), DUE),  # came before the letter went out
        (said(is_final=False), DUE),  # asks for longer time, or promises more
    ],
)
def test_only_words_that_came_after_the_letter_answer_it(answer, awaited):
    standing = Standing((ITEM,), (letter(ITEM),), (answer,))
    assert awaited_until(standing, DUE) == awaited


def test_an_exception_made_later_ends_the_waiting_and_one_made_before_does_not():
    later, before = SENT + dt.timedelta(days=1), SENT - dt.timedelta(days=1)
    for ground, made_at, awaited in (
        (IMMEDIATE, later, None),
        (FRUSTRATES, later, None),
        (HearingExemption.UNNECESSARY, later, DUE),
        (IMMEDIATE, before, DUE),
    ):
        standing = Standing(hearings=(letter(), excepted(ground=ground, made_at=made_at)))
        assert awaited_until(standing, DUE) == awaited, (ground, made_at)


@pytest.mark.parametrize(
    ("standing", "ground", "today", "is_sound"),
    [
        (Standing(), HearingExemption.UNNECESSARY, DUE, True),  # nothing but the association's own papers
        (Standing((ITEM,), (letter(),)), HearingExemption.UNNECESSARY, DUE, True),
        (Standing((ITEM,), (letter(ITEM),)), HearingExemption.UNNECESSARY, DUE, False),
        (Standing((ITEM,), (letter(ITEM),)), IMMEDIATE, DUE, True),
        (Standing((ITEM,), (letter(ITEM),)), IMMEDIATE, AFTER, False),
        (Standing((ITEM,), (letter(ITEM),), (said(),)), FRUSTRATES, DUE, False),
    ],
)
def test_an_exception_excepts_something(standing, ground, today, is_sound):
    with nullcontext() if is_sound else pytest.raises(Refused, match="exemption_without_items"):
        require_purpose(ground, standing, today=today)


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "Lokalen stod tom hela hösten."},
        {"source": "Granne"},
        {"level": 2},
        {"on": None},
        {"is_contrary": True},
        {"digest": "a" * 64},
        {"code": "yes"},
        {"question_id": "A02"},
    ],
)
def test_what_has_been_changed_has_not_been_seen(changed):
    assert unshown(Standing((replace(ITEM, **changed),), (letter(ITEM),))) == (replace(ITEM, **changed),)


def test_hits_that_read_alike_are_told_apart():
    chair, cashier = (replace(HIT, text="", code="board_member", about=one) for one in ("a/s/1", "b/s/1"))
    assert unshown(Standing((chair, cashier), (letter(chair),))) == (cashier,)


def test_the_same_hit_of_a_later_run_has_been_seen():
    again = replace(HIT, id="h2", on=dt.date(2026, 11, 9), added_at=SENT + dt.timedelta(days=7))
    assert unshown(Standing((again,), (letter(HIT),))) == ()


def test_what_was_shown_masked_must_be_shown_once_the_mark_is_lifted():
    masked = Heard(SENT, shown(ITEM, is_masked=True), DUE)
    assert unshown(Standing((ITEM,), (masked,), marked=frozenset({ITEM.key}))) == ()
    assert unshown(Standing((ITEM,), (masked,))) == (ITEM,)


def test_material_after_the_boards_proposal_and_words_after_its_day_are_left_out():
    later = replace(OTHER, added_at=SENT + dt.timedelta(days=9))
    standing = Standing((ITEM, later), (letter(ITEM),), (said(DUE, entered=10_000, is_considered=False),))
    assert codes(standing) == ["hearing_material_unshown", "statement_not_considered"]
    proposed_at = SENT + dt.timedelta(days=1)
    assert codes(before_the_board(standing, proposed_at, DUE)) == ["statement_not_considered"]
    assert codes(before_the_board(standing, proposed_at, DUE - dt.timedelta(days=1))) == []
    assert codes(before_the_board(Standing((ITEM,)), SENT, DUE)) == ["hearing_missing"]


@pytest.mark.parametrize(
    ("day", "decided_on", "last_day", "timing"),
    [
        (DUE, None, DUE, StatementTiming.IN_TIME),
        (AFTER, None, DUE, StatementTiming.LATE),
        (AFTER, None, None, StatementTiming.IN_TIME),
        (DUE, AFTER, DUE, StatementTiming.UNREAD),
        (AFTER, AFTER, DUE, StatementTiming.AFTER_DECISION),
        (AFTER, DUE, None, StatementTiming.AFTER_DECISION),
    ],
)
def test_when_a_statement_came(day, decided_on, last_day, timing):
    assert timing_of(day, decided_on=decided_on, last_day=last_day) is timing


@pytest.mark.parametrize("day", [dt.date(2026, 10, 1), dt.date(2026, 11, 17)])
def test_a_statement_cannot_come_before_the_case_or_tomorrow(day):
    with pytest.raises(Refused, match="statement_day_impossible"):
        require_received(day, opened_on=SENT.date(), today=DUE)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (DUE, "hearing_not_longer"),
        (dt.date(2026, 11, 9), "hearing_not_longer"),
        (dt.date(2027, 9, 1), "due_too_late"),
    ],
)
def test_time_is_only_made_longer(wanted, code):
    with pytest.raises(Refused, match=code):
        longer_time(DUE, wanted, today=SENT.date(), holidays=())
    saturday = dt.date(2026, 11, 21)
    assert longer_time(DUE, saturday, today=SENT.date(), holidays=()) == dt.date(2026, 11, 23)


def test_a_day_that_has_passed_is_no_longer_time():
    with pytest.raises(Refused, match="hearing_not_longer"):
        longer_time(DUE, dt.date(2026, 11, 18), today=dt.date(2026, 11, 19), holidays=())


def test_an_exception_is_reasoned_and_not_ticked():
    with pytest.raises(Refused, match="exemption_reason_short"):
        require_reasoned("Uppenbart." + " " * 60)
    assert require_reasoned("Festivalen öppnar i morgon och lokalen måste utrymmas före kvällen.")


def test_a_withheld_item_leaves_a_marker_and_none_of_its_words():
    found = listed(ITEM, {ITEM.key: Mark(ITEM.key, "Enskilds förhållanden")})
    assert (found.text, found.source, found.on, found.level, found.withheld) == (
        "",
        "",
        "",
        None,
        "Enskilds förhållanden",
    )
    for passage in ("stod tom", "STOD  Tom", "stod\ntom"):
        assert listed(ITEM, {}, [passage]).text == f"Lokalen {WITHHELD}."


@pytest.mark.parametrize("typed", ["k7pq2m9xwd4h", " K7PQ 2M9X WD4H ", "K7PQ-2M9X-WD4H", "k7pq–2m9x–wd4h"])
def test_a_code_is_read_as_people_type_it(typed):
    assert as_typed(typed) == "K7PQ-2M9X-WD4H"


def test_a_code_has_sixty_bits_near_enough_and_no_letters_that_look_alike():
    made = {new_code() for _ in range(200)}
    assert len(made) == 200
    assert len(ALPHABET) ** 12 > 2**59
    assert not set("01ILO") & set(ALPHABET)
    assert all(as_typed(code) == code for code in made)


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, CodeState.OPEN),
        ({"used_at": SENT}, CodeState.USED),
        ({"withdrawn_at": SENT}, CodeState.WITHDRAWN),
        ({"expires_at": SENT}, CodeState.EXPIRED),
    ],
)
def test_whether_a_code_opens_its_case(changed, state):
    facts = {"expires_at": SENT + dt.timedelta(days=1), "used_at": None, "withdrawn_at": None}
    assert state_of(**{**facts, **changed}, now=SENT) is state
