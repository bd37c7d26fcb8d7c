"""Questions to partners: found, kept, and those whose answer is due."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import or_, select

from vetting.domain.errors import NotFound
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import Partner, Role
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion, case_to_check
from vetting.records.db import db
from vetting.records.officers import ApiToken, Appointment, Officer


def keep_question(question: PartnerQuestion) -> str:
    """Keeps a new question and gives its id."""
    db.session.add(question)
    db.session.flush()
    return question.id


def question_with_case(question_id: str) -> tuple[PartnerQuestion, Case]:
    """A question with its case, locked until the deed ends. Raises NotFound."""
    found = db.session.get(PartnerQuestion, question_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound("not_found")
    return found, case_to_check(found.case_id)


def place_of(question_id: str) -> tuple[str, str]:
    """The case and the board of a question. Raises NotFound."""
    row = db.session.execute(
        select(Case.id, Case.board_id)
        .join(PartnerQuestion, PartnerQuestion.case_id == Case.id)
        .where(PartnerQuestion.id == question_id)
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return row[0], row[1]


def due_questions(today: dt.date, *, reminded_before: dt.datetime) -> Sequence[PartnerQuestion]:
    """Unanswered questions that are due and not reminded of since that time, of cases under preparation."""
    due = (PartnerQuestion.answered_at.is_(None), PartnerQuestion.reply_due_on <= today)
    quiet = or_(PartnerQuestion.reminded_at.is_(None), PartnerQuestion.reminded_at <= reminded_before)
    return db.session.scalars(
        select(PartnerQuestion)
        .join(Case, Case.id == PartnerQuestion.case_id)
        .where(*due, quiet, Case.stage.in_(UNDER_PREPARATION))
        .order_by(PartnerQuestion.reply_due_on, PartnerQuestion.id)
        .with_for_update(of=PartnerQuestion)
    ).all()


def answers_here(partner: Partner) -> bool:
    """Whether the partner has somebody at its desk here: an active agent, or a system with a valid key."""
    agent = (
        select(Appointment.id)
        .join(Officer, Officer.id == Appointment.officer_id)
        .where(Officer.is_active, Appointment.role == Role.PARTNER_AGENT, Appointment.partner == partner)
    )
    system = select(ApiToken.id).where(
        ApiToken.partner == partner,
        ApiToken.revoked_at.is_(None),
        ApiToken.scopes.contains("questions:answer"),
    )
    return any(db.session.scalar(one.limit(1)) is not None for one in (agent, system))
