"""Boards, officers and tokens as the administrator sees them."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import NotFound
from vetting.domain.stages import OPEN
from vetting.domain.terms import BoardKind, Partner, Role
from vetting.reading.outside_identities import linked_at
from vetting.records import accounts
from vetting.records.applications import Case, Scheme
from vetting.records.db import db
from vetting.records.officers import ApiToken, Appointment, Board, Officer, OfficerSession


@dataclass(frozen=True)
class BoardRow:
    id: str
    prefix: str
    name: str
    kind: BoardKind
    district: str | None
    is_active: bool
    open_cases: int
    open_schemes: int


@dataclass(frozen=True)
class Held:
    """A role an officer holds; `board` None means every board, `partner` whose agent it is."""

    id: str
    role: Role
    board: str | None
    partner: Partner | None = None


@dataclass(frozen=True)
class OfficerRow:
    id: str
    username: str
    display_name: str
    is_active: bool
    must_change_password: bool
    held: tuple[Held, ...]
    staff_number: str = ""
    email: str = ""
    same_person: tuple[tuple[str, str], ...] = ()  # id and user name of other accounts

    @property
    def is_agent(self) -> bool:
        return any(one.role is Role.PARTNER_AGENT for one in self.held)


@dataclass(frozen=True)
class TokenRow:
    """A key; it belongs to a `board` or to a `partner`."""

    id: str
    name: str
    board: str | None
    partner: Partner | None
    scopes: tuple[str, ...]
    created_at: dt.datetime
    revoked_at: dt.datetime | None


@dataclass(frozen=True)
class Overview:
    boards: tuple[BoardRow, ...]
    officers: tuple[OfficerRow, ...]
    tokens: tuple[TokenRow, ...]


@dataclass(frozen=True)
class OfficerPage:
    """One officer; `cases` and `follow_ups` are what is still open, `successors` who could take it over."""

    officer: OfficerRow
    created_at: dt.datetime
    sessions: int
    cases: int
    follow_ups: int
    linked_at: dt.datetime | None
    boards: tuple[tuple[str, str], ...]
    successors: tuple[tuple[str, str], ...]


def overview(actor: Actor) -> Overview:
    """Everything kept by the administrator, in three queries. Raises NotAllowed."""
    require(actor, Act.ADMINISTER)
    return Overview(_boards(), _officers(), _tokens())


def boards_in_use(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Id and name of each active board, for choices."""
    require(actor, Act.ADMINISTER)
    rows = db.session.execute(select(Board.id, Board.name).where(Board.is_active).order_by(Board.name))
    return tuple((board_id, name) for board_id, name in rows)


def officer_page(officer_id: str, actor: Actor, now: dt.datetime) -> OfficerPage:
    """One officer with what they hold and have in hand. Raises NotAllowed or NotFound."""
    require(actor, Act.ADMINISTER)
    everybody = _officers()
    officer = next((row for row in everybody if row.id == officer_id), None)
    if officer is None:
        raise NotFound("officer_not_found")
    created_at = db.session.scalar(select(Officer.created_at).where(Officer.id == officer_id))
    sessions = db.session.scalar(
        select(func.count()).where(OfficerSession.officer_id == officer_id, OfficerSession.expires_at > now)
    )
    cases = db.session.scalar(
        select(func.count()).where(Case.assigned_to == officer_id, Case.stage.in_(OPEN))
    )
    planned = len(accounts.open_follow_ups_of(officer_id)) + len(accounts.open_proposals_of_owner(officer_id))
    return OfficerPage(
        officer=officer,
        created_at=created_at or now,
        sessions=sessions or 0,
        cases=cases or 0,
        follow_ups=planned,
        linked_at=linked_at(officer_id),
        boards=boards_in_use(actor),
        successors=tuple(
            (row.id, row.display_name)
            for row in everybody
            if row.is_active and row.id != officer_id and not row.is_agent
        ),
    )


def _boards() -> tuple[BoardRow, ...]:
    cases = (
        select(Case.board_id, func.count().label("n"))
        .where(Case.stage.in_(OPEN))
        .group_by(Case.board_id)
        .subquery()
    )
    schemes = (
        select(Scheme.board_id, func.count().label("n"))
        .where(Scheme.is_open)
        .group_by(Scheme.board_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Board, func.coalesce(cases.c.n, 0), func.coalesce(schemes.c.n, 0))
        .outerjoin(cases, cases.c.board_id == Board.id)
        .outerjoin(schemes, schemes.c.board_id == Board.id)
        .order_by(Board.is_active.desc(), Board.name)
    )
    return tuple(
        BoardRow(
            id=board.id,
            prefix=board.prefix,
            name=board.name,
            kind=board.kind,
            district=board.district,
            is_active=board.is_active,
            open_cases=open_cases,
            open_schemes=open_schemes,
        )
        for board, open_cases, open_schemes in rows
    )


def _officers() -> tuple[OfficerRow, ...]:
    rows = db.session.execute(
        select(Officer, Appointment.id, Appointment.role, Board.name, Appointment.partner)
        .outerjoin(Appointment, Appointment.officer_id == Officer.id)
        .outerjoin(Board, Board.id == Appointment.board_id)
        .order_by(Officer.is_active.desc(), Officer.display_name, Officer.id, Board.name, Appointment.role)
    )
    found: dict[str, tuple[Officer, list[Held]]] = {}
    for officer, appointment_id, role, board, partner in rows:
        _, held = found.setdefault(officer.id, (officer, []))
        if appointment_id is not None:
            held.append(Held(appointment_id, role, board, partner))
    return tuple(
        OfficerRow(
            id=officer.id,
            username=officer.username,
            display_name=officer.display_name,
            is_active=officer.is_active,
            must_change_password=officer.must_change_password,
            held=tuple(held),
            staff_number=officer.staff_number or "",
            email=officer.email or "",
            same_person=tuple(
                (other.id, other.username)
                for other, _ in found.values()
                if officer.staff_number == other.staff_number is not None and other is not officer
            ),
        )
        for officer, held in found.values()
    )


def _tokens() -> tuple[TokenRow, ...]:
    rows = db.session.execute(
        select(ApiToken, Board.name)
        .outerjoin(Board, Board.id == ApiToken.board_id)
        .order_by(ApiToken.revoked_at.is_not(None), ApiToken.created_at.desc(), ApiToken.id)
    )
    return tuple(
        TokenRow(
            id=token.id,
            name=token.name,
            board=board,
            partner=token.partner,
            scopes=tuple(token.scopes.split()),
            created_at=token.created_at,
            revoked_at=token.revoked_at,
        )
        for token, board in rows
    )


def board_id_of(prefix: str, actor: Actor) -> str:
    """The id of the board with that prefix. Raises NotAllowed or NotFound."""
    require(actor, Act.ADMINISTER)
    found = db.session.scalar(select(Board.id).where(Board.prefix == prefix.strip().upper()))
    if found is None:
        raise NotFound("board_not_found", board=prefix)
    return found
