"""Officers' accounts by hand: above all the first administrator."""

import click

from vetting.cli import Hands, print_json
from vetting.domain.account_names import NewAccount
from vetting.domain.terms import Partner, Role
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
@click.option(
    "--partner",
    type=click.Choice([one.value for one in Partner]),
    help="Whose agent: for partner_agent alone.",
)
@click.option("--email", default="", help="Where the officer's reminders go by e-mail; else to My day alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def add(
    hands: Hands,
    name: str,
    role: str,
    board: str | None,
    partner: str | None,
    email: str,
    as_json: bool,
) -> None:
    """Adds an officer and prints a one-time password."""
    board_id = None if board is None else board_id_of(board, hands.by)
    officer_id, password = accounts.add_officer(
        NewAccount(name, name, email),
        role=Role(role),
        board_id=board_id,
        partner=Partner(partner) if partner else None,
        by=hands.by,
        now=hands.now(),
    )
    if as_json:
        told = {"user": name, "role": role, "board": board, "partner": partner}
        print_json({"officer": officer_id, **told, "password": password})
    else:
        click.echo(password)
