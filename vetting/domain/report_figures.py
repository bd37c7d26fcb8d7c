"""The figures of a board's report, reckoned from what was counted: every sum beside its parts."""

import statistics
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vetting.domain.checklist import Checklist
from vetting.domain.mirror import pattern_from
from vetting.domain.terms import Effect, Outcome
from vetting.domain.terms_court import CourtOutcome
from vetting.domain.terms_decisions import CriterionMark
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_reports import ReportArea

Pin = tuple[str, str, str]  # name, version and digest of a checklist
NEGATIVE = (Outcome.REFUSED, Outcome.PARTLY_REVOKED, Outcome.REVOKED)
ANNULLING = (CourtOutcome.ANNULLED, CourtOutcome.ANNULLED_IN_PART)
# A sum and the figures that make it up, within one area: the report adds up, or it is wrong.
SUMS: Mapping[tuple[ReportArea, str], tuple[str, ...]] = {
    (ReportArea.CHECKLIST, "decided"): ("granted", "refused", "not_examined", "continued", "taken_back"),
    (ReportArea.FOLLOW_UP, "due"): ("done", "waiting", "overdue"),
    (ReportArea.PREMISES, "requests"): ("pending", "let", "not_let", "withdrawn", "cancelled"),
}


@dataclass(frozen=True)
class RoundLine:
    """The random stream of a round of spot checks; of `items` at most `most` deviate (one-sided 95 %).

    `most` is None until a check is closed: nothing is known before.
    """

    half_year: str
    scope: str
    items: int
    closed: int
    open: int
    found: int
    most: int | None


@dataclass(frozen=True)
class CourtLine:
    """Decisions of one negative outcome in the days, and what courts have done with them up to the day of
    the report; `none` are those of which no judgment is recorded. The five add up to `decided`."""

    outcome: str
    decided: int
    upheld: int
    annulled: int
    annulled_in_part: int
    not_tried: int
    none: int


@dataclass(frozen=True)
class BoardFacts:
    """What is counted of one board, or of all, within the days of a report. Days are whole, money kronor."""

    received: int = 0
    decided: Mapping[Outcome, int] = field(default_factory=dict)
    checked: int = 0  # decided cases whose cross-check was whole
    handling_days: tuple[int, ...] = ()
    supplements: int = 0
    supplements_answered: int = 0
    hearings: int = 0
    partner_questions: int = 0
    hits_judged: int = 0
    urgent: int = 0
    grounds: Mapping[str, int] = field(default_factory=dict)  # by question id
    patterns: Mapping[tuple[Pin, str], int] = field(default_factory=dict)  # of decided cases
    compared: int = 0  # of them, those with an earlier case to be compared with
    differences: int = 0
    due: int = 0
    done: int = 0
    late: int = 0
    moved_late: int = 0
    overdue: int = 0
    reports_due: int = 0
    reports_overdue: int = 0
    rounds: tuple[RoundLine, ...] = ()
    requests: Mapping[BookingState, int] = field(default_factory=dict)
    requests_checked: int = 0  # of those that somebody acted on
    dates: int = 0
    days_before: tuple[int, ...] = ()
    decided_before: tuple[int, ...] = ()
    cancelled_before: tuple[int, ...] = ()
    terminated: int = 0
    reviews: int = 0
    holds: int = 0
    bars: int = 0
    claimed: int = 0
    collected: int = 0
    routines: int = 0  # in force, once for each board in which they hold
    routines_used: int = 0
    staff: int = 0
    trained: int = 0
    courts: tuple[CourtLine, ...] = ()
    judged: Mapping[CourtOutcome, int] = field(default_factory=dict)  # judgments of the days, of any decision

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The checklists that the decided cases were judged by."""
        return tuple(sorted({pin for pin, _ in self.patterns}))


@dataclass(frozen=True)
class Figure:
    """One figure by its code. `unit` is count, days, percent or kronor; None: nothing to reckon from."""

    area: ReportArea
    key: str
    value: float | None
    unit: str = "count"


@dataclass(frozen=True)
class Escalations:
    """Decided cases in which an answer called for a second reader, and how many by each criterion."""

    cases: int
    by_criterion: tuple[tuple[str, int], ...]


def escalations_of(facts: BoardFacts, checklists: Iterable[Checklist]) -> Escalations:
    """As the very checklists say that the cases were judged by."""
    asking = {
        (one.name, one.version, one.digest): {q.id for q in one.questions if q.effect is Effect.ESCALATE}
        for one in checklists
    }
    cases, by_criterion = 0, Counter[str]()
    for (pin, key), count in facts.patterns.items():
        marks = pattern_from(key).marks
        short = [question_id for question_id, mark in marks if mark is CriterionMark.FELL_SHORT]
        called = [question_id for question_id in short if question_id in asking.get(pin, ())]
        cases += count if called else 0
        by_criterion.update(dict.fromkeys(called, count))
    return Escalations(cases, most_first(by_criterion))


def most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The largest first, equal ones by name."""
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def figures_of(
    facts: BoardFacts, *, escalated: int = 0, told: Mapping[str, int] | None = None
) -> list[Figure]:
    """The figures in the order of the report. `told`: what people count themselves, by key."""
    return [
        *_of_cases(facts, escalated),
        *_of_checks(facts),
        *_of_follow_up(facts),
        *_of_rooms(facts),
        *_of_stops(facts),
        *_of_routines(facts),
        *_of_trials(facts, told or {}),
    ]


