"""The matcher's thresholds: stored, read back, and refused when they make no sense."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.match_settings import DEFAULT, MatchSettings


def test_settings_come_back_as_they_were_stored() -> None:
    tried = MatchSettings("2026-12 a", possible_from=0.5, cut_places=0.4)
    assert MatchSettings.from_dict(tried.to_dict()) == tried
    assert MatchSettings.from_dict({"version": DEFAULT.version}) == DEFAULT


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ({"version": "x", "unknown": 0.5}, "unknown_match_setting"),
        ({"version": " "}, "match_settings_unnamed"),
        ({"possible_from": 0.5}, "match_settings_unnamed"),
        ({"version": "x" * 41}, "match_settings_unnamed"),
        ({"version": "x", "possible_from": 1.2}, "match_setting_outside"),
        ({"version": "x", "possible_from": "0.5"}, "match_setting_outside"),
        ({"version": "x", "possible_from": True}, "match_setting_outside"),
        ({"version": "x", "possible_from": float("nan")}, "match_setting_outside"),
        ({"version": "x", "possible_from": 0.95}, "match_settings_unordered"),
        ({"version": "x", "person_strong_from": 0.1}, "match_settings_unordered"),
    ],
)
def test_what_makes_no_sense_is_refused(stored: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        MatchSettings.from_dict(stored)
    assert refused.value.code == code
