"""Who has taken the basic course, as a person's own unit head or the coordinator registers it."""

import datetime as dt
from typing import Any

from vetting.domain.authority import Act, Actor, boards_for, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.routines import require_training_day
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_action_plans import Course
from vetting.records import accounts, routines
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.routines import Training


def register_training(
    officer_id: str, has_taken: bool, taken_on: dt.date | None, *, by: Actor, now: dt.datetime
) -> None:
    """Registers whether somebody has taken the basic course, and when; what was registered before stays.

    Raises NotAllowed, NotFound for somebody who works for none of one's own boards, Refused `training_own`,
    `training_same`, or as domain.routines.require_training_day.
    """
    with transaction():
        require(by, Act.KEEP_TRAINING)
        accounts.locked_officer(officer_id)  # of several words about one person each knows the one before
        held = routines.holders().get(officer_id)
        mine = boards_for(by, Act.KEEP_TRAINING)
        if held is None or not (mine is None or any(board in mine for _role, board in held)):
            raise NotFound("officer_not_found")
        if by.is_person(officer_id):
            raise Refused("training_own")
        require_training_day(has_taken, taken_on, today=swedish_day(now))
        last = routines.trainings_now().get(officer_id)
        if last is not None and (last.has_taken, last.taken_on) == (has_taken, taken_on):
            raise Refused("training_same")
        same = (Training.officer_id == officer_id, Training.course == Course.BASIC)
        routines.keep(
            Training(
                officer_id=officer_id,
                course=Course.BASIC,
                number=routines.next_number(Training, *same),
                has_taken=has_taken,
                taken_on=taken_on,
                registered_by=by.id,
                registered_at=now,
            )
        )
        facts: dict[str, Any] = {"course": Course.BASIC.value, "has_taken": has_taken}
        note(Entry.TRAINING_REGISTERED, by=by, now=now, subject=f"officer:{officer_id}", **facts)
