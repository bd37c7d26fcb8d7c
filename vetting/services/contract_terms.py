"""The terms of contracts for premises: a board's version recorded, and a tenant's acceptance of it."""

import datetime as dt
from dataclasses import dataclass

from vetting.domain.authority import Act, Actor, require
from vetting.domain.contract_terms import NewTerms, sound_terms
from vetting.domain.entries_rooms import RoomEntry
from vetting.domain.errors import Refused
from vetting.domain.free_text import require_written
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_contracts import TermsAcceptance
from vetting.records import boards, breaches, contract_terms
from vetting.records.contract_terms import AcceptedTerms
from vetting.records.db import transaction
from vetting.records.journal import note


@dataclass(frozen=True)
class Acceptance:
    """Who accepted the terms for the tenant, how, and on which day."""

    accepted_by: str
    accepted_on: dt.date
    channel: TermsAcceptance


def adopt_terms(board_id: str, terms: NewTerms, *, by: Actor, now: dt.datetime) -> str:
    """Records a version of the terms and gives its id; it takes over from the one before on its day.

    Raises NotFound, NotAllowed, and Refused as sound_terms and `terms_not_later`.
    """
    with transaction():
        require(by, Act.MANAGE_PREMISES, board_id)
        boards.locked_board(board_id)
        kept = sound_terms(terms, today=swedish_day(now))
        earlier = contract_terms.editions_of(board_id)
        if earlier and kept.in_force_from <= earlier[0].in_force_from_on:
            raise Refused("terms_not_later", day=earlier[0].in_force_from_on.isoformat())
        row = contract_terms.keep_edition(board_id, kept, by=by.id, now=now)
        note(
            RoomEntry.TERMS_ADOPTED,
            by=by,
            now=now,
            subject=f"terms_edition:{row.id}",
            board=board_id,
            adopted_by=kept.adopted_by,
            adopted_on=kept.adopted_on.isoformat(),
            in_force_on=kept.in_force_from.isoformat(),
            count=len(kept.clauses),
        )
        return row.id


def accept_terms(request_id: str, acceptance: Acceptance, *, by: Actor, now: dt.datetime) -> str:
    """Records that the tenant accepted the version in force on that day, and gives its id.

    Raises NotFound, NotAllowed, and Refused `no_terms_in_force`, `accepted_in_future`, `terms_accepted`.
    """
    with transaction():
        contract = breaches.contract_of(request_id, to_change=True)
        require(by, Act.RECEIVE_BOOKING, contract.premises.board_id)
        who = require_written(acceptance.accepted_by, field="accepted_by", longest=120)
        if acceptance.accepted_on > swedish_day(now):
            raise Refused("accepted_in_future", field="accepted_on")
        edition = contract_terms.terms_in_force(contract.premises.board_id, acceptance.accepted_on)
        if edition is None:
            raise Refused("no_terms_in_force", field="accepted_on")
        if not contract_terms.terms_lacking(request_id, contract.premises.board_id, acceptance.accepted_on):
            raise Refused("terms_accepted")
        row = contract_terms.keep_acceptance(
            AcceptedTerms(
                request_id=request_id,
                edition_id=edition.id,
                accepted_by=who,
                accepted_on=acceptance.accepted_on,
                channel=acceptance.channel,
                recorded_by=by.id,
                recorded_at=now,
            )
        )
        note(
            RoomEntry.TERMS_ACCEPTED,
            by=by,
            now=now,
            subject=f"booking_request:{request_id}",
            edition=edition.id,
            accepted_on=acceptance.accepted_on.isoformat(),
            accepted_how=acceptance.channel.value,
        )
        return row.id
