"""The facts of one round's report: no name of an association or a person leaves this room."""

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound, Refused
from vetting.domain.round_report import RoundFacts
from vetting.domain.terms_spot_checks import RoundStage
from vetting.reading.report_rows import facts_of, rounds_seen
from vetting.records.db import db
from vetting.records.rounds import SpotCheckRound


def round_facts(round_id: str, *, actor: Actor) -> RoundFacts:
    """The facts of a drawn round. Raises NotFound, and Refused `round_not_drawn` or `report_of_voided`."""
    row = db.session.scalar(select(SpotCheckRound).where(SpotCheckRound.id == round_id, rounds_seen(actor)))
    if row is None:
        raise NotFound("round_not_found")
    if row.stage is RoundStage.VOIDED:
        raise Refused("report_of_voided")
    if row.stage is not RoundStage.DRAWN:
        raise Refused("round_not_drawn")
    return facts_of([row])[0]
