"""Officers' accounts by hand: above all the first administrator."""

import click

from vetting.cli import Hands, print_json
from vetting.domain.terms import Role
from vetting.reading.administration import board_id_of
from vetting.services import accounts


@click.group()
def user() -> None:
    """Officers' accounts."""


@user.command()
@click.argument("name")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="The first role."
)
@click.option("--board", help="Prefix of the board; without it the role holds in every board.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def add(hands: Hands, name: str, role: str, board: str | None, as_json: bool) -> None:
    """Adds an officer and prints a one-time password."""
    board_id = None if board is None else board_id_of(board, hands.by)
    officer_id, password = accounts.add_officer(
        name, name, role=Role(role), board_id=board_id, by=hands.by, now=hands.now()
    )
    if as_json:
        print_json({"officer": officer_id, "user": name, "role": role, "board": board, "password": password})
    else:
        click.echo(password)
