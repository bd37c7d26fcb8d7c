"""The spot checks that follow from a draw: one row for each drawn item, written together."""

import datetime as dt
from collections.abc import Iterator, Mapping

from sqlalchemy import func, insert, select

from vetting.domain.draw import Drawn
from vetting.domain.terms_spot_checks import SpotCheckState, Stream
from vetting.records.db import db, new_id
from vetting.records.decisions import Support
from vetting.records.rounds import FrameItem
from vetting.records.spot_checks import SpotCheck


def add_drawn(round_id: str, drawn: Drawn, *, now: dt.datetime) -> int:
    """Adds every item of a draw and gives how many they are."""
    places = {place["item"]: place for place in _places(drawn)}
    rows = db.session.execute(
        select(FrameItem, Support.case_id)
        .join(Support, Support.id == FrameItem.support_id)
        .where(FrameItem.round_id == round_id, FrameItem.item.in_(places))
    ).all()
    second = set(drawn.second_reading)
    checks = [
        {
            **_from_frame(item, case_id),
            **places[item.item],
            "has_second_reading": item.item in second,
            "drawn_at": now,
        }
        for item, case_id in rows
    ]
    if len(checks) != len(places):
        raise RuntimeError("an item was drawn that is not in the frame")
    if checks:
        db.session.execute(insert(SpotCheck), checks)
    return len(checks)


def add_reserve(reserve: str, instead_of: SpotCheck, *, now: dt.datetime) -> SpotCheck:
    """Adds the reserve that comes in place of a check whose object left the population."""
    item, case_id = db.session.execute(
        select(FrameItem, Support.case_id)
        .join(Support, Support.id == FrameItem.support_id)
        .where(FrameItem.round_id == instead_of.round_id, FrameItem.item == reserve)
    ).one()
    last = db.session.scalar(
        select(func.max(SpotCheck.position)).where(
            SpotCheck.round_id == instead_of.round_id,
            SpotCheck.stream == instead_of.stream,
            SpotCheck.stratum == item.stratum,
        )
    )
    row = SpotCheck(
        **_from_frame(item, case_id),
        stream=instead_of.stream,
        position=(last or 0) + 1,
        replaces_id=instead_of.id,
        has_second_reading=instead_of.has_second_reading,
        drawn_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def items_of(round_id: str) -> frozenset[str]:
    """Every item that was ever checked in the round, those that left it included."""
    return frozenset(db.session.scalars(select(SpotCheck.item).where(SpotCheck.round_id == round_id)))


def without_letter(round_id: str) -> int:
    """How many drawn associations have not had their letter; those that left the population need none."""
    count = db.session.scalar(
        select(func.count()).where(
            SpotCheck.round_id == round_id,
            SpotCheck.asked_at.is_(None),
            SpotCheck.state != SpotCheckState.LEFT_POPULATION,
        )
    )
    return int(count or 0)


def _places(drawn: Drawn) -> Iterator[dict[str, object]]:
    for stratum in drawn.random:
        for at, (item, ticket) in enumerate(stratum.drawn, start=1):
            yield {"item": item, "stream": Stream.RANDOM, "position": at, "ticket": ticket, "grounds": ""}
    for at, pick in enumerate(drawn.weighted, start=1):
        yield {
            "item": pick.item,
            "stream": Stream.WEIGHTED,
            "position": at,
            "ticket": pick.lot,
            "grounds": "",
        }
    for at, taken in enumerate(drawn.take_all, start=1):
        grounds = " ".join(taken.grounds)
        yield {
            "item": taken.item,
            "stream": Stream.TAKE_ALL,
            "position": at,
            "ticket": "",
            "grounds": grounds,
        }


def _from_frame(item: FrameItem, case_id: str) -> Mapping[str, object]:
    return {
        "id": new_id(),
        "round_id": item.round_id,
        "item": item.item,
        "case_id": case_id,
        "support_id": item.support_id,
        "association_id": item.association_id,
        "board_id": item.board_id,
        "kind": item.kind,
        "stratum": item.stratum,
        "chance": item.chance,
        "state": SpotCheckState.WAITING,
    }
