"""Questions to a register that is asked by file: queued in a case, written into a file, told when late."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vetting.domain import authority
from vetting.domain.authority import SYSTEM, Act, Actor
from vetting.domain.deadlines import day_due, usual_days
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.inquiries import NOT_NEEDED, REPLY_ADAPTER, InquiryEvent, after
from vetting.domain.partner_answers import require_impersonal
from vetting.domain.question_files import Wanted, require_number, wanted_of
from vetting.domain.separation import require_no_conflict
from vetting.domain.slots import Turn
from vetting.domain.stages import UNDER_PREPARATION, require_preparation
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import InquiryState
from vetting.domain.terms_decisions import DeadlineKind
from vetting.gateways import file_store, fixed_layouts, inquiry_files
from vetting.gateways.fixed_layouts import Layout
from vetting.records import asked_numbers, cross_checks, files, inquiries, job_runs, snapshots
from vetting.records.db import new_id, settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.inquiries import QUESTIONS, Inquiry, InquiryFile
from vetting.records.journal import note
from vetting.records.snapshots import Source

MEDIA_TYPE = "text/plain"


@dataclass(frozen=True)
class QuestionFile:
    """A question file: where it lies in the outbox, how many it asks about, how many waited already."""

    id: str
    path: Path
    sha256: str
    asked: int
    waiting: int
    due_on: dt.date


def queue_question(source_key: str, case_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Puts a question about a case's association into the next question file, and gives its id.

    Raises NotFound, NotAllowed, UnreadableRow `bad_org_number`, and Refused `not_asked_by_file`,
    `source_closed`, `ground_missing`, `number_missing`, `case_not_open`, or `inquiry_waits` when the
    register is asked about it already.
    """
    authority.require(by, Act.RUN_CHECK)
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        _layout_of(source)
        if not source.is_active:
            raise Refused("source_closed", source=source.key)
        if not source.ground.strip():
            raise Refused("ground_missing")
        number, association_id = _about(case_id, by=by)
        if asked_numbers.waits(source.id, number):
            raise Refused("inquiry_waits")
        inquiry = Inquiry(
            source_id=source.id,
            reference=new_id(),
            org_number=number,
            association_id=association_id,
            case_id=case_id,
            ground=source.ground[:300],
            state=InquiryState.QUEUED,
            asked_by=by.id,
            sent_at=now,
        )
        inquiries.keep([inquiry])
        subject = f"inquiry:{inquiry.id}"
        note(Entry.QUESTION_QUEUED, by=by, now=now, subject=subject, case_id=case_id, source=source.key)
        return inquiry.id


def _about(case_id: str, *, by: Actor) -> tuple[str, str]:
    """Number and id of the association of a case that the actor prepares."""
    case = cross_checks.case_to_check(case_id)
    authority.require(by, Act.RUN_CHECK, case.board_id)
    require_preparation(case.stage)
    require_no_conflict(bool(declared_by(case.id, by.id)))
    association = cross_checks.association_to_check(case.association_id)
    if association.org_number is None:
        raise Refused("number_missing")
    return require_number(association.org_number), association.id


def make_question_file(
    source_key: str,
    numbers: Sequence[str] = (),
    *,
    ground: str = "",
    only_queued: bool = False,
    by: Actor,
    now: dt.datetime,
) -> QuestionFile:
    """Asks about `numbers`, or about every association with live support, and gives the file to send.

    What officers have queued in their cases always goes with it; `only_queued`: nothing else does. `ground`:
    purpose and legal route of the others; the source's own where nothing is said. A number whose question
    still may be answered is not asked about twice. The file lies in `<data>/outbox/<source key>/`.

    Raises NotFound, UnreadableRow `bad_org_number`, UnusableFile `layout_missing` or `layout_unusable`, and
    Refused `not_asked_by_file`, `ground_missing`, `personal_number_in_text`, `outlook_in_text`,
    `nothing_to_ask`, `too_many_to_ask`.
    """
    authority.require(by, Act.MANAGE_SOURCES)
    today = swedish_day(now)
    with transaction():
        source = snapshots.source_named(source_key, lock=True)
        layout = _layout_of(source)
        told = require_impersonal(ground or source.ground, "ground")
        if not told:
            raise Refused("ground_missing")
        queued = _queued(source)
        others = () if only_queued else numbers or asked_numbers.numbers_with_support(today)
        wanted = wanted_of((*queued, *others), asked_numbers.open_numbers(source.id))
        data, made = _keep_questions(source, layout, wanted, queued, ground=told[:300], by=by, now=now)
        due_on = day_due(DeadlineKind.INQUIRY_ANSWER, today, days=_answer_days(source))
        told_of = QuestionFile(
            made.id, _outbox_of(source_key) / made.file_name, made.digest, made.rows, wanted.waiting, due_on
        )
        # Last within the deed: on a full disk no question stands as sent that no file carries.
        file_store.place(told_of.path, data)
        return told_of


