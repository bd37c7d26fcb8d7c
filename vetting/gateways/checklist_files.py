"""Reads published checklist versions from their folder and verifies that not a byte has changed."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from vetting.domain.checklist import Checklist, Words
from vetting.domain.errors import NotFound, UnusableFile
from vetting.domain.rule_editions import in_force_among
from vetting.gateways.checklist_toml import checklist_from, words_from, words_version_in

LOCK = "LOCK.toml"
WORDS = "words"
BESIDE = frozenset({WORDS, "association-report", "visit"})  # locked here, and no checklists
NAME = re.compile(r"[a-z]+(-[a-z]+)*")
VERSION = re.compile(r"[0-9]{4}-[0-9]{2}[a-z]?")
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Published:
    """One published version; `digest` is the SHA-256 of the file's bytes, in hexadecimal."""

    name: str
    version: str
    digest: str


def published(folder: Path) -> list[Published]:
    """Every published checklist version, by name and version; words and plain questions left out."""
    return [entry for entry in _locked(folder) if entry.name not in BESIDE]


def versions_of(folder: Path, name: str) -> list[str]:
    """The locked versions of one name, oldest first."""
    return [entry.version for entry in _locked(folder) if entry.name == name]


def load_checklist(folder: Path, name: str, version: str) -> Checklist:
    """One published version with its words, both verified against the lock.

    Raises NotFound `unknown_checklist`, or UnusableFile with file, question and key.
    """
    content, _ = _verified(folder, name, version)
    file = f"{name}/{version}.toml"
    checklist = parsed(folder, content, file=file)
    if (checklist.name, checklist.version) != (name, version):
        key = "name" if checklist.name != name else "version"
        raise UnusableFile("checklist_misnamed", file=file, question="", key=key)
    return checklist


def parsed(folder: Path, content: bytes, *, file: str) -> Checklist:
    """The checklist in verified bytes: files are read and verified each time, the same bytes parsed once."""
    words_version = _words_version(content, file)
    words = verified_bytes(folder, WORDS, words_version)
    return _parsed(content, words, file, words_version)


@lru_cache(maxsize=32)
def _words_version(content: bytes, file: str) -> str:
    return words_version_in(content, file=file)


@lru_cache(maxsize=32)
def _parsed(content: bytes, words: bytes, file: str, words_version: str) -> Checklist:
    labels = _words(words, words_version)
    return checklist_from(content, file=file, digest=digest_of(content), words=labels)


def _words(content: bytes, version: str) -> Words:
    words = words_from(content, file=f"{WORDS}/{version}.toml")
    if words.version != version:
        raise UnusableFile("checklist_misnamed", file=f"{WORDS}/{version}.toml", question="", key="version")
    return words


def load_words(folder: Path, version: str) -> Words:
    """One published version of the shared labels, verified against the lock."""
    return _words(verified_bytes(folder, WORDS, version), version)


def latest_in_force(folder: Path, name: str, on: date) -> Checklist:
    """The published version in force that day: rules made later do not reach back (KL 2:4).

    Raises NotFound `no_checklist_in_force` when none is.
    """
    versions = [entry.version for entry in published(folder) if entry.name == name]
    found = in_force_among((load_checklist(folder, name, version) for version in versions), on)
    if found is None:
        raise NotFound("no_checklist_in_force", checklist=name, on=on)
    return found


def bytes_of_version(folder: Path, name: str, version: str) -> bytes:
    """The bytes of one published version as they lie on disk; their digest is the caller's to compare."""
    if (name, version) not in {(entry.name, entry.version) for entry in _locked(folder)}:
        raise NotFound("unknown_checklist", checklist=name, version=version)
    return _bytes_of(folder / name / f"{version}.toml", file=f"{name}/{version}.toml")


def verified_bytes(folder: Path, name: str, version: str) -> bytes:
    """The bytes of one published version. Raises UnusableFile when they have changed."""
    return _verified(folder, name, version)[0]


def digest_of(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _verified(folder: Path, name: str, version: str) -> tuple[bytes, str]:
    locked = {(entry.name, entry.version): entry.digest for entry in _locked(folder)}
    if (name, version) not in locked:
        raise NotFound("unknown_checklist", checklist=name, version=version)
    content = _bytes_of(folder / name / f"{version}.toml", file=f"{name}/{version}.toml")
    digest = digest_of(content)
    if digest != locked[name, version]:
        raise UnusableFile(
            "checklist_digest_differs",
            file=f"{name}/{version}.toml",
            question="",
            key="",
            found=digest,
            expected=locked[name, version],
        )
    return content, digest


def _locked(folder: Path) -> list[Published]:
    content = _bytes_of(folder / LOCK, file=LOCK)
    try:
        names = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnusableFile("checklist_not_toml", file=LOCK, question="", key="", found=str(error)) from error
    found = []
    for name, versions in sorted(names.items()):
        if not NAME.fullmatch(name) or not isinstance(versions, dict):
            raise UnusableFile("checklist_odd_name", file=LOCK, question="", key=name)
        for version, digest in sorted(versions.items()):
            if not VERSION.fullmatch(version) or not isinstance(digest, str):
                raise UnusableFile("checklist_odd_version", file=LOCK, question="", key=f"{name}.{version}")
            found.append(Published(name, version, digest))
    return found


def _bytes_of(path: Path, *, file: str) -> bytes:
    try:
        with path.open("rb") as source:
            content = source.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise UnusableFile("checklist_file_missing", file=file, question="", key="") from error
    if len(content) > MAX_BYTES:
        raise UnusableFile("checklist_too_large", file=file, question="", key="")
    return content
