"""Letters handed out: made anew from their kept content each time, the same content in the same words."""

from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.gateways import letters
from vetting.gateways.letters import LetterFile
from vetting.records import notices
from vetting.records.applications import Case
from vetting.records.notices import Notice


@dataclass(frozen=True)
class ShownLetter:
    """A letter as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    case_number: str
    markup: str
    digest: str
    has_pdf: bool


def shown_letter(case_id: str, *, by: Actor) -> ShownLetter:
    """The decision letter of a case, to be read and printed. Raises NotFound until there is one."""
    case, letter = _letter_of(case_id, by)
    return ShownLetter(
        subject=letter.subject,
        case_number=case.case_number,
        markup=letters.letter_markup(letter.content),
        digest=letter.digest,
        has_pdf=letters.pdf_available(),
    )


def letter_pdf(case_id: str, *, by: Actor) -> LetterFile:
    """The decision letter as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    case, letter = _letter_of(case_id, by)
    letters.require_pdf()
    name = "beslut-" + case.case_number.replace("/", "-").replace(" ", "-") + ".pdf"
    return LetterFile(name, letters.letter_pdf(letter.content))


def _letter_of(case_id: str, by: Actor) -> tuple[Case, Notice]:
    case, letter = notices.case_with_decision_letter(case_id)
    require(by, Act.SEE_CASES, case.board_id)
    if letter is None:
        raise NotFound("letter_not_written")
    return case, letter
