"""An officer's own files taken out of lists: what waits, is being made, can be fetched until when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.exports import last_day
from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.records import exports
from vetting.records.exports import UNDER_WAY


@dataclass(frozen=True)
class ExportLine:
    """One file. `until_at`: when it is removed, None before it is there; `size` in bytes."""

    id: str
    kind: ExportKind
    args: Mapping[str, str]
    ending: ExportEnding
    state: ExportState
    rows_done: int
    rows_total: int
    size: int | None
    digest: str | None
    error_code: str | None
    asked_at: dt.datetime
    until_at: dt.datetime | None
    fetched_at: dt.datetime | None

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY


def own_exports(actor: Actor) -> tuple[ExportLine, ...]:
    """The actor's files, the latest first; one query. Raises NotAllowed."""
    require(actor, Act.SEE_DESK)
    return tuple(
        ExportLine(
            row.id,
            row.kind,
            row.args,
            row.ending,
            row.state,
            row.rows_done,
            row.rows_total,
            row.size,
            row.digest,
            row.error_code,
            row.asked_at,
            last_day(row.finished_at) if row.finished_at else None,
            row.fetched_at,
        )
        for row in exports.exports_of(actor.id)
    )
