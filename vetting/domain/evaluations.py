"""What the granting board says when a grant is over: goals met, what was learnt, and whether again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable, require_written
from vetting.domain.no_names import require_no_person
from vetting.domain.plain_questions import lists_names
from vetting.domain.report_roles import require_no_known_names
from vetting.domain.terms import PlanTier
from vetting.domain.terms_association_reports import Activity, Again

LONGEST_CONTACT = 120
MET = 100  # percent of the goal


@dataclass(frozen=True)
class Goal:
    """An indicator of the plan and its outcome; None when none was reported."""

    name: str
    unit: str
    target: int
    outcome: int | None

    @property
    def percent(self) -> int | None:
        """The outcome as a share of the goal in percent, rounded down; None where there is none."""
        if self.outcome is None or self.target <= 0:
            return None
        return 100 * self.outcome // self.target

    @property
    def is_met(self) -> bool:
        return self.percent is not None and self.percent >= MET

    def as_kept(self) -> dict[str, object]:
        """The goal as JSON values."""
        return {"name": self.name, "unit": self.unit, "target": self.target, "outcome": self.outcome}

    @classmethod
    def from_kept(cls, kept: Mapping[str, object]) -> "Goal":
        """The goal that `as_kept` wrote."""
        outcome = kept["outcome"]
        return cls(
            name=str(kept["name"]),
            unit=str(kept["unit"]),
            target=int(str(kept["target"])),
            outcome=None if outcome is None else int(str(outcome)),
        )


@dataclass(frozen=True)
class Learnt:
    """What is written in an evaluation; `contact` is a function at the board, never a person."""

    activity: Activity
    is_targeted: bool
    worked: str
    learnt: str
    again: Again
    again_why: str
    contact: str

    def as_kept(self) -> dict[str, object]:
        """The evaluation as JSON values, while it is a draft."""
        return {
            "activity": self.activity.value,
            "is_targeted": self.is_targeted,
            "worked": self.worked,
            "learnt": self.learnt,
            "again": self.again.value,
            "again_why": self.again_why,
            "contact": self.contact,
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, object]) -> "Learnt":
        """What `as_kept` wrote."""
        return cls(
            activity=Activity(str(kept["activity"])),
            is_targeted=bool(kept["is_targeted"]),
            worked=str(kept["worked"]),
            learnt=str(kept["learnt"]),
            again=Again(str(kept["again"])),
            again_why=str(kept["again_why"]),
            contact=str(kept["contact"]),
        )


def require_learnt(written: Learnt, names: Collection[str]) -> Learnt:
    """The evaluation with tidy texts. `names` of everybody the service knows by name: other boards read it.

    Raises Refused `text_missing`, `names_known_person`, `names_listed`, `person_named`, and as
    free_text.require_writable.
    """
    texts = [
        ("worked", require_written(written.worked, field="worked")),
        ("learnt", require_written(written.learnt, field="learnt")),
        ("again_why", require_writable(written.again_why, field="again_why")),
        ("contact", require_written(written.contact, field="contact", longest=LONGEST_CONTACT)),
    ]
    kept = dict(texts)
    require_no_known_names(texts, names)
    for field, text in texts:
        if lists_names(text):
            raise Refused("names_listed", field=field)
        require_no_person(text, field=field)
    if written.again is not Again.YES and not kept["again_why"]:
        raise Refused("text_missing", field="again_why")
    return Learnt(
        activity=written.activity,
        is_targeted=written.is_targeted,
        worked=kept["worked"],
        learnt=kept["learnt"],
        again=written.again,
        again_why=kept["again_why"],
        contact=kept["contact"],
    )


def goals_from(goals: Sequence[Mapping[str, object]]) -> tuple[Goal, ...]:
    """The goals that `Goal.as_kept` wrote."""
    return tuple(Goal.from_kept(one) for one in goals)


def may_sign(tier: PlanTier, *, may_decide: bool) -> bool:
    """Who signs: whoever decides for the board; of a small grant, the officer who follows it as well."""
    return may_decide or tier is PlanTier.MINI
