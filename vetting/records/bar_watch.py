"""Stop marks that ask: their review or end is near or past, and nobody has answered."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import select

from vetting.domain.authority import Act
from vetting.domain.bars import standing
from vetting.domain.terms_contracts import BarStanding
from vetting.records.bars import Bar, days_of
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.seconders import officers_who_may

_ASKING = (BarStanding.TO_REVIEW, BarStanding.RUN_OUT)


def bars_that_ask(today: dt.date) -> Sequence[Bar]:
    """Those neither lifted nor said to be over whose day to ask has come, the earliest end first."""
    rows = db.session.scalars(
        select(Bar)
        .where(Bar.lifted_at.is_(None), Bar.closed_at.is_(None))
        .order_by(Bar.ends_on, Bar.id)
        .with_for_update()
    )
    return [row for row in rows if standing(days_of(row), today) in _ASKING]


def who_answers(row: Bar) -> str:
    """The owner; where the owner has left, another who may set stop marks in the board."""
    for officer_id in (row.owner_id, row.second_by):
        if db.session.get_one(Officer, officer_id).is_active:
            return officer_id
    others = officers_who_may(Act.SET_BAR, row.board_id)
    return others[0] if others else row.owner_id
