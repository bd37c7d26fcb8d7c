"""The follow-up plan that goes with a grant: how closely it is followed, and the dated items suggested."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from vetting.domain.deadlines import day_due, rolled
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.terms import FollowUpKind, PlanTier
from vetting.domain.terms_decisions import DeadlineKind

MINI_UP_TO = 20_000  # kronor; the tiers are a rule of the house
EXTENDED_FROM = 100_000
AUDIT_REPORT_FROM = 100_000
LONGEST_SINGLE_YEAR = 366  # days
VISITS = {PlanTier.MINI: 0, PlanTier.STANDARD: 1, PlanTier.EXTENDED: 2}


@dataclass(frozen=True)
class PlanItem:
    """One dated item. `evidence` is what will show that it was done; `owner_id` an officer, `deputy_id`
    another one or "". `key` names it in every version of the plan; "" until it is kept."""

    kind: FollowUpKind
    title: str
    evidence: str
    owner_id: str
    due_on: dt.date
    deputy_id: str = ""
    key: str = ""

    def as_kept(self) -> dict[str, str]:
        """The item as JSON values, for a proposal that is not yet decided."""
        return {
            "kind": self.kind.value,
            "title": self.title,
            "evidence": self.evidence,
            "owner_id": self.owner_id,
            "due_on": self.due_on.isoformat(),
            "deputy_id": self.deputy_id,
            "key": self.key,
        }

    @classmethod
    def from_kept(cls, kept: Mapping[str, str]) -> "PlanItem":
        """The item that `as_kept` wrote."""
        return cls(
            kind=FollowUpKind(kept["kind"]),
            title=kept["title"],
            evidence=kept["evidence"],
            owner_id=kept["owner_id"],
            due_on=dt.date.fromisoformat(kept["due_on"]),
            deputy_id=kept.get("deputy_id", ""),
            key=kept.get("key", ""),
        )


@dataclass(frozen=True)
class Grant:
    """What a plan is suggested for. `is_escalated`: answers or hits that need closer following."""

    amount: int
    starts_on: dt.date
    ends_on: dt.date
    conditions: tuple[str, ...] = ()
    is_escalated: bool = False


# The words of a suggestion. The officer may change every one of them; the letter then says what was kept.
_WORDS = {
    FollowUpKind.REPORT: (
        "Redovisning av vad pengarna har använts till och vad verksamheten har lett till",
        "Redovisning inlämnad på nämndens blankett",
    ),
    FollowUpKind.ACCOUNTS: ("Ekonomisk redovisning för perioden", "Bokslut med bidraget särredovisat"),
    FollowUpKind.AUDIT_REPORT: ("Revisorns granskning av redovisningen", "Undertecknad revisionsberättelse"),
    FollowUpKind.VISIT: ("Besök i verksamheten", "Tjänsteanteckning från besöket"),
    FollowUpKind.MEETING: ("Uppstartsmöte om villkor och redovisning", "Anteckningar från mötet"),
    FollowUpKind.CONDITION_EVIDENCE: (
        "Visa att villkor {number} är uppfyllt: {condition}",
        "Underlag som visar det",
    ),
}
LONGEST_TITLE = 300  # characters, of title and evidence alike


def days_late(due_on: dt.date, today: dt.date, *, arrived_on: dt.date | None = None) -> int:
    """How many days an undone item is behind, 0 for none. What the association sent in is late by the day it
    came, and not by the day that it is read."""
    return max(((arrived_on or today) - due_on).days, 0)


def tidied_item(item: PlanItem) -> PlanItem:
    """The item with its texts tidied. Raises Refused `personal_number_in_text` or `text_too_long`."""
    return replace(
        item,
        title=require_writable(item.title, field="plan", longest=LONGEST_TITLE),
        evidence=require_writable(item.evidence, field="plan", longest=LONGEST_TITLE),
    )


def require_owners(items: Sequence[PlanItem], possible: Collection[str]) -> None:
    """Raises Refused `owner_not_possible`, `deputy_not_possible` or `deputy_is_owner` with the `row`, from 1,
    of the first item whose owner or deputy may not."""
    for row, item in enumerate(items, start=1):
        if item.owner_id not in possible:
            raise Refused("owner_not_possible", row=row)
        if item.deputy_id and item.deputy_id not in possible:
            raise Refused("deputy_not_possible", row=row)
        if item.deputy_id == item.owner_id:
            raise Refused("deputy_is_owner", row=row)


class TierReason(StrEnum):
    """Why a grant is followed as closely as it is."""

    SMALL = "small"
    MIDDLE = "middle"
    LARGE = "large"
    LONG = "long"
    ESCALATED = "escalated"


def tier_for(grant: Grant) -> PlanTier:
    """Small sums are followed lightly, large or long or escalated ones closely."""
    reasons = reasons_for_tier(grant)
    if TierReason.SMALL in reasons:
        return PlanTier.MINI
    return PlanTier.STANDARD if TierReason.MIDDLE in reasons else PlanTier.EXTENDED


def reasons_for_tier(grant: Grant) -> tuple[TierReason, ...]:
    """Why it has the tier it has: every reason for the extended one, else its size."""
    found = []
    if grant.amount >= EXTENDED_FROM:
        found.append(TierReason.LARGE)
    if (grant.ends_on - grant.starts_on).days >= LONGEST_SINGLE_YEAR:
        found.append(TierReason.LONG)
    if grant.is_escalated:
        found.append(TierReason.ESCALATED)
    if found:
        return tuple(found)
    return (TierReason.SMALL if grant.amount <= MINI_UP_TO else TierReason.MIDDLE,)


def reasons_for_plan(tier: PlanTier, grant: Grant) -> tuple[TierReason, ...]:
    """Why a plan already made has its tier: what is closer than size and length ask for was escalated."""
    plain = replace(grant, is_escalated=False)
    is_closer = tier is PlanTier.EXTENDED and tier_for(plain) is not PlanTier.EXTENDED
    return reasons_for_tier(replace(plain, is_escalated=is_closer))


def suggested_plan(
    grant: Grant, *, today: dt.date, owner_id: str, holidays: Collection[dt.date]
) -> tuple[PlanItem, ...]:
    """Dated items for the grant, oldest first, each on a Swedish working day and none in the past."""
    tier = tier_for(grant)
    # Nobody is asked for anything sooner than this after the decision.
    earliest = day_due(DeadlineKind.PLAN_START, today, holidays)

    def item(kind: FollowUpKind, due_on: dt.date, title: str | None = None) -> PlanItem:
        words, evidence = _WORDS[kind]
        day = rolled(DeadlineKind.FOLLOW_UP, max(due_on, earliest), holidays)
        return PlanItem(kind, (title or words)[:LONGEST_TITLE], evidence, owner_id, day)

    report_on = day_due(DeadlineKind.PLAN_REPORT, grant.ends_on, holidays)
    items = [item(FollowUpKind.REPORT, report_on)]
    if tier is not PlanTier.MINI:
        items.append(item(FollowUpKind.ACCOUNTS, report_on))
    if grant.amount >= AUDIT_REPORT_FROM:
        items.append(item(FollowUpKind.AUDIT_REPORT, report_on))
    if tier is PlanTier.EXTENDED:
        began_on = max(grant.starts_on, today)
        items.append(item(FollowUpKind.MEETING, day_due(DeadlineKind.PLAN_MEETING, began_on, holidays)))
    items += [item(FollowUpKind.VISIT, day) for day in _visit_days(grant, VISITS[tier])]
    if tier is not PlanTier.MINI:  # in a small plan the report tells of the conditions
        middle = _share_of_period(grant, 1, 2)
        items += [
            item(FollowUpKind.CONDITION_EVIDENCE, middle, t) for t in _evidence_titles(grant.conditions)
        ]
    return tuple(sorted(items, key=lambda planned: planned.due_on))


def _visit_days(grant: Grant, visits: int) -> Iterator[dt.date]:
    return (_share_of_period(grant, n, visits + 1) for n in range(1, visits + 1))


def _share_of_period(grant: Grant, part: int, of: int) -> dt.date:
    return grant.starts_on + (grant.ends_on - grant.starts_on) * part // of


def _evidence_titles(conditions: Sequence[str]) -> Iterator[str]:
    words, _ = _WORDS[FollowUpKind.CONDITION_EVIDENCE]
    return (words.format(number=n, condition=text) for n, text in enumerate(conditions, start=1))
