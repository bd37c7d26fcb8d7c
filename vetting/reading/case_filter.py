"""Which cases are meant: the filter of the list, kept while walking from case to case."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.names import search_key
from vetting.domain.stages import OPEN
from vetting.domain.terms import Stage
from vetting.records.applications import Case, SupplementRequest
from vetting.records.associations import Association

ONLY = ("mine", "unassigned", "late")
PER_PAGE = 25


@dataclass(frozen=True)
class CaseFilter:
    """What the reader asked for; blank or None asks for nothing. `stage` "open" means not yet ended.

    `text` finds case number, association or organisation number; `only` is one of ONLY; `per_page` is more
    where all rows are taken out.
    """

    text: str = ""
    board_id: str = ""
    scheme_id: str = ""
    stage: str = ""
    year: int | None = None
    officer_id: str = ""
    only: str = ""
    per_page: int = PER_PAGE


def visible(actor: Actor, case: Any = Case) -> ColumnElement[bool]:
    """The cases that exist for the actor. Raises nothing: somebody without authority sees none."""
    boards = boards_for(actor, Act.SEE_CASES)
    if boards is None:
        return case.id.is_not(None)  # type: ignore[no-any-return]
    return case.board_id.in_(sorted(boards))  # type: ignore[no-any-return]


def conditions(
    wanted: CaseFilter, actor: Actor, *, today: dt.date, case: Any = Case
) -> list[ColumnElement[bool]]:
    """The filter in SQL upon `case`, authority included."""
    equal = {
        case.board_id: wanted.board_id,
        case.scheme_id: wanted.scheme_id,
        case.year: wanted.year,
        case.assigned_to: wanted.officer_id,
    }
    found = [visible(actor, case), *(column == value for column, value in equal.items() if value)]
    if wanted.stage == "open":
        found.append(case.stage.in_(OPEN))
    elif wanted.stage in set(Stage):
        found.append(case.stage == Stage(wanted.stage))
    if wanted.text.strip():
        found.append(_text(wanted.text.strip(), case))
    if wanted.only in ONLY:
        found.append(_only(wanted.only, actor, today, case))
    return found


def _only(only: str, actor: Actor, today: dt.date, case: Any) -> ColumnElement[bool]:
    if only == "mine":
        return and_(case.assigned_to == actor.id, case.stage.in_(OPEN))
    if only == "unassigned":
        return and_(case.assigned_to.is_(None), case.stage.in_(OPEN))
    late = aliased(SupplementRequest)
    return (
        select(late.id)
        .where(late.case_id == case.id, late.answered_at.is_(None), late.due_on < today)
        .where(case.stage == Stage.AWAITING_SUPPLEMENT)
        .correlate(case)
        .exists()
    )


def _text(text: str, case: Any) -> ColumnElement[bool]:
    """Any part of the case number, the association's name without regard to accents, or its number."""
    named = aliased(Association)
    key = search_key(text)
    digits = "".join(c for c in text if c.isdigit())
    meant = [named.search_key.contains(key, autoescape=True)] if key else []
    if len(digits) >= 4:
        meant.append(named.org_number.contains(digits, autoescape=True))
    by_number = case.case_number.ilike(f"%{_literal(text)}%", escape="\\")
    if not meant:
        return by_number  # type: ignore[no-any-return]
    return or_(by_number, case.association_id.in_(select(named.id).where(or_(*meant))))


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
