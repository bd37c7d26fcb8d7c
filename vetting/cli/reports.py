"""`vetting report`: of spot checks and of boards, as a workbook, PDF, page or JSON."""

from pathlib import Path
from typing import NoReturn

import click

from vetting.cli import BAD_INPUT, Hands, write_whole
from vetting.domain.errors import NotFound

KINDS = ("spot-check", "tertial-1", "tertial-2", "yearly", "executive-board")
OF_ALL = ("spot-check", "executive-board")
FORMATS = ("xlsx", "pdf", "html", "json")


@click.command("report")
@click.argument("kind")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--period", required=True, help="A year as 2026; of spot checks also a half-year as 2026-H2.")
@click.option("--format", "wanted", type=click.Choice(FORMATS), help="Else by the ending of OUT.")
@click.option("--board", default="", help="Name or prefix of a board, for tertials and the year; else all.")
@click.pass_obj
def report(hands: Hands, kind: str, out: Path, period: str, wanted: str | None, board: str) -> None:
    """Writes the report KIND of a period to OUT.

    KIND: spot-check, tertial-1, tertial-2, yearly or executive-board.
    """
    if kind not in KINDS:
        _stop(f"“{kind}” is no kind of report. Known: {', '.join(KINDS)}.")
    wanted = wanted or out.suffix.removeprefix(".").lower()
    if wanted not in FORMATS:
        _stop(f"{out}: say which format with --format ({', '.join(FORMATS)}).")
    if board and kind in OF_ALL:
        _stop(f"--board: the report {kind} is of every board.")
    try:
        data = hands.report(kind, period, wanted, board=board, actor=hands.by, now=hands.now())
    except NotFound as problem:
        _stop(_words(problem, kind, period))
    write_whole(out, data)
    click.echo(f"{out}: {kind}, {period}, {len(data):,} bytes.")


def _words(problem: NotFound, kind: str, period: str) -> str:
    if problem.code == "report_nothing_drawn":
        return f"{period}: no round of spot checks was drawn, so there is nothing to report."
    if problem.code == "report_period_odd":
        if kind == "spot-check":
            return f"“{period[:20]}” is no period. Write a half-year as 2026-H2, or a year as 2026."
        return f"“{period[:20]}” is no period. Write a year as 2026."
    if problem.code == "board_not_found":
        return f"--board: there is no board “{problem.facts.get('board', '')}”."
    raise problem


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(BAD_INPUT)
