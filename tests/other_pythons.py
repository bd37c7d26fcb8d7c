"""Other versions of Python on this machine, under which what outsiders run is run."""

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (3, 8)
_TOLD = "import sys; print(*sys.version_info[:2])"


def has_other_python() -> bool:
    """Whether there is at least one."""
    return next(_found(), None) is not None


@functools.cache
def other_pythons() -> dict[str, str]:
    """One program for each version that is not this one, from OLDEST on."""
    return {".".join(map(str, version)): program for version, program in _found()}


def _found() -> Iterator[tuple[tuple[int, ...], str]]:
    for program in _candidates():
        version = _version_of(program)
        if version >= OLDEST and version != sys.version_info[:2]:
            yield version, program


def _candidates() -> Iterator[str]:
    homes = [
        Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions",
        Path(os.environ.get("UV_PYTHON_INSTALL_DIR", Path.home() / ".local/share/uv/python")),
    ]
    for home in homes:
        yield from map(str, sorted(home.glob("*/bin/python3")))
    for minor in range(OLDEST[1], 20):
        if program := shutil.which(f"python3.{minor}"):
            yield program


@functools.cache
def _version_of(program: str) -> tuple[int, ...]:
    """(0,) for what does not run."""
    try:
        done = subprocess.run([program, "-I", "-c", _TOLD], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return (0,)
    return tuple(map(int, done.stdout.split())) if done.returncode == 0 and done.stdout else (0,)
