"""Secrecy marks of a case: on items and on passages, who set and lifted them; what nobody tried is masked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, literal, select, union_all
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.material import MaterialKind
from vetting.domain.secrecy import ItemKind, Mark, untried
from vetting.domain.terms import Judgement
from vetting.records.columns import UtcTime
from vetting.records.cross_checks import CrossCheck, Hit, PartnerQuestion
from vetting.records.db import Base, db, new_id
from vetting.records.referrals import Referral


class SecrecyMark(Base):
    """A person's word on one item: it may not be given out, or (`is_open`) it was tried and may.

    `item` is a key of the case's material, `paper:<id>`, `notice:<id>`, `officers` or `passage:<id>`; only
    the last has a `passage`, masked wherever it stands.
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
    passage: Mapped[str] = mapped_column(Text, default="")
    is_open: Mapped[bool] = mapped_column(default=False)
    ground: Mapped[str] = mapped_column(Text, default="")  # as the municipality worded it then
    marked_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    marked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    lifted_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    lifted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


def standing(case_id: str) -> Sequence[SecrecyMark]:
    """The marks of a case that have not been lifted, the oldest first."""
    return db.session.scalars(
        select(SecrecyMark)
        .where(SecrecyMark.case_id == case_id, SecrecyMark.lifted_at.is_(None))
        .order_by(SecrecyMark.marked_at, SecrecyMark.id)
    ).all()


def marks_of(case_id: str) -> Mapping[str, Mark]:
    """What may not be given out of the case to the public, by item key; two questions.

    Answers and hits of partners, and an opinion of CVE, are there with `is_default` until somebody has tried
    them. Against the association itself another weighing holds: it is to know what is used against it.
    """
    return marks_from(standing(case_id), case_id)


def marks_from(rows: Sequence[SecrecyMark], case_id: str) -> dict[str, Mark]:
    """As marks_of, for marks that were read already; passages are among them under `passage:<id>`."""
    tried = {row.item for row in rows}
    found = {item: untried(item) for item in _from_others(case_id) if item not in tried}
    for row in rows:
        if not row.is_open:
            found[row.item] = Mark(row.item, row.ground, row.marked_by, row.marked_at)
    return found


def add_mark(mark: SecrecyMark) -> SecrecyMark:
    """Adds the mark in the place of an earlier one on the same item, which is lifted in the same moment."""
    for row in standing(mark.case_id):
        if row.item == mark.item:
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
    statements = select(literal(ItemKind.PAPER.value), Referral.statement_paper_id).where(
        Referral.case_id == case_id, Referral.statement_paper_id.is_not(None)
    )
    rows: Sequence[Any] = db.session.execute(union_all(answers, hits, statements)).all()
    return [f"{kind}:{one}" for kind, one in rows]