def _queued(source: Source) -> dict[str, Inquiry]:
    """What waits for the file, by number. A question whose case has ended has no purpose left: it lapses."""
    found = {}
    for inquiry, stage in asked_numbers.queued(source.id):
        if stage in UNDER_PREPARATION:
            found[inquiry.org_number] = inquiry
        else:
            inquiry.state, inquiry.fault = after(inquiry.state, InquiryEvent.LAPSE), NOT_NEEDED
    return found


def _layout_of(source: Source) -> Layout:
    """The layout of a source's files. Raises Refused `not_asked_by_file`, UnusableFile `layout_missing` …"""
    if source.adapter != REPLY_ADAPTER:
        raise Refused("not_asked_by_file", source=source.key)
    return fixed_layouts.load(str(source.settings.get("layout", "")), [settings().layouts_dir])


def question_file(source_key: str, file_id: str, *, by: Actor) -> tuple[str, bytes]:
    """Name and bytes of a question file, to send it by hand. Raises NotFound, UnusableFile `file_damaged`."""
    authority.require(by, Act.MANAGE_SOURCES)
    made = inquiries.file_of(file_id, snapshots.source_named(source_key).id)
    return made.file_name, file_store.read_whole(settings().files_dir, made.digest, made.file_name)


def tell_overdue(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Marks questions whose answer is late: a late answer is told as such, never as nothing found."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        count = 0
        for inquiry in asked_numbers.late(swedish_day(now)):
            inquiry.state = after(inquiry.state, InquiryEvent.TIME)
            count += 1
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=count)
        return job_runs.tell(turn, count=count)


def _answer_days(source: Source) -> int:
    told = source.settings.get("answer_days")
    return told if isinstance(told, int) and 0 < told <= 366 else usual_days(DeadlineKind.INQUIRY_ANSWER)


def _keep_questions(
    source: Source,
    layout: Layout,
    wanted: Wanted,
    queued: Mapping[str, Inquiry],
    *,
    ground: str,
    by: Actor,
    now: dt.datetime,
) -> tuple[bytes, InquiryFile]:
    """Writes the file into the store, and keeps it and each of its questions."""
    file_id, today = new_id(), swedish_day(now)
    references = {n: queued[n].reference if n in queued else new_id() for n in wanted.numbers}
    pairs = [(reference, number) for number, reference in references.items()]
    data = inquiry_files.write_questions(layout, file_id, asked=pairs, made_on=today)
    digest = file_store.keep(settings().files_dir, data)
    files.remember_file(digest, size=len(data), content_type=MEDIA_TYPE, now=now)
    made = InquiryFile(
        id=file_id,
        source_id=source.id,
        kind=QUESTIONS,
        reference=file_id,
        digest=digest,
        file_name=f"{source.key}-{file_id}.txt",
        rows=len(pairs),
        made_by=by.id,
        made_at=now,
    )
    inquiries.keep([made])
    due_on = day_due(DeadlineKind.INQUIRY_ANSWER, today, days=_answer_days(source))
    common = {"question_file_id": file_id, "ground": ground, "due_on": due_on}
    new = {number: reference for number, reference in references.items() if number not in queued}
    inquiries.keep(_questions(source, new, common, by=by, now=now))
    for one in queued.values():
        one.state = after(one.state, InquiryEvent.SENDING)
        one.question_file_id, one.sent_at, one.due_on = file_id, now, due_on
    facts = {"source": source.key, "sha256": digest, "ground": ground}
    subject = f"inquiry_file:{file_id}"
    note(Entry.QUESTIONS_MADE, by=by, now=now, subject=subject, count=len(pairs), **facts)
    return data, made


def _questions(
    source: Source, references: dict[str, str], common: dict[str, object], *, by: Actor, now: dt.datetime
) -> list[Inquiry]:
    known = asked_numbers.associations_by_number(references)
    return [
        Inquiry(
            source_id=source.id,
            reference=reference,
            org_number=number,
            association_id=known.get(number),
            state=InquiryState.SENT,
            asked_by=by.id,
            sent_at=now,
            **common,
        )
        for number, reference in references.items()
    ]


def _outbox_of(source_key: str) -> Path:
    """Where whatever carries question files away finds those of a source."""
    return settings().data_dir / "outbox" / source_key
