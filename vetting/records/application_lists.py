"""Questions asked while a list of applications comes in: who can be meant, which grants, what came before."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from vetting.domain.application_matching import KnownAssociation, KnownScheme
from vetting.domain.terms import Channel
from vetting.records.applications import Application, Case, Scheme
from vetting.records.associations import Association
from vetting.records.db import db
from vetting.records.officers import Board

Opened = dict[str, tuple[Application, Case]]


def associations_standing() -> list[KnownAssociation]:
    """Every association that was not merged into another."""
    rows = db.session.execute(
        select(Association.id, Association.name, Association.org_number).where(
            Association.merged_into_id.is_(None)
        )
    )
    return [KnownAssociation(key, name, number) for key, name, number in rows]


def schemes_open(board_ids: Collection[str] | None) -> list[KnownScheme]:
    """Open schemes of those boards, or of all when None."""
    query = (
        select(Scheme.id, Scheme.board_id, Board.name, Board.prefix, Scheme.key, Scheme.name)
        .join(Board, Board.id == Scheme.board_id)
        .where(Scheme.is_open, Board.is_active)
    )
    if board_ids is not None:
        query = query.where(Scheme.board_id.in_(sorted(board_ids)))
    return [KnownScheme(*row) for row in db.session.execute(query)]


def opened_by_list(keys: Sequence[str]) -> Opened:
    """Applications that came in by lists under those keys, each with its case."""
    found: Opened = {}
    for start in range(0, len(keys), 500):
        rows = db.session.execute(
            select(Application, Case)
            .join(Case, Case.id == Application.case_id)
            .where(Application.channel == Channel.LIST, Application.source_key.in_(keys[start : start + 500]))
        )
        found |= {row.source_key or "": (row, case) for row, case in rows}
    return found
