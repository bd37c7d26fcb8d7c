"""What the association was shown and asked, why it was not where it was not, and what it answered."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.decisions import Blocker
from vetting.domain.errors import NotFound
from vetting.domain.grounds import Ground
from vetting.domain.hearing_letter import ListedItem, listed
from vetting.domain.hearings import (
    BEFORE_DECISION,
    Heard,
    Said,
    Shown,
    Standing,
    before_the_board,
    blockers_of_hearing,
    is_heard_before,
    print_of,
)
from vetting.domain.material import Material
from vetting.domain.secrecy import Mark
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Outcome, Signature
from vetting.domain.terms_decisions import HearingExemption, StatementChannel, StatementTiming
from vetting.records import secrecy_marks
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.decisions import Decision, Proposal
from vetting.records.material import material_of
from vetting.records.secrecy_marks import StandingMark


class Hearing(Base):
    """Items put before the association with a day to answer by, or the reason why they were not."""

    __tablename__ = "hearings"
    __table_args__ = (
        CheckConstraint("(exemption IS NULL) = (reply_due_on IS NOT NULL)", name="day_or_exemption"),
        CheckConstraint("(exemption IS NULL) = (notice_id IS NOT NULL)", name="letter_or_exemption"),
        CheckConstraint("exemption IS NULL OR length(why) >= 40", name="exemption_reasoned"),
        Index("ix_hearings_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    notice_id: Mapped[str | None] = mapped_column(ForeignKey("notices.id"))  # the letter
    reply_due_on: Mapped[dt.date | None]  # may be moved on, never back
    exemption: Mapped[HearingExemption | None] = mapped_column(Word(HearingExemption))
    why: Mapped[str] = mapped_column(Text, default="")  # of an exemption
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class HearingItem(Base):
    """One item of a letter or an exemption. `print` is that of its words on that day."""

    __tablename__ = "hearing_items"

    hearing_id: Mapped[str] = mapped_column(ForeignKey("hearings.id"), primary_key=True)
    item: Mapped[str] = mapped_column(String(40), primary_key=True)  # "evidence:<id>"
    print: Mapped[str] = mapped_column(String(64))
    is_masked: Mapped[bool] = mapped_column(default=False)  # only that there is such an item was told


class Statement(Base):
    """What the association said, in its own words, and what an officer says it means for the case."""

    __tablename__ = "statements"
    __table_args__ = (
        CheckConstraint(
            "(considered_at IS NULL) = (considered = '')"
            " AND (considered_at IS NULL) = (considered_by IS NULL)",
            name="consideration_whole",
        ),
        Index("ix_statements_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    channel: Mapped[StatementChannel] = mapped_column(Word(StatementChannel))
    timing: Mapped[StatementTiming] = mapped_column(Word(StatementTiming))
    received_on: Mapped[dt.date]
    text: Mapped[str] = mapped_column(Text)
    file_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_files.digest"))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    entered_by: Mapped[str] = mapped_column(String(40))  # an officer, or "association:<id>"
    entered_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    considered: Mapped[str] = mapped_column(Text, default="")
    considered_by: Mapped[str | None] = mapped_column(String(40))
    considered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    is_final: Mapped[bool] = mapped_column(default=False)  # the whole answer: nothing more is awaited

    def was_considered_by(self, day: dt.date) -> bool:
        """Whether it had come in and been considered that day."""
        considered_on = None if self.considered_at is None else swedish_day(self.considered_at)
        return self.received_on <= day and considered_on is not None and considered_on <= day


def standing_of(case_id: str) -> Standing:
    """How far the association of the case has been heard."""
    return standing_from(
        material_of(case_id),
        hearings_of(case_id),
        shown_in(case_id),
        statements_of(case_id),
        marked=kept_from_association(case_id),
    )


def standing_from(
    material: Iterable[Material],
    hearings: Iterable[Hearing],
    shown: Mapping[str, Sequence[Shown]],
    statements: Iterable[Statement],
    *,
    marked: Collection[str],
) -> Standing:
    """As standing_of, of rows that were read already; `shown` by hearing."""
    return Standing(
        material=tuple(material),
        hearings=tuple(
            Heard(row.made_at, tuple(shown.get(row.id, ())), row.reply_due_on, row.exemption)
            for row in hearings
        ),
        statements=tuple(
            Said(row.received_on, row.entered_at, row.considered_at is not None, row.is_final)
            for row in statements
            if row.timing in BEFORE_DECISION
        ),
        marked=frozenset(marked),
    )


def shown_in(case_id: str) -> dict[str, list[Shown]]:
    """The items of each letter and exemption of the case, by its id."""
    found: dict[str, list[Shown]] = {}
    items = select(HearingItem).join(Hearing, Hearing.id == HearingItem.hearing_id)
    for row in db.session.scalars(items.where(Hearing.case_id == case_id).order_by(HearingItem.item)):
        found.setdefault(row.hearing_id, []).append(Shown(row.item, row.print, row.is_masked))
    return found


def faults_of_hearing(
    case_id: str, outcome: Outcome, *, grounds: Sequence[Ground], today: dt.date
) -> tuple[Blocker, ...]:
    """What of the right to reply stands between the case and a decision of that outcome on those grounds."""
    if not is_heard_before(outcome, grounds):
        return ()
    return blockers_of_hearing(standing_of(case_id), today=today)


def faults_at_signing(
    case_id: str, proposal: Proposal, signature: Signature, *, decided_on: dt.date, today: dt.date
) -> tuple[Blocker, ...]:
    """As faults_of_hearing, when what was proposed is signed. What the board has decided it has decided:
    then only the material there was when it was proposed, and the words that had come by its day, are asked
    for."""
    if not is_heard_before(proposal.outcome, [Ground.from_kept(kept) for kept in proposal.reasons]):
        return ()
    standing = standing_of(case_id)
    if signature is Signature.BOARD:
        standing = before_the_board(standing, proposal.proposed_at, decided_on)
    return blockers_of_hearing(standing, today=today)


def decision_in(case_id: str) -> Decision | None:
    """The decision of the case, if it is decided."""
    return db.session.scalar(select(Decision).where(Decision.case_id == case_id))


def kept_from_association(case_id: str) -> dict[str, Mark]:
    """What a person has marked as secret, by item key. What nobody has tried yet is kept from the public
    alone: the association is to know what is used against it."""
    return marks_against(secrecy_marks.standing(case_id))


def listed_for_association(items: Iterable[Material], rows: Sequence[StandingMark]) -> tuple[ListedItem, ...]:
    """The items as the association may read them under the marks that stand; what is withheld leaves a
    marker."""
    passages = [row.passage for row in rows if row.passage and not row.is_open]
    marks = marks_against(rows)
    return tuple(listed(item, marks, passages) for item in items)


def marks_against(rows: Sequence[StandingMark]) -> dict[str, Mark]:
    """The marks among `rows` that keep something secret, by item key."""
    return {
        row.item: Mark(row.item, row.ground, row.marked_by, row.marked_at) for row in rows if not row.is_open
    }


def hearings_of(case_id: str) -> Sequence[Hearing]:
    """Letters and exceptions of the case in the order they were made."""
    query = select(Hearing).where(Hearing.case_id == case_id)
    return db.session.scalars(query.order_by(Hearing.made_at, Hearing.id)).all()


def statements_of(case_id: str) -> Sequence[Statement]:
    """What the association of the case said, in the order it was entered."""
    query = select(Statement).where(Statement.case_id == case_id)
    return db.session.scalars(query.order_by(Statement.entered_at, Statement.id)).all()


def words_of_association(case_id: str) -> str:
    """What the association has said in the case before its decision, as one text; "" where nothing came."""
    return as_one_text(row for row in statements_of(case_id) if row.timing in BEFORE_DECISION)


def as_one_text(said: Iterable[Statement]) -> str:
    """The words of statements after one another; of one without words the name of its file."""
    return "\n\n".join(row.text or row.file_name for row in said)


def last_day_to_answer(case_id: str) -> dt.date | None:
    """The latest day that was given, if the association was asked at all."""
    return db.session.scalar(select(func.max(Hearing.reply_due_on)).where(Hearing.case_id == case_id))


def add_hearing(hearing: Hearing, items: Iterable[Material], *, marked: Collection[str] = ()) -> Hearing:
    """Keeps the hearing with the items it covers, each as it reads now."""
    db.session.add(hearing)
    db.session.flush()
    for item in items:
        is_masked = item.key in marked
        db.session.add(
            HearingItem(hearing_id=hearing.id, item=item.key, print=print_of(item), is_masked=is_masked)
        )
    db.session.flush()
    return hearing


def add_statement(statement: Statement) -> Statement:
    """Keeps what came in."""
    db.session.add(statement)
    db.session.flush()
    return statement


def hearing_in_hand(case_id: str, hearing_id: str) -> Hearing:
    """A hearing of that very case, locked until the deed is done. Raises NotFound."""
    found = db.session.get(Hearing, hearing_id, with_for_update=True, populate_existing=True)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found


def statement_in_hand(case_id: str, statement_id: str) -> Statement:
    """A statement in that very case, locked until the deed is done. Raises NotFound."""
    found = db.session.get(Statement, statement_id, with_for_update=True, populate_existing=True)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found
