"""The version a case is judged by, known by its digest."""

import shutil

import pytest

from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.gateways import checklist_shelf
from vetting.gateways.checklist_files import load_checklist
from vetting.gateways.pinned_checklists import load_pinned
from vetting.paths import checklists_dir

NAME, VERSION = "democracy-criteria", "2026-01"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(checklist_shelf._known, "keeper", checklist_shelf.Nobody())
    return shutil.copytree(checklists_dir(), tmp_path / "checklists")


@pytest.fixture
def digest(folder):
    return load_checklist(folder, NAME, VERSION).digest


def test_the_pinned_version_is_the_published_one_and_parsed_once(folder, digest):
    found = load_pinned(folder, NAME, version=VERSION, digest=digest)
    assert found == load_checklist(folder, NAME, VERSION)
    assert load_pinned(folder, NAME, version=VERSION, digest=digest) is found


def test_a_changed_file_is_refused_even_after_it_was_read(folder, digest):
    load_pinned(folder, NAME, version=VERSION, digest=digest)
    file = folder / NAME / f"{VERSION}.toml"
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(Refused, match="checklist_changed"):
        load_pinned(folder, NAME, version=VERSION, digest=digest)


def test_changed_words_and_other_digests_are_refused(folder, digest):
    with pytest.raises(Refused, match="checklist_changed"):
        load_pinned(folder, NAME, version=VERSION, digest="0" * 64)
    with pytest.raises(NotFound, match="unknown_checklist"):
        load_pinned(folder, NAME, version="1999-01", digest=digest)
    words = folder / "words" / "2026-01.toml"
    words.write_bytes(words.read_bytes() + b"\n")
    with pytest.raises(UnusableFile, match="checklist_digest_differs"):
        load_pinned(folder, NAME, version=VERSION, digest=digest)
