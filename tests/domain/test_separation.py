"""Two different persons, on whatever accounts."""

import pytest

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.separation import require_other_person, require_two_persons

ANNA = Actor("anna", "Anna", other_accounts=frozenset({"anna.extra"}))


@pytest.mark.parametrize(("first", "code"), [("anna", "own"), ("anna.extra", "same_person")])
def test_one_person_is_not_two(first, code):
    with pytest.raises(Refused, match=code):
        require_other_person(first, ANNA, code="own")


@pytest.mark.parametrize("first", ["bo", None])
def test_another_person_or_nobody_before_is_no_hindrance(first):
    require_other_person(first, ANNA, code="own")


def test_who_proposed_does_not_decide():
    require_two_persons("bo", ANNA)
    with pytest.raises(Refused, match="decider_is_proposer"):
        require_two_persons("anna", ANNA)
    with pytest.raises(Refused, match="same_person"):
        require_two_persons("anna.extra", ANNA)
