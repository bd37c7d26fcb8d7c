"""Texts and dates of a registry's rows in the one form they are kept in."""

import re
import unicodedata
from datetime import date, datetime

from vetting.domain.free_text import tidy
from vetting.domain.identity import mask

_END_OF_NUMBER = re.compile(r"\d\d\s?\d\d")  # every personal number ends so; most texts of a list have none


def clean(text: str | None) -> str:
    """The text in one line, without invisible characters, personal numbers masked."""
    plain = " ".join((text or "").split())
    if not plain.isprintable():
        plain = " ".join(tidy(plain).split())
    plain = unicodedata.normalize("NFC", plain)
    return mask(plain) if _END_OF_NUMBER.search(plain) else plain


def day(text: str) -> date | None:
    """The date a text begins with, as 2026-01-31."""
    try:
        return datetime.fromisoformat(text[:10]).date()
    except ValueError:
        return None
