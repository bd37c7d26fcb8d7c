"""Sources, deliveries and checks from the command line."""

import datetime as dt
import hashlib
from dataclasses import asdict
from pathlib import Path

import click

from vetting.cli import BAD_INPUT, Hands, print_json
from vetting.domain.errors import UnreadableRow, UnusableFile
from vetting.domain.evidence import PartyFacts
from vetting.domain.identity import read_org_number
from vetting.domain.screening import ADAPTERS
from vetting.domain.sources import Declaration
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner, PartyKind, RowState, SourceState
from vetting.reading import deliveries as reading
from vetting.services import screening, snapshots, sources

DATE = click.DateTime(formats=["%Y-%m-%d"])
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


@click.group("source")
def source() -> None:
    """The registries that parties are checked against."""


@source.command("add")
@click.argument("key")
@click.option("--adapter", required=True, type=click.Choice(ADAPTERS), help="How its files are read.")
@click.option("--partner", required=True, type=click.Choice([one.value for one in Partner]))
@click.option("--kind", type=click.Choice([one.value for one in PartyKind]), default="organisation")
@click.option("--name", default="", help="What people call it; the key where nothing is said.")
@click.option("--map", "column_map", multiple=True, metavar="CANONICAL=COLUMN", help="Heading of a column.")
@click.option("--max-age", type=click.IntRange(0), help="Days until it is too old.")
@click.option("--warn-age", type=click.IntRange(0), help="Days until it is ageing.")
@click.option("--min-rows", type=click.IntRange(1), default=1, help="A file with fewer rows is rejected.")
@click.option("--max-shrink", type=click.IntRange(0, 99), help="Percent of rows a file may lack.")
@JSON
@click.pass_obj
def add(hands: Hands, /, key: str, as_json: bool, **told: object) -> None:
    """Declares a registry source."""
    declared = Declaration(
        key=key,
        adapter=str(told["adapter"]),
        partner=Partner(str(told["partner"])),
        name=str(told["name"]),
        kind=PartyKind(str(told["kind"])),
        column_map=_column_map(told["column_map"]),
        warn_days=_number(told["warn_age"]),
        max_days=_number(told["max_age"]),
        min_rows=_number(told["min_rows"]) or 1,
        max_shrink=_number(told["max_shrink"]),
    )
    sources.declare_source(declared, by=hands.by, now=hands.now())
    if as_json:
        print_json({"source": key, "adapter": declared.adapter, "partner": declared.partner.value})
    else:
        click.echo(f"The source {key} is declared.")


@source.command("list")
@JSON
@click.pass_obj
def listed(hands: Hands, as_json: bool) -> None:
    """Sources, the snapshot in use, its age and state."""
    lines = reading.sources_overview(actor=hands.by, today=swedish_day(hands.now()))
    if as_json:
        print_json([_source_document(line) for line in lines])
        return
    for line in lines:
        age = "no snapshot" if line.age_days is None else f"as of {line.as_of}, {line.age_days} days"
        click.echo(
            f"{line.key}: {line.state.value if line.state else 'questions only'}, {age}, {line.rows} listings"
        )
    if not lines:
        click.echo("No source is declared.")


@click.command("deliver")
@click.argument("key")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=DATE, help="The day the list stands for.")
@JSON
@click.pass_obj
def deliver(hands: Hands, key: str, file: Path, as_of: dt.datetime | None, as_json: bool) -> None:
    """Receives one delivery; the old snapshot serves until the new one is whole."""
    data, day = file.read_bytes(), as_of.date() if as_of else None
    try:
        told = snapshots.receive_delivery(
            key, data, file_name=file.name, as_of=day, by=hands.by, now=hands.now()
        )
    except UnusableFile as problem:  # nothing that could be kept: the document is told all the same
        if as_json:
            print_json(_refused_document(key, data, day, problem))
        raise
    if as_json:
        print_json(_delivery_document(told))
    else:
        click.echo(f"{told.source}: {told.state}" + (f" ({told.reason})" if told.reason else ""))
        click.echo("rows: " + ", ".join(f"{number} {name}" for name, number in told.rows.items()))
        click.echo("changes: " + ", ".join(f"{number} {name}" for name, number in told.changes.items()))
    if told.state == "unchanged":
        click.echo(f"The same file came on {swedish_day(told.received_at)}; nothing was changed.", err=True)
    if told.state == "rejected":
        facts = ", ".join(f"{name}={value}" for name, value in told.facts.items() if name != "filename")
        where = f"{file.name}: {told.reason}"
        click.echo(f"{where}: {facts}" if facts else where, err=True)
        raise SystemExit(BAD_INPUT)


