"""What answers rest on: acts recorded, evidence added, and the files behind it opened."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.answers import EVIDENCE_LEVELS, STRONG_LEVELS
from vetting.domain.authority import Act, Actor, require
from vetting.domain.checklist import Checklist, Question
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.domain.parameters import values_of
from vetting.domain.record_extracts import require_no_extract
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import ActorRole
from vetting.domain.terms_disposal import LeadSource, Reliability
from vetting.domain.verdict import Standing, standings
from vetting.gateways import file_store
from vetting.gateways.pinned_checklists import checklist_of
from vetting.gateways.uploads import inspect_upload
from vetting.records import files, member_lists, retention_plan, sheets
from vetting.records.applications import Case
from vetting.records.assessments import Evidence, RecordedAct
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.preparation import begin_review, case_to_prepare
from vetting.records.retention_plan import Lead

USUAL_SOURCE = {6: LeadSource.MEDIA, 7: LeadSource.ANONYMOUS, 8: LeadSource.THIRD_PARTY}


@dataclass(frozen=True)
class NewAct:
    """An act as written. The actor is a role, never a name (RF 2:3, 2:6)."""

    what: str
    act_on: dt.date
    place: str
    actor_role: ActorRole
    source: str


@dataclass(frozen=True)
class NewEvidence:
    """A piece of evidence as written; `paper_id` names a paper of the case or its association, `act_id` the
    recorded act that it proves."""

    question_id: str
    kind: str
    level: int
    description: str
    source: str
    act_on: dt.date | None = None
    act_id: str = ""
    is_contrary: bool = False
    paper_id: str = ""
    lead_source: LeadSource | None = None  # of level 6-8
    reliability: Reliability = Reliability.UNKNOWN


@dataclass(frozen=True)
class OpenedFile:
    """Bytes of a stored file, to be handed out."""

    name: str
    media_type: str
    data: bytes


def record_act(case_id: str, act: NewAct, *, by: Actor, now: dt.datetime) -> str:
    """Records an act and gives its id; the questions that need an act open with it.

    Raises Refused `text_missing`, `personal_number_in_text`, `act_in_future` and those of case_to_prepare.
    """
    with transaction():
        case, checklist = _begin(case_id, by=by, now=now)
        _require_past(act.act_on, now)
        row = RecordedAct(
            case_id=case.id,
            what=require_written(act.what, field="what"),
            act_on=act.act_on,
            place=require_written(act.place, field="place", longest=200),
            actor_role=ActorRole(act.actor_role).value,
            source=require_written(act.source, field="source", longest=300),
            recorded_by=by.id,
            recorded_at=now,
        )
        sheets.add_act(row)
        opened, _ = sheets.keep_in_step(case, checklist, sheets.answers_standing(case.id))
        note(Entry.ACT_RECORDED, by=by, now=now, subject=f"act:{row.id}", case_id=case.id, opened=opened)
        return row.id


def add_evidence(
    case_id: str, new: NewEvidence, *, file: tuple[str, bytes] | None = None, by: Actor, now: dt.datetime
) -> str:
    """Adds evidence to an open question and gives its id; `file` is a name and bytes, checked like a paper.

    Evidence for a question on an act proves one of the recorded acts; where none is named, the one of that
    day is meant. Raises Refused `unknown_evidence_kind`, `unknown_evidence_level`, `question_not_open`,
    `act_date_missing`, `act_in_future`, `act_not_named`, `act_day_differs`, `text_missing`,
    `personal_number_in_text`, `extract_kept`, `extract_told`, `member_list_of_belief`,
    NotFound `act_not_found`, or UnusableFile.
    """
    with transaction():
        case, checklist = _begin(case_id, by=by, now=now)
        question = _open_question(case, checklist, new.question_id)
        _require_fitting(new, question, checklist, now)
        _require_takeable(case, new, question, file)
        act = _act_meant(case, new, question)
        row = Evidence(
            case_id=case.id,
            question_id=question.id,
            kind=new.kind,
            level=new.level,
            description=require_written(new.description, field="description"),
            source=require_written(new.source, field="source", longest=300),
            act_on=new.act_on if act is None else act.act_on,
            act_id=None if act is None else act.id,
            is_contrary=new.is_contrary,
            paper_id=new.paper_id or None,
            file_digest=_kept(file, now),
            captured_at=now,
            added_by=by.id,
            added_at=now,
        )
        sheets.add_evidence(row)
        _note_lead(row, new)
        _note_evidence(row, by=by, now=now)
        return row.id


def verify_lead(
    case_id: str, evidence_id: str, verified: str, reliability: Reliability, *, by: Actor, now: dt.datetime
) -> None:
    """Somebody has found that a lead holds, and says by what; it is then kept as evidence is. Said once.

    Its level stays: media, tips and links by others prove nothing alone, verified or not. Raises NotFound,
    Refused `not_a_lead`, `lead_verified`, `text_missing` and those of case_to_prepare.
    """
    with transaction():
        case = case_to_prepare(case_id, by=by)
        row = sheets.evidence_of(case.id, evidence_id)
        if row.level in STRONG_LEVELS:
            raise Refused("not_a_lead")
        lead = retention_plan.lead_of(row.id) or _new_lead(row, None, reliability)
        if lead.verified_at is not None:
            raise Refused("lead_verified")
        lead.verified = require_written(verified, field="verified")
        lead.reliability, lead.verified_by, lead.verified_at = reliability, by.id, now
        retention_plan.add_lead(lead)
        note(
            Entry.LEAD_VERIFIED,
            by=by,
            now=now,
            subject=f"evidence:{row.id}",
            case_id=case.id,
            question=row.question_id,
            level=row.level,
            reliability=reliability.value,
        )


def open_evidence(case_id: str, evidence_id: str, *, by: Actor, now: dt.datetime) -> OpenedFile:
    """The file of a piece of evidence. That it was opened is noted before it is handed out.

    Raises NotFound, and UnusableFile `file_damaged` when the stored bytes are not those received.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.SEE_CASES, case.board_id)
        row, stored = sheets.evidence_file(case.id, evidence_id)
        note(Entry.PAPER_VIEWED, by=by, now=now, subject=f"evidence:{row.id}", case_id=case.id)
        name, media_type, digest = f"{row.question_id}-{row.id}", stored.content_type, stored.digest
    data = file_store.read_whole(settings().files_dir, digest, name)
    return OpenedFile(name, media_type, data)


