"""What a negative ground must have before it may carry a decision, and that it still stands when one signs.

The burden lies on the municipality for exclusions: concrete, dated, attributable acts (FR Stockholm 192-17,
KR Stockholm 1383-19). Media, tips and links by others prove nothing alone.
Later rules do not reach back (KL 2:4).
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from vetting.domain.answers import is_bad, supports_proven
from vetting.domain.checklist import PROVEN, UNCLEAR, Checklist
from vetting.domain.decisions import Blocker, require_none
from vetting.domain.errors import Refused
from vetting.domain.ground_building import Recorded, built
from vetting.domain.grounds import Ground, GroundAct, GroundKind
from vetting.domain.terms import ActorRole, Effect, Outcome

ATTRIBUTED = "ja"
IN_DOUBT = frozenset({"delvis", UNCLEAR})  # not met, and whoever applies shows what it rests on
FOR_NOTICE = frozenset({Effect.NOTE, Effect.NEVER})  # for follow-up and sampling, never against anybody
# A guest or a partner acts for somebody else: only what is asked of just them rests on such an act.
ELSEWHERE = frozenset({ActorRole.INVITED, ActorRole.PARTNER})
ASKED_OF = {"A12": frozenset({ActorRole.INVITED}), "A05": frozenset({ActorRole.PARTNER})}


def faults_of_grounds(grounds: Sequence[Ground], *, applied_on: dt.date) -> tuple[Blocker, ...]:
    """What the negative ones lack. `applied_on`: the day the application came in. Facts: `question` the
    ground, `questions` those of the checklist where it is mended."""
    return tuple(fault for ground in grounds if ground.is_negative for fault in _faults(ground, applied_on))


def faults_of_answers(
    grounds: Sequence[Ground], outcome: Outcome, checklist: Checklist, recorded: Recorded
) -> tuple[Blocker, ...]:
    """The formal grounds of a refusal whose criterion is answered as met. One that falls short has what was
    seen, or did not come in, written at its answer: the checklist takes no such answer without."""
    if outcome is not Outcome.REFUSED:
        return ()
    return tuple(_of_answers(grounds, checklist, recorded))


def _of_answers(grounds: Sequence[Ground], checklist: Checklist, recorded: Recorded) -> Iterator[Blocker]:
    for ground in grounds:
        answer = recorded.answers.get(ground.question_id)
        if ground.kind is not GroundKind.FORMAL or answer is None or ground.effect in FOR_NOTICE:
            continue  # an exclusion answers to its own rules, and what is not answered is told of elsewhere
        question = checklist.question(ground.question_id)
        if answer.value not in IN_DOUBT and not is_bad(question, answer.value, recorded.parameters):
            yield _fault("ground_answer_is_met", ground, [ground.question_id])


def require_standing(
    kept: Sequence[Ground],
    *,
    outcome: Outcome,
    checklist: Checklist,
    recorded: Recorded,
    applied_on: dt.date,
) -> None:
    """Raises Refused with the first fault when what is recorded no longer carries the kept grounds, and
    `ground_changed` when they would be built otherwise now. The association's comment may come later."""
    now = built([ground.chosen for ground in kept], outcome, checklist, recorded)
    require_none(
        (
            *faults_of_grounds(now, applied_on=applied_on),
            *faults_of_answers(now, outcome, checklist, recorded),
        )
    )
    changed = [old.question_id for old in _changed(kept, now)]
    if changed:
        raise Refused("ground_changed", question=", ".join(changed), questions=changed)


def _changed(kept: Sequence[Ground], now: Sequence[Ground]) -> Iterator[Ground]:
    fresh = {ground.question_id: ground.without_comment for ground in now}
    for ground in kept:
        if fresh.get(ground.question_id) != ground.without_comment:
            yield ground


def _faults(ground: Ground, applied_on: dt.date) -> Iterator[Blocker]:
    if ground.rule is not None and ground.rule.in_force_on > applied_on:
        yield _fault(
            "ground_rule_later",
            ground,
            version=ground.rule.version,
            in_force_on=ground.rule.in_force_on.isoformat(),
            applied_on=applied_on.isoformat(),
        )
    if ground.effect in FOR_NOTICE:
        yield _fault("ground_for_notice", ground)
    if ground.kind is not GroundKind.FORMAL:
        yield from _faults_of_exclusion(ground)
    if ground.kind is GroundKind.ACT:
        yield from _faults_of_weighing(ground)


def _faults_of_exclusion(ground: Ground) -> Iterator[Blocker]:
    """The municipality shows an exclusion: proven, by an act of somebody who acted for the association."""
    if ground.value != PROVEN:
        yield _fault("ground_not_proven", ground, [ground.question_id])
    if ground.kind is GroundKind.EXCLUSION:
        if not supports_proven(item.level for item in ground.evidence):
            yield _fault("ground_evidence_weak", ground, [ground.question_id])
        return
    acts = carrying_acts(ground)
    if not ground.acts:
        yield _fault("ground_act_missing", ground, [ground.question_id])
    elif not acts:
        yield _fault("ground_act_elsewhere", ground, [ground.question_id])
    elif not supports_proven(item.level for item in ground.evidence if item.act_id in _ids(acts)):
        yield _fault("ground_evidence_weak", ground, [ground.question_id])


def _faults_of_weighing(ground: Ground) -> Iterator[Blocker]:
    elsewhere = [one.question_id for one in ground.attribution if one.value != ATTRIBUTED]
    if elsewhere:
        yield _fault("ground_not_attributed", ground, elsewhere)
    unweighed = [one.question_id for one in ground.mitigation if not one.is_weighed]
    if unweighed:
        yield _fault("ground_unweighed", ground, unweighed)
    if not ground.contrary and not ground.no_contrary.strip():
        yield _fault("ground_contrary_missing", ground, [ground.question_id])


def carrying_acts(ground: Ground) -> tuple[GroundAct, ...]:
    """The acts that count as the association's own: all but those of a guest or a partner, unless the
    question is about just them."""
    left_out = ELSEWHERE - ASKED_OF.get(ground.question_id, frozenset())
    return tuple(act for act in ground.acts if act.actor_role not in left_out)


def _ids(acts: Collection[GroundAct]) -> set[str]:
    return {act.id for act in acts}


def _fault(code: str, ground: Ground, questions: Sequence[str] = (), **facts: object) -> Blocker:
    return Blocker(code, {"question": ground.question_id, "questions": list(questions), **facts}, "reasons")
