"""A pattern of criteria in words."""

from flask_babel import gettext as _

from vetting.domain.mirror import Pattern
from vetting.web.wording import word


def pattern_words(pattern: Pattern) -> str:
    """The criteria that stand out on one line: "E01 speaks against, S04 unclear"."""
    if not pattern.marks:
        return _("none: every answer is plain")
    return ", ".join(f"{question_id} {word(mark)}" for question_id, mark in pattern.marks)
