"""One broken contract: what happened, the ladder as far as it has come, and what the law leaves time for."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, may, require
from vetting.domain.breach_ladder import BY_TWO, LADDER, last_day, untried
from vetting.domain.contract_terms import Clause, clause_of
from vetting.domain.errors import NotFound
from vetting.domain.terms_contracts import BreachEnd, BreachKind, BreachStepKind, StepState
from vetting.reading.breach_rows import StepLine, step_lines
from vetting.records import breach_steps, breaches, contract_terms, officers


@dataclass(frozen=True)
class Rung:
    """One rung of the ladder. `last_on`: the last day the law leaves for it, None where it sets none."""

    kind: BreachStepKind
    is_taken: bool
    needs_second: bool
    last_on: dt.date | None
    untried: tuple[BreachStepKind, ...]


@dataclass(frozen=True)
class ShownBreach:
    """A breach with its contract. `waiting`: the step that waits for another person, if one does."""

    id: str
    request_id: str
    party_name: str
    premises: str
    board: str
    kind: BreachKind
    clause: Clause | None
    facts: str
    source: str
    is_minor: bool
    happened_on: dt.date
    known_on: dt.date
    recorded_by: str
    ended: BreachEnd | None
    end_word: str
    steps: tuple[StepLine, ...]
    ladder: tuple[Rung, ...]
    earliest_end: dt.date
    may_act: bool

    @property
    def waiting(self) -> StepLine | None:
        """The step that waits."""
        return next((step for step in self.steps if step.state is StepState.PROPOSED), None)


@dataclass(frozen=True)
class ShownStep:
    """A step with its breach; `may_sign` whoever may carry it out and did not propose it."""

    breach: ShownBreach
    step: StepLine
    may_sign: bool
    may_return: bool


def breach_page(breach_id: str, *, actor: Actor, today: dt.date) -> ShownBreach:
    """The breach page, in at most ten queries. Raises NotFound for another board's."""
    row = breaches.breach(breach_id)
    contract = breaches.contract_of(row.request_id)
    board_id = contract.premises.board_id
    require(actor, Act.SEE_PREMISES, board_id)
    facts = breaches.facts_of(row)
    steps = breaches.steps_of((breach_id,))
    taken = breaches.taken_steps(steps)
    done = {one.kind for one in taken}
    return ShownBreach(
        id=row.id,
        request_id=row.request_id,
        party_name=contract.request.party_name,
        premises=contract.premises.name,
        board=officers.board(board_id).name,
        kind=row.kind,
        clause=_clause(row.request_id, row.clause_key),
        facts=row.facts,
        source=row.source,
        is_minor=row.is_minor,
        happened_on=row.happened_on,
        known_on=row.known_on,
        recorded_by=officers.officer(row.recorded_by).display_name,
        ended=row.ended,
        end_word=row.end_word,
        steps=step_lines((breach_id,)),
        ladder=tuple(
            Rung(kind, kind in done, kind in BY_TWO, last_day(facts, kind), untried(kind, taken))
            for kind in LADDER
        ),
        earliest_end=breach_steps.earliest_end_of(row.request_id, today),
        may_act=may(actor, Act.DECIDE_BOOKING, board_id),
    )


def step_page(step_id: str, *, actor: Actor, today: dt.date) -> ShownStep:
    """One step, to be read and signed. Raises NotFound for another board's."""
    row = breaches.step(step_id)
    shown = breach_page(row.breach_id, actor=actor, today=today)
    step = next((one for one in shown.steps if one.id == step_id), None)
    if step is None:
        raise NotFound("not_found")
    board_id = breaches.contract_of(shown.request_id).premises.board_id
    waits = step.state is StepState.PROPOSED
    signs = may(actor, Act.SECOND_BOOKING, board_id)
    if step.kind is BreachStepKind.SUSPENSION:
        signs = signs and may(actor, Act.SET_BAR, board_id)
    mine = step.proposed_by_id == actor.id
    return ShownStep(shown, step, may_sign=waits and signs and not mine, may_return=waits and (signs or mine))


@dataclass(frozen=True)
class LetterHead:
    """What the page around a letter says of it."""

    breach_id: str
    request_id: str
    party_name: str
    premises: str
    kind: BreachKind
    step: BreachStepKind


def letter_head(step_id: str, *, actor: Actor) -> LetterHead:
    """Of which step on which breach a letter is, in four queries. Raises NotFound for another board's."""
    step = breaches.step(step_id)
    row = breaches.breach(step.breach_id)
    contract = breaches.contract_of(row.request_id)
    require(actor, Act.SEE_PREMISES, contract.premises.board_id)
    return LetterHead(
        row.id, row.request_id, contract.request.party_name, contract.premises.name, row.kind, step.kind
    )


def clauses_accepted(request_id: str) -> tuple[Clause, ...]:
    """The clauses of the terms that the tenant accepted; none before that."""
    accepted = contract_terms.accepted_terms(request_id)
    return () if accepted is None else contract_terms.clauses_of(contract_terms.edition(accepted.edition_id))


def _clause(request_id: str, key: str) -> Clause | None:
    return clause_of(clauses_accepted(request_id), key) if key else None
