"""The rule desk attacked: editions written past the service, two who publish at once, a process that dies."""

import signal
import threading

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.forked import die, ended, in_process
from tests.makers import NOW
from tests.makers_rules import (
    ADOPTED,
    a_draft,
    a_drafter,
    a_new_question,
    a_publisher,
    a_table,
    kept,
    published,
    without,
)
from vetting.domain.entries import Entry
from vetting.domain.errors import Refused
from vetting.domain.terms_decisions import DraftState
from vetting.records.checklist_editions import ChecklistDraft, ChecklistEdition
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services import rule_desk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE checklist_editions SET in_force_on = '2026-01-01'",
        "UPDATE checklist_editions SET adopted_by = 'Någon annan'",
        "DELETE FROM checklist_editions",
    ],
)
def test_the_tables_change_no_edition(app, statement):
    published(a_draft(), a_drafter(), a_publisher())
    with pytest.raises(DBAPIError, match="kept_as_written"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_a_draft_written_past_the_service_is_not_published(app):
    draft_id = kept(a_draft(), a_drafter())
    digest = db.session.get_one(ChecklistDraft, draft_id).digest
    changed = a_draft(table=without(a_table(), "S25"))
    db.session.query(ChecklistDraft).update({"content": changed})
    db.session.commit()
    with pytest.raises(Refused, match="rule_draft_changed"):
        rule_desk.publish_draft(draft_id, ADOPTED, seen_digest=digest, by=a_publisher(), now=NOW)


def test_two_who_publish_at_once_make_one_edition(own_app):
    lawyer = a_drafter()
    other = a_table()
    other["questions"].insert(6, a_new_question())
    drafts = [kept(a_draft(), lawyer), kept(a_draft(table=other), lawyer)]
    seen = {one.id: one.digest for one in db.session.query(ChecklistDraft)}
    actors = [a_publisher(), a_publisher("annan")]
    db.session.remove()
    start, outcomes = threading.Barrier(2), []

    def run(draft_id, actor):
        with own_app.app_context():
            start.wait()
            try:
                rule_desk.publish_draft(draft_id, ADOPTED, seen_digest=seen[draft_id], by=actor, now=NOW)
                outcomes.append("published")
            except Refused as refusal:
                outcomes.append(refusal.code)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=pair) for pair in zip(drafts, actors, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["published", "rule_version_taken"]
    assert db.session.query(ChecklistEdition).count() == 1
    noted = db.session.query(JournalEntry).filter_by(name=Entry.RULES_PUBLISHED.value)
    assert noted.count() == 1


def test_a_process_that_dies_while_publishing_leaves_a_draft(own_app, monkeypatch):
    lawyer, coordinator = a_drafter(), a_publisher()
    draft_id = kept(a_draft(), lawyer)
    digest = db.session.get_one(ChecklistDraft, draft_id).digest

    def publish():
        rule_desk.publish_draft(draft_id, ADOPTED, seen_digest=digest, by=coordinator, now=NOW)

    with monkeypatch.context() as broken:
        broken.setattr(rule_desk, "note", die)
        assert ended(in_process(publish)) == -signal.SIGKILL
    assert db.session.query(ChecklistEdition).count() == 0
    assert db.session.get_one(ChecklistDraft, draft_id).state is DraftState.OPEN
    publish()
    assert db.session.query(ChecklistEdition).count() == 1
