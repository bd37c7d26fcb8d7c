"""A partner's deliveries: looked at before use, thrown away, mended row by row, and nobody else's."""

import datetime as dt
import io
import json

import pytest
from sqlalchemy import inspect

from tests.makers import NOW, an_officer
from tests.makers_partners import (
    AF,
    GOOD,
    KFM,
    ODD,
    PERSONAL,
    a_debt_list,
    a_key,
    a_partner_source,
    actor_of_key,
    an_agent,
    put_in_use,
)
from vetting.domain.authority import OPERATOR
from vetting.domain.errors import NotAllowed, NotFound, Refused
from vetting.domain.sources import SnapshotState
from vetting.domain.terms import Role, RowState
from vetting.reading.partner_desk import desk_of_partner
from vetting.reading.partner_rows import changes_at_desk, row_in_use, rows_named
from vetting.reading.partner_sources import problem_rows, report_of, source_of_partner
from vetting.records.db import db
from vetting.records.journal import JournalPayload
from vetting.records.officers import Appointment
from vetting.records.snapshots import Snapshot, Source
from vetting.services import (
    accounts,
    corrections,
    partner_deliveries,
    snapshots,
    tokens,
)

TODAY = dt.date(2026, 11, 20)


@pytest.fixture
def agent(app):
    return an_agent()


def store(key, rows=GOOD, *, by, name="lista.csv"):
    return snapshots.store_delivery(key, a_debt_list(rows), file_name=name, as_of=None, by=by, now=NOW)


def test_a_delivery_is_looked_at_before_it_is_used(agent):
    key = a_partner_source()
    stored = store(key, (*GOOD, *ODD), by=agent)
    seen = partner_deliveries.preview_delivery(key, stored.snapshot, by=agent)
    assert (seen.rows_in, seen.is_whole, seen.refusal) == (6, True, None)
    assert sum(seen.counts.values()) == 6
    assert seen.counts[RowState.MASKED] == 2
    assert PERSONAL not in repr(seen)
    assert "8112289874" not in repr(seen)
    assert source_of_partner(key, actor=agent, today=TODAY).as_of is None, "nothing is in use"
    told = snapshots.read_delivery(stored.snapshot, by=agent, now=NOW)
    assert (told.state, told.rows["in"]) == ("active", 6)
    assert {state.value: number for state, number in seen.counts.items()} == {
        name: number for name, number in told.rows.items() if name != "in"
    }
    with pytest.raises(Refused, match="delivery_read"):
        partner_deliveries.preview_delivery(key, stored.snapshot, by=agent)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x00\x01\x02\x03" * 300, "lista.csv"),
        (b"PK\x03\x04" + b"\x00" * 500, "lista.xlsx"),
        (b"PK\x03\x04" + b"\x00" * 500, "lista.zip"),
        (b"\xff\xfe\x00", "lista.csv"),
        (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "lista.xml"),
        (b"%PDF-1.7 not a list", "lista.csv"),
        (b"Namn utan rubrik som passar\n1;2;3\n", "lista.csv"),
    ],
)
def test_hostile_bytes_are_told_and_change_nothing(agent, data, name):
    key = a_partner_source()
    before = put_in_use(key)
    stored = snapshots.store_delivery(key, data, file_name=name, as_of=None, by=agent, now=NOW)
    seen = partner_deliveries.preview_delivery(key, stored.snapshot, by=agent)
    assert seen.refusal is not None
    assert snapshots.read_delivery(stored.snapshot, by=agent, now=NOW).state == "rejected"
    assert db.session.query(Source).filter_by(key=key).one().current_snapshot_id == before.snapshot


def test_a_delivery_is_thrown_away_once_and_by_its_partner_alone(agent):
    key = a_partner_source()
    stored = store(key, by=agent)
    with pytest.raises(NotFound):
        partner_deliveries.withdraw_delivery(key, stored.snapshot, by=an_agent(AF), now=NOW)
    partner_deliveries.withdraw_delivery(key, stored.snapshot, by=agent, now=NOW)
    row = db.session.get(Snapshot, stored.snapshot)
    assert (row.state, row.reason) == (SnapshotState.REJECTED, "delivery_withdrawn")
    for deed in (
        lambda: partner_deliveries.withdraw_delivery(key, stored.snapshot, by=agent, now=NOW),
        lambda: partner_deliveries.preview_delivery(key, stored.snapshot, by=agent),
    ):
        with pytest.raises(Refused, match="delivery_read"):
            deed()
    assert snapshots.read_delivery(stored.snapshot, by=agent, now=NOW).state == "rejected"
    assert store(key, by=agent).snapshot != stored.snapshot, "sent again, it is a new one"


def test_another_partners_sources_are_not_there(agent):
    key = a_partner_source("avtal", AF)
    used = put_in_use(key)
    (row,) = rows_named(key, "889999-9018", actor=an_agent(AF))
    tried = (
        lambda: store(key, by=agent),
        lambda: source_of_partner(key, actor=agent, today=TODAY),
        lambda: report_of(key, used.snapshot, actor=agent),
        lambda: problem_rows(key, used.snapshot, actor=agent),
        lambda: rows_named(key, "889999-9018", actor=agent),
        lambda: row_in_use(key, row.id, actor=agent),
        lambda: corrections.withdraw_listing(key, row.record_id, reason="Fel rad.", by=agent, now=NOW),
        lambda: snapshots.read_delivery(used.snapshot, by=agent, now=NOW),
    )
    for attempt in tried:
        with pytest.raises(NotFound):
            attempt()
    assert changes_at_desk(key, actor=agent) == ()
    assert desk_of_partner(agent, today=TODAY).sources == ()


