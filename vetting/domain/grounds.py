"""Grounds of a decision: what they hold, and how they are kept.

Acts and never views (JO 1414-2019); the act shown, and in which role (FR Stockholm 192-17); what speaks
against it looked for (RF 1:9); the special reasons factor by factor (lag 2024:487 5 § 2 st.).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from vetting.domain.decisions import Reason
from vetting.domain.terms import ActorRole, Effect
from vetting.domain.terms_decisions import MitigationFactor

FACTORS: Mapping[str, MitigationFactor] = {
    "A07": MitigationFactor.DISTANCE,
    "A08": MitigationFactor.MEASURES,
    "A09": MitigationFactor.SINGLE,
    "A10": MitigationFactor.LONG_AGO,
    "A11": MitigationFactor.ENDED,
}


class GroundKind(StrEnum):
    """How much it takes before an answer may carry a decision against the association."""

    FORMAL = "formal"  # the association shows what is asked for
    EXCLUSION = "exclusion"  # the municipality shows it: only 'styrkt' carries
    ACT = "act"  # an exclusion for an act: who, in which role, and what speaks for leniency


@dataclass(frozen=True)
class AppliedRule:
    """The version of the rules that the ground rests on. `digest`: SHA-256 of its bytes."""

    name: str
    title: str
    version: str
    in_force_on: dt.date
    digest: str


@dataclass(frozen=True)
class GroundAct:
    """A recorded act. The actor is a role, never a name (RF 2:3)."""

    id: str
    what: str
    act_on: dt.date
    place: str
    actor_role: ActorRole


@dataclass(frozen=True)
class GroundEvidence:
    """Evidence for the answer, or against it. `level` 1 to 8; `act_id`: the act it proves; `digest`: SHA-256
    of its file, blank without one."""

    id: str
    kind: str
    kind_word: str
    level: int
    description: str
    source: str
    act_on: dt.date | None
    act_id: str | None
    digest: str
    captured_at: dt.datetime
    is_contrary: bool = False


@dataclass(frozen=True)
class Considered:
    """A question weighed beside the ground, with what was said of it; blank `value`: not answered."""

    question_id: str
    question: str
    value: str
    answer: str
    considered: str

    @property
    def factor(self) -> MitigationFactor | None:
        """Which of the special reasons it is; None for the attribution and for local questions."""
        return FACTORS.get(self.question_id)

    @property
    def is_weighed(self) -> bool:
        return bool(self.value and self.considered.strip())


@dataclass(frozen=True)
class Ground:
    """One ground. `rule` None: it speaks for the association, and nothing more is asked of it.

    `attribution` and `mitigation`: what is asked beside a ground on an act.
    `no_contrary`: where was looked, when nothing speaks against it; `comment`: the association's own words,
    and `comment_considered` what was made of them.
    """

    question_id: str
    question: str
    value: str
    answer: str
    reason: str
    kind: GroundKind = GroundKind.FORMAL
    effect: Effect = Effect.BLOCK
    rule: AppliedRule | None = None
    acts: tuple[GroundAct, ...] = ()
    evidence: tuple[GroundEvidence, ...] = ()
    contrary: tuple[GroundEvidence, ...] = ()
    no_contrary: str = ""
    attribution: tuple[Considered, ...] = ()
    mitigation: tuple[Considered, ...] = ()
    comment: str = ""
    comment_considered: str = ""

    @property
    def is_negative(self) -> bool:
        return self.rule is not None

    @property
    def without_comment(self) -> "Ground":
        """The ground as it is apart from what the association says of it, which may come later."""
        return replace(self, comment="", comment_considered="")

    @property
    def chosen(self) -> Reason:
        """What a person chose and wrote of it; the rest is built."""
        return Reason(self.question_id, self.value, self.reason, self.no_contrary)

    def as_kept(self) -> dict[str, Any]:
        """The ground as JSON values; of one that is not negative only question, answer and reason."""
        plain = ("question_id", "question", "value", "answer", "reason")
        if self.rule is None:
            return {name: getattr(self, name) for name in plain}
        kept: dict[str, Any] = _as_json(asdict(self))
        kept["mitigation"] = [
            {**_as_json(asdict(one)), "factor": _as_json(one.factor)} for one in self.mitigation
        ]
        return kept

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> "Ground":
        """The ground that `as_kept` wrote; one kept before grounds were built is plain."""
        plain = {name: kept[name] for name in ("question_id", "question", "value", "answer", "reason")}
        if kept.get("rule") is None:
            return cls(**plain)
        return cls(
            **plain,
            kind=GroundKind(kept["kind"]),
            effect=Effect(kept["effect"]),
            rule=AppliedRule(**{**kept["rule"], "in_force_on": _day(kept["rule"]["in_force_on"])}),
            acts=tuple(_act(act) for act in kept["acts"]),
            evidence=tuple(_evidence(item) for item in kept["evidence"]),
            contrary=tuple(_evidence(item) for item in kept["contrary"]),
            no_contrary=kept["no_contrary"],
            attribution=tuple(_considered(one) for one in kept["attribution"]),
            mitigation=tuple(_considered(one) for one in kept["mitigation"]),
            comment=kept["comment"],
            comment_considered=kept["comment_considered"],
        )


def _considered(kept: Mapping[str, Any]) -> Considered:
    return Considered(**{name: value for name, value in kept.items() if name != "factor"})


def _act(kept: Mapping[str, Any]) -> GroundAct:
    role = ActorRole(kept["actor_role"])
    return GroundAct(**{**kept, "act_on": _day(kept["act_on"]), "actor_role": role})


def _evidence(kept: Mapping[str, Any]) -> GroundEvidence:
    act_on, captured_at = kept["act_on"], dt.datetime.fromisoformat(kept["captured_at"])
    return GroundEvidence(**{**kept, "act_on": act_on and _day(act_on), "captured_at": captured_at})


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _as_json(value: Any) -> Any:
    """Days and instants as ISO texts, words as their text, tuples as lists."""
    if isinstance(value, dict):
        return {key: _as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(one) for one in value]
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value
