"""The letter about a spot check: what was drawn and why, what will be asked, and by when to answer."""

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict, dataclass

from vetting.domain.checklist import Checklist
from vetting.domain.deadlines import day_due
from vetting.domain.focus_areas import questions_by_area
from vetting.domain.terms import Gate
from vetting.domain.terms_decisions import DeadlineKind

FORMAT = 1


@dataclass(frozen=True)
class AskedArea:
    """A focus area and its questions in plain words."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class DrawnAs:
    """How the support came to be checked: stream, take-all or weight grounds, and the published chance."""

    half_year: str
    stream: str
    grounds: tuple[str, ...]
    chance_count: int
    chance_of: int
    chance_is_exact: bool


@dataclass(frozen=True)
class CheckLetter:
    """The letter as values. Dates are ISO texts, the amount whole kronor; `asked_on`: of the first letter."""

    check: str
    is_reminder: bool
    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    scheme: str
    amount: int
    decided_on: str
    drawn: DrawnAs
    areas: tuple[AskedArea, ...]
    checklist: str
    written_on: str
    asked_on: str
    due_on: str
    officer: str


def content_of(letter: CheckLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "spot_check", "format": FORMAT, "language": "sv"}
    for name, value in asdict(letter).items():
        found[name] = list(value) if isinstance(value, tuple) else value
    found["drawn"] = {**asdict(letter.drawn), "grounds": list(letter.drawn.grounds)}
    found["areas"] = [{"title": area.title, "questions": list(area.questions)} for area in letter.areas]
    return found


def asked_areas(checklist: Checklist) -> tuple[AskedArea, ...]:
    """What is announced (D-12): every question put to everybody; not what readers ask themselves."""
    named = (
        (
            area.text.sv,
            tuple(q.text.sv for q in questions if q.section is not Gate.DECISION and not q.opens_with_act),
        )
        for area, questions in questions_by_area(checklist)
    )
    return tuple(AskedArea(title, questions) for title, questions in named if questions)


def comment_due_on(today: dt.date, days: int, holidays: Collection[dt.date]) -> dt.date:
    """Last day to answer: so many days from the letter, moved to a working day."""
    return day_due(DeadlineKind.SPOT_CHECK_REPLY, today, holidays, days=days)


def due_after_reminder(due_on: dt.date, today: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """A reminder leaves a week at the least, so that it can be followed."""
    return max(due_on, day_due(DeadlineKind.SPOT_CHECK_REMINDER, today, holidays))
