"""Receipts and answers to question files: paired by reference, and silence told number by number."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from vetting.domain import authority
from vetting.domain.answer_facts import digest_of, facts_in
from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Problem, Refused, UnusableFile
from vetting.domain.free_text import tidy
from vetting.domain.identity import format_org_number, mask
from vetting.domain.inquiries import OPEN, REPLY_ADAPTER, UNANSWERED, InquiryEvent, after, can_follow
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import InquiryState
from vetting.gateways import file_store, fixed_layouts, inquiry_files
from vetting.gateways.inquiry_files import Answers, Receipt
from vetting.gateways.uploads import MAX_BYTES
from vetting.records import corrected_answers, files, inquiries, snapshots
from vetting.records.db import settings, transaction
from vetting.records.inquiries import ANSWERS, RECEIPT, Inquiry, InquiryFile
from vetting.records.journal import note
from vetting.records.snapshots import Source


@dataclass(frozen=True)
class Received:
    """What became of a receipt or an answer file.

    `state`: accepted, unchanged (the same bytes came before) or rejected, with `reason` as a code and its
    `facts`. `unanswered`: numbers that were asked about and that the file does not mention; that is never
    the same as nothing found. `ignored`: answers to questions that were refused before. `corrected`: answers
    that say something else than before; `reopened`: decisions that rested on one, to be looked at anew.
    """

    source: str
    sha256: str
    kind: str
    state: str
    reason: str | None = None
    facts: dict[str, object] = field(default_factory=dict)
    answered: int = 0
    receipted: int = 0
    refused: int = 0
    ignored: int = 0
    corrected: int = 0
    reopened: int = 0
    unanswered: tuple[str, ...] = ()


def takes_files(source_key: str) -> bool:
    """Whether files of this source come here instead of becoming snapshots. Raises NotFound."""
    return snapshots.source_named(source_key).adapter == REPLY_ADAPTER


def receive_file(source_key: str, data: bytes, *, file_name: str, by: Actor, now: dt.datetime) -> Received:
    """Reads a receipt or an answer, as its start post says; one that does not add up changes nothing.

    Raises NotFound, NotAllowed, Refused `not_asked_by_file` or `storage_full`, and UnusableFile `empty_file`
    or `too_large` when there is nothing to keep.
    """
    name = mask(" ".join(tidy(file_name).split()))[-200:]
    source = snapshots.source_named(source_key)
    authority.require_delivery(by, source.partner)
    if source.adapter != REPLY_ADAPTER:
        raise Refused("not_asked_by_file", source=source_key)
    if not data:
        raise UnusableFile("empty_file", filename=name)
    if len(data) > MAX_BYTES:
        raise UnusableFile("too_large", filename=name, size=len(data), limit=MAX_BYTES)
    digest = file_store.keep(settings().files_dir, data)
    came = _Came(source.key, digest, name, by, now)
    try:
        return _take_in(came, data)
    except (UnusableFile, Refused) as problem:
        return _reject(came, len(data), problem)


@dataclass(frozen=True)
class _Came:
    """A file that came: whose, its bytes, from whom and when."""

    source_key: str
    digest: str
    name: str
    by: Actor
    now: dt.datetime

    def told(self, kind: str, state: str) -> Received:
        return Received(self.source_key, self.digest, kind, state)


def _take_in(came: _Came, data: bytes) -> Received:
    with transaction():
        source = snapshots.source_named(came.source_key, lock=True)
        layout = fixed_layouts.load(str(source.settings.get("layout", "")), [settings().layouts_dir])
        files.remember_file(came.digest, size=len(data), content_type="text/plain", now=came.now)
        before = inquiries.file_received(source.id, came.digest)
        if before is not None:
            note(Entry.REPLY_RECEIVED, by=came.by, now=came.now, **_subject(before, came), unchanged=True)
            return came.told(before.kind, "unchanged")
        reply = inquiry_files.read_reply(layout, data, filename=came.name)
        asked = _asked(source, reply, came)
        kept = _keep_file(source, reply, came)
        if isinstance(reply, Receipt):
            received = _receipted(asked, reply, came)
        else:
            received = _answered(asked, reply, kept.id, came)
        counts = {
            "answered": received.answered,
            "receipted": received.receipted,
            "refused": received.refused,
            "unanswered": len(received.unanswered),
            "corrected": received.corrected,
            "reopened": received.reopened,
        }
        note(Entry.REPLY_RECEIVED, by=came.by, now=came.now, **_subject(kept, came), counts=counts)
        return received


def _subject(file: InquiryFile, came: _Came) -> dict[str, str]:
    return {"subject": f"inquiry_file:{file.id}", "source": came.source_key, "sha256": came.digest}


def _asked(source: Source, reply: Receipt | Answers, came: _Came) -> Mapping[str, Inquiry]:
    """The questions the file speaks of. Raises UnusableFile when it speaks of others."""
    questions = inquiries.question_file(source.id, reply.reference)
    if questions is None:
        raise UnusableFile("reply_to_nothing", filename=came.name, found=mask(reply.reference)[:40])
    day = reply.made_on if isinstance(reply, Receipt) else reply.as_of
    if day is not None and day > swedish_day(came.now):
        raise Refused("as_of_in_future", as_of=day.isoformat())
    asked = inquiries.questions_in(questions.id)
    mentioned = set(reply.refused) - {""} if isinstance(reply, Receipt) else set(reply.by_reference)
    if strange := sorted(mentioned - set(asked)):
        raise UnusableFile("reply_to_other_question", filename=came.name, found=mask(strange[0])[:40])
    if isinstance(reply, Answers):
        for reference, told in reply.by_reference.items():
            if told.org_number != asked[reference].org_number:
                raise UnusableFile("reply_of_other_number", filename=came.name, found=mask(reference)[:40])
    return asked


def _keep_file(source: Source, reply: Receipt | Answers, came: _Came) -> InquiryFile:
    is_receipt = isinstance(reply, Receipt)
    kept = InquiryFile(
        source_id=source.id,
        kind=RECEIPT if is_receipt else ANSWERS,
        reference=reply.reference[:80],
        digest=came.digest,
        file_name=came.name,
        rows=len(reply.refused) if isinstance(reply, Receipt) else len(reply.by_reference),
        made_by=came.by.id,
        made_at=came.now,
    )
    inquiries.keep([kept])
    return kept


def _receipted(asked: Mapping[str, Inquiry], reply: Receipt, came: _Came) -> Received:
    """A refusal of the whole file, under an empty reference, refuses every question in it."""
    receipted = refused = 0
    for reference, inquiry in asked.items():
        reason = reply.refused.get(reference, reply.refused.get(""))
        event = InquiryEvent.RECEIPT if reason is None else InquiryEvent.REFUSAL
        if not can_follow(inquiry.state, event):
            continue
        inquiry.state = after(inquiry.state, event)
        if reason is None:
            inquiry.receipted_at, receipted = came.now, receipted + 1
        else:
            inquiry.fault, refused = "question_rejected", refused + 1
    return Received(came.source_key, came.digest, RECEIPT, "accepted", receipted=receipted, refused=refused)


def _answered(asked: Mapping[str, Inquiry], reply: Answers, file_id: str, came: _Came) -> Received:
    answered = ignored = 0
    corrected = []
    for reference, told in reply.by_reference.items():
        inquiry = asked[reference]
        if not can_follow(inquiry.state, InquiryEvent.ANSWER):
            ignored += 1
            continue
        before = facts_in(inquiry.facts) if inquiry.state is InquiryState.ANSWERED else told.facts
        as_of = reply.as_of or swedish_day(came.now)
        inquiries.keep_answer(inquiry, told.facts, missing=(), as_of=as_of, now=came.now)
        inquiry.is_found, inquiry.answer_file_id, inquiry.digest = bool(told.facts), file_id, came.digest
        answered += 1
        if digest_of(before) != digest_of(told.facts):
            corrected.append(inquiry)
    silent = [one for one in asked.values() if one.state in OPEN]
    for inquiry in silent:
        inquiry.fault = UNANSWERED
    return Received(
        came.source_key,
        came.digest,
        ANSWERS,
        "accepted",
        answered=answered,
        ignored=ignored,
        corrected=len(corrected),
        reopened=corrected_answers.reopen_for_inquiries(corrected, now=came.now),
        unanswered=tuple(sorted(format_org_number(one.org_number) for one in silent)),
    )


def _reject(came: _Came, size: int, problem: Problem) -> Received:
    """Nothing of the file is used; that it came, and why it was turned away, stays in the journal."""
    with transaction():
        files.remember_file(came.digest, size=size, content_type="text/plain", now=came.now)
        note(
            Entry.REPLY_REJECTED,
            by=came.by,
            now=came.now,
            subject=f"source:{came.source_key}",
            source=came.source_key,
            sha256=came.digest,
            reason=problem.code,
        )
    facts = dict(problem.facts)
    return Received(came.source_key, came.digest, "", "rejected", reason=problem.code, facts=facts)
