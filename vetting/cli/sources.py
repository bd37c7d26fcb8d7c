"""Sources and checks from the command line."""

import datetime as dt
from dataclasses import replace

import click

from vetting.cli import Hands, print_json
from vetting.domain.errors import UnreadableRow
from vetting.domain.evidence import PartyFacts
from vetting.domain.identity import read_org_number
from vetting.domain.known_as import facts_besides
from vetting.domain.screening import ADAPTERS
from vetting.domain.source_settings import read_settings
from vetting.domain.sources import Declaration
from vetting.domain.swedish_time import swedish_day
from vetting.domain.terms import Partner, PartyKind, SourcePurpose, SourceState
from vetting.reading import deliveries as reading
from vetting.reading.documents import check_document
from vetting.services import screening, sources

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
@click.option("--max-growth", type=click.IntRange(0), help="Percent of rows a file may have more.")
@click.option("--purpose", type=click.Choice([one.value for one in SourcePurpose]), help="Usual if untold.")
@click.option("--mandatory", is_flag=True, help="No decision is proposed while it is too old or silent.")
@click.option("--ground", default="", help="Purpose and legal route of its use.")
@click.option("--owner", default="", help="Function at the partner that answers for it; never a person.")
@click.option("--owner-contact", default="", help="That function's mailbox.")
@click.option("--interval", type=click.IntRange(1), help="Days between deliveries; later ones are overdue.")
@click.option("--keep", type=click.IntRange(1), help="Days to keep what is out of use and cited by nothing.")
@click.option("--setting", "settings", multiple=True, metavar="NAME=VALUE", help="What its format needs.")
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
        max_growth=_number(told["max_growth"]),
        purpose=SourcePurpose(str(told["purpose"])) if told["purpose"] else None,
        is_mandatory=bool(told["mandatory"]),
        ground=str(told["ground"]),
        owner=str(told["owner"]),
        owner_contact=str(told["owner_contact"]),
        interval_days=_number(told["interval"]),
        keep_days=_number(told["keep"]),
        settings=read_settings("\n".join(map(str, _several(told["settings"])))),
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
        late = f", a delivery was expected by {line.expected_on}" if line.is_overdue else ""
        state = line.state.value if line.state else "questions only"
        click.echo(f"{line.key}: {state}, {age}, {line.rows} listings{late}")
    if not lines:
        click.echo("No source is declared.")


@click.command("check")
@click.option("--name", default="", help="Name of the party.")
@click.option("--org-number", default="", help="Swedish organisation number.")
@click.option("--seat", default="", help="Town.")
@click.option(
    "--birth-date",
    default="",
    help="YYYY-MM-DD or YYYY: then the party is a person. Nothing is kept of it.",
)
@click.option("--alias", "aliases", multiple=True, help="Former or other name; may be repeated.")
@click.option(
    "--other-number", "others", multiple=True, help="Of a predecessor or successor; may be repeated."
)
@click.option("--giro", default="", help="Bankgiro or plusgiro.")
@click.option("--source", "keys", multiple=True, metavar="KEY", help="Only this source; may be repeated.")
@JSON
@click.pass_obj
def check(hands: Hands, /, as_json: bool, **told: object) -> None:
    """One party against all current snapshots. Hits are questions for a person, never a verdict."""
    keys = told["keys"]
    assert isinstance(keys, tuple)  # noqa: S101 - for the type checker
    own = _party(str(told["name"]), str(told["org_number"]), str(told["seat"]), str(told["birth_date"]))
    besides = facts_besides(
        map(str, _several(told["aliases"])), map(str, _several(told["others"])), str(told["giro"])
    )
    party = replace(own, aliases=besides.aliases, other_numbers=besides.other_numbers, giro=besides.giro)
    checked = screening.check_party(party, keys, by=hands.by, now=hands.now())
    document = check_document(checked)
    if as_json:
        print_json(document)
        return
    click.echo(f"outcome: {checked.outcome.value}")
    for look in checked.looks:
        if look.hits or look.as_of is None or look.state is SourceState.NOT_CONSULTED:
            told_of = f"{len(look.hits)} hits" if look.hits else look.state.value
        else:
            told_of = f"none found in the snapshot of {look.as_of}"
        told_of += f", {look.reason}" if look.reason else ""
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


def _several(given: object) -> tuple[object, ...]:
    return given if isinstance(given, tuple) else ()


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
        "purpose": line.purpose.value,
        "mandatory": line.is_mandatory,
        "expected_on": line.expected_on,
        "overdue": line.is_overdue,
        "closed": not line.is_active,
    }
