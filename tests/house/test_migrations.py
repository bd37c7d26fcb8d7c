"""Models equal migrations, there is one head, and a database with rows goes down and up again."""

import datetime as dt
import json
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, inspect, select, text

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_scheme
from tests.makers_decisions import a_proposed_case, a_ready_case
from tests.makers_grounds import a_case_with_act, a_refusal_for_act
from tests.makers_reviews import a_review, a_support
from tests.services.test_items_of_many_cases import DUE, two_cases_alike
from vetting.domain.terms import Regime, Role
from vetting.domain.terms_decisions import DelegatedAct
from vetting.records import migrate
from vetting.records.applications import Case
from vetting.records.db import Base, db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.officers import Delegation
from vetting.services import decisions, extensions, proposals, works

FOLDER = Path(migrate.FOLDER)
HEAD = (FOLDER / "HEAD").read_text().strip()


def test_models_equal_migrations(empty_app):
    with empty_app.app_context():
        assert migrate.differences(db.engine) == []


def test_there_is_one_head_and_the_file_names_it():
    heads = ScriptDirectory.from_config(migrate.configuration()).get_heads()
    assert heads == [HEAD]


def test_migrations_are_numbered_without_a_gap():
    numbers = sorted(int(path.name[:4]) for path in (FOLDER / "versions").glob("[0-9]*.py"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_database_with_rows_goes_down_and_up_again(own_app):
    a_ready_case()
    assert db.session.scalar(select(func.count()).select_from(JournalEntry)) > 0
    db.session.remove()
    migrate.downgrade(db.engine, "base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(db.engine)
    assert migrate.differences(db.engine) == []
    assert set(inspect(db.engine).get_table_names()) == {*Base.metadata.tables, "alembic_version"}
    db.session.remove()
    assert a_ready_case()


def a_power(role: Role, item: str, **narrowed: object) -> None:
    board = a_board()
    with transaction(is_piece=True):
        db.session.add(
            Delegation(
                board_id=board.id,
                role=role,
                max_amount=50_000,
                in_force_on=dt.date(2026, 1, 1),
                item=item,
                **narrowed,
            )
        )


def rows_of(statement: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_a_step_back_from_0004_gives_nobody_more_power_and_leaves_no_unknown_role(own_app):
    a_power(Role.UNIT_HEAD, "1")
    a_power(Role.UNIT_HEAD, "2", scheme_id=a_scheme().id)
    a_power(Role.UNIT_HEAD, "3", regime=Regime.CIVIL_LAW)
    a_power(Role.UNIT_HEAD, "6", act=DelegatedAct.PLACE_STATEMENT)
    a_power(Role.DIVISION_HEAD, "4")
    a_power(Role.CHAIR, "5")
    for role in (Role.UNIT_HEAD, Role.DIVISION_HEAD, Role.CHAIR, Role.LAWYER):
        an_officer(role)
    db.session.remove()
    migrate.downgrade(db.engine, "0003")
    assert rows_of("SELECT role, item FROM delegations") == [("unit_head", "1")]
    assert rows_of("SELECT role FROM appointments") == [("unit_head",)]
    assert rows_of("SELECT count(*) FROM officers") == [(4,)]
    migrate.upgrade(db.engine)
    assert migrate.differences(db.engine) == []


def test_a_case_from_before_0004_came_in_the_swedish_day_it_was_registered(own_app):
    case_id = a_ready_case()
    with transaction(is_piece=True):
        late_evening = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
        db.session.get_one(Case, case_id).opened_at = late_evening
    db.session.remove()
    migrate.downgrade(db.engine, "0003")
    migrate.upgrade(db.engine)
    assert db.session.get_one(Case, case_id).received_on == dt.date(2026, 7, 1)


def test_no_step_back_from_0004_with_a_decision_that_the_chair_signed(own_app):
    a_power(Role.CHAIR, "1")
    secretary, chair = an_officer(Role.CULTURE_SECRETARY), an_officer(Role.CHAIR)
    case_id, proposal_id = a_proposed_case(secretary)
    proposals.declare_no_conflict(case_id, by=chair, now=NOW)
    decisions.decide_urgently(case_id, proposal_id, why="Festivalen öppnar i morgon.", by=chair, now=NOW)
    db.session.remove()
    with pytest.raises(RuntimeError, match=r"1 decision\(s\) are signed by a chair"):
        migrate.downgrade(db.engine, "0003")
    assert migrate.current(db.engine) == HEAD
    assert migrate.differences(db.engine) == []
    assert rows_of("SELECT role FROM delegations") == [("chair",)]
    if db.engine.dialect.name == "sqlite":
        assert rows_of("PRAGMA foreign_keys") == [(1,)]


def test_no_step_back_from_0004_with_a_case_under_a_regime_that_0003_does_not_know(own_app):
    a_scheme(regime=Regime.PUBLIC_PLACE)
    db.session.remove()
    with pytest.raises(RuntimeError, match=r"1 row\(s\) of schemes belong to a legal regime"):
        migrate.downgrade(db.engine, "0003")
    assert migrate.current(db.engine) == HEAD


def test_no_step_back_from_0005_with_a_special_review(own_app):
    people = an_officer(Role.CULTURE_SECRETARY), an_officer(Role.UNIT_HEAD)
    a_power(Role.UNIT_HEAD, "1")
    a_review(a_support(*people), people[0])
    db.session.remove()
    with pytest.raises(RuntimeError, match=r"1 special review\(s\) are kept"):
        migrate.downgrade(db.engine, "0004")
    assert migrate.current(db.engine) == HEAD


def test_a_step_back_from_0004_leaves_grounds_that_0003_can_read(own_app):
    secretary = an_officer(Role.CULTURE_SECRETARY)
    case_id = a_case_with_act(secretary)
    proposals.declare_no_conflict(case_id, by=secretary, now=NOW)
    proposals.propose_decision(case_id, a_refusal_for_act(), by=secretary, now=NOW)
    ((act_id,),) = rows_of("SELECT act_id FROM evidence")
    db.session.remove()
    migrate.downgrade(db.engine, "0003")
    assert "act_id" not in {column["name"] for column in inspect(db.engine).get_columns("evidence")}
    ((kept,),) = rows_of("SELECT reasons FROM proposals")
    (ground,) = json.loads(kept) if isinstance(kept, str) else kept
    assert set(ground) == {"question_id", "question", "value", "answer", "reason"}
    migrate.upgrade(db.engine)
    assert rows_of("SELECT act_id FROM evidence") == [(act_id,)]


def test_no_step_back_from_0012_with_a_later_day_asked_for_in_two_cases(own_app):
    secretary, _, case_ids = two_cases_alike()
    wanted = extensions.Wanted("punkt0", DUE + dt.timedelta(days=30), "Kassören är sjuk.")
    for case_id in case_ids:
        extensions.register_extension(case_id, wanted, by=secretary, now=NOW)
    db.session.remove()
    with pytest.raises(RuntimeError, match=r"1 item\(s\) of the same key have a later day asked for"):
        migrate.downgrade(db.engine, "0011")
    assert migrate.current(db.engine) == HEAD


def test_work_begun_before_0013_is_taken_up_again(own_app):
    work_id = works.queue_work("count", {}, by=an_officer(), now=NOW)
    assert works.take_up_work(NOW).id == work_id
    db.session.remove()
    migrate.downgrade(db.engine, "0012")
    migrate.upgrade(db.engine)
    assert works.take_up_work(NOW).id == work_id
