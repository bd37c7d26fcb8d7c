"""The letter by which a tenant is told of a step on a broken contract, as data."""

import datetime as dt
from dataclasses import asdict, dataclass

from vetting.domain.breach_ladder import NewStep
from vetting.domain.terms_contracts import BreachKind

FORMAT = 1


@dataclass(frozen=True)
class LetterParties:
    """Who writes to whom, about which contract. `org_number` "" where the tenant has none."""

    municipality: str
    board: str
    tenant: str
    org_number: str
    premises: str


@dataclass(frozen=True)
class LetterBreach:
    """What happened, as recorded. `clause`: title and text of the clause that was broken, if one was."""

    kind: BreachKind
    happened_on: dt.date
    facts: str
    source: str
    clause: tuple[str, str] | None = None


def content_of(
    parties: LetterParties, breach: LetterBreach, step: NewStep, *, signed_by: tuple[str, ...], on: dt.date
) -> dict[str, object]:
    """The letter as JSON values, dates as ISO texts. `signed_by`: names of those who took the step.

    Swedish is the language of letters (språklag 2009:600 10 §).
    """
    return {
        "letter": "breach_step",
        "format": FORMAT,
        "language": "sv",
        **asdict(parties),
        "kind": breach.kind.value,
        "happened_on": breach.happened_on.isoformat(),
        "facts": breach.facts,
        "source": breach.source,
        "clause": None if breach.clause is None else {"title": breach.clause[0], "text": breach.clause[1]},
        "step": step.kind.value,
        "telling": step.telling,
        "proportionality": step.proportionality,
        "reply_by": _iso(step.reply_by),
        "way": step.way.value if step.way else None,
        "ends_on": _iso(step.ends_on),
        "review_on": _iso(step.review_on),
        "signed_by": list(signed_by),
        "written_on": on.isoformat(),
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
