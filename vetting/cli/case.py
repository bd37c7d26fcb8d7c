"""`vetting case export`: a whole case as one file."""

from pathlib import Path

import click

from vetting.cli import Hands, print_json, writing


@click.group()
def case() -> None:
    """Cases."""


@case.command()
@click.argument("named", metavar="CASE")
@click.argument("out", metavar="OUT.zip", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def export(hands: Hands, named: str, out: Path, as_json: bool) -> None:
    """Writes the capsule of CASE (its number or id) to OUT.zip: the same case gives the same file."""
    with writing(out, field="OUT.zip") as file:
        made = hands.capsule(named, actor=hands.by, now=hands.now())
        with made.file:
            while piece := made.file.read(1024 * 1024):
                file.write(piece)
    if as_json:
        print_json({"case": named, "file": str(out), "sha256": made.digest, "size": made.size})
    else:
        click.echo(f"{out}: {made.size:,} bytes, SHA-256 {made.digest}")
