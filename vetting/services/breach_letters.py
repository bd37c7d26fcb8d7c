"""Letters about broken contracts, handed out: made anew from their kept content, always in the same words."""

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.gateways import breach_letters, letters
from vetting.gateways.letters import LetterFile, ShownLetter
from vetting.records import breaches


def shown_letter(step_id: str, *, by: Actor) -> ShownLetter:
    """The letter of a step, to be read and printed. Raises NotFound until the step is taken."""
    content, digest = _letter_of(step_id, by)
    return letters.shown(breach_letters.letter_markup(content), digest)


def letter_pdf(step_id: str, *, by: Actor) -> LetterFile:
    """The letter as a tagged PDF. Raises Refused `pdf_not_installed` where the extra is missing."""
    content, _digest = _letter_of(step_id, by)
    letters.require_pdf()
    return LetterFile(f"avtal-{step_id}.pdf", breach_letters.letter_pdf(content, name=step_id))


def _letter_of(step_id: str, by: Actor) -> tuple[dict[str, object], str]:
    row = breaches.step(step_id)
    contract = breaches.contract_of(breaches.breach(row.breach_id).request_id)
    require(by, Act.SEE_PREMISES, contract.premises.board_id)
    if row.content is None or row.digest is None:
        raise NotFound("letter_not_written")
    return row.content, row.digest
