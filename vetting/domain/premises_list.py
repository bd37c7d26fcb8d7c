"""A list of premises: each row read, matched to the board's premises by key, or set aside with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.domain.application_list import ListProblem, RowReader
from vetting.domain.booking_words import yes_or_no
from vetting.domain.names import search_key
from vetting.domain.premises import (
    ADDRESS_LIMIT,
    KEY_LIMIT,
    MOST_KRONOR,
    MOST_PERSONS,
    NAME_LIMIT,
    PremisesFacts,
    hours_in,
)
from vetting.domain.terms import RowState
from vetting.domain.terms_premises import PremisesKind

WEEKDAY_COLUMNS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KINDS: Mapping[PremisesKind, tuple[str, ...]] = {
    PremisesKind.HALL: ("hall", "sal", "lokal", "möteslokal", "samlingslokal", "idrottshall"),
    PremisesKind.OPEN_ROOM: ("open_room", "öppet rum", "öppna rum", "medborgarhus", "allaktivitetshus"),
    PremisesKind.PUBLIC_PLACE: ("public_place", "offentlig plats", "torg", "park", "gata"),
    PremisesKind.PARTNER_HALL: (
        "partner_hall", "samarbetsparts lokal", "partnerlokal", "folkets hus", "bygdegård", "extern lokal",
    ),
}  # fmt: skip
_KIND_OF = {search_key(word): kind for kind, words in _KINDS.items() for word in words}
_TOLD = frozenset({"personal_number_in_text"})


@dataclass(frozen=True, slots=True)
class KnownBoard:
    """A board that premises may belong to."""

    id: str
    name: str
    prefix: str


@dataclass(frozen=True, slots=True)
class ListedPremises:
    """One row. `facts` None: not enough could be read. `hours` None: the list has no weekdays, and the hours
    that stand are left alone. `price`: whole kronor an hour, None where nothing was told."""

    row_no: int
    board: str
    facts: PremisesFacts | None
    hours: Mapping[int, tuple[str, str]] | None
    price: int | None
    name: str = ""
    board_id: str | None = None
    problems: tuple[ListProblem, ...] = ()

    @property
    def state(self) -> RowState:
        """By its problems: set aside, or masked, or in order."""
        codes = {problem.code for problem in self.problems}
        if codes - _TOLD:
            return RowState.DUPLICATE if codes - _TOLD == {"duplicate_row"} else RowState.QUARANTINED
        return RowState.MASKED if codes else RowState.OK

    @property
    def is_usable(self) -> bool:
        """Whether it can be brought into the register."""
        fine = self.state in (RowState.OK, RowState.MASKED)
        return fine and self.facts is not None and self.board_id is not None


def read_premises(row_no: int, cells: Mapping[str, object]) -> ListedPremises:
    """One row, cells by canonical column. Never raises: what is odd stands in `problems`."""
    reader = RowReader(row_no, cells)
    key, name = reader.text("key")[:KEY_LIMIT], reader.text("name")[:NAME_LIMIT]
    for text, column, code in ((key, "key", "key_missing"), (name, "name", "missing_name")):
        if not text:
            reader.tell(column, code)
    kind = _KIND_OF.get(search_key(reader.text("kind")))
    if kind is None:
        reader.tell("kind", "premises_kind_unknown")
    capacity = reader.whole("capacity", most=MOST_PERSONS) or None
    is_aided = _yes(reader, "is_state_aided", usual=False)
    is_open = _yes(reader, "is_open", usual=True)
    facts = None
    if key and name and kind is not None:
        address = reader.text("address")[:ADDRESS_LIMIT]
        facts = PremisesFacts(key, name, kind, address, capacity, is_aided, is_open)
    return ListedPremises(
        row_no=row_no,
        board=reader.text("board"),
        facts=facts,
        hours=_hours(reader),
        price=reader.whole("price", most=MOST_KRONOR),
        name=name or key,
        problems=tuple(reader.problems),
    )


def place_premises(rows: Sequence[ListedPremises], boards: Sequence[KnownBoard]) -> list[ListedPremises]:
    """Every row with its board: the one it names, or the only one there is. The later of two rows for the
    same premises is a duplicate."""
    seen: dict[tuple[str, str], int] = {}
    placed = []
    for row in rows:
        one = _with_board(row, boards)
        if one.facts is not None and one.board_id is not None:
            earlier = seen.setdefault((one.board_id, one.facts.key), row.row_no)
            if earlier != row.row_no:
                again = ListProblem(row.row_no, "key", "duplicate_row", f"= {earlier}")
                one = replace(one, problems=(*one.problems, again))
        placed.append(one)
    return placed


def _with_board(row: ListedPremises, boards: Sequence[KnownBoard]) -> ListedPremises:
    wanted = search_key(row.board)
    found = [one for one in boards if not wanted or wanted in (search_key(one.name), search_key(one.prefix))]
    if len(found) == 1:
        return replace(row, board_id=found[0].id)
    code = "board_unknown" if wanted else "board_missing"
    odd = ListProblem(row.row_no, "board", code, row.board[:60])
    return replace(row, problems=(*row.problems, odd))


def _yes(reader: RowReader, name: str, *, usual: bool) -> bool:
    word = reader.text(name)
    found = yes_or_no(word)
    if word and found is None:
        reader.tell(name, "yes_no_odd")
    return usual if found is None else found


def _hours(reader: RowReader) -> dict[int, tuple[str, str]] | None:
    """Hours by weekday where the list has any weekday's column; an empty cell is a closed day."""
    if not any(column in reader.cells for column in WEEKDAY_COLUMNS):
        return None
    found = {}
    for weekday, column in enumerate(WEEKDAY_COLUMNS):
        word = reader.text(column)
        if word and (ends := hours_in(word)):
            found[weekday] = ends
        elif word and yes_or_no(word) is not False and search_key(word) != "stangt":
            reader.tell(column, "hours_odd")
    return found
