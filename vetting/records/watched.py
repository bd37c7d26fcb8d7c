"""Whom re-screening watches over: everyone who has support that has not ended, and who signs for them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import ColumnElement, func, or_, select

from vetting.domain.evidence import PartyFacts
from vetting.records.associations import Association
from vetting.records.clearances import Rescreening
from vetting.records.cross_checks import CrossCheck
from vetting.records.db import db
from vetting.records.decisions import Support
from vetting.records.known_as import CALLED, Called, parties_of
from vetting.records.signatories import Signatory

AT_ONCE = 500


@dataclass(frozen=True)
class Watched:
    """An association with the boards whose support it has, and the case of the newest in each; or a declared
    signatory of one case, within that case alone."""

    association_id: str
    party: PartyFacts
    cases: dict[str, str]  # board id: case id
    signatory_id: str | None = None


def party_of(row: Association) -> PartyFacts:
    """The association as the matcher sees it, with all that it is known as."""
    return parties_of({row.id: Called(row.id, row.name, row.org_number, row.city, row.giro)})[row.id]


def facts_of(association_id: str) -> dict[str, object]:
    """The same of the association of that id, as a check keeps what it asked about."""
    return asdict(party_of(db.session.get_one(Association, association_id)))


def parties_to_watch(today: dt.date, association_ids: Collection[str] | None = None) -> list[Watched]:
    """Everyone with live support on that day, or those of `association_ids`, in the order of their ids."""
    rows = db.session.execute(
        select(*CALLED, Support.board_id, Support.case_id)
        .join(Association, Association.id == Support.association_id)
        .where(
            *_live(today),
            *([] if association_ids is None else [Association.id.in_(association_ids)]),
        )
        .order_by(Association.id, Support.starts_on, Support.id)
    )
    cases: defaultdict[str, dict[str, str]] = defaultdict(dict)
    found: dict[str, Called] = {}
    for association_id, name, number, city, giro, board_id, case_id in rows:
        found[association_id] = Called(association_id, name, number, city, giro)
        cases[association_id][board_id] = case_id
    return [Watched(key, party, cases[key]) for key, party in parties_of(found).items()]


def signatories_to_watch(today: dt.date) -> list[Watched]:
    """Everyone who signs for an association in a case whose support is live that day, in the order of their
    ids. The same person in two cases is two: nobody is found across cases (RF 2:3)."""
    rows = db.session.execute(
        select(Signatory, Support.association_id, Support.board_id)
        .join(Support, Support.case_id == Signatory.case_id)
        .where(Signatory.ended_at.is_(None), *_live(today))
        .order_by(Signatory.id)
    )
    found = {
        row.id: Watched(association_id, row.person.party, {board_id: row.case_id}, row.id)
        for row, association_id, board_id in rows
    }
    return list(found.values())


def _live(today: dt.date) -> tuple[ColumnElement[bool], ...]:
    return Support.ended_on.is_(None), Support.ends_on >= today


def changed_since_looked_at(association_ids: Collection[str]) -> list[str]:
    """Those that were corrected or merged after anybody last checked or re-screened them."""
    ids = sorted(association_ids)
    return [
        one for start in range(0, len(ids), AT_ONCE) for one in _changed_among(ids[start : start + AT_ONCE])
    ]


def _changed_among(ids: list[str]) -> list[str]:
    checked = (
        select(func.max(CrossCheck.run_at))
        .where(CrossCheck.association_id == Association.id)
        .scalar_subquery()
    )
    screened = (
        select(func.max(Rescreening.started_at))
        .where(Rescreening.association_id == Association.id)
        .scalar_subquery()
    )
    return list(
        db.session.scalars(
            select(Association.id)
            .where(
                Association.id.in_(ids),
                Association.updated_at > func.coalesce(checked, Association.created_at),
                or_(screened.is_(None), Association.updated_at > screened),
            )
            .order_by(Association.id)
        )
    )
