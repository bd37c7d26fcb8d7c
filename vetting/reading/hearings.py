"""The right to reply in a case: what the association has seen and said, and what stands before a refusal."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may
from vetting.domain.case_codes import state_of
from vetting.domain.decisions import Blocker
from vetting.domain.hearing_letter import ListedItem
from vetting.domain.hearings import blockers_of_hearing, print_of, unshown
from vetting.domain.material import Material
from vetting.domain.stages import OPEN, UNDER_PREPARATION
from vetting.domain.terms import Stage
from vetting.domain.terms_decisions import (
    CodeChannel,
    CodeState,
    HearingExemption,
    StatementChannel,
    StatementTiming,
)
from vetting.reading.checks import CaseHeading, case_heading
from vetting.records import case_codes, hearings, secrecy_marks
from vetting.records.case_codes import CaseCode
from vetting.records.db import db
from vetting.records.hearings import Hearing, Statement
from vetting.records.material import material_of
from vetting.records.officers import Officer


@dataclass(frozen=True)
class UnshownItem:
    """An item that no letter holds yet, as the letter would list it, and the print of its words."""

    print: str
    item: ListedItem


@dataclass(frozen=True)
class HearingLine:
    """A letter with its last day to answer, or an exemption with its reason. `items`: how many it covers."""

    id: str
    notice_id: str | None
    reply_due_on: dt.date | None
    exemption: HearingExemption | None
    why: str
    items: int
    made_by: str
    made_at: dt.datetime


@dataclass(frozen=True)
class StatementLine:
    """What came in, and what an officer said it means; `considered_at` None: nobody has yet."""

    id: str
    channel: StatementChannel
    timing: StatementTiming
    received_on: dt.date
    text: str
    file_name: str
    entered_by: str
    considered: str
    considered_by: str
    considered_at: dt.datetime | None
    is_final: bool


@dataclass(frozen=True)
class CodeLine:
    """A one-time code, without what it says."""

    id: str
    channel: CodeChannel
    state: CodeState
    tries: int
    made_by: str
    made_at: dt.datetime
    expires_at: dt.datetime
    used_at: dt.datetime | None


@dataclass(frozen=True)
class HearingPage:
    """Everything of the right to reply in one case. `blockers` stand before a refusal and before whatever
    else holds a ground against the association; `may_ask`: letters and exemptions; `may_note`: statements
    and codes."""

    case: CaseHeading
    blockers: tuple[Blocker, ...]
    unshown: tuple[UnshownItem, ...]
    material: int
    hearings: tuple[HearingLine, ...]
    statements: tuple[StatementLine, ...]
    codes: tuple[CodeLine, ...]
    may_ask: bool
    may_note: bool
    may_consider: bool


def hearing_page(case_id: str, *, actor: Actor, now: dt.datetime, today: dt.date) -> HearingPage:
    """The page of one case. Raises NotFound when it is not there or lies in another board."""
    case = case_heading(case_id, actor=actor)
    letters, shown = hearings.hearings_of(case_id), hearings.shown_in(case_id)
    said, marks = hearings.statements_of(case_id), secrecy_marks.standing(case_id)
    material, codes = material_of(case_id), case_codes.codes_of(case_id)
    standing = hearings.standing_from(
        material, letters, shown, said, marked=hearings.marks_against(marks).keys()
    )
    left = unshown(standing)
    names = _names([*(row.made_by for row in letters), *_by_whom(said), *(row.made_by for row in codes)])
    may_prepare = may(actor, Act.PREPARE_CASE, case.board_id)
    return HearingPage(
        case=case,
        blockers=blockers_of_hearing(standing, today=today),
        unshown=_unshown(left, hearings.listed_for_association(left, marks)),
        material=len(material),
        hearings=tuple(_hearing(row, len(shown.get(row.id, ())), names) for row in reversed(letters)),
        statements=tuple(_statement(row, names, case.association) for row in reversed(said)),
        codes=tuple(_code(row, names, case.association, now) for row in codes),
        may_ask=may_prepare and case.stage in UNDER_PREPARATION,
        may_note=may_prepare and case.stage is not Stage.WITHDRAWN,
        may_consider=may_prepare and case.stage in OPEN,
    )


def _unshown(items: Sequence[Material], listed: Sequence[ListedItem]) -> tuple[UnshownItem, ...]:
    return tuple(UnshownItem(print_of(item), one) for item, one in zip(items, listed, strict=True))


def _by_whom(said: Iterable[Statement]) -> Iterable[str]:
    for row in said:
        yield row.entered_by
        yield row.considered_by or ""


def _names(ids: Iterable[str]) -> dict[str, str]:
    wanted = sorted(set(ids))
    found = db.session.execute(select(Officer.id, Officer.display_name).where(Officer.id.in_(wanted)))
    return {officer_id: name for officer_id, name in found}


def _hearing(row: Hearing, items: int, names: Mapping[str, str]) -> HearingLine:
    return HearingLine(
        id=row.id,
        notice_id=row.notice_id,
        reply_due_on=row.reply_due_on,
        exemption=row.exemption,
        why=row.why,
        items=items,
        made_by=names.get(row.made_by, row.made_by),
        made_at=row.made_at,
    )


def _statement(row: Statement, names: Mapping[str, str], association: str) -> StatementLine:
    return StatementLine(
        id=row.id,
        channel=row.channel,
        timing=row.timing,
        received_on=row.received_on,
        text=row.text,
        file_name=row.file_name,
        entered_by=names.get(row.entered_by, association),
        considered=row.considered,
        considered_by=names.get(row.considered_by or "", ""),
        considered_at=row.considered_at,
        is_final=row.is_final,
    )


def _code(row: CaseCode, names: Mapping[str, str], association: str, now: dt.datetime) -> CodeLine:
    return CodeLine(
        id=row.id,
        channel=row.channel,
        state=state_of(
            expires_at=row.expires_at,
            used_at=row.used_at,
            withdrawn_at=row.withdrawn_at,
            now=now,
        ),
        tries=row.tries,
        made_by=names.get(row.made_by, association),
        made_at=row.made_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )
