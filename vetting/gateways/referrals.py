"""Referrals to CVE as markup and as tagged PDF, made from their kept content alone."""

from collections.abc import Mapping

from vetting.gateways import letters


def referral_markup(content: Mapping[str, object]) -> str:
    """The letter's own part of a page: the same content gives the same bytes."""
    return letters.environment().get_template("_referral.html").render(letter=content)


def referral_pdf(content: Mapping[str, object]) -> bytes:
    """The letter as a tagged PDF, A4, with its styles and fonts inside."""
    template = letters.environment().get_template("referral.html")
    document = template.render(letter=content, fonts=letters.fonts())
    return letters.pdf_of(document, name=str(content["question_id"]))
