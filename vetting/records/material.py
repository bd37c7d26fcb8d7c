"""The material of a case, collected from the tables it stands in. Four questions, however much there is."""

from collections.abc import Iterator

from sqlalchemy import select

from vetting.domain.material import Material, MaterialKind
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Judgement
from vetting.records.assessments import Evidence, RecordedAct
from vetting.records.cross_checks import CrossCheck, Hit, PartnerQuestion
from vetting.records.db import db
from vetting.records.signatories import Signatory
from vetting.records.snapshots import Source


def material_of(case_id: str) -> tuple[Material, ...]:
    """Every item of the case in the order it came. Of the hits those of the check that counts which
    a person judged to be the same."""
    items = [*_acts(case_id), *_evidence(case_id), *_hits(case_id), *_answers(case_id)]
    return tuple(sorted(items, key=lambda item: (item.added_at, item.key)))


def from_others(case_id: str) -> tuple[Material, ...]:
    """Its hits and answers alone: what came from other agencies or out of their registers."""
    return (*_hits(case_id), *_answers(case_id))


def _acts(case_id: str) -> Iterator[Material]:
    for row in db.session.scalars(select(RecordedAct).where(RecordedAct.case_id == case_id)):
        yield Material(
            MaterialKind.ACT, row.id, row.what, row.source, added_at=row.recorded_at, on=row.act_on
        )


def _evidence(case_id: str) -> Iterator[Material]:
    for row in db.session.scalars(select(Evidence).where(Evidence.case_id == case_id)):
        yield Material(
            MaterialKind.EVIDENCE,
            row.id,
            row.description,
            row.source,
            added_at=row.added_at,
            on=row.act_on,
            question_id=row.question_id,
            level=row.level,
            is_contrary=row.is_contrary,
            digest=row.file_digest or "",
        )


def _hits(case_id: str) -> Iterator[Material]:
    found = db.session.execute(
        select(Hit, Source.name, CrossCheck.run_at, Signatory.function)
        .join(Source, Source.id == Hit.source_id)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .outerjoin(Signatory, Signatory.id == Hit.signatory_id)
        .where(
            CrossCheck.case_id == case_id,
            CrossCheck.is_latest,
            Hit.judgement == Judgement.SAME,
            Hit.awaits_second.is_(False),
        )
    )
    for hit, source, run_at, function in found:
        yield Material(
            MaterialKind.HIT,
            hit.id,
            hit.name if function is None else "",  # persons are told of on the page of the hit alone
            source,
            added_at=run_at,
            on=swedish_day(run_at),
            code="" if function is None else function.value,
            about=_about(hit),
        )


def _about(hit: Hit) -> str:
    """Which signatory and which row it is about, the same in every run. What is read out of an answer has no
    row of its own: then the fingerprint of the facts."""
    row = hit.listing_id or hit.other_association_id or hit.fingerprint
    return f"{hit.signatory_id or ''}/{hit.source_id}/{row}"


def _answers(case_id: str) -> Iterator[Material]:
    asked = select(PartnerQuestion).where(
        PartnerQuestion.case_id == case_id, PartnerQuestion.answered_at.is_not(None)
    )
    for row in db.session.scalars(asked):
        if row.answered_at is None:
            continue
        text = ": ".join(part for part in (row.answer_code, row.answer_text) if part)
        yield Material(
            MaterialKind.ANSWER,
            row.id,
            text,
            row.partner.value,
            added_at=row.answered_at,
            on=swedish_day(row.answered_at),
            digest=row.attachment_digest or "",
            code=row.answer_code or "",
        )
