"""Single rows corrected or withdrawn: a small delivery of their own, seen like any other."""

import datetime as dt

import pytest

from tests.makers import NOW, an_officer
from tests.makers_deliveries import changes, read_back, whole, with_lines
from tests.makers_sources import a_coordinator, a_list, a_source, delivered
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnreadableRow
from vetting.domain.terms import Partner, Role
from vetting.records import deliveries, listings, snapshots
from vetting.records.db import db
from vetting.records.db import settings as kept
from vetting.records.journal import JournalEntry
from vetting.records.snapshots import Snapshot
from vetting.services import corrections
from vetting.services import snapshots as deeds

LATER = NOW + dt.timedelta(days=9)
WHY = "Skrivfel hos oss"
ROWS = [
    ("Provbygdens IF", "889999-9018", "Provby", "allmänna mål"),
    ("Låtsas Kultur", "889999-9026", "Provby", ""),
]


@pytest.fixture
def debts(app):
    key = a_source("skulder", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered(key, a_list(ROWS))
    return key


def _read(stored, by):
    return deeds.read_delivery(stored.snapshot, by=by, now=LATER)


def _row(key, record_id):
    source = snapshots.source_named(key)
    return listings.listing_at(source.id, deliveries.current_seq(source), record_id)


def test_a_corrected_row(debts):
    by = a_coordinator()
    changed = {"name": "Provbygdens  Idrottsförening", "aliases": ("PIF", ""), "status": "", "seat": "Ny ort"}
    stored = corrections.correct_listing(debts, "8899999018", changed=changed, reason=WHY, by=by, now=LATER)
    assert (stored.state, _row(debts, "8899999018").name) == ("received", "Provbygdens IF")
    told = _read(stored, by)
    assert (told.state, told.changes) == ("active", {"added": 0, "modified": 1, "removed": 0})
    assert told.as_of == NOW.date()  # one row mended does not make the list any fresher
    row = _row(debts, "8899999018")
    assert (row.name, row.aliases, row.status, row.seat, row.org_number) == (
        "Provbygdens Idrottsförening",
        ["PIF"],
        None,
        "Ny ort",
        "8899999018",
    )
    kept_now = db.session.get(Snapshot, told.snapshot)
    assert (kept_now.channel, kept_now.is_delta, kept_now.row_total) == ("desk", True, 2)
    assert db.session.query(JournalEntry).filter_by(name="ListingCorrected").count() == 1
    assert delivered(debts, a_list(ROWS[:1])).state == "active"  # the next whole list rules again
    assert _row(debts, "8899999018").name == "Provbygdens IF"


def test_a_withdrawn_row(debts):
    by = a_coordinator()
    told = _read(corrections.withdraw_listing(debts, "8899999018", reason=WHY, by=by, now=LATER), by)
    assert told.changes == {"added": 0, "modified": 0, "removed": 1}
    assert _row(debts, "8899999018") is None
    assert _row(debts, "8899999026") is not None
    with pytest.raises(NotFound, match="record_not_found"):
        corrections.withdraw_listing(debts, "8899999018", reason=WHY, by=by, now=LATER)


def test_what_came_between_is_not_written_over(debts):
    by = a_coordinator()
    stored = corrections.correct_listing(
        debts, "8899999018", changed={"name": "Annat namn"}, reason=WHY, by=by, now=LATER
    )
    other = corrections.withdraw_listing(debts, "8899999026", reason=WHY, by=by, now=LATER)
    assert _read(stored, by).state == "active"
    assert _read(other, by).reason == "delta_gap"


@pytest.mark.parametrize(
    ("changed", "refusal", "code"),
    [
        ({"name": " - "}, UnreadableRow, "missing_name"),
        ({"org_number": "889999-9019"}, UnreadableRow, "bad_org_number"),
        ({"listed_on": "i går"}, UnreadableRow, "bad_date"),
        ({"payload": "x"}, UnreadableRow, "unknown_field"),
        ({"name": "Provbygdens IF"}, Refused, "row_not_changed"),
    ],
)
def test_what_cannot_be_corrected(debts, changed, refusal, code):
    with pytest.raises(refusal, match=code):
        corrections.correct_listing(
            debts, "8899999018", changed=changed, reason=WHY, by=a_coordinator(), now=LATER
        )
    assert db.session.query(Snapshot).count() == 1


def test_who_may_and_why(debts):
    def withdraw(by, reason=WHY):
        corrections.withdraw_listing(debts, "8899999018", reason=reason, by=by, now=LATER)

    with pytest.raises(NotAllowed):
        withdraw(an_officer(Role.CULTURE_SECRETARY))
    with pytest.raises(Refused, match="reason_missing"):
        withdraw(a_coordinator(), " ")


def test_personal_numbers_are_masked(debts):
    by = a_coordinator()
    stored = corrections.correct_listing(
        debts,
        "8899999018",
        changed={"name": "Anna 811228-9874", "status": "811228-9874"},
        reason="Gäller 811228-9874",
        by=by,
        now=LATER,
    )
    _read(stored, by)
    row = _row(debts, "8899999018")
    assert "811228" not in f"{row.name} {row.status}"
    bytes_kept = (kept().files_dir / stored.sha256[:2] / stored.sha256).read_bytes()
    assert b"811228" not in bytes_kept


def test_the_partners_next_changes_still_fit(app, monkeypatch):
    with_lines(monkeypatch)
    by, key = a_coordinator(), a_source("lista", "spreadsheet_drop", partner=Partner.ASSOCIATIONS)
    delivered(key, whole({"a": "Ett", "b": "Två"}, version="1"))
    _read(corrections.correct_listing(key, "a", changed={"name": "Etta"}, reason=WHY, by=by, now=LATER), by)
    assert delivered(key, changes({"c": "Tre"}, [], follows="1", version="2")).state == "active"
    assert read_back(key) == {"a": "Etta", "b": "Två", "c": "Tre"}
