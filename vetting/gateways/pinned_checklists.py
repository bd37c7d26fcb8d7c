"""The very checklist version a case is judged by: known by its digest, refused when the file has changed."""

from pathlib import Path
from typing import Protocol

from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound, Refused, UnusableFile
from vetting.gateways.checklist_files import bytes_of_version, digest_of, parsed
from vetting.gateways.checklist_shelf import kept_by_digest
from vetting.paths import checklists_dir


class Pin(Protocol):
    """What is judged by one very version: a case, or a round of spot checks."""

    @property
    def checklist_name(self) -> str: ...
    @property
    def checklist_version(self) -> str: ...
    @property
    def checklist_digest(self) -> str: ...


def checklist_of(pin: Pin) -> Checklist:
    """The version it is pinned to. Raises as `load_pinned`."""
    return load_pinned(
        checklists_dir(), pin.checklist_name, version=pin.checklist_version, digest=pin.checklist_digest
    )


def load_pinned(folder: Path, name: str, *, version: str, digest: str) -> Checklist:
    """The version whose bytes have that SHA-256: a file, or an edition of the rule desk. The files are read
    and verified each time, parsed once.

    Raises NotFound `unknown_checklist`, Refused `checklist_changed` or UnusableFile `checklist_*`.
    """
    try:
        content = bytes_of_version(folder, name, version)
    except NotFound:
        content = None
    if content is not None and digest_of(content) == digest:
        return parsed(folder, content, file=f"{name}/{version}.toml")
    if found := _of_rule_desk(folder, name, version, digest):
        return found
    if content is None:
        raise NotFound("unknown_checklist", checklist=name, version=version)
    raise Refused("checklist_changed", checklist=name, version=version)


def _of_rule_desk(folder: Path, name: str, version: str, digest: str) -> Checklist | None:
    try:
        return kept_by_digest(folder, name, version, digest)
    except UnusableFile as error:
        if error.code != "checklist_digest_differs":
            raise
        raise Refused("checklist_changed", checklist=name, version=version) from None
