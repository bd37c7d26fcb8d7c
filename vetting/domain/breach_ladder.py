"""The ladder for a broken contract: which step may be taken when, and what each one needs (JB 12:42-43)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vetting.domain.deadlines import day_due
from vetting.domain.decisions import MIN_PROPORTIONALITY, Blocker
from vetting.domain.terms_contracts import BreachKind, BreachStepKind, TerminationWay
from vetting.domain.terms_decisions import DeadlineKind as K

LADDER = tuple(BreachStepKind)
# Written, to be read and answered before anything heavier; a remark is said.
WRITTEN = frozenset({BreachStepKind.WARNING, BreachStepKind.CORRECTION})
BY_TWO = frozenset({BreachStepKind.SUSPENSION, BreachStepKind.TERMINATION})
# The law asks for a request to correct, and that it was of no avail, before anything is forfeited.
CORRECTION_FIRST = frozenset({BreachKind.SUBLET, BreachKind.WRONG_USE})
LONGEST_SUSPENSION = dt.timedelta(days=366)


@dataclass(frozen=True)
class BreachFacts:
    """A breach as the rules see it. `is_weighty`: the clause is of exceptional importance in the terms that
    were accepted; `is_minor`: of small importance, which never forfeits anything (JB 12:42)."""

    kind: BreachKind
    known_on: dt.date
    is_weighty: bool = False
    is_minor: bool = False
    is_settled: bool = False


@dataclass(frozen=True)
class TakenStep:
    """A step already taken; `reply_by`: the last day to correct or answer."""

    kind: BreachStepKind
    taken_on: dt.date
    reply_by: dt.date | None = None


@dataclass(frozen=True)
class NewStep:
    """A step as written. `telling`: what the tenant is told; `proportionality`: why a milder step is not
    enough; `way` and `ends_on` for a termination (the last day of the contract); `ends_on` and `review_on`
    for a suspension; `lawyer_word`: which lawyer said what, and when."""

    kind: BreachStepKind
    telling: str
    proportionality: str = ""
    reply_by: dt.date | None = None
    way: TerminationWay | None = None
    ends_on: dt.date | None = None
    review_on: dt.date | None = None
    lawyer_word: str = ""


def last_day(breach: BreachFacts, kind: BreachStepKind) -> dt.date | None:
    """The last day the law leaves for a step, counted from knowledge; None where it sets none (JB 12:43)."""
    if kind is BreachStepKind.CORRECTION and breach.kind is BreachKind.SUBLET:
        return day_due(K.CORRECTION_REQUEST, breach.known_on)
    if kind is BreachStepKind.TERMINATION and breach.kind is BreachKind.CLAUSE and breach.is_weighty:
        return day_due(K.TERMINATION, breach.known_on)
    if kind is BreachStepKind.TERMINATION and breach.kind is BreachKind.CRIME:
        return day_due(K.CRIME_TERMINATION, breach.known_on)
    return None


def untried(kind: BreachStepKind, taken: Sequence[TakenStep]) -> tuple[BreachStepKind, ...]:
    """The milder steps that were not taken, mildest first. A suspension is no step on the way to ending what
    is under way, but is weighed all the same."""
    done = {step.kind for step in taken}
    return tuple(rung for rung in LADDER[: LADDER.index(kind)] if rung not in done)


def blockers_of_step(
    step: NewStep, breach: BreachFacts, taken: Sequence[TakenStep], *, earliest_end: dt.date, today: dt.date
) -> tuple[Blocker, ...]:
    """What stands in the way of a step today. `earliest_end`: of the contract when notice is given today.

    Codes: `breach_settled`, `step_taken`, `step_too_late` (facts `day`), `reply_day_missing`,
    `written_step_first`, `correction_first`, `reply_day_open` (facts `day`), `breach_is_minor`,
    `crime_needs_lawyer`, `proportionality_short`, and those of a suspension's or termination's days.
    """
    if breach.is_settled:
        return (Blocker("breach_settled"),)
    return (
        *_of_order(step, taken),
        *_of_clock(step, breach, today),
        *_of_weight(step, breach, taken, today),
        *_of_days(step, breach, taken, earliest_end=earliest_end, today=today),
    )


def _of_order(step: NewStep, taken: Sequence[TakenStep]) -> Iterator[Blocker]:
    if step.kind in BY_TWO and any(one.kind is step.kind for one in taken):
        yield Blocker("step_taken", {"step": step.kind.value}, "kind")
    if untried(step.kind, taken) and len(step.proportionality.strip()) < MIN_PROPORTIONALITY:
        yield Blocker("milder_step_untried", {"least": MIN_PROPORTIONALITY}, "proportionality")
    elif step.kind in BY_TWO and len(step.proportionality.strip()) < MIN_PROPORTIONALITY:
        yield Blocker("proportionality_short", {"least": MIN_PROPORTIONALITY}, "proportionality")


def _of_clock(step: NewStep, breach: BreachFacts, today: dt.date) -> Iterator[Blocker]:
    if step.way is TerminationWay.WITH_NOTICE:
        return  # to end a contract with its notice needs no ground that can grow old
    last = last_day(breach, step.kind)
    if last is not None and today > last:
        yield Blocker("step_too_late", {"day": last.isoformat()}, "kind")


def _of_weight(
    step: NewStep, breach: BreachFacts, taken: Sequence[TakenStep], today: dt.date
) -> Iterator[Blocker]:
    """From a suspension up: never for little, never unsaid, never before there was time to put it right."""
    if step.kind not in BY_TWO:
        return
    if breach.is_minor:
        yield Blocker("breach_is_minor", {}, "kind")
    if breach.kind is BreachKind.CRIME and not step.lawyer_word.strip():
        yield Blocker("crime_needs_lawyer", {}, "lawyer_word")
    if breach.kind is BreachKind.CRIME:
        return  # nothing to put right: the law asks for no telling first
    needed = {BreachStepKind.CORRECTION} if breach.kind in CORRECTION_FIRST else WRITTEN
    told = [one for one in taken if one.kind in needed]
    if not told:
        code = "correction_first" if breach.kind in CORRECTION_FIRST else "written_step_first"
        yield Blocker(code, {}, "kind")
        return
    open_until = max(one.reply_by or one.taken_on for one in told)
    if today <= open_until:
        yield Blocker("reply_day_open", {"day": open_until.isoformat()}, "kind")


def _of_days(
    step: NewStep,
    breach: BreachFacts,
    taken: Sequence[TakenStep],
    *,
    earliest_end: dt.date,
    today: dt.date,
) -> Iterator[Blocker]:
    if step.kind in WRITTEN:
        if step.reply_by is None or step.reply_by <= today:
            yield Blocker("reply_day_missing", {}, "reply_by")
    elif step.kind is BreachStepKind.SUSPENSION:
        yield from _of_suspension(step, today)
    elif step.kind is BreachStepKind.TERMINATION:
        yield from _of_termination(step, breach, earliest_end, today)


def _of_suspension(step: NewStep, today: dt.date) -> Iterator[Blocker]:
    if step.ends_on is None or not today < step.ends_on <= today + LONGEST_SUSPENSION:
        yield Blocker("suspension_length", {"days": LONGEST_SUSPENSION.days}, "ends_on")
    elif step.review_on is None or not today < step.review_on <= step.ends_on:
        yield Blocker("review_day", {}, "review_on")


def _of_termination(
    step: NewStep, breach: BreachFacts, earliest_end: dt.date, today: dt.date
) -> Iterator[Blocker]:
    if step.way is None or step.ends_on is None or step.ends_on < today:
        yield Blocker("termination_day", {}, "ends_on")
    elif step.way is TerminationWay.WITH_NOTICE and step.ends_on < earliest_end:
        yield Blocker("notice_too_short", {"day": earliest_end.isoformat()}, "ends_on")
    elif step.way is TerminationWay.AT_ONCE and breach.kind is BreachKind.CLAUSE and not breach.is_weighty:
        yield Blocker("clause_not_weighty", {}, "way")
