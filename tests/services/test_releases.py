"""Held deliveries and a person's word on them; going back to an earlier snapshot."""

import pytest

from tests.makers import NOW, an_officer
from tests.makers_deliveries import changes, read_back, whole, with_lines
from tests.makers_sources import a_coordinator, a_source, delivered
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.terms import Partner, PartyKind, Role
from vetting.gateways import readers
from vetting.records import listings, snapshots
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.snapshots import DeliveryRow, Listing, Snapshot
from vetting.services import releases
from vetting.services import snapshots as deeds

MANY = {str(n): f"Exempelförening {n}" for n in range(150)}
FEW = dict(list(MANY.items())[:5])
WHY = "Avtalat med avsändaren"


@pytest.fixture
def lists(app, monkeypatch):
    """A source that is read by lines."""
    with_lines(monkeypatch)
    return a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)


def test_a_five_row_file_is_held_and_nothing_of_it_is_written(lists):
    first = delivered(lists, whole(MANY))
    told = delivered(lists, whole(FEW))
    assert (told.state, told.reason) == ("held", "shrunk_too_much")
    assert told.facts == {"before": 150, "after": 5, "most": 10}
    assert (told.rows["in"], told.changes["removed"]) == (5, 145)
    assert snapshots.source_named(lists).current_snapshot_id == first.snapshot
    assert db.session.query(Listing).count() == 150
    assert read_back(lists) == MANY
    again = delivered(lists, whole(FEW))
    assert (again.state, again.snapshot) == ("held", told.snapshot)
    assert db.session.query(JournalEntry).filter_by(name="DeliveryHeld").count() == 1


def test_a_person_lets_it_in(lists):
    delivered(lists, whole(MANY))
    odd = [{"id": "1", "name": "Dubblett"}]
    held = delivered(lists, whole(FEW, more=odd))
    by = a_coordinator()
    assert releases.release_delivery(lists, held.snapshot, reason=WHY, by=by, now=NOW).state == "received"
    told = deeds.read_delivery(held.snapshot, by=by, now=NOW)
    assert (told.state, told.reason, told.changes["removed"]) == ("active", None, 145)
    assert read_back(lists) == FEW
    kept = db.session.get(Snapshot, held.snapshot)
    assert (kept.released_by, kept.release_reason) == (by.id, WHY)
    assert db.session.query(DeliveryRow).filter_by(snapshot_id=held.snapshot).count() == 1


def test_what_cannot_be_let_in(lists):
    first = delivered(lists, whole(MANY))
    held = delivered(lists, whole(FEW))
    by = a_coordinator()

    def release(snapshot=held.snapshot, key=lists, reason=WHY, by=by):
        releases.release_delivery(key, snapshot, reason=reason, by=by, now=NOW)

    with pytest.raises(NotAllowed):
        release(by=SYSTEM)
    with pytest.raises(NotAllowed):
        release(by=an_officer(Role.CULTURE_SECRETARY))
    with pytest.raises(Refused, match="reason_missing"):
        release(reason=" ok ")
    with pytest.raises(Refused, match="not_held"):
        release(first.snapshot)
    with pytest.raises(NotFound):
        release(key=a_source("annan", partner=Partner.SANCTIONS))
    assert delivered(lists, whole(MANY, version="2")).state == "active"
    with pytest.raises(Refused, match="delivery_overtaken"):
        release()
    fresh = delivered(lists, whole(FEW))
    assert (fresh.state, fresh.snapshot != held.snapshot) == ("held", True)


@pytest.mark.parametrize(
    ("more", "names", "extra", "reason"),
    [
        ({}, {str(n): f"Ny {n}" for n in range(226)}, [], "grown_too_much"),
        ({"max_growth": 5}, {str(n): f"Ny {n}" for n in range(160)}, [], "grown_too_much"),
        ({"max_shrink": 1}, dict(list(MANY.items())[:145]), [], "shrunk_too_much"),
        ({}, dict(list(MANY.items())[:140]), [{"left_out": "masked"}] * 20, "rows_unlike_before"),
    ],
)
def test_guards_hold(app, monkeypatch, more, names, extra, reason):
    with_lines(monkeypatch)
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS, **more)
    for version in "123":
        assert delivered(key, whole(MANY, version=version)).state == "active"
    told = delivered(key, whole(names, more=extra))
    assert (told.state, told.reason) == ("held", reason)
    assert read_back(key) == MANY


def test_rows_add_up_with_those_left_out(lists):
    more = [{"left_out": "masked"}, {"left_out": "ok"}, {"id": "1", "name": "Igen"}]
    told = delivered(lists, whole(FEW, more=more))
    assert told.rows == {"in": 8, "ok": 6, "repaired": 0, "quarantined": 0, "duplicate": 1, "masked": 1}
    assert db.session.get(Snapshot, told.snapshot).row_total == 5


