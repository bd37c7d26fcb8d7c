"""The letter that tells an association that payment waits: why, how much, until when, and how it goes on."""

from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True)
class HoldLetter:
    """The letter as values. Dates are ISO texts; `amount` whole kronor, None when all that is unpaid waits.

    `reviewed_number` and `decided_on`: of the decision that is reviewed. `held_by` is empty where no officer
    may be named.
    """

    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    scheme: str
    regime: str
    reviewed_number: str
    decided_on: str
    circumstance: str
    act_on: str
    amount: int | None
    reason: str
    undoing: str
    starts_on: str
    ends_on: str
    held_by: str
    delegation_item: str


def content_of(letter: HoldLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    return {"letter": "payment_hold", "format": FORMAT, "language": "sv", **asdict(letter)}
