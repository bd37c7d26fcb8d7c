"""The letter about a payment that waits, handed out: made anew from its kept content each time."""

from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.gateways import hold_letters, letters
from vetting.gateways.letters import LetterFile
from vetting.records import cases, notices
from vetting.records.notices import Notice, NoticeKind


@dataclass(frozen=True)
class ShownHoldLetter:
    """The letter as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    markup: str
    digest: str
    has_pdf: bool


def shown_letter(case_id: str, notice_id: str, *, by: Actor) -> ShownHoldLetter:
    """The letter, to be read and printed. Raises NotFound."""
    letter = _letter_of(case_id, notice_id, by)
    markup = hold_letters.letter_markup(letter.content)
    return ShownHoldLetter(letter.subject, markup, letter.digest, letters.pdf_available())


def letter_pdf(case_id: str, notice_id: str, *, by: Actor) -> LetterFile:
    """The letter as a tagged PDF. Raises NotFound, Refused `pdf_not_installed` where the extra is missing."""
    letter = _letter_of(case_id, notice_id, by)
    letters.require_pdf()
    number = str(letter.content["case_number"]).replace("/", "-").replace(" ", "-")
    data = hold_letters.letter_pdf(letter.content, name=letter.id)
    return LetterFile(f"utbetalning-vantar-{number}.pdf", data)


def _letter_of(case_id: str, notice_id: str, by: Actor) -> Notice:
    require(by, Act.SEE_CASES, cases.case(case_id).board_id)
    letter = notices.notice_of_case(case_id, notice_id)
    if letter.kind is not NoticeKind.PAYMENT_HOLD:
        raise NotFound("letter_not_written")
    return letter
