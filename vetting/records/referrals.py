"""Referrals of a case to CVE: what gave reason, what was sent along, when it went, where its opinion lies."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    select,
    union,
)
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.application import SentPaper
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import PaperKind
from vetting.records.associations import Paper
from vetting.records.columns import UtcTime
from vetting.records.cross_checks import PartnerQuestion, case_to_check
from vetting.records.db import Base, db, new_id
from vetting.records.earlier_answers import EarlierAnswer
from vetting.records.journal import note
from vetting.records.notices import Notice
from vetting.records.papers import add_paper, same_paper


class Referral(Base):
    """One referral. The question to the partner carries due day, reminders, answer and attachment."""

    __tablename__ = "referrals"
    __table_args__ = (
        UniqueConstraint("question_id"),
        CheckConstraint("(sent_on IS NULL) = (sent_by IS NULL)", name="sending_whole"),
        Index("ix_referrals_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    question_id: Mapped[str] = mapped_column(ForeignKey("partner_questions.id"))
    notice_id: Mapped[str] = mapped_column(ForeignKey("notices.id"))  # the letter with all that is sent
    reason: Mapped[str] = mapped_column(Text)  # why there is reason to assume
    items: Mapped[list[str]] = mapped_column(JSON)  # keys of the material that goes along
    made_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    sent_on: Mapped[dt.date | None]
    sent_by: Mapped[str | None] = mapped_column(ForeignKey("officers.id"))
    statement_paper_id: Mapped[str | None] = mapped_column(ForeignKey("papers.id"))


@dataclass(frozen=True)
class CveStatement:
    """What came with an answer: the file's name, SHA-256, kind and bytes."""

    file_name: str
    digest: str
    media_type: str
    data: bytes


def referrals_of(case_id: str) -> Sequence[tuple[Referral, PartnerQuestion]]:
    """The referrals of a case with their questions, the newest first."""
    rows = db.session.execute(
        select(Referral, PartnerQuestion)
        .join(PartnerQuestion, PartnerQuestion.id == Referral.question_id)
        .where(Referral.case_id == case_id)
        .order_by(Referral.made_at.desc(), Referral.id)
    )
    return [(row[0], row[1]) for row in rows]


def referral_in_hand(case_id: str, referral_id: str) -> Referral:
    """A referral of that very case, locked. Raises NotFound."""
    found = db.session.get(Referral, referral_id, with_for_update=True, populate_existing=True)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found


def add_referral(referral: Referral) -> Referral:
    """Adds the referral with its id."""
    db.session.add(referral)
    db.session.flush()
    return referral


def is_open(case_id: str) -> bool:
    """Whether the case waits for an opinion."""
    return any(question.answered_at is None for _referral, question in referrals_of(case_id))


def file_statement(
    question: PartnerQuestion, statement: CveStatement, *, by: Actor, now: dt.datetime
) -> None:
    """Files what came with the answer to a referral among the papers of its case; of other questions nothing.

    A corrected opinion becomes a paper of its own, and the earlier one stays.
    """
    referral = db.session.scalar(select(Referral).where(Referral.question_id == question.id))
    if referral is None:
        return
    case = case_to_check(question.case_id)
    paper = same_paper(case.id, statement.digest)
    if paper is None:
        sent = SentPaper(PaperKind.OTHER, swedish_day(now).year, statement.file_name, statement.data)
        paper = add_paper(
            case, sent, digest=statement.digest, media_type=statement.media_type, by=by, now=now
        )
    referral.statement_paper_id = paper.id
    about = f"referral:{referral.id}"
    note(Entry.CVE_STATEMENT_FILED, by=by, now=now, subject=about, case_id=case.id, digest=statement.digest)


def opinions(case_id: str) -> Select[str]:
    """Ids of the papers that hold opinions of CVE in a case, also of those that were corrected."""
    answered = select(PartnerQuestion.attachment_digest).join(
        Referral, Referral.question_id == PartnerQuestion.id
    )
    corrected = select(EarlierAnswer.attachment_digest).join(
        Referral, Referral.question_id == EarlierAnswer.question_id
    )
    digests = union(answered.where(Referral.case_id == case_id), corrected.where(Referral.case_id == case_id))
    return select(Paper.id).where(Paper.case_id == case_id, Paper.file_digest.in_(digests))


def letter_of(case_id: str, referral_id: str) -> Notice | None:
    """The letter of a referral of that very case."""
    return db.session.scalar(
        select(Notice)
        .join(Referral, Referral.notice_id == Notice.id)
        .where(Referral.id == referral_id, Referral.case_id == case_id)
    )
