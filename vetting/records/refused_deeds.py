"""A refused attempt on what guards a decision, told in the journal after the deed itself was undone."""

import contextlib
import datetime as dt
import logging
from collections.abc import Iterator

from sqlalchemy.exc import SQLAlchemyError

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Problem
from vetting.domain.misuse import GuardedDeed, told_of
from vetting.records import cases
from vetting.records.db import transaction
from vetting.records.journal import note

logger = logging.getLogger(__name__)


@contextlib.contextmanager
def told_if_refused(deed: GuardedDeed, case_id: str, *, by: Actor, now: dt.datetime) -> Iterator[None]:
    """Stands outside the deed's own transaction. A refusal goes on to whoever asked, told or not: that the
    journal could not be written changes nothing of it. One entry an attempt, codes and no content.
    """
    try:
        yield
    except NotFound:
        raise  # another board's case does not exist for the actor
    except Problem as problem:
        codes = told_of(problem.code, problem.facts)
        if codes:
            _tell(deed, case_id, codes, by=by, now=now)
        raise


def note_refusal(
    deed: GuardedDeed, case_id: str, codes: tuple[str, ...], *, by: Actor, now: dt.datetime
) -> None:
    """Tells of a refused attempt within the running deed, where that deed keeps something all the same."""
    note(
        Entry.DEED_REFUSED,
        by=by,
        now=now,
        subject=f"case:{case_id}",
        case_id=case_id,
        deed=deed.value,
        code=codes[0],
        codes=list(codes),
    )


def _tell(deed: GuardedDeed, case_id: str, codes: tuple[str, ...], *, by: Actor, now: dt.datetime) -> None:
    try:
        with transaction():
            note_refusal(deed, cases.case(case_id).id, codes, by=by, now=now)
    except (Problem, SQLAlchemyError):
        logger.warning("a refused attempt (%s, %s) could not be told in the journal", deed.value, codes[0])
