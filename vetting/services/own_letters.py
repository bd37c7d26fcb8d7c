"""Letters that an association opens from its own view of its case: the same words as were sent."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.errors import NotFound, Refused
from vetting.domain.swedish_time import swedish_day
from vetting.gateways import hearing_letters, hold_letters, letters, plan_letters
from vetting.records import notices
from vetting.records.case_codes import OwnCase
from vetting.records.notices import Notice, NoticeKind

KINDS = (
    NoticeKind.DECISION,
    NoticeKind.SUPPLEMENT,
    NoticeKind.HEARING,
    NoticeKind.PAYMENT_HOLD,
    NoticeKind.PLAN_LETTER,
)


@dataclass(frozen=True)
class OwnLetter:
    """A letter of the case: its data, and its markup where it is made from the data alone (else "")."""

    kind: NoticeKind
    subject: str
    content: Mapping[str, object]
    markup: str
    written_on: dt.date
    has_pdf: bool


@dataclass(frozen=True)
class OwnLetterFile:
    """A letter as PDF: the name it is saved under, and its bytes."""

    name: str
    data: bytes


def own_letter(own: OwnCase, notice_id: str) -> OwnLetter:
    """A letter of the case that the session opens, and of no other. Raises NotFound."""
    letter = _letter_of(own, notice_id)
    return OwnLetter(
        kind=letter.kind,
        subject=letter.subject,
        content=letter.content,
        markup=_markup(letter),
        written_on=swedish_day(letter.written_at),
        has_pdf=letter.kind is not NoticeKind.SUPPLEMENT and letters.pdf_available(),
    )


def own_letter_pdf(own: OwnCase, notice_id: str) -> OwnLetterFile:
    """The letter as a tagged PDF. Raises NotFound, and Refused `pdf_not_installed`."""
    letter = _letter_of(own, notice_id)
    if letter.kind is NoticeKind.SUPPLEMENT:
        raise NotFound("not_found")
    if not letters.pdf_available():
        raise Refused("pdf_not_installed")
    number = own.case_number.replace("/", "-").replace(" ", "-")
    if letter.kind is NoticeKind.HEARING:
        data = hearing_letters.letter_pdf(letter.content, name=letter.id)
        return OwnLetterFile(f"kommunicering-{number}.pdf", data)
    if letter.kind is NoticeKind.PAYMENT_HOLD:
        data = hold_letters.letter_pdf(letter.content, name=letter.id)
        return OwnLetterFile(f"utbetalning-vantar-{number}.pdf", data)
    if letter.kind is NoticeKind.PLAN_LETTER:
        data = plan_letters.letter_pdf(letter.content, name=letter.id)
        return OwnLetterFile(f"uppfoljning-{number}.pdf", data)
    return OwnLetterFile(f"beslut-{number}.pdf", letters.letter_pdf(letter.content))


def _letter_of(own: OwnCase, notice_id: str) -> Notice:
    letter = notices.notice_of_case(own.case_id, notice_id)
    if letter.kind not in KINDS:
        raise NotFound("letter_not_written")
    return letter


def _markup(letter: Notice) -> str:
    if letter.kind is NoticeKind.HEARING:
        return hearing_letters.letter_markup(letter.content)
    if letter.kind is NoticeKind.PAYMENT_HOLD:
        return hold_letters.letter_markup(letter.content)
    if letter.kind is NoticeKind.PLAN_LETTER:
        return plan_letters.letter_markup(letter.content)
    if letter.kind is NoticeKind.DECISION:
        return letters.letter_markup(letter.content)
    return ""
