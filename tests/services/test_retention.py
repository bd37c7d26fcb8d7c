"""What a source keeps no longer: rows and file go, digest and counts stay, and what a check rests on stays whole."""

import datetime as dt
import os

import pytest

from tests.makers import NOW, an_officer
from tests.makers_decisions import a_ready_case
from tests.makers_deliveries import read_back
from tests.makers_partners import a_question
from tests.makers_sources import a_coordinator, a_list, a_source, delivered
from tests.queries import count_queries
from vetting.domain.authority import SYSTEM
from vetting.domain.errors import NotAllowed, Refused
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner, Role
from vetting.gateways import file_store
from vetting.jobs.run import tick
from vetting.jobs.timetable import JOBS
from vetting.reading.certificate import certificate_of
from vetting.reading.deliveries import delivery_report
from vetting.reading.delivery_changes import changes_of
from vetting.records import retention as records
from vetting.records.cross_checks import PartnerQuestion
from vetting.records.db import db, settings, transaction
from vetting.records.files import remember_file
from vetting.records.journal import JournalEntry
from vetting.records.snapshots import DeliveryRow, Listing, Snapshot, SnapshotWeights, Source
from vetting.records.tables import metadata
from vetting.services import releases, rescreening, retention, screening, source_changes

KEY = "skulder"
KEEPS = 30


def on_day(number: int) -> dt.datetime:
    return NOW + dt.timedelta(days=number)


def a_day_of(number: int) -> bytes:
    """A list of the day: one row that stays, one of its own, and one to mend."""
    return a_list(
        [
            ("Ekdungens Låtsasförening", "", "", "Skuld"),
            (f"Dagens Provförening {number}", "", "", "Skuld"),
            ("Fel Siffra", "889999-9019", "", f"Dag {number}"),
        ]
    )


def old_file(digest: str) -> bool:
    """Whether the file is there; it is made so old that nobody has just stored it."""
    path = file_store.path_of(settings().files_dir, digest)
    if path.exists():
        os.utime(path, (0, 0))
    return path.exists()


