"""`vetting spot-check`: a round of spot checks, step by step."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import click

from vetting.cli import Hands, iso, print_json, write_whole
from vetting.domain.authority import Act, Actor, require
from vetting.domain.errors import Problem, Refused
from vetting.domain.round_terms import DrawTerms
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms_spot_checks import CheckScope, SeedKind
from vetting.reading import round_documents
from vetting.reading.administration import board_id_of
from vetting.reading.officers import officer_actor
from vetting.reading.round_page import RoundPage, round_page
from vetting.reading.rounds import RoundLine, round_id_of, rounds_page
from vetting.services import draws, rounds

DATE = click.DateTime(formats=["%Y-%m-%d"])
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
ROUND = click.argument("round_name", metavar="ROUND")
TYPED_BY = "operator"
UNUSABLE = ("half_year_odd", "terms_faulty")  # what an option holds


@click.group("spot-check")
def spot_check() -> None:
    """A round of spot checks. ROUND is its id, or the half-year when only one round fits."""


@spot_check.command("list")
@JSON
@click.pass_obj
def listed(hands: Hands, as_json: bool) -> None:
    """Every round with its stage, seal and size, the voided ones too."""
    page = rounds_page(hands.by)
    lines = [line for _, found in page.half_years for line in found]
    if as_json:
        print_json([_line_document(line) for line in lines])
        return
    for line in lines:
        boards = ",".join(board.prefix for board in line.boards)
        click.echo(f"{line.id}  {line.half_year} {line.scope.value} {line.stage.value}  {boards}")
    if not lines:
        click.echo("No round has been opened.")


@spot_check.command("open")
@click.option("--half-year", required=True, metavar="YYYY-H1|H2")
@click.option("--scope", required=True, type=click.Choice([one.value for one in CheckScope]))
@click.option("--board", "boards", multiple=True, metavar="PREFIX", help="May be repeated; else every board.")
@click.option("--percent", "random_percent", type=int, help="Random draw, percent of the list.")
@click.option("--weighted", "weighted_size", type=int, help="Risk-weighted draw, number.")
@click.option("--amount-threshold", type=int, help="Everything from so many kronor is checked.")
@click.option("--first-time", is_flag=True, help="First support is checked.")
@click.option("--earlier-breach", is_flag=True, help="Whoever had a breach is checked.")
@click.option(
    "--coverage", "coverage_rounds", type=int, help="Nobody unchecked for longer than so many rounds."
)
@click.option(
    "--second-reading", "second_reading_percent", type=int, help="Percent of the drawn read by two."
)
@click.option(
    "--public-source", help="The published value that will be the seed; without it dice are rolled."
)
@click.option("--public-on", type=DATE, help="The day it is published.")
@JSON
@click.pass_obj
def opened(
    hands: Hands, /, half_year: str, scope: str, boards: tuple[str, ...], as_json: bool, **told: object
) -> None:
    """Opens the half-year's round."""
    board_ids = tuple(board_id_of(prefix, hands.by) for prefix in boards)
    new = rounds.NewRound(half_year.strip().upper(), CheckScope(scope), board_ids, _terms(told))
    try:
        round_id = rounds.open_round(new, by=hands.by, now=hands.now())
    except Refused as refusal:
        if refusal.code not in UNUSABLE:
            raise
        raise Problem(refusal.code, **refusal.facts) from refusal  # no rule forbids it: bad input
    _tell(hands, round_id, as_json, lambda page: f"The round {round_id} is open: {_items(page)} in the list.")


@spot_check.command("seal")
@ROUND
@JSON
@click.pass_obj
def sealed(hands: Hands, round_name: str, as_json: bool) -> None:
    """Freezes list and terms, and prints the digests for the notice board."""
    round_id = round_id_of(round_name, hands.by)
    digest = rounds.seal_round(round_id, by=hands.by, now=hands.now())
    _tell(
        hands,
        round_id,
        as_json,
        lambda page: f"seal {digest}\nlist {page.seal.frame_digest if page.seal else ''}",
    )


@spot_check.command("seed")
@ROUND
@click.argument("value")
@click.option("--witness", "witnesses", multiple=True, metavar="USERNAME", help="Twice: who saw it.")
@JSON
@click.pass_obj
def seeded(hands: Hands, round_name: str, value: str, witnesses: tuple[str, ...], as_json: bool) -> None:
    """Records the seed. With two witnesses named, the first records it and the second confirms it.

    Without witnesses a public value is recorded, and an officer confirms it on the round's page.
    """
    if len(witnesses) not in (0, 2):
        raise click.UsageError("Name two witnesses with --witness, or none.")
    round_id = round_id_of(round_name, hands.by)
    now = hands.now()
    if not witnesses:
        draws.record_seed(round_id, value, by=hands.by, now=now)
    else:
        first, second = (officer_actor(name) for name in witnesses)
        require(second, Act.MAKE_SPOT_CHECK)
        seen = (first.id, second.id)
        draws.record_seed(round_id, value, witness_ids=seen, typed_by=TYPED_BY, by=first, now=now)
        draws.confirm_seed(round_id, value, typed_by=TYPED_BY, by=second, now=now)
    _tell(
        hands, round_id, as_json, lambda page: f"The seed is {page.head.stage.value.removeprefix('seed_')}."
    )


