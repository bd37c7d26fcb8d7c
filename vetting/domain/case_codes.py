"""One-time codes by which an association opens its own case: how long they last, and what wrong tries do."""

import datetime as dt
import secrets
from collections.abc import Mapping

from vetting.domain.outbox import address_in_words
from vetting.domain.terms_decisions import CodeState

# Sixty bits that nobody mistakes for one another: no guess comes near in the tries there are.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, OF_LETTERS = 3, 4
LASTS = dt.timedelta(days=30)  # a letter takes days, and the answer two weeks
SESSION_LASTS = dt.timedelta(hours=2)
TELL_AFTER = 5  # wrong tries for one code, and the officer hears of it
WINDOW = dt.timedelta(minutes=15)
TRIES_PER_ADDRESS = 20  # within the window


def new_code() -> str:
    """Three groups of four: "K7PQ-2M9X-WD4H"."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(OF_LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


def as_typed(text: str) -> str:
    """A code as people type it, brought to the form it was made in; anything else fits none."""
    letters = [letter for letter in text.upper()[:60] if letter in ALPHABET]
    return "-".join("".join(letters[i : i + OF_LETTERS]) for i in range(0, len(letters), OF_LETTERS))


def number_as_typed(text: str) -> str:
    """A case number as people type it, with single blanks."""
    return " ".join(text.split())[:40]


def state_of(
    *,
    expires_at: dt.datetime,
    used_at: dt.datetime | None,
    withdrawn_at: dt.datetime | None,
    now: dt.datetime,
) -> CodeState:
    """Whether a code opens its case now, and why not."""
    if used_at is not None:
        return CodeState.USED
    if withdrawn_at is not None:
        return CodeState.WITHDRAWN
    return CodeState.EXPIRED if expires_at <= now else CodeState.OPEN


_MAIL_SUBJECT = "Engångskod till ärende {case_number}"
_MAIL = """\
Hej!

{municipality} skickar här en engångskod till {association} för ärende {case_number}. Med den ser ni vad som
saknas, vilket underlag som har använts och vad som har beslutats, och ni kan svara.

Gå till {address}
Ärendenummer: {case_number}
Engångskod: {code}

Koden öppnar ärendet en gång, till och med den {until}. Lämna den inte vidare. Har du inte med föreningen att
göra kan du bortse från brevet.

{municipality}
"""


def code_mail(facts: Mapping[str, str]) -> tuple[str, str]:
    """Subject and text of the message with a code; `facts` names municipality, association, case_number,
    address (which may be a path alone), code and until."""
    told = {**facts, "address": address_in_words(facts["address"])}
    return _MAIL_SUBJECT.format(**told), _MAIL.format(**told)
