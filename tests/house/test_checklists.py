"""The shipped checklists: they validate, nothing published has changed, and no question has changed meaning."""

import re
import tomllib
from pathlib import Path

import pytest

from vetting.domain.checklist import OPTIONS, Checklist, Question
from vetting.domain.terms import AnswerKind, Effect, Gate, SourceStatus
from vetting.gateways.checklist_files import digest_of, load_checklist, load_words, published
from vetting.paths import checklists_dir

FOLDER = checklists_dir()
CATALOGUE = tomllib.loads((Path(__file__).parent / "criteria_catalogue.toml").read_text("utf-8"))
CHECKLISTS = [load_checklist(FOLDER, entry.name, entry.version) for entry in published(FOLDER)]
QUESTIONS = [(f"{c.name}-{c.version}-{q.id}", c, q) for c in CHECKLISTS for q in c.questions]
EVERY_QUESTION = pytest.mark.parametrize(
    ("checklist", "question"), [(c, q) for _, c, q in QUESTIONS], ids=[name for name, _, _ in QUESTIONS]
)


def current(name: str) -> Checklist:
    return max((c for c in CHECKLISTS if c.name == name), key=lambda c: c.in_force_on)


def test_the_four_checklists_are_published() -> None:
    assert {c.name for c in CHECKLISTS} == {
        "democracy-criteria",
        "premises-rental",
        "spot-check",
        "follow-up",
    }


def test_every_file_is_locked_and_every_digest_holds() -> None:
    lock = tomllib.loads((FOLDER / "LOCK.toml").read_text("utf-8"))
    files = {path: digest_of(path.read_bytes()) for path in sorted(FOLDER.glob("*/*.toml"))}
    assert {(p.parent.name, p.stem): digest for p, digest in files.items()} == {
        (name, version): digest for name, versions in lock.items() for version, digest in versions.items()
    }


def test_every_criterion_of_the_catalogue_is_asked_somewhere() -> None:
    wanted = {
        f"{letter}{number:02d}"
        for letter, first, last in (("S", 1, 25), ("E", 1, 20), ("A", 0, 23), ("L", 1, 18))
        for number in range(first, last + 1)
    }
    assert set(CATALOGUE) == wanted
    assert wanted <= {q.id for c in CHECKLISTS for q in c.questions}


@pytest.mark.parametrize(
    ("name", "applies"), [("democracy-criteria", {"G", "GP"}), ("premises-rental", {"P", "GP"})]
)
def test_grants_and_premises_ask_exactly_what_applies_to_them(name: str, applies: set[str]) -> None:
    wanted = {criterion for criterion, facts in CATALOGUE.items() if facts["applies"] in applies}
    assert {q.id for q in current(name).questions} == wanted


@EVERY_QUESTION
def test_a_criterion_is_as_agreed_in_the_catalogue(checklist: Checklist, question: Question) -> None:
    if question.id in CATALOGUE:
        agreed = CATALOGUE[question.id]
        found = (question.text.sv, question.answers, list(question.bad), question.effect)
        assert found == (agreed["text"], agreed["answers"], agreed["bad"], agreed["effect"])
        marks = (question.local, question.view_risk, question.status)
        assert marks == (agreed["local"], agreed["view_risk"], agreed["status"])
    else:
        assert question.id[0] in "KU", "a question of our own has a letter of its own"


@EVERY_QUESTION
def test_both_languages_say_something_and_differ(checklist: Checklist, question: Question) -> None:
    for text in (question.text, question.why):
        assert len(text.sv) > 15
        assert len(text.en) > 15
        assert text.sv != text.en
    assert question.text.sv.endswith("?")
    assert question.text.en.endswith("?")


