"""The fictional municipality with many more cases: one part through the deeds, the mass in bulk."""

import datetime as dt
import itertools
import random
from typing import Any

from sqlalchemy import func, insert, select

from vetting import demo
from vetting.demo import names
from vetting.demo.people import CHECKLIST
from vetting.domain.names import search_key, sort_key
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Channel, NumberClass, Role, Stage
from vetting.records.applications import Application, Case, Scheme
from vetting.records.assessments import Answer, CaseQuestion
from vetting.records.associations import Association
from vetting.records.db import db, new_id
from vetting.records.officers import Appointment

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
STAGES = (Stage.WITHDRAWN,) * 6 + (Stage.RECEIVED,) * 2 + (Stage.IN_REVIEW,) * 2
QUESTIONS = 20
SECRETARY, HEAD, AUDITOR = "kultursekreterare.almvik", "enhetschef.almvik", "revisor"


def found() -> None:
    """The municipality of the demo with a handful of cases that have everything."""
    demo.build_once(lambda text: None, NOW, cases_a_year=2)


def invented_name(chance: random.Random, number: int) -> str:
    """A name of an association that does not exist."""
    pattern = chance.choice(names.PATTERNS)[2]
    place, thing, animal = (chance.choice(words) for words in (names.PLACES, names.THINGS, names.ANIMALS))
    return f"{pattern.format(place=place, thing=thing, animal=animal)} {number}"


def grow(cases: int) -> None:
    """So many more cases, four to an association, spread over every grant of every board."""
    chance = random.Random(cases)
    associations = [_association(chance, number) for number in range(1, cases // 4 + 1)]
    schemes = db.session.execute(select(Scheme)).scalars().all()
    officers: dict[str | None, str] = {
        board_id: officer_id
        for board_id, officer_id in db.session.execute(
            select(Appointment.board_id, Appointment.officer_id).where(
                Appointment.role == Role.CULTURE_SECRETARY
            )
        ).tuples()
    }
    pin = db.session.execute(select(Case.checklist_version, Case.checklist_digest).limit(1)).one()
    before = db.session.scalar(select(func.count()).select_from(Case)) or 0
    rows: list[dict[str, Any]] = []
    for number, association in zip(
        range(before + 1, before + 1 + cases), itertools.cycle(associations), strict=False
    ):
        scheme = schemes[number % len(schemes)]
        rows.append(
            _case(chance, number, scheme, association["id"], officers[scheme.board_id])
            | {"checklist_version": pin[0], "checklist_digest": pin[1]}
        )
    reviewed = [row for row in rows if row["stage"] is Stage.IN_REVIEW]
    for table, made in (
        (Association, associations),
        (Case, rows),
        (Application, [_application(chance, row) for row in rows]),
        (CaseQuestion, [one for row in reviewed for one in _questions(row)]),
        (Answer, [one for row in reviewed for one in _answers(row)]),
    ):
        db.session.execute(insert(table), made)
    db.session.commit()


def _association(chance: random.Random, number: int) -> dict[str, Any]:
    name = invented_name(chance, number)
    return {
        "id": new_id(),
        "name": name,
        "search_key": search_key(name),
        "sort_key": sort_key(name),
        "number_class": NumberClass.MISSING,
        "district": chance.choice(names.DISTRICTS)[1],
        "city": "Nordköpstad",
        "created_at": NOW,
        "updated_at": NOW,
    }


def _case(
    chance: random.Random, number: int, scheme: Scheme, association_id: str, officer_id: str
) -> dict[str, Any]:
    stage, opened_at = chance.choice(STAGES), NOW - dt.timedelta(minutes=chance.randrange(1_400_000))
    return {
        "id": new_id(),
        "case_number": f"MASS-{number:06d}",
        "board_id": scheme.board_id,
        "scheme_id": scheme.id,
        "association_id": association_id,
        "regime": scheme.regime,
        "stage": stage,
        "year": chance.choice((2024, 2025, 2026)),
        "assigned_to": officer_id if stage is Stage.IN_REVIEW else None,
        "checklist_name": CHECKLIST,
        "opened_at": opened_at,
        "received_on": swedish_day(opened_at),
    }


def _application(chance: random.Random, case: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": new_id(),
        "case_id": case["id"],
        "version": 1,
        "channel": Channel.FORM,
        "purpose": "Verksamhet under året",
        "amount": chance.randrange(5_000, 300_000),
        "starts_on": dt.date(case["year"], 1, 1),
        "ends_on": dt.date(case["year"], 12, 31),
        "received_at": case["opened_at"],
        "received_by": "operator",
    }


def _questions(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"case_id": case["id"], "question_id": f"Q{number:02d}", "is_required": True}
        for number in range(QUESTIONS)
    ]


def _answers(case: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "case_id": case["id"],
            "question_id": f"Q{number:02d}",
            "sheet_version": 1,
            "value": "ja",
            "answered_by": case["assigned_to"],
            "answered_at": case["opened_at"],
        }
        for number in range(QUESTIONS // 2)
    ]