def _of_cases(facts: BoardFacts, escalated: int) -> Iterator[Figure]:
    area, decided = ReportArea.CHECKLIST, facts.decided
    examined = sum(facts.patterns.values())
    yield Figure(area, "received", facts.received)
    yield Figure(area, "decided", sum(decided.values()))
    yield Figure(area, "granted", _among(decided, Outcome.GRANTED, Outcome.PARTLY_GRANTED))
    yield Figure(area, "refused", _among(decided, Outcome.REFUSED))
    yield Figure(area, "not_examined", _among(decided, Outcome.DISMISSED, Outcome.CLOSED))
    yield Figure(area, "continued", _among(decided, Outcome.CONTINUED))
    yield Figure(area, "taken_back", _among(decided, Outcome.REVOKED, Outcome.PARTLY_REVOKED))
    yield Figure(area, "handling_days", _median(facts.handling_days), "days")
    yield Figure(area, "supplements", facts.supplements)
    yield Figure(area, "supplements_answered", facts.supplements_answered)
    yield Figure(area, "hearings", facts.hearings)
    yield Figure(area, "escalated", escalated)
    yield Figure(area, "urgent", facts.urgent)
    yield Figure(area, "compared", facts.compared)
    yield Figure(area, "compared_share", _percent(facts.compared, examined), "percent")
    yield Figure(area, "differences", facts.differences)


def _of_checks(facts: BoardFacts) -> Iterator[Figure]:
    area = ReportArea.CROSS_CHECK
    yield Figure(area, "checked", facts.checked)
    yield Figure(area, "checked_share", _percent(facts.checked, sum(facts.decided.values())), "percent")
    yield Figure(area, "hits_judged", facts.hits_judged)
    yield Figure(area, "partner_questions", facts.partner_questions)


def _of_follow_up(facts: BoardFacts) -> Iterator[Figure]:
    area = ReportArea.FOLLOW_UP
    yield Figure(area, "due", facts.due)
    yield Figure(area, "done", facts.done)
    yield Figure(area, "waiting", facts.due - facts.done - facts.overdue)
    yield Figure(area, "overdue", facts.overdue)
    yield Figure(area, "late", facts.late)
    yield Figure(area, "moved_late", facts.moved_late)
    yield Figure(area, "reports_due", facts.reports_due)
    yield Figure(area, "reports_overdue", facts.reports_overdue)
    yield Figure(ReportArea.SPOT_CHECKS, "rounds", len(facts.rounds))
    yield Figure(ReportArea.SPOT_CHECKS, "closed", sum(one.closed for one in facts.rounds))
    yield Figure(ReportArea.SPOT_CHECKS, "open", sum(one.open for one in facts.rounds))
    yield Figure(ReportArea.SPOT_CHECKS, "found", sum(one.found for one in facts.rounds))


def _of_rooms(facts: BoardFacts) -> Iterator[Figure]:
    area, requests = ReportArea.PREMISES, facts.requests
    acted_on = (BookingState.APPROVED, BookingState.REFUSED, BookingState.CANCELLED)
    yield Figure(area, "requests", sum(requests.values()))
    yield Figure(area, "pending", requests.get(BookingState.PENDING, 0))
    yield Figure(area, "let", requests.get(BookingState.APPROVED, 0))
    yield Figure(area, "not_let", requests.get(BookingState.REFUSED, 0))
    yield Figure(area, "withdrawn", requests.get(BookingState.WITHDRAWN, 0))
    yield Figure(area, "cancelled", requests.get(BookingState.CANCELLED, 0))
    yield Figure(area, "letting_checked", facts.requests_checked)
    share = _percent(facts.requests_checked, sum(requests.get(state, 0) for state in acted_on))
    yield Figure(area, "letting_checked_share", share, "percent")
    yield Figure(area, "dates", facts.dates)
    yield Figure(area, "days_before", _median(facts.days_before), "days")
    yield Figure(area, "decided_before", _median(facts.decided_before), "days")
    yield Figure(area, "dates_cancelled", len(facts.cancelled_before))
    yield Figure(area, "cancelled_before", _median(facts.cancelled_before), "days")
    yield Figure(area, "terminated", facts.terminated)


def _of_stops(facts: BoardFacts) -> Iterator[Figure]:
    area = ReportArea.STOPS
    yield Figure(area, "reviews", facts.reviews)
    yield Figure(area, "holds", facts.holds)
    yield Figure(area, "revoked", _among(facts.decided, Outcome.REVOKED, Outcome.PARTLY_REVOKED))
    yield Figure(area, "bars", facts.bars)
    yield Figure(area, "claimed", facts.claimed, "kronor")
    yield Figure(area, "collected", facts.collected, "kronor")


def _of_routines(facts: BoardFacts) -> Iterator[Figure]:
    area = ReportArea.ROUTINES
    yield Figure(area, "routines", facts.routines)
    yield Figure(area, "routines_used", facts.routines_used)
    yield Figure(area, "staff", facts.staff)
    yield Figure(area, "trained", facts.trained)
    yield Figure(area, "trained_share", _percent(facts.trained, facts.staff), "percent")


def _of_trials(facts: BoardFacts, told: Mapping[str, int]) -> Iterator[Figure]:
    area = ReportArea.TRIALS
    yield Figure(area, "complaints", told.get("complaints_count"))
    yield Figure(area, "ombudsman", told.get("ombudsman_count"))
    yield Figure(area, "judged", sum(facts.judged.values()))
    yield Figure(area, "annulled", sum(facts.judged.get(one, 0) for one in ANNULLING))


def _among(decided: Mapping[Outcome, int], *outcomes: Outcome) -> int:
    return sum(decided.get(outcome, 0) for outcome in outcomes)


def _median(days: Collection[int]) -> float | None:
    return statistics.median(days) if days else None


def _percent(part: int, whole: int) -> float | None:
    """With one decimal, as it is shown everywhere."""
    return round(100 * part / whole, 1) if whole else None
