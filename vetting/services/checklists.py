"""The published checklists, for everybody to read."""

from dataclasses import dataclass

from vetting.domain.checklist import Checklist
from vetting.gateways.checklist_files import load_checklist, published
from vetting.paths import checklists_dir


@dataclass(frozen=True)
class Edition:
    """One published version of a checklist."""

    checklist: Checklist
    is_latest: bool


def published_editions() -> list[Edition]:
    """Every published version, by name, the newest first. Raises UnusableFile `checklist_*`."""
    found = [
        load_checklist(checklists_dir(), entry.name, entry.version) for entry in published(checklists_dir())
    ]
    newest = {c.name: c.version for c in sorted(found, key=lambda c: (c.in_force_on, c.version))}
    ordered = sorted(sorted(found, key=lambda c: c.version, reverse=True), key=lambda c: c.name)
    return [Edition(checklist, newest[checklist.name] == checklist.version) for checklist in ordered]


def published_edition(name: str, version: str) -> Checklist:
    """One published version. Raises NotFound `unknown_checklist`, UnusableFile `checklist_*`."""
    return load_checklist(checklists_dir(), name, version)
