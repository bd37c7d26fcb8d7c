"""The fictional municipality: as large as promised, in no state the rules forbid, built once."""

import datetime as dt
import json

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.jobs import simulated_city
from tests.makers import a_board
from tests.makers_decisions import a_decided_case, two_officers
from vetting import demo
from vetting.demo import people, reviewing
from vetting.domain.authority import Actor
from vetting.domain.stages import replay
from vetting.domain.terms import BoardKind, InquiryState, Outcome, Partner, Role, Stage
from vetting.reading.journal_check import verify_journal
from vetting.records import snapshots
from vetting.records.applications import Application, Case
from vetting.records.assessments import Evidence
from vetting.records.associations import Association, OfficeHolder
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db
from vetting.records.decisions import Decision, Support
from vetting.records.inquiries import Inquiry
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Board
from vetting.services.officers import sign_in

JULY = dt.datetime(2026, 7, 15, 9, 0, tzinfo=dt.UTC)  # in the weeks when nobody applies
AUDITOR = Actor("auditor", "Auditor", frozenset({(Role.AUDITOR, None)}))


@pytest.mark.slow
def test_the_municipality_stands_as_promised(own_app):
    told: list[str] = []
    demo.build_once(told.append, JULY, cases_a_year=3)
    kinds = list(db.session.scalars(select(Board.kind)))
    assert [kinds.count(kind) for kind in (BoardKind.DISTRICT, BoardKind.CULTURE, BoardKind.SPORTS)] == [
        13,
        1,
        1,
    ]
    assert db.session.scalar(select(func.count()).select_from(Association)) == 1000
    assert verify_journal(AUDITOR).ok
    _stages_follow_from_the_journal()
    _every_grant_has_support()
    _the_tour_waits_on_the_first_desks()
    _everything_a_case_can_hold_is_there_to_see()
    _registers_of_every_kind_are_there_to_see()
    for username, _ in people.SIGN_INS:
        assert sign_in(username, people.PASSWORD, address="127.0.0.1", now=JULY)
    entries = db.session.scalar(select(func.count()).select_from(JournalEntry))
    demo.build_once(told.append, JULY, cases_a_year=3)
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) == entries
    _a_year_brings_everything_on_its_day(own_app)


def _a_year_brings_everything_on_its_day(app: Flask) -> None:
    """Of the same city, as building it takes the most time."""
    city = simulated_city.DemoCity(app)
    city.run()
    simulated_city.require_everything_once(city)
    assert verify_journal(AUDITOR).ok


def test_a_review_that_holds_payment_is_of_what_the_unit_head_decides(app, monkeypatch):
    secretary, head = two_officers()
    case_id, _ = a_decided_case(secretary, head)
    support = db.session.scalars(select(Support).where(Support.case_id == case_id)).one()
    desk = people.Desk(a_board().id, "Norrdal", "Norrdal", secretary, head, secretary, {})
    at = dt.datetime.combine(support.starts_on, dt.time(9), dt.UTC) + dt.timedelta(days=25)
    found = reviewing._support(desk, at)
    assert found is not None
    assert found.case_id == case_id
    monkeypatch.setattr(reviewing, "DELEGATED", found.amount - 1)
    assert reviewing._support(desk, at) is None


def _stages_follow_from_the_journal() -> None:
    moves: dict[str, list[tuple[Stage, Stage]]] = {}
    rows = db.session.execute(
        select(JournalEntry, JournalPayload)
        .join(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(JournalEntry.name == "CaseMoved")
        .order_by(JournalEntry.seq)
    )
    for entry, payload in rows:
        facts = json.loads(payload.body)
        moves.setdefault(entry.case_id, []).append((Stage(facts["before"]), Stage(facts["after"])))
    cases = db.session.scalars(select(Case)).all()
    assert len(cases) > 10
    assert all(replay(moves.get(case.id, [])) is case.stage for case in cases)


def _every_grant_has_support() -> None:
    granted = select(Decision.id).where(Decision.outcome.in_((Outcome.GRANTED, Outcome.PARTLY_GRANTED)))
    assert set(db.session.scalars(granted)) == set(db.session.scalars(select(Support.decision_id)))


def _everything_a_case_can_hold_is_there_to_see() -> None:
    for table in (OfficeHolder, Evidence, PartnerQuestion):
        assert db.session.scalar(select(func.count()).select_from(table)), table
    assert db.session.scalar(select(func.max(Application.version))) == 2
    answered = db.session.scalars(select(PartnerQuestion).where(PartnerQuestion.answered_at.is_not(None)))
    assert all(question.valid_until_on for question in answered)


def _registers_of_every_kind_are_there_to_see() -> None:
    listed = {
        source.key: (source.partner, snapshot.row_total)
        for source, snapshot in snapshots.sources_in_use()
        if snapshot
    }
    assert listed["skatteverket-gavomottagare"] == (Partner.TAX_AGENCY, 5)
    assert listed["trossamfund"][0] is Partner.FAITH_COMMUNITIES
    assert listed["trossamfund"][1] > 1
    states = [one.state for one in db.session.scalars(select(Inquiry))]
    assert states.count(InquiryState.ANSWERED) == 9
    assert states.count(InquiryState.SENT) == 6
    api = snapshots.source_named("skatteverket-api")
    assert (api.is_active, api.adapter) == (False, "oauth_api"), "nothing is asked of it"
    assert "fields" in api.settings


def _the_tour_waits_on_the_first_desks() -> None:
    first = select(Board.id).where(Board.prefix == "ALM")
    stages = list(db.session.scalars(select(Case.stage).where(Case.board_id.in_(first))))
    for stage, least in ((Stage.RECEIVED, 2), (Stage.IN_REVIEW, 3), (Stage.PROPOSED, 2)):
        assert stages.count(stage) >= least, stage
