"""A question is answered by words, or by its particulars once none of them is missing."""

from typing import Any

import pytest

from vetting.domain.letting_answers import answers_of
from vetting.domain.terms_lettings import TenancyQuestion as Q

KEPT = {
    "actual_user": "",
    "site_responsible": "",
    "expected": None,
    "is_public": None,
    "is_identified": False,
}


@pytest.mark.parametrize(
    ("words", "told", "kept", "answered"),
    [
        ({Q.USERS: "Körens medlemmar."}, {}, {}, {Q.USERS: "Körens medlemmar."}),
        ({}, {"actual_user": "Kören"}, {}, {}),  # who answers on site is still to be told
        ({}, {"actual_user": "Kören"}, {"site_responsible": "A. Ansvarig"}, {Q.USERS: "Kören"}),
        ({}, {"actual_user": "Kören", "site_responsible": "A."}, {}, {Q.USERS: "Kören, A."}),
        ({Q.USERS: "Vi."}, {"actual_user": "Kören", "site_responsible": "A."}, {}, {Q.USERS: "Vi."}),
        ({}, {"expected": 40}, {"is_public": False}, {Q.PARTICULARS: "40 personer"}),
        ({}, {"expected": 40}, {}, {}),
        ({}, {"is_public": False}, {"expected": 40}, {Q.PARTICULARS: "slutet"}),
        ({}, {"is_public": True}, {"expected": 40}, {Q.PARTICULARS: "öppet för alla"}),
        ({}, {"is_identified": True}, {}, {Q.IDENTITY: "Identiteten är sedd."}),
        ({}, {}, {name: "x" for name in KEPT}, {}),  # nothing is told now
    ],
)
def test_what_answers_a_question(
    words: dict[Q, str], told: dict[str, Any], kept: dict[str, Any], answered: dict[Q, str]
) -> None:
    assert answers_of(words, told=told, kept={**KEPT, **kept}) == answered
