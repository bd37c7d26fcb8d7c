"""What the retention plan says is kept no longer: found case by case, removed, and marked as removed."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, delete, exists, literal, or_, select, update

from vetting.domain.answers import STRONG_LEVELS
from vetting.domain.checklist import INDICATION, PROVEN
from vetting.domain.retention_plan import PlanRow, last_day_carried_out, last_day_due
from vetting.domain.swedish_time import SWEDEN
from vetting.domain.terms_disposal import RecordKind
from vetting.records.announcements import Announcement
from vetting.records.applications import Case
from vetting.records.assessments import Answer, CaseQuestion, Evidence, RecordedAct
from vetting.records.booking_contacts import OutOfTime
from vetting.records.db import db
from vetting.records.decisions import Decision, Proposal
from vetting.records.files import columns_resting
from vetting.records.retention_plan import Disposal, Lead, boards_excepted

RECENT = dt.timedelta(days=7)  # so long a stop on the way may delay that a file goes


@dataclass(frozen=True)
class Due:
    """What of a case is kept no longer. A question of `questions` loses its indicated answers."""

    evidence: Sequence[Evidence] = ()
    acts: Sequence[RecordedAct] = ()
    answers: Sequence[Answer] = ()
    questions: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        return len(self.evidence) + len(self.acts) + len(self.answers)


def cases_with_old_leads(last_day: dt.date, kept_boards: Collection[str]) -> Sequence[str]:
    """Cases with a lead that came by that day and that nobody has verified; not those of `kept_boards`."""
    return db.session.scalars(
        select(Evidence.case_id)
        .join(Case, Case.id == Evidence.case_id)
        .where(*_old_leads(last_day), Case.board_id.not_in(kept_boards))
        .distinct()
        .order_by(Evidence.case_id)
    ).all()


def cases_in_force(last_day: dt.date, kept_boards: Collection[str]) -> Sequence[str]:
    """Cases whose decision had gained force by that day and that still hold an indication or an act."""
    indicated = exists().where(Answer.case_id == Case.id, Answer.value == INDICATION)
    acted = exists().where(RecordedAct.case_id == Case.id)
    return db.session.scalars(
        select(Case.id)
        .join(Decision, Decision.case_id == Case.id)
        .join(Announcement, Announcement.decision_id == Decision.id)
        .where(
            Announcement.appeal_until_on < last_day,
            Case.board_id.not_in(kept_boards),
            or_(indicated, acted),
        )
        .order_by(Case.id)
    ).all()


def leads_due(case_id: str, last_day: dt.date) -> Due:
    """Its old unverified leads, but for what a proposal or decision rests on and what stands beside proof."""
    proven, cited = _proven(case_id), _cited(case_id)
    rows = db.session.scalars(
        select(Evidence).where(Evidence.case_id == case_id, *_old_leads(last_day)).order_by(Evidence.id)
    )
    return Due(evidence=[row for row in rows if row.question_id not in proven and row.id not in cited])


def indications_due(case_id: str, without: Collection[str] = ()) -> Due:
    """What was indicated and never proven: the answers that say so, evidence for them, acts nobody proved.
    `without`: evidence that another rule removes first."""
    proven, cited = _proven(case_id), _cited(case_id)
    kept = proven | cited
    answers = [
        row
        for row in db.session.scalars(
            select(Answer).where(Answer.case_id == case_id, Answer.value == INDICATION).order_by(Answer.id)
        )
        if row.question_id not in kept
    ]
    questions = frozenset(row.question_id for row in answers)
    rows = db.session.scalars(select(Evidence).where(Evidence.case_id == case_id).order_by(Evidence.id))
    evidence = [row for row in rows if row.id not in without]
    acts = list(
        db.session.scalars(select(RecordedAct).where(RecordedAct.case_id == case_id).order_by(RecordedAct.id))
    )
    carried = {row.act_id for row in evidence if row.question_id in kept or row.id in cited} | cited
    unproven = {act.id for act in acts} - carried
    gone = [
        row
        for row in evidence
        if row.id not in cited and (row.question_id in questions or row.act_id in unproven)
    ]
    return Due(gone, [act for act in acts if act.id in unproven], answers, questions)


def contacts_due(plan: Mapping[RecordKind, PlanRow], today: dt.date) -> OutOfTime | None:
    """Which contact details of bookings are kept no longer; None when none are. A contract that was
    terminated ties others to it as long as the grounds of a decision are kept."""
    rule = plan[RecordKind.BOOKING_CONTACT]
    last_day = last_day_carried_out(rule, today)
    if last_day is None:
        return None
    return OutOfTime(last_day, last_day_due(plan[RecordKind.GROUND], today), boards_excepted(rule.kind))


def remove(case_id: str, due: Due, rule: PlanRow, now: dt.datetime) -> None:
    """Removes what is due and leaves a marker for each; what nobody signed of it goes from old proposals."""
    items = [
        *((f"evidence:{row.id}", row.question_id, row.file_digest or "") for row in due.evidence),
        *((f"act:{row.id}", "", "") for row in due.acts),
        *((f"answer:{row.id}", row.question_id, "") for row in due.answers),
    ]
    db.session.add_all(_marker(case_id, item, rule, now) for item in items)
    ids = [row.id for row in due.evidence]
    db.session.execute(delete(Lead).where(Lead.evidence_id.in_(ids)))
    db.session.execute(delete(Evidence).where(Evidence.id.in_(ids)))
    db.session.execute(delete(RecordedAct).where(RecordedAct.id.in_([row.id for row in due.acts])))
    db.session.execute(delete(Answer).where(Answer.id.in_([row.id for row in due.answers])))
    db.session.execute(
        update(CaseQuestion)
        .where(CaseQuestion.case_id == case_id, CaseQuestion.question_id.in_(due.questions))
        .values(is_required=False)
    )
    _clear_unsigned(case_id, {*ids, *(row.id for row in due.acts)}, due.questions)


def files_to_forget(now: dt.datetime) -> tuple[str, ...]:
    """Digests of files that went with something lately and that no row rests on any more."""
    gone = db.session.scalars(
        select(Disposal.digest)
        .where(Disposal.digest != "", Disposal.disposed_at >= now - RECENT)
        .distinct()
        .order_by(Disposal.digest)
    ).all()
    return tuple(digest for digest in gone if not _is_rested_on(digest))


def _is_rested_on(digest: str) -> bool:
    return any(
        db.session.scalar(select(literal(1)).where(column == digest).limit(1)) for column in columns_resting()
    )


def _old_leads(last_day: dt.date) -> tuple[Any, ...]:
    """Conditions of evidence that is a lead, came by the end of that day, and was verified by nobody."""
    before = dt.datetime.combine(last_day + dt.timedelta(days=1), dt.time(), SWEDEN)
    verified = exists().where(and_(Lead.evidence_id == Evidence.id, Lead.verified_at.is_not(None)))
    return Evidence.level > max(STRONG_LEVELS), Evidence.added_at < before, ~verified


def _proven(case_id: str) -> frozenset[str]:
    """Questions whose answer stands as proven."""
    return frozenset(
        db.session.scalars(
            select(Answer.question_id).where(
                Answer.case_id == case_id, Answer.is_current, Answer.value == PROVEN
            )
        )
    )


def _cited(case_id: str) -> frozenset[str]:
    """Ids of questions, evidence and acts in the grounds that were signed or wait to be."""
    signed = exists().where(Decision.proposal_id == Proposal.id)
    rows = db.session.scalars(
        select(Proposal.reasons).where(Proposal.case_id == case_id, or_(signed, Proposal.is_open))
    )
    return frozenset(one for kept in rows for one in _named_in(kept))


def _named_in(kept: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for ground in kept:
        yield ground["question_id"]
        for part in ("evidence", "contrary", "acts"):
            yield from (one["id"] for one in ground.get(part, ()))


def _clear_unsigned(case_id: str, gone: Collection[str], questions: Collection[str]) -> None:
    """Grounds of proposals that were sent back lose what was removed."""
    signed = exists().where(Decision.proposal_id == Proposal.id)
    rows = db.session.scalars(select(Proposal).where(Proposal.case_id == case_id, ~signed, ~Proposal.is_open))
    for row in rows:
        left = [
            ground
            for ground in row.reasons
            if ground["question_id"] not in questions and not set(_named_in([ground])) & set(gone)
        ]
        if len(left) != len(row.reasons):
            row.reasons = left


def _marker(case_id: str, item: tuple[str, str, str], rule: PlanRow, now: dt.datetime) -> Disposal:
    name, question_id, digest = item
    return Disposal(
        case_id=case_id,
        kind=rule.kind,
        item=name,
        question_id=question_id,
        rule_days=rule.days or 0,
        rule_in_force_on=rule.in_force_on,
        rule_adopted_by=rule.adopted_by,
        digest=digest,
        disposed_at=now,
    )
