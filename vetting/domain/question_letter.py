"""The letter with one question to a partner that has no desk here: what is asked, why, and how to answer."""

from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True)
class QuestionLetter:
    """The letter as values. Dates are ISO texts, empty where none is given; `codes` are the answers to tick.

    It tells the partner what its desk would: the question and the association, and the case number under
    which the answer is to be sent; nothing else of the case, and no officer's name.
    """

    question: str
    is_reminder: bool
    municipality: str
    board: str
    case_number: str
    partner: str
    association: str
    org_number: str
    asked: str
    ground: str
    codes: tuple[str, ...]
    may_attach: bool
    written_on: str
    asked_on: str
    was_due_on: str
    due_on: str


def content_of(letter: QuestionLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "partner_question", "format": FORMAT, "language": "sv"}
    return {**found, **asdict(letter), "codes": list(letter.codes)}
