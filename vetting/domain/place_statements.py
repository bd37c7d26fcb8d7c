"""What a municipality may tell the police of the use of a public place: five interests and nothing else.

ORDL 3:15; a condition outside them was criticised (JO 4209-2001 and 3891-2001). What somebody means to say on
the place is no concern of the municipality's, and order is the police's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from vetting.domain.decisions import Blocker
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.reason_linter import findings_in
from vetting.domain.terms import Regime
from vetting.domain.terms_decisions import PlaceInterest, PlaceStance

FORMAT = 1
LONGEST = 1000
LONGEST_NUMBER = 60


@dataclass(frozen=True)
class PlaceStatement:
    """A statement as written. `concerns`: what each interest asks for, and why; blank ones are left out.

    `is_assembly`: the place is sought for a public meeting or a demonstration. `police_number`: the police's
    own number of the matter.
    """

    stance: PlaceStance
    concerns: Mapping[PlaceInterest, str]
    is_assembly: bool = False
    police_number: str = ""


def tidied(statement: PlaceStatement) -> PlaceStatement:
    """The statement with its texts tidied and blank concerns gone. Raises Refused as require_writable."""
    texts = {
        interest: require_writable(text, field=interest.value, longest=LONGEST)
        for interest, text in statement.concerns.items()
    }
    number = require_writable(statement.police_number, field="police_number", longest=LONGEST_NUMBER)
    concerns = {interest: texts[interest] for interest in PlaceInterest if texts.get(interest)}
    return replace(statement, concerns=concerns, police_number=number)


def faults_of(statement: PlaceStatement, *, may_object_to_assembly: bool = False) -> tuple[Blocker, ...]:
    """What a tidied statement must be changed in before it can be given.

    Whether a municipality's no binds the police where a place is sought for a public meeting is not settled
    by what we have read: none is given unless the municipality has set that it may.
    """
    found = list(_faults_of_stance(statement, may_object_to_assembly))
    for interest, text in statement.concerns.items():
        for finding in findings_in(text, has_act=False, regime=Regime.PUBLIC_PLACE):
            facts = {"phrase": finding.phrase, "part": interest.value}
            found.append(Blocker(finding.code, facts, interest.value))
    return tuple(found)


def _faults_of_stance(statement: PlaceStatement, may_object_to_assembly: bool) -> Iterator[Blocker]:
    if statement.stance is PlaceStance.NO_OBJECTION:
        if statement.concerns:
            yield Blocker("concern_without_objection", field="stance")
    elif not statement.concerns:
        yield Blocker("interest_missing", field="stance")
    if statement.is_assembly and statement.stance is PlaceStance.OBJECTION and not may_object_to_assembly:
        yield Blocker("objection_to_assembly", field="stance")


def require_sound(statement: PlaceStatement, *, may_object_to_assembly: bool = False) -> None:
    """Raises Refused with the first fault; its field stands in the fact `field`."""
    for fault in faults_of(statement, may_object_to_assembly=may_object_to_assembly):
        raise Refused(fault.code, **{**fault.facts, "field": fault.field})


@dataclass(frozen=True)
class StatementLetter:
    """The statement as told to the police. Dates are ISO texts; `concerns` in the order of the five."""

    municipality: str
    board: str
    case_number: str
    police_number: str
    association: str
    org_number: str
    purpose: str
    starts_on: str
    ends_on: str
    is_assembly: bool
    stance: str
    concerns: tuple[tuple[str, str], ...]
    given_on: str
    given_by: str
    delegation_item: str


def content_of(letter: StatementLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "place_statement", "format": FORMAT, "language": "sv"}
    concerns = [{"interest": interest, "text": text} for interest, text in letter.concerns]
    return {**found, **asdict(letter), "concerns": concerns}
