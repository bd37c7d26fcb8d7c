"""What a case's cross-check found, in which snapshots of which dates, and what partners were asked."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from vetting.domain.answer_facts import Fact, facts_in, missing_facts
from vetting.domain.authority import Act, Actor, boards_for
from vetting.domain.errors import NotFound
from vetting.domain.stages import UNDER_PREPARATION
from vetting.domain.terms import Band, CheckOutcome, Judgement, OfficeRole, Partner, SourceState, Stage
from vetting.reading.partner_questions import QuestionLine, questions_of
from vetting.records.applications import Case
from vetting.records.associations import Association
from vetting.records.cross_checks import CheckedSource, CheckOverride, CrossCheck, Hit, HitJudgement
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.signatories import Signatory
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
    """A hit in a list. `is_carried`: judged in an earlier run whose facts still hold. `waits`: for a person's
    word, or for the second person's; `needs_judgement` is False where a register only tells who it is. Of a
    declared signatory it has the `function` and no name."""

    id: str
    name: str
    band: Band
    score: float
    judgement: Judgement | None
    is_carried: bool
    needs_judgement: bool = True
    awaits_second: bool = False
    function: OfficeRole | None = None

    @property
    def waits(self) -> bool:
        return self.awaits_second or (self.needs_judgement and self.judgement is None)


@dataclass(frozen=True)
class Override:
    """A unit head's word that the case goes on without a mandatory source."""

    by: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class SourceResult:
    """What one source contributed; `considered` above `compared` when not all that was near was compared.
    `reason` is a code: why it answered in part or not at all."""

    key: str
    name: str
    partner: Partner
    as_of: dt.date | None
    age_days: int | None
    state: SourceState
    considered: int
    compared: int
    hits: tuple[HitLine, ...]
    reason: str = ""
    answer: tuple[Fact, ...] = ()  # of a register that is asked number by number
    is_answer: bool = False
    missing: tuple[str, ...] = ()  # facts that did not arrive with the answer
    signatories: int = 0  # how many of them it was asked about
    override: Override | None = None


@dataclass(frozen=True)
class CheckSummary:
    """The run that counts. `runs`: how many there have been for the case."""

    id: str
    outcome: CheckOutcome
    run_at: dt.datetime
    run_by: str
    matcher_version: str
    runs: int
    is_outdated: bool
    sources: tuple[SourceResult, ...]

    @property
    def hits(self) -> tuple[HitLine, ...]:
        return tuple(hit for source in self.sources for hit in source.hits)

    @property
    def unjudged(self) -> tuple[HitLine, ...]:
        return tuple(hit for hit in self.hits if hit.waits)

    @property
    def next_hit(self) -> HitLine | None:
        """The hit to open first: one nobody has judged, else one that waits for a second person."""
        return min(self.unjudged, key=lambda hit: hit.awaits_second, default=None)


@dataclass(frozen=True)
class CaseChecks:
    """The part of a case page that tells of checks and questions; `check` is None before the first run."""

    case_id: str
    board_id: str
    in_preparation: bool
    check: CheckSummary | None
    questions: tuple[QuestionLine, ...]
    signatories: int  # how many sign for the association now; who, on their own page


_judged = aliased(HitJudgement)
_LATEST = (
    select(Case.board_id, Case.stage, CrossCheck, Officer.display_name)
    .add_columns(
        select(func.count()).where(CrossCheck.case_id == bindparam("case_id")).scalar_subquery(),
        select(func.count())
        .where(Signatory.case_id == bindparam("case_id"), Signatory.ended_at.is_(None))
        .scalar_subquery(),
    )
    .outerjoin(CrossCheck, and_(CrossCheck.case_id == Case.id, CrossCheck.is_latest))
    .outerjoin(Officer, Officer.id == CrossCheck.run_by)
    .where(Case.id == bindparam("case_id"))
    .order_by(CrossCheck.run_at.desc())
    .limit(1)
)
_SOURCES = (
    select(CheckedSource, Source.key, Source.name, Source.partner, CheckOverride, Officer.display_name)
    .join(Source, Source.id == CheckedSource.source_id)
    .outerjoin(
        CheckOverride,
        and_(
            CheckOverride.check_id == CheckedSource.check_id,
            CheckOverride.source_id == CheckedSource.source_id,
        ),
    )
    .outerjoin(Officer, Officer.id == CheckOverride.overridden_by)
    .where(CheckedSource.check_id == bindparam("check_id"))
    .order_by(Source.name)
)
_HITS = (
    select(Hit, exists().where(_judged.hit_id == Hit.id, _judged.carried_from_id.is_(None)))
    .add_columns(Signatory.function)
    .outerjoin(Signatory, Signatory.id == Hit.signatory_id)
    .where(Hit.check_id == bindparam("check_id"))
)


def checks_of_case(case_id: str, *, today: dt.date) -> CaseChecks:
    """The check that counts and all questions; the case's own page has asked for authority.

    Raises NotFound.
    """
    board_id, stage, check, signatories = _latest(case_id)
    questions = questions_of(case_id, today=today)
    return CaseChecks(case_id, board_id, stage in UNDER_PREPARATION, check, questions, signatories)


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


def _in_boards(actor: Actor, act: Act) -> list[ColumnElement[bool]]:
    boards = boards_for(actor, act)
    return [] if boards is None else [Case.board_id.in_(boards)]


def _latest(case_id: str) -> tuple[str, Stage, CheckSummary | None, int]:
    """The case's board and stage, the run that counts, and how many sign for the association."""
    row = db.session.execute(_LATEST, {"case_id": case_id}).one_or_none()
    if row is None:
        raise NotFound("not_found")
    board_id, stage, check, by, number, signatories = row
    if check is None:
        return board_id, stage, None, signatories
    summary = CheckSummary(
        id=check.id,
        outcome=check.outcome,
        run_at=check.run_at,
        run_by=by or check.run_by,
        matcher_version=check.matcher_version,
        runs=number,
        is_outdated=check.is_outdated,
        sources=_sources(check.id),
    )
    return board_id, stage, summary, signatories


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
            reason=one.reason,
            answer=facts_in(one.facts),
            is_answer=one.inquiry_id is not None,
            missing=missing_facts(one.facts),
            signatories=one.signatories,
            override=_override(said, by),
        )
        for one, key, name, partner, said, by in rows
    )


def _override(said: CheckOverride | None, by: str | None) -> Override | None:
    return Override(by or said.overridden_by, said.overridden_at, said.reason) if said else None


def _hits_by_source(check_id: str) -> dict[str, list[HitLine]]:
    rows = db.session.execute(_HITS, {"check_id": check_id})
    order = {band: at for at, band in enumerate(Band)}
    found: dict[str, list[HitLine]] = {}
    for hit, is_own, function in sorted(
        rows, key=lambda row: (order[row[0].band], -row[0].score, row[0].record_id)
    ):
        carried = hit.judgement is not None and not is_own
        line = HitLine(
            hit.id,
            "" if function else hit.name,
            hit.band,
            hit.score,
            hit.judgement,
            carried,
            hit.needs_judgement,
            hit.awaits_second,
            function,
        )
        found.setdefault(hit.source_id, []).append(line)
    return found
