"""The glossary and the code agree: every name exists, and no word that has another name is in use."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Swedish")
]
NAMES = sorted({name for row in ROWS for name in re.findall(r"`(\w+)`", row[1])})
UNUSED = sorted({word for row in ROWS for word in re.split(r",\s*", row[3]) if word})


def _defined() -> set[str]:
    found = set()
    for path in (ROOT / "vetting").rglob("*.py"):
        if "versions" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                found.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.arg):
                found.add(node.arg)
        found.add(path.stem)
    return found


DEFINED = _defined()


def _words(name: str) -> str:
    """A name as its words: FollowUpPlan and follow_up_plan alike become _follow_up_plan_."""
    return "_" + re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() + "_"


def test_the_table_is_read():
    assert len(ROWS) > 30
    assert len(UNUSED) > 10


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_glossary_exists(name):
    assert name in DEFINED


@pytest.mark.parametrize("word", UNUSED)
def test_no_word_with_another_name_is_used(word):
    assert [name for name in DEFINED if f"_{word}_" in _words(name)] == []
