"""Answers are labelled by the words file alone: no question, answer or Swedish word stands in code or template."""

import re
from pathlib import Path

import pytest

from vetting.gateways.checklist_files import load_checklist, load_words, published
from vetting.paths import checklists_dir

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "templates/checklists").glob("*.html")),
    *(ROOT / "vetting/web/forms" / name for name in ("checklist.py", "evidence.py")),
    *(ROOT / "vetting/web/pages" / name for name in ("checklists.py", "published_checklists.py")),
    *(
        ROOT / "vetting/web/wording" / name
        for name in ("checklists.py", "terms_checklist.py", "problems_checklist.py")
    ),
    *(ROOT / "vetting/reading" / name for name in ("sheet.py", "sheet_rows.py")),
]
WORDS = load_words(checklists_dir(), "2026-01")
EVERY_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


@EVERY_FILE
def test_no_answer_and_no_question_is_named(path):
    code = re.sub(r'"""[^"]*"""|\{#.*?#\}|#[^\n]*', "", path.read_text("utf-8"), flags=re.DOTALL)
    quoted = set(re.findall(r"""["']([^"'\n]*)["']""", code))
    assert not quoted & set(WORDS.answers)
    assert not [text for text in quoted if re.fullmatch(r"[A-Z][0-9]{2}", text)]


@EVERY_FILE
def test_no_swedish_is_hard_coded(path):
    assert not re.findall(r"[åäöÅÄÖ]", path.read_text("utf-8"))


def test_every_option_of_every_checklist_has_a_label():
    for entry in published(checklists_dir()):
        checklist = load_checklist(checklists_dir(), entry.name, entry.version)
        for question in checklist.questions:
            for option in question.options:
                label = checklist.words.answers[option]
                assert label.sv
                assert label.en
