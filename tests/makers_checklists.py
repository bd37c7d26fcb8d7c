"""Acts, evidence, answers and local parameters of a case, through the deeds."""

import datetime as dt

from tests.makers import NOW, a_board, an_officer
from vetting.domain.authority import Actor
from vetting.domain.terms import ActorRole, Role
from vetting.records.applications import Case
from vetting.records.db import db
from vetting.records.journal import JournalPayload
from vetting.records.officers import Board
from vetting.services import assessments, evidence, parameters
from vetting.services.evidence import NewAct, NewEvidence

PERSONAL = "19811228-9874"  # the well-known example number
LIMITS = {
    "min_members": ("S18", "50"),
    "directory_entry_required": ("S14", "yes"),
    "min_age_years": ("S12", "2"),
}


def an_act(**words: object) -> NewAct:
    """A whole act."""
    return NewAct(
        **{
            "what": "Ett möte i föreningens lokal stoppades med hot",
            "act_on": dt.date(2026, 3, 1),
            "place": "Norrdal",
            "actor_role": ActorRole.CHAIR,
            "source": "Protokoll 2026-03-02",
            **words,
        }
    )


def an_evidence(question_id: str = "A01", level: int = 3, **words: object) -> NewEvidence:
    """Evidence of the level for the question."""
    return NewEvidence(
        **{
            "question_id": question_id,
            "kind": "dokument",
            "level": level,
            "description": "Anteckning från mötet",
            "source": "Besöksprotokoll 12",
            "act_on": dt.date(2026, 3, 1),
            **words,
        }
    )


def with_act(case_id: str, by: Actor) -> None:
    """Records an act in the case."""
    evidence.record_act(case_id, an_act(), by=by, now=NOW)


def with_evidence(case_id: str, by: Actor, question_id: str = "A01", level: int = 3, **words: object) -> str:
    """Adds evidence to the question."""
    return evidence.add_evidence(case_id, an_evidence(question_id, level, **words), by=by, now=NOW)


def answered(case_id: str, by: Actor, **answers: str | tuple[str, str]) -> assessments.Saved:
    """Saves answers, `S01="ja"` or `S01=("nej", "because")`, at the sheet's present version."""
    given = [(q, *(a if isinstance(a, tuple) else (a, ""))) for q, a in answers.items()]
    return assessments.answer_checklist(
        case_id, given, sheet_version=version_of(case_id), has_no_conflict=True, by=by, now=NOW
    )


def version_of(case_id: str) -> int:
    """The sheet's present version."""
    return db.session.query(Case.sheet_version).filter_by(id=case_id).scalar()


def with_parameters(board: Board | None = None, **limits: tuple[str, str]) -> None:
    """Local values of the board for 2026: `min_members=("S18", "50")`; without any, a few usual ones."""
    administrator = an_officer(Role.ADMINISTRATOR, username="admin.parameters", everywhere=True)
    for name, (question_id, value) in (limits or LIMITS).items():
        place = parameters.Place("democracy-criteria", question_id, name)
        parameters.set_parameters(
            (board or a_board()).id, 2026, values={place: value}, by=administrator, now=NOW
        )


def journal_text() -> str:
    """Everything the journal holds, as one text."""
    return "\n".join(body for (body,) in db.session.query(JournalPayload.body))
