"""Everyone with live support against a register that changed by one row in a hundred."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, update

from benchmarks.noisy_names import Body, questions
from benchmarks.town import NOW
from tests.makers_rounds import some_supports
from vetting.domain.authority import OPERATOR
from vetting.domain.names import search_key, sort_key
from vetting.records.associations import Association
from vetting.records.boards import Board
from vetting.records.db import db, transaction
from vetting.services import rescreening

Line = tuple[str, float, str, str]


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of the processor: this process and the database's that serves it."""

    clock: float
    processor: float


def rescreenings(key: str, bodies: Sequence[Body], count: int, change: Callable[[], object]) -> list[Line]:
    """A whole re-screening of so many, then one after `change` brought the source up to date."""
    _watch_over(bodies, count)
    everyone = _rescreened(key)
    change()
    some = _rescreened(key)
    what, share = f"re-screening of {count:,}", some.processor / everyone.processor
    return [
        (f"{what}: whole", everyone.clock, "s", ""),
        (f"{what}: 1 % changed", some.clock, "s", ""),
        (f"{what}: whole, processor time", everyone.processor, "s", ""),
        (f"{what}: 1 % changed, processor time", some.processor, "s", ""),
        (f"{what}: the change, of the whole, processor time", share, "", "≤ .05"),
    ]


def _watch_over(bodies: Sequence[Body], count: int) -> None:
    """So many associations with live support, named after bodies of the register, written otherwise."""
    there = db.session.scalar(select(func.count()).select_from(Association)) or 0
    some_supports(count - there, board=db.session.scalar(select(Board).limit(1)))
    with transaction(is_piece=True):
        ids = db.session.scalars(select(Association.id).limit(count)).all()
        for association_id, one in zip(ids, questions(bodies, count, seed=8), strict=True):
            name = one.body.name[:200]
            keys = {"search_key": search_key(name), "sort_key": sort_key(name)}
            values = {"name": name, "org_number": None, "city": one.body.seat, **keys}
            db.session.execute(update(Association).where(Association.id == association_id).values(**values))


def _rescreened(key: str) -> Spent:
    clock, own, server = time.perf_counter(), time.process_time(), _server_seconds()
    rescreening.rescreen_source(key, by=OPERATOR, now=NOW)
    return Spent(time.perf_counter() - clock, time.process_time() - own + _server_seconds() - server)


def _server_seconds() -> float:
    """Processor time so far of the PostgreSQL process behind our connection; 0 where there is none to ask."""
    if db.engine.dialect.name != "postgresql":
        return 0.0
    process = db.session.connection().connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0
