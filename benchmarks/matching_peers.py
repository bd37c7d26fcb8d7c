"""Others over the same files: nomenklatura in an environment of its own, made when it is first asked for."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-peers"
PEERS = ("nomenklatura==4.17.4",)


@dataclass(frozen=True)
class Peer:
    """What the peer needed and found: seconds by the clock and of the processor, and per question record
    ids, best first."""

    load: float
    match: float
    load_cpu: float
    match_cpu: float
    found: Mapping[str, list[tuple[str, float]]]


def nomenklatura(register: Path, questions: Path) -> Peer | None:
    """The peer's run, or None, said in one line, where it cannot be installed or run."""
    python = _python()
    if python is None:
        return None
    command = [str(python), str(ROOT / "benchmarks/peers_nomenklatura.py"), str(register), str(questions)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        print(f"nomenklatura is left out: {run.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    told = json.loads(run.stdout)
    found = {key: [(record, score) for record, score in hits] for key, hits in told["found"].items()}
    return Peer(told["load"], told["match"], told["load_cpu"], told["match_cpu"], found)


def _python() -> Path | None:
    python = ENVIRONMENT / "bin/python"
    if not _runs(python, "-c", "import nomenklatura"):
        made = _runs(Path(sys.executable), "-m", "venv", str(ENVIRONMENT))
        if not made or not _runs(python, "-m", "pip", "install", "-q", *PEERS):
            print("nomenklatura is left out: it could not be installed into .venv-peers", file=sys.stderr)
            return None
    return python


def _runs(*command: str | Path) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False
