"""Questions to partners: one question, found and kept."""

from vetting.domain.errors import NotFound
from vetting.records.applications import Case
from vetting.records.cross_checks import PartnerQuestion, case_to_check
from vetting.records.db import db


def keep_question(question: PartnerQuestion) -> str:
    """Keeps a new question and gives its id."""
    db.session.add(question)
    db.session.flush()
    return question.id


def question_with_case(question_id: str) -> tuple[PartnerQuestion, Case]:
    """A question with its case, locked until the deed ends. Raises NotFound."""
    found = db.session.get(PartnerQuestion, question_id, with_for_update=True)
    if found is None:
        raise NotFound("not_found")
    return found, case_to_check(found.case_id)
