"""What a partner's agent sees at its desk: own sources, own deliveries, and the questions put to it.

Of a case the desk knows only what the question itself says: its text, purpose and legal ground, and the
association's name and number. Never the case, its number, or who asked.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Row, Select, select

from vetting.domain import partner_answers
from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner, Stage
from vetting.reading.delivery_report import DeliveryLine
from vetting.reading.partner_sources import DeskSource, latest_deliveries, sources_of
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db

ANSWERED_SHOWN = 20
WAITING_SHOWN = 200


@dataclass(frozen=True)
class DeskQuestion:
    """A question as the partner sees it. `is_needed`: whether the municipality still awaits an answer."""

    id: str
    partner: Partner
    question: str
    ground: str
    association: str
    org_number: str | None
    asked_on: dt.date
    reply_due_on: dt.date | None
    is_overdue: bool
    reminded_on: dt.date | None
    is_needed: bool
    answer: AnswerCode | None
    function: str
    diary_number: str
    text: str
    answered_on: dt.date | None
    valid_until_on: dt.date | None
    is_usable: bool
    attachment: str  # the file's name
    digest: str  # of the attachment


@dataclass(frozen=True)
class PartnerDesk:
    """The overview; `waiting` with the first due first, `answered` the latest own answers."""

    partners: tuple[Partner, ...]
    sources: tuple[DeskSource, ...]
    deliveries: tuple[DeliveryLine, ...]
    waiting: tuple[DeskQuestion, ...]
    answered: tuple[DeskQuestion, ...]

    @property
    def overdue(self) -> int:
        """How many of those that wait should have been answered."""
        return sum(one.is_overdue for one in self.waiting)


def desk_of_partner(actor: Actor, *, today: dt.date) -> PartnerDesk:
    """The desk in four queries. Raises NotAllowed."""
    require(actor, Act.PARTNER_DESK)
    return PartnerDesk(
        partners=tuple(sorted(actor.partners)),
        sources=sources_of(actor, today=today),
        deliveries=latest_deliveries(actor),
        waiting=waiting_questions(actor, today=today),
        answered=_answered(actor, today),
    )


def waiting_questions(actor: Actor, *, today: dt.date) -> tuple[DeskQuestion, ...]:
    """Questions that wait for the actor's agency, the first due first. Raises NotAllowed."""
    require(actor, Act.PARTNER_DESK)
    rows = db.session.execute(
        _own(actor)
        .where(PartnerQuestion.answered_at.is_(None), Case.stage.in_(UNDER_PREPARATION))
        .order_by(
            PartnerQuestion.reply_due_on.is_(None), PartnerQuestion.reply_due_on, PartnerQuestion.asked_at
        )
        .limit(WAITING_SHOWN)
    )
    return tuple(_question(row, today) for row in rows)


def question_at_desk(question_id: str, *, actor: Actor, today: dt.date) -> DeskQuestion:
    """One question put to the actor's agency. Raises NotAllowed or NotFound."""
    require(actor, Act.PARTNER_DESK)
    row = db.session.execute(_own(actor).where(PartnerQuestion.id == question_id)).one_or_none()
    if row is None or (row[0].answered_at is not None and not row[0].is_from_partner):
        raise NotFound("not_found")
    return _question(row, today)


def _answered(actor: Actor, today: dt.date) -> tuple[DeskQuestion, ...]:
    rows = db.session.execute(
        _own(actor)
        .where(PartnerQuestion.is_from_partner)
        .order_by(PartnerQuestion.answered_at.desc(), PartnerQuestion.id)
        .limit(ANSWERED_SHOWN)
    )
    return tuple(_question(row, today) for row in rows)


def _own(actor: Actor) -> Select[PartnerQuestion, str, str | None, Stage]:
    return (
        select(PartnerQuestion, Association.name, Association.org_number, Case.stage)
        .join(Case, Case.id == PartnerQuestion.case_id)
        .join(Association, Association.id == Case.association_id)
        .where(PartnerQuestion.partner.in_(actor.partners))
    )


def _question(row: Row[PartnerQuestion, str, str | None, Stage], today: dt.date) -> DeskQuestion:
    one, association, org_number, stage = row
    answered_on = swedish_day(one.answered_at) if one.answered_at else None
    return DeskQuestion(
        id=one.id,
        partner=one.partner,
        question=one.question,
        ground=one.ground,
        association=association,
        org_number=org_number,
        asked_on=swedish_day(one.asked_at),
        reply_due_on=one.reply_due_on,
        is_overdue=answered_on is None and one.reply_due_on is not None and one.reply_due_on < today,
        reminded_on=swedish_day(one.reminded_at) if one.reminded_at else None,
        is_needed=answered_on is None and stage in UNDER_PREPARATION,
        answer=AnswerCode(one.answer_code) if one.answer_code else None,
        function=one.answered_by_function or "",
        diary_number=one.diary_number or "",
        text=one.answer_text or "",
        answered_on=answered_on,
        valid_until_on=one.valid_until_on,
        is_usable=partner_answers.is_usable(answered_on, one.valid_until_on, today),
        attachment=one.attachment_name or "",
        digest=one.attachment_digest or "",
    )
