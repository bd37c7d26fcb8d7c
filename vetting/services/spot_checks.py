"""One spot check made: answers saved, readings signed, differences between two readers settled."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.answers import Answer, check_answer, newly_said
from vetting.domain.authority import Actor
from vetting.domain.check_readers import FIRST
from vetting.domain.checklist import Checklist
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.findings import require_minutes, sheet_of
from vetting.domain.focus_areas import check_standings
from vetting.domain.verdict import Standing
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import check_hands, check_sheets
from vetting.records.check_hands import Hand
from vetting.records.check_sheets import CheckReading
from vetting.records.db import transaction
from vetting.records.spot_checks import note_check

Written = tuple[str, str, str]


@dataclass(frozen=True)
class SavedCheck:
    """What a save changed: the reading's new version, and questions by id."""

    sheet_version: int
    changed: tuple[str, ...]


def answer_check(
    check_id: str, answers: Sequence[Written], *, sheet_version: int, by: Actor, now: dt.datetime
) -> SavedCheck:
    """Saves those answers (question id, value, reason) that differ from what stands in the own reading.

    The first thing saved begins the check. `sheet_version` is the version the person had before them. A
    signed reading is closed until both are signed; then the checker settles the differences, each with a
    reason. Raises Refused `stale_checklist`, `answers_unsound` with every fault as (question id, code),
    `reading_signed`, `personal_number_in_text`, `text_too_long`, and those of check_to_read.
    """
    with transaction(is_piece=True):  # a save that changes nothing leaves no entry
        hand = check_hands.check_to_read(check_id, by=by)
        settles = _require_writable(hand)
        reading = check_sheets.reading_in_hand(check_id, hand.reading)
        if reading.sheet_version != sheet_version:
            raise _stale(reading, sheet_version)
        standing = check_sheets.answers_standing(check_id, hand.reading)
        levels = check_sheets.supporting_levels(check_id, {hand.reading})
        changed = newly_said(answers, standing, levels)
        if changed:
            _require_sound(checklist_of(hand.round), changed, standing, settles=settles)
            check_sheets.replace_answers(reading, changed, by=by.id, now=now)
            check_hands.begin(hand.check, by=by, now=now)
            _note_saved(hand, reading, changed, settles=settles, by=by, now=now)
        return SavedCheck(reading.sheet_version, tuple(answer.question_id for answer in changed))


def sign_reading(check_id: str, minutes: int, *, by: Actor, now: dt.datetime) -> None:
    """Signs the actor's own reading; it cannot be changed until the other one is signed as well.

    `minutes`: what the reading took. Raises Refused `no_second_reading`, `reading_signed`,
    `reading_unfinished` with the questions that are left, `minutes_odd`.
    """
    with transaction():
        hand = check_hands.check_to_read(check_id, by=by)
        if not hand.check.has_second_reading:
            raise Refused("no_second_reading")
        if hand.reading in hand.readers.signed:
            raise Refused("reading_signed")
        reading = check_sheets.reading_in_hand(check_id, hand.reading)
        answers = check_sheets.answers_standing(check_id, hand.reading)
        sheet = sheet_of(checklist_of(hand.round), answers, frozenset())
        if left := tuple(dict.fromkeys((*sheet.unanswered, *sheet.lacking))):
            raise Refused("reading_unfinished", questions=left, count=len(left))
        reading.minutes_spent = require_minutes(minutes)
        reading.signed_by, reading.signed_at, reading.signed_version = by.id, now, reading.sheet_version
        about = {"reading": hand.reading, "minutes": reading.minutes_spent}
        note_check(Entry.READING_SIGNED, hand.check, by=by, now=now, **about)


def _require_writable(hand: Hand) -> bool:
    """Whether the save settles differences after both signed. Raises Refused `reading_signed`."""
    if hand.reading not in hand.readers.signed:
        return False
    if hand.readers.all_signed and hand.reading == FIRST:
        return True
    raise Refused("reading_signed")


def _stale(reading: CheckReading, seen: int) -> Refused:
    names = check_sheets.saved_since(reading, seen)
    return Refused("stale_checklist", saved_by=", ".join(names) or "–", seen=seen, now=reading.sheet_version)


def _require_sound(
    checklist: Checklist, changed: Sequence[Answer], standing: Mapping[str, Answer], *, settles: bool
) -> None:
    """Every fault of every answer at once, so that a person mends them in one go."""
    asked = check_standings(checklist, standing)
    faults: list[tuple[str, str]] = []
    for answer in changed:
        if answer.question_id not in asked:
            faults.append((answer.question_id[:10], "unknown_question"))
        elif asked[answer.question_id] is not Standing.OPEN:
            faults.append((answer.question_id, "question_not_asked"))
        else:
            codes = _lacks(checklist, answer, settles=settles)
            faults.extend((answer.question_id, code) for code in codes)
    if faults:
        question_id, code = faults[0]
        raise Refused(
            "answers_unsound", first=code, question=question_id, count=len(faults), faults=tuple(faults)
        )


def _lacks(checklist: Checklist, answer: Answer, *, settles: bool) -> tuple[str, ...]:
    if not answer.value:
        return ("answer_empty",)
    if settles and not answer.reason:
        return ("settling_needs_reason",)
    question, levels = checklist.question(answer.question_id), answer.evidence_levels
    return check_answer(question, answer.value, reason=answer.reason, evidence_levels=levels)


def _note_saved(
    hand: Hand,
    reading: CheckReading,
    changed: Sequence[Answer],
    *,
    settles: bool,
    by: Actor,
    now: dt.datetime,
) -> None:
    """Which questions, never what: the journal is read by people who may be the other reader."""
    questions = [answer.question_id for answer in changed]
    about = {"reading": hand.reading, "questions": questions, "sheet_version": reading.sheet_version}
    note_check(Entry.SPOT_CHECK_ANSWERED, hand.check, by=by, now=now, settles=settles, **about)
