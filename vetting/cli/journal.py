"""Verifying the journal's chain."""

from dataclasses import asdict

import click

from vetting.cli import REFUSED, Hands, print_json
from vetting.domain.chain_check import Mark
from vetting.reading.journal_check import head_mark, verify_journal


def _mark(ctx: click.Context, param: click.Parameter, value: str | None) -> Mark | None:
    if value is None:
        return None
    seq, _, digest = value.partition(":")
    if not seq.isdigit() or len(digest) != 64:
        raise click.BadParameter("write it as NUMBER:HASH, the way an earlier verification printed it")
    return Mark(int(seq), digest)


@click.group()
def journal() -> None:
    """The journal of everything that happened."""


@journal.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--checkpoint", callback=_mark, help="NUMBER:HASH written down earlier; shows a cut-off end.")
@click.pass_obj
def verify(hands: Hands, as_json: bool, checkpoint: Mark | None) -> None:
    """Computes every link anew; exit code 4 when the chain is broken."""
    found = verify_journal(hands.by, checkpoint)
    head = head_mark()
    if as_json:
        print_json(
            {
                "entries": found.entries,
                "disposed": found.disposed,
                "ok": found.ok,
                "first_break": None if found.first_break is None else asdict(found.first_break),
                "head": None if head is None else asdict(head),
            }
        )
    elif found.first_break is None:
        end = f", end {head.seq}:{head.hash}" if head else ""
        click.echo(f"The chain is whole: {found.entries} entries{end}")
    if found.first_break is not None:
        click.echo(f"journal_broken: seq={found.first_break.seq}, kind={found.first_break.kind}", err=True)
        raise SystemExit(REFUSED)
