"""A national register: taken in, asked for one party and for many, brought up to date; beside peers.

The usual size is small enough for every run; `python -m benchmarks matching --full` takes two million rows.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from benchmarks import genuine_names, matching_index, matching_peers, noisy_names, noisy_persons
from benchmarks.databases import Place, opened, place, settled
from benchmarks.matching_memory import Peak
from benchmarks.matching_page import pressed
from benchmarks.matching_quality import quality, quality_of
from benchmarks.matching_register import Asked, changed, organisations, people, write_register
from benchmarks.matching_watched import rescreenings
from benchmarks.measuring import Figure, at_share, timed
from benchmarks.noisy_names import Body
from benchmarks.town import NOW
from vetting.domain.authority import OPERATOR
from vetting.domain.sources import Declaration
from vetting.domain.terms import Partner, PartyKind
from vetting.services import sources

SUBJECT = "matching"
DELTA = 0.01
SOURCES, PRESSED = 5, 110
STARTS = 3  # the first one of a run waits for the disk
COMMAND = "from vetting.app import command_line; command_line()"


@dataclass(frozen=True)
class Size:
    """Rows and questions. `peer_*`: what nomenklatura is given too. `watched`: how many are re-screened."""

    rows: int
    questions: int
    persons: int
    person_questions: int
    peer_rows: int
    peer_questions: int
    watched: int
    watched_more: int  # 0 for not


USUAL = Size(100_000, 2_000, 50_000, 1_000, 50_000, 2_000, 300, 3_000)
FULL = Size(2_000_000, 20_000, 1_000_000, 5_000, 2_000_000, 2_000, 5_000, 0)
size = USUAL


def figures(kind: str, folder: Path, server: str | None) -> list[Figure]:
    """Everything on one database; the register and the questions are the same on both."""
    folder.mkdir(parents=True)
    bodies = list(noisy_names.bodies(size.rows))
    register = write_register(folder / "register.csv", bodies)
    asked = organisations(folder, bodies, size.questions)
    where = place(kind, folder / "place", server)
    with opened(where) as app:
        _declare("riket", PartyKind.ORGANISATION)
        _declare("personer", PartyKind.PERSON)
        found = _import(where, register)
        settled(app)
        found += matching_index.one_party(asked, size.rows)
        found += matching_index.figures(where, "riket", asked, "parties")
        found += _many(where, "riket", asked, "parties")
        found += _later(where, folder, bodies, register)
        if kind == "sqlite":
            found += _persons(where, folder)
            found += _peers(where, folder, bodies)
        found += _five_sources(where, folder, bodies, asked)
    told = [Figure(SUBJECT, what, value, unit, kind, goal) for what, value, unit, goal in found]
    return told + (_genuine() if kind == "sqlite" else [])


def _genuine() -> list[Figure]:
    """The same matcher on genuine names, where their folder is told; no database has a part in it."""
    told = os.environ.get("VETTING_GENUINE_DATA")
    return genuine_names.figures(Path(told), is_brief=True) if told else []


Line = tuple[str, float, str, str]


def _declare(key: str, kind: PartyKind) -> None:
    columns = {"id": "id", "name": "name", "org_number": "orgnr", "seat": "city"}
    if kind is PartyKind.PERSON:
        columns = {"id": "id", "name": "name", "birth_date": "birth_date"}
    declared = Declaration(key, "spreadsheet_drop", Partner.SANCTIONS, kind=kind, column_map=columns)
    sources.declare_source(declared, by=OPERATOR, now=NOW)


def _import(where: Place, register: Path) -> list[Line]:
    taken = _delivered(where, "riket", register)
    bare = min(_bare(where, register) for _ in range(3))
    loader = "sqlite3 .import" if where.kind == "sqlite" else "COPY"
    return [
        (f"{size.rows:,} rows taken into use", taken.seconds, "s", ""),
        ("the same, processor time", taken.cpu, "s", ""),
        ("the same: service / bare loader", taken.seconds / bare, "×", "≤ 12"),
        (f"the bare loader ({loader})", bare, "s", ""),
        ("peak memory of the command and the process beside it", taken.peak / 1024, "GB", "≤ 1.5"),
    ]


def _many(where: Place, key: str, asked: Asked, what: str) -> list[Line]:
    matches = asked.path.with_name(f"matches-{asked.path.name}")
    run = _checked(where, key, asked.path, matches)
    judged = quality_of(asked, matches)
    print(f"   recall in ten by kind ({what}): " + _shares(judged.by_kind), file=sys.stderr)
    count = len(asked.questions)
    seconds, each = ("≤ 40", "≤ 4.0") if what == "parties" and size is FULL else ("", "")
    return [
        (f"{count:,} {what} from a file, {os.cpu_count()} cores", run.seconds, "s", seconds),
        (f"the same, processor time for each of the {what}", run.cpu / count * 1000, "ms", each),
        (f"{what}: recall in ten", judged.in_ten, "", "≥ .985"),
        (f"{what}: right one first", judged.first, "", ""),
        (f"{what}: precision of strong", judged.strong_precision, "", "≥ .995"),
        (f"{what}: false strong on near misses", judged.false_strong, "", "≤ .005"),
        (f"{what}: strong, of true pairs", judged.strong_share, "", ""),
    ]


def _later(where: Place, folder: Path, bodies: Sequence[Body], register: Path) -> list[Line]:
    later = write_register(folder / "later.csv", changed(bodies, DELTA))
    taken: list[Run] = []

    lines = rescreenings(
        "riket", bodies, size.watched, lambda: taken.append(_delivered(where, "riket", later))
    )
    if size.watched_more and where.kind == "sqlite":
        _declare("riket2", PartyKind.ORGANISATION)
        _delivered(where, "riket2", register)
        lines += rescreenings("riket2", bodies, size.watched_more, lambda: _delivered(where, "riket2", later))
    return [
        ("the register again, 1 % changed", taken[0].seconds, "s", ""),
        ("the register again, 1 % changed, processor time", taken[0].cpu, "s", ""),
        *lines,
    ]


def _persons(where: Place, folder: Path) -> list[Line]:
    bodies = list(noisy_persons.persons(size.persons))
    _delivered(where, "personer", write_register(folder / "persons.csv", bodies))
    asked = people(folder, bodies, size.person_questions)
    index = matching_index.figures(where, "personer", asked, "persons")
    return index + _many(where, "personer", asked, "persons")


def _peers(where: Place, folder: Path, bodies: Sequence[Body]) -> list[Line]:
    """nomenklatura and the service over the same part of the register, one after the other."""
    some = bodies[: size.peer_rows]
    asked = organisations(folder, some, size.peer_questions, "peer_questions")
    peer = matching_peers.nomenklatura(
        write_register(folder / "peer_register.csv", some, delimiter=","), asked.path
    )
    if peer is None:
        return []
    _declare("del", PartyKind.ORGANISATION)
    loading = _delivered(where, "del", write_register(folder / "part.csv", some))
    matches = folder / "peer_matches.csv"
    run = _checked(where, "del", asked.path, matches)
    theirs = quality({key: [(record, "") for record, _ in hits] for key, hits in peer.found.items()}, asked)
    ours = quality_of(asked, matches)
    what, count = f"{size.peer_questions:,} × {size.peer_rows:,}", size.peer_questions / 1000
    return [
        (f"{what}: service, matching", run.seconds, "s", ""),
        (f"{what}: nomenklatura, matching", peer.match, "s", ""),
        ("matching by the clock: nomenklatura / service", peer.match / run.seconds, "×", "≥ 20"),
        ("processor time a party: service", run.cpu / count, "ms", ""),
        ("processor time a party: nomenklatura", peer.match_cpu / count, "ms", ""),
        ("processor time a party: nomenklatura / service", peer.match_cpu / run.cpu, "×", ""),
        (f"loading {size.peer_rows:,}: service", loading.seconds, "s", ""),
        (f"loading {size.peer_rows:,}: nomenklatura", peer.load, "s", ""),
        ("loading, processor time: nomenklatura / service", peer.load_cpu / loading.cpu, "×", ""),
        ("recall in ten: service", ours.in_ten, "", "above"),
        ("recall in ten: nomenklatura", theirs.in_ten, "", ""),
    ]


def _five_sources(where: Place, folder: Path, bodies: Sequence[Body], asked: Asked) -> list[Line]:
    keys = [f"liten{number}" for number in range(SOURCES - 1)]
    share = min(20_000, size.rows // SOURCES)
    for number, key in enumerate(keys):
        _declare(key, PartyKind.ORGANISATION)
        part = bodies[number * share : (number + 1) * share]
        _delivered(where, key, write_register(folder / f"{key}.csv", part))
    times = pressed(where, [one.body for one in asked.questions[:PRESSED]])
    what = f"a case checked from its page against {SOURCES} sources"
    return [
        (f"{what}: p50", at_share(times, 0.5), "ms", ""),
        (f"{what}: p95", at_share(times, 0.95), "ms", "≤ 300"),
    ]


@dataclass(frozen=True)
class Run:
    """A command with the processes it begins: seconds by the clock and of the processor without its start,
    and peak memory in MB."""

    seconds: float
    cpu: float
    peak: float
    told: Any


def _delivered(where: Place, key: str, path: Path) -> Run:
    """`vetting deliver`, in a process of its own."""
    run = _command(where, "deliver", key, str(path), "--json")
    if run.told["state"] != "active":
        raise RuntimeError(f"{path.name} was not taken into use: {run.told['reason']}")
    return run


def _checked(where: Place, key: str, questions: Path, matches: Path) -> Run:
    """`vetting check-file`; the start of its further processes counts, that of the command does not."""
    return _command(where, "check-file", str(questions), str(matches), "--source", key, "--json")


def _command(where: Place, *words: str) -> Run:
    """A command that tells something as JSON, less what one takes at least that hardly does anything."""
    starts = [_ran(where, "source", "list", "--json") for _ in range(STARTS)]
    seconds, cpu = min(one.seconds for one in starts), min(one.cpu for one in starts)
    run = _ran(where, *words)
    return Run(max(run.seconds - seconds, 0.001), max(run.cpu - cpu, 0.001), run.peak, run.told)


def _ran(where: Place, *words: str) -> Run:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VETTING_")} | {
        "VETTING_DATABASE_URL": where.url,
        "VETTING_DATA_DIR": str(where.folder),
        "VETTING_SECRET_KEY": where.secret,
    }
    out, began = where.folder / "told.json", time.perf_counter()
    with out.open("w") as file, (where.folder / "told.err").open("w") as err:
        run = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *words], env=environment, stdout=file, stderr=err
        )
        with Peak(run.pid) as peak:
            _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if run.returncode:
        said = (where.folder / "told.err").read_text()[-2000:]
        raise RuntimeError(f"vetting {' '.join(words)}: {run.returncode} {said} {out.read_text()[:500]}")
    most = max(peak.megabytes, used.ru_maxrss / 1024)
    return Run(seconds, used.ru_utime + used.ru_stime, most, json.loads(out.read_text()))


def _bare(where: Place, register: Path) -> float:
    load: Callable[[], object] = partial(_copied if where.kind != "sqlite" else _imported, where, register)
    return timed(load) / 1000


def _imported(where: Place, register: Path) -> None:
    bare = where.folder / "bare.sqlite"
    bare.unlink(missing_ok=True)
    script = f".mode csv\n.separator ;\n.import {register} bare\n"
    subprocess.run(["sqlite3", str(bare)], input=script, text=True, check=True, capture_output=True)


def _copied(where: Place, register: Path) -> None:
    address = make_url(where.url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute("CREATE TABLE bare (id text, name text, orgnr text, city text)")
        into = "COPY bare FROM STDIN (FORMAT csv, HEADER, DELIMITER ';')"
        with cursor.copy(into) as copy, register.open("rb") as file:
            while block := file.read(1 << 20):
                copy.write(block)


def _shares(shares: object) -> str:
    return ", ".join(f"{kind} {share:.3f}" for kind, share in dict(shares).items())  # type: ignore[call-overload]
