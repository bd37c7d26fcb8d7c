"""Lists taken out as files: at once where they are short, else made beside requests for their owner alone."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import SYSTEM, Actor, boards_for, require
from vetting.domain.capsule import sha256
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.exports import ACT_OF, KEPT, MOST_ROWS, reach_holds
from vetting.domain.identity import mask
from vetting.domain.slots import Turn
from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.gateways import export_files
from vetting.records import exports, job_runs, reminders, works
from vetting.records.db import let_go, settings, transaction
from vetting.records.exports import Export
from vetting.records.journal import note
from vetting.records.reminders import Reminder

LONGEST_ARG, MOST_ARGS = 200, 20
WORK = "make_export"


@dataclass(frozen=True)
class ExportWanted:
    """What is to be made: a list as an address asks for it, as what kind of file, in which language."""

    kind: ExportKind
    args: Mapping[str, str]
    ending: ExportEnding
    language: str


def sound_args(args: Mapping[str, str]) -> dict[str, str]:
    """The arguments of a page, but for which page it was; what nobody types is left out."""
    kept = sorted((name, value) for name, value in args.items() if name != "page" and value)
    return {name[:40]: mask(value[:LONGEST_ARG]) for name, value in kept[:MOST_ARGS]}


def tell_taken_out(wanted: ExportWanted, data: bytes, rows: int, *, by: Actor, now: dt.datetime) -> None:
    """Journals that a list was taken out at once: which, filtered how, how many rows and their digest.

    Raises NotAllowed.
    """
    with transaction():
        require(by, ACT_OF[wanted.kind])
        facts = {"rows": rows, "digest": sha256(data)}
        _note(Entry.LIST_TAKEN_OUT, wanted, by=by, now=now, subject="list:all", facts=facts)


def ask_export(wanted: ExportWanted, rows: int, *, by: Actor, now: dt.datetime) -> str:
    """Asks for a long list as a file and gives its id; the same file asked for twice is made once.

    Raises NotAllowed and Refused `export_too_long`.
    """
    with transaction():
        require(by, ACT_OF[wanted.kind])
        if rows > MOST_ROWS:
            raise Refused("export_too_long", rows=rows, most=MOST_ROWS)
        args = sound_args(wanted.args)
        row = exports.under_way(by.id, wanted.kind, wanted.ending, args, language=wanted.language)
        if row is None:
            row = exports.add_export(
                Export(
                    owner_id=by.id,
                    kind=wanted.kind,
                    args=args,
                    ending=wanted.ending,
                    language=wanted.language,
                    state=ExportState.WAITING,
                    rows_total=rows,
                    asked_at=now,
                )
            )
            works.add_work(WORK, {"export_id": row.id}, asked_by=by.id, now=now)
        _note(Entry.EXPORT_ASKED, wanted, by=by, now=now, subject=f"export:{row.id}", facts={"rows": rows})
        return row.id


def begin_export(export_id: str, *, by: Actor) -> ExportWanted:
    """Takes up what was asked for, from its beginning: what a killed process left half made is nowhere.

    Raises NotFound, NotAllowed when the owner's rights are gone.
    """
    with transaction(is_piece=True):
        row = exports.export_in_hand(export_id, owner_id=by.id)
        require(by, ACT_OF[row.kind])
        row.state, row.rows_done = ExportState.RUNNING, 0
        reach = boards_for(by, ACT_OF[row.kind])
        row.boards = None if reach is None else sorted(reach)
        return ExportWanted(row.kind, dict(row.args), row.ending, row.language)


def tell_rows(export_id: str, done: int, total: int, *, by: Actor) -> None:
    """How many rows are read by now."""
    with transaction(is_piece=True):
        row = exports.export_in_hand(export_id, owner_id=by.id)
        row.rows_done, row.rows_total = done, total


def finish_export(export_id: str, data: bytes, rows: int, *, by: Actor, now: dt.datetime) -> str:
    """Keeps the file, tells its owner on My day, and gives its digest. Raises NotFound, `storage_full`."""
    digest = export_files.keep(settings().data_dir, data)
    with transaction(is_piece=True):
        row = exports.export_in_hand(export_id, owner_id=by.id)
        row.state, row.digest, row.size = ExportState.READY, digest, len(data)
        row.rows_done = row.rows_total = rows
        row.finished_at = now
        _remind("export_ready", row, now)
        return digest


def fail_export(export_id: str, code: str, *, by: Actor, now: dt.datetime) -> None:
    """It could not be made; its owner is told. One that another has made meanwhile stays as it is."""
    with transaction(is_piece=True):
        row = exports.export_in_hand(export_id, owner_id=by.id)
        if row.state not in exports.UNDER_WAY:
            return
        row.state, row.error_code, row.finished_at = ExportState.FAILED, code[:80], now
        _remind("export_failed", row, now)


def fetch_export(export_id: str, *, by: Actor, now: dt.datetime) -> tuple[ExportWanted, bytes]:
    """The file for its owner, if the owner may still see what it holds; the deed is journaled.

    Raises NotFound for anybody else, NotAllowed, Refused `export_not_ready` or `export_out_of_reach`, and
    UnusableFile `file_damaged`.
    """
    with transaction():
        row = exports.export_in_hand(export_id, owner_id=by.id)
        act = ACT_OF[row.kind]
        require(by, act)
        if row.state is not ExportState.READY or row.digest is None:
            raise Refused("export_not_ready")
        if not reach_holds(row.boards, boards_for(by, act)):
            raise Refused("export_out_of_reach")
        wanted = ExportWanted(row.kind, dict(row.args), row.ending, row.language)
        data = export_files.read(settings().data_dir, row.digest, f"{row.kind}.{row.ending}")
        row.fetched_at = now
        subject = f"export:{row.id}"
        reminders.settle_reminders(subject, "export_ready", by=by.id, now=now)
        facts = {"rows": row.rows_total, "digest": row.digest}
        _note(Entry.LIST_TAKEN_OUT, wanted, by=by, now=now, subject=subject, facts=facts)
        return wanted, data


def remove_old_exports(turn: Turn, now: dt.datetime) -> dict[str, object] | None:
    """Removes the files that have lain for seven days. A deed of the clock: None when another did it."""
    with transaction():
        if not job_runs.claim(turn, now):
            return None
        old = exports.out_of_time(now - KEPT)
        for row in old:
            row.state = ExportState.REMOVED
            reminders.settle_all(f"export:{row.id}", by=SYSTEM.id, now=now)
        note(Entry.JOB_DONE, by=SYSTEM, now=now, subject=f"job:{turn.job}", slot=turn.slot, count=len(old))
        told = job_runs.tell(turn, count=len(old))
    held = exports.digests_held()
    let_go()
    export_files.sweep(settings().data_dir, held)
    return told


def _remind(kind: str, row: Export, now: dt.datetime) -> None:
    reminders.write_reminder(
        Reminder(
            key=f"{kind}:{row.id}",
            kind=kind,
            subject=f"export:{row.id}",
            facts={"ending": row.ending.value.upper(), "rows": str(row.rows_total)},
            officer_id=row.owner_id,
            written_at=now,
        )
    )


def _note(
    entry: Entry,
    wanted: ExportWanted,
    *,
    by: Actor,
    now: dt.datetime,
    subject: str,
    facts: Mapping[str, object],
) -> None:
    """A list was taken out or asked for: which, filtered by what, as what kind of file."""
    told: dict[str, object] = {
        "export": wanted.kind.value,
        "filter": [f"{name}={value}" for name, value in sound_args(wanted.args).items()],
        "ending": wanted.ending.value,
        **facts,
    }
    note(entry, by=by, now=now, subject=subject, case_id="", **told)
