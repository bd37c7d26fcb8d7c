"""Applications from the command line: the municipality's own list opened as cases, or only looked at."""

from pathlib import Path

import click

from vetting.cli import Hands
from vetting.cli.told import STATES, Document, import_before, tell
from vetting.domain.errors import Refused
from vetting.domain.row_words import row_words
from vetting.domain.terms_imports import ImportState
from vetting.reading import application_lists as reading
from vetting.services import application_lists


@click.group()
def applications() -> None:
    """Applications for grants."""


@applications.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--board", "prefix", default="", help="Prefix of the board, when the list does not name it.")
@click.option("--preview", is_flag=True, help="Only tell what would happen; no case is opened.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_obj
def import_file(hands: Hands, file: Path, prefix: str, preview: bool, as_json: bool) -> None:
    """Opens a case for every usable row of the municipality's list of applications."""
    import_id, is_new = _receive(hands, file, prefix)
    if is_new:
        application_lists.stage_applications(import_id, by=hands.by, now=hands.now())
    state = "unchanged"
    if preview:
        state = "preview"
        if is_new:
            application_lists.discard_applications(import_id, by=hands.by, now=hands.now())
    elif reading.list_page(import_id, actor=hands.by).head.state is ImportState.PREVIEW:
        application_lists.apply_applications(import_id, by=hands.by, now=hands.now())
        state = "imported"
    tell(_document(import_id, file, state, hands), changed="cases", as_json=as_json)


def _receive(hands: Hands, file: Path, prefix: str) -> tuple[str, bool]:
    """The import's id, and whether the file is new: the same bytes are never imported twice."""
    board_id = reading.board_id_of(prefix, actor=hands.by) if prefix else None
    try:
        import_id = application_lists.receive_application_list(
            file.read_bytes(), file.name, board_id=board_id, by=hands.by, now=hands.now()
        )
    except Refused as refusal:
        return import_before(refusal), False
    return import_id, True


def _document(import_id: str, file: Path, state: str, hands: Hands) -> Document:
    counts = reading.list_page(import_id, actor=hands.by).head.counts
    return {
        "file": file.name,
        "state": state,
        "rows": {"in": counts["rows_in"], **{name: counts[name] for name in STATES}},
        "changes": {"added": counts["added"], "unchanged": counts["unchanged"]},
        "problems": [
            {**problem, "message": row_words(str(problem["code"]))}
            for problem in reading.rows_with_problems(import_id, actor=hands.by)
        ],
    }
