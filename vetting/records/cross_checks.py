"""Cross-checks against snapshots, their hits and people's judgements, and questions to partners."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, select, update
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.errors import NotFound
from vetting.domain.terms import Band, CheckOutcome, Judgement, Partner, SourceState
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class CrossCheck(Base):
    """One run for one association. Keeps what was asked and the matcher's version."""

    __tablename__ = "cross_checks"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    association_id: Mapped[str] = mapped_column(ForeignKey("associations.id"), index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("cases.id"), index=True)
    is_latest: Mapped[bool] = mapped_column(default=True)  # the run that counts for its case
    asked: Mapped[dict[str, object]] = mapped_column(JSON)  # the facts the run used
    signatories: Mapped[int] = mapped_column(default=0)  # how many declared ones were asked about
    is_outdated: Mapped[bool] = mapped_column(default=False)  # facts or signatories changed since
    outcome: Mapped[CheckOutcome] = mapped_column(Word(CheckOutcome))
    matcher_version: Mapped[str] = mapped_column(String(60))
    settings_version: Mapped[str] = mapped_column(String(40))  # of the thresholds
    run_by: Mapped[str] = mapped_column(String(40))
    run_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class CheckedSource(Base):
    """What one source contributed to a check: which snapshot, how old, how many candidates and hits."""

    __tablename__ = "checked_sources"

    check_id: Mapped[str] = mapped_column(ForeignKey("cross_checks.id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), primary_key=True)
    snapshot_id: Mapped[str | None] = mapped_column(ForeignKey("snapshots.id"))
    as_of: Mapped[dt.date | None]
    age_days: Mapped[int | None]
    state: Mapped[SourceState] = mapped_column(Word(SourceState))
    candidates: Mapped[int] = mapped_column(default=0)  # all that were near enough to look at
    compared: Mapped[int] = mapped_column(default=0)  # fewer when the cap bit
    hits: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(String(80), default="")  # why it was not, or only in part, asked
    facts: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)  # what an identity source told
    is_mandatory: Mapped[bool] = mapped_column(default=False)
    signatories: Mapped[int] = mapped_column(default=0)  # how many of them it was asked about
    inquiry_id: Mapped[str | None] = mapped_column(String(16), index=True)
    weights_version: Mapped[str] = mapped_column(String(80), default="")
    rivals: Mapped[list[dict[str, object]]] = mapped_column(
        JSON, default=list
    )  # near, but no hits of their own


class Hit(Base):
    """A listing, a row of the own directory, or an answer, near the association. A question for a person."""

    __tablename__ = "hits"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN listing_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN other_association_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN inquiry_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_record",
        ),
        Index("ix_hits_source_record", "source_id", "record_id"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    check_id: Mapped[str] = mapped_column(ForeignKey("cross_checks.id"), index=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"))
    listing_id: Mapped[str | None] = mapped_column(ForeignKey("listings.id"), index=True)
    other_association_id: Mapped[str | None] = mapped_column(ForeignKey("associations.id"))
    inquiry_id: Mapped[str | None] = mapped_column(ForeignKey("inquiries.id"))  # out of an answer
    signatory_id: Mapped[str | None] = mapped_column(ForeignKey("signatories.id"))  # None: the association
    record_id: Mapped[str] = mapped_column(String(120))
    record: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)  # as the run saw it
    name: Mapped[str] = mapped_column(String(400))
    band: Mapped[Band] = mapped_column(Word(Band))
    score: Mapped[float]
    reasons: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)  # of both sides' facts
    judgement: Mapped[Judgement | None] = mapped_column(Word(Judgement))  # the latest word, see HitJudgement
    awaits_second: Mapped[bool] = mapped_column(default=False)  # that word holds when another person agrees
    needs_judgement: Mapped[bool] = mapped_column(default=True)  # not where a register only tells who it is


