"""The facts an answer from a register is reduced to, and which of them are a question for a person."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from vetting.domain.free_text import tidy
from vetting.domain.identity import mask
from vetting.domain.partner_answers import RegisterFact, is_negative_signal


class FactKind(StrEnum):
    """What a register can tell of one organisation; nothing else of an answer is kept (GDPR art. 5.1 c)."""

    NAME = "name"
    LEGAL_FORM = "legal_form"
    REGISTERED = "registered"
    DEREGISTERED = "deregistered"
    BANKRUPTCY = "bankruptcy"
    LIQUIDATION = "liquidation"
    RECONSTRUCTION = "reconstruction"
    OTHER_PROCEEDING = "other_proceeding"  # merger, composition …
    F_TAX = "f_tax"
    VAT = "vat"
    EMPLOYER = "employer"
    STATISTICAL_ACTIVITY = "statistical_activity"
    PUBLIC_CLAIM = "public_claim"  # allmänna mål
    PRIVATE_CLAIM = "private_claim"  # enskilda mål


class FactState(StrEnum):
    """How it stands with the fact."""

    YES = "yes"
    NO = "no"
    ONGOING = "ongoing"
    ENDED = "ended"  # or annulled
    OPEN = "open"
    DISPUTED = "disputed"
    RESPITE = "respite"
    PAID = "paid"


PROCEEDINGS = frozenset(
    {FactKind.BANKRUPTCY, FactKind.LIQUIDATION, FactKind.RECONSTRUCTION, FactKind.OTHER_PROCEEDING}
)
CLAIMS = frozenset({FactKind.PUBLIC_CLAIM, FactKind.PRIVATE_CLAIM})
_SWITCHES = frozenset({FactKind.F_TAX, FactKind.VAT, FactKind.EMPLOYER, FactKind.STATISTICAL_ACTIVITY})
STATES: Mapping[FactKind, frozenset[FactState]] = MappingProxyType(
    {kind: frozenset({FactState.ONGOING, FactState.ENDED}) for kind in PROCEEDINGS}
    | {
        kind: frozenset({FactState.OPEN, FactState.DISPUTED, FactState.RESPITE, FactState.PAID})
        for kind in CLAIMS
    }
    | {kind: frozenset({FactState.YES, FactState.NO}) for kind in _SWITCHES}
)
# A merger or a composition is told, and left to whoever reads it.
_TELLING_PROCEEDINGS = PROCEEDINGS - {FactKind.OTHER_PROCEEDING}
_SAID_BY_ABSENCE: Mapping[FactKind, RegisterFact] = MappingProxyType(
    {
        FactKind.F_TAX: RegisterFact.NO_F_TAX,
        FactKind.VAT: RegisterFact.NO_VAT,
        FactKind.EMPLOYER: RegisterFact.NOT_AN_EMPLOYER,
        FactKind.STATISTICAL_ACTIVITY: RegisterFact.INACTIVE_IN_STATISTICS,
    }
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `text` as the register words it, `on` its date, `amount_ore` what a claim is about in öre."""

    kind: FactKind
    state: FactState | None = None
    text: str = ""
    on: dt.date | None = None
    amount_ore: int | None = None

    def document(self) -> dict[str, object]:
        """JSON values, personal numbers masked; what is not known is left out."""
        told: dict[str, object] = {
            "kind": self.kind.value,
            "state": self.state.value if self.state else None,
            "text": mask(tidy(self.text)),
            "on": self.on.isoformat() if self.on else None,
            "amount_ore": self.amount_ore,
        }
        return {name: value for name, value in told.items() if value not in (None, "")}


def fact_of(document: Mapping[str, object]) -> Fact:
    """The fact a document of `Fact.document` stands for."""
    state, on, amount = document.get("state"), document.get("on"), document.get("amount_ore")
    return Fact(
        FactKind(str(document["kind"])),
        FactState(str(state)) if state else None,
        str(document.get("text", "")),
        dt.date.fromisoformat(str(on)) if on else None,
        amount if isinstance(amount, int) else None,
    )


def facts_in(kept: Mapping[str, object]) -> tuple[Fact, ...]:
    """The facts of an answer as it is kept: documents under `facts`."""
    told = kept.get("facts", [])
    return tuple(fact_of(one) for one in told) if isinstance(told, list) else ()


def missing_facts(kept: Mapping[str, object]) -> tuple[str, ...]:
    """Names of the facts that did not arrive with an answer, as it is kept."""
    told = kept.get("missing", [])
    return tuple(str(one) for one in told) if isinstance(told, list) else ()


def is_telling(fact: Fact) -> bool:
    """Whether a person should look at the fact. Never: what is paid or ended, and no F-tax, no VAT, not being
    an employer or statistical inactivity, which say nothing about an association."""
    if fact.state is FactState.NO and fact.kind in _SAID_BY_ABSENCE:
        return is_negative_signal(_SAID_BY_ABSENCE[fact.kind])
    if fact.kind in CLAIMS:
        return fact.state is not FactState.PAID
    if fact.kind in _TELLING_PROCEEDINGS:
        return fact.state is not FactState.ENDED
    return fact.kind is FactKind.DEREGISTERED


def telling(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Those of the facts a person should look at."""
    return tuple(fact for fact in facts if is_telling(fact))


def name_in(facts: Iterable[Fact]) -> str:
    """The name the register has, empty when it told none."""
    return next((fact.text for fact in facts if fact.kind is FactKind.NAME), "")


def digest_of(facts: Iterable[Fact]) -> str:
    """16 hex digits that change when one of the facts does, in whatever order they came."""
    documents = sorted(json.dumps(fact.document(), sort_keys=True) for fact in facts)
    return hashlib.sha256("\n".join(documents).encode()).hexdigest()[:16]
