"""The register of premises: who may change it, dated versions, hours, managers, and lists of premises."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook

from tests.makers import NOW, a_board, an_officer
from tests.makers_premises import a_premises
from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound, Refused
from vetting.domain.premises import DatedRule, PremisesFacts, TariffTerms
from vetting.domain.terms import Role, RowState
from vetting.domain.terms_imports import ImportState
from vetting.domain.terms_premises import PremisesKind
from vetting.records.db import db
from vetting.records.imports import ImportRow, ListImport
from vetting.records.premises import OpeningHours, Premises, PremisesDuty, PremisesRule, Tariff
from vetting.services import premises as deeds
from vetting.services import premises_lists as lists

TODAY = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)
FACTS = PremisesFacts("SAL-1", "Stora salen", PremisesKind.HALL, "Torggatan 1", 80)
RULE = DatedRule(
    "Lokalen upplåts till alla föreningar.", "Kulturnämnden 2026-10-01 § 7", TODAY - 50 * DAY, TODAY
)
TARIFF = TariffTerms("Föreningar", 0, True, TODAY)
HEAD = ("Nyckel", "Lokal", "Typ", "Adress", "Platser", "Statligt bidrag", "Timpris", "Måndag", "Söndag")
GOOD = ("SAL-1", "Stora salen", "Sal", "Torggatan 1", "80", "nej", "0", "08:00-22:00", "stängt")


@pytest.fixture
def by(app: Flask) -> Actor:
    """A premises manager of the usual board."""
    a_board()
    return an_officer(Role.PREMISES_MANAGER, username="lokal")


def the(table: type[Any]) -> list[Any]:
    db.session.rollback()
    return db.session.query(table).all()


def test_premises_are_added_and_changed_with_what_was_seen(by: Actor) -> None:
    key = deeds.add_premises(a_board().id, FACTS, by=by, now=NOW)
    deeds.change_premises(key, replace(FACTS, capacity=60), seen_version=1, by=by, now=NOW)
    (row,) = the(Premises)
    assert (row.capacity, row.version, row.changed_by) == (60, 2, by.id)
    for seen, facts, code in (
        (1, FACTS, "premises_changed_meanwhile"),
        (2, replace(FACTS, capacity=60), "nothing_changed"),
    ):
        with pytest.raises(Refused) as refusal:
            deeds.change_premises(key, facts, seen_version=seen, by=by, now=NOW)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(FACTS, capacity=0), "premises_capacity_odd"),
        (replace(FACTS, kind=PremisesKind.PUBLIC_PLACE, is_state_aided=True), "state_aid_wrong_kind"),
        (replace(FACTS, name=" "), "text_missing"),
        (replace(FACTS, key="x" * 41), "text_too_long"),
        (FACTS, "premises_key_taken"),
    ],
)
def test_facts_that_cannot_stand_are_refused(by: Actor, facts: PremisesFacts, code: str) -> None:
    a_premises(key="SAL-1")
    with pytest.raises(Refused) as refusal:
        deeds.add_premises(a_board().id, facts, by=by, now=NOW)
    assert refusal.value.code == code
    assert len(the(Premises)) == 1


def test_a_new_rule_takes_over_and_never_reaches_behind(by: Actor) -> None:
    key = a_premises().id
    deeds.adopt_premises_rule(key, RULE, by=by, now=NOW)
    later = replace(
        RULE, text="Lokalen upplåts till alla, eller till ingen.", in_force_from_on=TODAY + 9 * DAY
    )
    deeds.adopt_premises_rule(key, later, by=by, now=NOW)
    first, second = sorted(the(PremisesRule), key=lambda row: row.in_force_from_on)
    assert (first.in_force_to_on, second.in_force_to_on) == (TODAY + 8 * DAY, None)
    with pytest.raises(Refused) as refusal:
        deeds.adopt_premises_rule(key, RULE, by=by, now=NOW)
    assert refusal.value.code == "version_overlaps"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"adopted_on": TODAY + DAY}, "adopted_ahead"),
        ({"in_force_from_on": TODAY - 60 * DAY}, "in_force_before_adopted"),
        ({"in_force_to_on": TODAY - DAY}, "ends_before_it_begins"),
        ({"text": ""}, "text_missing"),
        ({"text": "Ordföranden är islamist och får inte hyra."}, "outlook_in_text"),
    ],
)
def test_a_rule_is_adopted_before_it_holds_and_neutral(by: Actor, changes: dict[str, Any], code: str) -> None:
    """JO 4432-2008: unwritten practice is no rule. A person's outlook is written down nowhere."""
    key = a_premises().id
    with pytest.raises(Refused) as refusal:
        deeds.adopt_premises_rule(key, replace(RULE, **changes), by=by, now=NOW)
    assert refusal.value.code == code
    assert the(PremisesRule) == []