@spot_check.command("draw")
@ROUND
@JSON
@click.pass_obj
def drawn(hands: Hands, round_name: str, as_json: bool) -> None:
    """Draws the round with its confirmed seed, once."""
    round_id = round_id_of(round_name, hands.by)
    count = draws.draw_round(round_id, by=hands.by, now=hands.now())
    _tell(hands, round_id, as_json, lambda page: f"{count} drawn: {_streams(page)}")


@spot_check.command("protocol")
@ROUND
@click.argument("out", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@JSON
@click.pass_obj
def protocol(hands: Hands, round_name: str, out: Path, as_json: bool) -> None:
    """Writes the protocol to a file, byte for byte."""
    round_id = round_id_of(round_name, hands.by)
    found = round_documents.document_of(round_id, "protocol", actor=hands.by)
    write_whole(out, found.body)
    if as_json:
        print_json(
            {"round": round_id, "file": str(out), "protocol_digest": found.digest, "bytes": len(found.body)}
        )
    else:
        click.echo(f"{out}: {found.digest}")


@spot_check.command("void")
@ROUND
@click.option("--reason", required=True, help="Why; it stays visible.")
@click.option("--second", required=True, metavar="USERNAME", help="The officer who agrees.")
@JSON
@click.pass_obj
def voided(hands: Hands, round_name: str, reason: str, second: str, as_json: bool) -> None:
    """Voids the round: proposed by the operator, agreed by an officer who runs rounds in it."""
    round_id = round_id_of(round_name, hands.by)
    agreeing = officer_actor(second)
    require(agreeing, Act.RUN_SPOT_CHECKS)
    draws.propose_void(round_id, reason, by=hands.by, now=hands.now())
    _agree(hands, round_id, agreeing)
    _tell(hands, round_id, as_json, lambda page: f"The round {round_id} is voided.")


def _agree(hands: Hands, round_id: str, second: Actor) -> None:
    """A proposal that the second person may not agree to is taken back: nothing is left half done."""
    try:
        draws.void_round(round_id, typed_by=TYPED_BY, by=second, now=hands.now())
    except Problem:
        draws.decline_void(round_id, by=hands.by, now=hands.now())
        raise


def _terms(told: dict[str, object]) -> DrawTerms:
    """What was said on the command line; the usual terms for the rest."""
    known = {field.name for field in fields(DrawTerms)}
    values = {name: value for name, value in told.items() if name in known and value not in (None, False)}
    if isinstance(public_on := values.get("public_on"), dt.datetime):
        values["public_on"] = public_on.date()
    if "public_source" in values or "public_on" in values:
        values["seed_kind"] = SeedKind.PUBLIC
    return DrawTerms(**values)  # type: ignore[arg-type]


def _tell(hands: Hands, round_id: str, as_json: bool, words: Callable[[RoundPage], str]) -> None:
    page = round_page(round_id, actor=hands.by, today=swedish_day(hands.now()))
    if as_json:
        print_json(_round_document(page))
    else:
        click.echo(words(page))


def _items(page: RoundPage) -> int:
    return page.frame.items if page.frame else 0


def _streams(page: RoundPage) -> str:
    streams = page.draw.streams if page.draw else ()
    return ", ".join(f"{count} {stream.value}" for stream, count in streams)


def _line_document(line: RoundLine) -> dict[str, object]:
    return {
        "round": line.id,
        "half_year": line.half_year,
        "scope": line.scope.value,
        "boards": [board.prefix for board in line.boards],
        "stage": line.stage.value,
        "seal_digest": line.seal_digest,
        "items": line.counts.items if line.seal_digest else None,
        "drawn": line.counts.drawn if line.drawn_at else None,
        "closed": line.counts.closed if line.drawn_at else None,
        "published": line.is_published,
        "void_reason": line.void_reason or None,
    }


def _round_document(page: RoundPage) -> dict[str, object]:
    head, seal, draw = page.head, page.seal, page.draw
    return {
        "round": head.id,
        "half_year": head.half_year,
        "scope": head.scope.value,
        "boards": [board.prefix for board in head.boards],
        "stage": head.stage.value,
        "terms": head.terms.kept(),
        "items": _items(page),
        "random_draw": page.frame.random_draw if page.frame else 0,
        "weighted_draw": page.frame.weighted_draw if page.frame else 0,
        "take_all": page.frame.taken_items if page.frame else 0,
        "sealed_at": iso(seal.at if seal else None),
        "frame_digest": seal.frame_digest if seal else None,
        "seal_digest": seal.seal_digest if seal else None,
        "seed": page.seed.value or None,
        "witnesses": [name for name, _role in page.seed.witnesses],
        "seeds_set_aside": [{"seed": one.seed, "reason": one.reason} for one in page.seed.set_aside],
        "drawn_at": iso(draw.at if draw else None),
        "drawn": {stream.value: count for stream, count in draw.streams} if draw else None,
        "protocol_digest": draw.protocol_digest if draw else None,
        "published_at": iso(draw.published_at if draw else None),
        "void_reason": page.void.reason if page.void else None,
    }
