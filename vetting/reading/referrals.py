"""The referrals of a case to CVE: what could go along, what went, and what came back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may
from vetting.domain.material import Material
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.referrals import sendable
from vetting.domain.secrecy import Mark
from vetting.domain.swedish_time import swedish_day
from vetting.reading.checks import CaseHeading, case_heading
from vetting.records import referrals, secrecy_marks
from vetting.records.decision_papers import names_of_officers
from vetting.records.material import material_of


@dataclass(frozen=True)
class ReferralLine:
    """One referral. `answer` None: no opinion yet; `is_late`: it should have come."""

    id: str
    question_id: str
    reason: str
    items: tuple[Material, ...]
    by: str
    at: dt.datetime
    due_on: dt.date | None
    sent_on: dt.date | None
    sent_by: str
    is_late: bool
    answer: AnswerCode | None
    answered_on: dt.date | None
    paper_id: str | None


@dataclass(frozen=True)
class ReferralPage:
    """`choices`: what could go along; `marks`: which of it bears a secrecy mark; `is_open`: an opinion is
    awaited; `may_refer`: who prepares the case, while it is prepared."""

    head: CaseHeading
    choices: tuple[Material, ...]
    marks: Mapping[str, Mark]
    lines: tuple[ReferralLine, ...]
    is_open: bool
    may_refer: bool


def referral_page(case_id: str, *, actor: Actor, today: dt.date) -> ReferralPage:
    """The page of a case's referrals, in nine queries. Raises NotFound."""
    head = case_heading(case_id, actor=actor)
    material = {one.key: one for one in material_of(case_id)}
    rows = referrals.referrals_of(case_id)
    officers = {one for referral, _ in rows for one in (referral.made_by, referral.sent_by) if one}
    names = names_of_officers(officers) if officers else {}
    lines = tuple(
        ReferralLine(
            id=row.id,
            question_id=question.id,
            reason=row.reason,
            items=tuple(material[key] for key in row.items if key in material),
            by=names.get(row.made_by, ""),
            at=row.made_at,
            due_on=question.reply_due_on,
            sent_on=row.sent_on,
            sent_by=names.get(row.sent_by or "", ""),
            is_late=question.answered_at is None
            and question.reply_due_on is not None
            and question.reply_due_on < today,
            answer=AnswerCode(question.answer_code) if question.answer_code else None,
            answered_on=swedish_day(question.answered_at) if question.answered_at else None,
            paper_id=row.statement_paper_id,
        )
        for row, question in rows
    )
    may_refer = head.in_preparation and may(actor, Act.PREPARE_CASE, head.board_id)
    return ReferralPage(
        head=head,
        choices=sendable(tuple(material.values())),
        marks=secrecy_marks.marks_of(case_id),
        lines=lines,
        is_open=any(line.answer is None for line in lines),
        may_refer=may_refer,
    )
