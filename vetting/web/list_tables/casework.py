"""Cases, decisions and follow-ups as rows and columns, and what their addresses ask for."""

from flask_babel import gettext as _

from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import FollowUpKind, Signature
from vetting.domain.terms_association_reports import ReportState
from vetting.domain.terms_exports import ExportKind
from vetting.reading.association_reports import ReportFilter, ReportLine, report_list
from vetting.reading.cases import SORTS, CaseLine, cases_page
from vetting.reading.decision_list import DecisionFilter, DecisionLine, decision_list
from vetting.reading.follow_ups import STATES, DueLine, FollowUpFilter, due_list
from vetting.web.case_addresses import filter_of
from vetting.web.filters import capital, org_number
from vetting.web.list_tables.base import (
    Args,
    Asked,
    Column,
    ListTable,
    Piece,
    Row,
    on_page,
    texts,
    whole_number,
    yes,
)
from vetting.web.wording import word


def case_order(args: Args) -> tuple[str, str]:
    """By what the cases are sorted, and which way."""
    sort = args.get("sort", "opened")
    return sort if sort in SORTS else "opened", "asc" if args.get("order") == "asc" else "desc"


def decisions_wanted(args: Args) -> DecisionFilter:
    """Which decisions an address asks for."""
    return DecisionFilter(
        only="made" if args.get("visa") == "beslutade" else "waiting",
        board_id=args.get("namnd", ""),
        outcome=args.get("utfall", ""),
        text=args.get("sok", "")[:100],
        page=whole_number(args.get("page", ""), 1),
    )


def follow_ups_wanted(args: Args) -> FollowUpFilter:
    """Which follow-ups an address asks for."""
    state, kind = args.get("visa", "due"), args.get("slag", "")
    return FollowUpFilter(
        state=state if state in STATES else "due",
        is_mine=args.get("mina") == "1",
        kind=FollowUpKind(kind) if kind in set(FollowUpKind) else None,
        text=args.get("sok", "")[:100],
        page=whole_number(args.get("page", ""), 1),
    )


def reports_wanted(args: Args) -> ReportFilter:
    """Which reports of associations an address asks for."""
    asked = args.get("visa", ReportState.TO_READ.value)
    return ReportFilter(
        state=ReportState(asked) if asked in set(ReportState) else None,
        text=args.get("sok", "")[:100],
        page=whole_number(args.get("page", ""), 1),
    )


def _cases(args: Args, asked: Asked) -> Piece:
    wanted = filter_of(args, per_page=asked.per_page)
    found = cases_page(wanted, actor=asked.actor, today=asked.today, sort=case_order(args), page=asked.page)
    columns = (
        *texts(
            _("Case"), _("Association"), _("Organisation number"), _("Grant"), _("Special review"), _("Board")
        ),
        Column(_("Applied for"), "kronor"),
        *texts(_("Stage"), _("Case officer")),
        Column(_("Received"), "day"),
        Column(_("Completion by"), "day"),
        Column(_("Late")),
    )
    return Piece(columns, tuple(_case(line) for line in found.lines), found.total)


def _case(line: CaseLine) -> Row:
    return (
        line.case_number, line.association, org_number(line.org_number) if line.org_number else "",
        line.scheme, yes(line.is_review, _("Special review")), line.board, line.amount, word(line.stage),
        line.officer or _("nobody"), swedish_day(line.opened_at), line.due_on, yes(line.is_late, _("Late")),
    )  # fmt: skip


def _decisions(args: Args, asked: Asked) -> Piece:
    wanted = on_page(decisions_wanted(args), asked)
    found = decision_list(wanted, actor=asked.actor)
    made = wanted.only == "made"
    columns = (
        *texts(_("Case"), _("Association"), _("Grant"), _("Outcome")),
        Column(_("Amount"), "kronor"),
        Column(_("Decided"), "day") if made else Column(_("Proposed"), "moment"),
        *(texts(_("Who decided"), _("Signed")) if made else texts(_("Proposed by"))),
    )
    row = _made if made else _waiting
    return Piece(columns, tuple(row(line) for line in found.lines), found.total)


def _made(line: DecisionLine) -> Row:
    by = line.board if line.signature is Signature.BOARD else line.decided_by
    return (
        line.case_number, line.association, line.scheme, word(line.outcome), line.amount or None,
        line.decided_on, by, word(line.signature),
    )  # fmt: skip


def _waiting(line: DecisionLine) -> Row:
    outcome = _("Proposed: %(outcome)s", outcome=word(line.outcome).lower())
    return (
        line.case_number, line.association, line.scheme, outcome, line.amount or None, line.proposed_at,
        line.proposed_by,
    )  # fmt: skip


def _follow_ups(args: Args, asked: Asked) -> Piece:
    found = due_list(on_page(follow_ups_wanted(args), asked), actor=asked.actor, today=asked.today)
    columns = (
        Column(_("At the latest"), "day"),
        *texts(
            _("What"),
            _("Proof, or what came of it"),
            _("Association"),
            _("Case"),
            _("Responsible"),
            _("State"),
        ),
    )
    return Piece(columns, tuple(_follow_up(line, asked) for line in found.lines), found.total)


def _follow_up(line: DueLine, asked: Asked) -> Row:
    state = _("Done") if line.done_at else _("Late") if line.is_late(asked.today) else _("Waiting")
    if line.arrived_on is not None:
        state = f"{_('Arrived, to be read')}{': ' + _('Came late') if line.is_late(asked.today) else ''}"
    return (
        line.due_on, line.title, line.outcome or line.evidence, line.association, line.case_number,
        _owner(line), state,
    )  # fmt: skip


def _owner(line: DueLine) -> str:
    """With whoever is away, or may stand in, as on the page."""
    if line.stands_in_for:
        return f"{line.owner} {_('for %(name)s, who is away', name=line.stands_in_for)}"
    return f"{line.owner}, {_('deputy %(name)s', name=line.deputy)}" if line.deputy else line.owner


def _reports(args: Args, asked: Asked) -> Piece:
    found = report_list(on_page(reports_wanted(args), asked), actor=asked.actor)
    columns = (
        Column(_("Came in"), "day"),
        *texts(_("Association"), _("Support"), _("Version"), _("Case"), _("State")),
        Column(_("Completion by"), "day"),
    )
    return Piece(columns, tuple(_report(line) for line in found.lines), found.total)


def _report(line: ReportLine) -> Row:
    return (
        line.received_on, line.association, _("support for %(year)s", year=line.year),
        yes(line.version > 1, _("version %(version)s", version=line.version)), line.case_number,
        capital(word(line.state)), line.due_on,
    )  # fmt: skip


TABLES = (
    ListTable(ExportKind.CASES, "arenden", lambda: _("Cases"), _cases),
    ListTable(ExportKind.DECISIONS, "beslut", lambda: _("Decisions"), _decisions),
    ListTable(ExportKind.FOLLOW_UPS, "uppfoljning", lambda: _("Follow-up"), _follow_ups),
    ListTable(ExportKind.REPORTS, "redovisningar", lambda: _("Reports from associations"), _reports),
)
