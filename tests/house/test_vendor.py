"""Vendored files: each listed, unchanged, licensed, and free of addresses of download places."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "vetting/web/static/vendor", ROOT / "tests/web/vendor"]
FACTS = {"name", "version", "licence", "licence_file", "file", "sha256"}
HOSTS = re.compile(r"https?://([\w.-]+)")
KNOWN_HOSTS = {
    "www.w3.org",
    "mozilla.org",
    "github.com",
    "dequeuniversity.com",
    "scripts.sil.org",
    "aefxx.com",
    "mathiasbynens.be",
}


def listed(folder: Path) -> list[dict[str, str]]:
    return tomllib.loads((folder / "MANIFEST.toml").read_text("utf-8"))["file"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_vendored_file_is_listed_and_unchanged(folder: Path) -> None:
    for entry in listed(folder):
        assert set(entry) == FACTS
        digest = hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest()
        assert digest == entry["sha256"], entry["file"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_nothing_lies_in_a_vendor_folder_unlisted(folder: Path) -> None:
    entries = listed(folder)
    known = {e["file"] for e in entries} | {e["licence_file"] for e in entries} | {"MANIFEST.toml"}
    found = {path.name for path in folder.iterdir()}
    assert {name for name in found - known if "LICENSE" not in name} == set()
    assert known <= found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_vendored_files_name_no_other_places_than_these(folder: Path) -> None:
    for path in folder.iterdir():
        if path.suffix != ".woff2":
            assert set(HOSTS.findall(path.read_text("utf-8"))) <= KNOWN_HOSTS, path.name
