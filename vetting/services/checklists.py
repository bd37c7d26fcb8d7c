"""The published checklists, for everybody to read."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.checklist import Checklist
from vetting.domain.rule_editions import in_force_among
from vetting.gateways.checklist_shelf import shelf


@dataclass(frozen=True)
class Edition:
    """One published version of a checklist; `is_coming`: its day in force has not come."""

    checklist: Checklist
    is_latest: bool
    is_coming: bool = False


def published_editions(*, today: dt.date) -> list[Edition]:
    """Every published version, by name, the newest first. `is_latest` is the one that holds today.

    Raises UnusableFile `checklist_*`.
    """
    found = shelf().all()
    held = {
        name: in_force_among((one for one in found if one.name == name), today)
        for name in {checklist.name for checklist in found}
    }
    ordered = sorted(sorted(found, key=lambda c: c.version, reverse=True), key=lambda c: c.name)
    return [Edition(one, held[one.name] is one, one.in_force_on > today) for one in ordered]


def published_edition(name: str, version: str) -> Checklist:
    """One published version. Raises NotFound `unknown_checklist`, UnusableFile `checklist_*`."""
    return shelf().load(name, version)
