"""Questions to registers that answer number by number: kept with their answers, and looked at by a check."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain import screening
from vetting.domain.answer_facts import Fact, digest_of, facts_in, missing_facts, name_in, telling
from vetting.domain.comparing import Met
from vetting.domain.errors import NotFound
from vetting.domain.evidence import ListingFacts, PartyFacts
from vetting.domain.inquiries import WHY_NO_ANSWER, InquiryEvent, after
from vetting.domain.matching import match
from vetting.domain.screening import Ageing
from vetting.domain.terms import Band, InquiryState, PartyKind, SourceState
from vetting.domain.token_weights import TokenWeights
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id
from vetting.records.snapshots import Source

PIECE = 500
QUESTIONS, RECEIPT, ANSWERS = "questions", "receipt", "answers"  # kinds of files


class InquiryFile(Base):
    """A file of questions sent, or of receipts and answers received, by its digest."""

    __tablename__ = "inquiry_files"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # questions, receipt, answers
    reference: Mapped[str] = mapped_column(String(80), default="")
    digest: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(200))
    rows: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class Inquiry(Base):
    """One question about one number, with its dated answer. A receipt is no answer, silence no "nothing"."""

    __tablename__ = "inquiries"
    __table_args__ = (
        UniqueConstraint("source_id", "reference"),
        Index("ix_inquiries_source_number", "source_id", "org_number"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    reference: Mapped[str] = mapped_column(String(60))  # pairs the answer; at most 36 characters on the wire
    org_number: Mapped[str] = mapped_column(String(10))
    association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    ground: Mapped[str] = mapped_column(String(300), default="")
    state: Mapped[InquiryState] = mapped_column(Word(InquiryState))
    question_file_id: Mapped[str | None] = mapped_column(ForeignKey("inquiry_files.id"))
    answer_file_id: Mapped[str | None] = mapped_column(ForeignKey("inquiry_files.id"))
    asked_by: Mapped[str] = mapped_column(String(40))
    sent_at: Mapped[dt.datetime] = mapped_column(UtcTime)  # while it is queued: when it was asked
    due_on: Mapped[dt.date | None]
    receipted_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    as_of: Mapped[dt.date | None]  # the date the answer itself gives
    is_found: Mapped[bool | None]  # whether the register knows the number at all
    is_whole: Mapped[bool] = mapped_column(default=True)  # not when a field that is used came with an error
    facts: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    digest: Mapped[str] = mapped_column(String(64), default="")  # of the answer's bytes
    fault: Mapped[str] = mapped_column(String(80), default="")


@dataclass(frozen=True)
class AnswerLook:
    """What a source that is asked number by number contributes to a check.

    `reason` is empty when its answer may be relied on; else a code: number_missing, not_asked,
    awaiting_answer, answer_overdue, unanswered, question_rejected, answer_incomplete, answer_too_old, or why
    the source could not be asked. `status` names the telling facts. `is_found` is None when nobody knows.
    """

    state: SourceState
    reason: str
    as_of: dt.date | None = None
    age_days: int | None = None
    inquiry_id: str | None = None
    is_found: bool | None = None
    facts: tuple[Fact, ...] = ()
    status: str = ""
    hits: tuple[Met, ...] = ()
    missing: tuple[str, ...] = ()
    digest: str = ""

    def document(self) -> dict[str, object]:
        """What a check keeps of the answer, which a later one may replace: facts, names of those that did
        not arrive, and the digest of its bytes."""
        if self.inquiry_id is None:
            return {}
        facts = [fact.document() for fact in self.facts]
        return {"facts": facts, "missing": list(self.missing), "digest": self.digest}


def missing_in(inquiry: Inquiry) -> tuple[str, ...]:
    """Names of the facts that did not arrive with an answer."""
    return missing_facts(inquiry.facts)


def keep_answer(
    inquiry: Inquiry, facts: Sequence[Fact], *, missing: Sequence[str], as_of: dt.date, now: dt.datetime
) -> None:
    """Writes an answer into its question; a later one takes the place of an earlier."""
    inquiry.state = after(inquiry.state, InquiryEvent.ANSWER)
    inquiry.facts = {"facts": [fact.document() for fact in facts], "missing": list(missing)}
    inquiry.is_whole, inquiry.as_of, inquiry.answered_at, inquiry.fault = not missing, as_of, now, ""


def look_at_answers(source: Source, party: PartyFacts, today: dt.date) -> AnswerLook:
    """The newest answer about the party's number, with its age; never a guess where there is none."""
    return look_at_all(source, [party], today)[0]


def questions_about(number: str, source_ids: Collection[str]) -> Mapping[str, Sequence[tuple[Inquiry, str]]]:
    """Every question about a number to those sources with the name of the file that answered it, by source,
    in the order they were asked."""
    found: dict[str, list[tuple[Inquiry, str]]] = {source_id: [] for source_id in source_ids}
    rows = db.session.execute(
        select(Inquiry, InquiryFile.file_name)
        .outerjoin(InquiryFile, InquiryFile.id == Inquiry.answer_file_id)
        .where(Inquiry.org_number == number, Inquiry.source_id.in_(sorted(source_ids)))
        .order_by(Inquiry.sent_at, Inquiry.id)
    )
    for row, file_name in rows:
        found[row.source_id].append((row, file_name or ""))
    return found


