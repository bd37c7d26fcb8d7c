"""The contract of one request for a room: terms accepted, days that count, breaches; a board's terms."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.contract_terms import Clause, ContractClock, clock_of
from vetting.domain.terms_contracts import BreachEnd, BreachKind, StepState, TermsAcceptance
from vetting.domain.terms_premises import BookingState
from vetting.reading.breach_rows import StepLine, step_lines
from vetting.records import breach_steps, breaches, contract_terms, officers
from vetting.records.contract_terms import TermsEdition
from vetting.records.officers import Board


@dataclass(frozen=True)
class ShownTerms:
    """A version of the terms. `is_in_force`: on the day the page is read."""

    id: str
    clauses: tuple[Clause, ...]
    adopted_by: str
    adopted_on: dt.date
    in_force_from_on: dt.date
    is_in_force: bool


@dataclass(frozen=True)
class ShownAcceptance:
    """Which version was accepted, by whom and how."""

    terms: ShownTerms
    accepted_by: str
    accepted_on: dt.date
    channel: TermsAcceptance


@dataclass(frozen=True)
class BreachLine:
    """One breach of the contract with its steps, in their order."""

    id: str
    kind: BreachKind
    happened_on: dt.date
    facts: str
    ended: BreachEnd | None
    steps: tuple[StepLine, ...]

    @property
    def waits(self) -> bool:
        """Whether a step waits for another person."""
        return any(step.state is StepState.PROPOSED for step in self.steps)


@dataclass(frozen=True)
class ShownContract:
    """A request as a contract. `lacks_terms`: the board has terms in force that are not accepted."""

    request_id: str
    party_name: str
    state: BookingState
    board_id: str
    board: str
    premises: str
    clock: ContractClock | None
    in_force: ShownTerms | None
    accepted: ShownAcceptance | None
    breaches: tuple[BreachLine, ...]

    @property
    def lacks_terms(self) -> bool:
        """Whether terms wait to be accepted (criterion L11)."""
        if self.in_force is None:
            return False
        return self.accepted is None or self.accepted.terms.id != self.in_force.id


@dataclass(frozen=True)
class BoardTerms:
    """The versions of one board's terms, the latest first."""

    board_id: str
    board: str
    versions: tuple[ShownTerms, ...]
    may_adopt: bool

    @property
    def in_force(self) -> ShownTerms | None:
        """The version that holds today."""
        return next((one for one in self.versions if one.is_in_force), None)


def contract_page(request_id: str, *, actor: Actor, today: dt.date) -> ShownContract:
    """The contract page, in at most eight queries. Raises NotFound for another board's."""
    contract = breaches.contract_of(request_id)
    board_id = contract.premises.board_id
    require(actor, Act.SEE_PREMISES, board_id)
    span = breach_steps.span_of(request_id)
    held = contract_terms.terms_in_force(board_id, today)
    return ShownContract(
        request_id=request_id,
        party_name=contract.request.party_name,
        state=contract.request.state,
        board_id=board_id,
        board=officers.board(board_id).name,
        premises=contract.premises.name,
        clock=None if span is None else clock_of(*span),
        in_force=None if held is None else _terms(held, held.id),
        accepted=_accepted(request_id, None if held is None else held.id),
        breaches=_breaches(request_id),
    )


def terms_of_board(board_id: str, *, actor: Actor, today: dt.date) -> BoardTerms:
    """One board's terms, for whoever sees its premises. Raises NotFound for another board's."""
    board = officers.board(board_id)
    require(actor, Act.SEE_PREMISES, board_id)
    return _board_terms(board, contract_terms.editions_of(board_id), actor, today)


def terms_of_boards(*, actor: Actor, today: dt.date) -> tuple[BoardTerms, ...]:
    """The terms of every board whose premises the actor sees, by name."""
    boards = [board for board in officers.boards_in_use() if may(actor, Act.SEE_PREMISES, board.id)]
    rows = contract_terms.editions_of_boards([board.id for board in boards])
    return tuple(_board_terms(board, rows.get(board.id, ()), actor, today) for board in boards)


def _board_terms(board: Board, rows: Sequence[TermsEdition], actor: Actor, today: dt.date) -> BoardTerms:
    held = next((row.id for row in rows if row.in_force_from_on <= today), None)
    versions = tuple(_terms(row, held) for row in rows)
    return BoardTerms(board.id, board.name, versions, may(actor, Act.MANAGE_PREMISES, board.id))


def _terms(row: TermsEdition, held: str | None) -> ShownTerms:
    return ShownTerms(
        row.id,
        contract_terms.clauses_of(row),
        row.adopted_by,
        row.adopted_on,
        row.in_force_from_on,
        row.id == held,
    )


def _accepted(request_id: str, held: str | None) -> ShownAcceptance | None:
    row = contract_terms.accepted_terms(request_id)
    if row is None:
        return None
    terms = _terms(contract_terms.edition(row.edition_id), held)
    return ShownAcceptance(terms, row.accepted_by, row.accepted_on, row.channel)


def _breaches(request_id: str) -> tuple[BreachLine, ...]:
    rows = breaches.breaches_of(request_id)
    steps: Sequence[StepLine] = step_lines([row.id for row in rows]) if rows else ()
    return tuple(
        BreachLine(
            row.id,
            row.kind,
            row.happened_on,
            row.facts,
            row.ended,
            tuple(step for step in steps if step.breach_id == row.id),
        )
        for row in rows
    )
