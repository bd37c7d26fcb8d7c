"""Questions asked of a case's checklist: what is answered, on what it rests, what must be answered."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, insert, select, update

from vetting.domain.answers import Answer as GivenAnswer
from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound
from vetting.domain.parameters import values_of
from vetting.domain.verdict import required_questions
from vetting.records.applications import Case
from vetting.records.assessments import Answer, CaseQuestion, Evidence, LocalParameter, RecordedAct
from vetting.records.associations import Paper
from vetting.records.db import db
from vetting.records.files import StoredFile
from vetting.records.officers import Officer


def case_in_hand(case_id: str) -> Case:
    """The case, locked until the deed is done. Raises NotFound."""
    case = db.session.get(Case, case_id, with_for_update=True, populate_existing=True)
    if case is None:
        raise NotFound("not_found")
    return case


def answers_standing(case_id: str) -> dict[str, GivenAnswer]:
    """The current answers by question, with the levels of the evidence that supports them."""
    rows = db.session.scalars(select(Answer).where(Answer.case_id == case_id, Answer.is_current))
    levels = supporting_levels(case_id)
    return {
        row.question_id: GivenAnswer(row.question_id, row.value, row.reason, levels.get(row.question_id, ()))
        for row in rows
    }


def supporting_levels(case_id: str) -> dict[str, tuple[int, ...]]:
    """Levels of the evidence by question; contrary evidence supports no answer and is left out."""
    levels: dict[str, tuple[int, ...]] = {}
    pairs = db.session.execute(
        select(Evidence.question_id, Evidence.level).where(
            Evidence.case_id == case_id, Evidence.is_contrary.is_(False)
        )
    )
    for question_id, level in pairs:
        levels[question_id] = (*levels.get(question_id, ()), level)
    return levels


def act_is_recorded(case_id: str) -> bool:
    """Whether an act with date, place, source and actor stands in the case."""
    found = db.session.scalar(select(func.count()).where(RecordedAct.case_id == case_id))
    return bool(found)


def acts_of(case_id: str) -> list[RecordedAct]:
    """The acts recorded in the case."""
    return list(db.session.scalars(select(RecordedAct).where(RecordedAct.case_id == case_id)))


def parameter_texts(case: Case) -> dict[str, str]:
    """What the board has set for its local criteria, by parameter name, as texts.

    For the case's year, as it stood when the case was opened (KL 2:4: new rules do not reach back); of a case
    opened before that was kept, as it stood when a decision was first proposed, until then as it stands.
    """
    if case.local_rules is not None:
        return dict(case.local_rules)
    pairs = db.session.execute(
        select(LocalParameter.name, LocalParameter.value).where(
            LocalParameter.board_id == case.board_id,
            LocalParameter.year == case.year,
            LocalParameter.checklist_name == case.checklist_name,
        )
    )
    return {name: value for name, value in pairs}


def required_ids(case_id: str) -> set[str]:
    """Questions that must be answered before the case can be decided, as the database will ask."""
    rows = db.session.scalars(
        select(CaseQuestion.question_id).where(CaseQuestion.case_id == case_id, CaseQuestion.is_required)
    )
    return set(rows)


def keep_required(case_id: str, *, asked: Sequence[str], required: Collection[str]) -> None:
    """Sets which of the checklist's questions are required; writes only what differs."""
    rows = db.session.execute(
        select(CaseQuestion.question_id, CaseQuestion.is_required).where(CaseQuestion.case_id == case_id)
    )
    kept = {question_id: is_required for question_id, is_required in rows}
    new = [
        {"case_id": case_id, "question_id": question_id, "is_required": question_id in required}
        for question_id in asked
        if question_id not in kept
    ]
    if new:
        db.session.execute(insert(CaseQuestion), new)
    for wanted in (True, False):
        turned = [q for q, was in kept.items() if was is not wanted and (q in required) is wanted]
        if turned:
            db.session.execute(
                update(CaseQuestion)
                .where(CaseQuestion.case_id == case_id, CaseQuestion.question_id.in_(turned))
                .values(is_required=wanted)
            )


def keep_in_step(
    case: Case, checklist: Checklist, answers: Mapping[str, GivenAnswer]
) -> tuple[list[str], list[str]]:
    """Makes the database require what the rules require now; gives the ids opened and closed."""
    before = required_ids(case.id)
    parameters = values_of(checklist, parameter_texts(case))
    act = act_is_recorded(case.id)
    needed = required_questions(checklist, answers, parameters=parameters, act_recorded=act)
    required = {question.id for question in needed}
    asked = [question.id for question in checklist.questions]
    keep_required(case.id, asked=asked, required=required)
    opened = [q for q in asked if q in required and q not in before]
    return opened, [q for q in asked if q in before and q not in required]


def replace_answers(
    case_id: str, answers: Sequence[GivenAnswer], *, sheet_version: int, by: str, now: dt.datetime
) -> None:
    """Adds the answers as one save; the earlier ones to the same questions stay, no longer current."""
    db.session.execute(
        update(Answer)
        .where(
            Answer.case_id == case_id,
            Answer.question_id.in_([answer.question_id for answer in answers]),
            Answer.is_current,
        )
        .values(is_current=False)
    )
    db.session.add_all(
        Answer(
            case_id=case_id,
            question_id=answer.question_id,
            sheet_version=sheet_version,
            value=answer.value,
            reason=answer.reason,
            answered_by=by,
            answered_at=now,
        )
        for answer in answers
    )


def saved_since(case_id: str, sheet_version: int) -> list[str]:
    """Names of those who saved after that version, each once; an unknown officer by id."""
    names = db.session.scalars(
        select(func.coalesce(Officer.display_name, Answer.answered_by))
        .select_from(Answer)
        .outerjoin(Officer, Officer.id == Answer.answered_by)
        .where(Answer.case_id == case_id, Answer.sheet_version > sheet_version)
        .distinct()
    )
    return sorted(names)


def paper_within_reach(paper_id: str, case: Case) -> Paper:
    """A paper of the case, or of its association. Raises NotFound `paper_not_found`."""
    paper = db.session.get(Paper, paper_id)
    if paper is None or (paper.case_id != case.id and paper.association_id != case.association_id):
        raise NotFound("paper_not_found")
    return paper


def add_act(act: RecordedAct) -> RecordedAct:
    """Keeps an act."""
    db.session.add(act)
    db.session.flush()
    return act


def add_evidence(evidence: Evidence) -> Evidence:
    """Keeps a piece of evidence."""
    db.session.add(evidence)
    db.session.flush()
    return evidence


def evidence_of(case_id: str, evidence_id: str) -> Evidence:
    """One piece of evidence of the case. Raises NotFound."""
    row = db.session.get(Evidence, evidence_id)
    if row is None or row.case_id != case_id:
        raise NotFound("not_found")
    return row


def evidence_file(case_id: str, evidence_id: str) -> tuple[Evidence, StoredFile]:
    """One piece of evidence of the case with its file. Raises NotFound."""
    row = db.session.get(Evidence, evidence_id)
    stored = None if row is None else db.session.get(StoredFile, row.file_digest or "")
    if row is None or row.case_id != case_id or stored is None:
        raise NotFound("not_found")
    return row, stored
