"""A board's own procedure: one person records a version, and another confirms and so publishes it."""

import datetime as dt
from dataclasses import replace
from typing import Any

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.house_rules import HouseRule, require_follows, sound
from vetting.domain.separation import require_other_person
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_decisions import HouseRuleKey
from vetting.records import boards, house_rules
from vetting.records.db import transaction
from vetting.records.journal import note


def record_house_rule(board_id: str, rule: HouseRule, *, by: Actor, now: dt.datetime) -> str:
    """Records a version the board has adopted, for another person to confirm, and gives its id.

    Raises NotFound, NotAllowed and Refused `house_rule_waits` or as sound and require_follows.
    """
    return _record(board_id, rule, is_end=False, by=by, now=now)


def record_end(board_id: str, rule: HouseRule, *, by: Actor, now: dt.datetime) -> str:
    """Records that the board did away with a rule from `in_force_from`; its text is of no use here.

    Raises as record_house_rule, and Refused `house_rule_not_there`.
    """
    return _record(board_id, replace(rule, text=""), is_end=True, by=by, now=now)


def confirm_house_rule(board_id: str, waiting_id: str, *, by: Actor, now: dt.datetime) -> str:
    """Another person has held the version against the minutes: it takes over from the one before, and is
    published. Gives its id.

    Raises NotFound, NotAllowed, Refused `house_rule_gone`, `house_rule_own`, `same_person` or as
    require_follows.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        waiting = house_rules.waiting_in_hand(board_id, waiting_id)
        require_other_person(waiting.recorded_by, by, code="house_rule_own")
        kept = house_rules.rule_of(waiting)
        require_follows(kept, house_rules.rules_of_board(board_id))
        rule_id = house_rules.publish(waiting, by=by.id, now=now)
        entry = Entry.HOUSE_RULE_ENDED if kept.is_end else Entry.HOUSE_RULE_ADOPTED
        about = f"house_rule:{rule_id}"
        note(entry, by=by, now=now, subject=about, board=board_id, **_facts(kept))
        return rule_id


def take_back_house_rule(board_id: str, waiting_id: str, *, by: Actor, now: dt.datetime) -> HouseRuleKey:
    """A version that waits is taken away unconfirmed, by whoever recorded it or another; gives which rule.

    Raises NotFound, NotAllowed, Refused `house_rule_gone`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        waiting = house_rules.waiting_in_hand(board_id, waiting_id)
        kept, about = house_rules.rule_of(waiting), f"house_rule:{waiting.id}"
        house_rules.take_away(waiting)
        note(Entry.HOUSE_RULE_WITHDRAWN, by=by, now=now, subject=about, board=board_id, **_facts(kept))
        return kept.key


def _record(board_id: str, rule: HouseRule, *, is_end: bool, by: Actor, now: dt.datetime) -> str:
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        kept = sound(rule, today=swedish_day(now), is_end=is_end)
        require_follows(kept, house_rules.rules_of_board(board_id))
        if any(one.key is kept.key for one in house_rules.waiting_of_board(board_id)):
            raise Refused("house_rule_waits")
        waiting_id = house_rules.add_waiting(board_id, kept, by=by.id, now=now)
        about = f"house_rule:{waiting_id}"
        note(Entry.HOUSE_RULE_RECORDED, by=by, now=now, subject=about, board=board_id, **_facts(kept))
        return waiting_id


def _facts(kept: HouseRule) -> dict[str, Any]:
    return {
        "house_rule": kept.key.value,
        "adopted_by": kept.adopted_by,
        "adopted_on": kept.adopted_on.isoformat(),
        "in_force_on": kept.in_force_from.isoformat(),
        "in_force_to": kept.in_force_to.isoformat() if kept.in_force_to else None,
    }