def test_a_row_is_found_by_number_whole_name_or_own_id_and_never_by_a_part(agent):
    key = a_partner_source()
    put_in_use(key)
    (row,) = rows_named(key, "889999-9018", actor=agent)
    for asked in ("8899999018", "Provbygdens IF", row.record_id):
        assert [one.id for one in rows_named(key, asked, actor=agent)] == [row.id]
    for asked in ("Provbygden", "%", "_" * 14, "provbygdens", "", "8899999019"):
        assert rows_named(key, asked, actor=agent) == ()


def test_a_row_is_corrected_and_withdrawn_at_the_desk(agent):
    key = a_partner_source()
    put_in_use(key)
    (row,) = rows_named(key, "Provbygdens IF", actor=agent)
    stored = corrections.correct_listing(
        key,
        row.record_id,
        changed={"name": "Provbygdens Idrottsförening"},
        reason="Felskrivet.",
        by=agent,
        now=NOW,
    )
    assert snapshots.read_delivery(stored.snapshot, by=agent, now=NOW).state == "active"
    (row,) = rows_named(key, "Provbygdens Idrottsförening", actor=agent)
    stored = corrections.withdraw_listing(key, row.record_id, reason="Skulden är betald.", by=agent, now=NOW)
    snapshots.read_delivery(stored.snapshot, by=agent, now=NOW)
    assert rows_named(key, "8899999018", actor=agent) == ()
    with pytest.raises(NotFound):
        row_in_use(key, row.id, actor=agent)
    told = [(one.is_withdrawal, one.fields, one.reason) for one in changes_at_desk(key, actor=agent)]
    assert told == [(True, (), "Skulden är betald."), (False, ("name",), "Felskrivet.")]


def test_no_personal_number_reaches_a_table(agent):
    """The stored file itself is kept as it came; it can be opened nowhere in the service."""
    key = a_partner_source()
    stored = store(key, (*GOOD, *ODD), by=agent, name=f"lista {PERSONAL}.csv")
    snapshots.read_delivery(stored.snapshot, by=agent, now=NOW)
    (row,) = rows_named(key, "Provbygdens IF", actor=agent)
    corrections.correct_listing(
        key,
        row.record_id,
        changed={"status": f"se {PERSONAL}"},
        reason=f"gäller {PERSONAL}",
        by=agent,
        now=NOW,
    )
    found = []
    for table in inspect(db.engine).get_table_names():
        rows = db.session.execute(db.text(f'SELECT * FROM "{table}"')).all()
        found += [(table, one) for one in rows if "9874" in repr(one) and "811228" in repr(one)]
    assert found == []
    bodies = [json.loads(body) for (body,) in db.session.query(JournalPayload.body)]
    assert any("reason" in body for body in bodies)


class Interrupted(io.RawIOBase):
    """A stream during which something else happens, once its first bytes are read."""

    def __init__(self, data, meanwhile):
        self.left, self.meanwhile = io.BytesIO(data), meanwhile
        self.tell, self.seek = self.left.tell, self.left.seek

    def readable(self):
        return True

    def readinto(self, buffer):
        found = self.left.read(min(len(buffer), 20))
        buffer[: len(found)] = found
        if self.meanwhile and found:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return len(found)


def revoke_the_key(actor):
    tokens.revoke_token(actor.id.removeprefix("token:"), by=OPERATOR, now=NOW)


def close_the_account(actor):
    accounts.deactivate_officer(actor.id, successor_id=None, by=OPERATOR, now=NOW)


def dismiss(actor):
    accounts.dismiss(
        db.session.query(Appointment.id).filter_by(officer_id=actor.id).scalar(), by=OPERATOR, now=NOW
    )


@pytest.mark.parametrize(
    ("sender", "meanwhile", "refused"),
    [
        ("key", None, None),
        ("key", revoke_the_key, (NotAllowed, "authority_ended")),
        ("agent", None, None),
        ("agent", close_the_account, (NotAllowed, "authority_ended")),
        ("agent", dismiss, (NotAllowed, "not_allowed")),
        ("coordinator", close_the_account, (NotAllowed, "authority_ended")),
        ("coordinator", None, None),
    ],
)
def test_what_was_closed_while_the_file_came_in_delivers_nothing(app, sender, meanwhile, refused):
    key = a_partner_source()
    made = {
        "key": lambda: actor_of_key(a_key(KFM)),
        "agent": an_agent,
        "coordinator": lambda: an_officer(Role.COORDINATOR, username="samordnare", everywhere=True),
    }
    by = made[sender]()
    happened = []
    stream = Interrupted(a_debt_list(), lambda: happened.append(meanwhile and meanwhile(by)))
    told = {"file_name": "lista.csv", "as_of": None, "by": by, "now": NOW}
    if refused is None:
        assert snapshots.receive_delivery(key, stream, **told).state == "active"
    else:
        kind, code = refused
        with pytest.raises(kind, match=code):
            snapshots.receive_delivery(key, stream, **told)
        assert db.session.query(Snapshot).count() == 0
    assert len(happened) == 1, "the stream was read to the end"


def test_a_system_is_told_that_its_key_was_revoked_meanwhile(app, client):
    key, secret = a_partner_source(), a_key(KFM)
    by = actor_of_key(secret)
    answer = client.post(
        f"/api/deliveries/{key}",
        input_stream=Interrupted(a_debt_list(), lambda: revoke_the_key(by)),
        content_type="text/csv",
        headers={"Authorization": f"Bearer {secret}", "Content-Length": str(len(a_debt_list()))},
    )
    assert (answer.status_code, answer.json["title"]) == (403, "authority_ended")
    assert db.session.query(Snapshot).count() == 0
