"""What the service itself shows of an activity in an action plan: facts with dates and counts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vetting.domain.terms_action_plans import FactState, ServiceTie

Told = dict[str, str | int]


@dataclass(frozen=True)
class PlanFact:
    """One piece of evidence. `key` has words; `facts` fill them in: days as ISO dates, counts as numbers."""

    key: str
    state: FactState
    facts: Mapping[str, str | int]

    def document(self) -> dict[str, object]:
        """As JSON values."""
        return {"key": self.key, "state": self.state.value, "facts": dict(self.facts)}


def fact_from(kept: Mapping[str, Any]) -> PlanFact:
    """The fact that document wrote."""
    return PlanFact(kept["key"], FactState(kept["state"]), kept["facts"])


@dataclass(frozen=True)
class DrawnRound:
    """A round of the board's grants. `drawn_on` None: opened and not drawn yet."""

    drawn_on: dt.date | None
    checks: int = 0
    closed: int = 0


@dataclass(frozen=True)
class RoutineUse:
    """A version of a routine in force, and in how many of its boards it is."""

    title: str
    in_force_from: dt.date
    in_use: int
    boards: int
    own_from: dt.date | None  # since when the plan's own board holds to it
    is_own: bool = True  # whether the plan's own board is among them


@dataclass(frozen=True)
class ServiceCounts:
    """What the tables count of one board in one year up to today."""

    received: int = 0
    decided: int = 0
    requests: int = 0
    let: int = 0
    not_let: int = 0
    due: int = 0
    done: int = 0
    overdue: int = 0
    questions: int = 0
    revoked: int = 0
    bars: int = 0
    trained: int = 0
    staff: int = 0
    rounds: Mapping[str, DrawnRound] = field(default_factory=dict)  # by H1, H2
    draw_days: Mapping[str, dt.date] = field(default_factory=dict)
    routines: tuple[RoutineUse, ...] = ()
    reports: Mapping[str, dt.date] = field(default_factory=dict)  # handed in, by kind
    report_days: Mapping[str, dt.date] = field(default_factory=dict)  # the last day each tells of
    pictures: Mapping[str, dt.date] = field(default_factory=dict)  # adopted, by H1, H2
    picture_days: Mapping[str, dt.date] = field(default_factory=dict)


def evidence_of(counts: ServiceCounts, today: dt.date) -> dict[ServiceTie, tuple[PlanFact, ...]]:
    """The evidence of every tie."""
    return {
        ServiceTie.SPOT_CHECKS: tuple(_spot_checks(counts, today)),
        ServiceTie.CHECKLIST: (_count("cases", received=counts.received, decided=counts.decided),),
        ServiceTie.PREMISES: (
            _count("requests", requests=counts.requests, let=counts.let, not_let=counts.not_let),
        ),
        ServiceTie.FOLLOW_UP: tuple(_follow_up(counts)),
        ServiceTie.PARTNERS: (_count("questions", questions=counts.questions),),
        ServiceTie.REVOCATIONS: (_count("revocations", revoked=counts.revoked, bars=counts.bars),),
        ServiceTie.TRAINING: (_count("training", trained=counts.trained, staff=counts.staff),),
        ServiceTie.ROUTINES: tuple(_routines(counts, today)),
        ServiceTie.REPORTS: tuple(_reports(counts, today)),
        ServiceTie.LOCAL_PICTURE: tuple(_pictures(counts, today)),
    }


def _spot_checks(counts: ServiceCounts, today: dt.date) -> Iterator[PlanFact]:
    for half, due_on in sorted(counts.draw_days.items()):
        found = counts.rounds.get(half)
        if found is None or found.drawn_on is None:
            yield _awaited(f"round_{half.lower()}", due_on, today)
        else:
            drawn: dict[str, str | int] = {
                "day": found.drawn_on.isoformat(),
                "closed": found.closed,
                "checks": found.checks,
            }
            yield PlanFact(f"round_{half.lower()}_done", FactState.DONE, drawn)


def _follow_up(counts: ServiceCounts) -> Iterator[PlanFact]:
    yield _count("follow_ups", due=counts.due, done=counts.done)
    if counts.overdue:
        yield PlanFact("follow_ups_late", FactState.LATE, {"overdue": counts.overdue})


def _routines(counts: ServiceCounts, today: dt.date) -> Iterator[PlanFact]:
    for one in counts.routines:
        about: Told = {"title": one.title, "day": one.in_force_from.isoformat()}
        is_whole = one.in_use >= one.boards
        state = FactState.DONE if is_whole else FactState.COUNT
        yield PlanFact("routine", state, {**about, "in_use": one.in_use, "boards": one.boards})
        if not one.is_own:
            continue
        if one.own_from is not None:
            yield PlanFact(
                "routine_own", FactState.DONE, {"title": one.title, "day": one.own_from.isoformat()}
            )
        else:
            is_late = one.in_force_from <= today
            yield PlanFact("routine_missing", FactState.LATE if is_late else FactState.DUE, about)


def _reports(counts: ServiceCounts, today: dt.date) -> Iterator[PlanFact]:
    for kind, last_on in counts.report_days.items():
        sent_on = counts.reports.get(kind)
        if sent_on is not None:
            yield PlanFact("report_done", FactState.DONE, {"report": kind, "day": sent_on.isoformat()})
        else:
            state = FactState.LATE if today > last_on + dt.timedelta(days=60) else FactState.DUE
            yield PlanFact("report_waits", state, {"report": kind, "day": last_on.isoformat()})


def _pictures(counts: ServiceCounts, today: dt.date) -> Iterator[PlanFact]:
    for half, due_on in sorted(counts.picture_days.items()):
        adopted_on = counts.pictures.get(half)
        if adopted_on is None:
            yield _awaited(f"picture_{half.lower()}", due_on, today)
        else:
            day = {"day": adopted_on.isoformat()}
            yield PlanFact(f"picture_{half.lower()}_done", FactState.DONE, day)


def _awaited(key: str, due_on: dt.date, today: dt.date) -> PlanFact:
    is_late = due_on < today
    ending = "late" if is_late else "due"
    state = FactState.LATE if is_late else FactState.DUE
    return PlanFact(f"{key}_{ending}", state, {"day": due_on.isoformat()})


def _count(key: str, **facts: int) -> PlanFact:
    return PlanFact(key, FactState.COUNT, dict(facts))
