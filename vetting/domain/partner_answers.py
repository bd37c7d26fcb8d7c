"""What partners may be asked and may answer: minimal codes, how long an answer holds, what never counts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from vetting.domain.deadlines import day_due
from vetting.domain.errors import Refused
from vetting.domain.free_text import holds_personal_number, tidy
from vetting.domain.outlook import require_no_outlook
from vetting.domain.terms import Partner
from vetting.domain.terms_decisions import DeadlineKind

DESK = "partner_desk"  # how a question goes that the partner answers here itself


class AnswerCode(StrEnum):
    """The least that answers the question, never a copy of a register (GDPR art. 5.1 c)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    NONE = "none"
    PUBLIC_CLAIMS = "public_claims"  # allmänna mål
    PRIVATE_CLAIMS = "private_claims"  # enskilda mål
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    PERMIT = "permit"  # tillstånd
    NOTIFICATION = "notification"  # anmälan
    NOT_REQUIRED = "not_required"
    RISK_DESCRIBED = "risk_described"
    NOTHING_TO_NOTE = "nothing_to_note"  # inget att erinra
    REMARK = "remark"  # erinran
    PENDING = "pending"
    LISTED = "listed"
    NOT_LISTED = "not_listed"
    UNCLEAR = "unclear"
    STATEMENT_ATTACHED = "statement_attached"
    OTHER_SUPPORT = "other_support"
    CANNOT_ANSWER = "cannot_answer"  # any partner may be unable or not allowed to answer
    REFERRED = "referred"


_ANY = (AnswerCode.CANNOT_ANSWER, AnswerCode.REFERRED)
_C = AnswerCode

CODES: Mapping[Partner, tuple[AnswerCode, ...]] = MappingProxyType(
    {
        Partner.TAX_AGENCY: (_C.ACTIVE, _C.INACTIVE, _C.UNKNOWN, *_ANY),
        Partner.ENFORCEMENT_AUTHORITY: (_C.NONE, _C.PUBLIC_CLAIMS, _C.PRIVATE_CLAIMS, *_ANY),
        Partner.COMPANIES_OFFICE: (_C.NO, _C.YES, _C.UNKNOWN, *_ANY),
        Partner.POLICE: (
            _C.NOTHING_TO_NOTE,
            _C.REMARK,
            _C.PERMIT,
            _C.NOTIFICATION,
            _C.NOT_REQUIRED,
            _C.RISK_DESCRIBED,
            *_ANY,
        ),
        Partner.EMPLOYMENT_SERVICE: (_C.YES, _C.NO, _C.UNKNOWN, *_ANY),
        Partner.FAITH_COMMUNITIES: (_C.YES, _C.NO, *_ANY),
        Partner.ASSOCIATIONS: (_C.YES, _C.NO, _C.PENDING, *_ANY),
        Partner.OTHER_BOARD: (_C.NONE, _C.OTHER_SUPPORT, *_ANY),
        Partner.CVE: (_C.STATEMENT_ATTACHED, *_ANY),
        Partner.SANCTIONS: (_C.LISTED, _C.NOT_LISTED, _C.UNCLEAR, *_ANY),
    }
)

BY_REFERRAL = frozenset({Partner.CVE})  # never by an ordinary question: domain/referrals.py says when

# Answers a person should look at; nothing follows from them by itself. Inactivity in a statistical
# register, no F-tax, no 90-account and being a registered faith community are never among them:
# they say nothing about democratic conditions or about means.
_NEEDS_ATTENTION: Mapping[Partner, frozenset[AnswerCode]] = MappingProxyType(
    {
        Partner.ENFORCEMENT_AUTHORITY: frozenset({_C.PUBLIC_CLAIMS, _C.PRIVATE_CLAIMS}),
        Partner.COMPANIES_OFFICE: frozenset({_C.YES}),
        Partner.POLICE: frozenset({_C.REMARK, _C.RISK_DESCRIBED}),
        Partner.EMPLOYMENT_SERVICE: frozenset({_C.YES}),
        Partner.OTHER_BOARD: frozenset({_C.OTHER_SUPPORT}),
        Partner.CVE: frozenset({_C.STATEMENT_ATTACHED}),
        Partner.SANCTIONS: frozenset({_C.LISTED, _C.UNCLEAR}),
    }
)


