"""Words for rounds of spot checks: stages, streams, grounds, states, results, measures."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from vetting.domain import terms_spot_checks as t

TERMS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    t.CheckScope: {
        t.CheckScope.GRANTS: _("grants"),
        t.CheckScope.PREMISES: _("premises"),
        t.CheckScope.BOTH: _("grants and premises"),
    },
    t.RoundStage: {
        t.RoundStage.OPEN: _("open"),
        t.RoundStage.SEALED: _("sealed"),
        t.RoundStage.SEED_RECORDED: _("seed recorded"),
        t.RoundStage.SEED_CONFIRMED: _("seed confirmed"),
        t.RoundStage.DRAWN: _("drawn"),
        t.RoundStage.VOIDED: _("voided"),
    },
    t.RoundStep: {
        t.RoundStep.SEAL: _("Look at the list and seal it"),
        t.RoundStep.RECORD_SEED: _("Record the seed"),
        t.RoundStep.CONFIRM_SEED: _("A colleague confirms the seed"),
        t.RoundStep.DRAW: _("Draw"),
        t.RoundStep.SHARE_OUT: _("Share out the checks"),
        t.RoundStep.PUBLISH: _("Publish the protocol"),
    },
    t.SeedKind: {
        t.SeedKind.DICE: _("dice in front of two officers"),
        t.SeedKind.PUBLIC: _("a public value fixed in advance"),
    },
    t.Stream: {
        t.Stream.RANDOM: _("random draw"),
        t.Stream.WEIGHTED: _("risk-weighted draw"),
        t.Stream.TAKE_ALL: _("taken in full"),
    },
    t.TakeAllGround: {
        t.TakeAllGround.AMOUNT: _("large amount"),
        t.TakeAllGround.FIRST_TIME: _("first support"),
        t.TakeAllGround.EARLIER_BREACH: _("earlier breach"),
        t.TakeAllGround.COVERAGE: _("not checked for long"),
    },
    t.WeightGround: {
        t.WeightGround.LATE_FOLLOW_UP: _("follow-up overdue"),
        t.WeightGround.EARLIER_SHORTCOMING: _("earlier shortcoming"),
        t.WeightGround.LARGE_INCREASE: _("amount at least doubled"),
        t.WeightGround.SEVERAL_BOARDS: _("support from several boards"),
    },
    t.ExclusionReason: {
        t.ExclusionReason.ENDED_BEFORE_PERIOD: _("stopped before the period"),
        t.ExclusionReason.DECIDED_AFTER_PERIOD: _("decided after the period"),
        t.ExclusionReason.NOT_BEGUN: _("decided before the period, begins after it"),
    },
    t.SpotCheckState: {
        t.SpotCheckState.WAITING: _("not begun"),
        t.SpotCheckState.UNDER_WAY: _("under way"),
        t.SpotCheckState.AWAITING_COMMENT: _("awaiting comment"),
        t.SpotCheckState.CLOSED: _("closed with a finding"),
        t.SpotCheckState.LEFT_POPULATION: _("left the population"),
    },
    t.LeftReason: {
        t.LeftReason.DISSOLVED: _("dissolved"),
        t.LeftReason.MERGED: _("merged into another association"),
        t.LeftReason.DECISION_ANNULLED: _("the decision was annulled"),
    },
    t.FocusState: {
        t.FocusState.NOT_EXAMINED: _("not examined"),
        t.FocusState.NO_REMARK: _("no remark"),
        t.FocusState.REMARK: _("remark"),
    },
    t.FindingResult: {
        t.FindingResult.NO_REMARK: _("No remarks"),
        t.FindingResult.MINOR_CORRECTED: _("Minor shortcoming, corrected"),
        t.FindingResult.ACTION_PLAN: _("Shortcoming with an action plan"),
        t.FindingResult.SERIOUS: _("Serious deviation"),
        t.FindingResult.NO_REPLY: _("No reply"),
    },
    t.MeasureKind: {
        t.MeasureKind.NONE: _("no measure"),
        t.MeasureKind.CORRECTED: _("corrected by the association"),
        t.MeasureKind.ACTION_PLAN: _("action plan"),
        t.MeasureKind.CLOSER_FOLLOW_UP: _("closer follow-up"),
        t.MeasureKind.PAYMENT_HOLD: _("payment hold proposed"),
        t.MeasureKind.SPECIAL_REVIEW: _("special review proposed"),
    },
    t.BarredWhy: {
        t.BarredWhy.PREPARED: _("prepared the case"),
        t.BarredWhy.DECIDED: _("decided the case"),
        t.BarredWhy.ASSIGNED: _("has or had the case"),
        t.BarredWhy.ANSWERED: _("answered the checklist of the case"),
        t.BarredWhy.JUDGED_HITS: _("judged hits of the case"),
        t.BarredWhy.CONFLICT: _("has a conflict of interest"),
        t.BarredWhy.OTHER_READING: _("has, or had, the other reading"),
    },
    t.UnplacedWhy: {
        t.UnplacedWhy.NOBODY: _("no officer takes part in the round"),
        t.UnplacedWhy.ALL_BARRED: _("every officer has a part in the case or a conflict of interest"),
        t.UnplacedWhy.NO_CAPACITY: _("those who may make it are away or have no room left"),
    },
    t.AssociationKind: {
        t.AssociationKind.SPORTS: _("sports"),
        t.AssociationKind.CULTURE: _("culture"),
        t.AssociationKind.YOUTH: _("youth"),
        t.AssociationKind.SENIORS: _("seniors"),
        t.AssociationKind.DISABILITY: _("disability"),
        t.AssociationKind.EDUCATION: _("education"),
        t.AssociationKind.HOUSING_AREA: _("housing and neighbourhood"),
        t.AssociationKind.OUTDOOR: _("outdoor life"),
        t.AssociationKind.OTHER: _("other kinds"),
    },
}
