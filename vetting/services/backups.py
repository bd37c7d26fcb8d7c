"""One consistent, verified copy of everything, and an empty service filled from it."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vetting.domain import backup as rules
from vetting.domain.authority import Act, Actor, require
from vetting.domain.backup import Manifest, TablePart
from vetting.domain.chain_check import Verification, verify
from vetting.domain.entries import Entry
from vetting.domain.errors import UnusableFile
from vetting.gateways import backup_files
from vetting.gateways.backup_files import Opened, Packing, member_of
from vetting.records import backup_tables, migrate
from vetting.records.db import let_go, new_id, settings, transaction
from vetting.records.journal import journal_key, note


@dataclass(frozen=True)
class Copy:
    """A backup: its digest and size in bytes, what it says of itself, and its journal's chain.

    `changed`: kept papers that no longer had the digest they are named by; they are taken as they lay.
    """

    digest: str
    size: int
    manifest: Manifest
    chain: Verification
    changed: tuple[str, ...]


def make_backup(out: Path, *, overwrite: bool = False, by: Actor, now: dt.datetime) -> Copy:
    """Writes one file with every table as it stood at one moment and the kept files, and reads it back.

    The file is there whole and read through, or not at all; only its owner can read it. The keys of the
    journal and of the service are not in it, nor the index, which is made anew. Tables come before files, so
    that no row lacks its paper but for what the retention plan removes meanwhile.
    Raises NotAllowed and UnusableFile `file_exists`, `file_not_written`.
    """
    require(by, Act.ADMINISTER)
    backup_files.require_free(out, overwrite=overwrite)
    with backup_files.workplace(out) as folder:
        backup_id = new_id()
        with transaction():
            note(Entry.BACKUP_STARTED, by=by, now=now, subject=f"backup:{backup_id}")
        part = folder / "backup"
        with backup_files.packing(part) as packing:
            manifest = _pack(packing, folder, backup_id, now)
            packing.add_manifest(rules.manifest_bytes(manifest, journal_key()))
        found = _read_through(part, str(out))
        backup_files.require_free(out, overwrite=overwrite)
        backup_files.move_in_place(part, out)
    return found


def restore_backup(path: Path, *, by: Actor, now: dt.datetime) -> Copy:
    """Fills the empty database and data folder from a backup, made on either kind of database.

    All is read through before anything is written. Files come first and tables last, in one transaction:
    after a stop on the way the database is as empty as before, and the same command does the whole.
    Raises NotAllowed, Refused `database_not_empty`, `restore_file_there`, `storage_full`, and UnusableFile
    `file_not_read`, `not_a_backup`, `backup_cut_short`, `backup_damaged`, `backup_newer`, `backup_other_key`,
    `backup_not_loaded`.
    """
    require(by, Act.ADMINISTER)
    found = _read_through(path, str(path))
    data_dir, manifest = settings().data_dir, found.manifest
    backup_tables.require_empty()
    backup_files.require_room_for(data_dir, manifest.files)
    with backup_files.opened(path) as file:
        for name in manifest.files:
            backup_files.lay(data_dir / name, file.pieces(name))
        columns = {name: table.columns for name, table in manifest.tables.items()}

        def rows(name: str, kinds: list[rules.Kind]) -> Iterator[list[object]]:
            for line in file.lines(name):
                yield rules.values_of(line, kinds)

        backup_tables.fill_empty(manifest.migration, columns, rows, filename=str(path))
    with transaction():
        subject = f"backup:{manifest.id}"
        note(Entry.BACKUP_RESTORED, by=by, now=now, subject=subject, made_at=manifest.made_at)
    return found


def _pack(packing: Packing, folder: Path, backup_id: str, now: dt.datetime) -> Manifest:
    let_go()
    tables = {}
    with backup_tables.one_moment(folder) as moment:
        migration = backup_tables.migration_of(moment)
        for name, table in backup_tables.tables_of(moment).items():
            lines = (rules.line_of(row) for row in backup_tables.rows_of(moment, table))
            packed = packing.add_lines(name, lines)
            tables[name] = TablePart(tuple(table.columns.keys()), packed.count, packed.digest)
    files = {}
    for name, path in backup_files.kept_files(settings().data_dir):
        if (kept := packing.add_file(name, path)) is not None:
            files[name] = kept.digest
    kind = backup_tables.kind_of_database()
    return Manifest(backup_id, now.astimezone(dt.UTC).isoformat(), kind, migration, tables, files)


def _read_through(path: Path, filename: str) -> Copy:
    """The file opened anew: seal, parts, every digest, and the journal's chain."""
    key = journal_key()
    with backup_files.opened(path) as file:
        manifest = rules.manifest_of(file.manifest(), key, filename=filename)
        if not migrate.is_known(manifest.migration):
            raise UnusableFile("backup_newer", filename=filename, migration=manifest.migration)
        file.require_parts([*map(member_of, manifest.tables), *manifest.files])
        for name, table in manifest.tables.items():
            _require_lines(file, name, table, filename)
        for name, digest in manifest.files.items():
            file.require_digest(name, digest)
        links = rules.links_of(
            _rows(file, manifest.tables, "journal_entries"), _rows(file, manifest.tables, "journal_payloads")
        )
        head = rules.head_of(_rows(file, manifest.tables, "journal_head"))
        chain = verify(key, links, head=head)
    told = backup_files.told_of(path)
    changed = tuple(n for n, d in manifest.files.items() if not backup_files.is_as_named(n, d))
    return Copy(told.digest, told.count, manifest, chain, changed)


def _require_lines(file: Opened, name: str, table: TablePart, filename: str) -> None:
    digest, count = hashlib.sha256(), 0
    for line in file.lines(name):
        digest.update(line)
        count += 1
    if (digest.hexdigest(), count) != (table.digest, table.rows):
        raise UnusableFile("backup_damaged", filename=filename, part=member_of(name))


def _rows(file: Opened, tables: Mapping[str, TablePart], name: str) -> Iterator[rules.Row]:
    columns = tables[name].columns
    for line in file.lines(name):
        yield dict(zip(columns, rules.values_of(line, [rules.Kind.PLAIN] * len(columns)), strict=True))
