"""The procedures boards have adopted, published with every version and its days."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.house_rules import INSTEAD_OF, HouseRule, standing
from vetting.domain.terms_decisions import HouseRuleKey, RuleStanding
from vetting.records import house_rules as records
from vetting.records.db import db
from vetting.records.decision_papers import names_of_officers
from vetting.records.officers import Board, board


@dataclass(frozen=True)
class ShownVersion:
    """One version, and where it stands on the day. `is_end`: the board did away with the rule by it."""

    text: str
    adopted_by: str
    adopted_on: dt.date
    in_force_from: dt.date
    in_force_to: dt.date | None
    standing: RuleStanding
    is_end: bool


@dataclass(frozen=True)
class ShownRule:
    """One rule of a board with its versions, latest first. `instead_of`: the paragraph it stands in for."""

    key: HouseRuleKey
    instead_of: str
    versions: tuple[ShownVersion, ...]

    @property
    def in_force(self) -> ShownVersion | None:
        """The version that holds today; None where none does."""
        return next((one for one in self.versions if one.standing is RuleStanding.IN_FORCE), None)

    @property
    def others(self) -> tuple[ShownVersion, ...]:
        """Those to come and those that have been."""
        return tuple(one for one in self.versions if one.standing is not RuleStanding.IN_FORCE)


@dataclass(frozen=True)
class WaitingRule:
    """A version that one person recorded and another has to confirm; `is_own`: the reader recorded it."""

    id: str
    rule: HouseRule
    recorded_by: str
    recorded_at: dt.datetime
    is_own: bool


@dataclass(frozen=True)
class BoardRules:
    """What a board has adopted; `missing`: what it could and has not; `waiting`: what is not yet confirmed,
    for whoever records and confirms."""

    board_id: str
    board: str
    rules: tuple[ShownRule, ...]
    waiting: tuple[WaitingRule, ...] = ()

    @property
    def missing(self) -> tuple[HouseRuleKey, ...]:
        """Kinds of rules without a version that holds today or is to come."""
        held = {
            rule.key
            for rule in self.rules
            if rule.in_force
            or any(one.standing is RuleStanding.COMING and not one.is_end for one in rule.versions)
        }
        return tuple(key for key in HouseRuleKey if key not in held)


def published_rules(today: dt.date) -> tuple[BoardRules, ...]:
    """Every active board with what it has adopted, by name; open to anybody (JO 4432-2008)."""
    rows = db.session.execute(
        select(Board.id, Board.name, records.HouseRule)
        .outerjoin(records.HouseRule, records.HouseRule.board_id == Board.id)
        .where(Board.is_active)
        .order_by(Board.name, Board.id)
    )
    names: dict[str, str] = {}
    found: dict[str, list[HouseRule]] = {}
    for board_id, name, row in rows:
        names[board_id] = name
        found.setdefault(board_id, []).extend([] if row is None else [records.rule_of(row)])
    return tuple(_of_board(board_id, names[board_id], rules, today) for board_id, rules in found.items())


def rules_of_board(board_id: str, *, actor: Actor, today: dt.date) -> BoardRules:
    """One board's, for whoever records and confirms them. Raises NotAllowed and NotFound."""
    require(actor, Act.ADMINISTER)
    found = _of_board(board_id, board(board_id).name, records.rules_of_board(board_id), today)
    rows = records.waiting_of_board(board_id)
    names = names_of_officers({row.recorded_by for row in rows})
    return replace(found, waiting=tuple(_waiting(row, names, actor) for row in rows))


def _waiting(row: records.WaitingHouseRule, names: Mapping[str, str], actor: Actor) -> WaitingRule:
    by = names.get(row.recorded_by, row.recorded_by)
    return WaitingRule(row.id, records.rule_of(row), by, row.recorded_at, actor.is_person(row.recorded_by))


def _of_board(board_id: str, name: str, rules: Sequence[HouseRule], today: dt.date) -> BoardRules:
    by_key: Mapping[HouseRuleKey, list[HouseRule]] = {
        key: [rule for rule in rules if rule.key is key] for key in HouseRuleKey
    }
    return BoardRules(
        board_id,
        name,
        tuple(
            ShownRule(key, INSTEAD_OF[key], _versions(of_key, today))
            for key, of_key in by_key.items()
            if of_key
        ),
    )


def _versions(rules: Sequence[HouseRule], today: dt.date) -> tuple[ShownVersion, ...]:
    newest_first = sorted(rules, key=lambda rule: rule.in_force_from, reverse=True)
    return tuple(
        ShownVersion(
            rule.text,
            rule.adopted_by,
            rule.adopted_on,
            rule.in_force_from,
            rule.in_force_to,
            standing(rule, rules, today),
            rule.is_end,
        )
        for rule in newest_first
    )
