"""The letter by which repayment is demanded: what was decided, what is left to pay, by when, and interest."""

from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True)
class LetterPeriod:
    """Days of which money is claimed back. Dates are ISO texts."""

    starts_on: str
    ends_on: str
    amount: int


@dataclass(frozen=True)
class DemandLetter:
    """The letter as values. Dates are ISO texts, amounts whole kronor.

    `let_go`: waived or written off. `interest_from`: the first day that interest runs (räntelagen 1975:635
    4 § 3 st.), empty where the letter tells of none. `pay_to`: where to pay, with which reference.
    """

    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    decided_on: str
    periods: tuple[LetterPeriod, ...]
    claimed: int
    collected: int
    let_go: int
    due: int
    due_on: str
    interest_from: str
    pay_to: str
    written_on: str
    officer: str


def content_of(letter: DemandLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "demand", "format": FORMAT, "language": "sv"}
    return {**found, **asdict(letter), "periods": [asdict(period) for period in letter.periods]}
