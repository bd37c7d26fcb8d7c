"""The association directory from the command line: a register imported, or only looked at."""

from pathlib import Path

import click

from vetting.cli import Hands
from vetting.cli.told import STATES, Document, import_before, tell
from vetting.domain.errors import Refused
from vetting.domain.row_words import row_words
from vetting.domain.terms_imports import ImportState
from vetting.reading import directory_imports as reading
from vetting.services import directory_imports

FORMATS = ("auto", "json", "xlsx", "csv")


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
    tell(_document(import_id, file, state, hands), changed="associations", as_json=as_json)


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
        return import_before(refusal), False
    return import_id, True


def _waits(import_id: str, hands: Hands) -> bool:
    return reading.import_head(import_id, actor=hands.by).state is ImportState.PREVIEW


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
