"""The report of a board's work in a tertial or a year: figures by activity, and what people write of them."""

import datetime as dt
import json
import re
import statistics
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable
from vetting.domain.terms import Outcome
from vetting.domain.terms_premises import BookingState
from vetting.domain.terms_reports import BoardReportKind, ReportArea

FORMAT = "vetting-board-report-1"
WHOLE = "all"  # the scope of the report to the executive board
_NAME = re.compile(r"(t1|t2|vb|ks)-(20[0-9]{2})")
_LAST_MONTH = {BoardReportKind.T1: 4, BoardReportKind.T2: 8}
LONGEST = 2000


@dataclass(frozen=True)
class ReportTerm:
    """Which report of which year. T2 covers January to August, with the interim accounts of 31 August; that
    T1 covers January to April is how municipalities use to divide the year, no provision."""

    kind: BoardReportKind
    year: int

    @property
    def name(self) -> str:
        """As in addresses: "t1-2026"."""
        return f"{self.kind.value}-{self.year}"

    @property
    def from_on(self) -> dt.date:
        return dt.date(self.year, 1, 1)

    @property
    def until_on(self) -> dt.date:
        """The last day it tells of."""
        after = _LAST_MONTH.get(self.kind, 12) + 1
        first_after = dt.date(self.year, after, 1) if after <= 12 else dt.date(self.year + 1, 1, 1)
        return first_after - dt.timedelta(days=1)


