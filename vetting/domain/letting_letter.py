"""The letter that tells what was decided about dates of a room, with the reasons, the moment it is signed."""

from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True)
class PoliceSaid:
    """When the police were asked, which unit answered, and their number of the matter."""

    on: str
    unit: str
    number: str


@dataclass(frozen=True)
class LettingLetter:
    """A decision about dates as told to the party. Days are ISO dates; `dates` pairs of Swedish local times,
    "2026-11-20T18:00". `kind`, `ground` and `measures` are words of the trade; `hindrance` is the fact in the
    way, or for an approval what it was approved in spite of: then it is empty and told to nobody."""

    municipality: str
    board: str
    kind: str
    premises: str
    party: str
    dates: tuple[tuple[str, str], ...]
    decided_on: str
    decided_by: str
    proposed_by: str
    ground: str = ""
    criterion: str = ""
    hindrance: str = ""
    measures: tuple[tuple[str, str], ...] = ()
    police: PoliceSaid | None = None
    offer: str = ""
    new_fact_on: str = ""


def content_of(letter: LettingLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "letting", "format": FORMAT, "language": "sv"}
    told = asdict(letter)
    told["dates"] = [{"starts": starts, "ends": ends} for starts, ends in letter.dates]
    told["measures"] = [{"measure": measure, "outcome": outcome} for measure, outcome in letter.measures]
    return {**found, **told}
