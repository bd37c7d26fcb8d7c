"""Which accounts belong to one person: the staff number, kept by the administrator."""

import datetime as dt

from vetting.domain.account_names import fit_staff_number
from vetting.domain.authority import Act, Actor, require
from vetting.domain.entries import Entry
from vetting.records import accounts, officers
from vetting.records.db import db, transaction
from vetting.records.journal import note


def set_staff_number(officer_id: str, number: str, *, by: Actor, now: dt.datetime) -> int:
    """Keeps an account's staff number, "" for none, and gives how many other accounts have the same.

    Two accounts with one number are one person wherever two persons are needed. The number itself stands in
    no journal. Raises NotAllowed, NotFound and Refused `staff_number_odd`.
    """
    kept = fit_staff_number(number)
    with transaction():
        require(by, Act.ADMINISTER)
        officer = accounts.locked_officer(officer_id)
        officer.staff_number = kept
        db.session.flush()
        others = officers.actor_of(officer).other_accounts
        note(
            Entry.STAFF_NUMBER_SET,
            by=by,
            now=now,
            subject=f"officer:{officer.id}",
            has_number=kept is not None,
            same_person=sorted(others),
        )
        return len(others)
