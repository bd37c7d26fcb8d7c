"""Requests for completion: which points may be named, until when, and that only those may change."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from vetting.domain.deadlines import chosen_day
from vetting.domain.errors import Refused
from vetting.domain.points import ApplicationField, PointKind
from vetting.domain.terms import PaperKind
from vetting.domain.terms_decisions import DeadlineKind

MAX_NOTE = 500


@dataclass(frozen=True)
class Point:
    """One thing that the association is asked to complete, with the officer's note on what is wanted."""

    kind: PointKind
    key: str
    note: str = ""


def due_day(wanted: dt.date | None, *, today: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The last day, moved on to a working day; two weeks on when none is wanted.

    Raises Refused `due_too_soon` or `due_too_late`.
    """
    return chosen_day(DeadlineKind.SUPPLEMENT_REPLY, wanted, event_on=today, holidays=holidays)


def require_points(points: Collection[Point], question_ids: Collection[str]) -> None:
    """Raises Refused `no_points`, `point_twice`, `point_unknown` or `note_too_long`.

    `question_ids` are the questions the case's checklist asks.
    """
    if not points:
        raise Refused("no_points")
    allowed: dict[PointKind, Collection[str]] = {
        PointKind.FIELD: {field.value for field in ApplicationField},
        PointKind.PAPER: {kind.value for kind in PaperKind},
        PointKind.QUESTION: question_ids,
    }
    seen = set()
    for point in points:
        if point.key not in allowed[point.kind]:
            raise Refused("point_unknown", kind=point.kind.value, key=point.key[:40])
        if (point.kind, point.key) in seen:
            raise Refused("point_twice", kind=point.kind.value, key=point.key)
        if len(point.note) > MAX_NOTE:
            raise Refused("note_too_long", limit=MAX_NOTE)
        seen.add((point.kind, point.key))


def require_only_named(
    points: Iterable[Point],
    *,
    fields: Collection[ApplicationField],
    papers: Collection[PaperKind],
    questions: Collection[str],
) -> None:
    """Raises Refused `not_asked_for` for the first thing sent that was not named, `nothing_sent` for nothing.

    A paper of any kind may come as answer to a named question.
    """
    if not (fields or papers or questions):
        raise Refused("nothing_sent")
    named = {(point.kind, point.key) for point in points}
    any_paper = any(kind is PointKind.QUESTION for kind, _ in named)
    sent = [
        *((PointKind.FIELD, field.value) for field in fields),
        *((PointKind.PAPER, kind.value) for kind in papers if not any_paper),
        *((PointKind.QUESTION, key) for key in questions),
    ]
    for kind, key in sent:
        if (kind, key) not in named:
            raise Refused("not_asked_for", kind=kind.value, key=key)


def met_points(
    points: Iterable[Point],
    *,
    fields: Collection[ApplicationField],
    papers: Collection[PaperKind],
    questions: Collection[str],
) -> frozenset[tuple[PointKind, str]]:
    """The named points that something was sent for."""
    sent = {
        PointKind.FIELD: {field.value for field in fields},
        PointKind.PAPER: {kind.value for kind in papers},
        PointKind.QUESTION: set(questions),
    }
    return frozenset((point.kind, point.key) for point in points if point.key in sent[point.kind])
