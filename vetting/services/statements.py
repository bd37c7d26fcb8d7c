"""What the association says in its case: taken down by an officer or sent by itself, and considered."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.hearings import (
    BEFORE_DECISION,
    LONGEST_STATEMENT,
    MOST_A_DAY,
    require_noted,
    require_received,
    timing_of,
)
from vetting.domain.misuse import GuardedDeed
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import OPEN
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Stage
from vetting.domain.terms_decisions import StatementChannel, StatementTiming
from vetting.gateways import case_papers, file_store
from vetting.gateways.uploads import Upload, inspect_upload
from vetting.records import (
    case_codes,
    cases,
    files,
    hearings,
    member_lists,
    own_material,
    sheets,
    unread_statements,
)
from vetting.records.applications import Case
from vetting.records.case_codes import OwnCase
from vetting.records.db import settings, transaction
from vetting.records.decisions import declared_by
from vetting.records.hearings import Statement
from vetting.records.journal import note
from vetting.records.papers import shown_name
from vetting.records.refused_deeds import note_refusal, told_if_refused
from vetting.records.reminders import Reminder, settle_reminders, write_reminder

A_DAY = dt.timedelta(days=1)
MOST_BYTES_A_DAY = 100 * 1024 * 1024  # of files from the association's own page in one case
TO_READ = "statement_to_read"


@dataclass(frozen=True)
class Spoken:
    """What came in: the words, and the name and bytes of a file with them, if there is one. `is_whole`: the
    association says itself that it has nothing more to say before its time to answer is out."""

    text: str
    file: tuple[str, bytes] | None = None
    is_whole: bool = False


@dataclass(frozen=True)
class OpenedFile:
    """A file on its way to the reader."""

    file_name: str
    media_type: str
    data: bytes


def record_statement(
    case_id: str,
    spoken: Spoken,
    *,
    channel: StatementChannel,
    received_on: dt.date,
    by: Actor,
    now: dt.datetime,
) -> StatementTiming:
    """Takes down what came by letter, e-mail, telephone or in person, and tells when that was.

    After the decision it is kept as incoming and changes nothing. Raises Refused `statement_empty`,
    `statement_day_impossible`, `statement_channel`, `personal_number_in_text`, `case_not_open` for a case
    that was withdrawn, `conflict_of_interest`, and UnusableFile for a file the guards refuse.
    """
    require(by, Act.PREPARE_CASE, cases.case(case_id).board_id)
    require_noted(channel)
    text, upload = _sound(spoken)
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        opened_on = swedish_day(case.opened_at)
        require_received(received_on, opened_on=opened_on, today=swedish_day(now))
        row = Statement(channel=channel, received_on=received_on, text=text)
        return _keep(case, row, spoken, upload, by=by, now=now)


def send_statement(own: OwnCase, spoken: Spoken, *, by: Actor, now: dt.datetime) -> StatementTiming:
    """What the association writes on its own page, in the case its session opens. The case officer finds a
    reminder on My day.

    What comes after the decision is refused as a reply and that is told in the journal; that it came in is
    kept, as what comes in to an authority is. Raises as record_statement, Refused `statements_too_many` or
    `statement_files_too_large`, and NotFound when the session has been ended.
    """
    text, upload = _sound(spoken)
    with told_if_refused(GuardedDeed.REPLY, own.case_id, by=by, now=now), transaction():
        case = sheets.case_in_hand(own.case_id)
        case_codes.require_session(own, now)
        _require_within_a_day(case, upload, now)
        row = Statement(channel=StatementChannel.OWN_VIEW, received_on=swedish_day(now), text=text)
        row.is_final = spoken.is_whole
        timing = _keep(case, row, spoken, upload, by=by, now=now)
        if case.assigned_to is not None and timing in BEFORE_DECISION:
            _remind(case, row, now)
        if timing is StatementTiming.AFTER_DECISION:
            note_refusal(GuardedDeed.REPLY, case.id, ("statement_after_decision",), by=by, now=now)
        return timing


def consider_statement(
    case_id: str, statement_id: str, word: str, *, is_final: bool = False, by: Actor, now: dt.datetime
) -> None:
    """What the statement means for the case, said by an officer who has read it; said once. `is_final`: it is
    the whole answer, so that no more is awaited; one that asks for longer time, or promises more, is not.

    Raises Refused `already_considered`, `text_missing`, `conflict_of_interest`, and `case_not_open` for what
    came after the decision.
    """
    considered = require_written(word, field="considered")
    with told_if_refused(GuardedDeed.CONSIDER_STATEMENT, case_id, by=by, now=now), transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        row = hearings.statement_in_hand(case_id, statement_id)
        if case.stage not in OPEN:
            raise Refused("case_not_open", stage=case.stage.value)
        if row.timing not in BEFORE_DECISION:
            raise NotFound("not_found")
        if row.considered_at is not None:
            raise Refused("already_considered")
        row.considered, row.considered_by, row.considered_at = considered, by.id, now
        row.is_final = row.is_final or is_final
        if all(other.considered_at for other in hearings.statements_of(case.id)):
            settle_reminders(f"case:{case.id}", TO_READ, by=by.id, now=now)
        _note(Entry.STATEMENT_CONSIDERED, row, by, now, is_final=row.is_final)


def open_statement_file(case_id: str, statement_id: str, *, by: Actor, now: dt.datetime) -> OpenedFile:
    """The file that came with a statement; that it was opened is in the journal before anybody reads it.

    Raises NotFound, and UnusableFile `file_damaged` when the stored bytes are not those received.
    """
    with transaction():
        case = cases.case(case_id)
        require(by, Act.SEE_CASES, case.board_id)
        row = hearings.statement_in_hand(case_id, statement_id)
        if row.file_digest is None:
            raise NotFound("not_found")
        media_type = files.media_type_of(row.file_digest)
        _note(Entry.STATEMENT_VIEWED, row, by, now, digest=row.file_digest)
        name, digest = row.file_name, row.file_digest
    return OpenedFile(name, media_type, file_store.read_whole(settings().files_dir, digest, name))


def _sound(spoken: Spoken) -> tuple[str, Upload | None]:
    """The words tidied, and what the file is once the guards let it through; it is not kept yet."""
    text = require_writable(spoken.text, field="text", longest=LONGEST_STATEMENT, is_received=True)
    if not text and spoken.file is None:
        raise Refused("statement_empty", field="text")
    if spoken.file is None:
        return text, None
    name, data = spoken.file
    most = settings().max_upload_bytes
    return text, inspect_upload(data, name, allowed=case_papers.ALLOWED, max_bytes=most)


def _require_within_a_day(case: Case, upload: Upload | None, now: dt.datetime) -> None:
    """Nobody floods the case, nor the disk, from the association's page."""
    count, size = own_material.sent_since(case.id, now - A_DAY)
    if count >= MOST_A_DAY:
        raise Refused("statements_too_many", most=MOST_A_DAY)
    if upload is not None and size + upload.size > MOST_BYTES_A_DAY:
        raise Refused("statement_files_too_large", field="attachment", most=MOST_BYTES_A_DAY // 1024**2)


def _keep(
    case: Case, row: Statement, spoken: Spoken, upload: Upload | None, *, by: Actor, now: dt.datetime
) -> StatementTiming:
    if case.stage is Stage.WITHDRAWN:
        raise Refused("case_not_open", stage=case.stage.value)
    if spoken.file is not None:
        member_lists.require_none(case.id, *spoken.file)
    row.case_id, row.entered_by, row.entered_at = case.id, by.id, now
    last_day = hearings.last_day_to_answer(case.id)
    decision = hearings.decision_in(case.id)
    decided_on = None if decision is None else decision.decided_on
    row.timing = timing_of(row.received_on, decided_on=decided_on, last_day=last_day)
    if upload is not None and spoken.file is not None:
        file_store.keep(settings().files_dir, spoken.file[1])  # after every refusal: it leaves no bytes
        files.remember_file(upload.sha256, size=upload.size, content_type=upload.media_type, now=now)
        row.file_digest, row.file_name = upload.sha256, shown_name(spoken.file[0])
    hearings.add_statement(row)
    if decision is not None and row.timing is StatementTiming.UNREAD:
        unread_statements.warn(case, row, decided_by=decision.decided_by, now=now)
    told = {"came_by": row.channel.value, "timing": row.timing.value}
    _note(Entry.STATEMENT_RECEIVED, row, by, now, **told, received_on=row.received_on.isoformat())
    return row.timing


def _remind(case: Case, row: Statement, now: dt.datetime) -> None:
    write_reminder(
        Reminder(
            key=f"{TO_READ}:{row.id}",
            kind=TO_READ,
            subject=f"case:{case.id}",
            facts={"case_number": case.case_number},
            officer_id=case.assigned_to,
            written_at=now,
        )
    )


def _note(entry: Entry, row: Statement, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"statement:{row.id}", case_id=row.case_id, **facts)
