"""The five legal regimes as data: who decides, under which law, what may be decided, what falls due."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vetting.domain.appeals import Review, review_of
from vetting.domain.decisions import WITHOUT_EXAMINATION, Blocker
from vetting.domain.errors import Refused
from vetting.domain.terms import Outcome, Regime, SupportKind
from vetting.domain.terms_decisions import DeadlineKind as K
from vetting.domain.terms_decisions import DecidedBy, HouseRuleKey


@dataclass(frozen=True)
class RegimeRules:
    """What a regime brings with it. `law` is the law of procedure that applies, as provisions, each one read
    in its text. `outcomes`: what a board may decide at all. `kinds`: of support that a scheme can be."""

    regime: Regime
    decided_by: DecidedBy
    law: tuple[str, ...]
    outcomes: frozenset[Outcome]
    kinds: frozenset[SupportKind]
    deadlines: tuple[K, ...]
    house_rules: frozenset[HouseRuleKey] = frozenset()

    @property
    def review(self) -> Review:
        """The way to have a decision tried."""
        return review_of(self.regime)

    @property
    def is_ours(self) -> bool:
        """Whether the municipality decides the matter itself."""
        return self.decided_by is DecidedBy.BOARD


_EVERY_OUTCOME = frozenset(Outcome)
_PREMISES = frozenset({SupportKind.PREMISES})
_ANSWERS = (K.SUPPLEMENT_REPLY, K.HEARING_REPLY)
# FL 2 §: these stay where legality review is the way; 23, 25, 27, 31-33 and 37 §§ do not, and may be adopted.
_STAYS = ("RF 1:9", "KL 2:3", "FL 1, 5-8, 9 § 1, 13-15, 21-22")

_RULES: Mapping[Regime, RegimeRules] = MappingProxyType(
    {
        one.regime: one
        for one in (
            RegimeRules(
                Regime.LEGALITY_REVIEW,
                DecidedBy.BOARD,
                _STAYS,
                _EVERY_OUTCOME,
                frozenset(SupportKind),
                (*_ANSWERS, K.ADJUSTMENT, K.ANNOUNCEMENT, K.APPEAL, K.URGENT_REPORT),
                frozenset(HouseRuleKey),
            ),
            # The whole act applies by law here: no rule of the house stands in for any of it.
            RegimeRules(
                Regime.ADMINISTRATIVE_APPEAL,
                DecidedBy.BOARD,
                ("RF 1:9", "FL"),
                _EVERY_OUTCOME,
                frozenset(SupportKind),
                (*_ANSWERS, K.ADJUSTMENT, K.PARTY_APPEAL, K.URGENT_REPORT),
            ),
            RegimeRules(
                Regime.CIVIL_LAW,
                DecidedBy.BOARD,
                ("RF 1:9", "KL 2:3", "JB 12"),
                _EVERY_OUTCOME,
                _PREMISES,
                (*_ANSWERS, K.ADJUSTMENT, K.ANNOUNCEMENT, K.APPEAL, K.URGENT_REPORT),
                frozenset(HouseRuleKey),
            ),
            RegimeRules(
                Regime.PUBLIC_PLACE,
                DecidedBy.POLICE,
                ("ORDL 2:6", "ORDL 3:1", "ORDL 3:2", "ORDL 3:15"),
                WITHOUT_EXAMINATION,
                _PREMISES,
                (K.POLICE_PERMIT, K.POLICE_NOTICE),
            ),
            RegimeRules(
                Regime.STATE_AIDED_HALL,
                DecidedBy.HALL_OWNER,
                ("SFS 2016:1367 5 §", "SFS 2016:1367 9 §"),
                WITHOUT_EXAMINATION,
                _PREMISES,
                (),
            ),
        )
    }
)


def rules_of(regime: Regime) -> RegimeRules:
    """The data of a regime."""
    return _RULES[regime]


def faults_of_outcome(regime: Regime, outcome: Outcome) -> tuple[Blocker, ...]:
    """Whether the outcome is the municipality's to decide; who decides instead stands in the code."""
    rules = rules_of(regime)
    if outcome in rules.outcomes:
        return ()
    code = {DecidedBy.POLICE: "police_decide", DecidedBy.HALL_OWNER: "hall_owner_decides"}[rules.decided_by]
    return (Blocker(code, {"outcome": outcome.value}, "outcome"),)


def require_kind(regime: Regime, kind: SupportKind) -> None:
    """Raises Refused `regime_without_kind` for a scheme whose support cannot be given under the regime."""
    if kind not in rules_of(regime).kinds:
        raise Refused("regime_without_kind", kind=kind.value, field="regime")
