"""The matcher's thresholds and weights: stored, read back, and refused when they make no sense."""

import pytest

from vetting.domain.errors import Refused
from vetting.domain.match_settings import DEFAULT, MatchSettings
from vetting.domain.token_weights import USUAL


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
        ({"version": "x", "weight_number": -0.1}, "match_setting_outside"),
        ({"version": "x", "weight_type": 20.1}, "match_setting_outside"),
        ({"version": "x", "weight_letter": 0.4}, "match_setting_outside"),
        ({"version": "x", "weight_letter": float("inf")}, "match_setting_outside"),
        ({"version": "x", "common_share": 1.1}, "match_setting_outside"),
        ({"version": "x", "lift_seat": 0.06}, "match_setting_outside"),
        ({"version": "x", "weight_bare_type": 1.1}, "match_weights_unordered"),
        ({"version": "x", "possible_from": 0.95}, "match_settings_unordered"),
        ({"version": "x", "person_strong_from": 0.1}, "match_settings_unordered"),
    ],
)
def test_what_makes_no_sense_is_refused(stored: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        MatchSettings.from_dict(stored)
    assert refused.value.code == code


def test_a_refusal_tells_what_the_number_may_be() -> None:
    with pytest.raises(Refused) as refused:
        MatchSettings.from_dict({"version": "x", "weight_letter": 30})
    assert refused.value.facts == {"name": "weight_letter", "value": "30", "least": "0.5", "most": "20"}


def test_settings_stored_before_there_were_weights_have_the_usual_ones() -> None:
    old = {name: value for name, value in DEFAULT.to_dict().items() if "weight" not in name}
    assert MatchSettings.from_dict(old).kinds == USUAL
