"""Plain functions that make what a test needs, through the deeds where there is one."""

import datetime as dt

from flask.testing import FlaskClient

from vetting.domain.authority import Actor
from vetting.domain.entries import Entry
from vetting.domain.terms import BoardKind, Partner, Role
from vetting.gateways.passwords import hash_password
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.officers import Appointment, Board, Officer, actor_of

NOW = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
PASSWORD = "lugn sol över ån"
_HASH = hash_password(PASSWORD)
SETUP = Actor("setup", "Setup")


def a_board(prefix: str = "NOR", name: str = "Norrdals stadsdelsnämnd") -> Board:
    """A board that exists; asked again for the same prefix, the same one."""
    found = db.session.query(Board).filter_by(prefix=prefix).one_or_none()
    if found is not None:
        return found
    with transaction():
        board = Board(prefix=prefix, name=name, kind=BoardKind.DISTRICT)
        db.session.add(board)
        db.session.flush()
        note(Entry.BOARD_FOUNDED, by=SETUP, now=NOW, subject=f"board:{board.id}")
    return board


def an_officer(
    role: Role = Role.CULTURE_SECRETARY,
    *,
    username: str = "",
    board: Board | None = None,
    everywhere: bool = False,
    partner: Partner | None = None,
) -> Actor:
    """An active officer with one appointment, as the rules see them; an agent is of the enforcement authority
    unless told otherwise."""
    username = username or f"{role.value}.{(board.prefix if board else 'nor').lower()}"
    if role is Role.PARTNER_AGENT:
        everywhere, partner = True, partner or Partner.ENFORCEMENT_AUTHORITY
    board_id = None if everywhere else (board or a_board()).id
    with transaction():
        officer = Officer(
            username=username,
            display_name=username.replace(".", " ").title(),
            password_hash=_HASH,
            must_change_password=False,
            created_at=NOW,
        )
        db.session.add(officer)
        db.session.flush()
        db.session.add(Appointment(officer_id=officer.id, role=role, board_id=board_id, partner=partner))
        note(Entry.OFFICER_ADDED, by=SETUP, now=NOW, subject=f"officer:{officer.id}")
    return actor_of(officer)


def sign_in(client: FlaskClient, username: str) -> FlaskClient:
    """The browser signed in through the real page."""
    page = client.get("/inloggning").text
    token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    answer = client.post(
        "/inloggning", data={"username": username, "password": PASSWORD, "csrf_token": token}
    )
    assert answer.status_code == 302, answer.text
    return client


def csrf(client: FlaskClient, path: str) -> str:
    """The token of the form on a page."""
    page = client.get(path).text
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
