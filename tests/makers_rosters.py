"""Drawn rounds shared out over officers, made through the deeds."""

import datetime as dt

from tests.makers import NOW
from tests.makers_spot_checks import ALL_DRAWN, a_checker, a_round_of_checks, check_row
from vetting.records.db import db
from vetting.records.officers import Officer, actor_of
from vetting.records.reminders import Reminder
from vetting.records.spot_checks import SpotCheck
from vetting.services import rosters

MONDAY = dt.date(2026, 11, 23)
WEEKS = [MONDAY + n * dt.timedelta(days=7) for n in range(26)]


def actor_named(username):
    return actor_of(db.session.query(Officer).filter_by(username=username).one())


def checks_of(round_id):
    return list(
        db.session.query(SpotCheck).filter_by(round_id=round_id).order_by(SpotCheck.item).populate_existing()
    )


def drawn(count=2, *, terms=ALL_DRAWN):
    """Round id, coordinator, and check ids by case number."""
    ids = a_round_of_checks(count, terms=terms)
    return check_row(ids[0]).round_id, actor_named("samordnare"), ids


def people(count):
    return [a_checker(f"kontrollant{n}") for n in range(count)]


def shared(round_id, by, officers, *, capacity=3, weeks=WEEKS):
    return rosters.share_out(round_id, [(one.id, capacity) for one in officers], weeks=weeks, by=by, now=NOW)


def reminded(kind="checker_missing"):
    return sorted(
        row.facts["item"] for row in db.session.query(Reminder).filter_by(kind=kind, handled_at=None)
    )
