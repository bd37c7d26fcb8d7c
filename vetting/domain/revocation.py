"""What a revocation holds: on which of three grounds, for which periods money is claimed back, what then.

A decision in somebody's favour stands unless it reserves the change itself, safety compels it, or it rests on
wrong information (the principle of FL 37 §). Only periods with evidence are claimed (KR Stockholm 1383-19).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol

from vetting.domain.free_text import require_writable
from vetting.domain.terms import Outcome
from vetting.domain.terms_revocations import RevocationGround

REVOKING = frozenset({Outcome.PARTLY_REVOKED, Outcome.REVOKED})
OF_REVIEW = REVOKING | {Outcome.CONTINUED, Outcome.CLOSED}
OF_APPLICATION = frozenset(Outcome) - REVOKING - {Outcome.CONTINUED}
CARRYING = 5  # evidence of level 6 to 8 carries nothing by itself


class DatedEvidence(Protocol):
    """Evidence of a ground, as `domain/grounds.py` holds it."""

    @property
    def id(self) -> str: ...
    @property
    def level(self) -> int: ...
    @property
    def act_on(self) -> dt.date | None: ...
    @property
    def is_contrary(self) -> bool: ...


@dataclass(frozen=True)
class Period:
    """Days of which money is claimed back. `amount` in whole kronor; `evidence_ids`: what shows, for these
    very days, that the condition was not met."""

    starts_on: dt.date
    ends_on: dt.date
    amount: int
    evidence_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revocation:
    """What a proposal to revoke says beside its grounds.

    `why`: the words of the reservation, what was wrong, or which danger. `can_be_undone`: whether it can be
    put right if a court annuls it (KL 13:14), and `undoing` how, or why it cannot wait. `again`: conditions
    for new support, and `again_from_on` the earliest day.
    """

    ground: RevocationGround
    why: str
    can_be_undone: bool | None = None
    undoing: str = ""
    periods: tuple[Period, ...] = ()
    again: tuple[str, ...] = ()
    again_from_on: dt.date | None = None

    def as_kept(self) -> dict[str, Any]:
        """As JSON values: days as ISO texts."""
        kept = asdict(self) | {"ground": self.ground.value, "again": list(self.again)}
        kept["again_from_on"] = None if self.again_from_on is None else self.again_from_on.isoformat()
        kept["periods"] = [
            {
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on.isoformat(),
                "amount": one.amount,
                "evidence_ids": list(one.evidence_ids),
            }
            for one in self.periods
        ]
        return kept

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Revocation":
        """What `as_kept` wrote."""
        again_from_on = kept["again_from_on"]
        return cls(
            ground=RevocationGround(kept["ground"]),
            why=kept["why"],
            can_be_undone=kept["can_be_undone"],
            undoing=kept["undoing"],
            periods=tuple(_period(one) for one in kept["periods"]),
            again=tuple(kept["again"]),
            again_from_on=None if again_from_on is None else dt.date.fromisoformat(again_from_on),
        )

    @property
    def claimed(self) -> tuple[Period, ...]:
        """The periods that evidence was found for."""
        return tuple(one for one in self.periods if one.evidence_ids)

    @property
    def left_out(self) -> tuple[Period, ...]:
        """The periods without evidence: nothing is claimed for them."""
        return tuple(one for one in self.periods if not one.evidence_ids)

    @property
    def amount(self) -> int:
        """What is claimed back, in whole kronor."""
        return sum(one.amount for one in self.claimed)


def revocable(ground: RevocationGround, reservation: str) -> bool:
    """Whether a decision with that reservation can be changed to somebody's detriment on that ground."""
    return ground is not RevocationGround.RESERVATION or bool(reservation.strip())


def with_evidence(periods: Iterable[Period], evidence: Iterable[DatedEvidence]) -> tuple[Period, ...]:
    """Each period with the evidence that carries it: for the grounds chosen, dated within its days. Whatever
    the period named before is left; a period without such evidence stays, and is claimed nothing for."""
    carrying = [one for one in evidence if one.level <= CARRYING and not one.is_contrary]
    return tuple(
        replace(
            period,
            evidence_ids=tuple(
                item.id
                for item in carrying
                if item.act_on is not None and period.starts_on <= item.act_on <= period.ends_on
            ),
        )
        for period in periods
    )


def suggested_periods(starts_on: dt.date, ends_on: dt.date, amount: int) -> tuple[Period, ...]:
    """The days of the support by calendar half-year with their part of the amount, by days; the last takes
    what is left over. A suggestion to change: nothing is kept of it."""
    cuts = [dt.date(year, month, 1) for year in range(starts_on.year, ends_on.year + 1) for month in (1, 7)]
    starts = [starts_on, *(cut for cut in cuts if starts_on < cut <= ends_on)]
    ends = [*(cut - dt.timedelta(days=1) for cut in starts[1:]), ends_on]
    whole = (ends_on - starts_on).days + 1
    parts = [amount * ((last - first).days + 1) // whole for first, last in zip(starts, ends, strict=True)]
    parts[-1] += amount - sum(parts)
    return tuple(Period(*found) for found in zip(starts, ends, parts, strict=True))


def tidied(revocation: Revocation) -> Revocation:
    """With every text tidied and empty conditions gone. Raises Refused as require_writable."""
    again = (require_writable(line, field="again") for line in revocation.again)
    return replace(
        revocation,
        why=require_writable(revocation.why, field="ground_why"),
        undoing=require_writable(revocation.undoing, field="undoing"),
        again=tuple(line for line in again if line),
    )


def _period(kept: Mapping[str, Any]) -> Period:
    return Period(
        dt.date.fromisoformat(kept["starts_on"]),
        dt.date.fromisoformat(kept["ends_on"]),
        kept["amount"],
        tuple(kept["evidence_ids"]),
    )
