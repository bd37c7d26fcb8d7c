"""Corrections and withdrawals of single rows, kept as a delivery of their own: canonical JSON bytes."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from vetting.domain.errors import UnusableFile
from vetting.domain.terms import PartyKind
from vetting.gateways.source import Listing, Removal, SourceOptions, Tally

FILE_NAME = "desk.json"


def written(follows: str, put: Sequence[Listing], withdrawn: Sequence[str], *, reason: str) -> bytes:
    """The bytes of such a delivery. `follows`: id of the snapshot that is corrected."""
    document = {
        "follows": follows,
        "put": [_document(one) for one in put],
        "reason": reason,
        "withdrawn": sorted(withdrawn),
    }
    return json.dumps(document, sort_keys=True, ensure_ascii=False, indent=1).encode()


def read(file: Path, tally: Tally, *, filename: str, options: SourceOptions) -> Iterator[Listing | Removal]:
    """The changes of one such delivery. Raises UnusableFile `file_damaged`."""
    try:
        document = json.loads(file.read_bytes())
        tally.is_delta, tally.follows = True, document["follows"]
        put = [_listing(one, number) for number, one in enumerate(document["put"], start=1)]
        withdrawn = [str(one) for one in document["withdrawn"]]
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableFile("file_damaged", filename=filename) from error
    yield from put
    for number, record_id in enumerate(withdrawn, start=len(put) + 1):
        yield Removal(record_id, number)


def _document(one: Listing) -> dict[str, object]:
    return {
        "record_id": one.record_id,
        "kind": one.kind.value,
        "name": one.name,
        "aliases": list(one.aliases),
        "org_number": one.org_number,
        "seat": one.seat,
        "birth_date": one.birth_date,
        "status": one.status,
        "listed_on": one.listed_on.isoformat() if one.listed_on else None,
        "payload": dict(one.payload),
    }


def _listing(told: Mapping[str, Any], row_no: int) -> Listing:
    listed_on = told["listed_on"]
    return Listing(
        record_id=told["record_id"],
        kind=PartyKind(told["kind"]),
        name=told["name"],
        aliases=tuple(told["aliases"]),
        org_number=told["org_number"],
        seat=told["seat"],
        birth_date=told["birth_date"],
        status=told["status"],
        listed_on=date.fromisoformat(listed_on) if listed_on else None,
        payload=told["payload"],
        row_no=row_no,
    )
