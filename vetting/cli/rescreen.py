"""`vetting rescreen`: everyone with live support against what changed."""

import click

from vetting.cli import Hands, print_json
from vetting.domain.rescreening import Tally
from vetting.services import rescreening

JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


@click.command("rescreen")
@click.option("--source", "key", metavar="KEY", help="Only against what changed in this source.")
@JSON
@click.pass_obj
def rescreen(hands: Hands, key: str | None, as_json: bool) -> None:
    """Everyone with live support against what changed, in the sources and in themselves."""
    tally = _source(hands, key) if key is not None else _everything(hands)
    if as_json:
        print_json(tally.facts())
        return
    click.echo(
        f"{tally.parties} associations, {tally.pairs_compared} pairs compared: {tally.new} new, "
        f"{tally.changed} changed, {tally.lapsed_clearances} lapsed clearances, "
        f"{tally.withdrawn_evidence} decisions with evidence that is no longer so"
    )


def _source(hands: Hands, key: str) -> Tally:
    return rescreening.rescreen_source(key, by=hands.by, now=hands.now())


def _everything(hands: Hands) -> Tally:
    now = hands.now()
    tally = Tally(parties=rescreening.watched_today(now))
    for key in rescreening.sources_due():
        tally.add(_source(hands, key))
    for one in rescreening.associations_due(now):
        tally.add(rescreening.rescreen_association(one, by=hands.by, now=now))
    return tally
