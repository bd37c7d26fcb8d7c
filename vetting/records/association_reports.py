"""What associations report: drafts, who may sign them, the reports as handed in, and what officers said."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms_association_reports import ReadingKind, ReportChannel
from vetting.records.applications import Case
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class OwnReportDraft(Base):
    """What an association has written so far in one case. `version` counts its saves."""

    __tablename__ = "own_report_drafts"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    version: Mapped[int]
    edition: Mapped[str] = mapped_column(String(20))
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    written_role: Mapped[str] = mapped_column(String(80), default="")
    reply_to: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")  # why a report handed in is corrected
    copied_from: Mapped[str | None] = mapped_column(ForeignKey("association_reports.id"))
    handed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)  # waits to be signed since then
    sent_back: Mapped[str] = mapped_column(Text, default="")  # the signer's word, when it was not signed
    saved_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ReportSigner(Base):
    """A one-time code for whoever signs the report at the association, and the short session it opens.

    Only hashes of the code and of the session's token are kept.
    """

    __tablename__ = "report_signers"
    __table_args__ = (
        UniqueConstraint("token_digest"),
        CheckConstraint("(token_digest IS NULL) = (session_until IS NULL)", name="session_whole"),
        Index("ix_report_signers_case_id", "case_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    role: Mapped[str] = mapped_column(String(80))  # a function, such as "ordförande"
    code_hash: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    used_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    token_digest: Mapped[str | None] = mapped_column(String(64))
    session_until: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class AssociationReport(Base):
    """A report as it was signed: the questions beside the answers, and never changed. A correction is a new
    version with its reason."""

    __tablename__ = "association_reports"
    __table_args__ = (
        UniqueConstraint("case_id", "version"),
        CheckConstraint("written_role <> signed_role", name="two_functions"),
        CheckConstraint("version = 1 OR reason <> ''", name="correction_with_reason"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    version: Mapped[int]
    edition: Mapped[str] = mapped_column(String(20))
    edition_digest: Mapped[str] = mapped_column(String(64))
    asked: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    channel: Mapped[ReportChannel] = mapped_column(Word(ReportChannel))
    written_role: Mapped[str] = mapped_column(String(80))
    signed_role: Mapped[str] = mapped_column(String(80))
    reply_to: Mapped[str] = mapped_column(String(200), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    received_on: Mapped[dt.date]
    signed_at: Mapped[dt.datetime] = mapped_column(UtcTime)  # of a paper: when it was registered
    entered_by: Mapped[str] = mapped_column(String(40))
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of questions and answers


class ReportReading(Base):
    """What an officer said of one version of a report."""

    __tablename__ = "report_readings"
    __table_args__ = (
        UniqueConstraint("report_id"),
        CheckConstraint("(kind = 'completion') = (due_on IS NOT NULL)", name="completion_with_day"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    report_id: Mapped[str] = mapped_column(ForeignKey("association_reports.id"))
    kind: Mapped[ReadingKind] = mapped_column(Word(ReadingKind))
    word: Mapped[str] = mapped_column(Text)
    points: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    due_on: Mapped[dt.date | None]
    checklist: Mapped[str] = mapped_column(String(60))  # name and version of the questions answered
    answers: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    read_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    read_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ReportSignWord(Base):
    """The word that closed a question which the comparison raised."""

    __tablename__ = "report_sign_words"
    __table_args__ = (UniqueConstraint("report_id", "sign"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    report_id: Mapped[str] = mapped_column(ForeignKey("association_reports.id"))
    sign: Mapped[str] = mapped_column(String(60))
    percent: Mapped[int]
    word: Mapped[str] = mapped_column(Text)
    said_by: Mapped[str] = mapped_column(ForeignKey("officers.id"))
    said_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def add(row: Base) -> None:
    """Keeps a new row of this subject."""
    db.session.add(row)
    db.session.flush()


def draft_of(case_id: str, *, to_change: bool = False) -> OwnReportDraft | None:
    """The draft of a case, locked when it is to be changed."""
    return db.session.get(
        OwnReportDraft, case_id, with_for_update=to_change or None, populate_existing=to_change
    )


def forget_draft(draft: OwnReportDraft) -> None:
    """A draft that became a report is no draft any more."""
    db.session.delete(draft)
    db.session.flush()


def reports_of(case_id: str) -> Sequence[AssociationReport]:
    """The reports of a case, the newest version first."""
    query = select(AssociationReport).where(AssociationReport.case_id == case_id)
    return db.session.scalars(query.order_by(AssociationReport.version.desc())).all()


def report_of_case(case_id: str, report_id: str) -> AssociationReport:
    """A report of that very case. Raises NotFound."""
    found = db.session.get(AssociationReport, report_id)
    if found is None or found.case_id != case_id:
        raise NotFound("not_found")
    return found


def approved_report(case_id: str) -> AssociationReport | None:
    """The report of a case once it is approved."""
    return db.session.scalar(
        select(AssociationReport)
        .join(ReportReading, ReportReading.report_id == AssociationReport.id)
        .where(AssociationReport.case_id == case_id, ReportReading.kind == ReadingKind.APPROVED)
    )


def reply_address(case_id: str) -> str | None:
    """The address for questions in the newest report that gives one."""
    query = select(AssociationReport.reply_to).where(
        AssociationReport.case_id == case_id, AssociationReport.reply_to != ""
    )
    return db.session.scalar(query.order_by(AssociationReport.version.desc()).limit(1))


def reading_of(report_id: str) -> ReportReading | None:
    """What was said of a report."""
    return db.session.scalar(select(ReportReading).where(ReportReading.report_id == report_id))


def sign_words_of(report_id: str) -> Sequence[ReportSignWord]:
    """The words said on the questions of the comparison."""
    query = select(ReportSignWord).where(ReportSignWord.report_id == report_id)
    return db.session.scalars(query.order_by(ReportSignWord.said_at, ReportSignWord.id)).all()


def report_before(case: Case) -> AssociationReport | None:
    """The latest report of the same association to the same board in an earlier year, of the same scheme
    where there is one."""
    return db.session.scalar(
        select(AssociationReport)
        .join(Case, Case.id == AssociationReport.case_id)
        .where(
            Case.association_id == case.association_id,
            Case.board_id == case.board_id,
            Case.id != case.id,
            Case.year < case.year,
        )
        .order_by(
            (Case.scheme_id == case.scheme_id).desc(),
            Case.year.desc(),
            AssociationReport.version.desc(),
            AssociationReport.id,
        )
        .limit(1)
    )


def open_signer(case_number: str, *, now: dt.datetime) -> ReportSigner | None:
    """The unused code to sign by in the case of that number, the latest one."""
    return db.session.scalar(
        select(ReportSigner)
        .join(Case, Case.id == ReportSigner.case_id)
        .where(
            func.lower(Case.case_number) == case_number.lower(),
            ReportSigner.used_at.is_(None),
            ReportSigner.withdrawn_at.is_(None),
            ReportSigner.expires_at > now,
        )
        .order_by(ReportSigner.made_at.desc(), ReportSigner.id)
        .limit(1)
    )


def signer_in_hand(signer_id: str) -> ReportSigner:
    """The signer's code, locked. Raises NotFound."""
    found = db.session.get(ReportSigner, signer_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found


def signer_of_session(digest: str, now: dt.datetime) -> ReportSigner | None:
    """The signer whose unexpired session has that digest."""
    return db.session.scalar(
        select(ReportSigner).where(
            ReportSigner.token_digest == digest,
            ReportSigner.session_until > now,
            ReportSigner.withdrawn_at.is_(None),  # a session opened while its code was withdrawn
        )
    )


def withdraw_signers(case_id: str, *, now: dt.datetime) -> None:
    """Older codes to sign by open nothing any more, and the sessions they opened are ended."""
    rows = db.session.scalars(
        select(ReportSigner).where(ReportSigner.case_id == case_id, ReportSigner.withdrawn_at.is_(None))
    )
    for row in rows:
        row.withdrawn_at, row.token_digest, row.session_until = now, None, None
    db.session.flush()
