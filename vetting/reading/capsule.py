"""Everything a capsule of a case holds, read in one view of the database."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, or_, select

from vetting.domain.authority import Actor
from vetting.domain.capsule import CASE_FORMAT, JOURNAL_FORMAT, LOOKS, CaseContents, KeptFile
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound
from vetting.reading.capsule_rows import Row, file_digests, rows_of_case
from vetting.reading.case_filter import visible
from vetting.reading.certificate import Certificate, certificate_of
from vetting.records.applications import Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.files import StoredFile
from vetting.records.journal import JournalEntry, JournalPayload
from vetting.records.officers import Board, Officer
from vetting.records.sealed_reasons import SealedReasons

_ID = re.compile(r"[0-9a-f]{16}")
SHOWN = 20


@dataclass(frozen=True)
class CaseParts:
    """A case as its capsule's readable page shows it; `contents` as the ZIP keeps it."""

    case: Row
    association: Row
    rows: Mapping[str, Sequence[Row]]
    certificates: tuple[Certificate, ...]
    journal: tuple[Row, ...]
    officers: Mapping[str, str]
    contents: CaseContents


@dataclass(frozen=True)
class EarlierExport:
    """A capsule taken out before. `digest`: its SHA-256, blank where the journal's facts were disposed of."""

    at: dt.datetime
    by: str
    digest: str


def case_id_of(named: str, *, actor: Actor) -> str:
    """The id of a case named by its number or id. Raises NotFound `case_not_found`."""
    found = db.session.scalar(
        select(Case.id).where(
            or_(Case.id == named.strip(), func.upper(Case.case_number) == named.strip().upper()),
            visible(actor),
        )
    )
    if found is None:
        raise NotFound("case_not_found", case=named[:40])
    return found


def case_parts(case_id: str, *, actor: Actor) -> CaseParts:
    """Everything of the case. Raises NotFound.

    The row of the case is held while it is read, so that no deed changes the case in between.
    """
    case, association = _case_and_association(case_id, actor)
    rows = rows_of_case(case_id)
    certificates = tuple(certificate_of(case_id, run["id"], actor=actor) for run in rows["cross_checks"])
    entries = _journal(case_id)
    officers = _officers([case, *(row for kept in rows.values() for row in kept)], entries)
    files = _files(file_digests(rows))
    document = {
        "format": CASE_FORMAT,
        "case": case,
        "association": association,
        "officers": officers,
        "files": [{**asdict(file), "member": file.member} for file in files],
        "certificates": [_certified(one) for one in certificates],
        "rows": rows,
    }
    journal = {"format": JOURNAL_FORMAT, "case": case_id, "entries": entries}
    letters = [row["content"] for row in rows["notices"] if row["kind"].value == "decision"]
    contents = CaseContents(
        case_number=case["case_number"],
        document=document,
        journal=journal,
        reasons=_sealed_text(rows["decisions"]),
        letter=letters[-1] if letters else None,
        files=files,
    )
    return CaseParts(case, association, rows, certificates, entries, officers, contents)


def _case_and_association(case_id: str, actor: Actor) -> tuple[Row, Row]:
    found = db.session.execute(
        select(Case, Association, Board, Scheme)
        .join(Association, Association.id == Case.association_id)
        .join(Board, Board.id == Case.board_id)
        .join(Scheme, Scheme.id == Case.scheme_id)
        .where(Case.id == case_id, visible(actor))
        .with_for_update(read=True, of=Case)
    ).one_or_none()
    if found is None:
        raise NotFound("not_found")
    case, association, board, scheme = found
    told = {column.name: getattr(case, column.name) for column in Case.__table__.columns}
    told |= {"board": board.name, "board_prefix": board.prefix, "scheme": scheme.name, "kind": scheme.kind}
    names = ("id", "name", "org_number", "number_class", "number_shown")
    return told, {name: getattr(association, name) for name in names}


def _sealed_text(decisions: Sequence[Row]) -> str | None:
    ids = [row["id"] for row in decisions]
    return db.session.scalar(select(SealedReasons.text).where(SealedReasons.decision_id.in_(ids)))


def _journal(case_id: str) -> tuple[Row, ...]:
    """The entries of the case with their links, but for those that only tell that somebody looked.

    `body` is the very text that was digested with `salt`; both are None where they were disposed of.
    """
    columns = (
        *(JournalEntry.seq, JournalEntry.at, JournalEntry.actor, JournalEntry.name, JournalEntry.subject),
        *(JournalEntry.case_id.label("case"), JournalEntry.payload_digest, JournalEntry.prev),
        *(JournalEntry.hash, JournalPayload.salt, JournalPayload.body),
    )
    rows = db.session.execute(
        select(*columns)
        .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .where(JournalEntry.case_id == case_id, JournalEntry.name.not_in([look.value for look in LOOKS]))
        .order_by(JournalEntry.seq)
    )
    return tuple(dict(row) for row in rows.mappings())


def _files(digests: set[str]) -> tuple[KeptFile, ...]:
    rows = db.session.scalars(
        select(StoredFile).where(StoredFile.digest.in_(digests)).order_by(StoredFile.digest)
    )
    return tuple(KeptFile(row.digest, row.content_type, row.size) for row in rows)


def _officers(rows: Sequence[Row], entries: Sequence[Row]) -> dict[str, str]:
    """Display names of everybody who acted or is to act, by officer id."""
    named = {entry["actor"] for entry in entries} | set(_ids_in(rows))
    found = db.session.execute(
        select(Officer.id, Officer.display_name).where(Officer.id.in_(named)).order_by(Officer.id)
    )
    return {officer_id: name for officer_id, name in found}


def _ids_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if _ID.fullmatch(value) else []
    if isinstance(value, Mapping):
        value = list(value.values())
    return [one for part in value for one in _ids_in(part)] if isinstance(value, list | tuple) else []


def _certified(certificate: Certificate) -> dict[str, object]:
    """The certificate without the case around it and the list of runs, which others add to."""
    told = asdict(certificate)
    return {key: value for key, value in told.items() if key not in ("case", "runs", "is_latest")}


def earlier_exports(case_id: str) -> tuple[EarlierExport, ...]:
    """The last capsules taken out of a case, the newest first."""
    rows = db.session.execute(
        select(JournalEntry.at, JournalEntry.actor, Officer.display_name, JournalPayload.body)
        .outerjoin(JournalPayload, JournalPayload.seq == JournalEntry.seq)
        .outerjoin(Officer, Officer.id == JournalEntry.actor)
        .where(JournalEntry.case_id == case_id, JournalEntry.name == Entry.CASE_EXPORTED.value)
        .order_by(JournalEntry.seq.desc())
        .limit(SHOWN)
    )
    return tuple(
        EarlierExport(
            dt.datetime.fromisoformat(at), name or actor, json.loads(body or "{}").get("sha256", "")
        )
        for at, actor, name, body in rows
    )
