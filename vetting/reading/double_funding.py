"""Double funding of a case: what overlaps in other boards and open files, and what has been said of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.double_funding import Overlap, is_told, overlaps, pair_of
from vetting.domain.errors import NotFound
from vetting.domain.stages import OPEN
from vetting.reading.case_filter import visible
from vetting.reading.desk_cases import SHOWN, Listed
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.double_funding import DoubleFundingWord, words_about
from vetting.records.funded import FundedRow, by_association, rows_of_associations
from vetting.records.officers import Officer

MOST = 500  # open cases of one officer that are looked through


@dataclass(frozen=True)
class SaidWord:
    """Why an overlap was found in order, by whom and when."""

    reason: str
    by: str
    at: dt.datetime
    amounts: tuple[int, int]


@dataclass(frozen=True)
class OverlapLine:
    """One overlap. `case_id` of the other is there only where the reader may open it; `is_settled`: a word
    holds for these very amounts."""

    key: str
    payer: str
    scheme: str
    number: str
    case_id: str | None
    is_granted: bool
    overlap: Overlap
    is_settled: bool
    said: tuple[SaidWord, ...]


@dataclass(frozen=True)
class DoubleFundingPage:
    """A case with its overlaps, those that wait for a word first."""

    case_id: str
    case_number: str
    association: str
    board_id: str
    amount: int | None
    lines: tuple[OverlapLine, ...]

    @property
    def waiting(self) -> int:
        """How many wait for a word."""
        return sum(not line.is_settled for line in self.lines)


@dataclass(frozen=True)
class OverlapToSettle:
    """A case of the officer with how many overlaps wait, and what can at most be paid twice."""

    case_id: str
    case_number: str
    association: str
    count: int
    kronor: int


def double_funding_of(case_id: str, *, actor: Actor, today: dt.date) -> DoubleFundingPage:
    """The case's overlaps. Raises NotFound."""
    require(actor, Act.SEE_CASES)
    found = db.session.execute(
        select(Case, Association.name)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id, visible(actor))
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    case, association = found
    rows = rows_of_associations([case.association_id], today=today)
    mine = next((row for row in rows if row.case_id == case.id), None)
    lines = () if mine is None else _lines(mine, rows, actor)
    amount = None if mine is None else mine.funded.amount
    return DoubleFundingPage(case.id, case.case_number, association, case.board_id, amount, lines)


def overlaps_to_settle(actor: Actor, *, today: dt.date) -> Listed[OverlapToSettle]:
    """The officer's own open cases with an overlap that nobody has said a word of."""
    cases = db.session.execute(
        select(Case.id, Case.case_number, Case.association_id, Association.name)
        .join(Association, Association.id == Case.association_id)
        .where(visible(actor), Case.assigned_to == actor.id, Case.stage.in_(OPEN))
        .order_by(Case.opened_at, Case.id)
        .limit(MOST)
    ).all()
    rows = by_association(rows_of_associations({case.association_id for case in cases}, today=today))
    met = [(case, _met(case.id, rows.get(case.association_id, ()))) for case in cases]
    keys = {f"case:{case.id}" for case, found in met if found}
    words = words_about(keys) if keys else ()
    lines = [
        OverlapToSettle(case.id, case.case_number, case.name, len(left), sum(one.kronor for one in left))
        for case, found in met
        if (left := [one for one in found if not is_told(one, _amounts(one, words))])
    ]
    return Listed(tuple(lines[:SHOWN]), len(lines))


def _met(case_id: str, rows: Sequence[FundedRow]) -> tuple[Overlap, ...]:
    mine = next((row.funded for row in rows if row.case_id == case_id), None)
    return () if mine is None else overlaps(mine, [row.funded for row in rows])


def _lines(mine: FundedRow, rows: Sequence[FundedRow], actor: Actor) -> tuple[OverlapLine, ...]:
    about = {row.funded.key: row for row in rows}
    found = overlaps(mine.funded, [row.funded for row in rows])
    words = words_about([mine.funded.key]) if found else ()
    names = _names({word.said_by for word in words})
    lines = [_line(one, about[one.other.key], words, names, actor) for one in found]
    return tuple(sorted(lines, key=lambda line: line.is_settled))


def _line(
    overlap: Overlap,
    other: FundedRow,
    words: Sequence[DoubleFundingWord],
    names: dict[str, str],
    actor: Actor,
) -> OverlapLine:
    ours = [word for word in words if (word.first_key, word.second_key) == _pair(overlap)]
    reachable = other.case_id is not None and may(actor, Act.SEE_CASES, other.funded.board_id)
    return OverlapLine(
        key=overlap.other.key,
        payer=other.payer,
        scheme=other.scheme,
        number=other.number,
        case_id=other.case_id if reachable else None,
        is_granted=other.is_granted,
        overlap=overlap,
        is_settled=is_told(overlap, _amounts(overlap, ours)),
        said=tuple(_said(word, overlap, names) for word in ours),
    )


def _said(word: DoubleFundingWord, overlap: Overlap, names: dict[str, str]) -> SaidWord:
    amounts = (word.first_amount, word.second_amount)
    if word.first_key != overlap.mine.key:
        amounts = (word.second_amount, word.first_amount)
    return SaidWord(word.reason, names.get(word.said_by, word.said_by), word.said_at, amounts)


def _pair(overlap: Overlap) -> tuple[str, str]:
    return pair_of(overlap.mine.key, overlap.other.key)


def _amounts(overlap: Overlap, words: Iterable[DoubleFundingWord]) -> list[tuple[int, int]]:
    return [
        (word.first_amount, word.second_amount)
        for word in words
        if (word.first_key, word.second_key) == _pair(overlap)
    ]


def _names(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    rows = db.session.execute(select(Officer.id, Officer.display_name).where(Officer.id.in_(ids)))
    return {officer_id: name for officer_id, name in rows}
