"""The matcher's thresholds, cuts and weights: one frozen set per version, tried and changed from a date."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from vetting.domain.errors import Refused
from vetting.domain.token_weights import USUAL, KindWeights

# It stands in addresses; a set that is only tried is called by a question mark.
_VERSION = re.compile(r"\?|\w[\w .,+-]{0,39}")
# Least and most of what is no share. Without weight per letter no word would weigh anything; a heavier lift
# would carry a like name past an equal one.
_BETWEEN = {
    "weight_type": (0.0, 20.0),
    "weight_bare_type": (0.0, 20.0),
    "weight_number": (0.0, 20.0),
    "weight_letter": (0.5, 20.0),
    "lift_seat": (0.0, 0.05),
}


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """Every number an officer may tune, each between `between(name)`. A `cut` multiplies a name's score: 1
    cuts nothing.

    `*_from` are thresholds on a score. `runner_up_margin`: a strong likeness must be so much ahead of
    the next listing. `person_word_from`: how alike each word of a person's name must be for strong.
    `smaller_side`: how much of the score is the coverage of the side that is covered least.
    `subset_left_share`: how much the words count that make a name a section's. `weight_*`,
    `common_share` and `distinctive_share` are those of `KindWeights`, of organisations' names. A `lift` is
    added to a score: for the same town (another takes it away), and for the same account.
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
    weight_type: float = USUAL.type
    weight_bare_type: float = USUAL.bare_type
    weight_number: float = USUAL.number
    weight_letter: float = USUAL.letter
    common_share: float = USUAL.common
    distinctive_share: float = USUAL.distinctive
    lift_seat: float = 0.03
    lift_giro: float = 0.2

    @property
    def kinds(self) -> KindWeights:
        """What words of a kind weigh."""
        return KindWeights(
            self.weight_type,
            self.weight_bare_type,
            self.weight_number,
            self.weight_letter,
            self.common_share,
            self.distinctive_share,
        )

    def to_dict(self) -> dict[str, object]:
        """For storage; `from_dict` reads it back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, object]) -> "MatchSettings":
        """Settings from storage or a form; what is not told keeps its default.

        Raises Refused: unknown_match_setting (name), match_setting_outside (name, value, least, most),
        match_settings_unnamed, match_settings_unordered and match_weights_unordered (name, value, above).
        """
        known = {field.name for field in fields(cls)}
        for name in stored:
            if name not in known:
                raise Refused("unknown_match_setting", name=name)
        version = stored.get("version")
        if not isinstance(version, str) or not _VERSION.fullmatch(version.strip()):
            raise Refused("match_settings_unnamed")
        numbers = {name: _number(name, value) for name, value in stored.items() if name != "version"}
        found = cls(version.strip(), **numbers)
        _in_order(found)
        return found


def between(name: str) -> tuple[float, float]:
    """The least and the most that a setting may be."""
    return _BETWEEN.get(name, (0.0, 1.0))


def _number(name: str, value: object) -> float:
    least, most = between(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        facts = {"value": str(value), "least": f"{least:g}", "most": f"{most:g}"}
        raise Refused("match_setting_outside", name=name, **facts)
    return float(value)


def _in_order(found: MatchSettings) -> None:
    """A lower band never asks for more than a higher one; a bare type word never tells more than another."""
    for lower, higher, code in (
        ("possible_from", "strong_same_seat_from", "match_settings_unordered"),
        ("strong_same_seat_from", "strong_from", "match_settings_unordered"),
        ("person_from", "person_strong_from", "match_settings_unordered"),
        ("weight_bare_type", "weight_type", "match_weights_unordered"),
    ):
        value, above = getattr(found, lower), getattr(found, higher)
        if value > above:
            raise Refused(code, name=lower, value=str(value), above=str(above))


DEFAULT = MatchSettings(version="2")
