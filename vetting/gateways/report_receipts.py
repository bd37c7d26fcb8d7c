"""Receipts of associations' reports as tagged PDF, from their kept content alone."""

from collections.abc import Mapping

from vetting.gateways import letters


def receipt_pdf(content: Mapping[str, object], *, name: str) -> bytes:
    """The receipt, A4, with its styles and fonts inside; the same content gives the same bytes."""
    template = letters.environment().get_template("report_receipt.html")
    return letters.pdf_of(template.render(letter=content, fonts=letters.fonts()), name=name)
