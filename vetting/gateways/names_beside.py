"""The index and the word weights of a long register made by a process beside the one that reads it.

It is told plain values through its input, answers through its output, and writes nothing but the files of the
index. It ends when its input does: whoever of the two is killed, what is left is swept later.
"""

import contextlib
import gc
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Protocol

from vetting.domain.errors import Refused
from vetting.domain.terms import PartyKind
from vetting.domain.token_weights import TokenWeights, weights_of
from vetting.gateways.array_files import DamagedFile
from vetting.gateways.name_index import Manifest, Row, SnapshotWriter
from vetting.gateways.process_beside import Message, ProcessBeside, received, send

WORTHWHILE = 20_000  # names: fewer are sorted before another process has begun
LONG = 2_000_000  # bytes of a file that has so many
AT_ONCE = 1_000  # single rows told together
_COMMAND = "from vetting.gateways import names_beside; names_beside.serve()"
_UNTIDIED = 2_000_000  # see `delivery_walk.seldom_tidied`


class _Worker(Protocol):
    def tell(self, message: Message) -> None: ...
    def answer(self) -> Any: ...
    def close(self) -> None: ...


class NamesBeside:
    """Takes names as `SnapshotWriter` does, and the sample the weights are counted of. What is long goes to a
    process of its own, where there is a second core; the files and the weights are the same.

    Used as a context it discards what was written when something goes wrong.
    """

    def __init__(self, folder: Path, source_id: str, seq: int) -> None:
        self._place = (folder, source_id, seq)
        self._is_long = False
        self._single: list[Message] = []
        self._held: list[Message] = []  # until it is known whether they are many
        self._count = 0
        self._worker: _Worker | None = None
        self._asked: deque[str] = deque()
        self._answers: dict[str, Any] = {}
        self._anew: SnapshotWriter | None = None

    def expect(self, size: int) -> None:
        """Told how many bytes are to be read, a process may begin beside their reading."""
        if size >= LONG:
            self._is_long = True
            self._at_work()

    def add(
        self,
        listing_id: str,
        kind: PartyKind,
        names: Iterable[str],
        birth_date: str | None = None,
        seat: str | None = None,
    ) -> None:
        """A listing of the snapshot under every name it has; `listing_id` is 16 hex digits."""
        self._single.append((listing_id, kind.value, list(names), birth_date, seat))
        if len(self._single) >= AT_ONCE:
            self._tell_single()

    def add_all(
        self,
        listing_ids: Sequence[str],
        kind: PartyKind,
        names: Sequence[str],
        birth_dates: Sequence[str | None],
        seats: Sequence[str | None],
    ) -> None:
        """The same for many listings with one name each."""
        self._tell_single()
        columns = (list(one) for one in (names, birth_dates, seats))
        self._tell(("many", list(listing_ids), kind.value, *columns), len(names))

    def weigh(self, names: Sequence[str], seats: Iterable[str]) -> None:
        """Has the words of these names weighed meanwhile, see `weights`."""
        self._ask("weigh", list(names), sorted(seats))

    def weights(self) -> TokenWeights:
        """The weights of the names that `weigh` was told."""
        version, unseen, idf, places = self._answer("weigh")
        return TokenWeights(version, unseen, MappingProxyType(idf), frozenset(places))

    def nothing_before(self) -> None:
        """Every name is told, and no snapshot was there before: the files are made meanwhile."""
        self._ask("finish", None, [])

    def finish(
        self, *, follows: int | None, ended: Iterable[str], rows: Callable[[], Iterable[Row]]
    ) -> Manifest:
        """As `SnapshotWriter.finish`, which says what they are."""
        if "finish" not in self._asked:
            self._ask("finish", follows, list(ended))
        found = self._answer("finish")
        if found is not None:
            return Manifest(Path(found[0]), found[1])
        self._anew = SnapshotWriter(*self._place)  # files that this one builds on are lost
        for row in rows():
            self._anew.add(*row)
        return self._anew.finish(follows=None, ended=(), rows=lambda: ())

    def __enter__(self) -> "NamesBeside":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None and self._anew is not None:
            self._anew.discard()
        if self._worker is not None:
            with contextlib.suppress(Refused):  # it is gone
                if kind is not None:
                    self._worker.tell(("discard",))
            self._worker.close()

    def _tell_single(self) -> None:
        rows, self._single = self._single, []
        if rows:
            self._tell(("some", rows), len(rows))

    def _tell(self, message: Message, count: int = 0) -> None:
        self._count += count
        if self._worker is None and self._count < WORTHWHILE:
            self._held.append(message)
        else:
            self._at_work().tell(message)

    def _at_work(self) -> _Worker:
        if self._worker is None:
            is_many = (self._is_long or self._count >= WORTHWHILE) and (os.cpu_count() or 1) > 1
            self._worker = _beside(self._place) if is_many else _Here(self._place)
            for message in self._held:
                self._worker.tell(message)
            self._held = []
        return self._worker

    def _ask(self, what: str, *told: object) -> None:
        self._tell_single()
        self._asked.append(what)
        self._at_work().tell((what, *told))

    def _answer(self, what: str) -> Any:
        while what not in self._answers:
            self._answers[self._asked.popleft()] = self._at_work().answer()
        return self._answers[what]


