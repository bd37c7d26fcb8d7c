"""Asking a register's API about one organisation: one question, its answer kept, its faults told."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from vetting.domain import authority
from vetting.domain.answer_facts import telling
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Problem, Refused, UnusableFile
from vetting.domain.inquiries import API_ADAPTERS, InquiryEvent, after, is_paused
from vetting.domain.question_files import require_number
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import InquiryState
from vetting.gateways import askers, file_store
from vetting.gateways.apis.oauth import Link
from vetting.gateways.apis.told import Told
from vetting.records import asked_numbers, cross_checks, files, inquiries, snapshots
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.inquiries import Inquiry
from vetting.records.journal import note
from vetting.records.snapshots import Source


@dataclass(frozen=True)
class Asked:
    """What became of one question. `state` is answered or rejected; `reason` a code with `facts` when there
    is no answer, or `answer_incomplete` with the facts that are `missing`."""

    inquiry_id: str
    source: str
    state: InquiryState
    reason: str = ""
    is_found: bool | None = None
    missing: tuple[str, ...] = ()
    telling: int = 0
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class _Question:
    """A question about to be sent."""

    inquiry_id: str
    source_key: str
    adapter: str
    settings: dict[str, object]
    org_number: str
    reference: str
    case_id: str


def ask_api(
    source_key: str, org_number: str = "", *, case_id: str = "", by: Actor, now: dt.datetime
) -> Asked:
    """Asks one source about one number, or about the association of a case; the answer is kept whole.

    Raises NotFound, NotAllowed, UnreadableRow `bad_org_number`, and Refused `not_asked_by_api`,
    `source_closed`, `ground_missing`, `number_missing`, `source_setting`, `source_secret_missing`,
    `source_certificate_missing`, `case_not_open`, or `source_paused` after too many faults in a row.
    """
    authority.require(by, Act.RUN_CHECK)
    link = _link_to(source_key)
    question = _send(source_key, org_number, case_id, by=by, now=now)
    try:
        told = askers.ASKERS[question.adapter](
            question.org_number,
            link,
            settings=question.settings,
            correlation_id=question.reference,
            today=swedish_day(now),
        )
    except UnusableFile as problem:
        return _fail(question, problem, by=by, now=now)
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError) as error:
        unread = UnusableFile("source_answer_unreadable", host="", found=type(error).__name__)
        return _fail(question, unread, by=by, now=now)
    return _keep(question, told, by=by, now=now)


def _link_to(source_key: str) -> Link:
    source = snapshots.source_named(source_key)
    if source.adapter not in API_ADAPTERS:
        raise Refused("not_asked_by_api", source=source_key)
    return askers.link_of(
        source.key,
        source.adapter,
        settings=source.settings,
        secrets=settings().source_secrets,
        inside=settings().inside_hosts,
    )


def _send(source_key: str, org_number: str, case_id: str, *, by: Actor, now: dt.datetime) -> _Question:
    """Writes the question before it is sent, so that no asking goes without a trace."""
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        _require_ready(source, now)
        number, association_id = _about(org_number, case_id, by=by)
        inquiry = Inquiry(
            source_id=source.id,
            reference=str(uuid.uuid4()),
            org_number=number,
            association_id=association_id,
            case_id=case_id or None,
            ground=source.ground,
            state=InquiryState.SENT,
            asked_by=by.id,
            sent_at=now,
            due_on=swedish_day(now),
        )
        inquiries.keep([inquiry])
        note(Entry.INQUIRY_ASKED, by=by, now=now, **_subject(inquiry.id, case_id, source_key))
        return _Question(
            inquiry.id,
            source_key,
            source.adapter,
            dict(source.settings),
            number,
            inquiry.reference,
            case_id,
        )


def _require_ready(source: Source, now: dt.datetime) -> None:
    if not source.is_active:
        raise Refused("source_closed", source=source.key)
    if not source.ground.strip():
        raise Refused("ground_missing")
    if is_paused(asked_numbers.faults_in_a_row(source.id), now):
        raise Refused("source_paused", source=source.key)


def _about(org_number: str, case_id: str, *, by: Actor) -> tuple[str, str | None]:
    """The number to ask about, and the association it belongs to where that is known."""
    if not case_id:
        number = require_number(org_number)
        return number, asked_numbers.associations_by_number([number]).get(number)
    case = cross_checks.case_to_check(case_id)
    authority.require(by, Act.RUN_CHECK, case.board_id)
    require_preparation(case.stage)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    association = cross_checks.association_to_check(case.association_id)
    if association.org_number is None:
        raise Refused("number_missing")
    if org_number and require_number(org_number) != association.org_number:
        raise NotFound("not_found")
    return association.org_number, association.id


def _keep(question: _Question, told: Told, *, by: Actor, now: dt.datetime) -> Asked:
    digest = file_store.keep(settings().files_dir, told.body)
    missing = told.missing or (("identity",) if told.is_found is None else ())
    with transaction():
        inquiry = inquiries.inquiry_of(question.inquiry_id, lock=True)
        files.remember_file(digest, size=len(told.body), content_type="application/json", now=now)
        as_of = told.as_of or swedish_day(now)
        inquiries.keep_answer(inquiry, told.facts, missing=missing, as_of=as_of, now=now)
        inquiry.is_found, inquiry.digest = told.is_found, digest
        count = len(telling(told.facts))
        subject = _subject(inquiry.id, question.case_id, question.source_key)
        note(Entry.INQUIRY_ANSWERED, by=by, now=now, **subject, sha256=digest, missing=list(missing))
        reason = "answer_incomplete" if missing else ""
        return Asked(
            inquiry.id, question.source_key, inquiry.state, reason, told.is_found, missing, telling=count
        )


def _fail(question: _Question, problem: Problem, *, by: Actor, now: dt.datetime) -> Asked:
    """No answer, or none that can be read, is told as such; it is never "nothing found"."""
    with transaction():
        inquiry = inquiries.inquiry_of(question.inquiry_id, lock=True)
        inquiry.state = after(inquiry.state, InquiryEvent.FAULT)
        inquiry.fault = problem.code
        subject = _subject(inquiry.id, question.case_id, question.source_key)
        note(Entry.INQUIRY_FAILED, by=by, now=now, **subject, reason=problem.code)
        facts = dict(problem.facts)
        return Asked(inquiry.id, question.source_key, inquiry.state, problem.code, facts=facts)


def _subject(inquiry_id: str, case_id: str, source_key: str) -> dict[str, str]:
    return {"subject": f"inquiry:{inquiry_id}", "case_id": case_id, "source": source_key}
