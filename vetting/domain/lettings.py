"""What a refusal or a cancellation of dates must hold before it can be signed.

A no rests on an actual hindrance under a criterion (L01 …), with milder measures tried, the freedoms of RF
2:1 gone through, and reasons given at once (JO 1008-2021). Risk to order needs what the police said before
(JO 5221-2014). A confirmed date is cancelled only on a new fact (JO 4602-2014): pressure from others is none.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from vetting.domain.decisions import Blocker
from vetting.domain.errors import Refused, require_all
from vetting.domain.free_text import require_writable
from vetting.domain.reason_linter import findings_in
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Regime
from vetting.domain.terms_lettings import FreedomRight, LettingGround, PoliceWord, TenancyQuestion
from vetting.domain.terms_premises import MilderMeasure

LONGEST = 2000
SHORTEST = 20  # characters: a reason names a fact

_G = LettingGround
# The criterion of the checklist of premises; the two first are facts of the room and need none.
CRITERION: Mapping[LettingGround, str] = {
    _G.SLOT_TAKEN: "",
    _G.UNUSABLE: "",
    _G.IDENTITY_MISSING: "L01",
    _G.USER_MISSING: "L02",
    _G.PARTICULARS_MISSING: "L03",
    _G.SUBLET: "L04",
    _G.ORDER_RISK: "L05",
    _G.PERMIT_MISSING: "L07",
    _G.OVER_CAPACITY: "L08",
    _G.BREACH: "L10",
    _G.BARRED: "L10",
    _G.TERMS_REFUSED: "L11",
    _G.CRIME_IMMINENT: "L16",
    _G.UNPAID: "L18",
}
# What must have been asked before its absence is a ground.
ASKED_FIRST: Mapping[LettingGround, TenancyQuestion] = {
    _G.IDENTITY_MISSING: TenancyQuestion.IDENTITY,
    _G.USER_MISSING: TenancyQuestion.USERS,
    _G.PARTICULARS_MISSING: TenancyQuestion.PARTICULARS,
    _G.SUBLET: TenancyQuestion.USERS,
    _G.PERMIT_MISSING: TenancyQuestion.PERMIT,
}
OF_POLICE = frozenset({_G.ORDER_RISK, _G.CRIME_IMMINENT})
OF_TWO = OF_POLICE | {_G.BREACH, _G.BARRED}  # judgements, not readings of a calendar
OF_ROOM = frozenset({_G.SLOT_TAKEN, _G.UNUSABLE, _G.OVER_CAPACITY})


@dataclass(frozen=True)
class TriedMeasure:
    """A milder measure and what came of trying it (FL 5 § 3 st.)."""

    measure: MilderMeasure
    outcome: str


@dataclass(frozen=True)
class PoliceContact:
    """What the police said of the event, and when they were asked."""

    id: str
    contacted_at: dt.datetime
    word: PoliceWord


@dataclass(frozen=True)
class Refusal:
    """A refusal as written. `hindrance`: the fact in the way; `rights`: the freedoms gone through;
    `offer`: another time or room; `contact_id`: what the police said."""

    ground: LettingGround
    hindrance: str
    measures: tuple[TriedMeasure, ...] = ()
    rights: frozenset[FreedomRight] = frozenset()
    offer: str = ""
    contact_id: str | None = None


@dataclass(frozen=True)
class Cancellation:
    """The cancelling of confirmed dates: as a refusal, and a fact that is new since they were confirmed."""

    ground: LettingGround
    new_fact: str
    new_fact_on: dt.date
    measures: tuple[TriedMeasure, ...] = ()
    rights: frozenset[FreedomRight] = frozenset()
    offer: str = ""
    contact_id: str | None = None


@dataclass(frozen=True)
class LettingFacts:
    """What is so, whoever writes: which grounds the records bear out, what was asked, what the police said.

    `borne_out`: of SLOT_TAKEN, OVER_CAPACITY, BREACH and BARRED those that are so.
    """

    borne_out: Collection[LettingGround] = ()
    asked: Collection[TenancyQuestion] = ()
    contacts: Sequence[PoliceContact] = field(default_factory=tuple)
    is_state_aided: bool = False
    confirmed_on: dt.date | None = None


_BORNE_OUT = frozenset({_G.SLOT_TAKEN, _G.OVER_CAPACITY, _G.BREACH, _G.BARRED})


def needs_second(ground: LettingGround, *, is_state_aided: bool) -> bool:
    """Whether another person signs: where the ground is a judgement, and wherever a state-aided hall, which
    is kept open to all impartially (SFS 2016:1367), is denied for more than the room itself."""
    return ground in OF_TWO or (is_state_aided and ground not in OF_ROOM)


def tidied(refusal: Refusal) -> Refusal:
    """The refusal with its texts tidied. Raises Refused as require_writable."""
    return replace(
        refusal,
        hindrance=require_writable(refusal.hindrance, field="hindrance", longest=LONGEST),
        offer=require_writable(refusal.offer, field="offer", longest=LONGEST),
        measures=_tidied_measures(refusal.measures),
    )


def tidied_cancellation(cancellation: Cancellation) -> Cancellation:
    """As tidied."""
    return replace(
        cancellation,
        new_fact=require_writable(cancellation.new_fact, field="new_fact", longest=LONGEST),
        offer=require_writable(cancellation.offer, field="offer", longest=LONGEST),
        measures=_tidied_measures(cancellation.measures),
    )


def _tidied_measures(measures: Sequence[TriedMeasure]) -> tuple[TriedMeasure, ...]:
    texts = (require_writable(one.outcome, field="measures", longest=LONGEST) for one in measures)
    return tuple(TriedMeasure(one.measure, text) for one, text in zip(measures, texts, strict=True) if text)


def faults_of(refusal: Refusal, facts: LettingFacts, *, now: dt.datetime) -> tuple[Blocker, ...]:
    """What a tidied refusal must be changed in before it can be proposed or signed."""
    return tuple(
        [
            *_of_text(refusal.hindrance, "hindrance", refusal, facts, now),
            *_of_ground(refusal.ground, facts),
            *_of_care(refusal, facts, now),
        ]
    )


def faults_of_cancellation(
    cancellation: Cancellation, facts: LettingFacts, *, now: dt.datetime
) -> tuple[Blocker, ...]:
    """As faults_of. A cancelling is no refusal: besides, something is new and a measure was tried."""
    as_refusal = Refusal(
        cancellation.ground,
        cancellation.new_fact,
        cancellation.measures,
        cancellation.rights,
        cancellation.offer,
        cancellation.contact_id,
    )
    return tuple(
        [
            *_of_text(cancellation.new_fact, "new_fact", as_refusal, facts, now),
            *_of_newness(cancellation, facts, now),
            *_of_ground(cancellation.ground, facts),
            *_of_care(as_refusal, facts, now, is_measure_due=True),
        ]
    )


def require_sound(faults: Sequence[Blocker]) -> None:
    """Raises Refused with the first fault and the others along; its field stands in the fact `field`."""
    require_all(*(partial(_refuse, fault) for fault in faults))


def _refuse(fault: Blocker) -> None:
    raise Refused(fault.code, **{**fault.facts, "field": fault.field})


def _of_text(
    text: str, named: str, refusal: Refusal, facts: LettingFacts, now: dt.datetime
) -> Iterator[Blocker]:
    if len(text) < SHORTEST:
        code = "new_fact_missing" if named == "new_fact" else "hindrance_missing"
        yield Blocker(code, {"needed": SHORTEST}, named)
    is_police_matter = refusal.ground in OF_POLICE and not tuple(_of_police(refusal, facts, now))
    parts = [
        (named, text),
        ("offer", refusal.offer),
        *(("measures", one.outcome) for one in refusal.measures),
    ]
    for part, words in parts:
        for finding in findings_in(words, has_act=False, regime=Regime.LEGALITY_REVIEW):
            if finding.code == "wording_order_risk" and is_police_matter:
                continue  # what the police said before carries these words
            yield Blocker(finding.code, {"phrase": finding.phrase, "part": part}, part)


def _of_newness(cancellation: Cancellation, facts: LettingFacts, now: dt.datetime) -> Iterator[Blocker]:
    if cancellation.new_fact_on > swedish_day(now):
        yield Blocker("new_fact_ahead", field="new_fact_on")
    if facts.confirmed_on is not None and cancellation.new_fact_on < facts.confirmed_on:
        day = {"confirmed_on": facts.confirmed_on.isoformat()}
        yield Blocker("new_fact_before_approval", day, "new_fact_on")


def _of_ground(ground: LettingGround, facts: LettingFacts) -> Iterator[Blocker]:
    if ground in _BORNE_OUT and ground not in facts.borne_out:
        yield Blocker("ground_not_borne_out", {"ground": ground.value}, "ground")
    question = ASKED_FIRST.get(ground)
    if question is not None and question not in facts.asked:
        yield Blocker("question_not_put", {"question": question.value}, "ground")


def _of_care(
    refusal: Refusal, facts: LettingFacts, now: dt.datetime, *, is_measure_due: bool = False
) -> Iterator[Blocker]:
    """Milder measures, the freedoms, and the police where it is about order."""
    if not refusal.measures and (is_measure_due or refusal.ground in OF_TWO):
        yield Blocker("measure_missing", field="measures")
    missing = [right.value for right in FreedomRight if right not in refusal.rights]
    if missing:
        yield Blocker("freedoms_untried", {"rights": missing}, "rights")
    if refusal.ground in OF_POLICE:
        yield from _of_police(refusal, facts, now)


def _of_police(refusal: Refusal, facts: LettingFacts, now: dt.datetime) -> Iterator[Blocker]:
    """Lawfulness: what the police said is noted, dated before, and bears the ground."""
    contact = next((one for one in facts.contacts if one.id == refusal.contact_id), None)
    if contact is None:
        yield Blocker("police_note_missing", field="contact_id")
    elif contact.contacted_at >= now:
        yield Blocker("police_note_later", field="contact_id")
    elif contact.word is PoliceWord.NO_RISK:
        yield Blocker("police_saw_no_risk", field="contact_id")
    elif refusal.ground is _G.CRIME_IMMINENT and contact.word is not PoliceWord.IMMINENT:
        yield Blocker("police_not_imminent", field="contact_id")
