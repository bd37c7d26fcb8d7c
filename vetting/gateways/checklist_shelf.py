"""Every published version wherever it lies: files that came with the service, editions of the rule desk."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from vetting.domain.checklist import Checklist
from vetting.domain.errors import NotFound, UnusableFile
from vetting.domain.rule_editions import KeptEdition, in_force_among
from vetting.gateways import checklist_files
from vetting.gateways.checklist_files import Published, digest_of, parsed
from vetting.paths import checklists_dir


class Keeper(Protocol):
    """Who keeps the editions published on the rule desk."""

    def kept_editions(self) -> Sequence[KeptEdition]: ...
    def kept_content(self, name: str, version: str) -> bytes | None: ...


class Nobody:
    """No rule desk: what the files hold is all there is."""

    def kept_editions(self) -> Sequence[KeptEdition]:
        return ()

    def kept_content(self, name: str, version: str) -> bytes | None:
        return None


@dataclass
class _Known:
    keeper: Keeper


_known = _Known(Nobody())


def hand_over(keeper: Keeper) -> None:
    """Tells who keeps the rule desk's editions; done once, when the house is put together."""
    _known.keeper = keeper


@dataclass(frozen=True)
class Shelf:
    """The published versions at one moment. An edition of the rule desk stands before a file of its name and
    version: the house adopted that one."""

    folder: Path
    kept: Sequence[KeptEdition]

    def published(self) -> list[Published]:
        """Every version, by name and then version; the words are not among them."""
        adopted = [Published(one.name, one.version, one.digest) for one in self.kept]
        taken = {(one.name, one.version) for one in adopted}
        files = [
            one for one in checklist_files.published(self.folder) if (one.name, one.version) not in taken
        ]
        return sorted([*files, *adopted], key=lambda one: (one.name, one.version))

    def names(self) -> list[str]:
        """The checklists that have a published version."""
        return sorted({one.name for one in self.published()})

    def load(self, name: str, version: str) -> Checklist:
        """One version. Raises NotFound `unknown_checklist`, UnusableFile `checklist_*`."""
        for one in self.kept:
            if (one.name, one.version) == (name, version):
                return _kept(self.folder, one.name, one.version, one.digest)
        return checklist_files.load_checklist(self.folder, name, version)

    def content(self, name: str, version: str) -> bytes:
        """The TOML of one version, verified. Raises as `load`."""
        for one in self.published():
            if (one.name, one.version) == (name, version):
                kept = self._keeps(one)
                return (
                    _verified(name, version, one.digest)
                    if kept
                    else checklist_files.verified_bytes(self.folder, name, version)
                )
        raise NotFound("unknown_checklist", checklist=name, version=version)

    def all(self) -> list[Checklist]:
        """Every version of every checklist."""
        return [self.load(one.name, one.version) for one in self.published()]

    def latest_in_force(self, name: str, on: dt.date) -> Checklist:
        """The version in force that day: rules made later do not reach back (KL 2:4).

        Raises NotFound `no_checklist_in_force` when none is.
        """
        files = [one for one in self.published() if one.name == name and not self._keeps(one)]
        known = [self.load(one.name, one.version) for one in files]
        own = [one for one in self.kept if one.name == name]
        candidates: list[Checklist | KeptEdition] = [*known, *own]
        found = in_force_among(candidates, on)
        if found is None:
            raise NotFound("no_checklist_in_force", checklist=name, on=on)
        return self.load(found.name, found.version)

    def _keeps(self, one: Published) -> bool:
        return (one.name, one.version) in {(kept.name, kept.version) for kept in self.kept}


def shelf() -> Shelf:
    """The published versions as they are now."""
    return Shelf(checklists_dir(), tuple(_known.keeper.kept_editions()))


def kept_by_digest(folder: Path, name: str, version: str, digest: str) -> Checklist | None:
    """The rule desk's edition of that very digest, if it keeps one."""
    try:
        return _kept(folder, name, version, digest)
    except NotFound:
        return None


def _kept(folder: Path, name: str, version: str, digest: str) -> Checklist:
    content = _verified(name, version, digest)
    return parsed(folder, content, file=f"{name}/{version}.toml")


@lru_cache(maxsize=64)
def _verified(name: str, version: str, digest: str) -> bytes:
    """The bytes of that digest: fetched once, since the digest says which they are."""
    content = _known.keeper.kept_content(name, version)
    if content is None:
        raise NotFound("unknown_checklist", checklist=name, version=version)
    if digest_of(content) != digest:
        file = f"{name}/{version}.toml"
        raise UnusableFile(
            "checklist_digest_differs",
            file=file,
            question="",
            key="",
            found=digest_of(content),
            expected=digest,
        )
    return content
