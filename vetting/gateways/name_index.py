"""The candidate index of each snapshot: files made from its listings' names, and made anew when lost."""

import contextlib
import json
import logging
import secrets
import threading
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np

from vetting.domain.candidates import Candidates, text_of, texts_of
from vetting.domain.evidence import PartyFacts
from vetting.domain.terms import PartyKind
from vetting.gateways.array_files import (
    FORMAT_VERSION,
    DamagedFile,
    flush_folder,
    flushed,
    read_arrays,
    write_arrays,
)
from vetting.gateways.name_marks import agreeing, marks_of
from vetting.gateways.name_search import nearest
from vetting.gateways.name_segments import Living, Segment, SegmentTexts

MERGED_FROM = 0.05  # share of changed and dead rows from which a snapshot gets one new segment
MOST_SEGMENTS = 8
ALWAYS_MERGED = 20_000  # rows: so few are sorted sooner than looked up in two places
LEFT_OVER_AFTER = 3600.0  # seconds; younger files may belong to a process that is still at work
REMEMBERED = 24  # snapshots kept open by a process

Row = tuple[str, PartyKind, Sequence[str], str | None, str | None]  # see SnapshotWriter.add
Kinds = dict[PartyKind, list[Living]]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Manifest:
    """What makes up the index of one snapshot: per kind its segments, each with its dead rows."""

    path: Path
    kinds: Mapping[str, Sequence[tuple[str, str]]]  # segment file, file of dead rows or nothing

    def publish(self) -> None:
        """Puts the index in its place, at once and for good; last in the deed that moves the pointer."""
        aside = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}.part")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w") as file:
            json.dump({"version": FORMAT_VERSION, "kinds": dict(self.kinds)}, file)
            flushed(file)
        aside.replace(self.path)
        flush_folder(self.path.parent)


class SnapshotWriter:
    """Takes the names of a snapshot while its listings are written; `finish` makes the files.

    Used as a context it discards what it wrote when something goes wrong.
    """

    def __init__(self, folder: Path, source_id: str, seq: int) -> None:
        self._folder = folder / source_id
        self._seq = seq
        self._texts: defaultdict[PartyKind, SegmentTexts] = defaultdict(SegmentTexts)
        self._written: list[Path] = []

    def add(
        self,
        listing_id: str,
        kind: PartyKind,
        names: Iterable[str],
        birth_date: str | None = None,
        seat: str | None = None,
    ) -> None:
        """A listing of the snapshot under every name it has; `listing_id` is 16 hex digits."""
        texts, marks = self._texts[kind], marks_of(kind, birth_date, seat)
        for text in {text_of(name, kind) for name in names}:
            if text:
                for mark in marks:
                    texts.add(listing_id, text, mark)

    def add_all(
        self,
        listing_ids: Sequence[str],
        kind: PartyKind,
        names: Sequence[str],
        birth_dates: Sequence[str | None],
        seats: Sequence[str | None],
    ) -> None:
        """The same for many listings with one name each."""
        texts, ids = texts_of(names, kind), listing_ids
        found = [marks_of(kind, born, seat) for born, seat in zip(birth_dates, seats, strict=True)]
        if not all(texts) or max(map(len, found), default=1) > 1:
            places = [at for at, text in enumerate(texts) if text for _ in found[at]]
            found = [[mark] for text, marks in zip(texts, found, strict=True) if text for mark in marks]
            texts, ids = [texts[at] for at in places], [listing_ids[at] for at in places]
        self._texts[kind].add_all(ids, texts, [mark for (mark,) in found])

    def finish(
        self, *, follows: int | None, ended: Iterable[str], rows: Callable[[], Iterable[Row]]
    ) -> Manifest:
        """Sorts and writes. `follows`: the snapshot that, without the listings `ended` and with those
        added here, is this one. `rows` gives the whole snapshot, asked for when its files are lost."""
        base: Kinds = {}
        if follows is not None:
            try:
                base = opened(self._folder, follows)
            except DamagedFile:
                return self._from_rows(rows())
        gone = np.sort(np.array([int(one, 16) for one in ended], np.uint64))
        kinds = {
            kind.value: self._of_kind(kind, base.get(kind, []), gone)
            for kind in PartyKind
            if kind in base or kind in self._texts
        }
        return Manifest(_manifest_path(self._folder, self._seq), kinds)

    def discard(self) -> None:
        """Removes what was written."""
        for path in self._written:
            path.unlink(missing_ok=True)

    def __enter__(self) -> "SnapshotWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.discard()

    def _from_rows(self, rows: Iterable[Row]) -> Manifest:
        self._texts.clear()
        for row in rows:
            self.add(*row)
        return self.finish(follows=None, ended=(), rows=lambda: ())

    def _of_kind(
        self, kind: PartyKind, base: list[Living], gone: "np.typing.NDArray[np.uint64]"
    ) -> list[tuple[str, str]]:
        fresh = self._texts.pop(kind, SegmentTexts())
        base = [_without(one, gone) for one in base]
        if not base or _is_worth_merging(base, len(fresh)):
            for one in base:
                fresh.take_over(one.segment, one.alive)
            return [(self._write(kind, fresh), "")]
        found = [(one.segment.path.name, self._dead_file(one)) for one in base]
        return [*found, (self._write(kind, fresh), "")] if len(fresh) else found

    def _write(self, kind: PartyKind, texts: SegmentTexts) -> str:
        path = self._folder / f"{self._seq}-{kind.value}-{secrets.token_hex(8)}.names"
        self._written.append(path)
        texts.write(path)
        return path.name

    def _dead_file(self, one: Living) -> str:
        if not len(one.dead):
            return ""
        path = self._folder / f"{self._seq}-{secrets.token_hex(8)}.dead"
        self._written.append(path)
        write_arrays(path, {"rows": one.dead, "codes": one.codes, "counts": one.counts})
        return path.name


