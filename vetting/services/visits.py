"""Visits to associations that were given support: recorded once, and added to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.free_text import require_written
from vetting.domain.no_names import require_no_person
from vetting.domain.plain_questions import QuestionSet, kept_questions, require_no_names, require_whole
from vetting.domain.report_roles import require_no_known_names
from vetting.domain.separation import require_no_conflict
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_association_reports import VisitWay
from vetting.gateways.question_sets import VISIT, questions_in_force
from vetting.paths import checklists_dir
from vetting.records import case_people, decision_papers, follow_ups, sheets, visits
from vetting.records.applications import Case
from vetting.records.db import transaction
from vetting.records.decisions import declared_by
from vetting.records.journal import note
from vetting.records.report_arrivals import names_in_mail, plan_to_report
from vetting.records.visits import Visit, VisitAddendum

MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class Made:
    """A visit as it was made. `companion_id`: another officer who came along, or ""; `follow_up_id`: the
    plan's item it was made for, or ""."""

    visited_on: dt.date
    is_announced: bool
    way: VisitWay
    participants: int
    leaders: int | None
    answers: Mapping[str, str]
    companion_id: str = ""
    follow_up_id: str = ""


def visit_questions(today: dt.date) -> QuestionSet:
    """The questions of a visit in force that day, the same on the phone and on paper."""
    return questions_in_force(checklists_dir(), VISIT, today)


def record_visit(case_id: str, made: Made, *, by: Actor, now: dt.datetime) -> str:
    """Keeps what was seen and gives the visit's id; it is not changed afterwards.

    Raises NotFound, Refused `visit_day_impossible`, `people_count_odd`, `companion_not_possible`,
    `answers_unsound_report`, `names_known_person`, `person_named`, `nothing_to_report`,
    `conflict_of_interest`.
    """
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        plan_to_report(case)
        questions = visit_questions(swedish_day(now))
        answers = require_whole(questions.questions, made.answers)
        _require_nobody_named(case, list(answers.items()))
        _require_possible(made, case.received_on, swedish_day(now), case.board_id, by)
        visit_id = visits.add(
            Visit(
                case_id=case.id,
                follow_up_id=_item(made.follow_up_id, case.id),
                edition=questions.version,
                asked=kept_questions(questions.questions),
                answers=answers,
                visited_on=made.visited_on,
                is_announced=made.is_announced,
                way=made.way,
                visited_by=by.id,
                companion_id=made.companion_id or None,
                participants=made.participants,
                leaders=made.leaders,
                recorded_by=by.id,
                recorded_at=now,
            )
        )
        told = {"visited_on": made.visited_on.isoformat(), "announced": made.is_announced}
        _note(Entry.VISIT_RECORDED, visit_id, case.id, by, now, **told)
        return visit_id


def add_to_visit(case_id: str, visit_id: str, text: str, *, by: Actor, now: dt.datetime) -> None:
    """Something left out of the record, or wrong in it, is told beside it. Raises NotFound, Refused
    `text_missing`, `names_listed`, `names_known_person`, `person_named`, `conflict_of_interest`."""
    with transaction():
        case = sheets.case_in_hand(case_id)
        require(by, Act.FOLLOW_UP, case.board_id)
        require_no_conflict(bool(declared_by(case.id, by.id)))
        visit = visits.visit_of_case(case.id, visit_id)
        said = require_no_names(require_written(text, field="text"), field="text")
        _require_nobody_named(case, [("text", said)])
        visits.add(VisitAddendum(visit_id=visit.id, text=said, added_by=by.id, added_at=now))
        _note(Entry.VISIT_AMENDED, visit.id, case.id, by, now)


def _require_nobody_named(case: Case, texts: Sequence[tuple[str, str]]) -> None:
    require_no_known_names(texts, case_people.names_in_case(case.id))
    own = (names_in_mail(case)["association"],)
    for field, text in texts:
        require_no_person(text, field=field, own=own)


def _require_possible(made: Made, from_on: dt.date, today: dt.date, board_id: str, by: Actor) -> None:
    if not from_on <= made.visited_on <= today:
        raise Refused("visit_day_impossible", field="visited_on")
    for field, count in (("participants", made.participants), ("leaders", made.leaders or 0)):
        if not 0 <= count <= MOST_PEOPLE:
            raise Refused("people_count_odd", field=field, most=MOST_PEOPLE)
    if not made.companion_id:
        return
    if made.companion_id == by.id or made.companion_id not in decision_papers.possible_owners(board_id):
        raise Refused("companion_not_possible", field="companion_id")


def _item(follow_up_id: str, case_id: str) -> str | None:
    """The item of the case's plan, of whatever version it stood in."""
    if not follow_up_id:
        return None
    item, plan = follow_ups.follow_up_with_plan(follow_up_id)
    if plan.case_id != case_id:
        raise NotFound("not_found")
    return item.id


def _note(entry: Entry, visit_id: str, case_id: str, by: Actor, now: dt.datetime, **facts: object) -> None:
    note(entry, by=by, now=now, subject=f"visit:{visit_id}", case_id=case_id, **facts)
