"""The terms of contracts for premises in dated versions, and which of them a tenant accepted."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, mapped_column

from vetting.domain.contract_terms import Clause, NewTerms
from vetting.domain.errors import NotFound
from vetting.domain.terms_contracts import TermsAcceptance
from vetting.records.columns import UtcTime, Word
from vetting.records.db import Base, db, new_id


class TermsEdition(Base):
    """One version of a board's terms; it holds from its day until the next one's."""

    __tablename__ = "terms_editions"
    __table_args__ = (
        UniqueConstraint("board_id", "in_force_from_on"),
        CheckConstraint("in_force_from_on >= adopted_on", name="adopted_first"),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    board_id: Mapped[str] = mapped_column(ForeignKey("boards.id"))
    clauses: Mapped[list[dict[str, object]]] = mapped_column(JSON)  # key, title, text, is_weighty
    adopted_by: Mapped[str] = mapped_column(String(120))
    adopted_on: Mapped[dt.date]
    in_force_from_on: Mapped[dt.date]
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


class AcceptedTerms(Base):
    """That the tenant of one request accepted one version: by whom, how, and on which day."""

    __tablename__ = "accepted_terms"
    __table_args__ = (UniqueConstraint("request_id", "edition_id"),)

    id: Mapped[str] = mapped_column(String(16), primary_key=True, default=new_id)
    request_id: Mapped[str] = mapped_column(ForeignKey("booking_requests.id"))
    edition_id: Mapped[str] = mapped_column(ForeignKey("terms_editions.id"), index=True)
    accepted_by: Mapped[str] = mapped_column(String(120))
    accepted_on: Mapped[dt.date]
    channel: Mapped[TermsAcceptance] = mapped_column(Word(TermsAcceptance))
    recorded_by: Mapped[str] = mapped_column(String(40))
    recorded_at: Mapped[dt.datetime] = mapped_column(UtcTime)


def clauses_of(edition: TermsEdition) -> tuple[Clause, ...]:
    """The clauses as the rules see them."""
    return tuple(Clause.of_kept(kept) for kept in edition.clauses)


def editions_of(board_id: str) -> Sequence[TermsEdition]:
    """Every version of the board's terms, the latest first."""
    return editions_of_boards([board_id]).get(board_id, ())


def editions_of_boards(board_ids: Collection[str]) -> Mapping[str, Sequence[TermsEdition]]:
    """Every version of each board's terms, the latest first; a board without any is not there."""
    query = select(TermsEdition).where(TermsEdition.board_id.in_(board_ids))
    found: defaultdict[str, list[TermsEdition]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(TermsEdition.in_force_from_on.desc())):
        found[row.board_id].append(row)
    return found


def edition(edition_id: str) -> TermsEdition:
    """The version of that id. Raises NotFound."""
    found = db.session.get(TermsEdition, edition_id)
    if found is None:
        raise NotFound("not_found")
    return found


def terms_in_force(board_id: str, on: dt.date) -> TermsEdition | None:
    """The version that holds in the board on a day; None where the board has none."""
    query = select(TermsEdition).where(TermsEdition.board_id == board_id, TermsEdition.in_force_from_on <= on)
    return db.session.scalar(query.order_by(TermsEdition.in_force_from_on.desc()).limit(1))


def accepted_terms(request_id: str) -> AcceptedTerms | None:
    """What the tenant accepted last; None when nothing is accepted yet."""
    query = select(AcceptedTerms).where(AcceptedTerms.request_id == request_id)
    return db.session.scalar(
        query.order_by(AcceptedTerms.accepted_on.desc(), AcceptedTerms.recorded_at.desc()).limit(1)
    )


def terms_lacking(request_id: str, board_id: str, on: dt.date) -> bool:
    """Whether the board has terms in force that the tenant has not accepted (criterion L11)."""
    held = (
        select(TermsEdition.id)
        .where(TermsEdition.board_id == board_id, TermsEdition.in_force_from_on <= on)
        .order_by(TermsEdition.in_force_from_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    accepted = exists().where(AcceptedTerms.request_id == request_id, AcceptedTerms.edition_id == held)
    edition_id, is_accepted = db.session.execute(select(held, accepted)).one()
    return edition_id is not None and not is_accepted


def keep_edition(board_id: str, terms: NewTerms, *, by: str, now: dt.datetime) -> TermsEdition:
    """Keeps a version as adopted."""
    row = TermsEdition(
        board_id=board_id,
        clauses=[clause.kept() for clause in terms.clauses],
        adopted_by=terms.adopted_by,
        adopted_on=terms.adopted_on,
        in_force_from_on=terms.in_force_from,
        recorded_by=by,
        recorded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


def keep_acceptance(row: AcceptedTerms) -> AcceptedTerms:
    """Keeps that the terms were accepted."""
    db.session.add(row)
    db.session.flush()
    return row
