"""What escalates is read by a second person who has not drafted the case (good practice, no statute)."""

from sqlalchemy import literal, select, union_all

from vetting.domain.authority import Actor
from vetting.domain.errors import Refused
from vetting.domain.verdict import Verdict
from vetting.records.assessments import Answer, Evidence, RecordedAct
from vetting.records.db import db


def require_second_reader(case_id: str, verdict: Verdict, by: Actor) -> None:
    """Raises Refused `drafter_reads_escalated` where an answer asks for a second person and the actor, on any
    account, has answered, recorded an act or added evidence in the case. Asks nothing where none does."""
    if not verdict.to_escalate:
        return
    mine = (by.id, *sorted(by.other_accounts))
    drafted = union_all(
        *(
            select(literal(1)).where(column_case == case_id, column_by.in_(mine))
            for column_case, column_by in (
                (Answer.case_id, Answer.answered_by),
                (Evidence.case_id, Evidence.added_by),
                (RecordedAct.case_id, RecordedAct.recorded_by),
            )
        )
    )
    if db.session.execute(drafted.limit(1)).first() is not None:
        raise Refused("drafter_reads_escalated")