def test_going_back_and_on(lists):
    one, two, three = (
        {"a": "Ett", "b": "Två"},
        {"a": "Ett", "b": "Två nya", "c": "Tre"},
        {"c": "Tre", "d": "Fyra"},
    )
    first = delivered(lists, whole(one, version="1"))
    second = delivered(lists, whole(two, version="2"))
    by = a_coordinator()
    told = releases.roll_back(lists, first.snapshot, reason=WHY, by=by, now=NOW)
    assert (told.state, read_back(lists)) == ("active", one)
    assert delivered(lists, whole(two, version="2")).state == "unchanged"
    third = delivered(lists, whole(three, version="3"))
    assert third.changes == {"added": 2, "modified": 0, "removed": 2}  # against what was in use
    assert [read_back(lists, seq) for seq in (1, 2, 3)] == [one, two, three]
    releases.roll_back(lists, second.snapshot, reason=WHY, by=by, now=NOW)
    assert read_back(lists) == two
    with pytest.raises(Refused, match="snapshot_in_use"):
        releases.roll_back(lists, second.snapshot, reason=WHY, by=by, now=NOW)
    rejected = delivered(lists, b"{}\n")
    assert rejected.state == "rejected"
    with pytest.raises(Refused, match="snapshot_not_accepted"):
        releases.roll_back(lists, rejected.snapshot, reason=WHY, by=by, now=NOW)
    with pytest.raises(NotAllowed):
        releases.roll_back(lists, first.snapshot, reason=WHY, by=SYSTEM, now=NOW)


def test_changes_build_on_what_is_in_use(lists):
    one = {"a": "Ett", "b": "Två", "c": "Tre"}
    assert delivered(lists, changes({"a": "Ett"}, [], follows="0", version="1")).reason == "delta_gap"
    first = delivered(lists, whole(one, version="1"))
    second = delivered(lists, changes({"b": "Två nya", "d": "Fyra"}, ["c", "x"], follows="1", version="2"))
    assert (second.state, second.changes) == ("active", {"added": 1, "modified": 1, "removed": 1})
    assert second.rows["in"] == 4
    assert db.session.get(Snapshot, second.snapshot).row_total == 3
    gap = delivered(lists, changes({}, ["a"], follows="1", version="3"))
    assert (gap.state, gap.reason, gap.facts) == ("rejected", "delta_gap", {"expected": "2", "found": "1"})
    empty = delivered(lists, changes({}, [], follows="2", version="3"))
    assert (empty.state, empty.rows["in"], read_back(lists)) == (
        "active",
        0,
        {"a": "Ett", "b": "Två nya", "d": "Fyra"},
    )
    releases.roll_back(lists, first.snapshot, reason=WHY, by=a_coordinator(), now=NOW)
    after = delivered(lists, changes({"b": "Tvåan"}, ["a"], follows="1", version="2b"))
    assert after.changes == {"added": 0, "modified": 1, "removed": 1}
    assert read_back(lists) == {"b": "Tvåan", "c": "Tre"}
    assert read_back(lists, 4) == {"a": "Ett", "b": "Två nya", "d": "Fyra"}  # as the empty changes left it


def test_a_newer_reader_makes_a_new_snapshot_of_the_same_bytes(lists, monkeypatch):
    first = delivered(lists, whole(FEW))
    monkeypatch.setattr(readers, "reader_version", lambda adapter: "nyare")
    told = delivered(lists, whole(FEW))
    assert (told.state, told.snapshot != first.snapshot, told.as_of) == ("active", True, first.as_of)
    assert delivered(lists, whole(FEW)).state == "unchanged"


def test_what_changed_between_two_snapshots(lists):
    source_id = snapshots.source_named(lists).id
    delivered(lists, whole({"a": "Ett", "b": "Två", "c": "Tre"}, version="1"))
    delivered(lists, whole({"a": "Ett", "b": "Annan", "d": "Fyra"}, version="2"))
    delivered(lists, whole({"a": "Ett", "b": "Två", "d": "Fyra"}, version="3"))

    def between(start, end):
        return [(one.record_id, one.change.value) for one in listings.changed_between(source_id, start, end)]

    assert between(0, 1) == [("a", "added"), ("b", "added"), ("c", "added")]
    assert between(1, 2) == [("b", "modified"), ("c", "removed"), ("d", "added")]
    assert between(1, 3) == [("c", "removed"), ("d", "added")]  # what went and came back is no change
    assert between(3, 1) == [("c", "added"), ("d", "removed")]
    assert between(2, 2) == []
    assert (
        listings.listings_that_came(source_id, 1, 2, kind=PartyKind.ORGANISATION, most=1) is None
    )  # too many to hold
    came = listings.listings_that_came(source_id, 1, 2, kind=PartyKind.ORGANISATION, most=2)
    assert sorted(one.name for one in came.values()) == ["Annan", "Fyra"]


def test_a_reason_holds_no_personal_number(lists):
    delivered(lists, whole(MANY))
    held = delivered(lists, whole(FEW))
    with pytest.raises(Refused, match="personal_number_in_text"):
        releases.release_delivery(
            lists, held.snapshot, reason="Avser 19811228-9874 enligt avtal", by=a_coordinator(), now=NOW
        )
