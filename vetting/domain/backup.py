"""What a backup says of itself, sealed with the journal's key, and how a row is one line of it."""

import base64
import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from vetting.domain.chain_check import Mark, Stored
from vetting.domain.errors import UnusableFile
from vetting.domain.journal import Link

FORMAT, VERSION = "vetting-backup", 1
FOLDERS = ("files", "layouts", "outbox")  # of the data folder; the index is derived, keys lie elsewhere
Row = Mapping[str, Any]


class Kind(StrEnum):
    """How a column's values are written in a line of JSON."""

    PLAIN = "plain"  # a word, a whole number, a number or yes and no; JSON columns as their text
    DAY = "day"
    INSTANT = "instant"
    BYTES = "bytes"  # base64


@dataclass(frozen=True)
class TablePart:
    """A table's lines: one row each, values in the order of `columns`."""

    columns: tuple[str, ...]
    rows: int
    digest: str


@dataclass(frozen=True)
class Manifest:
    """`migration`: where the tables stood; `files`: path below the data folder and SHA-256 of the bytes."""

    id: str
    made_at: str
    database: str
    migration: str
    tables: Mapping[str, TablePart]
    files: Mapping[str, str]


def manifest_bytes(manifest: Manifest, key: bytes) -> bytes:
    """The manifest as kept: nobody without the journal's key can change it, or what its digests tell of."""
    body = {"format": FORMAT, "version": VERSION, "key": _mark(key), **asdict(manifest)}
    return _bytes({**body, "seal": _seal(body, key)})


def manifest_of(data: bytes, key: bytes, *, filename: str) -> Manifest:
    """Raises UnusableFile `not_a_backup`, `backup_newer`, `backup_other_key` or `backup_damaged`."""
    body = _read(data, filename)
    if body.pop("version", None) != VERSION:
        raise UnusableFile("backup_newer", filename=filename, migration="")
    if body.get("key") != _mark(key):
        raise UnusableFile(
            "backup_other_key",
            filename=filename,
            reason="put the journal.key of the service that made it in the data folder",
        )
    seal = str(body.pop("seal", ""))
    if not hmac.compare_digest(seal, _seal({**body, "version": VERSION}, key)):
        raise UnusableFile("backup_damaged", filename=filename, part="manifest")
    tables = {
        name: TablePart(tuple(one["columns"]), one["rows"], one["digest"])
        for name, one in body["tables"].items()
    }
    return Manifest(body["id"], body["made_at"], body["database"], body["migration"], tables, body["files"])


def _read(data: bytes, filename: str) -> dict[str, Any]:
    try:
        body = json.loads(data)
    except ValueError:
        raise UnusableFile("not_a_backup", filename=filename) from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise UnusableFile("not_a_backup", filename=filename)
    return body


def _mark(key: bytes) -> str:
    """Tells one key from another and nothing of either."""
    return hmac.new(key, b"backup key", hashlib.sha256).hexdigest()[:16]


def _seal(body: Mapping[str, Any], key: bytes) -> str:
    return hmac.new(key, b"backup\0" + _bytes(body), hashlib.sha256).hexdigest()


def _bytes(body: Mapping[str, Any]) -> bytes:
    """Letter by letter as they are: a file may be named in any form of Unicode."""
    return json.dumps(body, sort_keys=True).encode()


def line_of(values: Sequence[object]) -> bytes:
    """One row as a line of JSON."""
    return json.dumps([_told(value) for value in values], ensure_ascii=False).encode() + b"\n"


def _told(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return value.isoformat() if isinstance(value, dt.date) else value  # an instant is a day too


def values_of(line: bytes, kinds: Sequence[Kind]) -> list[Any]:
    """The values of a line. Raises ValueError when it is not one."""
    told = json.loads(line)
    if not isinstance(told, list) or len(told) != len(kinds):
        raise ValueError("a line has other values than its table")
    return [_value(value, kind) for value, kind in zip(told, kinds, strict=True)]


def _value(told: Any, kind: Kind) -> object:
    if told is None or kind is Kind.PLAIN:
        return told
    if kind is Kind.BYTES:
        return base64.b64decode(told, validate=True)
    return dt.date.fromisoformat(told) if kind is Kind.DAY else dt.datetime.fromisoformat(told)


def links_of(entries: Iterable[Row], payloads: Iterable[Row]) -> Iterator[Stored]:
    """The journal's entries with their facts; both come in the order of their numbers."""
    waiting = iter(payloads)
    payload = next(waiting, None)
    for row in entries:
        while payload is not None and payload["seq"] < row["seq"]:
            payload = next(waiting, None)
        own = payload if payload is not None and payload["seq"] == row["seq"] else None
        link = Link(
            row["seq"],
            row["at"],
            row["actor"],
            row["name"],
            row["subject"],
            row["case_id"],
            row["payload_digest"],
            row["prev"],
        )
        salt, body = (None, None) if own is None else (own["salt"], own["body"])
        yield Stored(link, row["hash"], salt, body)


def head_of(rows: Iterable[Row]) -> Mark | None:
    """The end of the chain as its own row tells it."""
    return next((Mark(row["seq"], row["hash"]) for row in rows), None)
