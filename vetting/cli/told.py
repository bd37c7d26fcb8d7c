"""What the import of a list came to, told to people or as one JSON document."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

import click

from vetting.cli import print_json
from vetting.domain.errors import Refused

STATES = ("ok", "repaired", "quarantined", "duplicate", "masked")


class Document(TypedDict):
    """`rows` holds `in` and one count per state that add up to it; `problems` name row, field and code."""

    file: str
    state: str
    rows: dict[str, int]
    changes: dict[str, int]
    problems: Sequence[Mapping[str, object]]


def import_before(refusal: Refused) -> str:
    """The import that the same bytes made before, said in one line. Any other refusal is raised again."""
    if refusal.code != "same_file_again":
        raise refusal
    click.echo(f"The same file came on {refusal.facts['on']}; nothing is repeated.", err=True)
    return str(refusal.facts["import_id"])


def tell(document: Document, *, changed: str, as_json: bool) -> None:
    """`changed` is what the changes are counted in: associations, or cases."""
    if as_json:
        print_json(document)
        return
    click.echo(f"{document['file']}: {document['state']}")
    click.echo("rows: " + ", ".join(f"{count} {name}" for name, count in document["rows"].items()))
    click.echo(f"{changed}: " + ", ".join(f"{count} {name}" for name, count in document["changes"].items()))
    for problem in document["problems"]:
        click.echo("row {row}, {field} “{value_masked}”: {message}".format(**problem))
