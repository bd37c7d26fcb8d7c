"""A board's own procedure: adopting a version of a rule, and doing away with one."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.house_rules import HouseRule, require_follows, sound
from vetting.domain.swedish_time import swedish_day
from vetting.records import boards, house_rules
from vetting.records.db import transaction
from vetting.records.journal import note


def adopt_house_rule(board_id: str, rule: HouseRule, *, by: Actor, now: dt.datetime) -> str:
    """Records a version the board has adopted and gives its id; it takes over from the one before.

    Raises NotFound, NotAllowed and Refused as sound and require_follows.
    """
    return _keep(Entry.HOUSE_RULE_ADOPTED, board_id, rule, by=by, now=now)


def end_house_rule(board_id: str, rule: HouseRule, *, by: Actor, now: dt.datetime) -> str:
    """Records that the board did away with a rule from `in_force_from`; its text is of no use here.

    Raises as adopt_house_rule, and Refused `house_rule_not_there`.
    """
    return _keep(Entry.HOUSE_RULE_ENDED, board_id, rule, by=by, now=now)


def _keep(entry: Entry, board_id: str, rule: HouseRule, *, by: Actor, now: dt.datetime) -> str:
    with transaction():
        require(by, Act.ADMINISTER)
        boards.locked_board(board_id)
        kept = sound(rule, today=swedish_day(now), is_end=entry is Entry.HOUSE_RULE_ENDED)
        require_follows(kept, house_rules.rules_of_board(board_id))
        rule_id = house_rules.keep_rule(board_id, kept, recorded_by=by.id, recorded_at=now)
        note(
            entry,
            by=by,
            now=now,
            subject=f"house_rule:{rule_id}",
            board=board_id,
            house_rule=kept.key.value,
            adopted_by=kept.adopted_by,
            adopted_on=kept.adopted_on.isoformat(),
            in_force_on=kept.in_force_from.isoformat(),
            in_force_to=kept.in_force_to.isoformat() if kept.in_force_to else None,
        )
        return rule_id
