"""A file sent with an answer, and where in the form a refusal belongs."""

from typing import Any

from vetting.domain.errors import Problem, UnusableFile
from vetting.web.forms.base import Form

FIELD_OF = {
    "answer_code": "code",
    "answered_on": "answered_on",
    "valid_until": "valid_until_on",
    "function_missing": "function",
    "function_is_name": "function",
    "reason_missing": "why",
    "answer_unchanged": "code",
}


def sent_file(field: Any) -> tuple[str, bytes] | None:
    """Name and bytes of the file that was chosen, if any; `field` is None where nothing may be attached."""
    if field is None or not field.data:
        return None
    return field.data.filename or "", field.data.read()


def field_of(problem: Problem, form: Form) -> str | None:
    """The field of a form with an answer that a refusal is about; None for the form as a whole."""
    if isinstance(problem, UnusableFile):
        return "attachment" if "attachment" in form else None
    found = FIELD_OF.get(problem.code) or problem.facts.get("field")
    return found if isinstance(found, str) and found in form else None
