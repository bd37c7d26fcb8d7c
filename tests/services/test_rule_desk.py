"""The rule desk: a draft kept, tried on closed cases without touching them, published by another, kept for good."""

import datetime as dt

import pytest

from tests.makers import NOW, a_board, an_officer
from tests.makers_applications import a_case
from tests.makers_decisions import a_decided_case, a_grant, a_ready_case, two_officers
from tests.makers_rules import (
    ADOPTED,
    IN_FORCE,
    NAME,
    VERSION,
    a_draft,
    a_drafter,
    a_new_question,
    a_publisher,
    a_table,
    kept,
    published,
    the_question,
    without,
)
from tests.queries import written_tables
from vetting.domain.entries import Entry
from vetting.domain.errors import NotAllowed, NotFound, Refused, UnusableFile
from vetting.domain.rule_editions import Adoption
from vetting.domain.terms import Regime, Role, SupportKind
from vetting.domain.terms_decisions import DraftState
from vetting.gateways.checklist_shelf import shelf
from vetting.gateways.pinned_checklists import checklist_of
from vetting.records.applications import Case
from vetting.records.checklist_editions import ChecklistDraft, ChecklistEdition
from vetting.records.db import db
from vetting.records.journal import JournalEntry
from vetting.services import assessments, boards, decisions, proposals, rule_desk
from vetting.services.parameters import checklist_of_year

AFTER = dt.datetime(2027, 1, 2, 8, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 20)


def entries(entry: Entry) -> int:
    return db.session.query(JournalEntry).filter_by(name=entry.value).count()


def a_harder_draft(**head: object) -> bytes:
    """Statutes of one's own become decisive, and a plan is asked for."""
    table = a_table()
    the_question(table, "S01")["effect"] = "block"
    table["questions"].insert(6, a_new_question())
    return a_draft(table=table, **head)


def test_an_application_is_judged_by_the_version_of_its_day_and_no_later_one_kl_2_4(app):
    lawyer, coordinator, secretary = a_drafter(), a_publisher(), an_officer()
    before = a_case(secretary)
    digest = published(a_harder_draft(), lawyer, coordinator)
    between = a_case(secretary)
    after = a_case(secretary, now=AFTER)
    pinned = {
        case_id: db.session.get_one(Case, case_id).checklist_version for case_id in (before, between, after)
    }
    assert pinned == {before: "2026-01", between: "2026-01", after: VERSION}
    judged_by = checklist_of(db.session.get_one(Case, after))
    assert (judged_by.digest, judged_by.question("S01").effect) == (digest, "block")
    assert checklist_of(db.session.get_one(Case, before)).question("S01").effect == "complete"
    saved = assessments.answer_checklist(
        after, [("S30", "ja", "")], sheet_version=0, has_no_conflict=True, by=secretary, now=AFTER
    )
    assert saved.changed == ("S30",)
    with pytest.raises(Refused, match="answers_unsound"):
        assessments.answer_checklist(
            before, [("S30", "ja", "")], sheet_version=0, has_no_conflict=True, by=secretary, now=AFTER
        )


def test_an_edition_stands_beside_the_files_wherever_versions_are_looked_for(app):
    digest = published(a_draft(name="garden-grants"), a_drafter(), a_publisher())
    found = shelf()
    assert "garden-grants" in found.names()
    assert {one.version for one in found.published() if one.name == NAME} == {"2024-01", "2026-01"}
    assert found.load("garden-grants", VERSION).digest == digest
    assert checklist_of_year("garden-grants", 2027).version == VERSION
    with pytest.raises(NotFound, match="no_checklist_in_force"):
        found.latest_in_force("garden-grants", dt.date(2026, 12, 31))
    with pytest.raises(NotFound, match="unknown_checklist"):
        found.load("garden-grants", "1999-01")
    assert rule_desk.edition_toml("garden-grants", VERSION) == a_draft(name="garden-grants")
    with pytest.raises(NotFound, match="unknown_checklist"):
        rule_desk.edition_toml("words", "2026-01")
    administrator = an_officer(Role.ADMINISTRATOR, username="adm", everywhere=True)
    terms = boards.SchemeTerms("Odling", SupportKind.OPERATING, Regime.LEGALITY_REVIEW, "garden-grants", ())
    assert boards.open_scheme(a_board().id, terms, by=administrator, now=NOW)


