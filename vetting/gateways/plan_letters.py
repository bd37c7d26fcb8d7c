"""Letters about a follow-up plan, as markup and as tagged PDF, from their kept content alone."""

from collections.abc import Mapping

from vetting.gateways import letters


def letter_markup(content: Mapping[str, object]) -> str:
    """The letter's own part of a page: the same content gives the same bytes."""
    return letters.environment().get_template("_plan.html").render(letter=content)


def letter_pdf(content: Mapping[str, object], *, name: str) -> bytes:
    """The letter as a tagged PDF, A4, with its styles and fonts inside."""
    made = letters.environment().get_template("plan.html")
    return letters.pdf_of(made.render(letter=content, fonts=letters.fonts()), name=name)
