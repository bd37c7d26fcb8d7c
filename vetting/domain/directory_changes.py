"""Which association a row of the register is, and what the row changes in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

from vetting.domain.association import AssociationFacts
from vetting.domain.names import joined_key, strict
from vetting.domain.terms import NumberClass, RowState

_NUMBER_COLUMNS = ("org_number", "number_class", "number_shown")
KNOWN_BY = ("former_names", "former_numbers")  # kept beside the association; a row only ever adds to them
_IDENTITY = {"name", "org_number", "number_class"}


@dataclass(frozen=True, slots=True)
class Known:
    """An association that the directory has already."""

    id: str
    facts: AssociationFacts
    row_state: RowState
    source_system: str = ""
    municipal_id: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A row on its way in."""

    row_no: int
    facts: AssociationFacts
    row_state: RowState
    municipal_id: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one row does: `association_id` None adds; no `changes` leaves as it is."""

    row: Incoming
    association_id: str | None
    changes: Mapping[str, object] = field(default_factory=dict)

    @property
    def adds(self) -> bool:
        return self.association_id is None


class Matching:
    """Finds for each row the association it is: by municipal id, else number and name, else name and city.

    No association is taken twice within one file: a namesake becomes a new one.
    """

    def __init__(self, known: Iterable[Known], source_system: str) -> None:
        self._source_system = source_system
        self._by_id: dict[str, Known] = {}
        self._by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self._taken: set[str] = set()
        for association in known:
            if association.municipal_id and association.source_system == source_system:
                self._by_id[association.municipal_id] = association
            self._by_name[joined_key(association.facts.name)].append(association)

    def take(self, row: Incoming) -> Known | None:
        """The association the row is; from now on it is taken."""
        found = self._by_id.get(row.municipal_id) if row.municipal_id else None
        if found is None or found.id in self._taken:
            found = self._namesake(row)
        if found is not None:
            self._taken.add(found.id)
        return found

    def _namesake(self, row: Incoming) -> Known | None:
        free = [
            known
            for known in self._by_name.get(joined_key(row.facts.name), ())
            if known.id not in self._taken and not self._is_another(known, row)
        ]
        number = row.facts.org_number
        same_number = [known for known in free if number and known.facts.org_number == number]
        same_city = [
            known
            for known in free
            if _same_place(known.facts.city, row.facts.city)
            and not (number and known.facts.org_number and known.facts.org_number != number)
        ]
        return min(same_number or same_city, key=lambda one: _distance(one.facts, row.facts), default=None)

    def _is_another(self, known: Known, row: Incoming) -> bool:
        """Two municipal ids of one system are two units, whatever their names."""
        return bool(
            row.municipal_id
            and known.municipal_id
            and known.source_system == self._source_system
            and known.municipal_id != row.municipal_id
        )


def plan_changes(rows: Sequence[Incoming], known: Iterable[Known], source_system: str) -> list[Change]:
    """One change per row, in the order of the rows. Municipal ids go before names."""
    matching = Matching(known, source_system)
    order = sorted(rows, key=lambda row: (row.municipal_id is None, row.row_no))
    found = {row.row_no: matching.take(row) for row in order}
    return [_change(row, found[row.row_no], source_system) for row in rows]


def _change(row: Incoming, known: Known | None, source_system: str) -> Change:
    if known is None:
        return Change(row, None)
    wanted = _plain_changes(row.facts, known.facts) | _known_by(row.facts, known.facts)
    renumbers = _may_renumber(row.facts, known.facts)
    if renumbers:
        wanted |= {
            name: getattr(row.facts, name)
            for name in _NUMBER_COLUMNS
            if getattr(row.facts, name) != getattr(known.facts, name)
        }
    is_heard = renumbers or row.facts.number_class is NumberClass.MISSING
    if is_heard and wanted.keys() & _IDENTITY and row.row_state is not known.row_state:
        wanted["row_state"] = row.row_state
    if row.municipal_id and known.municipal_id is None:
        wanted |= {"municipal_id": row.municipal_id, "source_system": source_system}
    return Change(row, known.id, wanted)


def _plain_changes(new: AssociationFacts, old: AssociationFacts) -> dict[str, object]:
    """Facts that the row has and that differ; what the row is silent about stays."""
    return {
        column.name: getattr(new, column.name)
        for column in fields(AssociationFacts)
        if column.name not in (*_NUMBER_COLUMNS, *KNOWN_BY)
        and getattr(new, column.name)
        and getattr(new, column.name) != getattr(old, column.name)
    }


def _known_by(new: AssociationFacts, old: AssociationFacts) -> dict[str, object]:
    """Names and numbers the row adds; those the directory has stay, also when the row is silent of them."""
    has = {strict(name) for name in (new.name, old.name, *old.former_names)}
    names = tuple(name for name in new.former_names if strict(name) not in has)
    own = {new.org_number, old.org_number, *old.former_numbers}
    numbers = tuple(number for number in new.former_numbers if number not in own)
    return {key: told for key, told in zip(KNOWN_BY, (names, numbers), strict=True) if told}


def _may_renumber(new: AssociationFacts, old: AssociationFacts) -> bool:
    """A missing or damaged number never takes a usable one away."""
    if new.number_class is NumberClass.MISSING:
        return False
    return new.org_number is not None or old.org_number is None


def _distance(one: AssociationFacts, other: AssociationFacts) -> int:
    """In how many facts two namesakes differ: each finds itself again when the same file comes twice."""
    names = (column.name for column in fields(AssociationFacts))
    return sum(getattr(one, name) != getattr(other, name) for name in names)


def _same_place(one: str | None, other: str | None) -> bool:
    """Written alike, or unsaid on both sides."""
    return joined_key(one or "") == joined_key(other or "")
