"""What is known beside a question: a fact, sometimes a suggestion, never an answer."""

import datetime as dt
from dataclasses import replace

import pytest

from vetting.domain.prefill import PAPERS_BY_EVIDENCE, KnownOfCase, KnownPaper, facts_beside
from vetting.domain.terms import NumberClass, PaperKind
from vetting.gateways.checklist_files import load_checklist
from vetting.paths import checklists_dir

GRANTS = load_checklist(checklists_dir(), "democracy-criteria", "2026-01")
SPOT = load_checklist(checklists_dir(), "spot-check", "2026-01")
DAY = dt.date(2026, 3, 1)
STATUTES = KnownPaper("p1", PaperKind.STATUTES, 2026, DAY)
KNOWN = KnownOfCase(43, NumberClass.OK, in_directory=True, confirmed_on=DAY, papers=(STATUTES,))


@pytest.mark.parametrize(
    ("question_id", "known", "expected"),
    [
        ("S18", KNOWN, [("members_stated", "43")]),
        ("S18", replace(KNOWN, members_total=None), []),
        ("S14", KNOWN, [("in_directory_confirmed", "ja")]),
        ("S14", replace(KNOWN, confirmed_on=None), [("in_directory", "ja")]),
        ("S14", replace(KNOWN, in_directory=False), [("not_in_directory", "")]),
        ("S12", KNOWN, [("number_class", "")]),
        ("S02", KNOWN, [("paper_received", "")]),
        ("S02", replace(KNOWN, papers=()), []),
        ("S13", KNOWN, []),
    ],
)
def test_facts_of_a_question(question_id, known, expected):
    facts = facts_beside(GRANTS.question(question_id), known)
    assert [(fact.code, fact.suggestion) for fact in facts] == expected


def test_no_fact_ever_suggests_a_remark():
    for checklist in (GRANTS, SPOT):
        for question in checklist.questions:
            for fact in facts_beside(question, KNOWN):
                assert fact.suggestion not in question.bad


def test_every_kind_of_evidence_named_has_words():
    assert set(PAPERS_BY_EVIDENCE) <= set(GRANTS.words.evidence)
