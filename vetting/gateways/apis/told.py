"""What an API told of one organisation, and how its JSON is opened."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from vetting.domain.answer_facts import Fact
from vetting.domain.errors import UnusableFile
from vetting.gateways.fetch import Answer

JSON_TYPES = ("application/json", "application/problem+json", "text/json")
NOT_BOUGHT = "*"  # SCB: a field of a package the account does not have; not a value


@dataclass(frozen=True, slots=True)
class Told:
    """An answer reduced to facts. `missing` names the facts that did not arrive although the source
    answered: with any of them the answer is incomplete, never "nothing". `is_found` is None when even that
    is unknown."""

    body: bytes = field(repr=False)
    facts: tuple[Fact, ...]
    is_found: bool | None
    missing: tuple[str, ...] = ()
    as_of: dt.date | None = None


def document_of(answer: Answer, host: str) -> Mapping[str, object]:
    """The JSON object of an answer. Raises UnusableFile `source_answer_unreadable`."""
    if answer.media_type not in JSON_TYPES:
        raise UnusableFile("source_answer_unreadable", host=host, found=answer.media_type[:60])
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise UnusableFile("source_answer_unreadable", host=host, found="JSON") from error
    if not isinstance(found, dict):
        raise UnusableFile("source_answer_unreadable", host=host, found=type(found).__name__)
    return found


def date_of(value: object) -> dt.date | None:
    """A date in either form the registers write: 2001-03-15, or 2023-05-05T00:00:00.000+00:00."""
    try:
        return dt.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
