"""Deliveries as an attacker would send them: dates that never grow old, hostile text, several at once."""

import datetime as dt
import json

import pytest

from tests.gateways.test_municipal_assoc_json import flat
from tests.makers import NOW
from tests.makers_deliveries import changes, read_back, whole, with_lines
from tests.makers_sources import TODAY, a_coordinator, a_list, a_source, delivered, un_xml
from tests.services.test_attacks_at_once import at_once
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import Refused
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import CheckOutcome, Partner, SourceState
from vetting.records import snapshots as records
from vetting.records.db import db
from vetting.records.journal import JournalPayload
from vetting.records.snapshots import DeliveryRow, Listing, Snapshot
from vetting.services import releases, screening, snapshots

PARTY = PartyFacts("Provbygdens Okända Förening")


def outcome(key: str, now: dt.datetime):
    checked = screening.check_party(PARTY, [key], by=SYSTEM, now=now)
    return checked.outcome, checked.looks[0].state


def test_a_list_dated_ahead_grows_old_like_any_other(app):
    key = a_source(max_days=10)
    told = delivered(key, un_xml([("1", "Exempelfonden")], generated="2126-01-01"))
    assert (told.state, told.as_of) == ("active", TODAY)
    assert outcome(key, NOW) == (CheckOutcome.NONE_FOUND, SourceState.FRESH)
    assert outcome(key, NOW + dt.timedelta(days=30)) == (CheckOutcome.INCOMPLETE, SourceState.STALE)


def test_the_sender_cannot_make_an_old_list_young(app):
    key = a_source(max_days=10)
    told = delivered(key, un_xml([("1", "Exempelfonden")], generated="2026-01-01"), as_of=TODAY)
    assert (told.state, told.as_of) == ("active", dt.date(2026, 1, 1))
    assert outcome(key, NOW) == (CheckOutcome.INCOMPLETE, SourceState.STALE)
    assert delivered(key, un_xml([("2", "Annan")]), as_of=dt.date(2026, 11, 1)).as_of == dt.date(2026, 11, 1)


@pytest.mark.parametrize("odd", ["\ud800", "\x00", "\u202e811228-9874", "8112\u200b28-9874"])
def test_hostile_text_in_every_field_of_a_register_is_kept_harmless(app, odd):
    row = flat(f"Provet {odd}", f"x{odd}", f"Ort {odd}", id=f"A {odd}", types=[odd], activities=[odd])
    row |= {"source_system": f"RB{odd}OK", "municipality": odd}
    key = a_source("register", "municipal_assoc_json", partner=Partner.ASSOCIATIONS)
    told = delivered(key, json.dumps([row]).encode(), file_name=f"register {odd}.json")
    assert told.state == "active", told
    kept = db.session.query(Listing).one()
    snapshot = db.session.get(Snapshot, told.snapshot)
    rows = [one.problems for one in db.session.query(DeliveryRow)]
    journal = [one.body for one in db.session.query(JournalPayload)]
    parts = (kept.record_id, kept.name, kept.seat, kept.payload, snapshot.file_name, rows, journal)
    everything = repr(parts)
    assert "\\ud800" not in everything
    assert "\\x00" not in everything
    assert "9874" not in everything


def test_deliveries_at_the_same_moment_leave_one_whole_list(own_app, monkeypatch):
    with_lines(monkeypatch)
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    lists = [{str(n): f"Förening {at} {n}" for n in range(40)} for at in range(4)]
    answers = at_once(own_app, *(lambda one=one: delivered(key, whole(one)).state for one in lists))
    assert not [one for one in answers if str(one).startswith("broke")], answers
    assert read_back(key) in lists
    states = [one.state for one in db.session.query(Snapshot).order_by(Snapshot.seq)]
    assert states.count("active") == 1


def test_going_back_while_a_list_is_read_leaves_one_whole_list(own_app, monkeypatch):
    with_lines(monkeypatch)
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    first, second, third = ({str(n): f"Förening {at} {n}" for n in range(40)} for at in range(3))
    old = delivered(key, whole(first)).snapshot
    delivered(key, whole(second))
    by = a_coordinator()
    answers = at_once(
        own_app,
        lambda: delivered(key, whole(third)).state,
        lambda: releases.roll_back(key, old, reason="Fel lista", by=by, now=NOW).state,
    )
    assert not [one for one in answers if str(one).startswith("broke")], answers
    assert read_back(key) in (first, third)


def test_a_held_list_let_in_while_another_comes_leaves_one_whole_list(own_app, monkeypatch):
    with_lines(monkeypatch)
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    many = {str(n): f"Förening {n}" for n in range(150)}
    few, other = dict(list(many.items())[:5]), many | {"0": "Ny"}
    delivered(key, whole(many))
    held, by = delivered(key, whole(few)), a_coordinator()

    def let_in():
        releases.release_delivery(key, held.snapshot, reason="Avtalat", by=by, now=NOW)
        return snapshots.read_delivery(held.snapshot, by=by, now=NOW).state

    answers = at_once(own_app, let_in, lambda: delivered(key, whole(other)).state)
    assert not [one for one in answers if str(one).startswith("broke")], answers
    assert read_back(key) in (few, other)


def test_changes_out_of_order_or_built_on_nothing_change_nothing(app, monkeypatch):
    with_lines(monkeypatch)
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    before = {"1": "Ett", "2": "Två"}
    first = delivered(key, whole(before, version="v1"))
    for follows, version in (("v2", "v3"), ("v0", "v1"), ("v1", "v1"), ("\x00", "v2"), ("v1 ", "v2")):
        told = delivered(key, changes({"3": "Tre"}, ["1"], follows=follows, version=version))
        if (follows, version) != ("v1", "v1"):
            assert told.state == "rejected", (follows, version, told)
    assert records.source_named(key).current_snapshot_id == first.snapshot or read_back(key) != before


@pytest.mark.parametrize(
    "place", ["vetting.gateways.spool.Spool._put", "vetting.gateways.name_index.write_arrays"]
)
def test_a_disk_that_fills_up_is_told_and_the_same_file_finishes_later(app, monkeypatch, place):
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    data = a_list([(f"Exempelförening {n}", "", "", "") for n in range(5)])

    def full(*args, **more):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(place, full)
        patched.setattr("vetting.gateways.name_segments.write_arrays", full, raising=False)
        with pytest.raises(Refused, match="storage_full"):
            delivered(key, data)
    assert records.source_named(key).current_snapshot_id is None
    assert delivered(key, data).state == "active"
    assert len(read_back(key)) == 5
