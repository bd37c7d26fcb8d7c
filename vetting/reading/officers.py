"""Who is signed in, and what other systems' tokens stand for."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.domain.errors import NotFound
from vetting.records.db import db
from vetting.records.officers import ApiToken, Officer, actor_of, officer_named, officer_of_session


@dataclass(frozen=True)
class SignedIn:
    """The officer behind a session: who acts, and whether a new password must be set first."""

    actor: Actor
    must_change_password: bool


def signed_in(token: str, now: dt.datetime) -> SignedIn | None:
    """The officer of a session token, or None when it has ended."""
    found = officer_of_session(hashlib.sha256(token.encode()).hexdigest(), now)
    return None if found is None else SignedIn(*found)


def actor_of_token(token: str) -> Actor | None:
    """The system behind a token, with its board or partner and its scopes; None when unknown or revoked."""
    row = db.session.scalar(
        select(ApiToken).where(
            ApiToken.digest == hashlib.sha256(token.encode()).hexdigest(), ApiToken.revoked_at.is_(None)
        )
    )
    if row is None:
        return None
    return Actor(
        id=f"token:{row.id}",
        name=row.name,
        token_scopes=frozenset(row.scopes.split()),
        token_board=row.board_id,
        partners=frozenset() if row.partner is None else frozenset({row.partner}),
    )


def officer_actor(username: str) -> Actor:
    """The active officer of that sign-in name, as the rules see them. Raises NotFound `officer_not_found`."""
    row = officer_named(username)
    if row is None or not row.is_active:
        raise NotFound("officer_not_found", user=username)
    return actor_of(row)


def address_of(actor: Actor) -> str:
    """Where the officer's own reminders go by e-mail; "" for nowhere."""
    return db.session.scalar(select(Officer.email).where(Officer.id == actor.id)) or ""


def is_known_account(username: str) -> bool:
    """Whether there is an officer of that sign-in name."""
    return officer_named(username) is not None
