"""The right to reply: material put before the association in a letter, exceptions from it, longer time."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.deadlines import chosen_day
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.hearing_letter import HearingLetter, content_of
from vetting.domain.hearings import (
    longer_time,
    require_purpose,
    require_reasoned,
    require_same_material,
    unshown,
)
from vetting.domain.material import Material
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import DeadlineKind, HearingExemption, HouseRuleKey
from vetting.gateways import hearing_letters, letters
from vetting.gateways.calendar import swedish_holidays
from vetting.records import (
    boards,
    cases,
    hearings,
    house_rules,
    notices,
    openings,
    secrecy_marks,
    wordings,
)
from vetting.records.applications import Case
from vetting.records.db import settings, transaction
from vetting.records.hearings import Hearing
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind
from vetting.records.preparation import begin_review, case_to_prepare


@dataclass(frozen=True)
class Drafted:
    """What the officer wrote of the letter: what is considered, how it is judged so far, the last day to
    answer (the usual time when None), and the prints of the items that stood on the page."""

    considering: str
    assessment: str
    due_on: dt.date | None
    seen: Collection[str]


@dataclass(frozen=True)
class ShownHearingLetter:
    """A letter as markup with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    markup: str
    digest: str
    has_pdf: bool


@dataclass(frozen=True)
class HearingLetterFile:
    """A letter as PDF: the name it is saved under, and its bytes."""

    name: str
    data: bytes


def communicate(case_id: str, drafted: Drafted, *, by: Actor, now: dt.datetime) -> str:
    """Writes the letter that lists exactly what the association has not been shown; gives the hearing's id.

    Nothing may be unshown: then it is heard on what it was told before, or on its own papers alone.
    Raises Refused `hearing_material_changed`, `due_too_soon`, `due_too_late`, `text_missing`,
    `personal_number_in_text`, `outlook_in_text`, a code of domain/reason_linter.py, `case_not_open` or
    `conflict_of_interest`.
    """
    with transaction():
        case = case_to_prepare(case_id, by=by)
        begin_review(case, by=by, now=now)
        items = unshown(hearings.standing_of(case.id))
        require_same_material(drafted.seen, items)
        today = swedish_day(now)
        due_on = _reply_day(drafted.due_on, today)
        notice = _write(case, _letter(case, drafted, items, due_on=due_on, by=by, now=now), by=by, now=now)
        hearing = hearings.add_hearing(
            Hearing(case_id=case.id, notice_id=notice.id, reply_due_on=due_on, made_by=by.id, made_at=now),
            items,
            marked=hearings.kept_from_association(case.id),
        )
        keys, until = [item.key for item in items], due_on.isoformat()
        _note(Entry.MATERIAL_COMMUNICATED, hearing, by, now, material=keys, due_on=until)
        return hearing.id


def exempt(case_id: str, ground: HearingExemption, *, why: str, by: Actor, now: dt.datetime) -> str:
    """Records why the material there is now is not put before the association; gives the exemption's id.

    What comes later is not excepted. Raises Refused `exemption_reason_short`, `exemption_without_items`, or
    as communicate.
    """
    reason = require_reasoned(why)
    with transaction():
        case = case_to_prepare(case_id, by=by)
        begin_review(case, by=by, now=now)
        standing = hearings.standing_of(case.id)
        require_purpose(ground, standing, today=swedish_day(now))
        items = unshown(standing)
        exemption = hearings.add_hearing(
            Hearing(case_id=case.id, exemption=ground, why=reason, made_by=by.id, made_at=now), items
        )
        keys = [item.key for item in items]
        _note(Entry.HEARING_EXEMPTED, exemption, by, now, exemption=ground.value, material=keys)
        return exemption.id


