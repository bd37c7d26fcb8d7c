"""Keys for other systems: issued once, bound to one board or partner and to scopes, revoked at any time."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from vetting.domain.authority import PARTNER_SCOPES, SCOPES, Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_writable
from vetting.domain.terms import Partner
from vetting.records import accounts, officers
from vetting.records.db import db, transaction
from vetting.records.journal import note
from vetting.records.officers import ApiToken


def issue_token(
    board_id: str, name: str, *, scopes: Collection[str], by: Actor, now: dt.datetime
) -> tuple[str, str]:
    """Gives the token's id and its secret, of which only the digest is kept.

    Raises Refused `scope_unknown`, `scopes_missing`, `name_blank` or `board_inactive`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        if not officers.board(board_id).is_active:
            raise Refused("board_inactive")
        token = _new(name, scopes, allowed=SCOPES, now=now)
        token[0].board_id = board_id
        return _keep(*token, by=by, now=now)


def issue_partner_token(
    partner: Partner, name: str, *, scopes: Collection[str], by: Actor, now: dt.datetime
) -> tuple[str, str]:
    """As issue_token, for a partner's own system: it delivers and answers for that agency alone.

    Raises Refused `scope_unknown`, `scopes_missing` or `name_blank`.
    """
    with transaction():
        require(by, Act.ADMINISTER)
        token = _new(name, scopes, allowed=PARTNER_SCOPES, now=now)
        token[0].partner = partner
        return _keep(*token, by=by, now=now)


def revoke_token(token_id: str, *, by: Actor, now: dt.datetime) -> None:
    """The key stops working at once. Raises Refused `token_revoked`."""
    with transaction():
        require(by, Act.ADMINISTER)
        token = accounts.api_token(token_id)
        if token.revoked_at is not None:
            raise Refused("token_revoked")
        token.revoked_at = now
        note(
            Entry.TOKEN_REVOKED,
            by=by,
            now=now,
            subject=f"token:{token_id}",
            board=token.board_id,
            partner=token.partner.value if token.partner else None,
        )


def _new(
    name: str, scopes: Collection[str], *, allowed: Collection[str], now: dt.datetime
) -> tuple[ApiToken, str]:
    """A token that belongs to nobody yet, and its secret."""
    name = require_writable(name, field="name")
    if not name:
        raise Refused("name_blank")
    if not scopes:
        raise Refused("scopes_missing")
    if unknown := sorted(set(scopes) - set(allowed)):
        raise Refused("scope_unknown", scope=unknown[0])
    secret = "vet_" + secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    return ApiToken(name=name, digest=digest, scopes=" ".join(sorted(set(scopes))), created_at=now), secret


def _keep(token: ApiToken, secret: str, *, by: Actor, now: dt.datetime) -> tuple[str, str]:
    db.session.add(token)
    db.session.flush()
    note(
        Entry.TOKEN_ISSUED,
        by=by,
        now=now,
        subject=f"token:{token.id}",
        board=token.board_id,
        partner=token.partner.value if token.partner else None,
        scopes=token.scopes,
    )
    return token.id, secret
