"""How far a case has come, asked of its tables: what decisions need to know before they may be made."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, select

from vetting.domain import screening
from vetting.domain.answers import Answer
from vetting.domain.checklist import Checklist
from vetting.domain.decisions import Preparation
from vetting.domain.errors import NotFound
from vetting.domain.parameters import values_of
from vetting.domain.terms import Band, CheckOutcome, Judgement, OfficeRole, SourceState
from vetting.domain.verdict import Verdict, evaluate
from vetting.records import sheets
from vetting.records.applications import Application, Case, SupplementRequest
from vetting.records.cross_checks import CheckedSource, CheckOverride, CrossCheck, Hit
from vetting.records.db import db
from vetting.records.decisions import last_declaration
from vetting.records.judgements import WAITS
from vetting.records.signatories import Signatory
from vetting.records.snapshots import Source


@dataclass(frozen=True)
class CheckedSourceFacts:
    """What one source of a check was: `as_of` its own date, `hits` how many it gave, `reason` why it
    was not, or only in part, asked. `is_overridden`: somebody let the case go on without it."""

    name: str
    as_of: dt.date | None
    state: SourceState
    hits: int
    reason: str = ""
    is_mandatory: bool = False
    is_overridden: bool = False

    @property
    def is_reliable(self) -> bool:
        return screening.is_reliable(self.state, self.reason)


@dataclass(frozen=True)
class HitFacts:
    """A hit. About a declared signatory it has their `function` and no name: persons are told of on the page
    of the hit alone."""

    name: str
    source: str
    band: Band
    judgement: Judgement | None
    waits: bool  # for a person's word, or a second person's
    function: OfficeRole | None = None


@dataclass(frozen=True)
class CheckFacts:
    """The cross-check that counts for a case, with its sources by name and its hits, the nearest first."""

    id: str
    outcome: CheckOutcome
    run_at: dt.datetime
    sources: tuple[CheckedSourceFacts, ...]
    hits: tuple[HitFacts, ...]
    is_outdated: bool = False  # facts or signatories changed since

    @property
    def unjudged(self) -> int:
        return sum(hit.waits for hit in self.hits)

    @property
    def unsettled(self) -> int:
        """Hits judged to be the same, or unsure: the grant is followed more closely."""
        return sum(hit.judgement in (Judgement.SAME, Judgement.UNSURE) for hit in self.hits)

    @property
    def unreliable_sources(self) -> tuple[str, ...]:
        return tuple(source.name for source in self.sources if not source.is_reliable)

    @property
    def blocking_sources(self) -> tuple[str, ...]:
        """Mandatory sources that could not be relied on, and that nobody let the case go on without."""
        return tuple(
            source.name
            for source in self.sources
            if source.is_mandatory and not source.is_reliable and not source.is_overridden
        )


def newest_application(case_id: str) -> Application:
    """The version of the application that is judged. Raises NotFound."""
    found = db.session.scalar(
        select(Application)
        .where(Application.case_id == case_id)
        .order_by(Application.version.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound("not_found")
    return found


def answers_and_verdict(case: Case, checklist: Checklist) -> tuple[Mapping[str, Answer], Verdict]:
    """The current answers, and what they amount to with the board's own parameters."""
    texts = sheets.parameter_texts(case)
    answers = sheets.answers_standing(case.id)
    verdict = evaluate(
        checklist,
        answers,
        parameters=values_of(checklist, texts),
        act_recorded=sheets.act_is_recorded(case.id),
    )
    return answers, verdict


def check_that_counts(case_id: str) -> CheckFacts | None:
    """The latest cross-check of a case with its sources and hits; None when none was made."""
    check = db.session.scalar(
        select(CrossCheck).where(CrossCheck.case_id == case_id, CrossCheck.is_latest).limit(1)
    )
    if check is None:
        return None
    sources = db.session.execute(
        select(
            Source.name,
            CheckedSource.as_of,
            CheckedSource.state,
            CheckedSource.hits,
            CheckedSource.reason,
            CheckedSource.is_mandatory,
            CheckOverride.check_id.is_not(None),
        )
        .join(Source, Source.id == CheckedSource.source_id)
        .outerjoin(
            CheckOverride,
            (CheckOverride.check_id == CheckedSource.check_id)
            & (CheckOverride.source_id == CheckedSource.source_id),
        )
        .where(CheckedSource.check_id == check.id)
        .order_by(Source.name)
    )
    return CheckFacts(
        id=check.id,
        outcome=check.outcome,
        run_at=check.run_at,
        sources=tuple(CheckedSourceFacts(*row) for row in sources),
        hits=_hits_of(check.id),
        is_outdated=check.is_outdated,
    )


def _hits_of(check_id: str) -> tuple[HitFacts, ...]:
    rows = db.session.execute(
        select(
            case((Hit.signatory_id.is_(None), Hit.name), else_=""),
            Source.name, Hit.band, Hit.judgement, WAITS, Signatory.function,
        )
        .join(Source, Source.id == Hit.source_id)
        .outerjoin(Signatory, Signatory.id == Hit.signatory_id)
        .where(Hit.check_id == check_id)
        .order_by(Hit.score.desc(), Hit.id)
    )  # fmt: skip
    return tuple(HitFacts(*row) for row in rows)


def preparation_of(
    case_id: str, officer_id: str, *, check: CheckFacts | None, verdict: Verdict
) -> Preparation:
    """The facts behind every blocker, as the rules see them."""
    supplement = (
        select(SupplementRequest.due_on)
        .where(SupplementRequest.case_id == case_id, SupplementRequest.answered_at.is_(None))
        .order_by(SupplementRequest.due_on)
        .limit(1)
    )
    said = last_declaration(case_id, officer_id)
    supplement_due_on, declared = db.session.execute(
        select(supplement.scalar_subquery(), said.scalar_subquery())
    ).one()
    return Preparation(
        unanswered=verdict.unanswered,
        lacking=tuple(lack.question_id for lack in verdict.lacking),
        forbidden=verdict.forbidden,
        unjudged_hits=0 if check is None else check.unjudged,
        has_check=check is not None,
        is_outdated=check is not None and check.is_outdated,
        incomplete_sources=() if check is None else check.unreliable_sources,
        blocking_sources=() if check is None else check.blocking_sources,
        is_incomplete=check is not None and check.outcome is CheckOutcome.INCOMPLETE,
        supplement_due_on=supplement_due_on,
        declared=declared,
    )
