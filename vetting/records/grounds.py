"""What grounds of a decision are built from, asked of the tables, and whether kept ones still stand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, select

from vetting.domain.answers import Answer as GivenAnswer
from vetting.domain.checklist import Checklist
from vetting.domain.decision_letter import LetterReason, letter_reason
from vetting.domain.ground_building import Recorded
from vetting.domain.ground_rules import require_standing
from vetting.domain.grounds import Ground, GroundAct, GroundEvidence
from vetting.domain.hearings import BEFORE_DECISION
from vetting.domain.parameters import values_of
from vetting.domain.terms import ActorRole
from vetting.domain.verdict import Verdict, evaluate
from vetting.records import hearings, secrecy_marks, sheets
from vetting.records.applications import Case
from vetting.records.assessments import Answer, Evidence, RecordedAct
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.decisions import Proposal


@dataclass(frozen=True)
class Basis:
    """What the case holds for grounds, answers that count for nothing left out, and what they amount to."""

    recorded: Recorded
    verdict: Verdict


def basis_of(case: Case, checklist: Checklist) -> Basis:
    """Answers with their evidence, acts and local rules. Three questions, however much there is."""
    answers, evidence = _answers_with_evidence(case.id, checklist)
    acts = _acts_of(case.id)
    parameters = values_of(checklist, sheets.parameter_texts(case))
    verdict = evaluate(checklist, answers, parameters=parameters, act_recorded=bool(acts))
    counting = {key: answer for key, answer in answers.items() if key not in verdict.set_aside}
    return Basis(Recorded(counting, parameters, acts, evidence), verdict)


def basis_to_propose_on(case: Case, checklist: Checklist) -> Basis:
    """As basis_of, with what the association has said of the material."""
    basis = basis_of(case, checklist)
    said = _said_in(case.id)
    recorded = replace(basis.recorded, comment=said["comment"], comment_considered=said["comment_considered"])
    return replace(basis, recorded=recorded)


def require_as_recorded(case: Case, proposal: Proposal, checklist: Checklist) -> None:
    """Raises Refused when the grounds of the proposal, or what they rest on, would not carry it today."""
    if not proposal.reasons:
        return
    require_standing(
        tuple(Ground.from_kept(kept) for kept in proposal.reasons),
        outcome=proposal.outcome,
        checklist=checklist,
        recorded=basis_of(case, checklist).recorded,
        applied_on=applied_on(case),
    )


def with_last_words(case_id: str, proposal: Proposal) -> list[dict[str, Any]]:
    """The grounds of the proposal, the negative ones with all that the association has said by now."""
    kept = list(proposal.reasons)
    if not any("comment" in ground for ground in kept):
        return kept
    said = _said_in(case_id)
    return [{**ground, **said} if "comment" in ground else ground for ground in kept]


def told_in_letter(case_id: str, proposal: Proposal) -> tuple[LetterReason, ...]:
    """The grounds as the letter tells the association of them, under the secrecy marks that stand."""
    rows = secrecy_marks.standing(case_id) if proposal.reasons else ()
    marks = hearings.marks_against(rows)
    withheld = {key: mark.ground for key, mark in marks.items()}
    passages = [row.passage for row in rows if row.passage and not row.is_open]
    return tuple(letter_reason(kept, withheld=withheld, passages=passages) for kept in proposal.reasons)


def applied_on(case: Case) -> dt.date:
    """The day the application came in, registered or not: later versions of it change no rule."""
    return case.received_on


def _said_in(case_id: str) -> dict[str, str]:
    """The association's own words in the case, and what was made of them."""
    said = [row for row in hearings.statements_of(case_id) if row.timing in BEFORE_DECISION]
    return {
        "comment": hearings.as_one_text(said),
        "comment_considered": "\n\n".join(row.considered for row in said if row.considered),
    }


def _acts_of(case_id: str) -> tuple[GroundAct, ...]:
    rows = db.session.scalars(
        select(RecordedAct)
        .where(RecordedAct.case_id == case_id)
        .order_by(RecordedAct.act_on, RecordedAct.recorded_at, RecordedAct.id)
    )
    return tuple(
        GroundAct(row.id, row.what, row.act_on, row.place, ActorRole(row.actor_role)) for row in rows
    )


def _answers_with_evidence(
    case_id: str, checklist: Checklist
) -> tuple[dict[str, GivenAnswer], dict[str, tuple[GroundEvidence, ...]]]:
    """The current answers by question, and the evidence for each in the order it came."""
    rows = db.session.execute(
        select(Answer, Evidence, Paper.file_digest)
        .outerjoin(
            Evidence,
            and_(Evidence.case_id == Answer.case_id, Evidence.question_id == Answer.question_id),
        )
        .outerjoin(Paper, Paper.id == Evidence.paper_id)
        .where(Answer.case_id == case_id, Answer.is_current)
        .order_by(Evidence.added_at, Evidence.id)
    )
    given: dict[str, Answer] = {}
    found: dict[str, tuple[GroundEvidence, ...]] = {}
    for answer, item, digest_of_paper in rows:
        given[answer.question_id] = answer
        if item is not None:
            held = _item(item, digest_of_paper or "", checklist)
            found[answer.question_id] = (*found.get(answer.question_id, ()), held)
    return {key: _given(answer, found.get(key, ())) for key, answer in given.items()}, found


def _given(answer: Answer, evidence: Sequence[GroundEvidence]) -> GivenAnswer:
    levels = tuple(item.level for item in evidence if not item.is_contrary)
    return GivenAnswer(answer.question_id, answer.value, answer.reason, levels)


def _item(row: Evidence, digest_of_paper: str, checklist: Checklist) -> GroundEvidence:
    words = checklist.words.evidence
    return GroundEvidence(
        id=row.id,
        kind=row.kind,
        kind_word=words[row.kind].sv if row.kind in words else row.kind,
        level=row.level,
        description=row.description,
        source=row.source,
        act_on=row.act_on,
        act_id=row.act_id,
        digest=row.file_digest or digest_of_paper,
        captured_at=row.captured_at,
        is_contrary=row.is_contrary,
    )
