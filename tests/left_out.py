"""What this machine lacks for some tests: those are not run, and the end of the run says so and how to add it."""

import os
import shutil

import pytest

from tests.other_pythons import has_other_python
from vetting.gateways.letters import pdf_available

NEEDS = {
    "browser": "the tests in a browser were not run: install Chromium (apt-get install chromium)",
    "genuine": "the tests on genuine files were not run: set VETTING_GENUINE_DATA to the folder that holds them",
    "other_python": "the checkers were run under this Python only: install another (uv python install 3.13)",
}
NO_PDF = (
    "no letter was made as a PDF: install vetting[pdf] and the package libpango-1.0-0 with libpangoft2-1.0-0"
)


def has(mark: str) -> bool:
    """Whether this machine has what tests with that mark need."""
    if mark == "browser":
        return bool(shutil.which("chromium") or shutil.which("chromium-browser"))
    if mark == "other_python":
        return has_other_python()
    return bool(os.environ.get("VETTING_GENUINE_DATA"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests that cannot be run here."""
    lacking = [mark for mark in NEEDS if not has(mark)]
    out = [item for item in items if any(item.get_closest_marker(mark) for mark in lacking)]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each thing that is lacking."""
    told = [words for mark, words in NEEDS.items() if not has(mark)]
    for line in told if pdf_available() else [*told, NO_PDF]:
        terminalreporter.write_line(f"Note: {line}", yellow=True)