def test_an_id_means_the_same_in_every_file_and_version() -> None:
    meanings: dict[str, set[object]] = {}
    for checklist in CHECKLISTS:
        for q in checklist.questions:
            meaning = (
                q.text,
                q.why,
                q.answers,
                q.options,
                q.bad,
                q.effect,
                q.local,
                q.parameters,
                q.view_risk,
            )
            meanings.setdefault(q.id, set()).add(meaning)
    assert [question_id for question_id, found in meanings.items() if len(found) > 1] == []


@EVERY_QUESTION
def test_what_is_not_verified_is_not_presented_as_law(checklist: Checklist, question: Question) -> None:
    if question.status is SourceStatus.UNVERIFIED:
        assert re.search(r"inte kontrollera[dt]|inte av lag", question.why.sv)
        assert re.search(r"not been checked|not from law", question.why.en)
        assert "§" not in question.why.sv


@EVERY_QUESTION
def test_notes_and_forbidden_grounds_are_never_decisive(checklist: Checklist, question: Question) -> None:
    if question.effect is Effect.NOTE and question.bad:
        assert not question.required or question.opens_after, "a note is not forced when nothing was found"
    if question.effect is Effect.NEVER:
        assert question.section is Gate.DECISION
        assert question.required
        assert question.options == ("ja", "nej", "oklart")


@EVERY_QUESTION
def test_exclusion_grounds_are_bad_only_when_proven(checklist: Checklist, question: Question) -> None:
    if question.answers is AnswerKind.EXCL:
        assert question.bad == ("styrkt",)
        assert question.options == OPTIONS[AnswerKind.EXCL]


@pytest.mark.parametrize(
    ("question_id", "gate"),
    [
        ("S12", Gate.IDENTITY),
        ("S01", Gate.STRUCTURE),
        ("E01", Gate.FINANCES),
        ("A00", Gate.ACTIVITY),
        ("A01", Gate.ACTIVITY),
        ("A06", Gate.ATTRIBUTION),
        ("A07", Gate.MITIGATION),
        ("A11", Gate.MITIGATION),
        ("S17", Gate.DECISION),
        ("A23", Gate.DECISION),
    ],
)
def test_criteria_stand_behind_their_gate(question_id: str, gate: Gate) -> None:
    assert current("democracy-criteria").question(question_id).section is gate


def test_exclusion_grounds_open_only_with_an_act_and_mitigation_only_after_a_finding() -> None:
    checklist = current("democracy-criteria")
    grounds = {"A01", "A02", "A03", "A04", "A05", "A12", "A13", "A16", "A20"}
    assert checklist.act_gate == "A00"
    assert {q.id for q in checklist.questions if q.opens_with_act} == grounds
    factors = {q.id: set(q.opens_after) for q in checklist.questions if q.opens_after}
    assert factors == {**dict.fromkeys(("A06", "A07", "A08", "A09", "A10"), grounds), "A11": {"A05"}}


def test_spot_check_has_focus_areas_and_result_codes() -> None:
    spot_check = current("spot-check")
    assert [result.id for result in spot_check.results] == [
        "utan_anmarkning",
        "mindre_brist_rattad",
        "brist_atgardsplan",
        "allvarlig_avvikelse",
        "ej_svar",
    ]
    assert {area.id for area in spot_check.focus_areas} == {q.focus for q in spot_check.questions if q.focus}


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda c: f"{c.name}-{c.version}")
def test_forbidden_ground_check_ends_every_checklist(checklist: Checklist) -> None:
    assert checklist.questions[-1].id == "A23"


def test_every_word_is_used_and_says_something_in_both_languages() -> None:
    words = load_words(FOLDER, "2026-01")
    questions = [q for c in CHECKLISTS for q in c.questions]
    assert set(words.evidence) == {kind for q in questions for kind in q.evidence}
    assert set(words.answers) == {value for q in questions for value in q.options}
    assert set(words.parameters) == {name for q in questions for name in q.parameters}
    assert set(words.sources) == {source.split(" ")[0] for q in questions for source in q.source}
    assert set(words.sections) == set(Gate)