def term_named(name: str) -> ReportTerm:
    """The report of an address. Raises NotFound `report_period_odd`."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise NotFound("report_period_odd", period=name[:20])
    return ReportTerm(BoardReportKind(found[1]), int(found[2]))


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
class BoardFacts:
    """What is counted of one board, or of all, within the days of a report. Days are whole, money kronor."""

    received: int = 0
    decided: Mapping[Outcome, int] = field(default_factory=dict)
    checked: int = 0  # decided cases whose cross-check was whole
    handling_days: tuple[int, ...] = ()
    supplements: int = 0
    hearings: int = 0
    partner_questions: int = 0
    urgent: int = 0
    grounds: Mapping[str, int] = field(default_factory=dict)  # by question id
    differences: int = 0
    due: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0
    rounds: tuple[RoundLine, ...] = ()
    requests: Mapping[BookingState, int] = field(default_factory=dict)
    dates: int = 0
    days_before: tuple[int, ...] = ()
    reviews: int = 0
    holds: int = 0
    bars: int = 0
    claimed: int = 0
    collected: int = 0


@dataclass(frozen=True)
class Figure:
    """One figure by its code. `unit` is count, days or kronor; None: nothing to reckon from."""

    area: ReportArea
    key: str
    value: float | None
    unit: str = "count"


def figures_of(facts: BoardFacts) -> tuple[Figure, ...]:
    """The figures in the order of the report."""
    return (*_of_cases(facts), *_of_follow_up(facts), *_of_rooms_and_stops(facts))


def _of_cases(facts: BoardFacts) -> Iterator[Figure]:
    area, decided = ReportArea.CHECKLIST, facts.decided
    yield Figure(area, "received", facts.received)
    yield Figure(area, "decided", sum(decided.values()))
    yield Figure(area, "granted", _among(decided, Outcome.GRANTED, Outcome.PARTLY_GRANTED))
    yield Figure(area, "refused", _among(decided, Outcome.REFUSED))
    yield Figure(area, "not_examined", _among(decided, Outcome.DISMISSED, Outcome.CLOSED))
    yield Figure(area, "handling_days", _median(facts.handling_days), "days")
    yield Figure(area, "supplements", facts.supplements)
    yield Figure(area, "hearings", facts.hearings)
    yield Figure(area, "urgent", facts.urgent)
    yield Figure(area, "differences", facts.differences)
    yield Figure(ReportArea.CROSS_CHECK, "checked", facts.checked)
    yield Figure(ReportArea.CROSS_CHECK, "partner_questions", facts.partner_questions)


def _of_follow_up(facts: BoardFacts) -> Iterator[Figure]:
    yield Figure(ReportArea.FOLLOW_UP, "due", facts.due)
    yield Figure(ReportArea.FOLLOW_UP, "done", facts.done)
    yield Figure(ReportArea.FOLLOW_UP, "late", facts.late)
    yield Figure(ReportArea.FOLLOW_UP, "overdue", facts.overdue)
    yield Figure(ReportArea.SPOT_CHECKS, "rounds", len(facts.rounds))
    yield Figure(ReportArea.SPOT_CHECKS, "closed", sum(one.closed for one in facts.rounds))
    yield Figure(ReportArea.SPOT_CHECKS, "found", sum(one.found for one in facts.rounds))


def _of_rooms_and_stops(facts: BoardFacts) -> Iterator[Figure]:
    area, requests = ReportArea.PREMISES, facts.requests
    yield Figure(area, "requests", sum(requests.values()))
    yield Figure(area, "let", requests.get(BookingState.APPROVED, 0))
    yield Figure(area, "not_let", requests.get(BookingState.REFUSED, 0))
    yield Figure(area, "cancelled", requests.get(BookingState.CANCELLED, 0))
    yield Figure(area, "dates", facts.dates)
    yield Figure(area, "days_before", _median(facts.days_before), "days")
    area = ReportArea.STOPS
    yield Figure(area, "reviews", facts.reviews)
    yield Figure(area, "holds", facts.holds)
    yield Figure(area, "revoked", _among(facts.decided, Outcome.REVOKED, Outcome.PARTLY_REVOKED))
    yield Figure(area, "bars", facts.bars)
    yield Figure(area, "claimed", facts.claimed, "kronor")
    yield Figure(area, "collected", facts.collected, "kronor")


def _among(decided: Mapping[Outcome, int], *outcomes: Outcome) -> int:
    return sum(decided.get(outcome, 0) for outcome in outcomes)


def _median(days: Collection[int]) -> float | None:
    return statistics.median(days) if days else None


TEXT_KEYS = (
    "summary",
    *(f"{area.value}_{what}" for area in ReportArea for what in ("deviation", "measure")),
    "complaints",
)


@dataclass(frozen=True)
class BoardReport:
    """A report as it stands on a day, or as it was handed in. No name of anybody, no case number."""

    term: ReportTerm
    board: str  # its name; "" for every board
    as_of: dt.date
    figures: tuple[Figure, ...]
    rounds: tuple[RoundLine, ...] = ()
    grounds: tuple[tuple[str, int], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """What was written under a key; empty when nothing was."""
        return self.texts.get(key, "")


def report_of(
    term: ReportTerm, board: str, facts: BoardFacts, texts: Mapping[str, str], *, as_of: dt.date
) -> BoardReport:
    """The report reckoned from its facts; the grounds used most first."""
    grounds = sorted(facts.grounds.items(), key=lambda pair: (-pair[1], pair[0]))
    return BoardReport(term, board, as_of, figures_of(facts), facts.rounds, tuple(grounds), dict(texts))


def document_of(report: BoardReport) -> str:
    """The report as JSON, by which it is sealed when handed in; the same report gives the same text."""
    document = {
        "format": FORMAT,
        "report": report.term.kind.value,
        "year": report.term.year,
        "board": report.board,
        "as_of": report.as_of.isoformat(),
        "figures": [
            {"area": one.area.value, "key": one.key, "value": one.value, "unit": one.unit}
            for one in report.figures
        ],
        "rounds": [vars(one) for one in report.rounds],
        "grounds": [list(pair) for pair in report.grounds],
        "texts": dict(report.texts),
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def report_from(document: str) -> BoardReport:
    """The report that document_of wrote."""
    read: dict[str, Any] = json.loads(document)
    return BoardReport(
        ReportTerm(BoardReportKind(read["report"]), read["year"]),
        read["board"],
        dt.date.fromisoformat(read["as_of"]),
        tuple(Figure(ReportArea(row.pop("area")), **row) for row in read["figures"]),
        tuple(RoundLine(**row) for row in read["rounds"]),
        tuple((question_id, count) for question_id, count in read["grounds"]),
        read["texts"],
    )


def says_the_same(report: BoardReport, document: str) -> bool:
    """Whether the report says what the document does, whichever day each was reckoned on."""
    return document_of(replace(report, as_of=report_from(document).as_of)) == document


def require_sound(texts: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """The texts tidied, empty ones left out. `names`: of everybody the service knows by name.

    Raises Refused `report_names_person`, and as free_text.require_writable.
    """
    kept = {key: require_writable(texts.get(key, ""), field=key, longest=LONGEST) for key in TEXT_KEYS}
    known = [name.casefold() for name in names if " " in name.strip()]
    for key, text in kept.items():
        plain = " ".join(text.casefold().split())
        if any(name in plain for name in known):
            raise Refused("report_names_person", field=key)
    return {key: text for key, text in kept.items() if text}
