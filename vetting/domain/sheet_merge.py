"""Two people saved the same checklist: what each of them changed, so that neither's words are lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Written = tuple[str, str]
"""An answer as written: value and reason, both blank where there is none."""

NOTHING: Written = ("", "")


class Meeting(StrEnum):
    """How my answer to a question met what was saved meanwhile."""

    ALIKE = "alike"
    MINE = "mine"  # only I changed it
    THEIRS = "theirs"  # only the other did: the saved answer is taken over
    BOTH = "both"  # both did, differently: mine stays in the form, the saved one is shown beside it


@dataclass(frozen=True)
class Met:
    """One question after the meeting; `written` is what the form shows."""

    meeting: Meeting
    written: Written
    saved: Written


def meet(
    mine: Mapping[str, Written], *, base: Mapping[str, Written], saved: Mapping[str, Written]
) -> dict[str, Met]:
    """Each question of `mine`. `base` is what I saw when I began, `saved` what stands now."""
    return {
        question_id: _met(written, base.get(question_id, NOTHING), saved.get(question_id, NOTHING))
        for question_id, written in mine.items()
    }


def _met(mine: Written, base: Written, saved: Written) -> Met:
    if mine == saved:
        return Met(Meeting.ALIKE, mine, saved)
    if mine == base:
        return Met(Meeting.THEIRS, saved, saved)
    if saved == base:
        return Met(Meeting.MINE, mine, saved)
    return Met(Meeting.BOTH, mine, saved)