def test_use_for_nothing_is_support_and_tariffs_follow_each_other_by_name(by: Actor) -> None:
    key = a_premises().id
    with pytest.raises(Refused) as refusal:
        deeds.set_tariff(key, replace(TARIFF, is_subsidised=False), by=by, now=NOW)
    assert refusal.value.code == "free_is_support"
    deeds.set_tariff(key, TARIFF, by=by, now=NOW)
    deeds.set_tariff(
        key, replace(TARIFF, name="Företag", kronor_per_hour=900, is_subsidised=False), by=by, now=NOW
    )
    deeds.set_tariff(
        key, replace(TARIFF, kronor_per_hour=50, in_force_from_on=TODAY + 30 * DAY), by=by, now=NOW
    )
    ends = {(row.name, row.kronor_per_hour): row.in_force_to_on for row in the(Tariff)}
    assert ends == {("Föreningar", 0): TODAY + 29 * DAY, ("Företag", 900): None, ("Föreningar", 50): None}


def test_hours_are_set_whole_and_odd_ones_refused(by: Actor) -> None:
    key = a_premises().id
    deeds.set_hours(key, {0: ("8", "22.30"), 6: ("10:00", "24:00")}, by=by, now=NOW)
    deeds.set_hours(key, {0: ("0900", "21:00")}, by=by, now=NOW)
    assert [(row.weekday, row.opens_at, row.closes_at) for row in the(OpeningHours)] == [
        (0, "09:00", "21:00")
    ]
    for hours, code in (
        ({1: ("22:00", "08:00")}, "hours_odd"),
        ({1: ("sent", "22:00")}, "hours_odd"),
        ({0: ("09:00", "21:00")}, "nothing_changed"),
    ):
        with pytest.raises(Refused) as refusal:
            deeds.set_hours(key, hours, by=by, now=NOW)
        assert refusal.value.code == code


def test_only_who_may_decide_on_bookings_is_named_manager(by: Actor) -> None:
    key = a_premises().id
    duty = deeds.name_manager(key, by.id, from_on=TODAY, by=by, now=NOW)
    chair = an_officer(Role.CHAIR, username="ordf")
    for officer, code in (
        (chair.id, "officer_cannot_manage"),
        ("saknas", "officer_cannot_manage"),
        (by.id, "manager_already"),
    ):
        with pytest.raises(Refused) as refusal:
            deeds.name_manager(key, officer, from_on=TODAY, by=by, now=NOW)
        assert refusal.value.code == code
    with pytest.raises(Refused):
        deeds.end_duty(key, duty, until_on=TODAY - DAY, by=by, now=NOW)
    with pytest.raises(NotFound):
        deeds.end_duty(a_premises("En annan").id, duty, until_on=TODAY, by=by, now=NOW)
    deeds.end_duty(key, duty, until_on=TODAY, by=by, now=NOW)
    assert the(PremisesDuty)[0].until_on == TODAY


def test_another_boards_premises_do_not_exist(by: Actor) -> None:
    other = a_board("SOD", "Söderås stadsdelsnämnd")
    key = a_premises(board=other).id
    deeds_tried = (
        lambda: deeds.add_premises(other.id, FACTS, by=by, now=NOW),
        lambda: deeds.change_premises(key, FACTS, seen_version=1, by=by, now=NOW),
        lambda: deeds.adopt_premises_rule(key, RULE, by=by, now=NOW),
        lambda: deeds.set_tariff(key, TARIFF, by=by, now=NOW),
        lambda: deeds.set_hours(key, {0: ("08:00", "22:00")}, by=by, now=NOW),
        lambda: deeds.name_manager(key, by.id, from_on=TODAY, by=by, now=NOW),
        lambda: lists.receive_premises_list(a_list(GOOD), "l.xlsx", board_id=other.id, by=by, now=NOW),
    )
    for deed in deeds_tried:
        with pytest.raises(NotFound):
            deed()


