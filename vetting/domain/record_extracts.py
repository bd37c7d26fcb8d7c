"""Extracts from the criminal record: shown to the association, and nothing of what they hold is kept here.

Lag (2013:852) om registerkontroll av personer som ska arbeta med barn: whoever engages somebody reads the
extract. The municipality may note yes or no, of the association, and nothing of any person.
"""

import re

from vetting.domain.checklist import Question
from vetting.domain.errors import Refused

LAW = "L2013:852"
_HELD = re.compile(
    r"\b(?:(?:o?straffad\w*|dömd[at]?|dömts|dömdes|fälld\w*\s+för|åtalad\w*|misstänkt\w*\s+för)\b"
    r"|(?:förekommer|finns|står)\s+(?:inte\s+)?i\s+(?:belastnings|misstanke|brotts)registret\b"
    r"|utdrag\w*(?:\s+ur\s+\w+)?\s+(?:är|var|visar|visade|innehåller|innehöll|saknar|saknade)\b"
    r"(?!\s+(?:upp|för)\b))",
    re.IGNORECASE,
)


_CRIMINAL = re.compile(r"\b(?:belastnings|misstanke|brotts)regist", re.IGNORECASE)
_PARTLY = "delvis"


def offered(question: Question) -> tuple[str, ...]:
    """The answers that may be given: of extracts it is noted whether they are shown, and not how far, which
    would tell of somebody."""
    if not any(source.startswith(LAW) for source in question.source):
        return question.options
    return tuple(value for value in question.options if value != _PARTLY)


def told_of_criminal_record(text: str) -> str | None:
    """Words in any text that tell what an extract from the criminal record holds; None: there are none."""
    for sentence in re.split(r"(?<=[.!?])\s+|\n", text):
        plain = " ".join(sentence.split())
        if _CRIMINAL.search(plain) and (found := _HELD.search(plain)):
            return found.group()
    return None


def what_is_told(question: Question, text: str) -> str | None:
    """Words that tell what an extract holds, in a text on a question about extracts; None: there are none."""
    if not any(source.startswith(LAW) for source in question.source):
        return None
    found = _HELD.search(" ".join(text.split()))
    return found.group() if found else None


def require_no_extract(question: Question, *texts: str, kind: str, has_file: bool) -> None:
    """Raises Refused `extract_kept` for a file, or another kind of evidence than the question asks for, and
    `extract_told` for words on what an extract holds."""
    if not any(source.startswith(LAW) for source in question.source):
        return
    if has_file or kind not in question.evidence:
        raise Refused("extract_kept", question=question.id, field="file" if has_file else "kind")
    if any(what_is_told(question, text) for text in texts):
        raise Refused("extract_told", question=question.id, field="description")
