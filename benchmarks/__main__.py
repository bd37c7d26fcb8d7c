"""Measures everything, prints a table and writes benchmarks/latest.json; of some subjects it only prints."""

import argparse
import datetime as dt
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks import checks, directory, draw, effects, journal, matching, mirror, pages, reports, tonight
from benchmarks.databases import servers
from benchmarks.measuring import Figure

LATEST = Path(__file__).parent / "latest.json"
Subject = Callable[[str, Path, str | None], list[Figure]]
SUBJECTS: dict[str, tuple[Subject, tuple[str, ...]]] = {
    "pages": (pages.figures, ("sqlite", "postgresql")),
    "journal": (journal.figures, ("sqlite", "postgresql")),
    "directory": (directory.figures, ("sqlite",)),
    "checks": (checks.figures, ("sqlite",)),
    "matching": (matching.figures, ("sqlite", "postgresql")),
    "mirror": (mirror.figures, ("sqlite", "postgresql")),
    "effects": (effects.figures, ("sqlite", "postgresql")),
    "reports": (reports.figures, ("sqlite", "postgresql")),
    "tonight": (tonight.figures, ("sqlite", "postgresql")),
    "draw": (draw.figures, ("",)),
}


def main() -> None:
    """All subjects, or those named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("subjects", nargs="*", choices=[*SUBJECTS, []], help="all when none is named")
    parser.add_argument("--full", action="store_true", help="matching over two million rows")
    told = parser.parse_args()
    wanted = told.subjects or list(SUBJECTS)
    matching.size = matching.FULL if told.full else matching.USUAL
    machine = _machine()
    print(f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}, {machine['on']}")
    found: list[Figure] = []
    with servers() as known, tempfile.TemporaryDirectory(prefix="vetting-bench-") as folder:
        for name in wanted:
            measure, kinds = SUBJECTS[name]
            for kind in kinds:
                print(f"… {name} on {kind}" if kind else f"… {name}", file=sys.stderr)
                found += measure(kind, Path(folder) / f"{name}-{kind}", known.get(kind))
    print(_table(found))
    if not told.subjects and not told.full:
        kept = {**machine, "figures": [asdict(one) for one in found]}
        LATEST.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")


def _machine() -> dict[str, object]:
    return {
        "on": dt.date.today().isoformat(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _table(found: list[Figure]) -> str:
    """One line per figure, SQLite and PostgreSQL beside each other."""
    lines: dict[tuple[str, str, str, str], dict[str, float]] = {}
    for one in found:
        lines.setdefault((one.subject, one.what, one.unit, one.goal), {})[one.database] = one.value
    wide = max(len(what) for _, what, _, _ in lines)
    rows = [f"{'':10} {'':{wide}} {'SQLite':>11} {'PostgreSQL':>11}  {'':6} aim"]
    for (subject, what, unit, goal), values in lines.items():
        cells = [_cell(values.get(kind)) for kind in ("sqlite", "postgresql")]
        if "" in values:  # no database has a part in it
            cells[0] = _cell(values[""])
        rows.append(f"{subject:10} {what:{wide}} {cells[0]:>11} {cells[1]:>11}  {unit:6} {goal}".rstrip())
    return "\n".join(rows)


def _cell(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}" if value < 1 else f"{value:.1f}"


if __name__ == "__main__":
    main()
