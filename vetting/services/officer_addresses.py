"""Where an officer's reminders go by e-mail, kept by the administrator."""

import datetime as dt

from vetting.domain.account_names import fit_address
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.records import accounts
from vetting.records.db import transaction
from vetting.records.journal import note


def set_officer_address(officer_id: str, address: str, *, by: Actor, now: dt.datetime) -> bool:
    """Keeps an account's address, "" for none, and gives whether there is one. It stands in no journal.

    Raises NotAllowed, NotFound and Refused `address_odd`.
    """
    kept = fit_address(address)
    with transaction():
        require(by, Act.ADMINISTER)
        officer = accounts.locked_officer(officer_id)
        officer.email = kept
        is_there = kept is not None
        subject = f"officer:{officer.id}"
        note(Entry.OFFICER_ADDRESS_SET, by=by, now=now, subject=subject, is_there=is_there)
        return is_there
