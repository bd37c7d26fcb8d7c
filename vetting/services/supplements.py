"""Requests for completion: asked on named points, answered on those alone, or ended when nothing came."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from vetting.domain.application import Applied, SentPaper, changed_fields, require_sound
from vetting.domain.authority import Act, Actor, require
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused, require_all
from vetting.domain.free_text import require_fitting, require_writable, tidy
from vetting.domain.identity import format_org_number, mask
from vetting.domain.points import ApplicationField, PointKind
from vetting.domain.supplement import Point, due_day, met_points, require_only_named, require_points
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.gateways.calendar import swedish_holidays
from vetting.gateways.case_papers import keep_paper
from vetting.gateways.pinned_checklists import checklist_of
from vetting.gateways.uploads import Upload
from vetting.records import boards, case_facts, cases, member_lists, officers, openings, secrecy_marks
from vetting.records.applications import Application, Case, SupplementRequest
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.notices import NoticeKind, keep_letter
from vetting.records.papers import add_paper, same_paper
from vetting.records.preparation import begin_review, case_to_prepare
from vetting.records.supplements import add_request, open_request, points_of


@dataclass(frozen=True)
class SupplementAnswer:
    """What the association sent. `applied` is the whole application with the named fields changed;
    `answers` are its words on named questions, by question id."""

    seen_version: int
    applied: Applied | None = None
    papers: Sequence[SentPaper] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


def request_supplement(
    case_id: str, points: Sequence[Point], *, due_on: dt.date | None, by: Actor, now: dt.datetime
) -> str:
    """Asks for completion, writes its letter and gives the request's id. Two weeks when no day is given.

    Raises Refused `no_points`, `point_unknown`, `point_twice`, `due_too_soon`, `due_too_late`, `stage_move`.
    """
    with transaction():
        case = case_to_prepare(case_id, by=by)
        if case.is_review:
            raise Refused("review_not_application")
        checklist = checklist_of(case)
        require_points(points, {question.id for question in checklist.questions})
        today = swedish_day(now)
        due = due_day(due_on, today=today, holidays=swedish_holidays(today.year, today.year + 1))
        begin_review(case, by=by, now=now)
        cases.move_case(case, Stage.AWAITING_SUPPLEMENT, by=by, now=now)
        named = tuple(Point(p.kind, p.key, require_writable(p.note, field="note")) for p in points)
        hidden = secrecy_marks.withheld_in_letters(case_id)
        told_points = [Point(p.kind, p.key, hidden.text(p.note)) for p in named]
        content = _letter(case, told_points, checklist) | {
            "written_on": today.isoformat(),
            "due_on": due.isoformat(),
            "officer": hidden.officer(by.name),
        }
        subject = f"Komplettering {case.case_number}"
        notice = keep_letter(case_id, NoticeKind.SUPPLEMENT, subject, content, by=by, now=now)
        request = add_request(case_id, named, due_on=due, notice=notice, requested_by=by.id)
        told = [f"{point.kind.value}:{point.key}" for point in named]
        _note(Entry.SUPPLEMENT_REQUESTED, request, by, now, points=told, due_on=due.isoformat())
        return request.id


def _letter(case: Case, points: Sequence[Point], checklist: Checklist) -> dict[str, object]:
    """The letter's data: whoever it goes to, and each point with the words it had on that day."""
    association = openings.association_standing(case.association_id)
    scheme = boards.scheme(case.scheme_id)
    lines = []
    for point in points:
        line = {"kind": point.kind.value, "key": point.key, "note": point.note}
        if point.kind is PointKind.QUESTION:
            question = checklist.question(point.key)
            line |= {"sv": question.text.sv, "en": question.text.en}
            line |= {"why_sv": question.why.sv, "why_en": question.why.en}
        lines.append(line)
    return {
        "recipient": association.name,
        "org_number": format_org_number(association.org_number or ""),
        "case_number": case.case_number,
        "board": officers.board(case.board_id).name,
        "scheme": scheme.name,
        "year": case.year,
        "checklist_sv": f"{checklist.title.sv} {checklist.version}",
        "checklist_en": f"{checklist.title.en} {checklist.version}",
        "points": lines,
    }


