"""Long work that a process left: as if time had passed since its last sign of life."""

import datetime as dt

from sqlalchemy import update

from vetting.records.db import db
from vetting.records.works import Work, WorkState
from vetting.services.works import LEFT_AFTER


def work_is_left() -> int:
    """Everything in hand has been silent for as long as it takes; gives how many pieces that were."""
    long_ago = dt.datetime.now(dt.UTC) - LEFT_AFTER - dt.timedelta(seconds=1)
    changed = db.session.execute(
        update(Work).where(Work.state == WorkState.RUNNING).values(alive_at=long_ago).returning(Work.id)
    ).all()
    db.session.commit()
    return len(changed)
