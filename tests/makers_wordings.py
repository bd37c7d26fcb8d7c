"""Wordings that the rules stop, put to a lawyer."""

from dataclasses import replace

from tests.makers import NOW
from tests.makers_decisions import a_refusal
from vetting.domain.decisions import Draft
from vetting.records.db import db
from vetting.records.officers import Officer
from vetting.records.wordings import WordingRequest

OUTLOOK = "Föreningen står inte bakom demokratin."


def an_outlook_refusal() -> Draft:
    """A whole refusal whose summary rests on what the association stands for."""
    return replace(a_refusal(), summary=OUTLOOK)


def a_wording_row(case_id: str, _digest: str) -> WordingRequest:
    """A request in a case at any stage, that waits."""
    return WordingRequest(
        case_id=case_id,
        field="summary",
        text=OUTLOOK,
        findings=[{"code": "wording_outlook", "phrase": "står inte bakom"}],
        why="Citat ur beslutet.",
        asked_by=db.session.query(Officer.id).first()[0],
        asked_at=NOW,
    )
