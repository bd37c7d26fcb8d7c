"""The matcher's thresholds and cuts: one frozen set per version, tried and changed from a date."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from vetting.domain.errors import Refused

# It stands in addresses; a set that is only tried is called by a question mark.
_VERSION = re.compile(r"\?|\w[\w .,+-]{0,39}")


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """Every number an officer may tune, each 0-1. A `cut` multiplies a name's score: 1 cuts nothing.

    `*_from` are thresholds on a score. `runner_up_margin`: a strong likeness must be so much ahead of
    the next listing. `person_word_from`: how alike each word of a person's name must be for strong.
    `subset_left_share`: how much the words count that make a name a section's.
    """

    version: str
    possible_from: float = 0.6
    strong_from: float = 0.86
    strong_same_seat_from: float = 0.78
    name_agrees_from: float = 0.5
    section_from: float = 0.5
    person_from: float = 0.72
    person_strong_from: float = 0.8
    person_word_from: float = 0.85
    runner_up_margin: float = 0.03
    smaller_side: float = 0.65
    subset_left_share: float = 0.8
    cut_numbers: float = 0.4
    cut_places: float = 0.5
    cut_abbreviations: float = 0.6
    cut_types: float = 0.75
    cut_heads: float = 0.8
    cut_legal_forms: float = 0.8
    cut_missing_type: float = 0.95
    cut_rare_words: float = 0.8
    cut_words: float = 0.95
    cut_place_only: float = 0.7
    cut_sound_only: float = 0.85
    share_first_part: float = 0.95
    share_other_part: float = 0.8
    share_acronym: float = 0.6

    def to_dict(self) -> dict[str, object]:
        """For storage; `from_dict` reads it back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, object]) -> "MatchSettings":
        """Settings from storage or a form; what is not told keeps its default.

        Raises Refused: unknown_match_setting (name), match_setting_outside (name, value),
        match_settings_unnamed, match_settings_unordered (name, value, above).
        """
        known = {field.name for field in fields(cls)}
        for name in stored:
            if name not in known:
                raise Refused("unknown_match_setting", name=name)
        version = stored.get("version")
        if not isinstance(version, str) or not _VERSION.fullmatch(version.strip()):
            raise Refused("match_settings_unnamed")
        numbers = {name: _share(name, value) for name, value in stored.items() if name != "version"}
        found = cls(version.strip(), **numbers)
        _in_order(found)
        return found


def _share(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise Refused("match_setting_outside", name=name, value=str(value))
    return float(value)


def _in_order(found: MatchSettings) -> None:
    """A lower band never asks for more than a higher one."""
    for lower, higher in (
        ("possible_from", "strong_same_seat_from"),
        ("strong_same_seat_from", "strong_from"),
        ("person_from", "person_strong_from"),
    ):
        value, above = getattr(found, lower), getattr(found, higher)
        if value > above:
            raise Refused("match_settings_unordered", name=lower, value=str(value), above=str(above))


DEFAULT = MatchSettings(version="2")
