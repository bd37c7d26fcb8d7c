"""The files of the name index lost, cut, emptied, swapped or unwritable: never "none found" because of it."""

import datetime as dt
import shutil

import pytest

from tests.makers import NOW
from tests.makers_sources import a_list, a_source, delivered
from vetting.domain.authority import SYSTEM
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import CheckOutcome, Partner
from vetting.gateways import name_index
from vetting.records import snapshots
from vetting.records.db import settings
from vetting.services import screening

NAMES = [f"Granlunda {word}sällskap" for word in ("Natur", "Musik", "Teater", "Berg", "Sjö", "Båt", "Vinter")]
PARTY = PartyFacts(NAMES[3])


def damage_missing(folder):
    shutil.rmtree(folder)


def damage_cut(folder):
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damage_zeroes(folder):
    for file in folder.iterdir():
        file.write_bytes(b"\0" * file.stat().st_size)


def damage_noise(folder):
    for file in folder.iterdir():
        file.write_bytes(bytes((7 * at) % 256 for at in range(file.stat().st_size)))


def damage_tail(folder):
    for file in folder.glob("*.names"):
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2] + b"\0" * (len(data) - len(data) // 2))


def damage_gone_segments(folder):
    for file in folder.glob("*.names"):
        file.unlink()


DAMAGES = (
    damage_missing,
    damage_cut,
    damage_zeroes,
    damage_noise,
    damage_tail,
    damage_gone_segments,
)


def checked(key):
    return screening.check_party(PARTY, [key], by=SYSTEM, now=NOW + dt.timedelta(hours=1))


@pytest.fixture
def folder(app):
    key = a_source("lista", "spreadsheet_drop", partner=Partner.ENFORCEMENT_AUTHORITY)
    delivered(key, a_list([(name, "", "Granlunda", "") for name in NAMES]))
    return key, settings().index_dir / snapshots.source_named(key).id


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_never_looks_like_nothing_found(folder, damage):
    key, place = folder
    assert checked(key).outcome is CheckOutcome.HITS
    name_index._open.clear()  # as in a process just started
    damage(place)
    assert checked(key).outcome is CheckOutcome.HITS


def test_an_index_that_cannot_be_made_anew_is_no_answer(folder, monkeypatch):
    key, place = folder
    name_index._open.clear()
    shutil.rmtree(place)

    def full(*args, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(name_index.NameIndexes, "rebuild", full)
    told = checked(key)
    assert (told.outcome, told.looks[0].reason) == (CheckOutcome.INCOMPLETE, "source_unreadable")