def a_list(*rows: Sequence[str], head: Sequence[str] = HEAD) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for cells in (head, *rows):
        book.active.append(list(cells))
    book.save(file)
    return file.getvalue()


def test_a_list_changes_nothing_before_it_is_brought_in_and_then_whole(by: Actor) -> None:
    import_id = lists.receive_premises_list(a_list(GOOD), "lokaler.xlsx", by=by, now=NOW)
    found = db.session.get_one(ListImport, import_id)
    assert (found.state, found.added, found.unchanged) == (ImportState.PREVIEW, 1, 0)
    assert the(Premises) == []
    lists.apply_premises(import_id, by=by, now=NOW)
    (row,), (tariff,), (hours,) = the(Premises), the(Tariff), the(OpeningHours)
    assert (row.key, row.kind, row.capacity, row.is_state_aided) == ("SAL-1", PremisesKind.HALL, 80, False)
    assert (tariff.kronor_per_hour, tariff.is_subsidised) == (0, True)
    assert (hours.weekday, hours.opens_at) == (0, "08:00")
    with pytest.raises(Refused) as refusal:
        lists.apply_premises(import_id, by=by, now=NOW)
    assert refusal.value.code == "import_not_open"


def test_the_list_again_changes_what_has_changed_alone(by: Actor) -> None:
    for price, address, expected in (
        ("0", "Torggatan 1", (1, 0, 0)),
        ("0", "Torggatan 1 A", (0, 1, 0)),
        ("120", "Torggatan 1 A", (0, 1, 0)),
        ("120", "Torggatan 1 A ", (0, 0, 1)),
    ):
        row = (*GOOD[:3], address, *GOOD[4:6], price, *GOOD[7:])
        import_id = lists.receive_premises_list(a_list(row), "l.xlsx", by=by, now=NOW)
        counts = lists.apply_premises(import_id, by=by, now=NOW)
        assert (counts["added"], counts["changed"], counts["unchanged"]) == expected
    assert len(the(Premises)) == 1
    assert sorted(row.kronor_per_hour for row in the(Tariff)) == [0, 120]


@pytest.mark.parametrize(
    ("at", "value", "code"),
    [
        (0, "", "key_missing"),
        (1, "", "missing_name"),
        (2, "Slott", "premises_kind_unknown"),
        (4, "många", "capacity_odd"),
        (5, "kanske", "yes_no_odd"),
        (6, "dyrt", "price_odd"),
        (7, "22:00-08:00", "hours_odd"),
    ],
)
def test_an_odd_row_is_set_aside_and_the_others_come_in(by: Actor, at: int, value: str, code: str) -> None:
    odd = list(GOOD)
    odd[0] = "SAL-2"
    odd[at] = value
    import_id = lists.receive_premises_list(a_list(GOOD, odd), "l.xlsx", by=by, now=NOW)
    kept = db.session.get_one(ImportRow, (import_id, 3))
    assert kept.state is RowState.QUARANTINED
    assert code in [problem["code"] for problem in kept.problems]
    lists.apply_premises(import_id, by=by, now=NOW)
    assert [row.key for row in the(Premises)] == ["SAL-1"]


def test_with_several_boards_the_list_has_to_name_them(by: Actor) -> None:
    a_board("SOD", "Söderås stadsdelsnämnd")
    admin = an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    head, rows = (
        (*HEAD, "Nämnd"),
        ((*GOOD, ""), (*GOOD, "SOD"), (*GOOD, "Okänd nämnd"), (*GOOD, "Söderås stadsdelsnämnd")),
    )
    import_id = lists.receive_premises_list(a_list(*rows, head=head), "l.xlsx", by=admin, now=NOW)
    told = [
        [problem["code"] for problem in row.problems]
        for row in db.session.query(ImportRow).filter_by(import_id=import_id).order_by(ImportRow.row_no)
    ]
    assert told == [["board_missing"], [], ["board_unknown"], ["duplicate_row"]]


def test_a_discarded_list_may_come_again(by: Actor) -> None:
    data = a_list(GOOD)
    first = lists.receive_premises_list(data, "l.xlsx", by=by, now=NOW)
    with pytest.raises(Refused) as refusal:
        lists.receive_premises_list(data, "l.xlsx", by=by, now=NOW)
    assert refusal.value.code == "same_file_again"
    lists.discard_premises(first, by=by, now=NOW)
    assert lists.receive_premises_list(data, "l.xlsx", by=by, now=NOW) != first
    assert the(Premises) == []
