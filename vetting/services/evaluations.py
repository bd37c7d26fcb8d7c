"""The granting board's evaluation of a grant: written by whoever follows it up, and signed for the board."""

import datetime as dt

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.evaluations import Goal, Learnt, may_sign, require_learnt
from vetting.domain.names import search_key
from vetting.domain.separation import require_no_conflict
from vetting.domain.terms_association_reports import ReadingKind
from vetting.records import association_reports, case_people, evaluations, sheets
from vetting.records.applications import Case
from vetting.records.association_reports import AssociationReport
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.evaluations import Evaluation, EvaluationDraft
from vetting.records.journal import note
from vetting.records.report_arrivals import goals_of, plan_to_report


def write_evaluation(case_id: str, written: Learnt, *, seen_version: int, by: Actor, now: dt.datetime) -> int:
    """Keeps the evaluation as a draft and gives its version.

    Raises NotFound, Refused `report_not_approved`, `evaluated_already`, `draft_changed`, `text_missing`,
    `names_known_person`, `conflict_of_interest`.
    """
    with transaction():
        case, _report = _in_hand(case_id, by)
        content = require_learnt(written, case_people.names_known()).as_kept()
        draft = evaluations.draft_of(case.id, to_change=True)
        if (draft.version if draft else 0) != seen_version:
            raise Refused("draft_changed")
        if draft is None:
            draft = EvaluationDraft(case_id=case.id, version=0)
        draft.content, draft.version = content, draft.version + 1
        draft.saved_by, draft.saved_at = by.id, now
        evaluations.add(draft)
        _note(Entry.EVALUATION_WRITTEN, case, by, now, version=draft.version)
        return draft.version


def sign_evaluation(case_id: str, *, seen_version: int, by: Actor, now: dt.datetime) -> str:
    """The evaluation is the board's from now on, and other boards can read it; gives its id.

    Signed by whoever decides for the board; of a small grant also by the officer who follows it up. Raises
    NotFound, NotAllowed, Refused `report_not_approved`, `evaluation_missing`, `draft_changed` …
    """
    with transaction():
        case, report = _in_hand(case_id, by)
        plan = plan_to_report(case)
        if not may_sign(plan.tier, may_decide=may(by, Act.DECIDE, case.board_id)):
            raise NotAllowed("not_allowed", act=Act.DECIDE.value)
        draft = evaluations.draft_of(case.id, to_change=True)
        if draft is None:
            raise Refused("evaluation_missing")
        if draft.version != seen_version:
            raise Refused("draft_changed")
        learnt = require_learnt(Learnt.from_kept(draft.content), case_people.names_known())
        goals = goals_of(plan.id, report)
        row = _signed(case, report, learnt, goals)
        row.written_by, row.signed_by, row.signed_at = draft.saved_by, by.id, now
        evaluations.add(row)
        evaluations.forget_draft(draft)
        _note(Entry.EVALUATION_SIGNED, case, by, now, met=row.goals_met, of=row.goals_total)
        return row.id


def _signed(case: Case, report: AssociationReport, learnt: Learnt, goals: tuple[Goal, ...]) -> Evaluation:
    return Evaluation(
        case_id=case.id,
        report_id=report.id,
        association_id=case.association_id,
        board_id=case.board_id,
        activity=learnt.activity,
        is_targeted=learnt.is_targeted,
        goals=[goal.as_kept() for goal in goals],
        goals_met=sum(goal.is_met for goal in goals),
        goals_total=len(goals),
        worked=learnt.worked,
        learnt=learnt.learnt,
        again=learnt.again,
        again_why=learnt.again_why,
        contact=learnt.contact,
        search_key=search_key(f"{learnt.worked} {learnt.learnt} {learnt.again_why}"),
    )


def _in_hand(case_id: str, by: Actor) -> tuple[Case, AssociationReport]:
    """The case with its approved report, still to be evaluated."""
    case = sheets.case_in_hand(case_id)
    require(by, Act.FOLLOW_UP, case.board_id)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    if evaluations.evaluation_of(case.id) is not None:
        raise Refused("evaluated_already")
    reports = association_reports.reports_of(case.id)
    reading = association_reports.reading_of(reports[0].id) if reports else None
    if reading is None or reading.kind is not ReadingKind.APPROVED:
        raise Refused("report_not_approved")
    return case, reports[0]


def _note(entry: Entry, case: Case, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"case:{case.id}", case_id=case.id, **facts)
