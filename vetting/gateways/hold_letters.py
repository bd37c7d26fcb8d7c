"""Letters that tell of a payment that waits, as markup and as tagged PDF, from their kept content alone."""

from collections.abc import Mapping

from vetting.domain.appeals import review_of
from vetting.domain.terms import Regime
from vetting.gateways import letters


def letter_markup(content: Mapping[str, object]) -> str:
    """The letter's own part of a page: the same content gives the same bytes."""
    return _render("_payment_hold.html", content)


def letter_pdf(content: Mapping[str, object], *, name: str) -> bytes:
    """The letter as a tagged PDF, A4, with its styles and fonts inside."""
    return letters.pdf_of(_render("payment_hold.html", content, fonts=letters.fonts()), name=name)


def _render(name: str, content: Mapping[str, object], **more: object) -> str:
    review = review_of(Regime(str(content["regime"])))
    return letters.environment().get_template(name).render(letter=content, review=review, **more)