def test_an_edition_of_a_version_that_later_comes_with_the_service_keeps_its_cases(
    app, tmp_path, monkeypatch
):
    """The house adopted its own 2027-01; the next release brings a file of that name."""
    from vetting.gateways import checklist_shelf, pinned_checklists

    digest = published(a_harder_draft(), a_drafter(), a_publisher())
    case_id = a_case(an_officer(), now=AFTER)
    folder = _with_a_file(tmp_path, a_draft())
    for module in (checklist_shelf, pinned_checklists):
        monkeypatch.setattr(module, "checklists_dir", lambda: folder)
    assert checklist_of(db.session.get_one(Case, case_id)).digest == digest
    assert shelf().latest_in_force(NAME, IN_FORCE).digest == digest
    assert [one.version for one in shelf().published() if one.name == NAME].count(VERSION) == 1


def _with_a_file(tmp_path, content):
    import shutil

    from vetting.gateways.checklist_files import digest_of
    from vetting.paths import checklists_dir

    folder = shutil.copytree(checklists_dir(), tmp_path / "checklists")
    (folder / NAME / f"{VERSION}.toml").write_bytes(content)
    lock = (folder / "LOCK.toml").read_text()
    line = f'[{NAME}]\n{VERSION} = "{digest_of(content)}"\n'
    (folder / "LOCK.toml").write_text(lock.replace(f"[{NAME}]\n", line))
    return folder


def test_trying_a_draft_touches_nothing_and_tells_what_would_come_out_differently(app):
    lawyer, (secretary, head) = a_drafter(), two_officers()
    case_id = a_ready_case(falls_short=False)
    for actor in (secretary, head):
        proposals.declare_no_conflict(case_id, by=actor, now=NOW)
    proposal_id = proposals.propose_decision(case_id, a_grant(secretary), by=secretary, now=NOW)
    decisions.decide(case_id, proposal_id, by=head, now=NOW)
    table = a_table()
    the_question(table, "S01")["bad"] = ["ja", "nej"]
    table["questions"].insert(6, a_new_question())
    draft_id = kept(a_draft(table=table), lawyer)
    journal = db.session.query(JournalEntry).count()
    with written_tables() as written:
        tried = rule_desk.try_draft(draft_id, by=lawyer)
        rule_desk.read_kept_draft(draft_id, by=lawyer, today=TODAY)
    assert written == set()
    assert db.session.query(JournalEntry).count() == journal
    (one,) = tried.replay.differing
    assert (one.case.id, one.is_harder, tried.left_out) == (case_id, True, 0)
    assert (tried.replay.cases, dict(tried.replay.by_criterion)) == (1, {"S01": 1})
    assert dict(tried.replay.asked_more) == {"S30": 1}
    assert rule_desk.try_draft(kept(a_draft(), lawyer), by=lawyer).replay.differing == []


def test_only_so_many_cases_are_tried_and_the_rest_is_told(app, monkeypatch):
    secretary, head = two_officers()
    for number in (1, 2):
        a_decided_case(secretary, head, number=number)
    monkeypatch.setattr(rule_desk.closed_cases.decided_cases, "__defaults__", (1,))
    tried = rule_desk.try_draft(kept(a_draft(), lawyer := a_drafter()), by=lawyer)
    assert (tried.replay.cases, tried.left_out) == (1, 1)


def test_a_draft_is_published_by_another_with_who_adopted_it_and_when(app):
    lawyer, coordinator = a_drafter(), a_publisher()
    published(a_draft(), lawyer, coordinator)
    row = db.session.query(ChecklistEdition).one()
    assert (row.adopted_by, row.adopted_on) == (ADOPTED.adopted_by, ADOPTED.adopted_on)
    assert (row.drafted_by, row.published_by, row.in_force_on) == (lawyer.id, coordinator.id, IN_FORCE)
    assert row.replayed == {"cases": 0, "differing": 0, "harder": 0, "milder": 0, "by_criterion": {}}
    assert [entries(one) for one in (Entry.RULES_DRAFTED, Entry.RULES_PUBLISHED)] == [1, 1]
    assert db.session.query(ChecklistDraft.state).scalar() is DraftState.PUBLISHED