class NameIndexes:
    """The index of every snapshot, see `domain.candidates.CandidateIndex`. `rows_of` reads a whole
    snapshot from the tables: lost and damaged files are made anew from it, told in the log."""

    def __init__(self, folder: Path, rows_of: Callable[[str, int], Iterable[Row]]) -> None:
        self._folder = folder
        self._rows_of = rows_of

    def near(self, source_id: str, seq: int, parties: Sequence[PartyFacts]) -> list[Candidates]:
        """Per party, all of one kind, the listings of that snapshot that are nearest by any of its names."""
        kind = parties[0].kind
        segments = self._kinds(source_id, seq).get(kind, [])
        wanted = [
            ([text_of(name, kind) for name in (party.name, *party.aliases)], agreeing(party))
            for party in parties
        ]
        return nearest(segments, wanted, is_gate=kind is PartyKind.PERSON)

    def make_whole(self, source_id: str, seq: int) -> None:
        """Sees to it that the index of a snapshot is there, before somebody waits for it."""
        self._kinds(source_id, seq)

    def rebuild(self, source_id: str, seq: int) -> None:
        """Makes the index of a snapshot anew from the tables."""
        with SnapshotWriter(self._folder, source_id, seq) as writer:
            for row in self._rows_of(source_id, seq):
                writer.add(*row)
            writer.finish(follows=None, ended=(), rows=lambda: ()).publish()

    def _kinds(self, source_id: str, seq: int) -> Kinds:
        try:
            return _remembered(self._folder / source_id, seq)
        except DamagedFile as damaged:
            logger.warning("index of snapshot %s of %s is made anew: %s", seq, source_id, damaged)
            self.rebuild(source_id, seq)
            return _remembered(self._folder / source_id, seq)


def opened(folder: Path, seq: int) -> Kinds:
    """The index of a snapshot, mapped. Raises DamagedFile when any file of it is missing or damaged."""
    path = _manifest_path(folder, seq)
    try:
        manifest = json.loads(path.read_bytes())
        if manifest["version"] != FORMAT_VERSION:
            raise DamagedFile(path.name)
        return {
            PartyKind(kind): [_living(folder, str(segment), str(dead)) for segment, dead in listed]
            for kind, listed in manifest["kinds"].items()
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DamagedFile(path.name) from error


def sweep(folder: Path, source_id: str, *, keep: Collection[int]) -> None:
    """Removes what the snapshots kept do not need, and what stopped processes left behind an hour ago."""
    place = folder / source_id
    if not place.is_dir():
        return
    kept = {_manifest_path(place, seq) for seq in keep}
    named = {name for path in kept for name in _named(path)}
    before = time.time() - LEFT_OVER_AFTER
    for path in place.iterdir():
        if path in kept or path.name in named:
            continue
        with contextlib.suppress(FileNotFoundError):  # another process swept too
            if path.suffix == ".json" or path.stat().st_mtime < before:
                path.unlink()


def _named(path: Path) -> list[str]:
    try:
        kinds = json.loads(path.read_bytes())["kinds"]
        return [name for listed in kinds.values() for pair in listed for name in pair]
    except (OSError, ValueError, KeyError):
        return []


def _living(folder: Path, segment: str, dead: str) -> Living:
    found = Segment(folder / segment)
    if not dead:
        return Living(found, np.zeros(0, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    parts = read_arrays(folder / dead)
    return Living(found, parts["rows"], parts["codes"], parts["counts"])


def _without(one: Living, gone: "np.typing.NDArray[np.uint64]") -> Living:
    """The segment with further rows dead."""
    rows = one.segment.rows_of(gone)
    if not len(rows):
        return one
    dead = np.union1d(one.dead, rows)
    return Living(one.segment, dead, *one.segment.counts_of(dead))


def _is_worth_merging(base: Sequence[Living], fresh: int) -> bool:
    total = sum(one.size for one in base) + fresh
    main = max(one.size for one in base)
    dead = sum(len(one.dead) for one in base)
    changed = total - main + dead
    return total <= ALWAYS_MERGED or changed > MERGED_FROM * total or len(base) >= MOST_SEGMENTS


def _manifest_path(folder: Path, seq: int) -> Path:
    return folder / f"{seq}.json"


_lock = threading.Lock()
_open: "OrderedDict[tuple[Path, int], tuple[tuple[int, int], Kinds]]" = OrderedDict()


def _remembered(folder: Path, seq: int) -> Kinds:
    """The index of a snapshot, opened once by a process as long as its manifest is the same."""
    try:
        state = _manifest_path(folder, seq).stat()
    except OSError as error:
        raise DamagedFile(folder.name) from error
    sign = (state.st_mtime_ns, state.st_ino)
    with _lock:
        held = _open.get((folder, seq))
        if held is None or held[0] != sign:
            held = (sign, opened(folder, seq))
            _open[folder, seq] = held
        _open.move_to_end((folder, seq))
        while len(_open) > REMEMBERED:
            _open.popitem(last=False)
        return held[1]