@click.command("check")
@click.option("--name", default="", help="Name of the party.")
@click.option("--org-number", default="", help="Swedish organisation number.")
@click.option("--seat", default="", help="Town.")
@click.option("--birth-date", default="", help="YYYY-MM-DD or YYYY: then the party is a person.")
@click.option("--source", "keys", multiple=True, metavar="KEY", help="Only this source; may be repeated.")
@JSON
@click.pass_obj
def check(hands: Hands, /, as_json: bool, **told: object) -> None:
    """One party against all current snapshots. Hits are questions for a person, never a verdict."""
    keys = told["keys"]
    assert isinstance(keys, tuple)  # noqa: S101 - for the type checker
    party = _party(str(told["name"]), str(told["org_number"]), str(told["seat"]), str(told["birth_date"]))
    checked = screening.check_party(party, keys, by=hands.by, now=hands.now())
    document = _check_document(checked)
    if as_json:
        print_json(document)
        return
    click.echo(f"outcome: {checked.outcome.value}")
    for look in checked.looks:
        if look.hits or look.as_of is None or look.state is SourceState.NOT_CONSULTED:
            told_of = f"{len(look.hits)} hits" if look.hits else look.state.value
        else:
            told_of = f"none found in the snapshot of {look.as_of}"
        click.echo(
            f"{look.source} ({look.state.value}, as of {look.as_of}): {told_of}, {look.considered} candidates"
        )
        for met in look.hits:
            click.echo(
                f"  {met.match.band.value} {met.match.score:.2f} {met.listing.name} [{met.match.record_id}]"
            )


def _party(name: str, number: str, seat: str, born: str) -> PartyFacts:
    if not name.strip() and not number.strip():
        raise click.UsageError("Tell --name, --org-number or both.")
    reading_of = read_org_number(number or None)
    if number and reading_of.canonical is None:
        raise UnreadableRow("bad_org_number", field="--org-number", kind=reading_of.cls.value)
    if born and not _is_birth_date(born):
        raise UnreadableRow("bad_birth_date", field="--birth-date")
    return PartyFacts(
        name,
        org_number=reading_of.canonical,
        seat=seat or None,
        birth_date=born or None,
        kind=PartyKind.PERSON if born else PartyKind.ORGANISATION,
    )


def _is_birth_date(text: str) -> bool:
    if len(text) == 4 and text.isdigit():
        return True
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _column_map(pairs: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs if isinstance(pairs, tuple) else ():
        canonical, _, heading = str(pair).partition("=")
        if not heading.strip():
            raise click.BadParameter(f"“{pair}” is not CANONICAL=COLUMN", param_hint="--map")
        found[canonical.strip()] = heading.strip()
    return found


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _source_document(line: reading.SourceLine) -> dict[str, object]:
    return {
        "source": line.key,
        "name": line.name,
        "adapter": line.adapter,
        "partner": line.partner.value,
        "kind": line.kind.value,
        "snapshot": line.snapshot,
        "as_of": line.as_of,
        "age_days": line.age_days,
        "state": line.state.value if line.state else None,
        "rows": line.rows,
    }


def _delivery_document(told: snapshots.Delivered) -> dict[str, object]:
    return {
        "source": told.source,
        "sha256": told.sha256,
        "snapshot": told.snapshot,
        "state": told.state,
        "reason": told.reason,
        "as_of": told.as_of,
        "rows": told.rows,
        "changes": told.changes,
        "facts": told.facts,
    }


def _refused_document(
    key: str, data: bytes, as_of: dt.date | None, problem: UnusableFile
) -> dict[str, object]:
    return {
        "source": key,
        "sha256": hashlib.sha256(data).hexdigest(),
        "snapshot": None,
        "state": "rejected",
        "reason": problem.code,
        "as_of": as_of,
        "rows": dict.fromkeys(("in", *(state.value for state in RowState)), 0),
        "changes": dict.fromkeys(("added", "modified", "removed"), 0),
        "facts": problem.facts,
    }


def _check_document(checked: screening.Checked) -> dict[str, object]:
    return {
        "outcome": checked.outcome.value,
        "sources": [
            {
                "source": look.source,
                "snapshot": look.snapshot,
                "as_of": look.as_of,
                "age_days": look.age_days,
                "state": look.state.value,
                "candidates": look.considered,
                "compared": look.compared,
                "hits": [
                    {
                        "record_id": met.match.record_id,
                        "name": met.listing.name,
                        "band": met.match.band.value,
                        "score": met.match.score,
                        "reasons": [asdict(reason) for reason in met.match.reasons],
                    }
                    for met in look.hits
                ],
            }
            for look in checked.looks
        ],
    }