def look_among(source: Source, party: PartyFacts, asked: Sequence[Inquiry], today: dt.date) -> AnswerLook:
    """As look_at_answers, where the questions about the party's number are at hand."""
    answered = [one for one in asked if one.state is InquiryState.ANSWERED]
    if answered:
        newest = max(answered, key=lambda one: (one.as_of or dt.date.min, one.answered_at or one.sent_at))
        return _told(newest, party, Ageing(source.warn_age_days, source.max_age_days), today)
    others = {one.org_number: one for one in asked}
    return AnswerLook(SourceState.NOT_CONSULTED, _why_no_answer(party, others))


def look_at_all(source: Source, parties: Sequence[PartyFacts], today: dt.date) -> list[AnswerLook]:
    """As look_at_answers for many parties, in two questions to the table for each few hundred of them."""
    limits = Ageing(source.warn_age_days, source.max_age_days)
    looks = []
    for start in range(0, len(parties), PIECE):
        piece = parties[start : start + PIECE]
        numbers = {party.org_number for party in piece if party.org_number}
        answers = _newest(source.id, numbers, Inquiry.state == InquiryState.ANSWERED)
        others = _newest(source.id, numbers - answers.keys())
        for party in piece:
            answer = answers.get(party.org_number or "")
            looks.append(
                _told(answer, party, limits, today)
                if answer
                else AnswerLook(SourceState.NOT_CONSULTED, _why_no_answer(party, others))
            )
    return looks


def _told(answered: Inquiry, party: PartyFacts, limits: Ageing, today: dt.date) -> AnswerLook:
    state = screening.source_state(answered.as_of, today, limits)
    reason = "answer_too_old" if state is SourceState.STALE else ""
    if not answered.is_whole:
        state, reason = SourceState.NOT_CONSULTED, "answer_incomplete"
    facts = facts_in(answered.facts)
    return AnswerLook(
        state,
        reason,
        as_of=answered.as_of,
        age_days=screening.age_days(answered.as_of, today) if answered.as_of else None,
        inquiry_id=answered.id,
        is_found=answered.is_found,
        facts=facts,
        status=", ".join(dict.fromkeys(fact.kind.value for fact in telling(facts))),
        hits=hits_in(facts, party),
        missing=missing_in(answered),
        digest=answered.digest,
    )


def hits_in(facts: Sequence[Fact], party: PartyFacts) -> tuple[Met, ...]:
    """A hit when the answer tells something a person should look at, or the register has another name.

    The record's id changes with the telling facts, so that a judgement holds as long as they stand.
    """
    told, name = telling(facts), name_in(facts)
    listing = ListingFacts(f"{party.org_number}:{digest_of(told)}", name, org_number=party.org_number)
    found = match(replace(party, kind=PartyKind.ORGANISATION), listing, TokenWeights(version="none"))
    if found is None or not (told or found.band is Band.ID_MATCH_NAME_CONFLICT):
        return ()
    return (Met(replace(listing, name=name or party.name), found),)


def _why_no_answer(party: PartyFacts, others: Mapping[str, Inquiry]) -> str:
    if not party.org_number:
        return "number_missing"
    latest = others.get(party.org_number)
    return "not_asked" if latest is None else latest.fault or WHY_NO_ANSWER[latest.state]


def _newest(source_id: str, numbers: Collection[str], *only: ColumnElement[bool]) -> dict[str, Inquiry]:
    """The newest question about each number, by the date of its answer and then by when it was sent."""
    if not numbers:
        return {}
    rows = db.session.scalars(
        select(Inquiry)
        .where(Inquiry.source_id == source_id, Inquiry.org_number.in_(sorted(numbers)), *only)
        .order_by(Inquiry.as_of, Inquiry.answered_at, Inquiry.sent_at)
    )
    return {row.org_number: row for row in rows}


def inquiry_of(inquiry_id: str, *, lock: bool = False) -> Inquiry:
    """The question of that id. Raises NotFound."""
    found = db.session.get(Inquiry, inquiry_id, with_for_update=lock or None)
    if found is None:
        raise NotFound("inquiry_not_found")
    return found


def file_of(file_id: str, source_id: str) -> InquiryFile:
    """The file of that id and source. Raises NotFound."""
    found = db.session.get(InquiryFile, file_id)
    if found is None or found.source_id != source_id:
        raise NotFound("inquiry_file_not_found")
    return found


def file_received(source_id: str, digest: str) -> InquiryFile | None:
    """The receipt or answer file that was read from the very same bytes."""
    return db.session.scalar(
        select(InquiryFile)
        .where(
            InquiryFile.source_id == source_id, InquiryFile.digest == digest, InquiryFile.kind != QUESTIONS
        )
        .limit(1)
    )


def question_file(source_id: str, reference: str) -> InquiryFile | None:
    """The question file that a receipt or answer refers to."""
    return db.session.scalar(
        select(InquiryFile).where(
            InquiryFile.source_id == source_id,
            InquiryFile.reference == reference,
            InquiryFile.kind == QUESTIONS,
        )
    )


def questions_in(file_id: str) -> Mapping[str, Inquiry]:
    """Every question of a file by its reference, locked until the deed ends."""
    rows = db.session.scalars(
        select(Inquiry).where(Inquiry.question_file_id == file_id).order_by(Inquiry.id).with_for_update()
    )
    return {row.reference: row for row in rows}


def keep(rows: Sequence[Inquiry | InquiryFile]) -> None:
    """Keeps new questions or files."""
    db.session.add_all(rows)
    db.session.flush()
