"""What is found in a draft of the rules: each fault at its question, and nothing in what is published."""

import datetime as dt

import pytest

from tests.makers_rules import a_draft, a_new_question, a_table, the_question, without
from vetting.domain.checklist import Checklist
from vetting.domain.rule_lint import LINT_CODES, lint_rules
from vetting.gateways.checklist_files import load_checklist, published
from vetting.gateways.rule_files import draft_in
from vetting.paths import checklists_dir
from vetting.web.wording.terms_rules import LINT

FOLDER, TODAY = checklists_dir(), dt.date(2026, 11, 20)
EVERY = [load_checklist(FOLDER, one.name, one.version) for one in published(FOLDER)]


def draft_of(table: dict, **head: object) -> Checklist:
    return draft_in(a_draft(table=table, **head), file="utkast.toml")


def found_in(table: dict, **head: object) -> set[tuple[str, str, bool]]:
    findings = lint_rules(draft_of(table, **head), EVERY, today=TODAY)
    return {(one.code, one.question, one.stops) for one in findings}


def changed(question_id: str, **changes: object) -> dict:
    table = a_table()
    the_question(table, question_id).update(changes)
    return table


def asked(**changes: object) -> dict:
    """The criteria with a further question first of its section."""
    table = a_table()
    at = next(n for n, one in enumerate(table["questions"]) if one["section"] == "structure")
    table["questions"].insert(at, a_new_question(**changes))
    return table


def text(sv: str, en: str = "Does the association do as the rule requires?") -> dict:
    return {"text": {"sv": sv, "en": en}}


def test_every_code_has_words_and_the_other_way_round():
    assert set(LINT) == LINT_CODES


@pytest.mark.parametrize("checklist", EVERY, ids=lambda one: f"{one.name}-{one.version}")
def test_nothing_that_is_published_would_be_stopped(checklist):
    others = [one for one in EVERY if one.version < checklist.version or one.name != checklist.name]
    found = lint_rules(checklist, others, today=checklist.in_force_on)
    assert [one for one in found if one.stops] == []


def test_the_criteria_in_force_can_be_published_anew_as_they_are():
    assert {one for one in found_in(a_table()) if one[2]} == set()


@pytest.mark.parametrize(
    ("table", "code", "question"),
    [
        # What people think, are said to be or are near to (JO 1414-2019, JO 4602-2014, FR Stockholm 192-17).
        (asked(**text("Står föreningen inte bakom demokratin?")), "view_risk_missing", "S30"),
        (asked(**text("Delar företrädarna kommunens värderingar?")), "view_risk_missing", "S30"),
        (asked(**text("Har föreningen kopplingar till extrema miljöer?")), "view_risk_missing", "S30"),
        (asked(**text("Har föreningen pekats ut i medierna?")), "view_risk_missing", "S30"),
        (asked(**text("Har föreningen en plan?", "Is it linked to others?")), "view_risk_missing", "S30"),
        (asked(**text("Vilken ideologi har föreningen?"), view_risk=True), "view_without_act", "S30"),
        (asked(view_risk=True, effect="block"), "view_without_act", "S30"),
        (asked(source=[]), "source_missing", "S30"),
        (changed("E20", why={"sv": "Detta följer av 3 §.", "en": "This has not been checked."}),
         "unverified_as_law", "E20"),
        (asked(text={"sv": "En plan för året?", "en": "En plan för året?"}), "languages_alike", "S30"),
        (changed("A01", bad=["indikation", "styrkt"]), "exclusion_on_suspicion", "A01"),
        # An id keeps its kind and its meaning.
        (changed("S01", answers="doc", bad=["saknas"]), "kind_changed", "S01"),
        (changed("S01", options=["ja", "nej", "oklart"]), "kind_changed", "S01"),
        (changed("S01", **text("Har föreningen betalat sina skatter och avgifter i tid?")),
         "meaning_changed", "S01"),
        (changed("S01", text={"sv": a_table()["questions"][5]["text"]["sv"],
                              "en": "Has it paid its taxes?"}), "meaning_changed", "S01"),
        # Safeguards stay.
        (changed("A03", view_risk=False), "view_risk_taken_away", "A03"),
        (changed("A01", opens_with_act=False), "act_taken_away", "A01"),
        (changed("A23", effect="note", bad=[]), "forbidden_ground_lifted", "A23"),
        (without(a_table(), "A23"), "safeguard_taken_away", "A23"),
        (without(a_table(), "A06"), "safeguard_taken_away", "A06"),
        (without(a_table(), "A10"), "safeguard_taken_away", "A10"),
        ({key: value for key, value in a_table().items() if key != "act_gate"}, "act_gate_missing", "A00"),
    ],
)  # fmt: skip
def test_what_must_be_mended_is_told_at_its_question(table, code, question):
    assert (code, question, True) in found_in(table)


@pytest.mark.parametrize(
    ("table", "code", "question"),
    [
        (asked(**text("Är ändamålet politiskt?")), "view_words_near", "S30"),
        (asked(**text("Är föreningen olämplig för stödet?")), "rule_vague", "S30"),
        (asked(in_force="-"), "source_undated", "S30"),
        (without(a_table(), "S25"), "question_taken_away", "S25"),
        (changed("S01", **text("Har föreningen egna stadgar som medlemmarna har antagit?",
                               the_question(a_table(), "S01")["text"]["en"])), "wording_changed", "S01"),
        (changed("S01", effect="block"), "rule_changed", "S01"),
        (changed("S01", bad=["nej", "delvis"]), "rule_changed", "S01"),
    ],
)  # fmt: skip
def test_what_is_worth_a_look_stops_nothing(table, code, question):
    found = found_in(table)
    assert (code, question, False) in found
    assert not any(stops for _, _, stops in found)


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        ({"version": "2026-01"}, {"rule_version_taken"}),
        ({"version": "2025-06"}, {"rule_version_order"}),
        ({"in_force_on": dt.date(2026, 1, 1)}, {"rule_days_overlap", "rule_in_force_past"}),
        ({"in_force_on": dt.date(2026, 11, 19)}, {"rule_in_force_past"}),
        ({"in_force_on": TODAY}, set()),
    ],
)
def test_days_may_not_overlap_nor_reach_back_kl_2_4(head, codes):
    assert {code for code, _, stops in found_in(a_table(), **head) if stops} == codes


def test_results_of_spot_checks_stay():
    table = a_table("spot-check")
    table["results"] = table["results"][1:]
    assert ("result_taken_away", "", True) in found_in(table, name="spot-check")
    table = a_table("spot-check")
    gone = table["focus_areas"].pop()["id"]
    table["questions"] = [one for one in table["questions"] if one.get("focus") != gone]
    assert ("focus_area_taken_away", "", True) in found_in(table, name="spot-check")


def test_a_question_keeps_its_meaning_although_another_checklist_asked_it():
    table = a_table("follow-up")
    other = the_question(a_table("premises-rental"), "L02")
    table["questions"].insert(-1, {**other, "section": "decision", **text("Är bokningen betald i förväg?")})
    assert ("meaning_changed", "L02", True) in found_in(table, name="follow-up")


def test_a_checklist_of_its_own_may_begin():
    assert found_in(a_table(), name="garden-grants") >= {("rule_name_new", "", False)}