class HitJudgement(Base):
    """A person's word on a hit; only followed by a later one, never overwritten."""

    __tablename__ = "hit_judgements"

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    hit_id: Mapped[str] = mapped_column(ForeignKey("hits.id"), index=True)
    judgement: Mapped[Judgement] = mapped_column(Word(Judgement))
    reason: Mapped[str] = mapped_column(Text)
    judged_by: Mapped[str] = mapped_column(String(40))
    judged_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    carried_from_id: Mapped[str | None] = mapped_column(ForeignKey("hit_judgements.id"))  # of an earlier run
    seconds_id: Mapped[str | None] = mapped_column(ForeignKey("hit_judgements.id"))  # the word it agrees with


class CheckOverride(Base):
    """A unit head's word that a case may go on although a mandatory source was too old or silent."""

    __tablename__ = "check_overrides"

    check_id: Mapped[str] = mapped_column(ForeignKey("cross_checks.id"), primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id"), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    overridden_by: Mapped[str] = mapped_column(String(40))
    overridden_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PartnerQuestion(Base):
    """A question to a partner agency with purpose and legal route, and its dated, minimal answer."""

    __tablename__ = "partner_questions"
    __table_args__ = (
        CheckConstraint(
            "(answered_at IS NULL) = (answer_code IS NULL)",
            name="answer_whole",
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    partner: Mapped[Partner] = mapped_column(Word(Partner))
    question: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(String(300))  # purpose and legal route
    channel: Mapped[str] = mapped_column(String(40))
    asked_by: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    reply_due_on: Mapped[dt.date | None]
    answer_code: Mapped[str | None] = mapped_column(String(40))
    answer_text: Mapped[str | None] = mapped_column(Text)
    answered_by_function: Mapped[str | None] = mapped_column(String(120))  # a function, never a person
    diary_number: Mapped[str | None] = mapped_column(String(60))
    valid_until_on: Mapped[dt.date | None]
    answered_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    recorded_by: Mapped[str | None] = mapped_column(String(40))
    is_from_partner: Mapped[bool] = mapped_column(default=False)  # written at the partner's own desk
    reminded_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    attachment_digest: Mapped[str | None] = mapped_column(ForeignKey("stored_files.digest"))
    attachment_name: Mapped[str | None] = mapped_column(String(200))


def case_to_check(case_id: str) -> Case:
    """The case, locked until the deed ends. Raises NotFound."""
    found = db.session.get(Case, case_id, with_for_update=True)
    if found is None:
        raise NotFound("not_found")
    return found


def association_of(case_id: str) -> str:
    """Whose case it is. Raises NotFound."""
    found = db.session.scalar(select(Case.association_id).where(Case.id == case_id))
    if found is None:
        raise NotFound("not_found")
    return found


def association_to_check(association_id: str, *, lock: bool = False) -> Association:
    """The association, with `lock` unchanged until the deed ends. Raises NotFound."""
    found = db.session.get(Association, association_id, with_for_update={"key_share": True} if lock else None)
    if found is None:
        raise NotFound("not_found")
    return found


def set_aside_earlier(association_id: str, case_id: str | None) -> None:
    """The runs before are history: only the newest counts for its case."""
    same = CrossCheck.case_id == case_id if case_id else CrossCheck.case_id.is_(None)
    db.session.execute(
        update(CrossCheck)
        .where(CrossCheck.association_id == association_id, same, CrossCheck.is_latest)
        .values(is_latest=False)
        .execution_options(synchronize_session=False)
    )


def hit_to_judge(hit_id: str) -> tuple[Hit, CrossCheck, Case | None]:
    """A hit with its run and case, locked until the deed ends: first the case, as whoever waited for it looks
    again at what was said of the hit meanwhile. Raises NotFound."""
    row = db.session.execute(
        select(Hit, CrossCheck).join(CrossCheck, CrossCheck.id == Hit.check_id).where(Hit.id == hit_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    hit, check = row
    case = case_to_check(check.case_id) if check.case_id else None
    db.session.refresh(check)
    db.session.refresh(hit, with_for_update=True)
    return hit, check, case


def keep_rows(rows: Sequence[CrossCheck | CheckedSource | Hit]) -> None:
    """Keeps what a run found."""
    db.session.add_all(rows)
    db.session.flush()
