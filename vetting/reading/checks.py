"""What a case's cross-check found, in which snapshots of which dates, and what partners were asked."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from vetting.domain import partner_answers
from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.errors import NotFound
from vetting.domain.partner_answers import AnswerCode
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Band, CheckOutcome, Judgement, Partner, SourceState, Stage
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CrossCheck, Hit, HitJudgement, PartnerQuestion
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.snapshots import Source


@dataclass(frozen=True)
class CaseHeading:
    """Enough of a case to head a page with."""

    id: str
    case_number: str
    association: str
    board_id: str
    stage: Stage

    @property
    def in_preparation(self) -> bool:
        return self.stage in UNDER_PREPARATION


@dataclass(frozen=True)
class HitLine:
    """A hit in a list. `is_carried`: judged in an earlier run whose facts still hold."""

    id: str
    name: str
    band: Band
    score: float
    judgement: Judgement | None
    is_carried: bool


@dataclass(frozen=True)
class SourceResult:
    """What one source contributed; `considered` above `compared` when the cap bit."""

    key: str
    name: str
    partner: Partner
    as_of: dt.date | None
    age_days: int | None
    state: SourceState
    considered: int
    compared: int
    hits: tuple[HitLine, ...]


@dataclass(frozen=True)
class CheckSummary:
    """The run that counts. `runs`: how many there have been for the case."""

    id: str
    outcome: CheckOutcome
    run_at: dt.datetime
    run_by: str
    matcher_version: str
    runs: int
    sources: tuple[SourceResult, ...]

    @property
    def hits(self) -> tuple[HitLine, ...]:
        return tuple(hit for source in self.sources for hit in source.hits)

    @property
    def unjudged(self) -> tuple[HitLine, ...]:
        return tuple(hit for hit in self.hits if hit.judgement is None)


@dataclass(frozen=True)
class QuestionLine:
    """A question to a partner with its answer, if any, and whether that may still be relied on."""

    id: str
    case_id: str
    partner: Partner
    question: str
    ground: str
    channel: str
    asked_by: str
    asked_at: dt.datetime
    reply_due_on: dt.date | None
    is_overdue: bool
    answer: AnswerCode | None
    text: str
    function: str
    diary_number: str
    answered_on: dt.date | None
    valid_until_on: dt.date | None
    is_usable: bool
    needs_attention: bool


@dataclass(frozen=True)
class CaseChecks:
    """The part of a case page that tells of checks and questions; `check` is None before the first run."""

    case_id: str
    board_id: str
    in_preparation: bool
    check: CheckSummary | None
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True)
class WaitingHit:
    """A hit nobody has judged, for somebody's desk."""

    id: str
    case_id: str
    case_number: str
    association: str
    name: str
    band: Band
    run_at: dt.datetime


_judged = aliased(HitJudgement)
_LATEST = (
    select(Case.board_id, Case.stage, CrossCheck, Officer.display_name)
    .add_columns(
        select(func.count()).where(CrossCheck.case_id == bindparam("case_id")).scalar_subquery(),
    )
    .outerjoin(CrossCheck, and_(CrossCheck.case_id == Case.id, CrossCheck.is_latest))
    .outerjoin(Officer, Officer.id == CrossCheck.run_by)
    .where(Case.id == bindparam("case_id"))
    .order_by(CrossCheck.run_at.desc())
    .limit(1)
)
_SOURCES = (
    select(CheckedSource, Source.key, Source.name, Source.partner)
    .join(Source, Source.id == CheckedSource.source_id)
    .where(CheckedSource.check_id == bindparam("check_id"))
    .order_by(Source.name)
)
_HITS = select(Hit, exists().where(_judged.hit_id == Hit.id, _judged.carried_from_id.is_(None))).where(
    Hit.check_id == bindparam("check_id")
)
_QUESTIONS = (
    select(PartnerQuestion, Officer.display_name)
    .outerjoin(Officer, Officer.id == PartnerQuestion.asked_by)
    .order_by(PartnerQuestion.asked_at.desc(), PartnerQuestion.id)
)
_QUESTIONS_OF_CASE = _QUESTIONS.where(PartnerQuestion.case_id == bindparam("case_id"))


def checks_of_case(case_id: str, *, today: dt.date) -> CaseChecks:
    """The check that counts and all questions; the case's own page has asked for authority.

    Raises NotFound.
    """
    board_id, stage, check = _latest(case_id)
    rows = db.session.execute(_QUESTIONS_OF_CASE, {"case_id": case_id})
    questions = tuple(_question(one, name, today) for one, name in rows)
    return CaseChecks(case_id, board_id, stage in UNDER_PREPARATION, check, questions)


def case_heading(case_id: str, *, actor: Actor, act: Act = Act.SEE_CASES) -> CaseHeading:
    """The case. Raises NotFound when it is not there or lies in another board."""
    row = db.session.execute(
        select(Case.id, Case.case_number, Association.name, Case.board_id, Case.stage)
        .join(Association, Association.id == Case.association_id)
        .where(Case.id == case_id, *_in_boards(actor, act))
    ).one_or_none()
    if row is None:
        raise NotFound("not_found")
    return CaseHeading(*row)


