"""WHAT OPERATORS TYPE. Commands that call the same deeds and readings as the pages."""

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from vetting.domain.authority import Actor
from vetting.domain.errors import NotAllowed, Problem, Refused, UnusableFile
from vetting.domain.slots import JobFacts, Told
from vetting.domain.swedish_time import SWEDEN

BAD_INPUT, WAITS, REFUSED = 2, 3, 4


@dataclass(frozen=True)
class Hands:
    """What the composition gives the commands: the service itself, who types, what time it is."""

    make_app: Callable[[], Any]
    serve: Callable[..., None]
    demo: Callable[..., None]
    upgrade: Callable[[], str]
    differences: Callable[[], list[str]]
    jobs: Callable[[dt.datetime], tuple[JobFacts, ...]]
    run_job: Callable[[str, str | None, dt.datetime], list[Told]]
    report: Callable[..., bytes]
    capsule: Callable[..., Any]
    bare_app: Callable[[], Any]  # also where no tables are yet
    by: Actor
    now: Callable[[], dt.datetime]


class Commands(click.Group):
    """A group whose commands run inside the service and end with the promised exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            facts = ", ".join(f"{name}={_shown(value)}" for name, value in problem.facts.items())
            click.echo(f"{problem.code}: {facts}" if facts else problem.code, err=True)
            ctx.exit(exit_code_of(problem))


def _shown(value: object) -> str:
    return "|".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value)


def exit_code_of(problem: Problem) -> int:
    """4 for what a rule refuses, 2 for input that cannot be used or names what is not there."""
    return REFUSED if isinstance(problem, Refused | NotAllowed) else BAD_INPUT


def print_json(document: object) -> None:
    """The one JSON document of a command."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def iso(at: dt.datetime | None) -> str | None:
    """An instant of a JSON document: Swedish time with its offset."""
    return None if at is None else at.astimezone(SWEDEN).isoformat()


def write_whole(out: Path, data: bytes, *, field: str = "OUT") -> None:
    """The whole file or none, as `writing`."""
    with writing(out, field=field) as file:
        file.write(data)


@contextmanager
def writing(out: Path, *, field: str = "OUT") -> Iterator[IO[bytes]]:
    """A file that takes the place of `out` once it is whole; what stood there before stays if it never is.

    Raises UnusableFile `file_not_written` when the disk says no, also where a device or a folder stands,
    which would give way to the file; `field` is what the file was named with.
    """
    if out.exists() and not out.is_file():
        raise UnusableFile("file_not_written", filename=str(out), field=field, reason="no regular file")
    aside = out.with_name(f".{out.name}.part")
    try:
        with aside.open("wb") as file:
            yield file
        aside.replace(out)
    except OSError as error:
        raise UnusableFile(
            "file_not_written", filename=str(out), field=field, reason=error.strerror
        ) from error
    finally:
        with suppress(OSError):
            aside.unlink()
