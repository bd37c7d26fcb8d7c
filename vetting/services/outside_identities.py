"""Signing in through the municipality: the way there, the way back, and which account it opens."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace

from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.domain.errors import NotFound, Refused
from vetting.domain.identity_provider import Identity, Journey, Provider
from vetting.domain.passwords import SESSION_LENGTH, WINDOW
from vetting.gateways import identity_provider
from vetting.gateways.fetch import Door
from vetting.records import officers, outside_identities
from vetting.records.db import settings, transaction
from vetting.records.journal import note
from vetting.records.outside_identities import OutsideIdentity

TOLD_PER_ADDRESS = 40  # refusals in a window: whoever goes on fills no journal


def begin(return_to: str) -> Journey:
    """The way to the provider and back to `return_to`. Changes nothing.

    Raises NotFound where none is configured, Refused `provider_unreachable` or `provider_unsound`.
    """
    provider, door = _provider()
    return identity_provider.begun(provider, return_to, door)


def sign_in(query: str, kept: Mapping[str, str], *, address: str, now: dt.datetime) -> str:
    """Opens a session for the account that whoever comes back is linked with, and gives its token. A refusal
    is journaled, and nothing of whom.

    Raises what `came_back` raises, and Refused `identity_not_linked`, also for an account that is closed.
    """
    try:
        return _let_in(_came_back(query, kept), now)
    except Refused as refusal:
        _tell_refused(refusal.code, officers.failure_key("provider", address), now)
        raise


def link(query: str, kept: Mapping[str, str], *, by: Actor, now: dt.datetime) -> None:
    """Links whoever comes back with the account that is signed in.

    Raises what `came_back` raises, and Refused `identity_linked_elsewhere` or `account_linked`.
    """
    identity = _came_back(query, kept)
    with transaction():
        holder = outside_identities.officer_of_identity(identity.digest)
        if holder is not None and holder.id != by.id:
            raise Refused("identity_linked_elsewhere")
        if outside_identities.link_of(by.id) is not None:
            raise Refused("account_linked")
        outside_identities.add_link(OutsideIdentity(officer_id=by.id, digest=identity.digest, linked_at=now))
        note(Entry.IDENTITY_LINKED, by=by, now=now, subject=f"officer:{by.id}")


def unlink(officer_id: str, *, by: Actor, now: dt.datetime) -> None:
    """Ends the link of an account, one's own or, as an administrator, anybody's, and its sessions.

    Raises NotAllowed, and NotFound where there is none.
    """
    with transaction():
        if officer_id != by.id:
            require(by, Act.ADMINISTER)
        if not outside_identities.end_link(officer_id):
            raise NotFound("not_found")
        if officer_id != by.id:
            officers.end_sessions_of(officer_id)
        note(Entry.IDENTITY_UNLINKED, by=by, now=now, subject=f"officer:{officer_id}")


def _let_in(identity: Identity, now: dt.datetime) -> str:
    token = secrets.token_urlsafe(32)
    with transaction():
        officer = outside_identities.officer_of_identity(identity.digest)
        if officer is None or not officer.is_active:
            raise Refused("identity_not_linked")
        digest = hashlib.sha256(token.encode()).hexdigest()
        officers.add_session(digest, officer.id, created_at=now, expires_at=now + SESSION_LENGTH)
        by = Actor(officer.id, officer.display_name)
        note(Entry.IDENTITY_SIGNED_IN, by=by, now=now, subject=f"officer:{officer.id}")
    return token


def _tell_refused(code: str, place: str, now: dt.datetime) -> None:
    if officers.failures(place, since=now - WINDOW) >= TOLD_PER_ADDRESS:
        return
    with transaction():
        officers.count_failure(place, now=now, window=WINDOW)
        note(Entry.SIGN_IN_FAILED, by=Actor("nobody", ""), now=now, subject="provider:sign_in", code=code)


def _came_back(query: str, kept: Mapping[str, str]) -> Identity:
    provider, door = _provider()
    return identity_provider.came_back(provider, query, kept, door)


def _provider() -> tuple[Provider, Door]:
    found = settings()
    if found.provider is None:
        raise NotFound("not_found")
    return found.provider, replace(identity_provider.LIMITS, inside=found.inside_hosts)
