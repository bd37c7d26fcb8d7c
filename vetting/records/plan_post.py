"""Letters about a plan: kept with their case, and put in the post or on the desk to be printed."""

import datetime as dt

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.plan_letter import PlanLetter
from vetting.domain.report_post import address_of_letters
from vetting.domain.swedish_time import swedish_day
from vetting.records import secrecy_marks
from vetting.records.applications import Case
from vetting.records.association_reports import reply_address
from vetting.records.associations import Association
from vetting.records.db import db, settings
from vetting.records.decision_papers import names_of_case
from vetting.records.follow_ups import FollowUp
from vetting.records.journal import note
from vetting.records.notices import Notice, NoticeKind, keep_letter
from vetting.records.officers import officer
from vetting.records.outbox import queue_message
from vetting.records.reminders import Reminder, write_reminder


def write_to_association(
    case: Case, item: FollowUp, said: tuple[str, tuple[str, ...]], *, by: Actor, now: dt.datetime
) -> str:
    """Keeps the letter (`said`: its subject and paragraphs) and sends it by e-mail; without an address it
    lies on the desk of whoever has the item, to be printed. Gives its id."""
    letter = _letter(case, item, said, now)
    notice = keep_letter(case.id, NoticeKind.PLAN_LETTER, letter.subject, letter.as_kept(), by=by, now=now)
    listed = db.session.get_one(Association, case.association_id).email
    address = address_of_letters(listed, reply_address(case.id))
    if address:
        key, body = message_key(notice.id), letter.as_text()
        queue_message(key, address, subject=letter.subject, body=body, now=now, case_id=case.id)
        note(Entry.MESSAGE_QUEUED, by=by, now=now, subject=f"notice:{notice.id}", case_id=case.id)
    else:
        _lay_on_desk(notice, item.owner_id, letter, now=now)
    return notice.id


def message_key(notice_id: str) -> str:
    """The key of the message that carries the letter by e-mail."""
    return f"plan_letter:{notice_id}"


def _lay_on_desk(notice: Notice, officer_id: str, letter: PlanLetter, *, now: dt.datetime) -> None:
    """Without an address the letter is printed by whoever has the item."""
    write_reminder(
        Reminder(
            key=f"plan_letter:{notice.id}",
            kind="plan_letter",
            subject=f"plan_letter:{notice.case_id}.{notice.id}",
            facts={"case_number": letter.case_number, "association": letter.association},
            officer_id=officer_id,
            written_at=now,
        )
    )


def _letter(case: Case, item: FollowUp, said: tuple[str, tuple[str, ...]], now: dt.datetime) -> PlanLetter:
    names, hidden = names_of_case(case), secrecy_marks.withheld_in_letters(case.id)
    subject, paragraphs = said
    return PlanLetter(
        municipality=settings().municipality,
        board=names.board,
        case_number=case.case_number,
        association=names.association,
        org_number=names.org_number,
        subject=subject,
        written_on=swedish_day(now).isoformat(),
        paragraphs=tuple(hidden.text(one) for one in paragraphs),
        officer=hidden.officer(officer(item.owner_id).display_name),
    )
