"""Swedish giro accounts: read as people write them, checked, and written as the banks do.

A bankgiro has 7 or 8 digits, a plusgiro 2 to 8; the last digit of both is a check digit (Luhn).
"""

import re
from dataclasses import dataclass

from stdnum import luhn

from vetting.domain.errors import Refused
from vetting.domain.terms_associations import GiroKind

MOST_DIGITS = 8
_LEAST = {GiroKind.BANKGIRO: 7, GiroKind.PLUSGIRO: 2}
_LABEL = re.compile(r"^(?:bankgiro|plusgiro|postgiro|bg|pg)(?:nr|nummer)?\.?\s*:?\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]")


@dataclass(frozen=True, slots=True)
class Giro:
    """One account; `digits` without dash and blanks."""

    kind: GiroKind
    digits: str


def read_giro(kind: GiroKind, written: str) -> Giro | None:
    """The account somebody wrote, or None when it cannot be one of that kind."""
    digits = _BETWEEN.sub("", _LABEL.sub("", written.strip()))
    if not (digits.isascii() and digits.isdigit() and _LEAST[kind] <= len(digits) <= MOST_DIGITS):
        return None
    return Giro(kind, digits) if luhn.is_valid(digits) and digits.strip("0") else None


def giro_by_person(kind: GiroKind, written: str) -> Giro:
    """The account a person gave. Raises Refused `giro_unusable`, which never repeats what was written."""
    found = read_giro(kind, written)
    if found is None:
        raise Refused("giro_unusable")
    return found


def format_giro(giro: Giro) -> str:
    """As the banks write it: bankgiro 123-4567 or 1234-5678, plusgiro 12 34 56-7."""
    digits = giro.digits
    if giro.kind is GiroKind.BANKGIRO:
        return f"{digits[:-4]}-{digits[-4:]}"
    head = digits[:-1]
    odd = len(head) % 2
    pairs = [head[:odd]] * odd + [head[at : at + 2] for at in range(odd, len(head), 2)]
    return f"{' '.join(pairs)}-{digits[-1]}"