def question_of(case_id: str, question_id: str, *, today: dt.date) -> QuestionLine:
    """One question of a case. Raises NotFound."""
    found = _questions((PartnerQuestion.id == question_id) & (PartnerQuestion.case_id == case_id), today)
    if not found:
        raise NotFound("not_found")
    return found[0]


def unjudged_hits(*, actor: Actor, limit: int = 50) -> tuple[WaitingHit, ...]:
    """Hits of the actor's boards that wait for a person, oldest first."""
    rows = db.session.execute(
        select(Hit.id, Case.id, Case.case_number, Association.name, Hit.name, Hit.band, CrossCheck.run_at)
        .join(CrossCheck, CrossCheck.id == Hit.check_id)
        .join(Case, Case.id == CrossCheck.case_id)
        .join(Association, Association.id == Case.association_id)
        .where(CrossCheck.is_latest, Hit.judgement.is_(None), Case.stage.in_(UNDER_PREPARATION))
        .where(*_in_boards(actor, Act.PREPARE_CASE))
        .order_by(CrossCheck.run_at, Hit.id)
        .limit(limit)
    )
    return tuple(WaitingHit(*row) for row in rows)


def overdue_questions(*, actor: Actor, today: dt.date) -> tuple[QuestionLine, ...]:
    """Questions of the actor's boards whose reply should have come."""
    cases = select(Case.id).where(Case.stage.in_(UNDER_PREPARATION), *_in_boards(actor, Act.PREPARE_CASE))
    late = PartnerQuestion.answered_at.is_(None) & (PartnerQuestion.reply_due_on < today)
    return _questions(late & PartnerQuestion.case_id.in_(cases), today)


def _in_boards(actor: Actor, act: Act) -> list[ColumnElement[bool]]:
    boards = boards_for(actor, act)
    return [] if boards is None else [Case.board_id.in_(boards)]


def _latest(case_id: str) -> tuple[str, Stage, CheckSummary | None]:
    """The case's board and stage, and the run that counts."""
    row = db.session.execute(_LATEST, {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound("not_found")
    board_id, stage, check, by, number = row
    if check is None:
        return board_id, stage, None
    summary = CheckSummary(
        id=check.id,
        outcome=check.outcome,
        run_at=check.run_at,
        run_by=by or check.run_by,
        matcher_version=check.matcher_version,
        runs=number,
        sources=_sources(check.id),
    )
    return board_id, stage, summary


def _sources(check_id: str) -> tuple[SourceResult, ...]:
    hits = _hits_by_source(check_id)
    rows = db.session.execute(_SOURCES, {"check_id": check_id})
    return tuple(
        SourceResult(
            key=key,
            name=name,
            partner=partner,
            as_of=one.as_of,
            age_days=one.age_days,
            state=one.state,
            considered=one.candidates,
            compared=one.compared,
            hits=tuple(hits.get(one.source_id, ())),
        )
        for one, key, name, partner in rows
    )


def _hits_by_source(check_id: str) -> dict[str, list[HitLine]]:
    rows = db.session.execute(_HITS, {"check_id": check_id})
    order = {band: at for at, band in enumerate(Band)}
    found: dict[str, list[HitLine]] = {}
    for hit, is_own in sorted(rows, key=lambda row: (order[row[0].band], -row[0].score, row[0].record_id)):
        carried = hit.judgement is not None and not is_own
        line = HitLine(hit.id, hit.name, hit.band, hit.score, hit.judgement, carried)
        found.setdefault(hit.source_id, []).append(line)
    return found


def _questions(which: ColumnElement[bool], today: dt.date) -> tuple[QuestionLine, ...]:
    rows = db.session.execute(_QUESTIONS.where(which))
    return tuple(_question(one, name, today) for one, name in rows)


def _question(one: PartnerQuestion, asked_by: str | None, today: dt.date) -> QuestionLine:
    answered_on = swedish_day(one.answered_at) if one.answered_at else None
    code = AnswerCode(one.answer_code) if one.answer_code else None
    return QuestionLine(
        id=one.id,
        case_id=one.case_id,
        partner=one.partner,
        question=one.question,
        ground=one.ground,
        channel=one.channel,
        asked_by=asked_by or one.asked_by,
        asked_at=one.asked_at,
        reply_due_on=one.reply_due_on,
        is_overdue=code is None and one.reply_due_on is not None and one.reply_due_on < today,
        answer=code,
        text=one.answer_text or "",
        function=one.answered_by_function or "",
        diary_number=one.diary_number or "",
        answered_on=answered_on,
        valid_until_on=one.valid_until_on,
        is_usable=partner_answers.is_usable(answered_on, one.valid_until_on, today),
        needs_attention=code is not None and partner_answers.needs_attention(one.partner, code),
    )
