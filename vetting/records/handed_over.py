"""What changed desks: items of plans, told at both by name or number, and cases, told where they came."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.records.applications import Case
from vetting.records.follow_ups import FollowUp
from vetting.records.reminders import Reminder, write_reminder


@dataclass(frozen=True)
class Move:
    """An item that went from one officer to another."""

    item: FollowUp
    case: Case
    before: str
    to: str


def tell_of_moves(moves: Sequence[Move], occasion: str, *, now: dt.datetime) -> None:
    """Writes the reminders of items moved in one deed. `occasion`: whose absence, return or leave it is."""
    desks: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        desks[move.to, "plan_taken_over"].append(move)
        desks[move.before, "plan_left"].append(move)
    for (officer_id, kind), some in desks.items():
        is_one = len(some) == 1
        write_reminder(
            _of_one(officer_id, kind, some[0], now)
            if is_one
            else _of_many(officer_id, kind, some, occasion, now)
        )


def tell_of_cases(count: int, left_by: str, to: str, *, now: dt.datetime) -> None:
    """Whoever takes over the cases of somebody who has left is told how many they are."""
    if count:
        write_reminder(
            Reminder(
                key=f"cases_taken_over:{left_by}:{to}:{now:%Y%m%d%H%M%S}",
                kind="cases_taken_over",
                subject=f"cases:{left_by}",
                facts={"count": str(count)},
                officer_id=to,
                written_at=now,
            )
        )


def _of_one(officer_id: str, kind: str, move: Move, now: dt.datetime) -> Reminder:
    item, case = move.item, move.case
    return Reminder(
        key=f"{kind}:{case.id}:{item.item_key}:{officer_id}:{now:%Y%m%d%H%M%S}",
        kind=kind,
        subject=f"plan_item:{case.id}.{item.item_key}",
        facts={"case_number": case.case_number, "title": item.title, "due_on": item.due_on.isoformat()},
        officer_id=officer_id,
        written_at=now,
    )


def _of_many(officer_id: str, kind: str, moves: Sequence[Move], occasion: str, now: dt.datetime) -> Reminder:
    first = min(move.item.due_on for move in moves)
    return Reminder(
        key=f"{kind}:{occasion}:{officer_id}:{now:%Y%m%d%H%M%S}",
        kind=f"{kind}_many",
        subject=f"follow_ups:{officer_id}",
        facts={"count": str(len(moves)), "due_on": first.isoformat()},
        officer_id=officer_id,
        written_at=now,
    )
