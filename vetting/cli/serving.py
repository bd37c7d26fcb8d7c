"""Starting the service, and its tables."""

import click

from vetting.cli import Hands


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--reset", is_flag=True, help="Throw the demo data away and start over.")
@click.pass_obj
def demo(hands: Hands, port: int, reset: bool) -> None:
    """A fictional municipality on an embedded database, served on this machine."""
    hands.demo(port=port, reset=reset)


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
@click.option("--workers", default=8, show_default=True, help="Threads that answer at once.")
@click.pass_obj
def serve(hands: Hands, port: int, workers: int) -> None:
    """The service itself, behind the municipality's own proxy."""
    hands.serve(port=port, threads=workers)


@click.group("db")
def database() -> None:
    """The tables."""


@database.command()
@click.pass_obj
def upgrade(hands: Hands) -> None:
    """Runs the migrations that are missing."""
    click.echo(hands.upgrade())


@database.command()
@click.pass_obj
def check(hands: Hands) -> None:
    """Whether the tables equal the models; exit code 1 when not."""
    found = hands.differences()
    for line in found:
        click.echo(line)
    if found:
        raise SystemExit(1)
    click.echo("The tables equal the models.")
