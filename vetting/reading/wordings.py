"""Wordings that the rules stop: in a draft, in a case, and on a lawyer's desk."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for, may
from vetting.domain.decisions import Blocker, Draft, tidied
from vetting.domain.errors import NotFound, Refused
from vetting.domain.reason_linter import Finding
from vetting.reading import decision_grounds as grounds
from vetting.reading.case_filter import visible
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.decisions import declared_by
from vetting.records.officers import Officer
from vetting.records.wordings import WordingRequest, faults_in

_Asker, _Answerer = aliased(Officer), aliased(Officer)


@dataclass(frozen=True)
class WordingLine:
    """A text put to a lawyer, and what the lawyer said. `is_allowed` None: it waits."""

    id: str
    case_id: str
    case_number: str
    board_id: str
    association: str
    field: str
    text: str
    findings: tuple[Finding, ...]
    why: str
    asked_by_id: str
    asked_by: str
    asked_at: dt.datetime
    is_allowed: bool | None
    answer: str
    answered_by: str | None
    answered_at: dt.datetime | None


@dataclass(frozen=True)
class WordingPage:
    """One such text; `may_answer` for the lawyer of the board who did not ask and has no conflict of
    interest. `declared`: what a lawyer said of that; None where nothing was."""

    line: WordingLine
    is_lawyer: bool
    declared: bool | None

    @property
    def may_answer(self) -> bool:
        """Whether the text waits for the reader's word."""
        return self.is_lawyer and self.line.is_allowed is None and not self.declared


def faults_of_wording(case_id: str, draft: Draft, *, actor: Actor) -> tuple[Blocker, ...]:
    """What the words of a draft, tidied as the deed does, must be changed in. Raises NotFound."""
    case = grounds.case_within_reach(case_id, actor)
    with suppress(Refused):  # told on its own; the words are then looked at as they stand
        draft = tidied(draft)
    return faults_in(case, draft)


def wordings_of_case(case_id: str, *, actor: Actor) -> tuple[WordingLine, ...]:
    """What was put to a lawyer in a case, the newest first."""
    rows = db.session.execute(
        _lines(actor).where(Case.id == case_id).order_by(WordingRequest.asked_at.desc(), WordingRequest.id)
    )
    return tuple(_line(row._mapping) for row in rows)


def wording_page(case_id: str, wording_id: str, *, actor: Actor) -> WordingPage:
    """One text put to a lawyer. Raises NotFound."""
    query = _lines(actor).where(WordingRequest.id == wording_id, Case.id == case_id)
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("not_found")
    line = _line(row._mapping)
    is_lawyer = may(actor, Act.ALLOW_WORDING, line.board_id) and not actor.is_person(line.asked_by_id)
    return WordingPage(line, is_lawyer, declared_by(case_id, actor.id) if is_lawyer else None)


def wordings_to_answer(actor: Actor) -> Listed[WordingLine]:
    """What waits for a lawyer of the actor's boards, the oldest first."""
    boards = boards_for(actor, Act.ALLOW_WORDING)
    query = _lines(actor).where(WordingRequest.answered_at.is_(None), WordingRequest.asked_by != actor.id)
    if boards is not None:
        query = query.where(Case.board_id.in_(sorted(boards)))
    total = func.count().over().label("total")
    rows = db.session.execute(
        query.add_columns(total).order_by(WordingRequest.asked_at, WordingRequest.id).limit(SHOWN)
    ).all()
    return Listed(tuple(_line(row._mapping) for row in rows), rows[0].total if rows else 0)


def _lines(actor: Actor) -> Any:
    return (
        select(
            WordingRequest.id,
            WordingRequest.case_id,
            Case.case_number,
            Case.board_id,
            Association.name.label("association"),
            WordingRequest.field,
            WordingRequest.text,
            WordingRequest.findings,
            WordingRequest.why,
            WordingRequest.asked_by.label("asked_by_id"),
            _Asker.display_name.label("asked_by"),
            WordingRequest.asked_at,
            WordingRequest.is_allowed,
            WordingRequest.answer,
            _Answerer.display_name.label("answered_by"),
            WordingRequest.answered_at,
        )
        .join(Case, Case.id == WordingRequest.case_id)
        .join(Association, Association.id == Case.association_id)
        .join(_Asker, _Asker.id == WordingRequest.asked_by)
        .outerjoin(_Answerer, _Answerer.id == WordingRequest.answered_by)
        .where(visible(actor))
    )


def _line(row: Any) -> WordingLine:
    values = {name: value for name, value in dict(row).items() if name != "total"}
    values["findings"] = tuple(Finding(**one) for one in values["findings"])
    return WordingLine(**values)
