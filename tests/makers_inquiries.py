"""Makers for registers that are asked number by number: sources, question files, and a case with a number."""

from tests.makers import NOW
from tests.makers_sources import a_source
from vetting.domain.authority import SYSTEM
from vetting.domain.terms import Partner
from vetting.records.db import db
from vetting.records.inquiries import Inquiry
from vetting.services import question_files
from vetting.services.question_files import QuestionFile

GROUND = "Prövning av föreningsbidrag; offentlig uppgift"
ONE, TWO, THREE = "8899999018", "8299999014", "8899999026"


def an_asked_register(key: str = "kfm", layout: str = "kronofogden_bench", **more: object) -> str:
    """A source that is asked by file."""
    settings = {"layout": layout, "answer_days": 3}
    usual = {"partner": Partner.ENFORCEMENT_AUTHORITY, "ground": GROUND, "settings": settings}
    return a_source(key, "request_reply_file", **{**usual, **more})


def asked(*numbers: str, key: str = "kfm") -> tuple[QuestionFile, dict[str, str]]:
    """A question file about these numbers, and the reference of each."""
    made = question_files.make_question_file(key, numbers, by=SYSTEM, now=NOW)
    rows = db.session.query(Inquiry).filter_by(question_file_id=made.id)
    return made, {row.org_number: row.reference for row in rows}
