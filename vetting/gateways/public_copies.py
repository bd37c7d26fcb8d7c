"""Public copies as markup and as tagged PDF, made from their kept, masked content alone."""

from collections.abc import Mapping

from vetting.gateways import letters


def copy_markup(content: Mapping[str, object]) -> str:
    """The copy's own part of a page: the same content gives the same bytes."""
    return letters.environment().get_template("_public_copy.html").render(copy=content)


def copy_pdf(content: Mapping[str, object]) -> bytes:
    """The copy as a tagged PDF, A4, with its styles and fonts inside and no attachment."""
    template = letters.environment().get_template("public_copy.html")
    document = template.render(copy=content, fonts=letters.fonts())
    return letters.pdf_of(document, name=str(content["case_number"]))