def extend(case_id: str, hearing_id: str, due_on: dt.date, *, by: Actor, now: dt.datetime) -> None:
    """Gives the association longer time to answer a letter. Raises Refused `hearing_not_longer`,
    `due_too_late`, `case_not_open`, `conflict_of_interest`, and NotFound for an exemption."""
    with transaction():
        case = case_to_prepare(case_id, by=by)
        hearing = hearings.hearing_in_hand(case.id, hearing_id)
        if hearing.reply_due_on is None:
            raise NotFound("not_found")
        before, after = hearing.reply_due_on, _longer(hearing.reply_due_on, due_on, swedish_day(now))
        hearing.reply_due_on = after
        days = {"due_before": before.isoformat(), "due_on": after.isoformat()}
        _note(Entry.HEARING_EXTENDED, hearing, by, now, **days)


def shown_hearing_letter(case_id: str, notice_id: str, *, by: Actor) -> ShownHearingLetter:
    """A letter of that case, to be read and printed. Raises NotFound."""
    letter = _letter_of(case_id, notice_id, by)
    return ShownHearingLetter(
        subject=letter.subject,
        markup=hearing_letters.letter_markup(letter.content),
        digest=letter.digest,
        has_pdf=letters.pdf_available(),
    )


def hearing_letter_pdf(case_id: str, notice_id: str, *, by: Actor) -> HearingLetterFile:
    """The letter as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    letter = _letter_of(case_id, notice_id, by)
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    number = str(letter.content["case_number"]).replace("/", "-").replace(" ", "-")
    data = hearing_letters.letter_pdf(letter.content, name=letter.id)
    return HearingLetterFile(f"kommunicering-{number}-{letter.content['written_on']}.pdf", data)


def _reply_day(wanted: dt.date | None, today: dt.date) -> dt.date:
    holidays = swedish_holidays(today.year, today.year + 1)
    return chosen_day(DeadlineKind.HEARING_REPLY, wanted, event_on=today, holidays=holidays)


def _longer(before: dt.date, wanted: dt.date, today: dt.date) -> dt.date:
    return longer_time(before, wanted, today=today, holidays=swedish_holidays(today.year, today.year + 1))


def _letter(
    case: Case, drafted: Drafted, items: Sequence[Material], *, due_on: dt.date, by: Actor, now: dt.datetime
) -> HearingLetter:
    association = openings.association_standing(case.association_id)
    marks = secrecy_marks.standing(case.id)
    hidden = secrecy_marks.withheld_by(marks)
    in_force = house_rules.rules_in_force(case.board_id, swedish_day(now))
    rule = next((one for one in in_force if one.key is HouseRuleKey.HEARING), None)
    return HearingLetter(
        municipality=settings().municipality,
        board=boards.board_name(case.board_id),
        case_number=case.case_number,
        association=association.name,
        org_number=association.org_number or "",
        scheme=boards.scheme(case.scheme_id).name,
        year=case.year,
        considering=hidden.text(wordings.require_sound(case, drafted.considering, field="considering")),
        assessment=hidden.text(wordings.require_sound(case, drafted.assessment, field="assessment")),
        items=hearings.listed_for_association(items, marks),
        written_on=swedish_day(now).isoformat(),
        due_on=due_on.isoformat(),
        officer=hidden.officer(by.name),
        adopted_by="" if rule is None else rule.adopted_by,
        adopted_on="" if rule is None else rule.adopted_on.isoformat(),
    )


def _write(case: Case, letter: HearingLetter, *, by: Actor, now: dt.datetime) -> Notice:
    subject, content = f"Kommunicering i ärende {case.case_number}", content_of(letter)
    return notices.keep_letter(case.id, NoticeKind.HEARING, subject, content, by=by, now=now)


def _letter_of(case_id: str, notice_id: str, by: Actor) -> Notice:
    require(by, Act.SEE_CASES, cases.case(case_id).board_id)
    letter = notices.notice_of_case(case_id, notice_id)
    if letter.kind is not NoticeKind.HEARING:
        raise NotFound("letter_not_written")
    return letter


def _note(entry: Entry, hearing: Hearing, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"hearing:{hearing.id}", case_id=hearing.case_id, **facts)
