"""The directory, the sources and the journal as rows and columns, and what their addresses ask for."""

from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from vetting.domain.terms import NumberClass, RowState
from vetting.domain.terms_exports import ExportKind
from vetting.reading.deliveries import SourceLine, sources_overview
from vetting.reading.directory import Asked as DirectoryAsked
from vetting.reading.directory import Line as DirectoryLine
from vetting.reading.directory import directory
from vetting.reading.journal import Line as JournalLine
from vetting.reading.journal import Wanted, journal_page
from vetting.web.filters import day, org_number
from vetting.web.forms.journal import JournalFilter
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
from vetting.web.wording import entry_word, word
from vetting.web.wording.facts import fact_word, value_word
from vetting.web.wording.journal import actor_word, subject_word
from vetting.web.wording.terms_screening import adapter_word

DIRECTORY_SORTS = ("name", "number", "district", "changed")


def directory_asked(args: Args) -> DirectoryAsked:
    """What an address asks of the directory; what it cannot mean is left out."""
    state, number_class, sort = args.get("lage", ""), args.get("nummer", ""), args.get("sort", "name")
    return DirectoryAsked(
        text=args.get("sok", "")[:200],
        state=RowState(state) if state in set(RowState) else None,
        district=args.get("omrade", "")[:120],
        number_class=NumberClass(number_class) if number_class in set(NumberClass) else None,
        sort=sort if sort in DIRECTORY_SORTS else "name",
        descending=args.get("order") == "desc",
        page=whole_number(args.get("page", ""), 1),
    )


def journal_wanted(form: JournalFilter) -> Wanted:
    """Which entries a filter asks for."""
    form.validate()
    return Wanted(
        case=form.case.data or "",
        officer=form.officer.data or "",
        entry=form.entry.data or "",
        from_on=form.from_on.data,
        until_on=form.until_on.data,
    )


def _directory(args: Args, asked: Asked) -> Piece:
    found = directory(on_page(directory_asked(args), asked), actor=asked.actor)
    columns = texts(
        _("Name"), _("Also known as"), _("Organisation number"), _("Kind of number"), _("Type"),
        _("City district"), _("Town"), _("State"),
    )  # fmt: skip
    return Piece(columns, tuple(_association(line) for line in found.lines), found.total)


def _association(line: DirectoryLine) -> Row:
    """The number as the page shows it: masked when it is somebody's own."""
    is_odd = not line.org_number and line.number_class is not NumberClass.MISSING
    shown = (
        org_number(line.org_number) if line.org_number else line.number_shown if is_odd else _("no number")
    )
    state = word(line.row_state)
    return (
        line.name, ", ".join(line.also), shown, word(line.number_class) if is_odd else "",
        ", ".join(line.types), line.district or "", line.city or "", state[:1].upper() + state[1:],
    )  # fmt: skip


def _sources(args: Args, asked: Asked) -> Piece:
    """Sources are few: they are all on the first page."""
    lines = sources_overview(actor=asked.actor, today=asked.today)
    columns = (
        *texts(_("Source"), _("Format"), _("Partner")),
        Column(_("Stands for"), "day"),
        *texts(_("Age"), _("State"), _("Overdue")),
        Column(_("Listings"), "count"),
        Column(_("Last delivery"), "moment"),
        Column(_("State of the last delivery")),
    )
    return Piece(columns, tuple(_source(line) for line in lines) if asked.page == 1 else (), len(lines))


def _source(line: SourceLine) -> Row:
    state = _("Closed") if not line.is_active else word(line.state) if line.state else _("Asked case by case")
    overdue = _("Overdue since %(day)s", day=day(line.expected_on)) if line.is_overdue else ""
    age = "" if line.age_days is None else ngettext("%(num)d day", "%(num)d days", line.age_days)
    return (
        line.name, adapter_word(line.adapter), word(line.partner), line.as_of, age, state, overdue,
        line.rows if line.takes_files and line.snapshot else None,
        line.last_received_at if line.last_id else None, word(line.last_state) if line.last_id else "",
    )  # fmt: skip


def _journal(args: Args, asked: Asked) -> Piece:
    """`anchor`: the newest entry of the first page; what is written meanwhile moves no row."""
    wanted = replace(journal_wanted(JournalFilter(_Multi(args))), per_page=asked.per_page, up_to=asked.anchor)
    found = journal_page(wanted, asked.actor, asked.page)
    columns = (
        Column(_("Time"), "moment"),
        *texts(_("Who"), _("What"), _("Of what"), _("Which"), _("Facts")),
        Column(_("No."), "count"),
    )
    anchor = asked.anchor or (found.lines[0].seq if found.lines else 0)
    return Piece(columns, tuple(_entry(line) for line in found.lines), found.total, anchor)


def _entry(line: JournalLine) -> Row:
    of_what = line.case_number or subject_word(line.subject_kind)
    if line.case_number:
        which = yes(line.subject_kind != "case", subject_word(line.subject_kind))
    else:
        which = line.subject_name or line.subject_id[:16]
    if line.facts is None:
        facts = _("disposed of")
    else:
        facts = "\n".join(f"{fact_word(key)}: {value_word(value, key)}" for key, value in line.facts)
    return (
        line.at, actor_word(line.actor, line.actor_name), entry_word(line.name), of_what, which,
        facts or _("none"), line.seq,
    )  # fmt: skip


class _Multi(dict[str, str]):
    """Arguments as a form reads them."""

    def __init__(self, args: Args) -> None:
        super().__init__(args)

    def getlist(self, name: str) -> list[str]:
        """The values of a name."""
        return [self[name]] if name in self else []


TABLES = (
    ListTable(ExportKind.DIRECTORY, "foreningar", lambda: _("Associations"), _directory),
    ListTable(ExportKind.SOURCES, "leveranser", lambda: _("Deliveries"), _sources),
    ListTable(ExportKind.JOURNAL, "journal", lambda: _("Journal"), _journal),
)