def receive_supplement(
    case_id: str, answer: SupplementAnswer, *, by: Actor, now: dt.datetime
) -> frozenset[tuple[PointKind, str]]:
    """Takes in what came and puts the case back in review; gives the points something was sent for.

    Raises Refused `not_asked_for` for anything not named, `nothing_sent`, `no_open_request`,
    `application_changed`, `same_paper_again`, `text_too_long` with the field of each such answer, and
    UnusableFile for papers.
    """
    require(by, Act.PREPARE_CASE, cases.case(case_id).board_id)
    words = _words(answer)
    kept = settings()
    uploads = [keep_paper(kept.files_dir, sent, max_bytes=kept.max_upload_bytes) for sent in answer.papers]
    with transaction():
        case = case_to_prepare(case_id, by=by)
        cases.move_case(case, Stage.IN_REVIEW, by=by, now=now)
        request = open_request(case_id)
        newest = case_facts.newest_application(case_id)
        cases.require_newest(newest, answer.seen_version)
        fields = _changed(newest, answer.applied)
        papers = {sent.kind for sent in answer.papers}
        points = points_of(request)
        require_only_named(points, fields=fields, papers=papers, questions=words)
        if fields and answer.applied is not None:
            openings.add_version(case_id, answer.applied, version=newest.version + 1, by=by, now=now)
        for sent, upload in zip(answer.papers, uploads, strict=True):
            _add_paper(case, sent, upload, by, now)
        met = met_points(points, fields=fields, papers=papers, questions=words)
        request.points = _answered(points, met, words)
        request.answered_at = now
        told = sorted(f"{kind.value}:{key}" for kind, key in met)
        _note(Entry.SUPPLEMENT_RECEIVED, request, by, now, met=told, named=len(points))
        return met


def _words(answer: SupplementAnswer) -> dict[str, str]:
    """What was said on each question, tidied and masked; all that is too long is told at once."""
    told = {key: mask(tidy(text)) for key, text in answer.answers.items() if tidy(text)}
    require_all(*(partial(require_fitting, text, field=f"answer-{key}") for key, text in told.items()))
    return told


def _changed(newest: Application, applied: Applied | None) -> frozenset[ApplicationField]:
    if applied is None:
        return frozenset()
    require_sound(applied)
    return changed_fields(openings.applied_of(newest), openings.as_kept(applied))


def _add_paper(case: Case, sent: SentPaper, upload: Upload, by: Actor, now: dt.datetime) -> None:
    member_lists.require_none(case.id, sent.file_name, sent.data)
    known = same_paper(case.id, upload.sha256)
    if known is not None:
        raise Refused("same_paper_again", file_name=known.file_name)
    add_paper(case, sent, digest=upload.sha256, media_type=upload.media_type, by=by, now=now)


def _answered(
    points: Sequence[Point], met: frozenset[tuple[PointKind, str]], words: Mapping[str, str]
) -> list[dict[str, str]]:
    """The points as kept, each with whether anything came for it and the words that came."""
    return [
        {
            "kind": p.kind.value,
            "key": p.key,
            "note": p.note,
            "met": "yes" if (p.kind, p.key) in met else "no",
            "answer": words.get(p.key, "") if p.kind is PointKind.QUESTION else "",
        }
        for p in points
    ]


def end_supplement(case_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Goes on without completion once its last day has passed. Raises Refused `supplement_not_due`."""
    with transaction():
        case = case_to_prepare(case_id, by=by)
        cases.move_case(case, Stage.IN_REVIEW, by=by, now=now)
        request = open_request(case_id)
        if swedish_day(now) <= request.due_on:
            raise Refused("supplement_not_due", due_on=request.due_on.isoformat())
        request.points = _answered(points_of(request), frozenset(), {})
        request.answered_at = now
        _note(Entry.SUPPLEMENT_LAPSED, request, by, now, due_on=request.due_on.isoformat())


def _note(entry: Entry, request: SupplementRequest, by: Actor, now: dt.datetime, **facts: object) -> None:
    subject = f"supplement:{request.id}"
    note(entry, by=by, now=now, subject=subject, case_id=request.case_id, **facts)
