"""Reports of boards: writing their texts, and handing them in for good."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.board_report import (
    BoardReport,
    ReportHead,
    ReportTerm,
    document_of,
    report_of,
    says_the_same,
)
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.report_dues import about
from vetting.domain.report_texts import area_of, require_sound
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_reports import BoardReportKind
from vetting.gateways.pinned_checklists import load_pinned
from vetting.paths import checklists_dir
from vetting.records import board_reports, boards
from vetting.records.board_report_facts import board_facts
from vetting.records.board_report_plans import plan_of
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.reminders import settle_all


def write_report_texts(
    board_id: str | None,
    term: ReportTerm,
    texts: Mapping[str, str],
    *,
    seen_version: int,
    by: Actor,
    now: dt.datetime,
) -> int:
    """Keeps what is written of a report and gives the version; None as board: of every board.

    Raises NotFound, NotAllowed; Refused `report_changed` when somebody saved after `seen_version` was read,
    and as board_report.require_sound.
    """
    with transaction():
        _require(by, Act.WRITE_BOARD_REPORTS, board_id, term)
        sound = require_sound(texts, board_reports.known_names())
        found = board_reports.draft_of(board_id, term, to_change=True)
        if (found.version if found else 0) != seen_version:
            raise Refused("report_changed")
        version = board_reports.keep_texts(board_id, term, sound, by=by.id, now=now)
        _note(Entry.REPORT_WRITTEN, board_id, term, version, by=by, now=now, activities=_activities(sound))
        return version


def hand_in_report(board_id: str | None, term: ReportTerm, *, by: Actor, now: dt.datetime) -> str:
    """Freezes the report as it stands and gives its digest; a later one is a new version.

    Raises NotFound, NotAllowed; Refused `report_too_early` before its last day, `report_without_summary`,
    `report_same_as_before`.
    """
    with transaction():
        _require(by, Act.HAND_IN_REPORTS, board_id, term)
        today = swedish_day(now)
        if today <= term.until_on:
            raise Refused("report_too_early", day=term.until_on.isoformat())
        draft = board_reports.draft_of(board_id, term, to_change=True)
        texts = draft.texts if draft else {}
        if not texts.get("summary"):
            raise Refused("report_without_summary", field="summary")
        require_sound(texts, board_reports.known_names())
        report = _as_it_stands(board_id, term, texts, today)
        earlier = board_reports.handed_in(board_id, term)
        if earlier and says_the_same(report, earlier[0].document):
            raise Refused("report_same_as_before")
        document = document_of(report)
        digest = hashlib.sha256(document.encode()).hexdigest()
        kept = board_reports.keep_handed_in(
            board_reports.HandedInReport(
                scope=board_reports.scope_of(board_id),
                kind=term.kind,
                year=term.year,
                version=earlier[0].version + 1 if earlier else 1,
                document=document,
                digest=digest,
                handed_in_by=by.id,
                handed_in_at=now,
            )
        )
        settle_all(about(kept.scope, term), by=by.id, now=now)
        _note(Entry.REPORT_HANDED_IN, board_id, term, kept.version, by=by, now=now, digest=digest)
        return digest


def _as_it_stands(
    board_id: str | None, term: ReportTerm, texts: Mapping[str, str], today: dt.date
) -> BoardReport:
    facts = board_facts(board_id, term, today=today)
    folder = checklists_dir()
    checklists = [load_pinned(folder, name, version=at, digest=digest) for name, at, digest in facts.pins]
    name = boards.board_name(board_id) if board_id else ""
    head = ReportHead(term, name, today, plan_of(board_id, term.year, today=today))
    return report_of(head, facts, texts, checklists)


def _activities(texts: Mapping[str, str]) -> list[str]:
    """The activities that something is written of, as the journal tells them."""
    return sorted({area.value for key in texts if (area := area_of(key)) is not None})


def _require(by: Actor, act: Act, board_id: str | None, term: ReportTerm) -> None:
    """The report to the executive board is of every board, the others of one each."""
    if (term.kind is BoardReportKind.KS) is not (board_id is None):
        raise NotFound("not_found")
    require(by, act, board_id)
    if board_id is None and boards_for(by, act) is not None:
        raise NotFound("not_found")
    if board_id is not None:
        boards.locked_board(board_id)


def _note(
    entry: Entry,
    board_id: str | None,
    term: ReportTerm,
    version: int,
    *,
    by: Actor,
    now: dt.datetime,
    **facts: Any,
) -> None:
    note(entry, by=by, now=now, subject=f"report:{term.name}", board=board_id, version=version, **facts)
