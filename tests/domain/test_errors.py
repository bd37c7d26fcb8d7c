"""What is wrong is told at once: the first refusal carries the others."""

import pytest

from vetting.domain.errors import NotFound, Refused, require_all


def refuse(code: str) -> None:
    raise Refused(code, field=code)


def test_every_check_is_made_and_the_first_refusal_carries_the_others() -> None:
    with pytest.raises(Refused, match="one") as caught:
        require_all(lambda: None, lambda: refuse("one"), lambda: None, lambda: refuse("two"))
    assert [(one.code, one.facts) for one in caught.value.every] == [
        ("one", {"field": "one"}),
        ("two", {"field": "two"}),
    ]
    require_all(lambda: None)
    require_all()


def test_what_is_not_there_is_told_alone_and_at_once() -> None:
    def missing() -> None:
        raise NotFound("not_found")

    with pytest.raises(NotFound) as caught:
        require_all(lambda: refuse("one"), missing, lambda: refuse("two"))
    assert caught.value.every == (caught.value,)
