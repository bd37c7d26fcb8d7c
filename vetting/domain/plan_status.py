"""A status report on an action plan: every activity as it stood on a day, with its evidence, frozen."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from vetting.domain.action_plans import PlanRow, row_standing
from vetting.domain.plan_evidence import PlanFact, fact_from
from vetting.domain.terms_action_plans import RowProgress, RowStanding, ServiceTie

FORMAT = "vetting-plan-status-1"


@dataclass(frozen=True)
class Said:
    """What somebody said last of an activity."""

    progress: RowProgress
    words: str
    said_on: dt.date


@dataclass(frozen=True)
class StatusRow:
    """An activity as it stands: the row, what was said of it, and what the service shows."""

    id: str
    row: PlanRow
    said: Said | None
    standing: RowStanding
    evidence: tuple[PlanFact, ...]


@dataclass(frozen=True)
class PlanStatus:
    """A plan's activities on a day."""

    board: str
    year: int
    version: int
    as_of: dt.date
    rows: tuple[StatusRow, ...]

    def count(self, standing: RowStanding) -> int:
        """How many activities stand so."""
        return sum(row.standing is standing for row in self.rows)


def status_rows(
    rows: Iterable[tuple[str, PlanRow]],
    said: Mapping[str, Said],
    evidence: Mapping[ServiceTie, tuple[PlanFact, ...]],
    today: dt.date,
) -> tuple[StatusRow, ...]:
    """The rows with what is known of each; `said` by the row's id."""
    return tuple(
        StatusRow(
            row_id,
            row,
            said.get(row_id),
            row_standing(said[row_id].progress if row_id in said else None, row.due_on, today),
            evidence.get(row.tie, ()) if row.tie else (),
        )
        for row_id, row in rows
    )


def document_of(status: PlanStatus) -> str:
    """The status as JSON, by which it is sealed; the same status gives the same text."""
    document = {
        "format": FORMAT,
        "board": status.board,
        "year": status.year,
        "version": status.version,
        "as_of": status.as_of.isoformat(),
        "rows": [_row_document(one) for one in status.rows],
    }
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def status_from(document: str) -> PlanStatus:
    """The status that document_of wrote."""
    read: dict[str, Any] = json.loads(document)
    as_of = dt.date.fromisoformat(read["as_of"])
    return PlanStatus(
        read["board"], read["year"], read["version"], as_of, tuple(map(_row_from, read["rows"]))
    )


def digest_of(document: str) -> str:
    """SHA-256 of the document in UTF-8, hex."""
    return hashlib.sha256(document.encode()).hexdigest()


def _row_document(one: StatusRow) -> dict[str, object]:
    row = asdict(one.row)
    row["due_on"] = one.row.due_on.isoformat() if one.row.due_on else None
    row["tie"] = one.row.tie.value if one.row.tie else None
    said = None
    if one.said:
        said = {
            "progress": one.said.progress.value,
            "words": one.said.words,
            "said_on": one.said.said_on.isoformat(),
        }
    evidence = [fact.document() for fact in one.evidence]
    return {"id": one.id, "row": row, "said": said, "standing": one.standing.value, "evidence": evidence}


def _row_from(kept: dict[str, Any]) -> StatusRow:
    row = dict(kept["row"])
    row["due_on"] = dt.date.fromisoformat(row["due_on"]) if row["due_on"] else None
    row["tie"] = ServiceTie(row["tie"]) if row["tie"] else None
    said = kept["said"]
    return StatusRow(
        kept["id"],
        PlanRow(**row),
        Said(RowProgress(said["progress"]), said["words"], dt.date.fromisoformat(said["said_on"]))
        if said
        else None,
        RowStanding(kept["standing"]),
        tuple(fact_from(one) for one in kept["evidence"]),
    )
