"""Closed cases judged anew on a draft: which come out differently, and by which criterion."""

import datetime as dt

import pytest

from tests.makers_rules import a_draft, a_new_question, a_table, the_question, without
from vetting.domain.answers import Answer
from vetting.domain.rule_changes import changes_between
from vetting.domain.rule_replay import ClosedCase, Replay, ShiftKind, Weight, replay_cases
from vetting.domain.terms import Effect, Outcome
from vetting.gateways.checklist_files import load_checklist
from vetting.gateways.rule_files import draft_in
from vetting.paths import checklists_dir

THEN = load_checklist(checklists_dir(), "democracy-criteria", "2026-01")


def a_case(act: bool = False, limits: dict[str, str] | None = None, **answers: str) -> ClosedCase:
    given = {key: Answer(key, value) for key, value in answers.items()}
    return ClosedCase(
        "1", "NOR-2026-0001", "b", Outcome.GRANTED, dt.date(2026, 5, 1), THEN, given, limits or {}, act
    )


def tried(table: dict, *cases: ClosedCase) -> Replay:
    return replay_cases(cases, draft_in(a_draft(table=table), file="utkast.toml"))


def changed(question_id: str, **changes: object) -> dict:
    table = a_table()
    the_question(table, question_id).update(changes)
    return table


@pytest.mark.parametrize(
    ("table", "case", "before", "after", "shift"),
    [
        (changed("S01", effect="block"), a_case(S01="nej"), Weight.COMPLETE, Weight.BLOCK,
         ("S01", ShiftKind.EFFECT_CHANGED, Effect.COMPLETE, Effect.BLOCK)),
        (changed("S01", bad=["nej", "delvis"]), a_case(S01="delvis"), Weight.CLEAR, Weight.COMPLETE,
         ("S01", ShiftKind.NEW_REMARK, None, Effect.COMPLETE)),
        (without(a_table(), "S01"), a_case(S01="nej"), Weight.COMPLETE, Weight.CLEAR,
         ("S01", ShiftKind.REMARK_GONE, Effect.COMPLETE, None)),
        (changed("S01", options=["ja", "nej", "oklart"]), a_case(S01="delvis", S04="nej"),
         Weight.ESCALATE, Weight.ESCALATE, ("S01", ShiftKind.ANSWER_UNREADABLE, None, None)),
        # A criterion that waits for an act is not answered by what was answered without one.
        (changed("S04", opens_with_act=True), a_case(S04="nej"), Weight.ESCALATE, Weight.CLEAR,
         ("S04", ShiftKind.REMARK_GONE, Effect.ESCALATE, None)),
        # The board's own limit is the one that held in the case.
        (changed("S18", bad=[">max"]), a_case(limits={"min_members": "50"}, S18="60"),
         Weight.CLEAR, Weight.BLOCK, ("S18", ShiftKind.NEW_REMARK, None, Effect.BLOCK)),
    ],
)  # fmt: skip
def test_a_case_that_comes_out_differently_is_told_with_its_criterion(table, case, before, after, shift):
    found = tried(table, case)
    (one,) = found.differing
    assert (one.before, one.after) == (before, after)
    assert [(s.question_id, s.kind, s.before, s.after) for s in one.shifts] == [shift]
    assert found.by_criterion == {shift[0]: 1}
    assert one.is_harder is (found.harder == 1)
    assert one.is_milder is (found.milder == 1)


def test_the_same_rules_change_nothing():
    cases = [a_case(S01="nej"), a_case(act=True, A00="ja", A01="styrkt"), a_case(S18="oklart")]
    found = tried(a_table(), *cases)
    assert (found.cases, found.differing, dict(found.asked_more)) == (3, [], {})


def test_a_new_question_is_no_difference_but_told_as_one_that_nobody_was_asked():
    table = a_table()
    table["questions"].insert(6, a_new_question())
    found = tried(table, a_case(S01="ja"), a_case(S01="nej"))
    assert (found.differing, dict(found.asked_more)) == ([], {"S30": 2})


def test_a_limit_that_is_no_number_leaves_the_case_untried():
    found = tried(a_table(), a_case(limits={"min_members": "många"}, S18="60"))
    assert (found.cases, found.untried, found.differing) == (1, 1, [])


def test_what_is_kept_beside_an_edition_names_no_case():
    facts = tried(changed("S01", effect="block"), a_case(S01="nej")).as_facts()
    assert facts == {"cases": 1, "differing": 1, "harder": 1, "milder": 0, "by_criterion": {"S01": 1}}


def test_what_a_draft_changes_is_told_field_by_field():
    table = without(changed("S01", effect="block", required=False), "S25")
    table["questions"].insert(6, a_new_question())
    found = changes_between(THEN, draft_in(a_draft(table=table), file="utkast.toml"))
    assert (found.about, found.added, found.removed, found.count) == ((), ("S30",), ("S25",), 3)
    assert [(c.field, c.before, c.after) for c in found.changed["S01"]] == [
        ("effect", "complete", "block"),
        ("required", "yes", "no"),
    ]
    title = {"sv": THEN.title.sv, "en": "Criteria"}
    (one,) = changes_between(THEN, draft_in(a_draft(title=title), file="utkast.toml")).about
    assert (one.field, one.after) == ("title_en", "Criteria")
