"""`vetting dispose`, as an operator types it: a dry run counts what the next run removes, and writes nothing."""

import datetime as dt
import json

import pytest
from click.testing import CliRunner

from tests.lawfulness.test_disposal import decided, with_an_indication
from tests.makers import NOW, an_officer
from tests.makers_cli import hands_of
from tests.makers_decisions import two_officers
from tests.makers_plans import a_message_row
from tests.makers_premises import a_booking, a_booking_request, a_premises
from tests.makers_retention import ADOPTED, adopted_plan
from tests.queries import written_tables
from vetting.cli import Commands
from vetting.cli.dispose import dispose
from vetting.domain.retention_plan import PlanRow
from vetting.domain.swedish_time import first_moment, swedish_day
from vetting.domain.terms import Role
from vetting.domain.terms_concerns import ConcernKind, ConcernSetting
from vetting.domain.terms_disposal import RecordKind
from vetting.records.concerns import Concern
from vetting.records.db import db, transaction
from vetting.records.journal import JournalEntry
from vetting.records.outbox import Message
from vetting.services import disposal

FAR = NOW + dt.timedelta(days=400)
LONG_AGO = NOW - dt.timedelta(days=500)
NOTHING = {"lead": 0, "indication": 0, "booking_contact": 0, "concern": 0, "officer_mail": 0}


@pytest.fixture
def run(app):
    """Runs the command on a day when everything's time is out."""
    group = Commands("vetting", commands={"dispose": dispose})

    def go(*words, by=None, now=FAR):
        hands = hands_of(app, now=now) if by is None else hands_of(app, by=by, now=now)
        return CliRunner().invoke(group, ["dispose", *words], obj=hands, catch_exceptions=False)

    return go


def counts(done):
    assert done.exit_code == 0, done.stderr
    return {row["rule"]: row["count"] for row in json.loads(done.stdout)["rules"]}


def something_of_everything():
    """A lead in a case under way; a case in force with a lead, an act and answers; a booker; two concerns;
    three reminders that left for officers long ago or were given up, and three messages that stay."""
    secretary, head = two_officers()
    decided(with_an_indication(secretary), secretary, head)
    case_id = with_an_indication(secretary, number=2)
    request = a_booking_request(
        a_premises(), booker_name="Bokaren", booker_phone="08-465 004 10", received_at=LONG_AGO
    )
    a_booking(request, starts_at=LONG_AGO)
    last_of_time = first_moment(swedish_day(FAR) - dt.timedelta(days=89)) - dt.timedelta(seconds=1)
    with transaction(is_piece=True):
        db.session.add_all(
            [
                a_message_row("reminder:old", sent_at=LONG_AGO),
                a_message_row("reminder:last", sent_at=last_of_time),
                a_message_row("reminder:given.up", given_up_at=LONG_AGO),
                a_message_row("reminder:young", sent_at=last_of_time + dt.timedelta(seconds=1)),
                a_message_row("reminder:waits"),
                a_message_row("plan_letter:one", sent_at=LONG_AGO, case_id=case_id),
            ]
        )
        for _ in range(2):
            db.session.add(
                Concern(
                    kind=ConcernKind.MARKS,
                    setting=next(iter(ConcernSetting)),
                    district="Almvik",
                    month="2024-11",
                    text="Märken på väggen.",
                    received_on=NOW.date() - dt.timedelta(days=600),
                )
            )


def test_a_dry_run_gives_the_counts_of_the_run_and_writes_nothing(run):
    adopted_plan()
    something_of_everything()
    with written_tables() as written:
        told = run("--dry-run", "--json")
    assert written == set()
    found = counts(told)
    assert all(found.values()), found
    assert tuple(found.values()) == (2, found["indication"], 1, 2, 3)
    assert json.loads(told.stdout)["dry_run"] is True
    assert counts(run("--dry-run", "--json")) == found
    assert counts(run("--json")) == found
    assert counts(run("--dry-run", "--json")) == counts(run("--json")) == NOTHING
    left = {row.key for row in db.session.query(Message)}
    assert left == {"reminder:young", "reminder:waits", "plan_letter:one"}
    gone = db.session.query(JournalEntry).filter_by(name="MaterialDisposed").all()
    assert {entry.actor for entry in gone} == {"operator"}


def test_people_are_told_rule_by_rule(run):
    adopted_plan()
    something_of_everything()
    done = run("--dry-run")
    assert "2 leads that nobody has verified (kept 90 days, Kommunstyrelsen § 112)" in done.stdout
    assert "only counted" in done.stderr
    assert "2 concerns without names" in run().stdout


@pytest.mark.parametrize("words", [(), ("--dry-run",)])
def test_while_nothing_is_adopted_it_is_refused_in_one_plain_line(run, words):
    something_of_everything()
    done = run(*words)
    assert (done.exit_code, done.stdout) == (4, "")
    assert "plan_not_adopted: the municipality has adopted no retention plan" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert db.session.query(Concern).count() == 2


def test_what_is_adopted_for_one_kind_is_carried_out_and_the_rest_is_told(run):
    something_of_everything()
    administrator = an_officer(Role.ADMINISTRATOR, username="admin.antar", everywhere=True)
    row = PlanRow(
        RecordKind.CONCERN, 30, NOW.date(), ADOPTED.adopted_by, adopted_on=ADOPTED.adopted_on, diary_number="KS 1"
    )  # fmt: skip
    disposal.adopt_plan_row(row, by=administrator, now=NOW)
    document = json.loads(run("--json").stdout)
    assert [(one["rule"], one["days"], one["count"]) for one in document["rules"]] == [("concern", 30, 2)]
    assert document["not_adopted"] == ["lead", "indication", "booking_contact", "officer_mail"]
    assert "nothing of indications never proven" in run().stderr


def test_whoever_may_not_remove_gets_nothing_done(run):
    adopted_plan()
    something_of_everything()
    secretary = an_officer(Role.CULTURE_SECRETARY, username="utan.ratt")
    assert run(by=secretary).exit_code == 4
    assert run("--dry-run", by=secretary).exit_code == 4
