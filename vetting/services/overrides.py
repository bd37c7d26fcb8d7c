"""Going on with a case although a mandatory source was too old or silent: a unit head's word, and why."""

import datetime as dt

from vetting.domain import authority, screening
from vetting.domain.authority import Act, Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.partner_answers import require_impersonal
from vetting.domain.separation import require_no_conflict
from vetting.domain.stages import require_preparation
from vetting.records import overrides
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note


def override_source(check_id: str, source_key: str, reason: str, *, by: Actor, now: dt.datetime) -> str:
    """Lets the case go on without that source in its latest check; gives the case's id.

    Raises NotFound, and Refused `reason_missing`, `personal_number_in_text`, `outlook_in_text`,
    `check_superseded`, `case_not_open`, `source_not_mandatory` or `source_overridden`.
    """
    authority.require(by, Act.OVERRIDE_SOURCE)
    with transaction():
        check, looked, case = overrides.looked_at(check_id, source_key)
        authority.require(by, Act.OVERRIDE_SOURCE, case.board_id)
        require_preparation(case.stage)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        if not check.is_latest:
            raise Refused("check_superseded")
        if not looked.is_mandatory or screening.is_reliable(looked.state, looked.reason):
            raise Refused("source_not_mandatory")
        text = require_impersonal(screening.require_reason(reason), "reason")
        overrides.keep_override(check_id, looked.source_id, text, by=by.id, at=now)
        note(
            Entry.SOURCE_OVERRIDDEN,
            by=by,
            now=now,
            subject=f"check:{check_id}",
            case_id=case.id,
            source=source_key,
            state=looked.state.value,
            reason=text,
        )
        return case.id
