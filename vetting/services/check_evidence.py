"""What the answers of a spot check rest on: evidence added to the own reading, and its files opened."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.answers import EVIDENCE_LEVELS
from vetting.domain.authority import Act, Actor, require
from vetting.domain.check_readers import oversees
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.focus_areas import check_standings
from vetting.domain.free_text import require_written
from vetting.domain.swedish_time import swedish_day
from vetting.domain.verdict import Standing
from vetting.gateways import file_store
from vetting.gateways.pinned_checklists import checklist_of
from vetting.gateways.uploads import inspect_upload
from vetting.records import check_hands, check_sheets, files, spot_checks
from vetting.records.check_hands import Hand
from vetting.records.check_sheets import CheckEvidence
from vetting.records.db import settings, transaction
from vetting.records.spot_checks import note_check


@dataclass(frozen=True)
class NewCheckEvidence:
    """A piece of evidence as written; `act_on` is the day of what it shows, where it shows one."""

    question_id: str
    kind: str
    level: int
    description: str
    source: str
    act_on: dt.date | None = None
    is_contrary: bool = False


@dataclass(frozen=True)
class OpenedFile:
    """Bytes of a stored file, to be handed out."""

    name: str
    media_type: str
    data: bytes


def add_check_evidence(
    check_id: str,
    new: NewCheckEvidence,
    *,
    file: tuple[str, bytes] | None = None,
    by: Actor,
    now: dt.datetime,
) -> str:
    """Adds evidence to the actor's own reading and gives its id; `file` is a name and bytes.

    Raises Refused `reading_signed`, `unknown_question`, `question_not_asked`, `unknown_evidence_kind`,
    `unknown_evidence_level`, `act_in_future`, `text_missing`, `personal_number_in_text`, UnusableFile for
    what the guards refuse, and those of check_to_read.
    """
    with transaction():
        hand = check_hands.check_to_read(check_id, by=by)
        if hand.reading in hand.readers.signed and not hand.readers.all_signed:
            raise Refused("reading_signed")
        _require_fitting(new, checklist_of(hand.round), hand, now)
        row = check_sheets.add_evidence(
            CheckEvidence(
                check_id=check_id,
                reading=hand.reading,
                question_id=new.question_id,
                kind=new.kind,
                level=new.level,
                description=require_written(new.description, field="description"),
                source=require_written(new.source, field="source", longest=300),
                act_on=new.act_on,
                is_contrary=new.is_contrary,
                file_digest=_kept(file, now),
                captured_at=now,
                added_by=by.id,
                added_at=now,
            )
        )
        check_hands.begin(hand.check, by=by, now=now)
        about = {"evidence": row.id, "question": row.question_id, "reading": row.reading}
        note_check(Entry.SPOT_CHECK_EVIDENCE_ADDED, hand.check, by=by, now=now, **about)
        return row.id


def open_check_evidence(check_id: str, evidence_id: str, *, by: Actor, now: dt.datetime) -> OpenedFile:
    """The file of a piece of evidence that the actor may see; noted before it is handed out.

    Raises NotFound, also for the other reader's while two read apart, and UnusableFile `file_damaged`.
    """
    with transaction():
        require(by, Act.SEE_SPOT_CHECKS)
        check = spot_checks.check_to_see(check_id)
        seen = check_hands.readers_of(check).seen_by(by.id, oversees=oversees(by, check.board_id))
        row, stored = check_sheets.evidence_file(check_id, evidence_id, readings=seen)
        note_check(Entry.SPOT_CHECK_VIEWED, check, by=by, now=now, evidence=row.id)
        name, media_type, digest = f"{row.question_id}-{row.id}", stored.content_type, stored.digest
    data = file_store.read_whole(settings().files_dir, digest, name)
    return OpenedFile(name, media_type, data)


def _require_fitting(new: NewCheckEvidence, checklist: Checklist, hand: Hand, now: dt.datetime) -> None:
    question = checklist.question(new.question_id)
    standing = check_standings(checklist, check_sheets.answers_standing(hand.check.id, hand.reading))
    if standing[question.id] is not Standing.OPEN:
        raise Refused("question_not_asked", question=question.id)
    if new.kind not in checklist.words.evidence:
        raise Refused("unknown_evidence_kind", question=question.id)
    if new.level not in EVIDENCE_LEVELS:
        raise Refused("unknown_evidence_level", question=question.id)
    if new.act_on is not None and new.act_on > swedish_day(now):
        raise Refused("act_in_future", day=new.act_on.isoformat())


def _kept(file: tuple[str, bytes] | None, now: dt.datetime) -> str | None:
    if file is None:
        return None
    upload = inspect_upload(file[1], file[0])
    digest = file_store.keep(settings().files_dir, file[1])
    files.remember_file(digest, size=upload.size, content_type=upload.media_type, now=now)
    return digest
