"""A board's own procedure (handläggningsordning): dated versions, each adopted before it holds.

Where the Administrative Procedure Act is switched off (FL 2 §) such rules stand in for it. They are rules of
the house and are called so wherever they are shown; an unwritten practice is none (JO 4432-2008).
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.rule_lint import require_procedure_words
from vetting.domain.terms_decisions import HouseRuleKey, RuleStanding

LONGEST_TEXT = 2000
LONGEST_NAME = 120

# The paragraph of the Act whose place a rule takes.
INSTEAD_OF: Mapping[HouseRuleKey, str] = MappingProxyType(
    {
        HouseRuleKey.INQUIRY: "FL 23",
        HouseRuleKey.HEARING: "FL 25",
        HouseRuleKey.NOTES: "FL 27",
        HouseRuleKey.DOCUMENT: "FL 31",
        HouseRuleKey.REASONS: "FL 32",
        HouseRuleKey.NOTIFICATION: "FL 33",
        HouseRuleKey.CHANGE: "FL 37",
    }
)


@dataclass(frozen=True)
class HouseRule:
    """One version. `text` "" means that the board did away with the rule from that day.

    `adopted_by` names the body and its minutes. `in_force_to`, the last day, only where the board gave one.
    """

    key: HouseRuleKey
    text: str
    adopted_by: str
    adopted_on: dt.date
    in_force_from: dt.date
    in_force_to: dt.date | None = None

    @property
    def is_end(self) -> bool:
        """Whether it does away with the rule."""
        return not self.text


def sound(rule: HouseRule, *, today: dt.date, is_end: bool = False) -> HouseRule:
    """The version with its texts tidied.

    Raises Refused `text_missing`, `text_too_long` and the like, `adopted_ahead`, `in_force_before_adopted`,
    `ends_before_it_begins`, or as require_procedure_words.
    """
    if rule.adopted_on > today:
        raise Refused("adopted_ahead", field="adopted_on")
    if rule.in_force_from < rule.adopted_on:
        raise Refused("in_force_before_adopted", field="in_force_from")
    if rule.in_force_to is not None and rule.in_force_to < rule.in_force_from:
        raise Refused("ends_before_it_begins", field="in_force_to")
    text = "" if is_end else require_written(rule.text, field="text", longest=LONGEST_TEXT)
    require_procedure_words(text)
    return HouseRule(
        rule.key,
        text,
        require_written(rule.adopted_by, field="adopted_by", longest=LONGEST_NAME),
        rule.adopted_on,
        rule.in_force_from,
        None if is_end else rule.in_force_to,
    )


def require_follows(rule: HouseRule, earlier: Iterable[HouseRule]) -> None:
    """A version takes over from the one before and never reaches behind it.

    Raises Refused `house_rule_overlaps` when one of the same kind begins that day or later, and
    `house_rule_not_there` for doing away with what does not hold.
    """
    same = [one for one in earlier if one.key is rule.key]
    last = max(same, key=lambda one: one.in_force_from, default=None)
    if last is not None and last.in_force_from >= rule.in_force_from:
        raise Refused("house_rule_overlaps", begins_on=last.in_force_from.isoformat(), field="in_force_from")
    if rule.is_end and (last is None or last.is_end):
        raise Refused("house_rule_not_there")


def in_force(rules: Collection[HouseRule], on: dt.date) -> Mapping[HouseRuleKey, HouseRule]:
    """The version of each rule that holds on a day; those the board has not adopted are not there."""
    found: dict[HouseRuleKey, HouseRule] = {}
    for rule in sorted(rules, key=lambda one: one.in_force_from):
        if rule.in_force_from <= on:
            found[rule.key] = rule
    return {key: found[key] for key in HouseRuleKey if key in found and _holds(found[key], on)}


def held_through(rules: Collection[HouseRule], first: dt.date, last: dt.date) -> tuple[HouseRule, ...]:
    """The versions that held on every day from first to last: what a case of those days was handled by."""
    before = in_force(rules, first)
    return tuple(rule for key, rule in in_force(rules, last).items() if before.get(key) == rule)


def standing(rule: HouseRule, rules: Collection[HouseRule], on: dt.date) -> RuleStanding:
    """Where a version stands on a day among all versions of the board."""
    if rule.in_force_from > on:
        return RuleStanding.COMING
    later = (one for one in rules if one.key is rule.key and one.in_force_from <= on)
    if any(one.in_force_from > rule.in_force_from for one in later):
        return RuleStanding.REPLACED
    return RuleStanding.IN_FORCE if _holds(rule, on) else RuleStanding.ENDED


def _holds(rule: HouseRule, on: dt.date) -> bool:
    return not rule.is_end and (rule.in_force_to is None or on <= rule.in_force_to)
