"""Two reports side by side: what is equal, what jumped, and that it is told as questions."""

import pytest

from vetting.domain.checklist import Text
from vetting.domain.plain_questions import (
    PlainQuestion,
    lists_names,
    number_in,
    question_of_indicator,
)
from vetting.domain.report_comparer import Limits, compared
from vetting.domain.terms_association_reports import AskedKind, ReportSection, SignKind


def question(question_id: str, kind: AskedKind) -> PlainQuestion:
    text = Text(question_id, question_id)
    return PlainQuestion(question_id, ReportSection.RESULTS, kind, text, text, is_required=True)


ASKED = (
    question("activities", AskedKind.TEXT),
    question("results", AskedKind.TEXT),
    question("participants", AskedKind.COUNT),
    question("spent", AskedKind.KRONOR),
)
LONG = "Vi har hållit öppna kvällar varje torsdag med musik och läxhjälp, och många som kom bor i närheten."
OTHER = "Under våren byggde styrelsen en scen på gården, där sju kvällar med teater och dans har hållits sedan dess."


def test_equal_passages_are_marked_and_the_rest_is_not():
    found = compared(ASKED, {"activities": f"{LONG} {OTHER}"}, {"activities": LONG}, limits=Limits())
    parts = found.texts[0].now
    assert [part.is_equal for part in parts] == [True, False]
    assert parts[0].text.strip() == LONG
    assert "".join(part.text for part in parts) == f"{LONG} {OTHER}"
    assert found.signs == ()


@pytest.mark.parametrize(
    ("now", "before", "keys"),
    [
        ({"activities": LONG, "results": OTHER}, {"activities": LONG, "results": OTHER}, ["equal:whole"]),
        ({"activities": LONG, "results": OTHER}, {"activities": LONG}, ["equal:activities"]),
        ({"activities": "Inget nytt"}, {"activities": "Inget nytt"}, []),  # too short to say anything
        ({"participants": "150"}, {"participants": "100"}, ["jump:participants"]),
        ({"participants": "149"}, {"participants": "100"}, []),
        ({"participants": "40"}, {"participants": "100"}, ["jump:participants"]),
        ({"participants": "3"}, {"participants": "1"}, []),  # two persons are no jump
        ({"participants": "20"}, {"participants": "0"}, ["jump:participants"]),
        ({"participants": "20"}, {}, []),
        ({"participants": "0"}, {"participants": "0"}, []),
    ],
)
def test_signs(now, before, keys):
    assert [sign.key for sign in compared(ASKED, now, before, limits=Limits()).signs] == keys


def test_the_thresholds_are_settings():
    now, before = {"participants": "120", "activities": LONG}, {"participants": "100", "activities": LONG}
    found = compared(ASKED, now, before, limits=Limits(equal_percent=101, jump_percent=20))
    assert [(sign.kind, sign.percent) for sign in found.signs] == [(SignKind.JUMP, 20)]


def test_ninety_five_percent_equal_is_shown_with_its_passages():
    words = [f"ord{n}" for n in range(100)]
    changed = [*words[:50], "nytt", *words[51:96], *["annat"] * 4]
    found = compared(
        ASKED, {"activities": " ".join(changed)}, {"activities": " ".join(words)}, limits=Limits()
    )
    assert found.percent == 95
    assert [part.is_equal for part in found.texts[0].now] == [True, False, True, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 250", 1250),
        ("1\u00a0250 kr", 1250),
        ("12 kronor", 12),
        ("0", 0),
        ("12,5", None),
        ("många", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        ("Anna Ek, Bo Alm och Cia Dal", True),
        ("- Anna Ek\n- Bo Alm\n- Cia Dal", True),
        ("Anna Ek och Bo Alm", False),
        ("Vi spelade i Gamla Stan, på Södra Torget och i Norra Hallen", False),
        ("Kostnader: hyra, material, arvode", False),
    ],
)
def test_lists_of_names(text, is_list):
    assert lists_names(text) is is_list


def test_a_goal_is_held_against_the_same_goal_wherever_it_stood():
    matches, people = (
        question_of_indicator("Matcher", "stycken", 8),
        question_of_indicator("Deltagare", "personer", 60),
    )
    before = question_of_indicator(" deltagare", "Personer", 50)
    hours = question_of_indicator("Deltagare", "timmar", 50)
    assert before.id == people.id
    assert len({matches.id, people.id, hours.id}) == 3
    told = {before.id: "55", hours.id: "900", "spent": "1000"}
    found = compared((matches, people), {matches.id: "8", people.id: "60"}, told, limits=Limits())
    assert [(one.question.text.sv, one.before) for one in found.figures] == [
        ("Matcher", None),
        ("Deltagare", 55),
    ]
    assert found.signs == ()
