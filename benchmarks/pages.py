"""Pages over HTTP beside a bare view, with ten thousand cases and with one thousand."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import create_engine, func, select, text

from benchmarks import town
from benchmarks.databases import Place, opened, place, settled
from benchmarks.measuring import Figure, Times, in_turns
from benchmarks.serving import Browser, Served, hello, service
from vetting.domain.terms import Stage
from vetting.records.applications import Case
from vetting.records.assessments import Answer
from vetting.records.db import db

FEW, MANY = 1_000, 10_000
EACH = 60
AT_ONCE = 4


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Page by page: milliseconds, and the share of its requests that a bare view would manage in vain."""
    small = place(kind, folder / "small", server)
    with opened(small) as app:
        town.found()
        town.grow(FEW)
        settled(app)
        case_id, association_id = _fullest_case()
    large = _copied(small, folder / "large", server)
    with opened(large) as app:
        town.grow(MANY - FEW)
        settled(app)
    with hello() as bare, service(small) as few, service(large) as many:
        calls = _calls(bare, few, many, case_id, association_id)
        times = in_turns(calls, each=EACH)
        crowded = _crowded(many)
        found = [*_told(times, kind), *_of_the_process(bare, many, kind)]
    ratio = crowded.p99 / crowded.p50
    found.append(Figure("pages", f"cases list, {AT_ONCE} at once: p99 / p50", ratio, "×", kind, "≤ 3"))
    return found


def _fullest_case() -> tuple[str, str]:
    """The case through the deeds with most answers, and its association."""
    answers = func.count(Answer.id)
    row = db.session.execute(
        select(Case.id, Case.association_id)
        .join(Answer, Answer.case_id == Case.id)
        .where(Case.stage == Stage.DECIDED)
        .group_by(Case.id, Case.association_id)
        .order_by(answers.desc())
        .limit(1)
    ).one()
    return row[0], row[1]


def _copied(small: Place, folder: Path, server: str | None) -> Place:
    """The same municipality once more."""
    shutil.copytree(small.folder, folder)
    if small.kind == "sqlite":
        return replace(small, url=f"sqlite:///{folder / 'vetting.sqlite'}", folder=folder)
    name = small.url.split("/")[3].split("?")[0]
    copied = f"{name}_large"
    engine = create_engine(str(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {copied} TEMPLATE {name}"))
    engine.dispose()
    return replace(small, url=small.url.replace(f"/{name}", f"/{copied}", 1), folder=folder)


def _calls(
    bare: Served, few: Served, many: Served, case_id: str, association_id: str
) -> dict[str, Callable[[], object]]:
    nobody = Browser(bare.port)
    auditor, secretary = Browser(many.port, town.AUDITOR), Browser(many.port, town.SECRETARY)
    of_few = Browser(few.port, town.AUDITOR)
    return {
        "hello": lambda: nobody.get("/"),
        "case": lambda: auditor.get(f"/arenden/{case_id}"),
        "checklist": lambda: auditor.get(f"/arenden/{case_id}/checklista"),
        "association": lambda: auditor.get(f"/foreningar/{association_id}"),
        "my day": lambda: secretary.get("/min-dag"),
        "directory": lambda: auditor.get("/foreningar/"),
        f"cases list of {MANY}": lambda: auditor.get("/arenden"),
        f"cases list of {FEW}": lambda: of_few.get("/arenden"),
        f"cases list of {MANY}, searched": lambda: auditor.get("/arenden?q=teater"),
    }


def _told(times: dict[str, Times], kind: str) -> list[Figure]:
    found = []
    for name, taken in times.items():
        found.append(Figure("pages", f"{name}: p50", taken.p50, "ms", kind))
        found.append(Figure("pages", f"{name}: p99", taken.p99, "ms", kind, "≤ 200"))
        if name != "hello":
            goal = {"case": "≥ 0.20", f"cases list of {MANY}": "≥ 0.08"}.get(name, "")
            found.append(Figure("pages", f"hello / {name}", times["hello"].p50 / taken.p50, "×", kind, goal))
    few, many = times[f"cases list of {FEW}"], times[f"cases list of {MANY}"]
    found.append(Figure("pages", f"cases list of {FEW} / of {MANY}", few.p50 / many.p50, "×", kind, "≥ 0.7"))
    return found


def _crowded(served: Served) -> Times:
    """The list asked for by several browsers at once."""
    browsers = [Browser(served.port, town.AUDITOR) for _ in range(AT_ONCE)]
    taken: list[Times] = []

    def browse(browser: Browser) -> None:
        taken.append(in_turns({"list": lambda: browser.get("/arenden")}, each=EACH, warm=1)["list"])

    threads = [threading.Thread(target=browse, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Times([[time for one in taken for time in one.rounds[number]] for number in range(3)])


def _of_the_process(bare: Served, served: Served, kind: str) -> list[Figure]:
    return [
        Figure("process", "memory after all pages", served.memory_mib(), "MiB", kind, "≤ 150"),
        Figure("process", "memory of the process beside it", served.memory_beside_mib(), "MiB", kind),
        Figure("process", "start to first answer", served.started_ms, "ms", kind, "≤ 3000"),
        Figure("process", "start / start of hello", served.started_ms / bare.started_ms, "×", kind),
    ]
