"""The checklist of a case: the version it is judged by, and answers saved."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.answers import Answer, Parameters, check_answer, newly_said
from vetting.domain.authority import Actor
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.misuse import GuardedDeed
from vetting.domain.parameters import values_of
from vetting.domain.verdict import Standing, standings
from vetting.gateways.pinned_checklists import checklist_of, load_pinned
from vetting.paths import checklists_dir
from vetting.records import sheets
from vetting.records.applications import Case
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.preparation import begin_review, case_to_prepare, require_word
from vetting.records.refused_deeds import told_if_refused


@dataclass(frozen=True)
class Saved:
    """What a save changed: the sheet's new version, and questions by id."""

    sheet_version: int
    changed: tuple[str, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]


def pinned_checklist(name: str, version: str, *, digest: str) -> Checklist:
    """The version a case is judged by. Raises NotFound `unknown_checklist` or Refused `checklist_changed`."""
    return load_pinned(checklists_dir(), name, version=version, digest=digest)


def answer_checklist(
    case_id: str,
    answers: Sequence[tuple[str, str, str]],
    *,
    sheet_version: int,
    has_no_conflict: bool = False,
    by: Actor,
    now: dt.datetime,
) -> Saved:
    """Saves those answers (question id, value, reason) that differ from what stands; blank ones are skipped.

    `sheet_version` is the version the person had before them. Raises Refused `stale_checklist` when another
    save came between, `answers_unsound` with every fault as (question id, code), `personal_number_in_text`,
    `case_not_open`, `conflict_of_interest`, `conflict_not_declared` or `checklist_changed`. Nobody answers
    before having said that they have no conflict of interest; `has_no_conflict` says it with this save.
    """
    watched = told_if_refused(GuardedDeed.ANSWER_CHECKLIST, case_id, by=by, now=now)
    with watched, transaction(is_piece=True):  # a save that changes nothing leaves no entry
        case = case_to_prepare(case_id, by=by)
        checklist = checklist_of(case)
        if case.sheet_version != sheet_version:
            raise _stale(case, sheet_version)
        standing = sheets.answers_standing(case.id)
        changed = newly_said(answers, standing, sheets.supporting_levels(case.id))
        if changed:
            require_word(case, has_none=has_no_conflict, by=by, now=now)
            _require_sound(case, checklist, changed, standing)
            begin_review(case, by=by, now=now)
            case.sheet_version += 1
            sheets.replace_answers(case.id, changed, sheet_version=case.sheet_version, by=by.id, now=now)
        opened, closed = sheets.keep_in_step(case, checklist, _after(standing, changed))
        saved = Saved(case.sheet_version, tuple(a.question_id for a in changed), tuple(opened), tuple(closed))
        if changed or opened or closed:
            _note_saved(case, checklist, changed, saved, by=by, now=now)
    return saved


def _note_saved(
    case: Case, checklist: Checklist, changed: Sequence[Answer], saved: Saved, *, by: Actor, now: dt.datetime
) -> None:
    note(
        Entry.CHECKLIST_ANSWERED,
        by=by,
        now=now,
        subject=f"case:{case.id}",
        case_id=case.id,
        sheet_version=saved.sheet_version,
        answers={answer.question_id: _noted(checklist, answer) for answer in changed},
        opened=list(saved.opened),
        closed=list(saved.closed),
    )


def _stale(case: Case, seen: int) -> Refused:
    names = sheets.saved_since(case.id, seen)
    return Refused("stale_checklist", saved_by=", ".join(names) or "–", seen=seen, now=case.sheet_version)


def _after(standing: Mapping[str, Answer], changed: Sequence[Answer]) -> dict[str, Answer]:
    return {**standing, **{answer.question_id: answer for answer in changed}}


def _require_sound(
    case: Case, checklist: Checklist, changed: Sequence[Answer], standing: Mapping[str, Answer]
) -> None:
    """Every fault of every answer at once, so that a person mends them in one go."""
    parameters = values_of(checklist, sheets.parameter_texts(case))
    act, after = sheets.act_is_recorded(case.id), _after(standing, changed)
    open_before = standings(checklist, standing, parameters=parameters, act_recorded=act)
    open_after = standings(checklist, after, parameters=parameters, act_recorded=act)
    faults: list[tuple[str, str]] = []
    for answer in changed:
        if answer.question_id not in open_before:
            faults.append((answer.question_id[:10], "unknown_question"))
        elif Standing.OPEN not in (open_before[answer.question_id], open_after[answer.question_id]):
            faults.append((answer.question_id, "question_not_open"))
        else:
            faults.extend((answer.question_id, code) for code in _lacks(checklist, answer, parameters))
    if faults:
        question_id, code = faults[0]
        raise Refused(
            "answers_unsound", first=code, question=question_id, count=len(faults), faults=tuple(faults)
        )


def _lacks(checklist: Checklist, answer: Answer, parameters: Parameters) -> tuple[str, ...]:
    if not answer.value:
        return ("answer_empty",)
    return check_answer(
        checklist.question(answer.question_id),
        answer.value,
        reason=answer.reason,
        evidence_levels=answer.evidence_levels,
        parameters=parameters,
    )


def _noted(checklist: Checklist, answer: Answer) -> str:
    """What the journal tells of an answer: the choice, never what somebody wrote."""
    return answer.value if answer.value in checklist.question(answer.question_id).options else "written"
