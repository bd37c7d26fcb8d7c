"""Letters about plans as markup, from their kept content alone."""

from collections.abc import Mapping

from vetting.gateways import plan_letters


def letter_markup(content: Mapping[str, object]) -> str:
    """The letter's own part of a page."""
    return plan_letters.letter_markup(content)
