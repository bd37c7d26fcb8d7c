"""The long work of making a file of a long list; what reads lists as pages do is handed over from above."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from typing import Protocol

from vetting.domain.authority import Actor
from vetting.domain.errors import Problem
from vetting.services import exports
from vetting.services.exports import ExportWanted

logger = logging.getLogger(__name__)
PASSING = frozenset({"database_busy"})  # says nothing against the work: it is taken up again
Progress = Callable[[int, int], None]


class Maker(Protocol):
    """Makes the bytes of a file and gives how many rows it has. Raises Problem."""

    def __call__(
        self, wanted: ExportWanted, actor: Actor, now: dt.datetime, *, progress: Progress
    ) -> tuple[bytes, int]: ...


_handed: list[Maker] = []


def hand_over(maker: Maker) -> None:
    """From now on files are made by it; the house is put together with exactly one."""
    _handed[:] = [maker]


def make_export(
    arguments: Mapping[str, str], by: Actor, now: dt.datetime, progress: Progress
) -> dict[str, object]:
    """Makes the file of `export_id`; its owner is told when it is there, or that it could not be made."""
    export_id = arguments["export_id"]

    def told(done: int, total: int) -> None:
        exports.tell_rows(export_id, done, total, by=by)
        progress(done, total)

    try:
        wanted = exports.begin_export(export_id, by=by)
        data, rows = _handed[0](wanted, by, now, progress=told)
        exports.finish_export(export_id, data, rows, by=by, now=now)
    except Problem as problem:
        if problem.code in PASSING:
            raise
        exports.fail_export(export_id, problem.code, by=by, now=now)
        raise
    except Exception:
        exports.fail_export(export_id, "unexpected", by=by, now=now)
        raise
    return {"rows": rows}


def give_up(export_id: str, by: Actor, now: dt.datetime) -> None:
    """Its owner is told that the file cannot be made."""
    exports.fail_export(export_id, "work_left_often", by=by, now=now)
