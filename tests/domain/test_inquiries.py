"""The states of a question to a register: every event in every state."""

import datetime as dt

import pytest

from vetting.domain.errors import Refused, UnreadableRow
from vetting.domain.inquiries import InquiryEvent, after, can_follow, is_paused
from vetting.domain.question_files import MOST_ASKED, wanted_of
from vetting.domain.terms import InquiryState

_S, _E = InquiryState, InquiryEvent
NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
# One row per state: what follows a receipt, a refusal, an answer, a fault, and time; None cannot happen.
TABLE = {
    _S.QUEUED: (None, None, None, None, None, _S.SENT, _S.REJECTED),
    _S.SENT: (_S.RECEIPTED, _S.REJECTED, _S.ANSWERED, _S.REJECTED, _S.OVERDUE, None, None),
    _S.RECEIPTED: (None, _S.REJECTED, _S.ANSWERED, None, _S.OVERDUE, None, None),
    _S.OVERDUE: (_S.OVERDUE, _S.REJECTED, _S.ANSWERED, None, None, None, None),
    _S.ANSWERED: (None, None, _S.ANSWERED, None, None, None, None),
    _S.REJECTED: (None, None, None, None, None, None, None),
}
EVENTS = (_E.RECEIPT, _E.REFUSAL, _E.ANSWER, _E.FAULT, _E.TIME, _E.SENDING, _E.LAPSE)
CASES = [
    (state, event, following)
    for state, row in TABLE.items()
    for event, following in zip(EVENTS, row, strict=True)
]


@pytest.mark.parametrize(("state", "event", "following"), CASES)
def test_every_event_in_every_state(
    state: InquiryState, event: InquiryEvent, following: InquiryState | None
) -> None:
    assert can_follow(state, event) is (following is not None)
    if following is None:
        with pytest.raises(Refused, match="inquiry_closed"):
            after(state, event)
    else:
        assert after(state, event) is following


def test_the_table_has_every_state_and_event() -> None:
    assert set(TABLE) == set(InquiryState)
    assert set(EVENTS) == set(InquiryEvent)


@pytest.mark.parametrize(
    ("faults", "minutes", "paused"), [(5, 0, True), (5, 4, True), (5, 5, False), (4, 0, False), (0, 0, False)]
)
def test_a_source_is_left_alone_five_minutes_after_five_faults(
    faults: int, minutes: int, paused: bool
) -> None:
    newest_first = [NOW - dt.timedelta(minutes=minutes + back) for back in range(faults)]
    assert is_paused(newest_first, NOW) is paused


def test_every_number_is_asked_about_once_and_those_that_wait_are_counted() -> None:
    wanted = wanted_of(["889999-9018", "8899999018", "829999-9014"], {"8299999014"})
    assert (wanted.numbers, wanted.waiting) == (("8899999018",), 1)


@pytest.mark.parametrize(
    ("numbers", "waiting", "problem", "code"),
    [
        ([], set(), Refused, "nothing_to_ask"),
        (["8899999018"], {"8899999018"}, Refused, "nothing_to_ask"),
        (["811228-9874"], set(), UnreadableRow, "bad_org_number"),
        (["0000000000"], set(), UnreadableRow, "bad_org_number"),
    ],
)
def test_what_cannot_be_asked_about(numbers, waiting, problem, code) -> None:
    with pytest.raises(problem) as told:
        wanted_of(numbers, waiting)
    assert told.value.code == code


def test_more_numbers_than_a_file_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.domain.question_files.MOST_ASKED", 1)
    with pytest.raises(Refused) as told:
        wanted_of(["8899999018", "8299999014"], set())
    assert told.value.facts == {"found": 2, "most": 1}
    assert MOST_ASKED > 1
