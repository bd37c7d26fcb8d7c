"""The steps of a round in their only order, and what each of them demands."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.free_text import tidy
from vetting.domain.round_terms import DrawTerms
from vetting.domain.sampling import normal_seed
from vetting.domain.terms import Role
from vetting.domain.terms_spot_checks import RoundStage, SeedKind

MIN_DIGITS = 20  # twenty rolls of ten-sided dice, as in public risk-limiting audits (Colorado)

_ORDER = (
    RoundStage.OPEN,
    RoundStage.SEALED,
    RoundStage.SEED_RECORDED,
    RoundStage.SEED_CONFIRMED,
    RoundStage.DRAWN,
)
# What somebody hears who comes too early, by the stage that is wanted; and who comes too late.
TOO_EARLY = {
    RoundStage.SEALED: "seed_before_seal",
    RoundStage.SEED_RECORDED: "seed_missing",
    RoundStage.SEED_CONFIRMED: "seed_not_confirmed",
    RoundStage.DRAWN: "round_not_drawn",
}
_TOO_LATE = {
    RoundStage.OPEN: "round_sealed",
    RoundStage.SEALED: "seed_already_recorded",
    RoundStage.SEED_RECORDED: "seed_already_confirmed",
    RoundStage.SEED_CONFIRMED: "already_drawn",
}


def require_stage(stage: RoundStage, wanted: RoundStage) -> None:
    """Raises Refused when the round stands elsewhere, with a code that says what comes first."""
    if stage is wanted:
        return
    if stage is RoundStage.VOIDED:
        raise Refused("round_voided")
    if stage is RoundStage.DRAWN:
        raise Refused("already_drawn")
    raise Refused(_TOO_LATE[wanted] if has_come_to(stage, wanted) else TOO_EARLY[wanted])


def has_come_to(stage: RoundStage, wanted: RoundStage) -> bool:
    """Whether a round that is not voided stands there or further on."""
    return _ORDER.index(stage) >= _ORDER.index(wanted)


@dataclass(frozen=True)
class Witness:
    """An officer who saw the dice, with every appointment held (role, board id or None)."""

    officer_id: str
    name: str
    appointments: frozenset[tuple[Role, str | None]]


def require_witnesses(witnesses: Sequence[Witness]) -> None:
    """Two officers of different functions or boards saw the dice (two functions, not one with a friend).

    Raises Refused `two_witnesses_needed` or `witnesses_alike`.
    """
    if len({witness.officer_id for witness in witnesses}) != 2:
        raise Refused("two_witnesses_needed")
    if witnesses[0].appointments == witnesses[1].appointments:
        raise Refused("witnesses_alike")


def seed_of(value: str, terms: DrawTerms, *, sealed_on: dt.date, today: dt.date) -> str:
    """The seed in its normal form. Raises Refused `seed_missing`, `seed_unusable`, `dice_only_digits`,
    `dice_too_few` with how many there are, or `public_seed_too_early` with the day."""
    seed = normal_seed(value)
    if tidy(seed) != seed:  # what is not seen cannot be typed by whoever redoes the draw
        raise Refused("seed_unusable")
    if len(seed) > 200:
        raise Refused("text_too_long", field="seed", length=len(seed), longest=200)
    if terms.seed_kind is SeedKind.DICE:
        if not re.fullmatch(r"[0-9 ]+", seed):
            raise Refused("dice_only_digits")
        digits = len(seed.replace(" ", ""))
        if digits < MIN_DIGITS:
            raise Refused("dice_too_few", digits=digits, least=MIN_DIGITS)
    elif terms.public_on is not None and (today < terms.public_on or terms.public_on <= sealed_on):
        raise Refused("public_seed_too_early", public_on=terms.public_on.isoformat())
    return seed


def same_reading(value: str, seed: str, kind: SeedKind) -> bool:
    """Whether two read the same: of dice only the digits count, however they were grouped."""
    if kind is SeedKind.DICE:
        return normal_seed(value).replace(" ", "") == seed.replace(" ", "")
    return normal_seed(value) == seed


def require_sealable(terms: DrawTerms, items: int, *, today: dt.date) -> None:
    """Raises Refused `frame_empty`, or `public_day_passed`: a value that is known could have been chosen."""
    if items == 0:
        raise Refused("frame_empty")
    if terms.seed_kind is SeedKind.PUBLIC and terms.public_on is not None and terms.public_on <= today:
        raise Refused("public_day_passed", public_on=terms.public_on.isoformat())
