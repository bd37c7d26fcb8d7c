"""Letters about spot checks as markup and as tagged PDF, made from their kept content alone."""

from collections.abc import Mapping

from vetting.gateways import letters


def letter_markup(content: Mapping[str, object]) -> str:
    """The letter's own part of a page: the same content gives the same bytes."""
    return letters.environment().get_template("_spot_check.html").render(letter=content)


def letter_document(content: Mapping[str, object]) -> str:
    """The letter as a whole document with its styles and fonts inside: nothing is fetched."""
    template = letters.environment().get_template("spot_check.html")
    return template.render(letter=content, fonts=letters.fonts())


def letter_pdf(content: Mapping[str, object]) -> bytes:
    """The letter as a tagged PDF."""
    return letters.pdf_of(letter_document(content), name=str(content["check"]))
