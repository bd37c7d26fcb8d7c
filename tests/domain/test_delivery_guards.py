"""When a delivery must wait for a person: its size, and what became of its rows."""

import pytest

from vetting.domain.delivery_guards import Limits, unusual_shares, unusual_size
from vetting.domain.terms import RowState as S


@pytest.mark.parametrize(
    ("before", "after", "limits", "code"),
    [
        (0, 5, Limits(), None),  # nothing to compare with
        (99, 5, Limits(), None),  # a small list may vary
        (100, 90, Limits(), None),
        (100, 89, Limits(), "shrunk_too_much"),
        (15_000, 5, Limits(), "shrunk_too_much"),
        (100, 0, Limits(), "shrunk_too_much"),
        (100, 150, Limits(), None),
        (100, 151, Limits(), "grown_too_much"),
        (100, 60, Limits(max_shrink=50), None),
        (3, 1, Limits(max_shrink=50), "shrunk_too_much"),
        (3, 4, Limits(max_growth=10), "grown_too_much"),
        (100, 1000, Limits(max_growth=1000), None),
        (100, 99, Limits(max_shrink=0), "shrunk_too_much"),
    ],
)
def test_size(before, after, limits, code):
    found = unusual_size(before, after, limits)
    assert (found.code if found else None) == code


def _counts(quarantined, rows=1000, **more):
    return {S.OK: rows - quarantined - sum(more.values()), S.QUARANTINED: quarantined} | {
        S(name): number for name, number in more.items()
    }


STEADY = [_counts(10), _counts(12), _counts(11)]


@pytest.mark.parametrize(
    ("now", "earlier", "state"),
    [
        (_counts(12), STEADY, None),
        (_counts(38), STEADY, None),  # many deviations, but not three per cent
        (_counts(60), STEADY, "quarantined"),
        (_counts(11, masked=200), STEADY, "masked"),
        (_counts(11, duplicate=200), STEADY, "duplicate"),
        (_counts(60), STEADY[:2], None),  # too short a history
        (_counts(60, rows=90), STEADY, None),  # too small a file
        (_counts(300), [_counts(0), _counts(200), _counts(400)], None),  # it always was uneven
        (_counts(500), [{}, {}, *STEADY], "quarantined"),  # deliveries without rows tell nothing
        (_counts(0), [_counts(500)] * 3, "quarantined"),  # better than ever is odd as well
    ],
)
def test_shares(now, earlier, state):
    found = unusual_shares(now, earlier)
    assert (found.facts["state"] if found else None) == state