@pytest.fixture
def three(app):
    """Deliveries of days 0, 10 and 50, re-screened; gives their ids."""
    a_source(KEY, "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY, keep_days=KEEPS, max_growth=900)
    found = [delivered(KEY, a_day_of(day), now=on_day(day)) for day in (0, 10, 50)]
    assert [one.state for one in found] == ["active"] * 3
    assert all(old_file(one.sha256) for one in found)
    return [one.snapshot for one in found]


def forget(number: int) -> int:
    return retention.forget_old_deliveries(KEY, by=SYSTEM, now=on_day(number))


def forgotten() -> list[int]:
    db.session.expire_all()
    return [one.seq for one in db.session.query(Snapshot).order_by(Snapshot.seq) if one.forgotten_at]


def test_what_is_out_of_use_too_long_goes_and_its_numbers_stay(three):
    rescreening.rescreen_source(KEY, by=SYSTEM, now=on_day(50))
    assert forget(39) == 0, "the first went out of use on day 10"
    assert forget(41) == 1
    assert forget(41) == 0
    first = db.session.get(Snapshot, three[0])
    assert (first.rows_in, first.added, len(first.digest)) == (3, 3, 64)
    assert not old_file(first.digest)
    assert db.session.query(DeliveryRow).filter_by(snapshot_id=first.id).count() == 0
    assert db.session.get(SnapshotWeights, first.id) is None
    names = {row.name for row in db.session.query(Listing)}
    assert "Dagens Provförening 0" not in names
    assert {"Ekdungens Låtsasförening", "Dagens Provförening 10", "Dagens Provförening 50"} <= names
    assert set(read_back(KEY, 2).values()) == {
        "Ekdungens Låtsasförening",
        "Dagens Provförening 10",
        "Fel Siffra",
    }
    entries = db.session.query(JournalEntry).filter_by(name="DeliveryForgotten").all()
    assert [entry.subject for entry in entries] == [f"snapshot:{first.id}"]


def test_nobody_goes_back_to_it_and_what_it_changed_is_told_in_numbers_alone(three):
    forget(41)
    by = a_coordinator()
    with pytest.raises(Refused, match="delivery_forgotten"):
        releases.roll_back(KEY, three[0], reason="Vill ha den", by=by, now=on_day(42))
    for one in three[:2]:  # the second was compared with the first
        found = changes_of(KEY, one, actor=by)
        assert (found.is_kept, found.rows) == (False, ())
        assert found.total
    assert changes_of(KEY, three[2], actor=by).is_kept
    report = delivery_report(KEY, three[0], actor=by)
    assert (report.total, report.delivery.rows_in, report.delivery.forgotten_at) == (0, 3, on_day(41))


def test_what_a_check_rests_on_stays_whole_and_its_certificate_renders(app):
    a_source(KEY, "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY, keep_days=KEEPS, max_growth=900)
    case_id, secretary = a_ready_case(check=None), an_officer(Role.CULTURE_SECRETARY)
    cited = delivered(KEY, a_day_of(0), now=on_day(0))
    check_id = screening.cross_check(case_id=case_id, by=secretary, now=on_day(0))
    before = certificate_of(case_id, check_id, actor=secretary)
    between = delivered(KEY, a_day_of(1), now=on_day(1))
    delivered(KEY, a_day_of(2), now=on_day(2))
    assert old_file(cited.sha256)
    assert old_file(between.sha256)
    assert forget(1000) == 1
    assert forgotten() == [2]
    assert old_file(cited.sha256)
    assert not old_file(between.sha256)
    assert "Dagens Provförening 0" in read_back(KEY, 1).values()
    assert certificate_of(case_id, check_id, actor=secretary) == before


def test_what_the_next_re_screening_starts_from_stays(three):
    rescreening.rescreen_source(KEY, by=SYSTEM, now=on_day(50))
    delivered(KEY, a_day_of(60), now=on_day(60))
    assert forget(1000) == 2
    assert forgotten() == [1, 2]
    rescreening.rescreen_source(KEY, by=SYSTEM, now=on_day(1000))
    assert forget(1001) == 1


def test_going_back_counts_as_use(three):
    by = a_coordinator()
    releases.roll_back(KEY, three[0], reason="Den senare var fel", by=by, now=on_day(60))
    delivered(KEY, a_day_of(70), now=on_day(70))
    assert forget(85) == 1
    assert forgotten() == [2], "the first was in use until day 70, the third from day 50 until day 60"
    assert forget(101) == 2


def test_a_file_that_something_else_rests_on_stays(three):
    a_source("andra", "spreadsheet_drop", partner=Partner.TAX_AGENCY)
    delivered("andra", a_day_of(0), now=on_day(1))
    digest = db.session.get(Snapshot, three[0]).digest
    assert old_file(digest)
    assert forget(41) == 1
    assert old_file(digest)


def test_a_stopped_removal_goes_on_the_next_time(three, monkeypatch):
    monkeypatch.setattr(retention, "_remove_rows", lambda snapshot_id: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forget(41)
    monkeypatch.undo()
    assert forgotten() == [1]
    assert forget(42) == 0
    assert "Dagens Provförening 0" not in {row.name for row in db.session.query(Listing)}


def test_rejected_files_go_as_well(three):
    bad = delivered(KEY, b"En rubrik;En till\n1;2\n", now=on_day(51))
    assert (bad.state, old_file(bad.sha256)) == ("rejected", True)
    delivered(KEY, a_day_of(52), now=on_day(52))
    assert forget(82) == 3
    assert not old_file(bad.sha256)


def test_without_a_limit_everything_is_kept_and_only_the_clock_or_a_coordinator_forgets(three):
    by = a_coordinator()
    source_changes.change_source(
        Declaration(KEY, "spreadsheet_drop", Partner.ENFORCEMENT_AUTHORITY), by=by, now=on_day(51)
    )
    assert retention.sources_with_a_limit() == ()
    assert retention.forget_old_deliveries(KEY, by=by, now=on_day(9000)) == 0
    secretary = an_officer(Role.CULTURE_SECRETARY)
    with pytest.raises(NotAllowed):
        retention.forget_old_deliveries(KEY, by=secretary, now=on_day(9000))


def test_the_clock_does_it_once_a_day(app, three):
    job = next(job for job in JOBS if job.name == "forget-deliveries")
    tick(app, on_day(50), [job])
    (told,) = tick(app, on_day(81), [job])
    assert (told.state, told.facts) == ("done", {"count": 1})


def test_bytes_that_come_again_are_left_for_an_hour_and_then_go_again(three):
    assert forget(41) == 1
    again = delivered(KEY, a_day_of(0), now=on_day(42))
    assert (again.state, again.snapshot) == ("unchanged", three[0])
    forget(43)
    assert old_file(again.sha256), "somebody may just be sending them in"
    forget(44)
    assert not old_file(again.sha256)


def test_a_file_that_was_also_sent_as_an_attachment_stays(three):
    digest = db.session.get(Snapshot, three[0]).digest
    question_id = a_question()
    with transaction(is_piece=True):
        remember_file(digest, size=1, content_type="text/csv", now=NOW)
        db.session.get_one(PartnerQuestion, question_id).attachment_digest = digest
    assert old_file(digest)
    assert forget(41) == 1
    assert old_file(digest)


def test_every_kind_of_row_that_may_rest_on_a_file_is_asked_before_it_goes(three):
    source_id = db.session.query(Source).one().id
    with count_queries() as sent:
        records.files_to_forget(source_id)
    resting = {
        f"{table.name}.{column.name}"
        for table in metadata().sorted_tables
        for column in table.columns
        if any(key.target_fullname == "stored_files.digest" for key in column.foreign_keys)
    }
    resting |= {"inquiry_files.digest", "inquiries.digest"}  # stored before anything is known of them
    assert {"papers.file_digest", "earlier_answers.attachment_digest"} <= resting
    asked = " ".join(sent)
    assert [one for one in sorted(resting) if one not in asked] == []
