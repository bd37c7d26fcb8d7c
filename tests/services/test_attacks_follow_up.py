"""Follow-up attacked: two at the same deed at once, and processes killed in the middle of post and files."""

import contextlib
import signal

import pytest

from tests.forked import REFUSED, die, ended, in_process
from tests.makers import NOW, a_board, an_officer
from tests.makers_action_plans import TODAY, a_drafted_plan
from tests.makers_open import FUNDER
from tests.makers_plans import a_message_row, living_plan_rows
from tests.makers_works import work_is_left
from tests.services.test_living_plans import a_plan
from vetting.domain.errors import Refused
from vetting.domain.slots import Turn
from vetting.domain.terms import Role
from vetting.domain.terms_exports import ExportEnding, ExportKind, ExportState
from vetting.jobs import export_tasks, long_work
from vetting.jobs.post_tasks import send_post
from vetting.records import follow_ups
from vetting.records.action_plans import ActionPlan
from vetting.records.db import db, settings, transaction
from vetting.records.exports import Export
from vetting.records.extensions import ExtensionRequest
from vetting.records.indicators import Indicator
from vetting.records.journal import JournalEntry
from vetting.records.open_grants_lists import OpenGrantsList
from vetting.records.outbox import Message
from vetting.services import exports, extensions, open_grants_lists, plan_outcomes, plan_steps, post
from vetting.services.exports import ExportWanted

TURN = Turn("send-post", "", NOW)
LONG_AFTER = NOW.replace(hour=23)


def both(deed):
    """Two processes at it: how each ended."""
    db.session.remove()
    children = [in_process(deed), in_process(deed)]
    return sorted(ended(child) for child in children)


def entries(name):
    db.session.rollback()
    return db.session.query(JournalEntry).filter_by(name=name).count()


@pytest.fixture
def living(own_app):
    """A plan with parts, a request for a later day, and a message that waits."""
    secretary, _head, _deputy, case_id = a_plan()
    with transaction(is_piece=True):
        plan = follow_ups.plan_in_force(case_id)
        if not db.session.query(Indicator).filter_by(plan_id=plan.id).count():
            db.session.add(Indicator(plan_id=plan.id, position=1, name="Kvällar", unit="st", target=30))
            db.session.flush()
        rows = living_plan_rows(case_id)
    return secretary, rows


def test_a_part_of_a_grant_is_released_once(living):
    _secretary, rows = living
    head = an_officer(Role.UNIT_HEAD, username="en.till.chef", board=a_board("NOR"))
    deed = lambda: plan_outcomes.release_instalment(  # noqa: E731
        rows["instalment_id"], "Hyran måste betalas.", by=head, now=NOW
    )
    assert both(deed) == [0, REFUSED]
    assert entries("InstalmentReleased") == 1


def test_a_later_day_is_answered_once(living):
    secretary, rows = living
    asked = db.session.get_one(ExtensionRequest, rows["extension_id"])
    day = asked.wanted_on

    def grant():
        extensions.grant_extension(asked_id, day, "Kassören är sjuk.", by=secretary, now=NOW)

    def refuse():
        extensions.refuse_extension(asked_id, "Det räcker nu.", by=secretary, now=NOW)

    asked_id = rows["extension_id"]
    db.session.remove()
    children = [in_process(grant), in_process(refuse)]
    assert sorted(ended(child) for child in children) == [0, REFUSED]
    assert entries("ExtensionGranted") + entries("ExtensionRefused") == 1


def test_an_action_plan_is_adopted_once(own_app):
    head = an_officer(Role.UNIT_HEAD)
    plan_id = a_drafted_plan(a_board().id, by=head)
    seen = db.session.get_one(ActionPlan, plan_id).edition

    def adopt():
        plan_steps.adopt_plan(plan_id, TODAY, "Protokoll 8 § 4", seen=seen, by=head, now=NOW)

    assert both(adopt) == [0, REFUSED]
    assert entries("ActionPlanAdopted") == 1


def test_open_data_is_published_once_and_a_killed_publishing_leaves_nothing(own_app, monkeypatch):
    by = an_officer(Role.COORDINATOR, username="samordnaren", everywhere=True)
    digest = open_grants_lists.grants_list_now(NOW.year, FUNDER, by=by, now=NOW).digest

    def publish():
        open_grants_lists.publish_grants_list(NOW.year, FUNDER, reason="", seen_digest=digest, by=by, now=NOW)

    with monkeypatch.context() as patched:
        patched.setattr(open_grants_lists, "_note_published", die)
        db.session.remove()
        assert ended(in_process(publish)) == -signal.SIGKILL
    assert db.session.query(OpenGrantsList).count() == 0
    assert both(publish) == [0, REFUSED]
    assert db.session.query(OpenGrantsList.edition).one() == (1,)
    assert entries("OpenGrantsPublished") == 1


def queued(count):
    with transaction(is_piece=True):
        db.session.add_all([a_message_row(f"m:{at}") for at in range(count)])


def letters():
    return sorted(path.name for path in settings().outbox_dir.glob("*"))


def test_two_clocks_send_each_message_once(own_app):
    queued(5)
    assert both(lambda: send_post(TURN, NOW)) == [0, 0]
    db.session.rollback()
    assert entries("MessageMailed") == len(letters()) == 5
    assert {row.attempts for row in db.session.query(Message)} == {1}


@pytest.mark.parametrize("point", ["_tell_sent", "send"])
def test_a_killed_sender_leaves_it_to_the_next_and_one_letter_comes_of_it(own_app, monkeypatch, point):
    queued(2)
    with monkeypatch.context() as patched:
        patched.setattr(post, point, die)
        db.session.remove()
        assert ended(in_process(lambda: send_post(TURN, NOW))) == -signal.SIGKILL
    send_post(TURN, NOW)
    assert len([name for name in letters() if name.endswith(".eml")]) == 2 - (point == "send")
    send_post(TURN, LONG_AFTER)
    assert len(letters()) == 2
    assert entries("MessageMailed") == 2


def an_asked_export(by):
    wanted = ExportWanted(ExportKind.DIRECTORY, {"sok": "=1+1"}, ExportEnding.CSV, "sv")
    return exports.ask_export(wanted, 2000, by=by, now=NOW)


def maker(wanted, actor, now, *, progress):
    progress(1, 2)
    return b"bytes", 2


@pytest.mark.parametrize("point", ["tell_rows", "finish_export"])
def test_a_killed_export_is_made_by_the_next_worker(own_app, monkeypatch, point):
    by = an_officer(Role.CULTURE_SECRETARY, board=a_board("NOR"))
    monkeypatch.setattr(export_tasks, "_handed", [maker])
    export_id = an_asked_export(by)
    with monkeypatch.context() as patched:
        patched.setattr(exports, point, die)
        db.session.remove()
        assert ended(in_process(long_work.do_waiting_work)) == -signal.SIGKILL
    with contextlib.suppress(Refused):
        exports.fetch_export(export_id, by=by, now=NOW)
    assert long_work.do_waiting_work() == 0, "somebody may have it in hand"
    assert work_is_left() == 1
    assert long_work.do_waiting_work() == 1
    row = db.session.get(Export, export_id, populate_existing=True)
    assert row.state is ExportState.READY
    assert exports.fetch_export(export_id, by=by, now=NOW)[1] == b"bytes"


def test_a_file_asked_for_twice_at_once_is_made_once(own_app):
    by = an_officer(Role.CULTURE_SECRETARY, board=a_board("NOR"))
    assert both(lambda: an_asked_export(by)) == [0, 0]
    assert db.session.query(Export).count() == 1