class _Here:
    """Does it at once, in this process."""

    def __init__(self, place: tuple[Path, str, int]) -> None:
        self._writer = SnapshotWriter(*place)
        self._answers: deque[Any] = deque()

    def tell(self, message: Message) -> None:
        if message[0] in _ANSWERED:
            self._answers.append(_done(self._writer, message))
        else:
            _done(self._writer, message)

    def answer(self) -> Any:
        return self._answers.popleft()

    def close(self) -> None:
        pass


def _beside(place: tuple[Path, str, int]) -> ProcessBeside:
    folder, source_id, seq = place
    process = ProcessBeside(_COMMAND)
    process.tell((str(folder.absolute()), source_id, seq))
    return process


def serve() -> None:
    """The work of the other process: what its input tells, until that ends."""
    gc.set_threshold(_UNTIDIED)
    told, answers = sys.stdin.buffer, sys.stdout.buffer
    place = received(told)
    if place is None:
        return
    folder, source_id, seq = place
    writer = SnapshotWriter(Path(folder), source_id, seq)
    while (message := received(told)) is not None:
        if message[0] not in _ANSWERED:
            _done(writer, message)
            continue
        answer: tuple[bool, Any]
        try:
            answer = (True, _done(writer, message))
        except OSError as error:  # such as a full disk, which is told to whoever waits
            answer = (False, (error.errno, error.strerror))
        send(answers, answer)


def _weighed(_: SnapshotWriter, names: Sequence[str], seats: Sequence[str]) -> Message:
    found = weights_of(names, seats)
    return found.version, found.unseen, dict(found.idf), sorted(found.places)


def _finished(writer: SnapshotWriter, follows: int | None, ended: Sequence[str]) -> Message | None:
    try:
        manifest = writer.finish(follows=follows, ended=ended, rows=_lost)
    except DamagedFile:
        return None
    return str(manifest.path), {kind: list(pairs) for kind, pairs in manifest.kinds.items()}


def _lost() -> Iterable[Row]:
    raise DamagedFile


def _some(writer: SnapshotWriter, rows: Sequence[Message]) -> None:
    for listing_id, kind, names, birth_date, seat in rows:
        writer.add(listing_id, PartyKind(kind), names, birth_date, seat)


def _many(writer: SnapshotWriter, ids: list[str], kind: str, *columns: list[Any]) -> None:
    writer.add_all(ids, PartyKind(kind), *columns)


_ANSWERED: dict[str, Callable[..., Any]] = {"weigh": _weighed, "finish": _finished}
_DEEDS: dict[str, Callable[..., Any]] = {
    "some": _some,
    "many": _many,
    "discard": SnapshotWriter.discard,
    **_ANSWERED,
}


def _done(writer: SnapshotWriter, message: Message) -> Any:
    return _DEEDS[message[0]](writer, *message[1:])
