"""Who is signed in, and what other systems' tokens stand for."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from vetting.domain.authority import Actor
from vetting.records.db import db
from vetting.records.officers import ApiToken, officer_named, officer_of_session


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
    """The system behind an API token, bound to its board and scopes; None when unknown or revoked."""
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
    )


def is_known_account(username: str) -> bool:
    """Whether there is an officer of that sign-in name."""
    return officer_named(username) is not None