def _note_lead(row: Evidence, new: NewEvidence) -> None:
    if row.level not in STRONG_LEVELS:
        retention_plan.add_lead(_new_lead(row, new.lead_source, new.reliability))


def _new_lead(row: Evidence, source: LeadSource | None, reliability: Reliability) -> Lead:
    usual = USUAL_SOURCE.get(row.level, LeadSource.THIRD_PARTY)
    return Lead(evidence_id=row.id, source_kind=source or usual, reliability=reliability)


def _note_evidence(row: Evidence, *, by: Actor, now: dt.datetime) -> None:
    note(
        Entry.EVIDENCE_ADDED,
        by=by,
        now=now,
        subject=f"evidence:{row.id}",
        case_id=row.case_id,
        question=row.question_id,
        kind=row.kind,
        level=row.level,
        contrary=row.is_contrary,
    )


def _begin(case_id: str, *, by: Actor, now: dt.datetime) -> tuple[Case, Checklist]:
    case = case_to_prepare(case_id, by=by)
    begin_review(case, by=by, now=now)
    return case, checklist_of(case)


def _open_question(case: Case, checklist: Checklist, question_id: str) -> Question:
    question = checklist.question(question_id)
    found = standings(
        checklist,
        sheets.answers_standing(case.id),
        parameters=values_of(checklist, sheets.parameter_texts(case)),
        act_recorded=sheets.act_is_recorded(case.id),
    )
    if found[question.id] is not Standing.OPEN:
        raise Refused("question_not_open", question=question.id)
    return question


def _require_fitting(new: NewEvidence, question: Question, checklist: Checklist, now: dt.datetime) -> None:
    if new.kind not in checklist.words.evidence:
        raise Refused("unknown_evidence_kind", question=question.id)
    if new.level not in EVIDENCE_LEVELS:
        raise Refused("unknown_evidence_level", question=question.id)
    if question.opens_with_act and new.act_on is None and not new.act_id:
        raise Refused("act_date_missing", question=question.id)
    if new.act_on is not None:
        _require_past(new.act_on, now)


def _require_takeable(
    case: Case, new: NewEvidence, question: Question, file: tuple[str, bytes] | None
) -> None:
    """Nothing of what may not be taken in, and a paper of the case or its association."""
    has_file = file is not None or bool(new.paper_id)
    require_no_extract(question, new.description, new.source, kind=new.kind, has_file=has_file)
    if new.paper_id:
        sheets.paper_within_reach(new.paper_id, case)
    if file is not None:
        member_lists.require_none(case.id, *file)


def _act_meant(case: Case, new: NewEvidence, question: Question) -> RecordedAct | None:
    """The act that the evidence proves: the one named, else the only one of its day."""
    acts = {act.id: act for act in sheets.acts_of(case.id)}
    if new.act_id:
        if new.act_id not in acts:
            raise NotFound("act_not_found")
        if new.act_on not in (None, acts[new.act_id].act_on):
            raise Refused("act_day_differs", day=acts[new.act_id].act_on.isoformat())
        return acts[new.act_id]
    if not question.opens_with_act or new.act_on is None:
        return None
    of_day = [act for act in acts.values() if act.act_on == new.act_on]
    if len(of_day) != 1:
        raise Refused("act_not_named", question=question.id, day=new.act_on.isoformat())
    return of_day[0]


def _require_past(day: dt.date, now: dt.datetime) -> None:
    if day > swedish_day(now):
        raise Refused("act_in_future", day=day.isoformat())


def _kept(file: tuple[str, bytes] | None, now: dt.datetime) -> str | None:
    if file is None:
        return None
    upload = inspect_upload(file[1], file[0])
    digest = file_store.keep(settings().files_dir, file[1])
    files.remember_file(digest, size=upload.size, content_type=upload.media_type, now=now)
    return digest
