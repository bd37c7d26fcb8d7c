"""Whose application a listed row is, and for which grant: by number, by exact name, or by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vetting.domain.application_list import ListedApplication, ListProblem, state_of
from vetting.domain.names import search_key, strict
from vetting.domain.terms import RowState


@dataclass(frozen=True, slots=True)
class KnownAssociation:
    id: str
    name: str
    org_number: str | None


@dataclass(frozen=True, slots=True)
class KnownScheme:
    id: str
    board_id: str
    board: str
    prefix: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What rows are matched against. `opened` maps a source key to the case it already has."""

    associations: Sequence[KnownAssociation]
    schemes: Sequence[KnownScheme]
    file_digest: str


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its place. `source_key` makes it the same application however often it comes."""

    listed: ListedApplication
    state: RowState
    problems: tuple[ListProblem, ...]
    association_id: str | None
    scheme_id: str | None
    source_key: str | None

    @property
    def can_open(self) -> bool:
        """Whether a case can be opened from it."""
        usable = self.state not in (RowState.QUARANTINED, RowState.DUPLICATE)
        return usable and self.association_id is not None and self.scheme_id is not None


def place_rows(rows: Sequence[ListedApplication], around: Surroundings) -> list[PlacedRow]:
    """Every row with its association, scheme and state; the later of two equal ones is a duplicate."""
    by_number: dict[str, list[KnownAssociation]] = {}
    by_name: dict[str, list[KnownAssociation]] = {}
    for known in around.associations:
        if known.org_number:
            by_number.setdefault(known.org_number, []).append(known)
        by_name.setdefault(strict(known.name), []).append(known)
    placed: list[PlacedRow] = []
    seen: dict[object, int] = {}
    for row in rows:
        found = _place(row, around, by_number, by_name)
        first = seen.setdefault(_identity(found), row.row_no)
        if first != row.row_no:
            again = ListProblem(row.row_no, "name", "duplicate_row", f"= {first}")
            found = replace(found, state=RowState.DUPLICATE, problems=(*found.problems, again))
        placed.append(found)
    return placed


def _place(
    row: ListedApplication,
    around: Surroundings,
    by_number: Mapping[str, list[KnownAssociation]],
    by_name: Mapping[str, list[KnownAssociation]],
) -> PlacedRow:
    association, odd = _association(row, by_number, by_name)
    scheme, scheme_odd = _scheme(row, around.schemes)
    problems = (*row.problems, *odd, *scheme_odd)
    key = None if scheme is None else _source_key(row, scheme, around.file_digest)
    return PlacedRow(
        listed=row,
        state=state_of(problems),
        problems=problems,
        association_id=None if association is None else association.id,
        scheme_id=None if scheme is None else scheme.id,
        source_key=key,
    )


def _association(
    row: ListedApplication,
    by_number: Mapping[str, list[KnownAssociation]],
    by_name: Mapping[str, list[KnownAssociation]],
) -> tuple[KnownAssociation | None, tuple[ListProblem, ...]]:
    """By number, the name telling sections of one number apart; without number by the exact name."""
    alike = by_number.get(row.number.canonical or "", [])
    named = by_name.get(strict(row.name), []) if row.name else []
    found = [known for known in alike if known in named] or alike or named
    if len(found) > 1:
        return None, (ListProblem(row.row_no, "name", "association_ambiguous", row.name),)
    if not found:
        shown = " ".join(part for part in (row.name, row.number.shown) if part)
        return None, (ListProblem(row.row_no, "name", "association_unknown", shown),)
    if alike and row.name and search_key(row.name) != search_key(found[0].name):
        return found[0], (ListProblem(row.row_no, "name", "name_differs", found[0].name),)
    if not alike and row.number.canonical and found[0].org_number:
        return None, (ListProblem(row.row_no, "org_number", "number_differs", found[0].name),)
    return found[0], ()


def _scheme(
    row: ListedApplication, schemes: Sequence[KnownScheme]
) -> tuple[KnownScheme | None, tuple[ListProblem, ...]]:
    """By name or key, within the board that the row names where it names one."""
    if not row.scheme:
        return None, (ListProblem(row.row_no, "scheme", "scheme_missing"),)
    wanted, board = search_key(row.scheme), search_key(row.board)
    within = [s for s in schemes if not board or board in (search_key(s.board), search_key(s.prefix))]
    if board and not within:
        return None, (ListProblem(row.row_no, "board", "board_unknown", row.board),)
    found = [s for s in within if wanted in (search_key(s.name), search_key(s.key))]
    if len(found) == 1:
        return found[0], ()
    code = "scheme_ambiguous" if found else "scheme_unknown"
    return None, (ListProblem(row.row_no, "scheme", code, row.scheme),)


def _source_key(row: ListedApplication, scheme: KnownScheme, file_digest: str) -> str:
    """The list's own id where it has one, else the very row of the very file."""
    own = search_key(row.own_id).replace(" ", "-")
    return f"{scheme.board_id}:{own}" if own else f"{file_digest[:32]}:{row.row_no}"


def _identity(found: PlacedRow) -> object:
    row = found.listed
    if row.own_id and found.source_key:
        return found.source_key
    same = (row.name, row.number.canonical, row.scheme, row.board, row.year)
    return (*same, row.amount, row.purpose, row.starts_on, row.ends_on, row.own_id)
