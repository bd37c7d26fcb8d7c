"""Text added to the reasons after the decision: beside what was sealed, never in its place (JO 1008-2021)."""

import datetime as dt

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.sealed_reasons import Addendum, require_sound_addendum
from vetting.domain.separation import require_no_conflict
from vetting.domain.terms import Stage
from vetting.records import decisions, sealed_reasons, sheets
from vetting.records.db import transaction
from vetting.records.journal import note
from vetting.records.wordings import carried_in


def write_addendum(case_id: str, *, text: str, by: Actor, now: dt.datetime) -> str:
    """Adds a text to the reasons of a decided case and gives its id.

    Raises NotFound, Refused `not_decided`, `text_missing`, `text_too_long`, `personal_number_in_text`,
    `outlook_in_text`, `conflict_of_interest`, and `wording_*` where the decision is adverse.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.PREPARE_CASE, case.board_id)
        require_no_conflict(bool(decisions.declared_by(case.id, by.id)))
        if case.stage is not Stage.DECIDED:
            raise Refused("not_decided")
        decision, proposal, seal = sealed_reasons.decision_with_seal(case.id)
        written = require_written(text, field="text")
        require_sound_addendum(
            written,
            decision.outcome,
            questions=[kept["question_id"] for kept in proposal.reasons],
            acts=carried_in(case.id).acts,
            regime=case.regime,
        )
        digest = "" if seal is None else seal.digest
        row = sealed_reasons.add_addendum(decision.id, Addendum(digest, written, by.id, now))
        about = f"addendum:{row.id}"
        note(Entry.ADDENDUM_WRITTEN, by=by, now=now, subject=about, case_id=case.id, digest=row.digest)
        return row.id
