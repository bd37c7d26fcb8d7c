"""The report of a board's work in a tertial or a year: figures by activity, and what people write of them."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound
from vetting.domain.report_figures import (
    BoardFacts,
    CourtLine,
    Figure,
    RoundLine,
    escalations_of,
    figures_of,
    most_first,
)
from vetting.domain.report_plan import PlanLine
from vetting.domain.report_texts import counts_told
from vetting.domain.terms_reports import BoardReportKind, ReportArea

FORMAT = "vetting-board-report-2"  # 1 had neither escalations, courts, plan nor the words of criteria
WHOLE = "all"  # the scope of the report to the executive board
_NAME = re.compile(r"(t1|t2|vb|ks)-(20[0-9]{2})")
_LAST_MONTH = {BoardReportKind.T1: 4, BoardReportKind.T2: 8}


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
class Criterion:
    """A criterion by its id, in the words of the checklist the cases were judged by."""

    id: str
    sv: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.sv


@dataclass(frozen=True)
class ReportHead:
    """Which report, of which board ("" for every one), on which day, and the plan it answers to."""

    term: ReportTerm
    board: str
    as_of: dt.date
    plan: tuple[PlanLine, ...] = ()


@dataclass(frozen=True)
class BoardReport:
    """A report as it stands on a day, or as it was handed in. No name of anybody, no case number."""

    term: ReportTerm
    board: str  # its name; "" for every board
    as_of: dt.date
    figures: tuple[Figure, ...]
    rounds: tuple[RoundLine, ...] = ()
    grounds: tuple[tuple[str, int], ...] = ()
    escalations: tuple[tuple[str, int], ...] = ()
    courts: tuple[CourtLine, ...] = ()
    criteria: tuple[Criterion, ...] = ()  # those of grounds and escalations
    texts: Mapping[str, str] = field(default_factory=dict)
    plan: tuple[PlanLine, ...] = ()  # the board's action plan, where it has one

    def text(self, key: str) -> str:
        """What was written under a key; empty when nothing was."""
        return self.texts.get(key, "")

    def value(self, area: ReportArea, key: str) -> float | None:
        """One figure; None when there was nothing to reckon from, or an older report had no such figure."""
        found = (one.value for one in self.figures if (one.area, one.key) == (area, key))
        return next(found, None)


def report_of(
    head: ReportHead, facts: BoardFacts, texts: Mapping[str, str], checklists: Iterable[Checklist] = ()
) -> BoardReport:
    """The report reckoned from its facts; what is used most first. `checklists`: those of facts.pins."""
    checklists = tuple(checklists)
    escalations, grounds = escalations_of(facts, checklists), most_first(facts.grounds)
    figures = figures_of(facts, escalated=escalations.cases, told=counts_told(texts))
    named = {question_id for question_id, _ in (*grounds, *escalations.by_criterion)}
    return BoardReport(
        head.term,
        head.board,
        head.as_of,
        tuple(figures),
        facts.rounds,
        grounds,
        escalations.by_criterion,
        facts.courts,
        _criteria(named, checklists),
        dict(texts),
        head.plan,
    )


def _criteria(named: Iterable[str], checklists: Iterable[Checklist]) -> tuple[Criterion, ...]:
    """In the words of the latest checklist that has them."""
    words = {
        question.id: Criterion(question.id, question.text.sv, question.text.en)
        for one in sorted(checklists, key=lambda one: (one.version, one.name))
        for question in one.questions
    }
    return tuple(words[question_id] for question_id in sorted(named) if question_id in words)


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
        "rounds": [asdict(one) for one in report.rounds],
        "grounds": [list(pair) for pair in report.grounds],
        "escalations": [list(pair) for pair in report.escalations],
        "courts": [asdict(one) for one in report.courts],
        "criteria": [asdict(one) for one in report.criteria],
        "texts": dict(report.texts),
        "plan": [asdict(one) for one in report.plan],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def report_from(document: str) -> BoardReport:
    """The report that document_of wrote, now or when it told less."""
    read: dict[str, Any] = json.loads(document)
    return BoardReport(
        ReportTerm(BoardReportKind(read["report"]), read["year"]),
        read["board"],
        dt.date.fromisoformat(read["as_of"]),
        tuple(Figure(ReportArea(row.pop("area")), **row) for row in read["figures"]),
        tuple(RoundLine(**row) for row in read["rounds"]),
        tuple((question_id, count) for question_id, count in read["grounds"]),
        tuple((question_id, count) for question_id, count in read.get("escalations", ())),
        tuple(CourtLine(**row) for row in read.get("courts", ())),
        tuple(Criterion(**row) for row in read.get("criteria", ())),
        read["texts"],
        tuple(PlanLine(**row) for row in read.get("plan", ())),
    )


def says_the_same(report: BoardReport, document: str) -> bool:
    """Whether the report says what the document does, whichever day each was reckoned on."""
    return document_of(replace(report, as_of=report_from(document).as_of)) == document
