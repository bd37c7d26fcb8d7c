"""Secrecy marks of a case: on items and on passages, who set and lifted them; what nobody tried is masked."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, literal, or_, select, union_all
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.hearings import print_of
from vetting.domain.material import Material, MaterialKind
from vetting.domain.secrecy import OFFICERS, ItemKind, Mark, Withholding, untried
from vetting.domain.terms import Judgement
from vetting.records.columns import UtcTime
from vetting.records.cross_checks import CrossCheck, Hit, PartnerQuestion
from vetting.records.db import Base, db, new_id
from vetting.records.material import from_others
from vetting.records.referrals import opinions


class SecrecyMark(Base):
    """A person's word on one item: it may not be given out, or (`is_open`) it was tried and may.

    `item` is a key of the case's material, `paper:<id>`, `notice:<id>`, `officers` or `passage:<id>`; only
    the last has a `passage`, masked wherever it stands. `print`: of the words of a hit or an answer when it
    was marked, "" of anything else, which is never written anew.
    """

    __tablename__ = "secrecy_marks"
    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lifted_by IS NULL)", name="lift_whole"),
        CheckConstraint("is_open = (ground = '')", name="ground_unless_open"),
        Index("ix_secrecy_marks_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    item: Mapped[str] = mapped_column(String(60))
    print: Mapped[str] = mapped_column(String(64), default="")
    passage: Mapped[str] = mapped_column(Text, default="")
    is_open: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(Text, default="")  # as the municipality worded it then
    marked_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    marked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    lifted_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    lifted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


@dataclass(frozen=True)
class StandingMark:
    """A mark on what it holds for now: `item` is the hit of the newest run that says the same."""

    id: str
    item: str
    passage: str
    is_open: bool
    ground: str
    marked_by: str
    marked_at: dt.datetime


def standing(case_id: str, material: Iterable[Material] | None = None) -> tuple[StandingMark, ...]:
    """The marks of a case that hold, the oldest first; a question, and two more where a hit or an answer is
    marked and the case's `material` is not given.

    What was tried was tried in the words it had: corrected, it is untried. A secret answer stays secret. A
    mark on a hit follows its words, for every run writes its hits anew.
    """
    rows = db.session.scalars(
        select(SecrecyMark)
        .where(SecrecyMark.case_id == case_id, SecrecyMark.lifted_at.is_(None))
        .order_by(SecrecyMark.marked_at, SecrecyMark.id)
    ).all()
    known = from_others(case_id) if material is None and any(row.print for row in rows) else material or ()
    prints = {item.key: print_of(item) for item in known}
    return tuple(
        StandingMark(row.id, item, row.passage, row.is_open, row.ground, row.marked_by, row.marked_at)
        for row in rows
        for item in _holds_for(row, prints)
    )


def prints_of(case_id: str) -> dict[str, str]:
    """The prints of the words of hits and answers, by item key."""
    return {item.key: print_of(item) for item in from_others(case_id)}


def _holds_for(row: SecrecyMark, prints: Mapping[str, str]) -> Iterator[str]:
    if not row.print:
        yield row.item
        return
    is_hit = row.item.startswith(f"{MaterialKind.HIT}:")
    same = [item for item, one in prints.items() if one == row.print and (is_hit or item == row.item)]
    yield from same
    if not same and not row.is_open:
        yield row.item


def marks_of(case_id: str) -> Mapping[str, Mark]:
    """What may not be given out of the case to the public, by item key; two to four questions.

    Answers and hits of partners, and an opinion of CVE, are there with `is_default` until somebody has tried
    them. Against the association itself another weighing holds: it is to know what is used against it.
    """
    return marks_from(standing(case_id), case_id)


def withheld_in_letters(case_id: str) -> Withholding:
    """What a letter to the association leaves out, as the marks stand now."""
    return withheld_by(standing(case_id))


def withheld_by(rows: Sequence[StandingMark]) -> Withholding:
    """As withheld_in_letters, for marks that were read already."""
    passages = tuple(row.passage for row in rows if row.passage)
    return Withholding(passages, names_officers=all(row.item != OFFICERS for row in rows))


def marks_from(rows: Iterable[StandingMark], case_id: str) -> dict[str, Mark]:
    """As marks_of, for marks that were read already; passages are among them under `passage:<id>`."""
    found = {item: untried(item) for item in _from_others(case_id)}
    for row in rows:
        found.pop(row.item, None)
        if not row.is_open:
            found[row.item] = Mark(row.item, row.ground, row.marked_by, row.marked_at)
    return found


def add_mark(mark: SecrecyMark) -> SecrecyMark:
    """Adds the mark in the place of an earlier one on the same item, which is lifted in the same moment."""
    earlier = [row.id for row in standing(mark.case_id) if row.item == mark.item]
    rows = select(SecrecyMark).where(
        SecrecyMark.case_id == mark.case_id,
        SecrecyMark.lifted_at.is_(None),
        or_(SecrecyMark.item == mark.item, SecrecyMark.id.in_(earlier)),
    )
    for row in db.session.scalars(rows):
        row.lifted_by, row.lifted_at = mark.marked_by, mark.marked_at
    db.session.add(mark)
    db.session.flush()
    return mark


def mark_in_hand(case_id: str, mark_id: str) -> SecrecyMark:
    """A mark of that very case, locked. Raises NotFound."""
    found = db.session.get(SecrecyMark, mark_id, with_for_update=True, populate_existing=True)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found


def _from_others(case_id: str) -> list[str]:
    answers = select(literal(MaterialKind.ANSWER.value), PartnerQuestion.id).where(
        PartnerQuestion.case_id == case_id, PartnerQuestion.answered_at.is_not(None)
    )
    hits = (
        select(literal(MaterialKind.HIT.value), Hit.id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .where(CrossCheck.case_id == case_id, CrossCheck.is_latest, Hit.judgement == Judgement.SAME)
    )
    papers = select(literal(ItemKind.PAPER.value), opinions(case_id).subquery().c.id)
    rows: Sequence[Any] = db.session.execute(union_all(answers, hits, papers)).all()
    return [f"{kind}:{one}" for kind, one in rows]
