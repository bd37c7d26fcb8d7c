"""The association directory from the command line: a register imported, or only looked at."""

from pathlib import Path
from typing import TypedDict

import click

from vetting.cli import Hands, print_json
from vetting.domain.errors import Refused
from vetting.domain.row_words import row_words
from vetting.domain.terms import ImportState
from vetting.reading import directory_imports as reading
from vetting.services import directory_imports

FORMATS = ("auto", "json", "xlsx", "csv")
STATES = ("ok", "repaired", "quarantined", "duplicate", "masked")


@click.group()
def directory() -> None:
    """The association directory."""


@directory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="auto", show_default=True)
@click.option("--source-system", default="", help="System the file comes from, such as IBGO.")
@click.option("--preview", is_flag=True, help="Only tell what would happen; the directory stays as it is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def import_file(
    hands: Hands, file: Path, file_format: str, source_system: str, preview: bool, as_json: bool
) -> None:
    """Brings a municipality's association register into the directory, whole or not at all."""
    import_id, is_new = _receive(hands, file, file_format, source_system)
    if is_new:
        directory_imports.stage_directory(import_id, by=hands.by, now=hands.now())
    state = "unchanged"
    if preview:
        state = "preview"
        if is_new:
            directory_imports.discard_import(import_id, by=hands.by, now=hands.now())
    elif _waits(import_id, hands):
        directory_imports.apply_import(import_id, by=hands.by, now=hands.now())
        state = "imported"
    _tell(_document(import_id, file, state, hands), as_json=as_json)


def _receive(hands: Hands, file: Path, file_format: str, source_system: str) -> tuple[str, bool]:
    """The import's id, and whether the file is new: the same bytes are never imported twice."""
    try:
        import_id = directory_imports.receive_directory_file(
            file.read_bytes(),
            file.name,
            source_system=source_system,
            file_format=file_format,
            by=hands.by,
            now=hands.now(),
        )
    except Refused as refusal:
        if refusal.code != "same_file_again":
            raise
        click.echo(f"The same file came on {refusal.facts['on']}; nothing is repeated.", err=True)
        return str(refusal.facts["import_id"]), False
    return import_id, True


def _waits(import_id: str, hands: Hands) -> bool:
    return reading.import_head(import_id, actor=hands.by).state is ImportState.PREVIEW


class Document(TypedDict):
    """What the command tells, as interfaces promise it."""

    file: str
    state: str
    rows: dict[str, int]
    changes: dict[str, int]
    problems: list[dict[str, object]]


def _document(import_id: str, file: Path, state: str, hands: Hands) -> Document:
    head = reading.import_head(import_id, actor=hands.by)
    counts = {str(name.value): count for name, count in head.per_state.items()}
    return {
        "file": file.name,
        "state": state,
        "rows": {"in": head.rows_in, **{name: counts[name] for name in STATES}},
        "changes": {"added": head.added, "changed": head.changed, "unchanged": head.unchanged},
        "problems": [
            {
                "row": found.row,
                "field": found.problem.field,
                "value_masked": found.problem.value_masked,
                "code": found.problem.code,
                "message": row_words(found.problem.code),
            }
            for found in reading.troubled_rows(import_id, actor=hands.by)
        ],
    }


def _tell(document: Document, *, as_json: bool) -> None:
    if as_json:
        print_json(document)
        return
    click.echo(f"{document['file']}: {document['state']}")
    click.echo("rows: " + ", ".join(f"{count} {name}" for name, count in document["rows"].items()))
    click.echo("associations: " + ", ".join(f"{count} {name}" for name, count in document["changes"].items()))
    for problem in document["problems"]:
        click.echo("row {row}, {field} “{value_masked}”: {message}".format(**problem))
