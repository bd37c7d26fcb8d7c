"""Addresses that mix what does not belong together: my case with another's paper, hit, question, letter or plan."""

import re

import pytest
from sqlalchemy import func, select

from tests.makers import PASSWORD, a_board, an_officer
from tests.makers_objects import everything_of
from vetting.domain.terms import Role
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.records.officers import Appointment

# Pairs in which each name stands for itself: any two may be compared, any board has any checklist of any year.
FREE = {"other_id", "row_no", "checklist_name", "year", "term", "name", "version", "ending", "key"}
FREE |= {"half_year"}  # every board has every half year


@pytest.fixture
def everywhere(app, client, monkeypatch):
    """Somebody with every role in every board, so that only what belongs together decides; and two of all."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    ours = everything_of(a_board("NOR"), 1)
    theirs = everything_of(a_board("SYD", "Sörlunda stadsdelsnämnd"), 2)
    by = an_officer(Role.UNIT_HEAD, username="allt.i.allo", everywhere=True)
    held = [Appointment(officer_id=by.id, role=role) for role in Role if role is not Role.UNIT_HEAD]
    db.session.add_all(held)
    db.session.commit()
    client.post("/inloggning", data={"username": "allt.i.allo", "password": PASSWORD})
    return ours, theirs, client


def mixes(app, ours, theirs):
    """Every address of several parts, with one of them taken from elsewhere."""
    for rule in app.url_map.iter_rules():
        parts = re.findall(r"<(?:\w+:)?(\w+)>", rule.rule)
        area = rule.rule.strip("/").split("/")[0]
        if rule.rule.startswith("/api/") or rule.endpoint == "static":
            continue
        for foreign in parts[1:]:
            if foreign in FREE or ours.get(foreign, "") == theirs.get(foreign, "-"):
                continue

            def value(name, foreign=foreign, area=area):
                names = theirs if name == foreign else ours
                return names.get(f"{area}/{name}", names.get(name))

            yield (
                rule,
                foreign,
                re.sub(r"<(?:\w+:)?(\w+)>", lambda m, value=value: value(m.group(1)), rule.rule),
            )


def test_what_does_not_belong_together_is_not_found_and_nothing_is_done(app, everywhere):
    ours, theirs, client = everywhere
    wrong, tried = [], 0
    data = {"outcome": "30", "reason": "Därför", "judgement": "other", "ended_on": "2026-11-01"}
    data |= {"sent_on": "2026-11-20", "considered": "Det är läst."}
    data |= {"day": "2027-03-01", "answer": "Kassören är sjuk.", "words": "Det går bra.", "word": "Läst."}
    data |= {"progress": "begun", "text": "Vi har läst det.", "seen": "1", "version": "1"}
    for rule, foreign, path in mixes(app, ours, theirs):
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            before = db.session.scalar(select(func.count()).select_from(JournalEntry))
            tried += 1
            status = client.open(path, method=method, data=data if method == "POST" else None).status_code
            done = db.session.scalar(select(func.count()).select_from(JournalEntry)) - before
            if status != 404 or done:
                wrong.append(f"{method} {rule.rule} with another's {foreign}: {status}, {done} entries")
    assert "\n".join(wrong) == ""
    assert tried >= 10


def test_only_the_two_that_were_shown_are_merged(everywhere):
    ours, theirs, client = everywhere
    path = f"/foreningar/{ours['association_id']}/sammanfoga/{ours['other_id']}"
    answer = client.post(path, data={"absorbed_id": theirs["other_id"], "reason": "Samma förening"})
    assert answer.status_code == 404
