"""Deliveries from the command line: received, let in by a person, and gone back from."""

import datetime as dt
import hashlib
import sys
from pathlib import Path

import click

from vetting.cli import BAD_INPUT, WAITS, Hands, print_json
from vetting.cli.inquiries import tell_reply
from vetting.domain.errors import UnusableFile
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import RowState
from vetting.reading.documents import delivery_document
from vetting.services import inquiries, releases, snapshots
from vetting.services.snapshots import Delivered

DATE = click.DateTime(formats=["%Y-%m-%d"])
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
REASON = click.option("--reason", required=True, help="Why, in a few words; kept in the journal.")


@click.command("deliver")
@click.argument("key")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=DATE, help="The day the list stands for.")
@click.option("--follows", default="", metavar="VERSION", help="The version that a delta builds on.")
@JSON
@click.pass_obj
def deliver(
    hands: Hands, key: str, file: Path, as_of: dt.datetime | None, follows: str, as_json: bool
) -> None:
    """Receives one delivery; the old snapshot serves until the new one is whole."""
    day = as_of.date() if as_of else None
    if inquiries.takes_files(key):
        reply = inquiries.receive_file(
            key, file.read_bytes(), file_name=file.name, by=hands.by, now=hands.now()
        )
        tell_reply(reply, file.name, as_json)
        return
    try:
        with file.open("rb") as content:
            told = snapshots.store_delivery(
                key, content, file_name=file.name, as_of=day, follows=follows, by=hands.by, now=hands.now()
            )
    except UnusableFile as problem:  # nothing that could be kept: the document is told all the same
        if as_json:
            print_json(_refused_document(key, file, day, problem))
        raise
    if told.state == "received":
        told = snapshots.read_delivery(told.snapshot, by=hands.by, now=hands.now(), progress=_progress())
    _tell(told, file.name, as_json)


@click.command("release")
@click.argument("key")
@click.argument("snapshot")
@REASON
@JSON
@click.pass_obj
def release(hands: Hands, key: str, snapshot: str, reason: str, as_json: bool) -> None:
    """Lets a held delivery in: it is read again, without the guards on its size."""
    releases.release_delivery(key, snapshot, reason=reason, by=hands.by, now=hands.now())
    told = snapshots.read_delivery(snapshot, by=hands.by, now=hands.now(), progress=_progress())
    _tell(told, snapshot, as_json)


@click.command("rollback")
@click.argument("key")
@click.argument("snapshot")
@REASON
@JSON
@click.pass_obj
def rollback(hands: Hands, key: str, snapshot: str, reason: str, as_json: bool) -> None:
    """Points a source at another snapshot that was in use before."""
    told = releases.roll_back(key, snapshot, reason=reason, by=hands.by, now=hands.now())
    if as_json:
        print_json(delivery_document(told))
    else:
        click.echo(f"{told.source}: the snapshot {told.snapshot}, as of {told.as_of}, is in use again.")


def _tell(told: Delivered, name: str, as_json: bool) -> None:
    """What became of a delivery, and the exit code that goes with it."""
    if as_json:
        print_json(delivery_document(told))
    else:
        click.echo(f"{told.source}: {told.state}" + (f" ({told.reason})" if told.reason else ""))
        click.echo("rows: " + ", ".join(f"{number} {name}" for name, number in told.rows.items()))
        click.echo("changes: " + ", ".join(f"{number} {name}" for name, number in told.changes.items()))
    if told.state == "unchanged":
        click.echo(f"The same file came on {swedish_day(told.received_at)}; nothing was changed.", err=True)
    if told.state not in ("rejected", "held"):
        return
    facts = ", ".join(f"{name}={value}" for name, value in told.facts.items() if name != "filename")
    where = f"{name}: {told.reason}"
    click.echo(f"{where}: {facts}" if facts else where, err=True)
    if told.state == "held":
        click.echo(
            f"Nothing was changed. To let it in: vetting release {told.source} {told.snapshot} --reason TEXT",
            err=True,
        )
    raise SystemExit(WAITS if told.state == "held" else BAD_INPUT)


def _progress() -> snapshots.Progress | None:
    """A line that counts on, where somebody watches."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        text = f"{done:,} of {total:,} changes written" if total else f"{done:,} rows read"
        click.echo(f"\r{text:<60}", err=True, nl=bool(total) and done >= total)

    return tell


def _refused_document(
    key: str, file: Path, as_of: dt.date | None, problem: UnusableFile
) -> dict[str, object]:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "source": key,
        "sha256": digest,
        "snapshot": None,
        "state": "rejected",
        "reason": problem.code,
        "as_of": as_of,
        "rows": dict.fromkeys(("in", *(state.value for state in RowState)), 0),
        "changes": dict.fromkeys(("added", "modified", "removed"), 0),
        "facts": problem.facts,
    }