def test_the_drafter_does_not_publish_nor_who_may_not(app):
    coordinator, lawyer = a_publisher(), a_drafter()
    own = kept(a_draft(), coordinator)
    seen = db.session.get_one(ChecklistDraft, own).digest
    with pytest.raises(Refused, match="rule_second_person"):
        rule_desk.publish_draft(own, ADOPTED, seen_digest=seen, by=coordinator, now=NOW)
    with pytest.raises(NotAllowed):
        rule_desk.publish_draft(own, ADOPTED, seen_digest=seen, by=lawyer, now=NOW)
    with pytest.raises(NotAllowed):
        kept(a_draft(version="2027-02"), an_officer(Role.UNIT_HEAD, username="chef"))
    with pytest.raises(NotAllowed):
        rule_desk.try_draft(own, by=an_officer(username="sekr"))
    assert db.session.query(ChecklistEdition).count() == 0


@pytest.mark.parametrize(
    ("content", "adoption", "now", "seen", "code"),
    [
        (a_draft(), ADOPTED, NOW, "0" * 64, "rule_draft_changed"),
        (a_draft(), Adoption(" ", ADOPTED.adopted_on), NOW, None, "adopted_by_missing"),
        (a_draft(), Adoption("KF 19811228-9874", ADOPTED.adopted_on), NOW, None, "personal_number_in_text"),
        (a_draft(), Adoption("KF § 1", dt.date(2026, 12, 24)), NOW, None, "adopted_later"),
        (a_draft(), ADOPTED, AFTER, None, "rule_in_force_past"),
        (a_draft(version="2026-01"), ADOPTED, NOW, None, "rule_version_taken"),
        (a_draft(table=without(a_table(), "A23")), ADOPTED, NOW, None, "rule_draft_stopped"),
    ],
)
def test_what_may_not_be_published_is_refused_and_leaves_nothing(app, content, adoption, now, seen, code):
    draft_id = kept(content, a_drafter())
    seen = seen or db.session.get_one(ChecklistDraft, draft_id).digest
    with pytest.raises(Refused) as refused:
        rule_desk.publish_draft(draft_id, adoption, seen_digest=seen, by=a_publisher(), now=now)
    assert refused.value.code == code
    assert db.session.query(ChecklistEdition).count() == 0
    assert db.session.get_one(ChecklistDraft, draft_id).state is DraftState.OPEN


def test_a_draft_is_settled_once(app):
    lawyer, coordinator = a_drafter(), a_publisher()
    draft_id = kept(a_draft(), lawyer)
    assert kept(a_draft(), coordinator) == draft_id, "the same content is not kept twice"
    rule_desk.withdraw_draft(draft_id, by=lawyer, now=NOW)
    digest = db.session.get_one(ChecklistDraft, draft_id).digest
    with pytest.raises(Refused, match="rule_draft_settled"):
        rule_desk.withdraw_draft(draft_id, by=lawyer, now=NOW)
    with pytest.raises(Refused, match="rule_draft_settled"):
        rule_desk.publish_draft(draft_id, ADOPTED, seen_digest=digest, by=coordinator, now=NOW)
    assert kept(a_draft(), lawyer) != draft_id, "what was taken back may be sent in anew"
    with pytest.raises(NotFound, match="rule_draft_not_found"):
        rule_desk.withdraw_draft("0" * 16, by=lawyer, now=NOW)


def test_no_text_of_the_rules_holds_a_personal_number_or_labels_a_person(app):
    lawyer = a_drafter()
    for words, code in (
        ("Fråga 19811228-9874 om planen.", "rules_personal_number_in_text"),
        ("Gäller när ordföranden är islamist.", "rules_outlook_in_text"),
        ("x" * 5_000, "rules_text_too_long"),
    ):
        table = a_table()
        the_question(table, "S01")["why"]["sv"] = words
        with pytest.raises(UnusableFile, match=code):
            kept(a_draft(table=table), lawyer)
    assert db.session.query(ChecklistDraft).count() == 0
