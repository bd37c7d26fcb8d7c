"""Going through the freedoms before premises are refused in a case."""

import datetime as dt
from collections.abc import Collection

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.terms import Regime
from vetting.domain.terms_lettings import FreedomRight
from vetting.records import freedom_trials, wordings
from vetting.records.db import transaction
from vetting.records.freedom_trials import FreedomTrial
from vetting.records.journal import note
from vetting.records.preparation import case_to_prepare


def try_freedoms(
    case_id: str, rights: Collection[FreedomRight], finding: str, *, by: Actor, now: dt.datetime
) -> str:
    """Records that each freedom was gone through and what was found, and gives the record's id.

    Raises Refused `freedoms_not_asked` outside lettings, `freedoms_untried`, `text_missing`, a code of
    domain/reason_linter.py, and those of case_to_prepare.
    """
    with transaction():
        case = case_to_prepare(case_id, by=by)
        if case.regime is not Regime.CIVIL_LAW:
            raise Refused("freedoms_not_asked")
        if set(FreedomRight) - set(rights):
            raise Refused("freedoms_untried", field="rights")
        text = wordings.require_sound(case, require_written(finding, field="finding"), field="finding")
        row = FreedomTrial(
            case_id=case.id,
            rights=sorted(right.value for right in rights),
            finding=text,
            tried_by=by.id,
            tried_at=now,
        )
        trial_id = freedom_trials.add_trial(row)
        note(Entry.FREEDOMS_TRIED, by=by, now=now, subject=f"freedom_trial:{trial_id}", case_id=case.id)
        return trial_id