@dataclass(frozen=True)
class GivenAnswer:
    """What a partner answered and until when it holds; `valid_until_on` None: as long as is usual."""

    partner: Partner
    code: AnswerCode
    answered_on: dt.date
    valid_until_on: dt.date | None

    @property
    def last_day(self) -> dt.date:
        """The last day it may be relied on."""
        return self.valid_until_on or default_valid_until(self.answered_on)


class RegisterFact(StrEnum):
    """Facts other registers hold that are sometimes mistaken for warnings."""

    NO_F_TAX = "no_f_tax"
    NO_VAT = "no_vat"
    NOT_AN_EMPLOYER = "not_an_employer"
    NO_90_ACCOUNT = "no_90_account"
    INACTIVE_IN_STATISTICS = "inactive_in_statistics"
    REGISTERED_FAITH_COMMUNITY = "registered_faith_community"
    BANKRUPTCY = "bankruptcy"
    LIQUIDATION = "liquidation"


NEVER_NEGATIVE = frozenset(
    {
        RegisterFact.NO_F_TAX,
        RegisterFact.NO_VAT,
        RegisterFact.NOT_AN_EMPLOYER,
        RegisterFact.NO_90_ACCOUNT,
        RegisterFact.INACTIVE_IN_STATISTICS,
        RegisterFact.REGISTERED_FAITH_COMMUNITY,
    }
)


def is_negative_signal(fact: RegisterFact) -> bool:
    """Whether a fact may be held up as a warning at all."""
    return fact not in NEVER_NEGATIVE


def needs_attention(partner: Partner, code: AnswerCode) -> bool:
    """Whether a person should look closer; adverse answers are shown to the association first (FL 25 §)."""
    return code in _NEEDS_ATTENTION.get(partner, frozenset())


def require_code(partner: Partner, code: AnswerCode) -> AnswerCode:
    """Raises Refused `answer_code` when the partner is not asked such things."""
    if code not in CODES[partner]:
        raise Refused("answer_code", partner=partner.value, answer=code.value)
    return code


def may_attach(partner: Partner) -> bool:
    """Whether an answer of theirs may have a file with it. The police answer with a code alone: extracts and
    free text from them are never kept (GDPR art. 10, DSL 3 kap. 8 §)."""
    return partner is not Partner.POLICE


def require_attachable(partner: Partner) -> None:
    """Raises Refused `police_answers_minimal` where nothing may be attached."""
    if not may_attach(partner):
        raise Refused("police_answers_minimal", field="attachment")


def default_valid_until(answered_on: dt.date) -> dt.date:
    """Until when an answer holds that does not say so itself."""
    return day_due(DeadlineKind.ANSWER_VALIDITY, answered_on)


def is_usable(answered_on: dt.date | None, valid_until_on: dt.date | None, on: dt.date) -> bool:
    """Whether an answer may be relied on at a date."""
    if answered_on is None or on < answered_on:
        return False
    return on <= (valid_until_on or default_valid_until(answered_on))


def outdated(answers: Iterable[GivenAnswer], on: dt.date) -> tuple[GivenAnswer, ...]:
    """Of each partner's latest answers, those that speak against the association and no longer hold."""
    latest: dict[Partner, GivenAnswer] = {}
    for one in sorted(answers, key=lambda one: one.answered_on):
        latest[one.partner] = one
    return tuple(
        one
        for one in latest.values()
        if needs_attention(one.partner, one.code) and not is_usable(one.answered_on, one.valid_until_on, on)
    )


def require_impersonal(text: str, field: str) -> str:
    """Text without outer blanks. Raises Refused `personal_number_in_text` when it holds a personal number and
    `outlook_in_text` when it labels a person: the answer is about a body, and no person is described."""
    stripped = tidy(text)
    if holds_personal_number(stripped):
        raise Refused("personal_number_in_text", field=field)
    return require_no_outlook(stripped, field=field)


def require_function(function: str, *, names: str) -> str:
    """Who answered, as a function of the agency. `names`: what the one who writes it is called.

    Raises Refused `function_missing` or `function_is_name`, and as require_impersonal.
    """
    told = require_impersonal(function, "function")
    if not told:
        raise Refused("function_missing")
    if names and names.casefold() in told.casefold():
        raise Refused("function_is_name")
    return told
