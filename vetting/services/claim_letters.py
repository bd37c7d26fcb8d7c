"""Demands handed out: made anew from their kept content each time, the same content in the same words."""

from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.gateways import demand_letters, letters
from vetting.gateways.letters import LetterFile
from vetting.records import cases, notices
from vetting.records.claims import claim_of
from vetting.records.notices import Notice, NoticeKind


@dataclass(frozen=True)
class ShownDemand:
    """The demand as markup, with the digest of its content. `has_pdf`: whether a PDF can be made here."""

    subject: str
    case_number: str
    markup: str
    digest: str
    has_pdf: bool


def shown_demand(claim_id: str, notice_id: str, *, by: Actor) -> ShownDemand:
    """A demand of the claim, to be read and printed. Raises NotFound."""
    number, letter = _letter_of(claim_id, notice_id, by)
    markup = demand_letters.letter_markup(letter.content)
    return ShownDemand(letter.subject, number, markup, letter.digest, letters.pdf_available())


def demand_pdf(claim_id: str, notice_id: str, *, by: Actor) -> LetterFile:
    """The demand as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    number, letter = _letter_of(claim_id, notice_id, by)
    letters.require_pdf()
    name = "krav-" + number.replace("/", "-").replace(" ", "-")
    return LetterFile(f"{name}.pdf", demand_letters.letter_pdf(letter.content, name=name))


def _letter_of(claim_id: str, notice_id: str, by: Actor) -> tuple[str, Notice]:
    claim = claim_of(claim_id)
    require(by, Act.SEE_LEDGER, claim.board_id)
    letter = notices.notice_of_case(claim.case_id, notice_id)
    if letter.kind is not NoticeKind.DEMAND:
        raise NotFound("letter_not_written")
    return cases.case(claim.case_id).case_number, letter
