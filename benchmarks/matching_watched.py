"""Everyone with live support against a register that changed by one row in a hundred."""

from collections.abc import Sequence

from sqlalchemy import select, update

from benchmarks.measuring import timed
from benchmarks.noisy_names import Body, questions
from benchmarks.town import NOW
from tests.makers_rounds import some_supports
from vetting.domain.authority import OPERATOR
from vetting.domain.names import search_key, sort_key
from vetting.records.associations import Association
from vetting.records.db import db, transaction
from vetting.services import rescreening


def watch_over(bodies: Sequence[Body], count: int) -> None:
    """So many associations with live support, named after bodies of the register, written otherwise."""
    some_supports(count)
    with transaction(is_piece=True):
        ids = db.session.scalars(select(Association.id).limit(count)).all()
        for association_id, one in zip(ids, questions(bodies, count, seed=8), strict=True):
            name = one.body.name[:200]
            keys = {"search_key": search_key(name), "sort_key": sort_key(name)}
            values = {"name": name, "org_number": None, "city": one.body.seat, **keys}
            db.session.execute(update(Association).where(Association.id == association_id).values(**values))


def rescreened(key: str) -> float:
    """Seconds that a re-screening of the source takes."""
    return timed(lambda: rescreening.rescreen_source(key, by=OPERATOR, now=NOW)) / 1000
