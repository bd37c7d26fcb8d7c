"""What grounds are built from, and what a negative one must have before it carries a decision."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from vetting.domain.answers import Answer
from vetting.domain.decisions import Reason
from vetting.domain.errors import Refused
from vetting.domain.ground_building import Recorded, built
from vetting.domain.ground_rules import faults_of_grounds, require_standing
from vetting.domain.grounds import Ground, GroundAct, GroundEvidence, GroundKind
from vetting.domain.terms import ActorRole, Effect, Outcome
from vetting.domain.terms_decisions import MitigationFactor
from vetting.gateways.checklist_files import load_checklist
from vetting.paths import checklists_dir

CHECKLIST = load_checklist(checklists_dir(), "democracy-criteria", "2026-01")
HALLS = load_checklist(checklists_dir(), "premises-rental", "2026-01")
APPLIED_ON, ACT_ON = dt.date(2026, 10, 1), dt.date(2026, 3, 1)
CAPTURED = dt.datetime(2026, 10, 12, 9, 30, tzinfo=dt.UTC)
ACT = GroundAct("a1", "Ett möte stoppades med hot", ACT_ON, "Norrdal", ActorRole.CHAIR)
NOTE = GroundEvidence(
    "e1", "dokument", "Dokument", 3, "Anteckning", "Besök 12", ACT_ON, "a1", "ab" * 32, CAPTURED
)
CONTRARY = replace(NOTE, id="e2", act_id=None, act_on=None, digest="", is_contrary=True)
ANSWERS = {
    "A01": Answer("A01", "styrkt", "Anteckningen visar hotet.", (3,)),
    "A06": Answer("A06", "ja", "Protokollet visar uppdraget."),
    "A07": Answer("A07", "nej", "Inget är sagt."),
    "A08": Answer("A08", "oklart", "Rutinen är inte prövad."),
    "A09": Answer("A09", "ja", "Ingen annan är känd."),
    "A10": Answer("A10", "nej", "Sju månader."),
    "S01": Answer("S01", "nej", "Stadgar saknas."),
}
WHOLE = Recorded(ANSWERS, {}, (ACT,), {"A01": (NOTE, CONTRARY)})
REASON = Reason("A01", "styrkt", "Hotet stoppade mötet.")


def without(*question_ids: str) -> dict[str, Answer]:
    return {key: answer for key, answer in ANSWERS.items() if key not in question_ids}


def faults(
    recorded=WHOLE, reason=REASON, *, outcome=Outcome.REFUSED, applied_on=APPLIED_ON, checklist=CHECKLIST
):
    grounds = built([reason], outcome, checklist, recorded)
    return [fault.code for fault in faults_of_grounds(grounds, applied_on=applied_on)]


def with_evidence(*items: GroundEvidence, acts=(ACT,)) -> Recorded:
    return replace(WHOLE, acts=acts, evidence={"A01": items})


def with_answer(question_id: str, value: str, reason: str = "Prövat.") -> Recorded:
    return replace(WHOLE, answers={**ANSWERS, question_id: Answer(question_id, value, reason)})


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        (WHOLE, []),
        # The act, dated, and of somebody who acted for the association
        (with_evidence(CONTRARY), ["ground_act_missing"]),
        (with_evidence(replace(NOTE, act_id=None), CONTRARY), ["ground_act_missing"]),
        (with_evidence(NOTE, CONTRARY, acts=()), ["ground_act_missing"]),
        (
            with_evidence(NOTE, CONTRARY, acts=(replace(ACT, actor_role=ActorRole.INVITED),)),
            ["ground_act_elsewhere"],
        ),
        (
            with_evidence(NOTE, CONTRARY, acts=(replace(ACT, actor_role=ActorRole.PARTNER),)),
            ["ground_act_elsewhere"],
        ),
        (with_evidence(NOTE, CONTRARY, acts=(replace(ACT, actor_role=ActorRole.VOLUNTEER),)), []),
        # Levels 6 to 8 prove nothing alone, and strong evidence of another act lends them nothing
        *(
            (
                with_evidence(replace(NOTE, level=level), CONTRARY),
                [] if level < 6 else ["ground_evidence_weak"],
            )
            for level in range(1, 9)
        ),
        (
            with_evidence(*(replace(NOTE, id=f"e{n}", level=n) for n in (6, 7, 8)), CONTRARY),
            ["ground_evidence_weak"],
        ),
        (
            with_evidence(replace(NOTE, level=7), replace(NOTE, id="e3", level=1, act_id=None), CONTRARY),
            ["ground_evidence_weak"],
        ),
        # Attribution
        (with_answer("A06", "nej"), ["ground_not_attributed"]),
        (with_answer("A06", "oklart"), ["ground_not_attributed"]),
        (with_answer("A06", "delvis"), ["ground_not_attributed"]),
        (with_answer("A06", "ej_tillampligt"), ["ground_not_attributed"]),
        (replace(WHOLE, answers=without("A06")), ["ground_not_attributed"]),
        # The special reasons, each of the four
        *(
            (replace(WHOLE, answers=without(factor)), ["ground_unweighed"])
            for factor in ("A07", "A08", "A09", "A10")
        ),
        (with_answer("A09", "ja", " "), ["ground_unweighed"]),
        (with_answer("A07", "ja", "Styrelsen tog avstånd två dagar senare."), []),
        # Objectivity
        (with_evidence(NOTE), ["ground_contrary_missing"]),
    ],
)
def test_a_ground_on_an_act(recorded, expected):
    assert faults(recorded) == expected


@pytest.mark.parametrize(
    ("reason", "outcome", "expected"),
    [
        (replace(REASON, value="indikation"), Outcome.REFUSED, ["ground_not_proven"]),
        (replace(REASON, value="indikation"), Outcome.DISMISSED, ["ground_not_proven"]),
        (replace(REASON, value="indikation"), Outcome.PARTLY_GRANTED, ["ground_not_proven"]),
        (replace(REASON, value="ingen_indikation"), Outcome.REFUSED, ["ground_not_proven"]),
        (replace(REASON, value="ingen_indikation"), Outcome.PARTLY_GRANTED, []),
        (replace(REASON, value="indikation"), Outcome.GRANTED, []),
        (Reason("S01", "nej", "Stadgar saknas."), Outcome.REFUSED, []),
        (Reason("A06", "nej", "Inte i rollen."), Outcome.REFUSED, ["ground_for_notice"]),
        (Reason("E08", "ja", "Egna medel."), Outcome.REFUSED, ["ground_for_notice"]),
        (Reason("S17", "ja", "Säte i en annan kommun."), Outcome.REFUSED, ["ground_for_notice"]),
        (Reason("E20", "styrkt", "Träffen är bekräftad."), Outcome.REFUSED, ["ground_evidence_weak"]),
        (Reason("Z99", "nej", "Okänd."), Outcome.REFUSED, []),  # told of by faults_of_draft
    ],
)
def test_other_grounds(reason, outcome, expected):
    assert faults(reason=reason, outcome=outcome) == expected


def test_where_nothing_was_found_it_is_said_where_was_looked():
    recorded = with_evidence(NOTE)
    looked = replace(REASON, no_contrary="Mötesboken är läst.")
    assert faults(recorded, looked) == []
    assert faults(recorded, replace(looked, no_contrary=" \n")) == ["ground_contrary_missing"]
    (ground,) = built([looked], Outcome.REFUSED, CHECKLIST, WHOLE)
    assert ground.no_contrary == "", "what is recorded speaks for itself"


@pytest.mark.parametrize(
    ("applied_on", "expected"),
    [
        (CHECKLIST.in_force_on, []),
        (CHECKLIST.in_force_on - dt.timedelta(days=1), ["ground_rule_later"]),
    ],
)
def test_a_later_rule_is_never_applied_to_the_detriment(applied_on, expected):
    """KL 2:4."""
    assert faults(applied_on=applied_on) == expected
    assert faults(reason=Reason("S01", "nej", "Stadgar."), applied_on=applied_on) == expected
    assert faults(reason=Reason("S01", "ja", "Bra."), outcome=Outcome.GRANTED, applied_on=applied_on) == []


@pytest.mark.parametrize(
    ("question_id", "role", "expected"),
    [
        ("A12", ActorRole.INVITED, []),
        ("A12", ActorRole.PARTNER, ["ground_act_elsewhere"]),
        ("A05", ActorRole.PARTNER, ["ground_unweighed"]),  # whether the cooperation ended is a fifth factor
        ("A05", ActorRole.INVITED, ["ground_act_elsewhere", "ground_unweighed"]),
    ],
)
def test_guests_and_partners_count_only_where_they_are_asked_of(question_id, role, expected):
    recorded = replace(WHOLE, acts=(replace(ACT, actor_role=role),), evidence={question_id: (NOTE, CONTRARY)})
    assert faults(recorded, replace(REASON, question_id=question_id)) == expected


def test_a_checklist_asks_for_what_it_has():
    """The list for halls has no question on attribution: the role of the act stands for it."""
    recorded = replace(WHOLE, evidence={"A16": (NOTE, CONTRARY)})
    reason = replace(REASON, question_id="A16")
    assert faults(recorded, reason, checklist=HALLS) == ["ground_unweighed"]  # milder measures, L06
    answers = {"L06": Answer("L06", "ja", "En annan tid är prövad.")}
    assert faults(replace(recorded, answers=answers), reason, checklist=HALLS) == []


def test_a_ground_holds_what_is_recorded_and_nothing_else():
    other = replace(NOTE, id="e9", description="Om en annan fråga")
    recorded = replace(WHOLE, evidence={**WHOLE.evidence, "A02": (other,)}, comment="Det stämmer inte.")
    (ground,) = built([REASON], Outcome.REFUSED, CHECKLIST, recorded)
    assert (ground.kind, ground.effect) == (GroundKind.ACT, Effect.BLOCK)
    assert (ground.acts, ground.evidence, ground.contrary) == ((ACT,), (NOTE,), (CONTRARY,))
    assert ground.rule is not None
    assert (ground.rule.version, ground.rule.digest) == ("2026-01", CHECKLIST.digest)
    assert ground.rule.in_force_on == dt.date(2026, 1, 1)
    assert [one.factor for one in ground.mitigation] == list(MitigationFactor)[:4]
    assert [one.answer for one in ground.attribution] == ["Ja"]
    assert ground.comment == "Det stämmer inte."


@pytest.mark.parametrize(
    ("reason", "outcome"),
    [
        (REASON, Outcome.REFUSED),
        (Reason("S01", "nej", "Stadgar saknas."), Outcome.REFUSED),
        (Reason("S01", "ja", "Stadgar finns."), Outcome.GRANTED),
    ],
)
def test_what_is_kept_is_read_back(reason, outcome):
    (ground,) = built([reason], outcome, CHECKLIST, WHOLE)
    kept = json.loads(json.dumps(ground.as_kept()))
    assert Ground.from_kept(kept) == ground
    assert ("rule" in kept) == (outcome is Outcome.REFUSED)
    if reason is REASON:
        assert [one["factor"] for one in kept["mitigation"]] == ["distance", "measures", "single", "long_ago"]
        assert kept["acts"][0]["actor_role"] == "chair"
        assert kept["evidence"][0]["captured_at"] == "2026-10-12T09:30:00.000000+00:00"


def test_a_ground_kept_before_grounds_were_built_is_read():
    old = {"question_id": "S01", "question": "Stadgar?", "value": "nej", "answer": "Nej", "reason": "Saknas."}
    assert Ground.from_kept(old).as_kept() == old


STANDING = {"outcome": Outcome.REFUSED, "checklist": CHECKLIST, "applied_on": APPLIED_ON}


@pytest.mark.parametrize(
    ("recorded", "code"),
    [
        (WHOLE, None),
        (replace(WHOLE, comment="Det stämmer inte."), None),  # may come after the proposal
        (with_evidence(NOTE, CONTRARY, replace(NOTE, id="e3")), "ground_changed"),
        (with_evidence(NOTE, CONTRARY, replace(CONTRARY, id="e4")), "ground_changed"),
        (with_evidence(replace(NOTE, description="Annat"), CONTRARY), "ground_changed"),
        (with_answer("A07", "ja"), "ground_changed"),
        (with_evidence(NOTE, CONTRARY, acts=(replace(ACT, act_on=APPLIED_ON),)), "ground_changed"),
        (with_answer("A06", "nej"), "ground_not_attributed"),
        (with_evidence(replace(NOTE, level=8), CONTRARY), "ground_evidence_weak"),
    ],
)
def test_when_one_signs_the_ground_must_still_be_built_so(recorded, code):
    kept = built([REASON], Outcome.REFUSED, CHECKLIST, WHOLE)
    if code is None:
        require_standing(kept, recorded=recorded, **STANDING)
        return
    with pytest.raises(Refused, match=code):
        require_standing(kept, recorded=recorded, **STANDING)


def test_a_ground_that_was_typed_and_not_built_is_refused_when_one_signs():
    plain = Ground("A01", "Har organisationen …", "styrkt", "Styrkt", "Det är allmänt känt.")
    with pytest.raises(Refused, match="ground_contrary_missing"):
        require_standing([plain], recorded=with_evidence(NOTE), **STANDING)
    with pytest.raises(Refused, match="ground_changed"):
        require_standing([plain], recorded=WHOLE, **STANDING)
