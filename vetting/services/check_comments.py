"""The association's part of a spot check: the letter, the reminder, and what it says. Silence speaks too."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.chance_words import plain_chance
from vetting.domain.check_letter import (
    CheckLetter,
    DrawnAs,
    asked_areas,
    comment_due_on,
    content_of,
    due_after_reminder,
)
from vetting.domain.check_readers import oversees
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.domain.round_stages import require_stage
from vetting.domain.round_terms import terms_from
from vetting.domain.sealed_document import read_seal
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import RoundStage, SpotCheckState, Stream
from vetting.gateways import check_letters, letters
from vetting.gateways.calendar import days_of
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records import check_facts, check_hands, notices, reminders, rounds, secrecy_marks, spot_checks
from vetting.records.db import settings, transaction
from vetting.records.notices import Notice, NoticeKind
from vetting.records.round_access import round_to_run
from vetting.records.rounds import SpotCheckRound
from vetting.records.spot_checks import SpotCheck, note_check


@dataclass(frozen=True)
class ShownCheckLetter:
    """A letter as markup with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    markup: str
    digest: str
    has_pdf: bool


@dataclass(frozen=True)
class CheckLetterFile:
    name: str
    data: bytes


def ask_for_comment(check_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Writes the letter that tells the association of the check and asks for its comment; gives its id.

    Raises Refused `comment_already_asked`, `check_closed`, `check_left`, `conflict_of_interest`; NotFound.
    """
    with transaction():
        check = _in_hand(check_id, by)
        if check.asked_at is not None:
            raise Refused("comment_already_asked")
        return _ask(check, check_hands.round_of(check), by=by, now=now)


def ask_everybody(round_id: str, *, by: Actor, now: dt.datetime) -> int:
    """Writes the letter to every drawn association of the round that has not had it; gives how many.

    Checks without anybody to make them have their letters too: the association is told in time.
    Raises Refused `round_not_drawn`, `round_voided`; NotFound.
    """
    with transaction(is_piece=True):  # a round whose letters are all written leaves no entry
        row = round_to_run(round_id, by=by)
        require_stage(row.stage, RoundStage.DRAWN)
        waiting = spot_checks.checks_to_ask(row.id)
        for check in waiting:
            _ask(check, row, by=by, now=now)
        return len(waiting)


def _ask(check: SpotCheck, round_: SpotCheckRound, *, by: Actor, now: dt.datetime) -> str:
    days = days_of(now)
    answer_days = terms_from(round_.terms).answer_days
    check.comment_due_on = comment_due_on(days.today, answer_days, days.holidays)
    check.asked_at = now
    check_hands.begin(check, by=by, now=now)
    check.state = SpotCheckState.AWAITING_COMMENT
    notice = _write(_letter(check, round_, by=by, now=now), check, "Stickprovskontroll", by=by, now=now)
    note_check(Entry.COMMENT_ASKED, check, by=by, now=now, due_on=check.comment_due_on.isoformat())
    return notice.id


def remind_of_comment(check_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Reminds once, with a week left at the least; gives the letter's id.

    Raises Refused `comment_not_asked`, `reply_has_come`, `already_reminded`, and as ask_for_comment.
    """
    with transaction():
        check = _in_hand(check_id, by)
        if check.asked_at is None or check.comment_due_on is None:
            raise Refused("comment_not_asked")
        if check.comment_recorded_at is not None:
            raise Refused("reply_has_come")
        if check.reminded_at is not None:
            raise Refused("already_reminded")
        days = days_of(now)
        check.comment_due_on = due_after_reminder(check.comment_due_on, days.today, days.holidays)
        check.reminded_at = now
        _settle(check, by, now)
        letter = _letter(check, check_hands.round_of(check), by=by, now=now)
        notice = _write(letter, check, "Påminnelse om stickprovskontroll", by=by, now=now)
        due_on = check.comment_due_on.isoformat()
        note_check(Entry.COMMENT_REMINDED, check, by=by, now=now, due_on=due_on)
        return notice.id


def record_comment(check_id: str, comment: str, said_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """Keeps what the association said and when; a further comment follows the earlier one, which stays.

    Raises Refused `comment_not_asked`, `comment_in_future`, `comment_before_letter`, `text_missing`,
    `text_too_long`, `personal_number_in_text`, and those of check_to_make.
    """
    with transaction():
        check = check_hands.check_to_make(check_id, by=by).check
        if check.asked_at is None:
            raise Refused("comment_not_asked")
        if said_on > swedish_day(now):
            raise Refused("comment_in_future", field="said_on")
        if said_on < swedish_day(check.asked_at):
            raise Refused("comment_before_letter", field="said_on")
        written = require_written(comment, field="comment", is_received=True)
        check.comment = f"{check.comment}\n\n{written}" if check.comment else written
        check.comment_on, check.comment_recorded_by, check.comment_recorded_at = said_on, by.id, now
        if check.state is SpotCheckState.AWAITING_COMMENT:
            check.state = SpotCheckState.UNDER_WAY
        _settle(check, by, now)
        note_check(Entry.COMMENT_RECORDED, check, by=by, now=now, said_on=said_on.isoformat())


def shown_check_letter(check_id: str, notice_id: str, *, by: Actor) -> ShownCheckLetter:
    """A letter about the check, to be read and printed. Raises NotFound."""
    letter = _letter_of(check_id, notice_id, by)
    return ShownCheckLetter(
        subject=letter.subject,
        markup=check_letters.letter_markup(letter.content),
        digest=letter.digest,
        has_pdf=letters.pdf_available(),
    )


def check_letter_pdf(check_id: str, notice_id: str, *, by: Actor) -> CheckLetterFile:
    """The letter as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    letter = _letter_of(check_id, notice_id, by)
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    number = str(letter.content["case_number"]).replace("/", "-").replace(" ", "-")
    kind = "paminnelse" if letter.content["is_reminder"] else "stickprov"
    return CheckLetterFile(f"{kind}-{number}.pdf", check_letters.letter_pdf(letter.content))


def _in_hand(check_id: str, by: Actor) -> SpotCheck:
    """For the checker, or for whoever runs the round: the letters go out whoever is away."""
    check = check_hands.check_to_run(check_id, by=by)
    check_hands.require_open(check)
    return check


def _settle(check: SpotCheck, by: Actor, now: dt.datetime) -> None:
    """Nobody is chased any more for a reply that is late."""
    reminders.settle_reminders(f"spot_check:{check.id}", "comment_late", by=by.id, now=now)


def _letter(check: SpotCheck, round_: SpotCheckRound, *, by: Actor, now: dt.datetime) -> CheckLetter:
    names = check_facts.facts_of(check)
    chance = plain_chance(check.chance)
    checklist = checklist_of(round_)
    return CheckLetter(
        check=check.id,
        is_reminder=check.reminded_at is not None,
        municipality=settings().municipality,
        board=names.board,
        case_number=check.item,
        association=names.association,
        org_number=names.org_number,
        scheme=names.scheme,
        amount=names.amount,
        decided_on=names.decided_on.isoformat(),
        drawn=DrawnAs(
            round_.half_year,
            check.stream.value,
            _grounds(check),
            chance.count,
            chance.of,
            chance.is_exact,
        ),
        areas=asked_areas(checklist),
        checklist=f"{checklist.title.sv} {checklist.version}",
        written_on=swedish_day(now).isoformat(),
        asked_on=swedish_day(check.asked_at or now).isoformat(),
        due_on=check.comment_due_on.isoformat() if check.comment_due_on else "",
        officer=secrecy_marks.withheld_in_letters(check.case_id).officer(names.officer or by.name),
    )


def _grounds(check: SpotCheck) -> tuple[str, ...]:
    """Words of TakeAllGround or WeightGround: why it is checked, or what gave it more lots.

    What was drawn at random but would have been checked anyway is told why, too.
    """
    if check.stream is Stream.TAKE_ALL:
        return tuple(check.grounds.split())
    if check.stream is Stream.RANDOM and not plain_chance(check.chance).is_certain:
        return ()
    seal = read_seal(rounds.document(check.round_id, "seal").body.encode())
    line = next(line for line in seal.items if line.item == check.item)
    grounds = line.weight_grounds if check.stream is Stream.WEIGHTED else line.take_all_grounds
    return tuple(ground.value for ground in grounds)


def _write(letter: CheckLetter, check: SpotCheck, subject: str, *, by: Actor, now: dt.datetime) -> Notice:
    named, content = f"{subject} {check.item}", content_of(letter)
    return notices.keep_letter(check.case_id, NoticeKind.SPOT_CHECK, named, content, by=by, now=now)


def _letter_of(check_id: str, notice_id: str, by: Actor) -> Notice:
    """The letter, for readers of the check and those who oversee it. It holds no reader's answers."""
    require(by, Act.SEE_SPOT_CHECKS)
    check = spot_checks.check_to_see(check_id)
    check_hands.readers_of(check).seen_by(by.id, oversees=oversees(by, check.board_id))
    found = [notice for notice in check_facts.letters_of(check.id, check.case_id) if notice.id == notice_id]
    if not found:
        raise NotFound("letter_not_written")
    return found[0]
