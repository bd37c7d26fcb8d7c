"""Deliveries: read whole or not at all, compared by content, taken into use at once."""

import dataclasses
import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_sources import a_list, a_source, delivered, un_xml
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnusableFile
from vetting.domain.terms import Partner, PartyKind, Role
from vetting.records import deliveries, listings, snapshots
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.snapshots import DeliveryRow, Listing
from vetting.services import snapshots as deeds

FIRST = un_xml([("1", "Norra Provbolaget"), ("2", "Lilla Låtsasfonden"), ("3", "Påhittade Fronten")])
SECOND = un_xml(
    [("1", "Norra Provbolaget"), ("2", "Lilla Låtsasfonden AB"), ("4", "Nya Exempelringen")],
    generated="2026-11-20",
)


def names_now(key: str) -> list[str]:
    source = snapshots.source_named(key)
    seq = deliveries.current_seq(source)
    rows = db.session.query(Listing).filter(Listing.source_id == source.id, listings.visible_at(seq))
    return sorted(row.name for row in rows)


def test_the_second_delivery_is_told_by_what_changed(app):
    a_source()
    first = delivered("sanktioner", FIRST)
    assert (first.state, first.changes) == ("active", {"added": 3, "modified": 0, "removed": 0})
    assert first.rows == {"in": 3, "ok": 3, "repaired": 0, "quarantined": 0, "duplicate": 0, "masked": 0}
    assert first.as_of == dt.date(2026, 11, 19)
    second = delivered("sanktioner", SECOND)
    assert second.changes == {"added": 1, "modified": 1, "removed": 1}
    assert names_now("sanktioner") == ["Lilla Låtsasfonden AB", "Norra Provbolaget", "Nya Exempelringen"]
    source = snapshots.source_named("sanktioner")
    was = db.session.query(Listing).filter(Listing.source_id == source.id, listings.visible_at(1))
    assert sorted(row.name for row in was) == ["Lilla Låtsasfonden", "Norra Provbolaget", "Påhittade Fronten"]


@pytest.mark.parametrize("again", [SECOND, FIRST])
def test_bytes_that_were_in_use_before_change_nothing(app, again):
    a_source()
    delivered("sanktioner", FIRST)
    second = delivered("sanktioner", SECOND)
    told = delivered("sanktioner", again, now=NOW + dt.timedelta(days=3))
    assert (told.state, told.reason, told.received_at) == ("unchanged", "already_delivered", NOW)
    assert snapshots.source_named("sanktioner").current_snapshot_id == second.snapshot


def test_content_that_stands_still_in_other_bytes_is_a_new_date_only(app):
    a_source()
    delivered("sanktioner", FIRST)
    told = delivered("sanktioner", FIRST.replace(b"2026-11-19T", b"2026-11-20T"))
    assert told.changes == {"added": 0, "modified": 0, "removed": 0}
    assert told.as_of == dt.date(2026, 11, 20)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_rejected_and_the_old_snapshot_serves_on(app, share):
    a_source()
    first = delivered("sanktioner", FIRST)
    told = delivered("sanktioner", SECOND[: int(len(SECOND) * share)])
    assert told.state == "rejected"
    assert told.reason in ("truncated_xml", "broken_xml")
    assert snapshots.source_named("sanktioner").current_snapshot_id == first.snapshot
    assert "Påhittade Fronten" in names_now("sanktioner")
    assert db.session.query(JournalEntry).filter_by(name="DeliveryRejected").count() == 1
    assert delivered("sanktioner", SECOND).state == "active"


@pytest.mark.parametrize(
    ("more", "data", "reason"),
    [
        ({"min_rows": 3}, un_xml([("1", "Ensam")]), "too_few_rows"),
        ({}, b"<?xml version='1.0'?><OTHER></OTHER>", "wrong_root"),
        ({}, b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "xml_entities_refused"),
    ],
)
def test_guards_reject(app, more, data, reason):
    a_source(**more)
    first = delivered("sanktioner", FIRST)
    told = delivered("sanktioner", data)
    assert (told.state, told.reason) == ("rejected", reason)
    assert snapshots.source_named("sanktioner").current_snapshot_id == first.snapshot


