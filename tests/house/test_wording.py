"""Every code, entry and term has words."""

import ast
import re
from pathlib import Path

from vetting.domain import terms
from vetting.domain.entries_rooms import EVERY_ENTRY
from vetting.web.wording.entries import ENTRIES
from vetting.web.wording.problems import PROBLEMS
from vetting.web.wording.terms import TERMS

ROOT = Path(__file__).resolve().parents[2]
RAISED = {"Refused", "NotAllowed", "NotFound", "UnusableFile", "UnreadableRow", "Problem"}


def _codes() -> dict[str, str]:
    found = {}
    for path in (ROOT / "vetting").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found[first.value] = str(path.relative_to(ROOT))
    return found


def test_every_code_that_can_be_raised_has_words():
    missing = {code: where for code, where in _codes().items() if code not in PROBLEMS}
    assert not missing


def test_every_entry_has_words_and_is_written_in_the_past_tense():
    assert {entry.value for entry in EVERY_ENTRY} == set(ENTRIES)
    past = re.compile(
        r"(ed|Made|Done|In|Out|Written|Withdrawn|Forgotten|Set|Reset|Undone|HandedOver|Drawn|Given|Left|Told|Aside|TakenDown|Held|Overridden|RolledBack)$"
    )
    assert [entry.value for entry in EVERY_ENTRY if not past.search(entry.value)] == []


def test_every_term_shown_to_people_has_words():
    for kind, words in TERMS.items():
        assert set(words) == set(kind), kind
    assert terms.Role in TERMS
