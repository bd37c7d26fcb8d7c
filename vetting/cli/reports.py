"""`vetting report`: the figures of a period as a workbook, PDF, page or JSON."""

from pathlib import Path
from typing import NoReturn

import click

from vetting.cli import BAD_INPUT, Hands, write_whole
from vetting.domain.errors import NotFound
from vetting.domain.report_period import ReportPeriod

KINDS = ("spot-check",)
FORMATS = ("xlsx", "pdf", "html", "json")


@click.command("report")
@click.argument("kind")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--period", required=True, help="A half-year as 2026-H2, or a year as 2026.")
@click.option("--format", "wanted", type=click.Choice(FORMATS), help="Else by the ending of OUT.")
@click.pass_obj
def report(hands: Hands, kind: str, out: Path, period: str, wanted: str | None) -> None:
    """Writes the report KIND (spot-check) of a period to OUT."""
    if kind not in KINDS:
        _stop(f"“{kind}” is no kind of report. Known: {', '.join(KINDS)}.")
    wanted = wanted or out.suffix.removeprefix(".").lower()
    if wanted not in FORMATS:
        _stop(f"{out}: say which format with --format ({', '.join(FORMATS)}).")
    try:
        ReportPeriod(period)
        data = hands.report(period, wanted, actor=hands.by, now=hands.now())
    except NotFound as problem:
        _stop(_words(problem, period))
    write_whole(out, data)
    click.echo(f"{out}: {kind}, {period}, {len(data):,} bytes.")


def _words(problem: NotFound, period: str) -> str:
    if problem.code == "report_nothing_drawn":
        return f"{period}: no round of spot checks was drawn, so there is nothing to report."
    if problem.code == "report_period_odd":
        return f"“{period[:20]}” is no period. Write a half-year as 2026-H2, or a year as 2026."
    raise problem


def _stop(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(BAD_INPUT)
