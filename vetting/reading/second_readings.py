"""Two readings of one spot check side by side, once both are signed."""

from dataclasses import dataclass

from vetting.domain.check_readers import FIRST, SECOND
from vetting.domain.checklist import Checklist, Question
from vetting.domain.errors import NotFound, Refused
from vetting.domain.focus_areas import questions_by_area
from vetting.reading import spot_check_rows
from vetting.reading.sheet_rows import ShownAnswer
from vetting.reading.spot_check_rows import CheckObject


@dataclass(frozen=True)
class ComparedQuestion:
    """One question: what each had answered when signing, and what the checker has settled on since."""

    question: Question
    first: ShownAnswer | None
    second: ShownAnswer | None
    settled: ShownAnswer | None

    @property
    def is_alike(self) -> bool:
        """Whether both chose the same answer; reasons are not compared."""
        return self.first is not None and self.second is not None and self.first.value == self.second.value


@dataclass(frozen=True)
class ComparedReadings:
    """The questions that somebody answered, in the order of the sheet. Written answers are not counted."""

    questions: tuple[ComparedQuestion, ...]

    @property
    def counted(self) -> tuple[ComparedQuestion, ...]:
        """Questions with a choice that both answered: what agreement is reckoned from."""
        return tuple(one for one in self.questions if one.first and one.second and one.question.bad)

    @property
    def alike(self) -> int:
        return sum(one.is_alike for one in self.counted)


def compared_readings(found: CheckObject, checklist: Checklist) -> ComparedReadings:
    """Both signed readings. Raises Refused `readings_not_signed`, NotFound where one person reads."""
    if not found.readers.has_second_reading:
        raise NotFound("spot_check_not_found")
    if found.readers.unsigned:
        raise Refused("readings_not_signed")
    kept = spot_check_rows.answers_of(found.id, {FIRST, SECOND}, only_current=False)
    first = _as_signed(kept.get(FIRST, {}), found.begun[FIRST].signed_version or 0)
    second = _as_signed(kept.get(SECOND, {}), found.begun[SECOND].signed_version or 0)
    now = _as_signed(kept.get(FIRST, {}), found.begun[FIRST].sheet_version)
    questions = [q for _, asked in questions_by_area(checklist) for q in asked]
    return ComparedReadings(
        tuple(
            ComparedQuestion(q, first.get(q.id), second.get(q.id), _changed(first.get(q.id), now.get(q.id)))
            for q in questions
            if q.id in first or q.id in second or q.id in now
        )
    )


def _as_signed(kept: dict[str, list[tuple[int, ShownAnswer]]], version: int) -> dict[str, ShownAnswer]:
    found = {}
    for question_id, versions in kept.items():
        earlier = [answer for at, answer in versions if at <= version]
        if earlier:
            found[question_id] = earlier[-1]
    return found


def _changed(before: ShownAnswer | None, now: ShownAnswer | None) -> ShownAnswer | None:
    return None if now == before else now
