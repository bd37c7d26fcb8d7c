"""`vetting backup` and `vetting restore`: everything in one file, and an empty service filled from it."""

from pathlib import Path
from typing import Any

import click

from vetting.cli import WAITS, Hands, print_json
from vetting.services import backups

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


@click.command("backup")
@click.argument("out", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Take the place of a file that is there already.")
@JSON
@click.pass_obj
def backup(hands: Hands, out: Path, overwrite: bool, as_json: bool) -> None:
    """Write all tables and kept files to FILE while the service runs, and read it back.

    The keys (journal.key, secret.key) are not in it: keep copies of them in another place.
    """
    _tell(backups.make_backup(out, overwrite=overwrite, by=hands.by, now=hands.now()), out, as_json=as_json)


@click.command("restore")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def restore(hands: Hands, path: Path, as_json: bool) -> None:
    """Fill an empty database and data folder from a backup, made on either kind of database.

    The journal.key of the service that made the backup must lie in the data folder.
    """
    _tell(backups.restore_backup(path, by=hands.by, now=hands.now()), path, as_json=as_json)


def _tell(copy: backups.Copy, path: Path, *, as_json: bool) -> None:
    """Ends with 3 when something in it waits for a person."""
    document = _document(copy, path)
    if as_json:
        print_json(document)
    else:
        click.echo("{file}: {size:,} bytes, SHA-256 {sha256}".format(**document))
        click.echo("{tables} tables with {rows} rows, {files} files, of {made_at}".format(**document))
    first = copy.chain.first_break
    if first is not None:
        click.echo(f"journal_broken: seq={first.seq}, kind={first.kind}", err=True)
    elif not as_json:
        click.echo(f"The journal's chain is whole: {copy.chain.entries} entries")
    for name in copy.changed:
        click.echo(f"file_damaged: filename={name}", err=True)
    if first is not None or copy.changed:
        raise SystemExit(WAITS)


def _document(copy: backups.Copy, path: Path) -> dict[str, Any]:
    held, first = copy.manifest, copy.chain.first_break
    return {
        "file": str(path),
        "sha256": copy.digest,
        "size": copy.size,
        "backup": held.id,
        "made_at": held.made_at,
        "database": held.database,
        "migration": held.migration,
        "tables": len(held.tables),
        "rows": sum(table.rows for table in held.tables.values()),
        "files": len(held.files),
        "damaged_files": list(copy.changed),
        "journal": {
            "entries": copy.chain.entries,
            "ok": copy.chain.ok,
            "first_break": None if first is None else {"seq": first.seq, "kind": str(first.kind)},
        },
    }
