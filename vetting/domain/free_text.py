"""Free text as people write it: tidied before it is kept, and refused when it holds a personal number."""

import re
import unicodedata

from vetting.domain.errors import Refused
from vetting.domain.identity import mask
from vetting.domain.outlook import require_no_outlook
from vetting.domain.record_extracts import told_of_criminal_record

LONGEST = 4000


def tidy(text: str) -> str:
    """The text with one kind of line break, composed letters, and without control or invisible characters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return re.sub(r"[^\S\n]+\n", "\n", "".join(kept)).strip()


def holds_personal_number(text: str) -> bool:
    """Whether a personal or coordination number stands in the text, in any usual way of writing it."""
    plain = unicodedata.normalize("NFKC", tidy(text))
    return mask(plain) != plain


def require_writable(text: str, *, field: str, longest: int = LONGEST, is_received: bool = False) -> str:
    """The text, tidied. Raises Refused `text_too_long`, `personal_number_in_text` (2018:218 3:10),
    `extract_told` (2013:852) or `outlook_in_text` (RF 2:3). `is_received`: others' own words, kept
    as they came but for such numbers."""
    tidied = tidy(text)
    if holds_personal_number(tidied):
        raise Refused("personal_number_in_text", field=field)
    require_fitting(tidied, field=field, longest=longest)
    if is_received:
        return tidied
    if told_of_criminal_record(tidied):
        raise Refused("extract_told", field=field)
    return require_no_outlook(tidied, field=field)


def require_fitting(text: str, *, field: str, longest: int = LONGEST) -> None:
    """Raises Refused `text_too_long`: nothing that a person wrote is cut."""
    if len(text) > longest:
        raise Refused("text_too_long", field=field, length=len(text), longest=longest)


def require_written(text: str, *, field: str, longest: int = LONGEST, is_received: bool = False) -> str:
    """As require_writable, for a text that may not be left out: raises Refused `text_missing` too."""
    tidied = require_writable(text, field=field, longest=longest, is_received=is_received)
    if not tidied:
        raise Refused("text_missing", field=field)
    return tidied
