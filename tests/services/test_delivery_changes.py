"""The rows a delivery brought, changed and took away, as those who may see them see them."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_partners import GOOD, a_debt_list, a_partner_source, an_agent
from tests.makers_sources import a_coordinator, a_source, delivered, un_xml
from vetting.domain.errors import NotAllowed, NotFound
from vetting.domain.terms import Partner, Role
from vetting.reading import delivery_changes
from vetting.reading.delivery_changes import ChangeFilter, FieldChange, all_changes, changes_of
from vetting.services import releases

AFTER = (("Provbygdens IF", "889999-9018", "Betald"), ("Ny Förening", "889999-9026", "Skuld"))


def on_day(number: int) -> dt.datetime:
    return NOW + dt.timedelta(days=number)


@pytest.fixture
def coordinator(app):
    return a_coordinator()


@pytest.fixture
def two(app):
    """A source with two deliveries: one row the same in number, changed; one new, one gone."""
    key = a_partner_source()
    first = delivered(key, a_debt_list(GOOD), now=on_day(0))
    second = delivered(key, a_debt_list(AFTER), now=on_day(1))
    return key, first.snapshot, second.snapshot


def told(rows):
    return {
        row.record_id: (row.change, {one.field: (one.before, one.after) for one in row.fields})
        for row in rows
    }


def test_old_and_new_value_of_each_field(two, coordinator):
    key, first, second = two
    found = changes_of(key, second, actor=coordinator)
    assert found.counts == {"added": 1, "modified": 1, "removed": 1}
    rows = told(found.rows)
    assert rows["8899999018"] == ("modified", {"status": ("Skuld", "Betald")})
    assert rows["8899999026"][0] == "added"
    assert rows["8899999026"][1]["name"] == ("", "Ny Förening")
    assert rows["8299999014"][0] == "removed"
    assert rows["8299999014"][1]["status"] == ("Skuld", "")
    assert {change for change, _ in told(changes_of(key, first, actor=coordinator).rows).values()} == {
        "added"
    }


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ("added", ["8899999026"]),
        ("modified", ["8899999018"]),
        ("removed", ["8299999014"]),
        ("anything", ["8299999014", "8899999018", "8899999026"]),
    ],
)
def test_one_kind_of_change(two, change, ids, coordinator):
    key, _, second = two
    found = changes_of(key, second, actor=coordinator, wanted=ChangeFilter(change))
    assert [row.record_id for row in found.rows] == ids
    assert found.total == len(ids)


def test_pages_and_the_file_have_every_row_once(coordinator, monkeypatch):
    monkeypatch.setattr(delivery_changes, "AT_ONCE", 3)
    monkeypatch.setattr(delivery_changes, "ROWS_SHOWN", 4)
    key, by = a_partner_source(), coordinator
    rows = [(f"Provförening {number:02}", "", "Skuld") for number in range(10)]
    came = delivered(key, a_debt_list(rows), now=on_day(0)).snapshot
    pages = [changes_of(key, came, actor=by, wanted=ChangeFilter("", number, 4)).rows for number in (1, 2, 3)]
    names = [row.name for page in pages for row in page]
    assert sorted(names) == [name for name, _, _ in rows]
    assert [row.name for row in all_changes(key, came, actor=by)] == names


def test_a_delivery_is_compared_with_what_was_in_use_and_not_with_what_came_before(two, coordinator):
    key, first, second = two
    by = coordinator
    releases.roll_back(key, first, reason="Fel lista", by=by, now=on_day(2))
    third = delivered(key, a_debt_list((*AFTER, ("Tredje Provet", "252999-9019", "Skuld"))), now=on_day(3))
    found = changes_of(key, third.snapshot, actor=by)
    assert found.counts == third.changes == {"added": 2, "modified": 1, "removed": 1}
    assert sorted(change for change, _ in told(found.rows).values()) == [
        "added",
        "added",
        "modified",
        "removed",
    ]
    assert len(changes_of(key, second, actor=by).rows) == 3, "what an earlier delivery changed stands"


def test_an_agency_sees_its_own_and_nobody_else_does(two):
    key, _, second = two
    assert len(changes_of(key, second, actor=an_agent()).rows) == 3
    with pytest.raises(NotFound):
        changes_of(key, second, actor=an_agent(Partner.TAX_AGENCY))
    with pytest.raises(NotAllowed):
        all_changes(key, second, actor=an_officer(Role.CULTURE_SECRETARY))


def test_persons_are_told_to_their_own_agency_alone(coordinator):
    a_source(partner=Partner.SANCTIONS)
    first = un_xml([], persons=[("7", "TESTFRIDA PROVSSON", "1970-05-04")])
    delivered("sanktioner", first, now=on_day(0))
    came = delivered("sanktioner", first.replace(b"TESTFRIDA", b"TESTFRIDE"), now=on_day(1)).snapshot
    (row,) = changes_of("sanktioner", came, actor=coordinator).rows
    assert (row.record_id, row.name, row.fields) == ("7", "", (FieldChange("name", "", "", is_hidden=True),))
    (row,) = all_changes("sanktioner", came, actor=an_agent(Partner.SANCTIONS))
    assert row.fields == (FieldChange("name", "TESTFRIDA PROVSSON", "TESTFRIDE PROVSSON"),)


def test_a_delivery_never_used_has_counts_and_no_rows(coordinator):
    key = a_partner_source(max_shrink=10)
    delivered(key, a_debt_list(GOOD), now=on_day(0))
    held = delivered(key, a_debt_list(GOOD[:1]), now=on_day(1))
    assert held.state == "held"
    found = changes_of(key, held.snapshot, actor=coordinator)
    assert (found.counts["removed"], found.rows, found.is_kept) == (1, (), False)
    assert list(all_changes(key, held.snapshot, actor=coordinator)) == []
