"""Where a round stands among its steps: what is done, what is next, and what each of the others waits for."""

from dataclasses import dataclass, field

from vetting.domain.round_stages import TOO_EARLY, has_come_to
from vetting.domain.terms_spot_checks import RoundStage, RoundStep

# The stage a round has come to once the step is done, and the one it must have come to before the step.
_DONE_AT = {
    RoundStep.SEAL: RoundStage.SEALED,
    RoundStep.RECORD_SEED: RoundStage.SEED_RECORDED,
    RoundStep.CONFIRM_SEED: RoundStage.SEED_CONFIRMED,
    RoundStep.DRAW: RoundStage.DRAWN,
}
_WAITS_FOR = {
    RoundStep.RECORD_SEED: RoundStage.SEALED,
    RoundStep.CONFIRM_SEED: RoundStage.SEED_RECORDED,
    RoundStep.DRAW: RoundStage.SEED_CONFIRMED,
    RoundStep.SHARE_OUT: RoundStage.DRAWN,
    RoundStep.PUBLISH: RoundStage.DRAWN,
}


@dataclass(frozen=True)
class Standing:
    """How far a round has come. `unshared`: drawn checks with nobody to make them; `without_letter`: drawn
    associations that have not had theirs. A round that drew nothing has neither."""

    stage: RoundStage
    unshared: int = 0
    without_letter: int = 0
    is_published: bool = False


@dataclass(frozen=True)
class StepState:
    """One step. `locked_by` is the code of what it waits for; blank when it is done or next."""

    step: RoundStep
    is_done: bool
    is_next: bool
    locked_by: str = ""
    facts: dict[str, object] = field(default_factory=dict)


def steps_of(standing: Standing) -> tuple[StepState, ...]:
    """Every step in its order; one is next at most, and none in a voided or finished round."""
    found: list[StepState] = []
    is_next_known = standing.stage is RoundStage.VOIDED
    for step in RoundStep:
        is_done = _is_done(step, standing)
        code, facts = _lock(step, standing)
        is_next = not (is_done or code or is_next_known)
        is_next_known |= is_next
        found.append(StepState(step, is_done, is_next, "" if is_done else code, {} if is_done else facts))
    return tuple(found)


def next_step(standing: Standing) -> RoundStep | None:
    """The step that waits to be taken, if any."""
    return next((state.step for state in steps_of(standing) if state.is_next), None)


def _is_done(step: RoundStep, standing: Standing) -> bool:
    if standing.stage is RoundStage.VOIDED:
        return False
    if step in _DONE_AT:
        return has_come_to(standing.stage, _DONE_AT[step])
    if step is RoundStep.PUBLISH:
        return standing.is_published
    return standing.stage is RoundStage.DRAWN and standing.unshared == 0


def _lock(step: RoundStep, standing: Standing) -> tuple[str, dict[str, object]]:
    if standing.stage is RoundStage.VOIDED:
        return "round_voided", {}
    if step in _WAITS_FOR and not has_come_to(standing.stage, _WAITS_FOR[step]):
        return TOO_EARLY[_WAITS_FOR[step]], {}
    if step is RoundStep.PUBLISH and standing.without_letter:
        return "letters_not_sent", {"count": standing.without_letter}
    return "", {}