def test_rows_add_up_and_every_problem_is_kept_masked(app):
    a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    told = delivered(
        "skulder",
        a_list(
            [
                ("Provbygdens IF", "889999-9018", "Provby", "allmänna mål"),
                ("Provbygdens IF", "889999-9018", "Provby", "allmänna mål"),
                ("Låtsas Kultur", "16 889999-9026", "Provby", ""),
                ("Fel Siffra", "889999-9019", "", ""),
                ("Enskild Person", "811228-9874", "", ""),
                ("", "", "Ort", ""),
            ]
        ),
    )
    assert told.rows == {"in": 6, "ok": 1, "repaired": 1, "quarantined": 2, "duplicate": 1, "masked": 1}
    rows = {row.row_no: row for row in db.session.query(DeliveryRow).filter_by(snapshot_id=told.snapshot)}
    assert {no: row.state.value for no, row in rows.items()} == {
        3: "duplicate",
        4: "repaired",
        5: "quarantined",
        6: "masked",
        7: "quarantined",
    }
    assert "811228" not in str([row.problems for row in rows.values()])
    assert "811228" not in str([(row.name, row.payload, row.record_id) for row in db.session.query(Listing)])


def test_the_date_told_goes_before_the_files_own_and_may_not_lie_ahead(app):
    a_source()
    with pytest.raises(Refused, match="as_of_in_future"):
        delivered("sanktioner", FIRST, as_of=dt.date(2026, 11, 21))
    assert delivered("sanktioner", FIRST, as_of=dt.date(2026, 10, 1)).as_of == dt.date(2026, 10, 1)


def test_what_cannot_be_received_is_refused(app):
    a_source("fraga", "manual_query", partner=Partner.POLICE)
    with pytest.raises(Refused, match="source_takes_no_files"):
        delivered("fraga", FIRST)
    with pytest.raises(NotFound, match="source_not_found"):
        delivered("okand", FIRST)
    with pytest.raises(UnusableFile, match="empty_file"):
        delivered("fraga", b"")
    secretary = an_officer(Role.CULTURE_SECRETARY)
    with pytest.raises(NotAllowed):
        deeds.store_delivery("fraga", FIRST, file_name="x", as_of=None, by=secretary, now=NOW)


def test_a_reading_taken_over_by_a_later_delivery_stops(app):
    a_source()
    early = deeds.store_delivery("sanktioner", FIRST, file_name="a.xml", as_of=None, by=SYSTEM, now=NOW)
    delivered("sanktioner", SECOND)
    told = deeds.read_delivery(early.snapshot, by=SYSTEM, now=NOW)
    assert (told.state, told.reason) == ("rejected", "delivery_overtaken")
    assert names_now("sanktioner") == ["Lilla Låtsasfonden AB", "Norra Provbolaget", "Nya Exempelringen"]


@pytest.mark.parametrize("then", [FIRST, SECOND])
def test_a_reading_that_was_stopped_leaves_nothing_behind(app, monkeypatch, then):
    """The process ends between two pieces; the same file, or the next one, finishes the work."""
    a_source()
    delivered("sanktioner", un_xml([("1", "Norra Provbolaget"), ("9", "Gamla Fonden")]))
    monkeypatch.setattr(deeds, "PIECE", 1)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    stored = deeds.store_delivery("sanktioner", FIRST, file_name="a.xml", as_of=None, by=SYSTEM, now=NOW)
    with pytest.raises(KeyboardInterrupt):
        deeds.read_delivery(stored.snapshot, by=SYSTEM, now=NOW, progress=stop)
    assert names_now("sanktioner") == ["Gamla Fonden", "Norra Provbolaget"]
    assert delivered("sanktioner", then).state == "active"
    expected = {"Norra Provbolaget", "Lilla Låtsasfonden", "Påhittade Fronten"}
    if then == SECOND:
        expected = {"Norra Provbolaget", "Lilla Låtsasfonden AB", "Nya Exempelringen"}
    assert set(names_now("sanktioner")) == expected


def test_persons_and_organisations_of_one_list_are_kept_apart(app):
    a_source()
    delivered("sanktioner", un_xml([("1", "Provbolaget")], persons=[("2", "Påhittad Person", "1970-01-02")]))
    source = snapshots.source_named("sanktioner")
    assert listings.count_at(source.id, 1, PartyKind.PERSON) == 1
    assert listings.count_at(source.id, 1, PartyKind.ORGANISATION) == 1


@pytest.mark.genuine
def test_the_genuine_lists_in_order(app, genuine):
    a_source()
    first = (genuine / "sanctions" / "un_consolidated_2021-03-12.xml").read_bytes()
    second = (genuine / "sanctions" / "un_consolidated_2026-02-27.xml").read_bytes()
    assert delivered("sanktioner", first).rows["in"] == 1004
    told = delivered("sanktioner", second)
    assert (told.rows["in"], told.changes["added"], told.changes["removed"]) == (1003, 88, 89)
    assert delivered("sanktioner", second).state == "unchanged"
    for share in (0.1, 0.5, 0.99, 0.99999):
        cut = delivered("sanktioner", second[: int(len(second) * share)])
        assert cut.state == "rejected"
    assert snapshots.source_named("sanktioner").current_snapshot_id == told.snapshot
    assert dataclasses.asdict(told)["state"] == "active"
