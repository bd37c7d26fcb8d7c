"""Many parties at once, from a file into a file."""

import time
from pathlib import Path

import click

from vetting.cli import Hands, print_json
from vetting.services import check_files

BEAT = 1_000  # parties between two words of progress


@click.command("check-file")
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("matches", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--source", "keys", multiple=True, metavar="KEY", help="Only this source; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def check_file(hands: Hands, queries: Path, *, matches: Path, keys: tuple[str, ...], as_json: bool) -> None:
    """The parties of QUERIES (query_id,name,orgnr,city or query_id,name,birth_date) against all current
    snapshots, into MATCHES. Matches are questions for a person, never a verdict."""
    began = time.perf_counter()
    checked = check_files.check_file(
        queries, matches, keys, by=hands.by, now=hands.now(), progress=_told_now_and_then
    )
    seconds = round(time.perf_counter() - began, 3)
    if as_json:
        print_json(
            {
                "queries": checked.queries,
                "hits": checked.hits,
                "seconds": seconds,
                "incomplete": checked.incomplete,
                "sources": checked.states,
            }
        )
        return
    click.echo(f"{checked.queries} parties, {checked.hits} matches in {seconds:.1f} s")
    for source, state in checked.states.items():
        click.echo(f"{source}: {state}")
    if checked.incomplete:
        click.echo(f"{checked.incomplete} parties without a match were not looked for everywhere", err=True)


def _told_now_and_then(done: int, total: int) -> None:
    if done // BEAT != (done - check_files.PIECE) // BEAT and done < total:
        click.echo(f"{done} of {total}", err=True)
