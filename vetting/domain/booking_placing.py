"""Which premises and party a listed booking means, and which rows are one request: by key and number."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.application_list import ListProblem
from vetting.domain.booking import AskedDate, NewBooking
from vetting.domain.booking_list import ListedBooking, state_of
from vetting.domain.names import search_key
from vetting.domain.terms import RowState
from vetting.domain.terms_premises import BookingChannel, PartyKind, PremisesKind


@dataclass(frozen=True, slots=True)
class KnownPremises:
    """Premises that a row may mean. `tariffs`: their names and ids, those that hold."""

    id: str
    key: str
    name: str
    kind: PremisesKind
    board_id: str
    board: str
    prefix: str
    tariffs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlacedBooking:
    """A row with its premises, or with what keeps it from having any."""

    listed: ListedBooking
    state: RowState
    problems: tuple[ListProblem, ...]
    premises: KnownPremises | None

    @property
    def is_usable(self) -> bool:
        """Whether a date comes of it."""
        return self.premises is not None and self.state not in (RowState.QUARANTINED, RowState.DUPLICATE)


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one request. `unread`: the sender's ids of its dates that are set aside, so not gone."""

    key: str
    prefix: str
    rows: tuple[PlacedBooking, ...]
    unread: frozenset[str]


class Places:
    """Premises by key and by name, for every row of a list."""

    def __init__(self, premises: Sequence[KnownPremises]) -> None:
        self._found: dict[str, list[KnownPremises]] = {}
        for one in premises:
            for word in {search_key(one.key), search_key(one.name)}:
                self._found.setdefault(word, []).append(one)

    def of(self, row: ListedBooking) -> tuple[KnownPremises | None, tuple[ListProblem, ...]]:
        """The premises a row means, by key before name, within the board it names where it names one."""
        if not row.premises:
            return None, (ListProblem(row.row_no, "premises", "premises_missing"),)
        wanted, board = search_key(row.premises), search_key(row.board)
        found = self._found.get(wanted, [])
        if board:
            found = [one for one in found if board in (search_key(one.board), search_key(one.prefix))]
        keyed = [one for one in found if search_key(one.key) == wanted]
        found = keyed or found
        if len(found) == 1:
            if found[0].kind is PremisesKind.PUBLIC_PLACE:
                return None, (ListProblem(row.row_no, "premises", "public_place", row.premises),)
            return found[0], ()
        code = "premises_ambiguous" if found else "premises_unknown"
        return None, (ListProblem(row.row_no, "premises", code, row.premises[:60]),)


def place_rows(rows: Sequence[ListedBooking], premises: Sequence[KnownPremises]) -> list[PlacedBooking]:
    """Every row with its premises and state. The later of two rows with one id is a duplicate; a row of a
    series that names another party or board than its first is set aside."""
    places = Places(premises)
    seen: dict[object, int] = {}
    first: dict[tuple[str, str], PlacedBooking] = {}
    placed: list[PlacedBooking] = []
    for row in rows:
        found, odd = places.of(row)
        one = told_of(PlacedBooking(row, RowState.OK, row.problems, found), *odd)
        earlier = seen.setdefault((row.request_key, row.own_id), row.row_no)
        if row.own_id and earlier != row.row_no:
            one = told_of(one, ListProblem(row.row_no, "own_id", "duplicate_row", f"= {earlier}"))
        elif one.is_usable and found is not None:
            head = first.setdefault((found.prefix, row.request_key), one)
            if _party(head.listed) != _party(row):
                shown = f"{head.listed.row_no}"
                one = told_of(one, ListProblem(row.row_no, "series", "series_differs", shown))
        placed.append(one)
    return placed


def groups_of(placed: Sequence[PlacedBooking]) -> list[Group]:
    """The usable rows by board and request, boards and keys in order."""
    rows: dict[tuple[str, str], list[PlacedBooking]] = {}
    unread: dict[str, set[str]] = {}
    for one in placed:
        if one.is_usable and one.premises is not None:
            rows.setdefault((one.premises.prefix, one.listed.request_key), []).append(one)
        else:
            unread.setdefault(one.listed.request_key, set()).add(one.listed.own_id)
    return [
        Group(key, prefix, tuple(sorted(found, key=_by_time)), frozenset(unread.get(key, ())))
        for (prefix, key), found in sorted(rows.items())
    ]


def request_of(
    group: Group, associations: Mapping[str, str], *, system: str, channel: BookingChannel
) -> tuple[NewBooking, tuple[ListProblem, ...]]:
    """The request of a group and what is to be told of it. `associations`: ids by number; without a number
    nobody is guessed at. `system`: the sender's, as requests are kept under."""
    head = group.rows[0]
    row, place = head.listed, head.premises
    if place is None:
        raise ValueError("a row without premises is no request")
    number = row.number.canonical
    association_id = associations.get(number or "")
    told = _told(row, place, is_known=association_id is not None)
    new = NewBooking(
        premises_id=place.id,
        channel=channel,
        party_kind=_kind(row, association_id),
        party_name=row.name,
        dates=tuple(_date(one, place.id) for one in group.rows),
        purpose_kind=row.purpose,
        association_id=association_id,
        org_number=number,
        is_identified=association_id is not None,
        is_public=row.is_public,
        expected=row.expected,
        is_sublet=row.is_sublet,
        tariff_id=place.tariffs.get(search_key(row.tariff)),
        source_system=system,
        source_key=group.key,
    )
    return dataclasses.replace(new, **row.texts), told  # type: ignore[arg-type]


def told_of(one: PlacedBooking, *problems: ListProblem) -> PlacedBooking:
    """The row with more to tell of it, and the state that gives it."""
    together = (*one.problems, *problems)
    return dataclasses.replace(one, state=state_of(together), problems=together)


def _kind(row: ListedBooking, association_id: str | None) -> PartyKind:
    if association_id is not None:
        return PartyKind.ASSOCIATION
    return PartyKind.PRIVATE if row.is_private and row.number.canonical is None else PartyKind.BODY


def _told(row: ListedBooking, place: KnownPremises, *, is_known: bool) -> tuple[ListProblem, ...]:
    found = []
    if row.number.canonical is not None and not is_known:
        found.append(ListProblem(row.row_no, "org_number", "party_unknown", row.number.shown))
    if row.tariff and search_key(row.tariff) not in place.tariffs:
        found.append(ListProblem(row.row_no, "tariff", "tariff_unknown", row.tariff[:60]))
    return tuple(found)


def _date(one: PlacedBooking, premises_id: str) -> AskedDate:
    row, place = one.listed, one.premises
    if row.starts_at is None or row.ends_at is None or place is None:
        raise ValueError("a row without times or premises is no date")
    elsewhere = None if place.id == premises_id else place.id
    return AskedDate(row.starts_at, row.ends_at, row.own_id, row.told, elsewhere)


def _by_time(one: PlacedBooking) -> tuple[str, str]:
    return (one.listed.starts_at.isoformat() if one.listed.starts_at else "", one.listed.own_id)


def _party(row: ListedBooking) -> tuple[str, str]:
    return (row.number.canonical or "", "" if row.number.canonical else search_key(row.name))
