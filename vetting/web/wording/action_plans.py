"""Words for action plans: evidence, and the one table that page, paper and workbook share."""

import datetime as dt
from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy

from vetting.domain.plan_evidence import PlanFact
from vetting.domain.plan_status import StatusRow
from vetting.domain.terms import Role
from vetting.domain.terms_action_plans import FactState
from vetting.domain.terms_reports import BoardReportKind
from vetting.reading.action_plans import PlanPage
from vetting.web import filters
from vetting.web.wording import word
from vetting.web.wording.report_cells import Column, Table, capital

EVIDENCE: dict[str, LazyString] = {
    "round_h1_done": lazy("spring: drawn %(day)s, %(closed)s of %(checks)s checks closed"),
    "round_h1_due": lazy("spring: draw due %(day)s"),
    "round_h1_late": lazy("spring: not drawn, was due %(day)s"),
    "round_h2_done": lazy("autumn: drawn %(day)s, %(closed)s of %(checks)s checks closed"),
    "round_h2_due": lazy("autumn: draw due %(day)s"),
    "round_h2_late": lazy("autumn: not drawn, was due %(day)s"),
    "cases": lazy("applications this year: %(received)s received, %(decided)s decided by the checklist"),
    "requests": lazy("requests for premises: %(requests)s received, %(let)s let, %(not_let)s not let"),
    "follow_ups": lazy("items of follow-up plans this year: %(due)s, of which %(done)s done"),
    "follow_ups_late": lazy("items overdue: %(overdue)s"),
    "questions": lazy("questions to other agencies: %(questions)s"),
    "revocations": lazy("decisions to revoke: %(revoked)s, stop marks set: %(bars)s"),
    "training": lazy("basic course taken by %(trained)s of %(staff)s"),
    "routine": lazy("“%(title)s”, in force %(day)s: implemented by %(in_use)s of %(boards)s boards"),
    "routine_own": lazy("“%(title)s” in force with us from %(day)s"),
    "routine_missing": lazy("“%(title)s” is not in force with us yet, in force in the city since %(day)s"),
    "report_done": lazy("%(report)s handed in %(day)s"),
    "report_waits": lazy("%(report)s not handed in, tells of the days until %(day)s"),
    "picture_h1_done": lazy("spring: local picture adopted %(day)s"),
    "picture_h1_due": lazy("spring: local picture due %(day)s"),
    "picture_h1_late": lazy("spring: no local picture, was due %(day)s"),
    "picture_h2_done": lazy("autumn: local picture adopted %(day)s"),
    "picture_h2_due": lazy("autumn: local picture due %(day)s"),
    "picture_h2_late": lazy("autumn: no local picture, was due %(day)s"),
}
KINDS = {
    FactState.DONE: "success",
    FactState.DUE: "info",
    FactState.LATE: "danger",
    FactState.COUNT: "neutral",
}


def fact_word(fact: PlanFact) -> str:
    """A piece of evidence in the reader's language, with its days and counts."""
    shown = {name: _shown(name, value) for name, value in fact.facts.items()}
    return str(EVIDENCE[fact.key]) % shown


def evidence_words(row: StatusRow) -> list[str]:
    """Everything the service shows of an activity."""
    return [fact_word(fact) for fact in row.evidence]


def said_words(row: StatusRow) -> str:
    """How an activity stands, and what was said of it last."""
    standing = capital(word(row.standing))
    if row.said is None:
        return standing
    told = _("%(standing)s, %(day)s", standing=standing, day=filters.day(row.said.said_on))
    return f"{told}: {row.said.words}" if row.said.words else told


def timetable_words(row: StatusRow) -> str:
    """The timetable as written, with its day."""
    if row.row.due_on is None:
        return row.row.timetable
    return _("%(timetable)s (by %(day)s)", timetable=row.row.timetable, day=filters.day(row.row.due_on))


def plan_title(found: PlanPage) -> str:
    """What the plan is called."""
    return _("Action plan %(year)s", year=found.head.year)


def plan_table(found: PlanPage) -> Table:
    """Every activity with its goal, as the workbook has it; the page and the paper show the same cells."""
    columns = tuple(
        Column(label, "text")
        for label in (
            _("Goal"),
            _("Activity"),
            _("Responsible"),
            _("Timetable"),
            _("Follow-up"),
            _("How it goes"),
            _("From the service"),
        )
    )
    rows = tuple((row.row.goal, *cells(row)) for row in found.status.rows)
    return Table("plan", plan_title(found), columns, rows)


def cells(row: StatusRow) -> tuple[str, ...]:
    """An activity as people read it, without its goal."""
    return (
        row.row.activity,
        row.row.responsible,
        timetable_words(row),
        row.row.follow_up,
        said_words(row),
        "; ".join(evidence_words(row)),
    )


def course_words(found: PlanPage) -> list[str]:
    """How the plan came about, line by line."""
    head = found.head
    lines = [_("Version %(number)s, as of %(day)s", number=head.version, day=filters.day(found.status.as_of))]
    if head.adopted_on:
        day = filters.day(head.adopted_on)
        lines.append(_("Adopted by the board %(day)s, %(meeting)s", day=day, meeting=head.adopted_at_meeting))
    if head.answered_on:
        day, meeting = filters.day(head.answered_on), head.answered_at_meeting
        lines.append(
            _("Sent back by the executive board %(day)s, %(meeting)s", day=day, meeting=meeting)
            if head.answer_words
            else _("Approved by the executive board %(day)s, %(meeting)s", day=day, meeting=meeting)
        )
    return lines


def roles_word(roles: Iterable[Role]) -> str:
    """Roles side by side."""
    return ", ".join(word(role) for role in roles)


def _shown(name: str, value: str | int) -> str:
    if name == "day":
        return filters.day(dt.date.fromisoformat(str(value)))
    if name == "report":
        return capital(word(BoardReportKind(str(value))))
    return str(value)
