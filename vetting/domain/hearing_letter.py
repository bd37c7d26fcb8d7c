"""The letter by which an association is heard: what is considered, on what material, answered by when."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from vetting.domain.material import Material, MaterialKind
from vetting.domain.secrecy import ItemKind, Mark
from vetting.domain.secret_words import without_words

FORMAT = 1
_IN_FILES = frozenset({ItemKind.PASSAGE.value, ItemKind.OFFICERS.value})


@dataclass(frozen=True)
class ListedItem:
    """An item as the association is told of it. Withheld: `text` and `source` are empty and `withheld`
    names the ground, so that it sees that there is something it does not see."""

    key: str
    kind: str
    text: str
    code: str
    source: str
    on: str
    level: int | None
    is_contrary: bool
    withheld: str = ""


@dataclass(frozen=True)
class HearingLetter:
    """The letter as values. Dates are ISO texts; `items` stand in the order they came into the case.

    `officer` is empty where no officer may be named. `adopted_by` and `adopted_on`: of the board's own rule
    about hearing, empty where it has none.
    """

    municipality: str
    board: str
    case_number: str
    association: str
    org_number: str
    scheme: str
    year: int
    considering: str
    assessment: str
    items: tuple[ListedItem, ...]
    written_on: str
    due_on: str
    officer: str
    adopted_by: str
    adopted_on: str


def content_of(letter: HearingLetter) -> dict[str, object]:
    """The letter as JSON values. Swedish is the language of letters (språklag 2009:600 10 §)."""
    found: dict[str, object] = {"letter": "hearing", "format": FORMAT, "language": "sv"}
    return {**found, **asdict(letter), "items": [asdict(item) for item in letter.items]}


def listed(item: Material, marks: Mapping[str, Mark], passages: Collection[str] = ()) -> ListedItem:
    """The item as the association may read it. A withheld passage leaves its own mark in the text."""
    mark = marks.get(item.key)
    text = item.text
    if item.code and text.startswith(item.code):  # the word ticked stands on its own
        text = text.removeprefix(item.code).removeprefix(": ")
    return ListedItem(
        key=item.key,
        kind=item.kind.value,
        text="" if mark else without_words(text, passages),
        code="" if mark else item.code,
        source="" if mark else without_words(item.source, passages),
        on="" if mark or item.on is None else item.on.isoformat(),
        level=None if mark else item.level,
        is_contrary=item.is_contrary and mark is None,
        withheld="" if mark is None else mark.ground,
    )


def may_open(item: Material, marks: Mapping[str, Mark]) -> bool:
    """Whether the association may open the file behind an item by itself. A partner's own papers it asks an
    officer for, and so every file while words or officers in the case are kept secret: they may stand in it.
    """
    in_files = any(mark.partition(":")[0] in _IN_FILES for mark in marks)
    return item.kind is MaterialKind.EVIDENCE and bool(item.digest) and item.key not in marks and not in_files
